"""Issues with points -> packages, and what is better than one of them: by the points as typed, and for every guess.

An issue can be settled my way, halfway or their way, halfway being worth half to each side; where both want the same, as
both want it or halfway. A side's points count for their part of all its points. A point that was not told counts, where
advice has to hold for every guess, as anything from half to one and a half times what was typed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from playbook_engine.analysis.joint_gains import Improvement, joint_gains
from playbook_engine.analysis.meso import Offer, equal_offers
from playbook_engine.analysis.opponent_model import OpponentModel, likely_guesses
from playbook_engine.analysis.pareto import frontier
from playbook_engine.analysis.robust import Guesses, gain_range, standing
from playbook_engine.analysis.scoring import Package, ScoredIssue, Scoring
from playbook_engine.domain import Range
from playbook_engine.worksheets.trades.answers import IssueAnswers

OFF_BY = Fraction(1, 2)
"""How far a guess may be off, as a share of it, where advice has to hold all the same."""

EQUAL_WITHIN = Fraction(1, 10)
"""How far apart packages may be that count as about equal, as a share of all that the talk is worth to the person."""

MATTERS = Fraction(1, 100)
"""A gain below this is none: nobody shares out points more finely than they can tell them apart."""

_HALF = Fraction(1, 2)
_OPPOSED = ("mine", "middle", "theirs")
_ALIKE = ("both", "middle")
_MINE: Mapping[str, Fraction] = {"mine": Fraction(1), "both": Fraction(1), "middle": _HALF, "theirs": Fraction(0)}
_THEIRS: Mapping[str, Fraction] = {"mine": Fraction(0), "both": Fraction(1), "middle": _HALF, "theirs": Fraction(1)}


@dataclass(frozen=True, slots=True)
class Issue:
    """One row that holds anything: its place in the form (from 0), and its answers."""

    place: int
    answers: IssueAnswers

    @property
    def is_alike(self) -> bool:
        """Whether both want the same of it, as the person says."""
        return self.answers.direction == "same"

    @property
    def ways(self) -> tuple[str, ...]:
        """How it can be settled."""
        return _ALIKE if self.is_alike else _OPPOSED

    @property
    def is_told(self) -> bool:
        """Whether they told what it is worth to them."""
        return self.answers.told == "told"

    def settled(self, way: str | None) -> int | None:
        """Return the place of a way to settle it; what is one side's way is both sides' where they want the same."""
        if way is None:
            return None
        return self.ways.index("both" if self.is_alike and way != "middle" else way)


@dataclass(frozen=True, slots=True)
class Better:
    """A package that costs neither side anything against a base: what changes, and what both are worth to each side.

    ``changes`` are issues with the way in which each is settled now. ``is_sure`` tells that it costs them nothing for any
    guess; ``theirs_between`` is what their gain is at least and at most over all guesses.
    """

    base: Package
    package: Package
    changes: tuple[tuple[Issue, str], ...]
    before: tuple[Fraction, Fraction]
    after: tuple[Fraction, Fraction]
    is_sure: bool
    theirs_between: Range

    @property
    def gains(self) -> tuple[Fraction, Fraction]:
        """What each side gains, as shares of all its points."""
        return self.after[0] - self.before[0], self.after[1] - self.before[1]

    @property
    def helps_both(self) -> bool:
        """Whether it is worth more to both."""
        return min(self.gains) >= MATTERS

    @property
    def helps_you(self) -> bool:
        """Whether it is worth more to the person."""
        return self.gains[0] >= MATTERS


@dataclass(frozen=True)
class Packages:
    """All packages of two issues or more that are weighed on both sides."""

    issues: tuple[Issue, ...]

    @cached_property
    def yours(self) -> tuple[Fraction, ...]:
        """What each issue is worth to the person, all told 1."""
        return _parts([one.answers.your_points or Fraction(0) for one in self.issues])

    @cached_property
    def theirs(self) -> tuple[Fraction, ...]:
        """What each issue is worth to them by the points as typed, all told 1."""
        return _parts([one.answers.their_points or Fraction(0) for one in self.issues])

    @cached_property
    def known(self) -> Guesses:
        """What is known, with the bounds of each guess."""
        return Guesses(
            tuple(str(one.place) for one in self.issues),
            tuple(
                tuple(points * _MINE[way] for way in one.ways)
                for one, points in zip(self.issues, self.yours, strict=True)
            ),
            tuple(tuple(_THEIRS[way] for way in one.ways) for one in self.issues),
            tuple(
                Range(points, points) if one.is_told else Range(points * (1 - OFF_BY), points * (1 + OFF_BY))
                for one, points in zip(self.issues, self.theirs, strict=True)
            ),
        )

    @cached_property
    def scoring(self) -> Scoring:
        """The issues by the points as typed."""
        return _scoring(self.known, lambda issue, rating: rating * self.theirs[issue])

    @cached_property
    def halfway(self) -> Package:
        """Every difference split; where both want the same there is none."""
        return tuple(one.ways.index("both" if one.is_alike else "middle") for one in self.issues)

    def planned(self, ways: Sequence[str | None]) -> Package | None:
        """Return the package that settles each issue so; None where one of them is left open."""
        places = [one.settled(way) for one, way in zip(self.issues, ways, strict=True)]
        return None if None in places else tuple(place for place in places if place is not None)

    def value(self, package: Package) -> tuple[Fraction, Fraction]:
        """Return what a package is worth to each side."""
        worth = self.scoring.value(package)
        return worth[0], worth[1]

    def points(self) -> tuple[tuple[Fraction, Fraction], ...]:
        """Return the frontier by the points as typed, from their best to the person's best."""
        return tuple((one.values[0], one.values[1]) for one in frontier(self.scoring, named=False).points)

    def better(self, base: Package) -> Better | None:
        """Return what is better than a base: for every guess where there is such a package, else by the points as typed."""
        for scoring, is_sure in ((self._at_worst(base), True), (self.scoring, False)):
            found = joint_gains(scoring, base).best
            better = None if found is None else self._better(base, found, is_sure=is_sure)
            if better and max(better.gains) >= MATTERS:
                return better
        return None

    def smallest(self, base: Package) -> Better | None:
        """Return the better package with the fewest changes by the points as typed."""
        found = joint_gains(self.scoring, base).fewest
        better = None if found is None else self._better(base, found, is_sure=False)
        return better if better and max(better.gains) >= MATTERS else None

    def stands(self, package: Package) -> bool:
        """Whether nothing is better than a package, whatever the guesses."""
        return standing(self.known, package) == "stands"

    def equal(self, floor: Fraction, model: OpponentModel | None) -> tuple[Offer, ...]:
        """Return packages of about one worth to the person, each their best under another guess; none where fewer than two are."""
        guesses = None if model is None else likely_guesses(model)
        offers = equal_offers(self.known, floor, guesses=guesses).offers
        near = tuple(offer for offer in offers if offer.own - floor <= EQUAL_WITHIN)
        return near if len(near) > 1 else ()

    def turns(self, better: Better, issue: Issue) -> Fraction | None:
        """Return at how many of their points, as typed, a better package begins to cost them something; None for none."""
        deltas, place = self._deltas(better.base, better.package), self.issues.index(issue)
        if not deltas[place]:
            return None
        typed = [one.answers.their_points or Fraction(0) for one in self.issues]
        rest = sum((delta * points for delta, points in zip(deltas, typed, strict=True)), Fraction(0))
        turn = typed[place] - rest / deltas[place]
        return turn if 0 < turn <= 1 else None

    def _at_worst(self, base: Package) -> Scoring:
        """Return the issues with what each way gives them more than the base, at the guess that makes it least."""

        def least(issue: int, rating: Fraction) -> Fraction:
            more, bounds = rating - self.known.ratings[issue][base[issue]], self.known.weights[issue]
            return min(more * bounds.low, more * bounds.high)

        return _scoring(self.known, least)

    def _better(self, base: Package, found: Improvement, *, is_sure: bool) -> Better:
        return Better(
            base=base,
            package=found.package,
            changes=tuple((self.issues[issue], self.issues[issue].ways[way]) for issue, way in found.changes),
            before=self.value(base),
            after=self.value(found.package),
            is_sure=is_sure,
            theirs_between=gain_range(self._deltas(base, found.package), self.known.weights),
        )

    def _deltas(self, base: Package, package: Package) -> tuple[Fraction, ...]:
        """Return by how much of its points to them each issue moves from one package to another."""
        rows = zip(self.known.ratings, base, package, strict=True)
        return tuple(ratings[new] - ratings[old] for ratings, old, new in rows)


def of(issues: Sequence[Issue]) -> Packages | None:
    """Return the packages of the issues that are weighed; None for fewer than two, and where a side has no points at all."""
    weighed = tuple(one for one in issues if one.answers.is_weighed)
    stakes = [(one.answers.your_points, one.answers.their_points) for one in weighed]
    if len(weighed) < 2 or not all(any(column) for column in zip(*stakes, strict=True)):
        return None
    return Packages(weighed)


def _parts(points: Sequence[Fraction]) -> tuple[Fraction, ...]:
    total = sum(points, Fraction(0))
    return tuple(one / total for one in points)


def _scoring(known: Guesses, theirs: Callable[[int, Fraction], Fraction]) -> Scoring:
    """Return the issues with what each way is worth to the person, and what it is worth to them by a rule."""
    rows = zip(known.names, known.own, known.ratings, strict=True)
    return Scoring(
        ("you", "they"),
        tuple(
            ScoredIssue(
                name,
                ("",) * len(own),
                tuple((value, theirs(issue, rating)) for value, rating in zip(own, ratings, strict=True)),
            )
            for issue, (name, own, ratings) in enumerate(rows)
        ),
    )
