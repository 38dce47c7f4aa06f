"""Weights from what a person can say, and a check of them against what the person feels.

Swing weights ask how much it would matter to bring an issue from its worst to its best option, the most important swing
as 100 (von Winterfeldt and Edwards 1986, ISBN 978-0-521-27304-6). An order alone gives rank-order centroid weights, the
mean of all weights in that order (Edwards and Barron 1994, doi:10.1006/obhd.1994.1087). Words stand for equal steps.
A person then ranks a few whole packages by gut; Kendall's tau (1938, doi:10.1093/biomet/30.1-2.81) compares that order with
the computed one. The scale of words and the bound of 0.6 below which to look again are this library's choices.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from playbook_engine.analysis.door import exact_numbers
from playbook_engine.analysis.scoring import normal_weights
from playbook_engine.errors import AnalysisError

WORDS: Mapping[str, int] = {"none": 0, "little": 1, "some": 2, "much": 3, "most": 4}
CONSISTENT = Fraction(3, 5)


@dataclass(frozen=True, slots=True)
class Agreement:
    """How an order by gut agrees with an order by computed values.

    ``tau`` is (concordant - discordant) / pairs; pairs of equal value count for neither. ``conflict`` is the pair (gut's
    better one first) that the values order the other way by the most; None when no pair is turned.
    """

    tau: Fraction
    concordant: int
    discordant: int
    tied: int
    conflict: tuple[int, int] | None

    @property
    def is_consistent(self) -> bool:
        """Whether tau is at least 0.6."""
        return self.tau >= CONSISTENT


@exact_numbers
def from_swings(points: Sequence[Fraction]) -> tuple[Fraction, ...]:
    """Return weights from swing points: each divided by their sum. Raises :class:`AnalysisError` below 0 or for all 0.

    >>> from_swings((Fraction(100), Fraction(60), Fraction(40)))
    (Fraction(1, 2), Fraction(3, 10), Fraction(1, 5))
    """
    return normal_weights(points, len(points))


@exact_numbers
def from_words(words: Sequence[str], scale: Mapping[str, int] = WORDS) -> tuple[Fraction, ...]:
    """Return weights from how much each issue matters: none, little, some, much or most, as 0 to 4 parts.

    >>> from_words(("most", "some", "some"))
    (Fraction(1, 2), Fraction(1, 4), Fraction(1, 4))
    """
    unknown = next((word for word in words if word not in scale), None)
    if unknown is not None:
        raise AnalysisError("words", f"'{unknown}' must be one of {', '.join(scale)}")
    return from_swings([Fraction(scale[word]) for word in words])


@exact_numbers
def from_ranking(ranks: Sequence[int]) -> tuple[Fraction, ...]:
    """Return rank-order centroid weights: the issue at place k of n weighs the mean of 1/k ... 1/n, divided by n.

    ``ranks`` gives each issue's place, 1 for the most important; issues of equal rank share the mean of their places.

    >>> from_ranking((1, 2, 3))
    (Fraction(11, 18), Fraction(5, 18), Fraction(1, 9))
    """
    number = len(ranks)
    if not number:
        raise AnalysisError("ranks", "at least one is needed")
    by_place = [sum((Fraction(1, m) for m in range(k, number + 1)), Fraction(0)) / number for k in range(1, number + 1)]
    order = sorted(ranks)
    shared = {}
    for rank in set(ranks):
        places = [place for place, other in enumerate(order) if other == rank]
        shared[rank] = sum((by_place[place] for place in places), Fraction(0)) / len(places)
    return tuple(shared[rank] for rank in ranks)


@exact_numbers
def agreement(gut: Sequence[int], values: Sequence[Fraction]) -> Agreement:
    """Compare an order by gut (places in ``values``, best first) with the order of the values: Kendall's tau-a.

    Raises :class:`AnalysisError` unless ``gut`` names every value once, and there are two at least.

    >>> found = agreement((0, 2, 1), (Fraction(9), Fraction(5), Fraction(3)))
    >>> found.tau, found.conflict
    (Fraction(1, 3), (2, 1))
    """
    if len(values) < 2 or sorted(gut) != list(range(len(values))):
        raise AnalysisError("gut", "must name each package once, two at least")
    pairs = list(combinations(gut, 2))
    turned = [pair for pair in pairs if values[pair[0]] < values[pair[1]]]
    tied = sum(values[better] == values[worse] for better, worse in pairs)
    concordant = len(pairs) - len(turned) - tied
    conflict = max(turned, key=lambda pair: values[pair[1]] - values[pair[0]], default=None)
    return Agreement(Fraction(concordant - len(turned), len(pairs)), concordant, len(turned), tied, conflict)


@exact_numbers
def inaccuracy(stated: Sequence[Fraction], reference: Sequence[Fraction]) -> tuple[Fraction, Fraction]:
    """Return how a scoring departs from the one that it should render: the share of pairs ordered alike, and the mean
    absolute difference.

    Two measures in the spirit of ordinal accuracy and cardinal inaccuracy (Wachowicz, Kersten and Roszkowska 2019,
    doi:10.1007/s12351-018-00448-y); both scorings on one scale.

    >>> inaccuracy((Fraction(6), Fraction(4)), (Fraction(7), Fraction(3)))
    (Fraction(1, 1), Fraction(1, 1))
    """
    if len(stated) != len(reference) or len(stated) < 2:
        raise AnalysisError("stated", "needs as many ratings as the reference, two at least")
    pairs = list(combinations(range(len(stated)), 2))
    alike = sum(_sign(stated[i] - stated[j]) == _sign(reference[i] - reference[j]) for i, j in pairs)
    apart = sum((abs(one - other) for one, other in zip(stated, reference, strict=True)), Fraction(0))
    return Fraction(alike, len(pairs)), apart / len(stated)


def _sign(number: Fraction) -> int:
    return (number > 0) - (number < 0)
