"""Sharing an estate that is smaller than the claims on it: four rules, each fair in its own sense.

The rules are compared by Thomson (2003, doi:10.1016/S0165-4896(02)00070-7). None is right in itself: the contested
garment rule halves what two people both claim, proportional shares follow the claims, constrained equal awards favour
small claims, and constrained equal losses favour large ones. When the estate covers all claims, each claim is met in
full and the rest is left over.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from playbook_engine.analysis.door import exact_numbers
from playbook_engine.errors import AnalysisError

Rule = Callable[[Fraction, Sequence[Fraction]], tuple[Fraction, ...]]


@dataclass(frozen=True, slots=True)
class Division:
    """What each claimant gets under a rule, in the order and unit of the claims; ``left_over`` is nobody's."""

    rule: str
    estate: Fraction
    claims: tuple[Fraction, ...]
    awards: tuple[Fraction, ...]
    left_over: Fraction


@exact_numbers
def contested_garment(estate: Fraction, claims: Sequence[Fraction]) -> tuple[Fraction, ...]:
    """Return the awards of the contested garment rule, also called the Talmud rule.

    The one division that treats every two claimants, with what they get together, as the Talmud treats two people who
    hold a garment: what only one claims is conceded, the rest is halved (Aumann and Maschler 1985,
    doi:10.1016/0022-0531(85)90102-4). Up to half of all claims it equals constrained equal awards on half the claims;
    beyond, constrained equal losses on the other halves.

    >>> [int(award) for award in contested_garment(Fraction(400), [Fraction(100), Fraction(200), Fraction(300)])]
    [50, 125, 225]
    """
    _check(estate, claims)
    halves = [claim / 2 for claim in claims]
    middle = sum(halves, Fraction(0))
    if estate <= middle:
        return constrained_equal_awards(estate, halves)
    more = constrained_equal_losses(estate - middle, halves)
    return tuple(half + rest for half, rest in zip(halves, more, strict=True))


@exact_numbers
def proportional(estate: Fraction, claims: Sequence[Fraction]) -> tuple[Fraction, ...]:
    """Return awards in proportion to the claims (Aristotle, Nicomachean Ethics, book V).

    >>> [int(award) for award in proportional(Fraction(300), [Fraction(100), Fraction(200), Fraction(300)])]
    [50, 100, 150]
    """
    _check(estate, claims)
    total = sum(claims, Fraction(0))
    if estate >= total:
        return tuple(claims)
    return tuple(estate * claim / total for claim in claims)


@exact_numbers
def constrained_equal_awards(estate: Fraction, claims: Sequence[Fraction]) -> tuple[Fraction, ...]:
    """Return equal awards, nobody more than it claims (Maimonides, 12th century).

    >>> [int(award) for award in constrained_equal_awards(Fraction(400), [Fraction(100), Fraction(200), Fraction(300)])]
    [100, 150, 150]
    """
    _check(estate, claims)
    left, level = min(estate, sum(claims, Fraction(0))), Fraction(0)
    rising = sorted(claims)
    for place, claim in enumerate(rising):
        level = left / (len(rising) - place)
        if level <= claim:
            break
        left -= claim
        level = claim
    return tuple(min(claim, level) for claim in claims)


@exact_numbers
def constrained_equal_losses(estate: Fraction, claims: Sequence[Fraction]) -> tuple[Fraction, ...]:
    """Return awards that fall short of the claims by equal amounts, nobody less than nothing.

    >>> [int(award) for award in constrained_equal_losses(Fraction(300), [Fraction(100), Fraction(200), Fraction(300)])]
    [0, 100, 200]
    """
    _check(estate, claims)
    total = sum(claims, Fraction(0))
    losses = constrained_equal_awards(total - min(estate, total), claims)
    return tuple(claim - loss for claim, loss in zip(claims, losses, strict=True))


RULES: tuple[Rule, ...] = (contested_garment, proportional, constrained_equal_awards, constrained_equal_losses)


@exact_numbers
def divide(estate: Fraction, claims: Sequence[Fraction]) -> tuple[Division, ...]:
    """Return the awards of all four rules, in the order of ``RULES``.

    Raises :class:`AnalysisError` when there is no claim, or the estate or a claim is negative.

    >>> [(one.rule, str(one.awards[0])) for one in divide(Fraction(100), [Fraction(100), Fraction(200), Fraction(300)])]
    [('contested_garment', '100/3'), ('proportional', '50/3'), ('constrained_equal_awards', '100/3'),
     ('constrained_equal_losses', '0')]
    """
    rest = max(Fraction(0), estate - sum(claims, Fraction(0)))
    return tuple(Division(rule.__name__, estate, tuple(claims), rule(estate, claims), rest) for rule in RULES)


def _check(estate: Fraction, claims: Sequence[Fraction]) -> None:
    if not claims:
        raise AnalysisError("claims", "at least one is needed")
    if min(claims) < 0:
        raise AnalysisError("claims", "must not be negative")
    if estate < 0:
        raise AnalysisError("estate", "must not be negative")
