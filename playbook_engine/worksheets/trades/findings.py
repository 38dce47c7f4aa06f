"""The worksheet's answers -> what could be traded. A blank claims nothing: what lacks points is part of no package."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Literal, cast

from playbook_engine.analysis.meso import Offer
from playbook_engine.sheet import Needed
from playbook_engine.standing import Helped, Safe, Standing, Terms
from playbook_engine.worksheet import Reading
from playbook_engine.worksheets.trades import answers, offers, packages
from playbook_engine.worksheets.trades.answers import IssueAnswers, TradesAnswers
from playbook_engine.worksheets.trades.offers import Offers
from playbook_engine.worksheets.trades.packages import Better, Issue, Packages

_FAR = 2  # an issue is cheap for one side where the other has at least so many times its points


@dataclass(frozen=True)
class TradesFindings:
    """What the answers to the worksheet on trades imply. None means that the answers do not reach that far, or that there is none."""

    answers: TradesAnswers
    issues: tuple[Issue, ...]

    @cached_property
    def packages(self) -> Packages | None:
        """All ways to settle what is weighed; None for fewer than two issues."""
        return packages.of(self.issues)

    @cached_property
    def plan(self) -> tuple[int, ...] | None:
        """The person's plan; None where it leaves something open that is weighed."""
        held = self.packages
        return held.planned([one.answers.my_plan for one in held.issues]) if held else None

    @property
    def base(self) -> tuple[int, ...] | None:
        """What everything is compared with: the plan, else every difference split."""
        if self.packages is None:
            return None
        return self.packages.halfway if self.plan is None else self.plan

    @cached_property
    def better(self) -> Better | None:
        """What costs neither side anything against the base, and helps one of them or both."""
        return self.packages.better(self.base) if self.packages and self.base else None

    @property
    def rests_on(self) -> Literal["told", "any-guess", "guess"]:
        """On what it rests that the better package costs them nothing: on what they told of each change, else on guesses."""
        if self.better is None or not self.better.is_sure:
            return "guess"
        return "told" if all(one.is_told for one, _ in self.better.changes) else "any-guess"

    @cached_property
    def smallest(self) -> Better | None:
        """The same with the fewest changes, where that needs fewer."""
        if self.packages is None or self.base is None or self.better is None:
            return None
        found = self.packages.smallest(self.base)
        return found if found and len(found.changes) < len(self.better.changes) else None

    @property
    def trade(self) -> Better | None:
        """What is better, where it is an exchange: one issue goes further the person's way, and another further theirs."""
        return self.better if self.better and self.asked and self.given else None

    @cached_property
    def asked(self) -> tuple[Issue, ...]:
        """The issues that go further the person's way in what is better, those that are worth most to them first."""
        return self._moved(-1)

    @cached_property
    def given(self) -> tuple[Issue, ...]:
        """The issues that go further their way in what is better, those that are worth most to them first."""
        return self._moved(1)

    @cached_property
    def splitting(self) -> Better | None:
        """What is worth more to both than splitting every difference."""
        if self.packages is None:
            return None
        found = self.better if self.base == self.packages.halfway else self.packages.better(self.packages.halfway)
        return found if found and found.helps_both else None

    @property
    def splitting_costs(self) -> bool:
        """Whether splitting every difference is worth less to both than something else."""
        return self.splitting is not None

    @property
    def nothing_is_left(self) -> bool:
        """Whether the plan is whole, and nothing is better for one side and free for the other."""
        return self.plan is not None and self.better is None

    @cached_property
    def equal(self) -> tuple[Offer, ...]:
        """Packages that are worth about the same to the person, each the best for them under another guess."""
        if self.packages is None or self.base is None:
            return ()
        floor = self.better.after[0] if self.better else self.packages.value(self.base)[0]
        covers = self.offers is not None and self.offers.issues == self.packages.issues
        return self.packages.equal(floor, self.offers.model if self.offers and covers else None)

    @property
    def cheap(self) -> tuple[Issue, ...]:
        """The issues that cost the person little and are dear to them, and that the plan does not give yet, the dearest first."""
        return self._dear_to_one("theirs")

    @property
    def dear(self) -> tuple[Issue, ...]:
        """The issues that are dear to the person and cost them little, and that the plan does not ask for yet, the dearest first."""
        return self._dear_to_one("mine")

    @property
    def alike(self) -> tuple[Issue, ...]:
        """The issues in which both want the same, as the person says."""
        return tuple(one for one in self.issues if one.is_alike)

    @property
    def first_of_yours(self) -> Issue | None:
        """The issue with most of the person's points, the first of several."""
        return _heaviest((one, one.answers.your_points) for one in self.issues)

    @property
    def first_of_theirs(self) -> Issue | None:
        """The issue with most of their points, the first of several."""
        return _heaviest((one, one.answers.their_points) for one in self.issues)

    @property
    def unserved(self) -> Issue | None:
        """The issue that has more of their points than any other, where the plan gives them nothing in it."""
        first = self.first_of_theirs
        if first is None or first.is_alike or first.answers.my_plan != "mine":
            return None
        most = first.answers.their_points
        return first if [one.answers.their_points for one in self.issues].count(most) == 1 else None

    @property
    def guessed(self) -> Issue | None:
        """The guess that matters most, said to be one: of what the better package gives and asks, then of any issue."""
        said = [one for one in self.issues if one.answers.told == "guess" and one.answers.their_points]
        moved = [one for one in (*self.given, *self.asked) if one in said]
        return next(iter((*moved, *said)), None)

    @property
    def doubtful(self) -> Issue | None:
        """What to ask about first: the guess that matters most, else what the trade gives and they did not tell."""
        if self.guessed or self.better is None or self.better.is_sure:
            return self.guessed
        return next((one for one in (*self.given, *self.asked) if not one.is_told), None)

    @property
    def unweighed(self) -> Issue | None:
        """The first issue without points of the person's own."""
        return next((one for one in self.issues if one.answers.your_points is None), None)

    @property
    def unguessed(self) -> Issue | None:
        """The first issue without points of theirs."""
        return next((one for one in self.issues if one.answers.their_points is None), None)

    @property
    def undirected(self) -> Issue | None:
        """The first issue of which the person does not know which way the other side wants it."""
        return next((one for one in self.issues if one.answers.direction == "unsure"), None)

    @cached_property
    def offers(self) -> Offers | None:
        """What their offers say of what matters to them."""
        return offers.read(self.issues)

    @property
    def gave_way(self) -> Issue | None:
        """The issue in which they came furthest towards the person."""
        return offers.gave_way(self.issues)[0]

    @property
    def held(self) -> Issue | None:
        """The issue in which they moved least, while they moved in another one."""
        return offers.gave_way(self.issues)[1]

    @property
    def next_to_offer(self) -> Issue | None:
        """The issue that is worth most to them for what it costs the person, by their offers and by the points."""
        hinted = self.offers.next_to_offer if self.offers else None
        return hinted or next(iter((*self.given, *self.cheap)), None)

    @property
    def stand(self) -> Standing:
        """Where the person stands by this worksheet."""
        return Standing(terms=self._terms if self.issues else None, safe=cast("Safe", self.answers.safe or ""))

    @property
    def _terms(self) -> Terms:
        if self.packages is None:
            return Terms("unweighed")
        if self.better is None:
            return Terms("nothing", is_plan=self.plan is not None)
        changes = tuple((one.place, one.answers.issue or "", way) for one, way in self.better.changes)
        helped: Helped = "both" if self.better.helps_both else "you" if self.better.helps_you else "they"
        return Terms(helped, self.plan is not None, changes, self.rests_on == "guess")

    def _moved(self, sign: int) -> tuple[Issue, ...]:
        """Return the opposed issues of what is better that move one way; ``sign`` is 1 for theirs."""
        held, found = self.packages, self.better
        if held is None or found is None:
            return ()
        points = held.theirs if sign > 0 else held.yours
        moved = [
            (points[place], one)
            for place, one in enumerate(held.issues)
            if not one.is_alike and (found.package[place] - found.base[place]) * sign > 0
        ]
        return tuple(one for _, one in sorted(moved, key=lambda pair: -pair[0]))

    def _dear_to_one(self, way: str) -> tuple[Issue, ...]:
        """Return the opposed issues that are dear to the side whose way this is and cheap for the other, and not settled so."""
        if self.packages is None:
            return ()
        rows = zip(self.packages.issues, self.packages.yours, self.packages.theirs, strict=True)
        sides = [(one, *((yours, theirs) if way == "theirs" else (theirs, yours))) for one, yours, theirs in rows]
        found = [
            (dear, one)
            for one, cheap, dear in sides
            if dear and dear >= _FAR * cheap and not one.is_alike and one.answers.my_plan != way
        ]
        return tuple(one for _, one in sorted(found, key=lambda pair: -pair[0]))


def find(reading: Reading, needed: Needed) -> TradesFindings:  # noqa: ARG001  it needs no other worksheet
    """Return what the answers of the worksheet on trades imply; total: every set of answers has findings."""
    given = answers.from_reading(reading)
    places = reading.places.get("issues", ())
    rows = (Issue(place, row) for place, row in zip(places, given.issues, strict=True))
    return TradesFindings(given, tuple(row for row in rows if row.answers != IssueAnswers()))


def missing(found: TradesFindings) -> tuple[str, ...]:
    """Return the unanswered questions that would change a result, in the form's order."""
    return tuple(_missing(found))


def _missing(found: TradesFindings) -> Iterator[str]:
    if not found.issues:
        yield "issues"
    planned = any(one.answers.my_plan for one in found.issues)
    for one in found.issues:
        row = one.answers
        names = ["issue", "your_points", "their_points", "direction"]
        names += ["my_plan"] if planned or (found.packages and one is found.issues[0]) else []
        names += ["told"] if row.their_points is not None and found.rests_on == "guess" and found.better else []
        yield from (f"issues.{one.place}.{name}" for name in names if getattr(row, name) is None)
    yield from (name for name in ("cheap_offer", "future_doubt") if getattr(found.answers, name) is None)


def _heaviest(pairs: Iterable[tuple[Issue, Fraction | None]]) -> Issue | None:
    """Return the issue with most points, the first of several; None where none has any."""
    best: tuple[Fraction, Issue] | None = None
    for issue, points in pairs:
        if points and (best is None or points > best[0]):
            best = (points, issue)
    return None if best is None else best[1]
