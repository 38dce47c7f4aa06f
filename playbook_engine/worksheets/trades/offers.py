"""Their offers, issue by issue -> what gave way, and what each issue may be worth to them by what they offered.

A few offers only shift a guess, and whoever bluffs is read wrongly: what comes out is called a hint, and nothing more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from playbook_engine.analysis.opponent_model import OpponentModel, Seen, revised_weights
from playbook_engine.analysis.robust import Guesses
from playbook_engine.domain import Range
from playbook_engine.worksheets.trades.packages import OFF_BY, Issue

_TOWARDS_ME = {"theirs": 0, "middle": 1, "mine": 2}
_OPPOSED = ("mine", "middle", "theirs")
_RATINGS = (Fraction(0), Fraction(1, 2), Fraction(1))
_CLEARLY = Fraction(5, 4)  # times as much to them as to the person: what is less than that could be chance
_SEEN = Fraction(1, 100)  # a shift of all that is worth something to them: a smaller one comes of rounding
_OPEN = Range(Fraction(1), Fraction(3))  # nothing said of it: no issue counts more than three times another


@dataclass(frozen=True, slots=True)
class Offers:
    """What their offers say: the issues that they cover, and what these may be worth to them, all told 1."""

    issues: tuple[Issue, ...]
    model: OpponentModel

    @property
    def likelier(self) -> Issue | None:
        """The issue that their offers make heavier for them than it was thought to be; None where they say next to nothing."""
        place = self.model.likelier
        return None if place is None or self.model.rise < _SEEN else self.issues[place]

    @property
    def next_to_offer(self) -> Issue | None:
        """The issue that may be worth most to them for what it costs the person, and more than it costs.

        None where the person's own points are missing, where their offers say nothing, and where several would be it. What their
        last offer gives the person already is not it.
        """
        typed = [one.answers.your_points for one in self.issues]
        own = [points for points in typed if points is not None]
        total = sum(own, Fraction(0))
        if self.likelier is None or len(own) < len(typed) or not total:
            return None
        ratios = [
            (not points, weight * total / points if points else weight)
            for weight, points in zip(self.model.weights, own, strict=True)
        ]
        left = [
            (ratio, one) for ratio, one in zip(ratios, self.issues, strict=True) if one.answers.offered_last != "mine"
        ]
        best = max((ratio for ratio, _ in left), default=(False, Fraction(0)))
        found = [one for ratio, one in left if ratio == best and (best[0] or best[1] >= _CLEARLY)]
        return found[0] if len(found) == 1 else None


def read(issues: Sequence[Issue]) -> Offers | None:
    """Return what their offers say; None without an offer that covers two issues in which the sides want different things.

    Where they told or the person guessed points for all covered issues, these are the bounds to begin with. Where one has
    none, all of them begin alike.
    """
    apart = [one for one in issues if one.answers.direction not in ("same", "unsure")]
    covered = tuple(one for one in apart if one.answers.offered_last)
    if len(covered) < 2:
        return None
    seen = [tuple(_OPPOSED.index(one.answers.offered_last or "") for one in covered)]
    if all(one.answers.offered_before for one in covered):
        seen.insert(0, tuple(_OPPOSED.index(one.answers.offered_before or "") for one in covered))
    known = Guesses(
        tuple(str(one.place) for one in covered),
        tuple(_RATINGS[::-1] for _ in covered),
        tuple(_RATINGS for _ in covered),
        _bounds(covered),
    )
    return Offers(covered, revised_weights(known, [Seen(package) for package in seen]))


def gave_way(issues: Sequence[Issue]) -> tuple[Issue | None, Issue | None]:
    """Return where they came furthest towards the person from one offer to the next, and where they moved least.

    Each is None where nothing moved, and where several issues would be it.
    """
    moved = {
        one.place: _TOWARDS_ME[one.answers.offered_last] - _TOWARDS_ME[one.answers.offered_before]
        for one in issues
        if one.answers.direction not in ("same", "unsure") and one.answers.offered_last and one.answers.offered_before
    }
    if len(moved) < 2 or max(moved.values()) <= 0:
        return None, None
    by_place = {one.place: one for one in issues}

    def only(steps: int) -> Issue | None:
        found = [place for place, step in moved.items() if step == steps]
        return by_place[found[0]] if len(found) == 1 else None

    return only(max(moved.values())), only(min(moved.values()))


def _bounds(covered: Sequence[Issue]) -> tuple[Range, ...]:
    points = [one.answers.their_points for one in covered]
    if None in points or not any(points):
        return (_OPEN,) * len(covered)
    found = []
    for one, given in zip(covered, points, strict=True):
        typed = given or Fraction(0)
        off = Fraction(0) if one.is_told else OFF_BY
        found.append(Range(typed * (1 - off), typed * (1 + off)))
    return tuple(found)
