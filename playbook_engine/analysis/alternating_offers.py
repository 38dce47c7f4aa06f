"""Alternating offers when time costs: the division of one pie by patience (Rubinstein 1982, doi:10.2307/1912531).

The sides take turns to propose; each refused round shrinks a side's share by its discount factor. Use the results for
direction and sensitivity ("a week of delay moves the split by ..."), never as a forecast. Shares are parts of the pie.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from playbook_engine.analysis.door import exact_numbers
from playbook_engine.errors import AnalysisError


@dataclass(frozen=True, slots=True)
class Side:
    """How one side counts time and what it can have elsewhere.

    ``discount`` is what a share one round later is worth now, 0 to 1; ``outside`` is the part of the pie that it can have
    by leaving in its turn to answer.
    """

    discount: Fraction
    outside: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class Division:
    """How the model divides the pie at once: shares of who proposes first and of who answers.

    ``outside_binds`` says for first and second whether the outside option, not patience, sets what they get when they
    answer. ``agreed`` is False when both together can have more than the pie elsewhere: then each takes that.
    """

    first: Fraction
    second: Fraction
    outside_binds: tuple[bool, bool]
    agreed: bool
    rounds: int | None


@exact_numbers
def divide(first: Side, second: Side, rounds: int | None = None) -> Division:
    """Return the subgame-perfect division; ``rounds`` None means without an end.

    Without an end and without outside options the first share is (1 - d2) / (1 - d1 d2). An outside option, open to who
    answers, changes it only where it is above what patience gives anyway (Shaked and Sutton 1984, doi:10.2307/1913509;
    Binmore, Shaked and Sutton 1989, doi:10.2307/2937866). With an end, it is worked out backwards; who refuses the last
    offer has the outside option. Raises :class:`AnalysisError` for a discount outside 0 to 1, for both 1 without an end, a
    negative outside option, or fewer than 1 round.

    >>> divide(Side(Fraction(9, 10)), Side(Fraction(8, 10))).first
    Fraction(5, 7)
    >>> [float(divide(Side(Fraction(9, 10)), Side(Fraction(9, 10)), rounds).first) for rounds in (1, 2, 3)]
    [1.0, 0.1, 0.91]
    """
    for name, side in (("first", first), ("second", second)):
        if not 0 <= side.discount <= 1:
            raise AnalysisError(f"{name}.discount", "must lie between 0 and 1")
        if side.outside < 0:
            raise AnalysisError(f"{name}.outside", "must not be negative")
    if rounds is not None and rounds < 1:
        raise AnalysisError("rounds", "must be at least 1")
    if rounds is None and first.discount == second.discount == 1:
        raise AnalysisError("first.discount", "one side at least must lose by waiting, or there must be a last round")
    if first.outside + second.outside > 1:
        return Division(first.outside, second.outside, (True, True), agreed=False, rounds=rounds)
    return _endless(first, second) if rounds is None else _backwards(first, second, rounds)


def _endless(first: Side, second: Side) -> Division:
    """Solve x = 1 - max(d2 y, o2), y = 1 - max(d1 x, o1), x and y the shares of who proposes; one case is consistent."""
    d1, d2, o1, o2 = first.discount, second.discount, first.outside, second.outside
    for one_binds, two_binds in product((False, True), repeat=2):
        if one_binds:
            y = 1 - o1
            x = 1 - (o2 if two_binds else d2 * y)
        elif two_binds:
            x = 1 - o2
            y = 1 - d1 * x
        else:
            x = (1 - d2) / (1 - d1 * d2)
            y = 1 - d1 * x
        if (o1 > d1 * x) == one_binds and (o2 > d2 * y) == two_binds:
            return Division(x, 1 - x, (one_binds, two_binds), agreed=True, rounds=None)
    raise AssertionError("one case is always consistent")


def _backwards(first: Side, second: Side, rounds: int) -> Division:
    sides, values = (first, second), [first.outside, second.outside]
    binds = [False, False]
    for turn in range(rounds - 1, -1, -1):
        answerer = 1 - turn % 2
        side, last = sides[answerer], turn == rounds - 1
        waiting = Fraction(0) if last else side.discount * values[answerer]
        kept = max(waiting, side.outside)
        binds[answerer] = side.outside > waiting
        values[answerer], values[1 - answerer] = kept, 1 - kept
    return Division(values[0], values[1], (binds[0], binds[1]), agreed=True, rounds=rounds)


@exact_numbers
def round_discount(annual_rate: Fraction, rounds_per_year: int) -> Fraction:
    """Return the discount factor of one round by simple parts of the annual rate: 1 / (1 + rate / rounds).

    >>> round_discount(Fraction(26, 100), 52)
    Fraction(200, 201)
    """
    if rounds_per_year < 1:
        raise AnalysisError("rounds_per_year", "must be at least 1")
    if annual_rate <= -rounds_per_year:
        raise AnalysisError("annual_rate", "must be above -1 in a round")
    return 1 / (1 + annual_rate / rounds_per_year)


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """By how much the first side's share moves when a side loses ``step`` more of its discount factor per round."""

    step: Fraction
    first_less_patient: Fraction
    second_less_patient: Fraction


@exact_numbers
def sensitivity(first: Side, second: Side, rounds: int | None = None, step: Fraction = Fraction(1, 100)) -> Sensitivity:
    """Return how the first side's share answers to patience: what a little more impatience on each side would change.

    >>> moved = sensitivity(Side(Fraction(9, 10)), Side(Fraction(9, 10)))
    >>> round(float(moved.first_less_patient), 4), round(float(moved.second_less_patient), 4)
    (-0.0238, 0.0264)
    """
    share = divide(first, second, rounds).first

    def hastier(side: Side) -> Side:
        return Side(max(side.discount - step, Fraction(0)), side.outside)

    return Sensitivity(
        step=step,
        first_less_patient=divide(hastier(first), second, rounds).first - share,
        second_less_patient=divide(first, hastier(second), rounds).first - share,
    )


@exact_numbers
def fixed_cost_shares(first_cost: Fraction, second_cost: Fraction) -> tuple[Fraction, Fraction]:
    """Return the least and the greatest share of who proposes first when each round costs a fixed part of the pie.

    Rubinstein's second case: who waits more cheaply takes all as proposer, and all but the other's cost as answerer. With
    equal costs any share from the cost up to 1 can be had. Raises :class:`AnalysisError` for a cost outside 0 to 1.

    >>> fixed_cost_shares(Fraction(1, 10), Fraction(1, 20))
    (Fraction(1, 20), Fraction(1, 20))
    """
    for name, cost in (("first_cost", first_cost), ("second_cost", second_cost)):
        if not 0 < cost <= 1:
            raise AnalysisError(name, "must be above 0 and at most 1")
    if first_cost < second_cost:
        return Fraction(1), Fraction(1)
    if first_cost > second_cost:
        return second_cost, second_cost
    return first_cost, Fraction(1)
