"""Advice that holds whatever the other side's weights are, within ranges.

You know your own values. Of the other side you know how it rates the options of each issue, from 0 to 1, and between
which bounds the weight of each issue lies. Weights are proportions: only their ratios matter, so a gain
sum w_i delta_i / sum w_i has the sign of sum w_i delta_i. Over a box of weights that sum is least when every loss has its
high weight and every gain its low one, and this is a sum over the issues. So the packages that are better for you and no
worse for them under every guess have their frontier by the same merging as any other (pairwise dominance with interval
weights: Salo and Hamalainen 1992, doi:10.1287/opre.40.6.1053). No probability is put on the guesses.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from playbook_engine.analysis.door import exact_numbers, make_exact
from playbook_engine.analysis.logrolling import Trade, trades
from playbook_engine.analysis.pareto import LISTED, frontier
from playbook_engine.analysis.scoring import Package, ScoredIssue, Scoring
from playbook_engine.domain import Range
from playbook_engine.errors import AnalysisError

Standing = Literal["stands", "depends", "falls"]


@dataclass(frozen=True, slots=True)
class Guesses:
    """What is known of a negotiation when one side's weights are only guessed.

    ``own`` holds for each issue what each option is worth to you; ``ratings`` how the other side rates it; ``weights``
    between which bounds the issue's weight lies for the other side.
    """

    names: tuple[str, ...]
    own: tuple[tuple[Fraction, ...], ...]
    ratings: tuple[tuple[Fraction, ...], ...]
    weights: tuple[Range, ...]

    def __post_init__(self) -> None:
        """Refuse bounds that hold no weights."""
        make_exact(self)
        if not self.names or not len(self.names) == len(self.own) == len(self.ratings) == len(self.weights):
            raise AnalysisError("issues", "each needs its own values, ratings and weights")
        if any(range_.low < 0 or range_.high < range_.low for range_ in self.weights):
            raise AnalysisError("weights", "must be ranges of 0 or more, low before high")
        if not any(range_.low for range_ in self.weights):
            raise AnalysisError("weights", "one issue at least must have a weight above 0")


@dataclass(frozen=True, slots=True)
class SureGain:
    """A package compared with a base: your gain, and the least and greatest gain of the other side over all guesses."""

    package: Package
    own: Fraction
    theirs: Range


@dataclass(frozen=True, slots=True)
class SureTrade:
    """A trade from which both gain under every guess."""

    trade: Trade
    theirs: Range


@exact_numbers
def gain_range(deltas: Sequence[Fraction], weights: Sequence[Range]) -> Range:
    """Return the least and greatest mean of changes in rating, over all weights within the ranges.

    The mean sum w delta / sum w over a box of weights is least when the smallest changes have their high weight and the
    others their low one; which is found by trying every place to divide the sorted changes.

    >>> sure = gain_range((Fraction(-1), Fraction(1)), (Range(Fraction(1), Fraction(2)), Range(Fraction(3), Fraction(6))))
    >>> (sure.low, sure.high)
    (Fraction(1, 5), Fraction(5, 7))
    """

    def least(changes: Sequence[Fraction]) -> Fraction:
        order = sorted(zip(changes, weights, strict=True), key=lambda pair: pair[0])
        found = []
        for cut in range(len(order) + 1):
            chosen = [(d, w.high if place < cut else w.low) for place, (d, w) in enumerate(order)]
            total = sum((w for _, w in chosen), Fraction(0))
            if total:
                found.append(sum((d * w for d, w in chosen), Fraction(0)) / total)
        return min(found)

    return Range(least(deltas), -least([-delta for delta in deltas]))


@exact_numbers
def sure_gains(guesses: Guesses, base: Sequence[tuple[Fraction, Fraction]], most: int = LISTED) -> tuple[SureGain, ...]:
    """Return packages that are at least as good as the base for you, and for them under every guess.

    ``base`` holds for each issue the value to you and the rating by them of its present settlement. The packages are the
    frontier of your gain against their least weighted gain, best for you first; of more than ``most``, so many at equal
    steps, the two ends among them. Empty when nothing is surely better.

    >>> half = Fraction(1, 2)
    >>> talks = Guesses(("Pay", "Leave"), ((Fraction(0), Fraction(8)), (Fraction(0), Fraction(2))),
    ...                 ((Fraction(1), Fraction(0)), (Fraction(1), Fraction(0))),
    ...                 (Range(Fraction(1), Fraction(2)), Range(Fraction(3), Fraction(6))))
    >>> [gain.package for gain in sure_gains(talks, ((Fraction(4), half), (Fraction(1), half)))]
    [(1, 0)]
    """
    whole = frontier(_against(guesses, base, worst=True), named=False)
    better = [point for point in reversed(whole.points) if min(point.values) >= 0 and any(point.values)]
    if len(better) > most:
        better = [better[place * (len(better) - 1) // max(1, most - 1)] for place in range(most)]
    found = []
    for point in better:
        package = whole.with_packages(point, 1).packages[0]
        deltas = [guesses.ratings[i][o] - base[i][1] for i, o in enumerate(package)]
        found.append(SureGain(package, point.values[0], gain_range(deltas, guesses.weights)))
    return tuple(found)


@exact_numbers
def standing(guesses: Guesses, package: Package) -> Standing:
    """Return how a package fares over all guesses.

    ``stands``: under no guess is another package better for one side and no worse for the other. ``falls``: one and the
    same package is, under every guess. ``depends``: it turns on the weights.

    >>> talks = Guesses(("Pay",), ((Fraction(0), Fraction(8)),), ((Fraction(1), Fraction(0)),),
    ...                 (Range(Fraction(1), Fraction(2)),))
    >>> standing(talks, (1,))
    'stands'
    """
    base = [(guesses.own[issue][place], guesses.ratings[issue][place]) for issue, place in enumerate(package)]
    verdicts = []
    for worst in (False, True):
        points = frontier(_against(guesses, base, worst), named=False).points
        verdicts.append(any(min(point.values) >= 0 and any(point.values) for point in points))
    return "falls" if verdicts[1] else "depends" if verdicts[0] else "stands"


@exact_numbers
def sure_trades(guesses: Guesses, base: Sequence[tuple[Fraction, Fraction]]) -> tuple[SureTrade, ...]:
    """Return the exchanges between issues from which both sides gain under every guess, best for you first.

    >>> half = Fraction(1, 2)
    >>> talks = Guesses(("Pay", "Leave"), ((Fraction(0), Fraction(8)), (Fraction(0), Fraction(2))),
    ...                 ((Fraction(1), Fraction(0)), (Fraction(1), Fraction(0))),
    ...                 (Range(Fraction(1), Fraction(2)), Range(Fraction(3), Fraction(6))))
    >>> sure_trades(talks, ((Fraction(4), half), (Fraction(1), half)))[0].trade.changes
    ((0, 1), (1, 0))
    """
    worst = _against(guesses, base, worst=True)
    found = []
    for trade in trades(worst, ((Fraction(0), Fraction(0)),) * len(guesses.names)):
        if len(trade.changes) < 2 or not min(trade.gains):
            continue
        deltas = [Fraction(0)] * len(guesses.names)
        for issue, place in trade.changes:
            deltas[issue] = guesses.ratings[issue][place] - base[issue][1]
        found.append(SureTrade(trade, gain_range(deltas, guesses.weights)))
    return tuple(sorted(found, key=lambda sure: (-sure.trade.gains[0], sure.trade.changes)))


def _against(guesses: Guesses, base: Sequence[tuple[Fraction, Fraction]], worst: bool) -> Scoring:
    """Return the gains over a base: yours, and theirs at the weights that make the sum least, or greatest."""
    if len(base) != len(guesses.names):
        raise AnalysisError("base", "one settlement for each issue is needed")
    issues = []
    rows = zip(guesses.names, guesses.own, guesses.ratings, guesses.weights, base, strict=True)
    for name, own, ratings, weight, (now, rated) in rows:
        scores = []
        for value, rating in zip(own, ratings, strict=True):
            ends = ((rating - rated) * weight.low, (rating - rated) * weight.high)
            scores.append((value - now, min(ends) if worst else max(ends)))
        issues.append(ScoredIssue(name, ("",) * len(own), tuple(scores)))
    return Scoring(("own", "theirs"), tuple(issues))
