"""What comparables and objective standards support: quantiles, outliers, and a range to aspire to, never one price.

Quantiles interpolate between ranks, type 7 of Hyndman and Fan (1996, doi:10.2307/2684934). A comparable is an outlier when
its modified z-score 0.6745 |x - median| / MAD is above 3.5 (Iglewicz and Hoaglin 1993, How to Detect and Handle Outliers);
where more than half are equal, so that MAD is 0, the mean absolute deviation stands in: |x - median| / (1.253314 MeanAD).
The median and MAD are chosen over Tukey's fences because lists of comparables are short, and quartiles of a short list move
with the very outlier that they should find. Amounts are in one currency's main unit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from playbook_engine.analysis.door import exact_numbers
from playbook_engine.domain import Range
from playbook_engine.errors import AnalysisError

FEWEST = 4  # with fewer amounts nobody can tell which one is out of line
LIMIT = Fraction(35, 10)
_MAD_SCALE = Fraction(6745, 10_000)
_MEAN_SCALE = Fraction(1_253_314, 1_000_000)


@exact_numbers
def quantile(amounts: Sequence[Fraction], part: Fraction) -> Fraction:
    """Return the amount below which a part of the list lies, 0 to 1, interpolated between neighbours.

    >>> quantile([Fraction(n) for n in (10, 20, 30, 40)], Fraction(1, 4))
    Fraction(35, 2)
    """
    if not amounts:
        raise AnalysisError("amounts", "at least one is needed")
    if not 0 <= part <= 1:
        raise AnalysisError("part", "must lie between 0 and 1")
    ordered = sorted(amounts)
    place = part * (len(ordered) - 1)
    below = ordered[int(place)]
    above = ordered[min(int(place) + 1, len(ordered) - 1)]
    return below + (place - int(place)) * (above - below)


@exact_numbers
def outliers(amounts: Sequence[Fraction]) -> tuple[int, ...]:
    """Return the places of the amounts that are out of line with the rest; none among fewer than four.

    >>> outliers([Fraction(n) for n in (70, 72, 75, 78, 140)])
    (4,)
    >>> outliers([Fraction(n) for n in (10, 10, 10, 10, 10, 10, 10, 100)])
    (7,)
    """
    if len(amounts) < FEWEST:
        return ()
    median = quantile(amounts, Fraction(1, 2))
    away = [abs(amount - median) for amount in amounts]
    spread = quantile(away, Fraction(1, 2)) / _MAD_SCALE or _MEAN_SCALE * sum(away, Fraction(0)) / len(away)
    return tuple(place for place, distance in enumerate(away) if distance > LIMIT * spread)


@dataclass(frozen=True, slots=True)
class Support:
    """What the evidence supports for one side.

    ``kept`` and ``set_aside`` split the comparables; ``quartiles`` are those of the kept ones and the standards together.
    ``aspiration`` runs from the median to the most favourable amount of them, and is None with fewer than two amounts.
    """

    role: Literal["seller", "buyer"]
    kept: tuple[Fraction, ...]
    set_aside: tuple[Fraction, ...]
    standards: tuple[Fraction, ...]
    quartiles: tuple[Fraction, Fraction, Fraction] | None
    aspiration: Range | None

    @property
    def furthest(self) -> Fraction | None:
        """The most favourable amount that anything supports; None when there is no aspiration range."""
        if self.aspiration is None:
            return None
        return self.aspiration.high if self.role == "seller" else self.aspiration.low


@exact_numbers
def support(
    role: Literal["seller", "buyer"], comparables: Sequence[Fraction], standards: Sequence[Fraction] = ()
) -> Support:
    """Return the range that comparables and objective standards support for a seller's or a buyer's aspiration.

    >>> pay = [Fraction(n) for n in (70_000, 72_000, 75_000, 78_000, 140_000)]
    >>> found = support("seller", pay, standards=[Fraction(80_000)])
    >>> found.aspiration, found.set_aside
    (Range(low=Fraction(75000, 1), high=Fraction(80000, 1)), (Fraction(140000, 1),))
    """
    out = set(outliers(comparables))
    kept = tuple(amount for place, amount in enumerate(comparables) if place not in out)
    evidence = [*kept, *standards]
    quartiles, aspiration = None, None
    if len(evidence) > 1:
        quartiles = tuple(quantile(evidence, Fraction(n, 4)) for n in (1, 2, 3))
        best = max(evidence) if role == "seller" else min(evidence)
        aspiration = Range(*sorted((quartiles[1], best)))
    return Support(
        role=role,
        kept=kept,
        set_aside=tuple(amount for place, amount in enumerate(comparables) if place in out),
        standards=tuple(standards),
        quartiles=quartiles,  # type: ignore[arg-type]
        aspiration=aspiration,
    )
