"""Where a person stands: the numbers and claims of one worksheet's findings that every result speaks of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from playbook_engine.fields.basis import Basis
from playbook_engine.fields.days import Day

Kind = Literal["", "status-quo", "possible", "in-hand"]
"""What an alternative is today: things stay as they are, it may come, or the person could say yes to it."""

Stronger = Literal["", "you", "they", "even"]
When = Literal["", "today", "week", "later"]
Safe = Literal["", "yes", "no", "unsure"]
Where = Literal["", "before", "talking", "agreed", "over", "practising"]
Ended = Literal["", "deal", "no-deal"]
Helped = Literal["unweighed", "nothing", "you", "they", "both"]


NEEDS_OF = 10
"""The highest that one side's need of the other can be."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How much one side needs the other, 0 to ``NEEDS_OF``: by what is known, and at most by what is still open."""

    least: int
    most: int

    @property
    def is_open(self) -> bool:
        """Whether what is not known yet could make it more."""
        return self.most > self.least


@dataclass(frozen=True, slots=True)
class Needs:
    """What a map of needs says: how much the person needs the other side, and these the person; None where nothing is weighed.

    ``stronger`` says who needs the other less; "" where one side is blank, or where what is open could turn it.
    """

    yours: Reach | None = None
    theirs: Reach | None = None
    stronger: Stronger = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """What a list of issues says of a plan, or of splitting every difference where there is no whole plan.

    ``helped`` is whom another package helps at no cost to the other: ``both``, one side, or ``nothing`` where there is none;
    ``unweighed`` where too little was said. ``changes`` are its issues, each with its place in the form (from 0), its name
    ("" for none) and how it is settled instead: ``mine``, ``middle``, ``theirs``, or ``both`` where both want the same.
    ``is_guess`` tells that it could cost the other side something if the points that were guessed for it are off.
    """

    helped: Helped
    is_plan: bool = False
    changes: tuple[tuple[int, str, str], ...] = ()
    is_guess: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a person stands. Amounts are as they would type them, never signed; None and "" mean that nothing says it.

    ``lower_is_better`` is None where nobody said whether they pay or are paid; then nothing is called better or worse,
    and ``needs_direction`` tells that there are numbers to compare.
    ``limit`` is the reservation value, and lies between ``limit_low`` and ``limit_high`` where it is not firm;
    ``limit_name`` names the best alternative that it comes from, ``limit_kind`` says what that is. ``margin`` is by how
    much the offer is better than the limit, all told; negative where it is worse. ``their_loss`` and ``your_loss`` are what
    no deal costs. ``stronger`` says who needs the other less, by both sides' losses; ``needs`` is what their map of needs says,
    None where nothing was mapped; ``terms`` what their list of issues says, None without one; ``said_stronger`` what the person
    said of it, where nothing was measured. ``they`` is the
    name that the person gave the other side; without one, the words of their ``case`` call it something.
    ``knows_their_alternative`` tells that they said what the other side would do without a deal, ``guesses_their_limit`` that
    they guessed how far it could go. ``opening`` is the first number that they name, where one was worked out;
    ``hears_first`` tells that they do better to hear one first. ``reason`` is
    why the target is fair, in the person's own words.
    ``meeting`` is the chance that both ranges meet, by the person's guess of their limit.
    ``where`` is how far the talk has come; ``ended`` how it ended, and ``settled`` what was agreed then. ``talk_is_rough`` tells
    that only the week or the month of the talk was named.
    """

    name: str = ""
    they: str = ""
    case: str = ""
    basis: Basis = ""
    lower_is_better: bool | None = None
    needs_direction: bool = False
    limit: Fraction | None = None
    limit_low: Fraction | None = None
    limit_high: Fraction | None = None
    limit_name: str = ""
    limit_kind: Kind = ""
    target: Fraction | None = None
    opening: Fraction | None = None
    hears_first: bool = False
    offer: Fraction | None = None
    offer_is_none_yet: bool = False
    margin: Fraction | None = None
    close: bool = False
    their_loss: Fraction | None = None
    your_loss: Fraction | None = None
    knows_their_alternative: bool = False
    guesses_their_limit: bool = False
    stronger: Stronger = ""
    said_stronger: Stronger = ""
    needs: Needs | None = None
    terms: Terms | None = None
    when: When = ""
    where: Where = ""
    ended: Ended = ""
    settled: Fraction | None = None
    talk: Day | None = None
    talk_is_rough: bool = False
    safe: Safe = ""
    reason: str = ""
    meeting: Fraction | None = None

    @property
    def has_numbers(self) -> bool:
        """Whether anything has a number: the limit, the target or the offer."""
        return self.needs_direction or any(
            number is not None for number in (self.limit, self.target, self.offer, self.settled)
        )

    @property
    def is_unsafe(self) -> bool:
        """Whether the person said that they are not safe, or not sure of it."""
        return self.safe in ("no", "unsure")

    @property
    def is_over(self) -> bool:
        """Whether the talk is over, so that nothing is left to prepare or to say."""
        return self.where == "over" or bool(self.ended)

    @property
    def has_begun(self) -> bool:
        """Whether the first sentence of the talk was said already."""
        return self.is_over or self.where in ("talking", "agreed")

    @property
    def is_firm(self) -> bool:
        """Whether the limit could lie nowhere else."""
        return self.limit_low is None and self.limit_high is None

    @property
    def is_open(self) -> bool:
        """Whether the offer lies where the limit could lie as well."""
        if self.offer is None or self.limit is None or self.is_firm:
            return False
        ends = [end for end in (self.limit, self.limit_low, self.limit_high) if end is not None]
        return min(ends) <= self.offer <= max(ends)

    @property
    def aims_too_low(self) -> bool:
        """Whether the target is worse for the person than their limit."""
        if self.target is None or self.limit is None or self.lower_is_better is None:
            return False
        return self._is_better(self.limit, self.target)

    @property
    def can_gain(self) -> bool:
        """Whether the target is better for the person than the offer, as far as anybody can tell."""
        if self.target is None or self.offer is None or self.lower_is_better is None:
            return self.target is not None
        return self._is_better(self.target, self.offer)

    @property
    def gained(self) -> Fraction | None:
        """By how much what was agreed is better than the limit, negative where it is worse; None where that cannot be told."""
        return self._better_by(self.settled, self.limit)

    @property
    def missed(self) -> Fraction | None:
        """By how much what was agreed is worse than the target, negative where it is better; None where that cannot be told."""
        return self._better_by(self.target, self.settled)

    @property
    def mapped(self) -> Stronger:
        """Who needs the other less by the map of needs."""
        return self.needs.stronger if self.needs else ""

    @property
    def seems_stronger(self) -> bool:
        """Whether the person is the stronger side by both sides' losses, else by the map of needs, else by their own word."""
        return (self.stronger or self.mapped or self.said_stronger) == "you"

    @property
    def map_and_losses_differ(self) -> bool:
        """Whether the map of needs calls one side the stronger one, and both sides' losses the other."""
        return {self.stronger, self.mapped} == {"you", "they"}

    @property
    def knows_both_losses(self) -> bool:
        """Whether both sides' cost of no deal is known."""
        return self.their_loss is not None and self.your_loss is not None

    def _is_better(self, one: Fraction, other: Fraction) -> bool:
        return one < other if self.lower_is_better else one > other

    def _better_by(self, one: Fraction | None, other: Fraction | None) -> Fraction | None:
        if one is None or other is None or self.lower_is_better is None:
            return None
        return other - one if self.lower_is_better else one - other


@dataclass(frozen=True, slots=True)
class Shown:
    """Where a person stands, with what was computed rounded to what their own numbers carry; ``about`` where that changed it.

    ``step`` is to what it was rounded, None where nothing had to be.
    """

    stand: Standing
    about: bool = False
    step: Fraction | None = None

    def near(self, number: Fraction) -> Fraction:
        """Return another computed number, rounded alike."""
        return number if self.step is None else _near(number, self.step)


@lru_cache(maxsize=64)
def rounded(stand: Standing) -> Shown:
    """Return the numbers as they are shown: what was computed carries one digit more than what was typed, at least three.

    A limit that is firm and was not discounted is shown as it is: it is made of the person's own numbers. No number is
    rounded onto another one that it differs from.

    >>> worth = Standing(limit=Fraction(51_118), limit_low=Fraction(46_886), target=Fraction(58_000), offer=Fraction(52_000))
    >>> rounded(worth).stand.limit, rounded(worth).stand.limit_low
    (Fraction(51100, 1), Fraction(46900, 1))
    """
    typed = [number for number in (stand.target, stand.offer) if number]
    limit = stand.limit
    if limit is None:
        return Shown(stand)
    step = step_for(typed, limit)
    shown = limit if stand.is_firm and _is_plain(limit) else _apart(limit, step, typed)
    low, high = (None if end is None else _near(end, step) for end in (stand.limit_low, stand.limit_high))
    margin = stand.margin
    if margin is not None and stand.offer is not None:
        told = abs(margin) == abs(stand.offer - limit)
        size = abs(stand.offer - shown) if told else _apart(abs(margin), step, [Fraction(0)])
        margin = size if margin > 0 else -size
    made = replace(
        stand,
        limit=shown,
        limit_low=None if low is None else min(low, shown),
        limit_high=None if high is None else max(high, shown),
        margin=margin,
    )
    exact = stand.is_firm and shown == limit
    return Shown(made, about=not exact or margin != stand.margin, step=None if exact else step)


def _is_plain(number: Fraction) -> bool:
    """Whether a number has no more decimals than an amount that somebody types."""
    return (number if abs(number) >= 100 else number * 100).denominator == 1


def step_for(typed: Sequence[Fraction], number: Fraction) -> Fraction:
    """Return to what a number is rounded: a tenth of the coarsest step that all typed ones are made of, or three digits.

    >>> step_for([Fraction(58_000), Fraction(52_500)], Fraction(51_118))
    Fraction(10, 1)
    """
    digits = _power(len(str(int(abs(number)))) - 3)
    steps = [_grain(one) / 10 for one in typed]
    return max(min([digits, *steps]), Fraction(1, 100))


def _grain(number: Fraction) -> Fraction:
    """Return the largest power of ten that a number is a multiple of, a hundredth at least."""
    grain = Fraction(1, 100)
    while (number / (grain * 10)).denominator == 1:
        grain *= 10
    return grain


def _power(exponent: int) -> Fraction:
    return Fraction(10) ** exponent


def _near(number: Fraction, step: Fraction) -> Fraction:
    return round(number / step) * step


def _apart(number: Fraction, step: Fraction, others: Sequence[Fraction]) -> Fraction:
    """Return a number rounded, but never onto one of the others that it differs from."""
    while (
        (near := _near(number, step)) != number and near in others and number not in others and step > Fraction(1, 100)
    ):
        step /= 10
    return near
