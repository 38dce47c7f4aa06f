"""What the other side's offers and choices say about its weights.

You know how the other side rates the options of each issue, and guess between which bounds the weights lie. Weights
within these bounds are tried; each offer that they make, and each of your equal offers that they like best, makes those
weights likelier under which a person would choose so (opponent models in negotiation: Baarslag, Hendrikx, Hindriks and
Jonker 2016, doi:10.1007/s10458-015-9309-1, who call this Bayesian learning).

The rule of choice is Luce's (1959; Luce 2008, doi:10.4249/scholarpedia.8077): the chance of a choice is its strength over
the sum of all strengths. Here the strength of a package grows by one tenth with each hundredth of value, so an offer that
they make is compared with every package, without listing them: strengths multiply over the issues as values add up. A
hundredth and a tenth are this library's choices; ``keenness`` changes the tenth. Strengths are kept as whole millionths,
and chances as whole parts of 10 ** 12: the same everywhere, without floats.

What comes out is a guess, and not what they think. A few offers only shift it; whoever bluffs is read wrongly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import combinations, product
from math import lcm, prod
from operator import mul

from playbook_engine.analysis.door import exact_numbers
from playbook_engine.analysis.robust import Guesses
from playbook_engine.analysis.scoring import Package, normal_weights
from playbook_engine.domain import Range
from playbook_engine.errors import AnalysisError

MOST_CANDIDATES = 256
MOST_ISSUES = 20
MOST_SEEN = 100
KEENNESS = Fraction(1, 10)
_UNIT = 10**6  # of a strength
_PARTS = 10**12  # of a chance
_SPARE = 64  # bits beyond the likeliest candidate's whole number

Weights = tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """A package that they offered; or, with ``among``, the one of your offers that they liked best."""

    package: Package
    among: tuple[Package, ...] = ()


@dataclass(frozen=True, slots=True)
class OpponentModel:
    """What their weights may be: each candidate with its chance, and what that means for each issue.

    ``weights`` is the mean weight of each issue now and ``before`` what it was before anything was seen; each adds up
    to 1. ``heaviest`` is the chance that no issue weighs more than this one, and ``heaviest_before`` what it was; where
    issues tie, the chance is shared. ``likelier`` is the issue whose mean weight rose most, ``rise`` by how much; None and
    0 when nothing has changed.
    """

    candidates: tuple[Weights, ...]
    chances: tuple[Fraction, ...]
    weights: Weights
    before: Weights
    heaviest: Weights
    heaviest_before: Weights
    likelier: int | None
    rise: Fraction


@exact_numbers
def candidate_weights(ranges: Sequence[Range], most: int = MOST_CANDIDATES) -> tuple[Weights, ...]:
    """Return weights to try, each adding up to 1: every issue at even steps of its range, in all combinations.

    There are as many steps as give at most ``most`` candidates; proportions that come up twice count once. With more
    issues than allow two steps, one or two issues at a time have their highest weight, or one its lowest.

    Raises :class:`AnalysisError` for no issue or more than 20, bounds that hold no weights, and ``most`` below 2.

    >>> [[str(w) for w in row] for row in candidate_weights((Range(Fraction(1), Fraction(3)),) * 2, most=4)]
    [['1/2', '1/2'], ['1/4', '3/4'], ['3/4', '1/4']]
    """
    if not 0 < len(ranges) <= MOST_ISSUES:
        raise AnalysisError("ranges", f"1 to {MOST_ISSUES} are needed, one for each issue")
    if any(not 0 <= range_.low <= range_.high for range_ in ranges) or not any(range_.high for range_ in ranges):
        raise AnalysisError("ranges", "must be of 0 or more, low before high, one of them above 0")
    if most < 2:
        raise AnalysisError("most", "must be at least 2")
    return _grid(tuple(ranges), most)


@lru_cache(maxsize=8)
def _grid(ranges: tuple[Range, ...], most: int) -> tuple[Weights, ...]:
    steps = 2
    while (steps + 1) ** len(ranges) <= most and steps < most:
        steps += 1
    if steps ** len(ranges) <= most:
        levels = [[r.low + (r.high - r.low) * step / (steps - 1) for step in range(steps)] for r in ranges]
        rows = [tuple(row) for row in product(*levels)]
    else:
        places = range(len(ranges))
        raised = [set(group) for size in (0, 1, 2, len(ranges) - 1) for group in combinations(places, size)]
        rows = [tuple(r.high if i in group else r.low for i, r in enumerate(ranges)) for group in raised]
    return tuple(dict.fromkeys(normal_weights(row, len(row)) for row in rows if any(row)))


@exact_numbers
def revised_weights(
    known: Guesses,
    seen: Sequence[Seen],
    candidates: Sequence[Sequence[Fraction]] | None = None,
    chances: Sequence[Fraction] | None = None,
    keenness: Fraction = KEENNESS,
) -> OpponentModel:
    """Return the candidates' chances after what was seen of the other side, and what that says of each issue.

    ``candidates`` are weights of the other side; without them, those of :func:`candidate_weights` within the known
    ranges. ``chances`` are what is believed of the candidates beforehand; without them, all are alike. The order in which
    things were seen does not matter.

    Raises :class:`AnalysisError` for ratings outside 0 to 1, more than 100 things seen, packages that do not exist, a
    choice that is not among the offers, and a keenness outside 0 to 1.

    >>> rising, falling = (Fraction(0), Fraction(1, 2)), (Fraction(1), Fraction(0))
    >>> talks = Guesses(("Pay", "Leave"), (rising, rising), (falling, falling), (Range(Fraction(1), Fraction(5)),) * 2)
    >>> model = revised_weights(talks, [Seen((0, 1)), Seen((0, 1), among=((0, 1), (1, 0)))])
    >>> talks.names[model.likelier], round(float(model.weights[0]), 2), round(float(model.heaviest[0]), 2)
    ('Pay', 0.71, 0.98)
    """
    rows = candidate_weights(known.weights) if candidates is None else _normal(candidates, len(known.names))
    prior = _prior(rows, chances)
    _check(known, seen, keenness)
    strengths = _strengths(keenness)
    offered = sum(not each.among for each in seen)
    ratios = []
    for row in rows:
        worth = [
            [_hundredths(weight, rating) for rating in ratings]
            for weight, ratings in zip(row, known.ratings, strict=True)
        ]

        def strength(package: Package, worth: list[list[int]] = worth) -> int:
            return prod(strengths[worth[issue][place]] for issue, place in enumerate(package))

        above, below = 1, 1
        for each in seen:
            above *= strength(each.package)
            below *= sum(map(strength, dict.fromkeys(each.among))) if each.among else 1
        if offered:
            below *= prod(sum(strengths[value] for value in options) for options in worth) ** offered
        ratios.append((above, below))
    after = _shares(prior, ratios)
    weights, before = _mean(rows, after), _mean(rows, prior)
    tops = [[int(weight == most) for weight in row] for row in rows for most in (max(row),)]
    moved = max(range(len(weights)), key=lambda issue: (weights[issue] - before[issue], -issue))
    rise = weights[moved] - before[moved]
    return OpponentModel(
        candidates=rows,
        chances=after,
        weights=weights,
        before=before,
        heaviest=_heaviest(tops, after),
        heaviest_before=_heaviest(tops, prior),
        likelier=moved if rise > 0 else None,
        rise=max(rise, Fraction(0)),
    )


@exact_numbers
def likely_guesses(model: OpponentModel) -> tuple[Weights, ...]:
    """Return guesses for the next equal offers: the mean weights first, then those that are furthest from them.

    The latter are for each issue the candidate in which it weighs most, and the one in which it weighs least; of equal
    ones the likeliest. What was seen may mislead, and offers that differ show by their answer what is so. At most 16.

    >>> talks = Guesses(("Pay", "Leave"), ((Fraction(0),),) * 2, ((Fraction(1),),) * 2, (Range(Fraction(1), Fraction(3)),) * 2)
    >>> [[str(w) for w in row] for row in likely_guesses(revised_weights(talks, []))]
    [['1/2', '1/2'], ['3/4', '1/4'], ['1/4', '3/4']]
    """
    pairs = list(zip(model.candidates, model.chances, strict=True))
    found = [model.weights]
    for sign in (1, -1):
        for issue in range(len(model.weights)):
            row, _ = max(pairs, key=lambda pair: (sign * pair[0][issue], pair[1]))
            found.append(row)
    return tuple(dict.fromkeys(found))[:16]


def _hundredths(weight: Fraction, rating: Fraction) -> int:
    """Return the value of an option, weight times rating, in whole hundredths, halves up."""
    below = weight.denominator * rating.denominator
    return (200 * weight.numerator * rating.numerator + below) // (2 * below)


@lru_cache(maxsize=8)
def _strengths(keenness: Fraction) -> tuple[int, ...]:
    """Return the strength of each whole hundredth of value from 0 to 100, in whole millionths."""
    growth = 1 + keenness
    return tuple(_UNIT * growth.numerator**n // growth.denominator**n for n in range(101))


def _normal(candidates: Sequence[Sequence[Fraction]], issues: int) -> tuple[Weights, ...]:
    if not candidates:
        raise AnalysisError("candidates", "at least one is needed")
    if any(len(row) != issues or min(row) < 0 or not any(row) for row in candidates):
        raise AnalysisError("candidates", "each needs one weight of 0 or more for each issue, not all 0")
    return tuple(normal_weights(tuple(row), issues) for row in candidates)


def _prior(rows: Sequence[Weights], chances: Sequence[Fraction] | None) -> tuple[Fraction, ...]:
    if chances is None:
        return (Fraction(1, len(rows)),) * len(rows)
    if len(chances) != len(rows) or min(chances) < 0 or sum(chances) != 1:
        raise AnalysisError("chances", "one for each candidate is needed, of 0 or more, adding up to 1")
    return tuple(map(Fraction, chances))


def _check(known: Guesses, seen: Sequence[Seen], keenness: Fraction) -> None:
    if any(not 0 <= rating <= 1 for ratings in known.ratings for rating in ratings):
        raise AnalysisError("known", "ratings must lie between 0 and 1")
    if not 0 <= keenness <= 1:
        raise AnalysisError("keenness", "must lie between 0 and 1")
    if len(seen) > MOST_SEEN:
        raise AnalysisError("seen", f"must hold at most {MOST_SEEN} offers and choices")
    sizes = [len(ratings) for ratings in known.ratings]
    for each in seen:
        if each.among and each.package not in each.among:
            raise AnalysisError("seen", "a choice must be one of the offers it was made among")
        for package in (each.package, *each.among):
            if len(package) != len(sizes) or any(not 0 <= o < n for o, n in zip(package, sizes, strict=True)):
                raise AnalysisError("seen", "a package must name one option of each issue by its place")


def _shares(prior: Sequence[Fraction], ratios: Sequence[tuple[int, int]]) -> tuple[Fraction, ...]:
    """Return chances in proportion to prior times above / below, in whole parts that add up to 1.

    Whole numbers of a common power of two, so that the likeliest has 64 bits at least; the parts that rounding leaves
    over go to the likeliest.
    """
    scaled = [(p.numerator * above, p.denominator * below) for p, (above, below) in zip(prior, ratios, strict=True)]
    shift = _SPARE + min(below.bit_length() - above.bit_length() for above, below in scaled if above)
    sizes = [(above << shift) // below if shift >= 0 else above // (below << -shift) for above, below in scaled]
    total = sum(sizes)
    parts = [_PARTS * size // total for size in sizes]
    parts[sizes.index(max(sizes))] += _PARTS - sum(parts)
    return tuple(Fraction(part, _PARTS) for part in parts) if any(a != ratios[0] for a in ratios) else tuple(prior)


def _mean(rows: Sequence[Weights], chances: Sequence[Fraction]) -> Weights:
    """Return the mean of each weight. In whole numbers of common units: there are many candidates."""
    unit = lcm(*(weight.denominator for row in rows for weight in row))
    part = lcm(*(chance.denominator for chance in chances))
    parts = [chance.numerator * (part // chance.denominator) for chance in chances]

    def mean(issue: int) -> Fraction:
        weights = [row[issue] for row in rows]
        whole = [weight.numerator * (unit // weight.denominator) for weight in weights]
        return Fraction(sum(map(mul, whole, parts)), unit * part)

    return tuple(mean(issue) for issue in range(len(rows[0])))


def _heaviest(tops: Sequence[Sequence[int]], chances: Sequence[Fraction]) -> Weights:
    """Return the chance of each issue to be the heaviest, from who is at the top in each candidate; ties share it."""
    found = [Fraction(0)] * len(tops[0])
    for top, chance in zip(tops, chances, strict=True):
        for issue, first in enumerate(top):
            if first and chance:
                found[issue] += chance / sum(top)
    return tuple(found)
