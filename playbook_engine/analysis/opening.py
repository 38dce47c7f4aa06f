"""One opening, one target and one pace, worked out together from comparables, limit, target and the chance of a walk-out.

Ambitious first offers gain more on average, and end in no deal more often (Petrowsky et al. 2025,
doi:10.1016/j.obhdp.2025.104448: g = 1.14, and -0.42 for impasses). So the opening lies between the target and the most
that comparables carry, and the nearer to the target the likelier the other side is to leave. The rule between the two ends
is ours, a line; those effects are averages and give none. The ask that gains most if it is the last word
(:func:`playbook_engine.analysis.zopa.zone`) is a price to hold out for, not an opening, and is not used.

The pace is a time-dependent tactic (Faratin, Sierra and Jennings 1998, doi:10.1016/S0921-8890(98)00029-3) that ends at a
floor short of the limit: who has said the limit has nothing left to bring a concession back with. Its numbers did best in
simulated talks over many issues; on recorded talks of people they did no better than holding out.
Amounts are in one currency's main unit. A seller wants more and a buyer less; each is the other's mirror image.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from playbook_engine.analysis import comparables, concessions
from playbook_engine.analysis.concessions import ConcessionPlan
from playbook_engine.analysis.door import exact_numbers
from playbook_engine.errors import AnalysisError

Role = Literal["seller", "buyer"]
Reason = Literal[
    "",
    "target_short_of_limit",
    "no_support",
    "support_short_of_limit",
    "offer_meets_support",
    "target_beyond_support",
    "no_room",
]
LEAVE_ASIDE = 4  # of so many amounts the best one is left aside, of twice as many the best two
EVEN = Fraction(1, 2)
BETA = Fraction(3, 2)
FLOOR = Fraction(2, 5)  # the part of the way from limit to opening that the plan keeps
ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Carried:
    """What the evidence carries: its middle, and the ``furthest`` amount that an opening can rest on.

    ``left_aside`` are the best amounts, which no opening rests on, ``outliers`` those out of line with the rest.
    """

    role: Role
    median: Fraction
    furthest: Fraction
    left_aside: tuple[Fraction, ...]
    outliers: tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """One opening, one target and one pace.

    ``opening`` is None where nothing can be said, and ``reason`` tells why. ``target`` is the one that was given, and ``base``
    what the opening may not fall short of. ``pace`` leads from the opening to its floor; None without an opening or a
    limit, and where there is nothing to give between the two.
    """

    role: Role
    carried: Carried | None
    base: Fraction | None
    target: Fraction | None
    opening: Fraction | None
    reason: Reason
    pace: ConcessionPlan | None

    @property
    def floor(self) -> Fraction | None:
        """The last offer of the pace."""
        return self.pace.steps[-1].offer if self.pace else None


@exact_numbers
def carried(role: Role, amounts: Sequence[Fraction]) -> Carried | None:
    """Return what amounts that others got carry; None where there is none.

    One amount of four is left aside at the good end, however far out it lies. A test for outliers would do it only now and
    then, and a comparable that gets better could become one and lower the whole: then more for others meant less for you.
    So the outliers are told, and do not decide. Raises :class:`AnalysisError` for another role.

    >>> pay = carried("seller", [Fraction(n) for n in (70_000, 72_000, 75_000, 78_000, 140_000)])
    >>> int(pay.median), int(pay.furthest), [int(n) for n in pay.outliers]
    (75000, 78000, [140000])
    """
    sign = _sign(role)
    ordered = sorted(amounts, key=lambda amount: sign * amount)
    if not ordered:
        return None
    aside = len(ordered) // LEAVE_ASIDE
    kept = ordered[: len(ordered) - aside]
    out = comparables.outliers(ordered)
    return Carried(
        role=role,
        median=comparables.quantile(ordered, Fraction(1, 2)),
        furthest=kept[-1],
        left_aside=tuple(ordered[len(kept) :]),
        outliers=tuple(ordered[place] for place in out),
    )


@exact_numbers
def plan(
    role: Role,
    amounts: Sequence[Fraction],
    limit: Fraction | None = None,
    target: Fraction | None = None,
    offer: Fraction | None = None,
    walk_away: Fraction = EVEN,
    rounds: int = ROUNDS,
) -> Plan:
    """Return one opening and one pace for a target.

    With F the most that the amounts carry, T the target and w the chance that an opening at F ends the talk, it is
    F - w (F - T): F where nobody would leave for it, T where everybody would. Their offer, where it is better, stands in the
    place of T, and so does the median where there is no target. Better amounts never lower it, and a higher chance never raises it.
    No opening lies beyond F, and none is worse than target or offer or as bad as the limit; where that leaves none,
    ``reason`` says so. Raises :class:`AnalysisError` for a chance outside 0 to 1, no round, or another role.

    >>> pay = plan("seller", [Fraction(n) for n in (56_000, 57_000, 60_000)], Fraction(50_000), Fraction(58_000))
    >>> pay.opening, pay.floor, [int(step.offer) for step in pay.pace.steps]
    (Fraction(59000, 1), Fraction(53600, 1), [59000, 56403, 54879, 53600])
    """
    sign = _sign(role)
    if not 0 <= walk_away <= 1:
        raise AnalysisError("walk_away", "must lie between 0 and 1")
    found = carried(role, amounts)
    aim = target if target is not None else found.median if found else None
    base = max((one for one in (aim, offer) if one is not None), key=lambda one: sign * one, default=None)
    opening: Fraction | None = None
    reason = _no_opening(sign, found, limit, target, offer)
    if found and base is not None and not reason:
        base = base if limit is None or sign * base > sign * limit else limit
        opening = found.furthest - walk_away * (found.furthest - base)
        if any(one is not None and sign * opening <= sign * one for one in (limit, offer)):
            opening, reason = None, "no_room"
    steps = None if opening is None or limit is None else pace(role, opening, limit, target, offer, rounds)
    return Plan(role, found, base, target, opening, reason, steps)


def _no_opening(
    sign: int, found: Carried | None, limit: Fraction | None, target: Fraction | None, offer: Fraction | None
) -> Reason:
    """Return why there is no opening; "" where there may be one."""
    if target is not None and limit is not None and sign * target <= sign * limit:
        return "target_short_of_limit"
    if found is None:
        return "no_support"
    best = sign * found.furthest
    if limit is not None and best <= sign * limit:
        return "support_short_of_limit"
    if offer is not None and best <= sign * offer:
        return "offer_meets_support"
    return "target_beyond_support" if target is not None and sign * target > best else ""


@exact_numbers
def pace(
    role: Role,
    opening: Fraction,
    limit: Fraction,
    target: Fraction | None = None,
    offer: Fraction | None = None,
    rounds: int = ROUNDS,
) -> ConcessionPlan | None:
    """Return the offers from an opening down to a floor, which keeps ``FLOOR`` of the way from the limit to the opening.

    Where the target is nearer to the limit than that, it is the floor; their offer is, where it is better. None where the
    opening is no better than limit or floor, so that there is nothing to give.

    >>> steps = pace("buyer", Fraction(100), Fraction(200), rounds=1).steps
    >>> [int(step.offer) for step in steps]
    [100, 160]
    """
    sign = _sign(role)
    if rounds < 1:
        raise AnalysisError("rounds", "must be at least 1")
    if sign * opening <= sign * limit:
        return None
    floor = limit + FLOOR * (opening - limit)
    if target is not None and sign * target > sign * limit:
        floor = sign * min(sign * floor, sign * target)
    if offer is not None:
        floor = sign * max(sign * floor, sign * offer)
    return concessions.time_plan(opening, floor, rounds, BETA) if sign * floor < sign * opening else None


def _sign(role: Role) -> int:
    if role not in ("seller", "buyer"):
        raise AnalysisError("role", "must be seller or buyer")
    return 1 if role == "seller" else -1
