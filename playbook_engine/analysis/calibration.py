"""Looking back: how good forecasts were, how much of the zone was claimed, and how far the deal lies from the frontier.

Forecasts are scored by the Brier score in its one-event form, the mean of (f - o)**2 (Brier 1950,
doi:10.1175/1520-0493(1950)078<0001:VOFEIT>2.0.CO;2, whose own form for two events is twice that), and split into
reliability - resolution + uncertainty (Murphy 1973, doi:10.1175/1520-0450(1973)012<0595:ANVPOT>2.0.CO;2). Forecasts are
grouped by their exact value, so the split adds up without a remainder.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from playbook_engine.analysis.door import exact_numbers
from playbook_engine.analysis.exact import square_root
from playbook_engine.errors import AnalysisError

ENOUGH = 20
# The four kinds of subjective value (Curhan, Elfenbein and Xu 2006, doi:10.1037/0022-3514.91.3.493).
SATISFACTIONS = ("instrumental", "self", "process", "relationship")


@dataclass(frozen=True, slots=True)
class Forecast:
    """The chance that was given to an event, 0 to 1, and whether it happened."""

    chance: Fraction
    happened: bool


@dataclass(frozen=True, slots=True)
class Group:
    """All forecasts of one chance: how many, and the part that happened."""

    chance: Fraction
    count: int
    frequency: Fraction


@dataclass(frozen=True, slots=True)
class Calibration:
    """A Brier score and its parts: brier = reliability - resolution + uncertainty. Lower is better; 0 is perfect.

    ``bias`` is the mean forecast less the part that happened: above 0 is too hopeful. ``skill`` is 1 - brier / uncertainty,
    None when every event ended alike. ``is_enough`` is False below 20 forecasts: too few to judge.
    """

    count: int
    brier: Fraction
    reliability: Fraction
    resolution: Fraction
    uncertainty: Fraction
    bias: Fraction
    skill: Fraction | None
    groups: tuple[Group, ...]

    @property
    def is_enough(self) -> bool:
        """Whether there are enough forecasts to say anything about the forecaster."""
        return self.count >= ENOUGH


@exact_numbers
def calibration(forecasts: Sequence[Forecast]) -> Calibration:
    """Score forecasts. Raises :class:`AnalysisError` for none, or for a chance outside 0 to 1.

    >>> made = [Forecast(Fraction(f, 10), o == 1) for f, o in ((9, 1), (8, 1), (7, 0), (6, 1), (3, 0))]
    >>> calibration(made).brier, calibration(made).is_enough
    (Fraction(79, 500), False)
    """
    if not forecasts:
        raise AnalysisError("forecasts", "at least one is needed")
    if any(not 0 <= forecast.chance <= 1 for forecast in forecasts):
        raise AnalysisError("forecasts", "chances must lie between 0 and 1")
    count = len(forecasts)
    rate = Fraction(sum(forecast.happened for forecast in forecasts), count)
    tallies: dict[Fraction, list[bool]] = {}
    for forecast in forecasts:
        tallies.setdefault(forecast.chance, []).append(forecast.happened)
    groups = tuple(Group(c, len(seen), Fraction(sum(seen), len(seen))) for c, seen in sorted(tallies.items()))
    brier = sum(((f.chance - f.happened) ** 2 for f in forecasts), Fraction(0)) / count
    uncertainty = rate * (1 - rate)
    return Calibration(
        count=count,
        brier=brier,
        reliability=sum((g.count * (g.chance - g.frequency) ** 2 for g in groups), Fraction(0)) / count,
        resolution=sum((g.count * (g.frequency - rate) ** 2 for g in groups), Fraction(0)) / count,
        uncertainty=uncertainty,
        bias=sum((f.chance for f in forecasts), Fraction(0)) / count - rate,
        skill=1 - brier / uncertainty if uncertainty else None,
        groups=groups,
    )


@exact_numbers
def value_claimed(outcome: Fraction, reservation: Fraction, theirs: Fraction) -> Fraction:
    """Return the part of the zone that was claimed: (outcome - own reservation) / (theirs - own), for either role.

    Below 0 the deal is worse than the own reservation value, above 1 worse than the estimate of theirs. Raises
    :class:`AnalysisError` when both reservation values are equal: there was nothing to claim.

    >>> value_claimed(Fraction(115_000), reservation=Fraction(100_000), theirs=Fraction(120_000))
    Fraction(3, 4)
    """
    if theirs == reservation:
        raise AnalysisError("theirs", "must differ from the own reservation value")
    return (outcome - reservation) / (theirs - reservation)


@dataclass(frozen=True, slots=True)
class Efficiency:
    """A deal against a frontier: the Euclidean distance, every nearest point, and every point better for both.

    ``better_for_both`` holds the frontier points that are at least as good for each and better for one; a deal with none is
    efficient among the points given.
    """

    distance: Fraction
    nearest: tuple[tuple[Fraction, Fraction], ...]
    better_for_both: tuple[tuple[Fraction, Fraction], ...]


@exact_numbers
def distance_to_frontier(deal: tuple[Fraction, Fraction], frontier: Sequence[tuple[Fraction, Fraction]]) -> Efficiency:
    """Return how far a deal's values lie from a frontier of possible values, both in the same units for both sides.

    >>> half = Fraction(1, 2)
    >>> distance_to_frontier((half, half), [(Fraction(77, 100), Fraction(77, 100))]).better_for_both
    ((Fraction(77, 100), Fraction(77, 100)),)
    """
    if not frontier:
        raise AnalysisError("frontier", "at least one point is needed")
    squares = [(a - deal[0]) ** 2 + (b - deal[1]) ** 2 for a, b in frontier]
    least = min(squares)
    better = tuple(p for p in frontier if p[0] >= deal[0] and p[1] >= deal[1] and p != deal)
    near = tuple(point for point, square in zip(frontier, squares, strict=True) if square == least)
    return Efficiency(square_root(least), near, better)


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """Own ratings of a negotiation in four kinds, 1 to 7: their mean, and every lowest kind."""

    ratings: tuple[tuple[Literal["instrumental", "self", "process", "relationship"], Fraction], ...]
    mean: Fraction
    lowest: tuple[str, ...]


@exact_numbers
def satisfaction(ratings: Mapping[str, Fraction]) -> Satisfaction:
    """Sum up how content a person is with the result, with themselves, with the process and with the relationship.

    Raises :class:`AnalysisError` for a kind that is missing or a rating outside 1 to 7.

    >>> satisfaction({"instrumental": Fraction(6), "self": Fraction(5), "process": Fraction(3),
    ...               "relationship": Fraction(3)}).lowest
    ('process', 'relationship')
    """
    for kind in SATISFACTIONS:
        if not 1 <= ratings.get(kind, Fraction(0)) <= 7:
            raise AnalysisError(kind, "must be rated from 1 to 7")
    found = {kind: ratings[kind] for kind in SATISFACTIONS}
    least = min(found.values())
    return Satisfaction(
        ratings=tuple(found.items()),  # type: ignore[arg-type]
        mean=sum(found.values(), Fraction(0)) / 4,
        lowest=tuple(kind for kind, rating in found.items() if rating == least),
    )
