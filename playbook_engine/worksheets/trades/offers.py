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
_OPEN = Range(Fraction(1), Fraction(3))  # nothing said of it: no issue counts more than three times another


@dataclass(frozen=True, slots=True)
class Offers:
    """What their offers say: the issues that they cover, and what these may be worth to them, all told 1."""

    issues: tuple[Issue, ...]
    model: OpponentModel

    @property
    def likelier(self) -> Issue | None:
        """The issue that their offers make heavier for them than it was thought to be; None where they say nothing."""
        return None if self.model.likelier is None else self.issues[self.model.likelier]

    @property
    def heaviest(self) -> Issue | None:
        """The issue that is likeliest to weigh most for them by all that was seen; None where several are alike."""
        most = max(self.model.heaviest)
        found = [one for one, chance in zip(self.issues, self.model.heaviest, strict=True) if chance == most]
        return found[0] if len(found) == 1 else None

    def weight(self, issue: Issue) -> Fraction | None:
        """Return the part that an issue may have of all that the covered ones are worth to them."""
        return self.model.weights[self.issues.index(issue)] if issue in self.issues else None


def read(issues: Sequence[Issue]) -> Offers | None:
    """Return what their offers say; None without an offer that covers two issues in which the sides want different things.

    Where they told or the person guessed points for all covered issues, these are the bounds to begin with. Where one has
    none, all of them begin alike.
    """
    apart = [one for one in issues if one.answers.direction not in ("same", "unknown")]
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
        if one.answers.direction not in ("same", "unknown") and one.answers.offered_last and one.answers.offered_before
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
