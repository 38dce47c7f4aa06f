"""The best alternative to a negotiated agreement: what each alternative is worth, and where the reservation value lies.

An alternative is valued by its expected value over outcomes, costs subtracted (Raiffa 1982, The Art and Science of
Negotiation), discounted at an annual rate, and for a person who minds risk by its certainty equivalent under
exponential utility u(x) = 1 - exp(-x/R) (Pratt 1964, doi:10.2307/1913738), where R is the risk tolerance. Costs are
counted when the result comes. The reservation value is the sure deal that is exactly as good as the best alternative.

Exponentials and roots are computed in decimal arithmetic of 40 digits, not in floats: the C libraries of CPython and of
Pyodide may differ in a float's last digit, and the same plan must give the same reply everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal, DivisionByZero, InvalidOperation
from fractions import Fraction
from functools import lru_cache

from playbook_engine.analysis.door import exact_numbers
from playbook_engine.analysis.exact import tied_for_best
from playbook_engine.analysis.exponential_sums import sign_changes
from playbook_engine.domain import Alternative, Outcome, Range
from playbook_engine.errors import AnalysisError

# Exponent bounds of the 32-bit build that Pyodide is; a tail smaller than that counts as nothing.
_DECIMAL = Context(prec=40, Emin=-425_000_000, Emax=425_000_000, traps=[InvalidOperation, DivisionByZero])

# Three points that stand for a whole distribution, taken as its 5 %, 50 % and 95 % marks: the extended Pearson-Tukey
# approximation (Keefer and Bodily 1983, doi:10.1287/mnsc.29.5.595).
PEARSON_TUKEY = (Fraction(185, 1000), Fraction(630, 1000), Fraction(185, 1000))


@dataclass(frozen=True, slots=True)
class Valuation:
    """What one alternative is worth, reached in three steps, in its currency's main unit, today.

    ``expected`` is undiscounted; ``present`` is discounted; ``certainty_equivalent`` is the sure amount today that is
    as good, equal to ``present`` when ``risk_tolerance`` is None (risk neutral). ``range`` spans the discounted
    outcomes.
    """

    alternative: Alternative
    expected: Fraction
    present: Fraction
    certainty_equivalent: Fraction
    range: Range
    annual_rate: Fraction
    risk_tolerance: Fraction | None

    @property
    def is_uncertain(self) -> bool:
        """Whether more than one result is possible."""
        return self.range.low != self.range.high


@exact_numbers
def expected_value(outcomes: Iterable[Outcome]) -> Fraction:
    """Return the mean of the outcomes weighted by their chances.

    >>> court = [Outcome(Fraction(3, 10), Fraction(0)), Outcome(Fraction(5, 10), Fraction(-1_000_000)),
    ...          Outcome(Fraction(2, 10), Fraction(-300_000))]
    >>> expected_value(court) - 100_000  # and the trial's cost
    Fraction(-660000, 1)
    """
    return sum((outcome.chance * outcome.value for outcome in outcomes), Fraction(0))


@exact_numbers
@lru_cache(64)  # a power with 36 digits
def discount_factor(annual_rate: Fraction, months: Fraction) -> Fraction:
    """Return what one unit of money after so many months is worth today: (1 + rate) ** -(months / 12).

    Raises :class:`AnalysisError` for a rate of -100 % or less, or for a negative time.

    >>> discount_factor(Fraction(5, 100), Fraction(12))
    Fraction(20, 21)
    """
    if annual_rate <= -1:
        raise AnalysisError("annual_rate", "must be above -1")
    if months < 0:
        raise AnalysisError("months", "must not be negative")
    years = months / 12
    if years.denominator == 1:
        return Fraction(1) / (1 + annual_rate) ** years.numerator
    power = _DECIMAL.power(_decimal(1 + annual_rate), _decimal(-years))
    return Fraction(power)


@exact_numbers
def certainty_equivalent(outcomes: Sequence[Outcome], risk_tolerance: Fraction | None) -> Fraction:
    """Return the sure amount that is as good as the uncertain one: -R ln(sum of p exp(-x/R)), Pratt (1964).

    A risk tolerance of None means risk neutral, the limit for a large R: the expected value. Raises
    :class:`AnalysisError` when R is not positive.

    >>> coin = [Outcome(Fraction(1, 2), Fraction(0)), Outcome(Fraction(1, 2), Fraction(100_000))]
    >>> round(float(certainty_equivalent(coin, Fraction(100_000))), 2)
    37988.55
    >>> round(float(certainty_equivalent(coin, Fraction(50_000))), 2)
    28310.96
    """
    if risk_tolerance is None:
        return expected_value(outcomes)
    if risk_tolerance <= 0:
        raise AnalysisError("risk_tolerance", "must be positive")
    likely = [outcome for outcome in outcomes if outcome.chance]
    worst = min(outcome.value for outcome in likely)
    if all(outcome.value == worst for outcome in likely):
        return worst
    # Measured from the worst outcome, every exponent is at most 0: nothing overflows, whatever R is.
    return worst + _certain(_utility_loss(likely, worst, risk_tolerance), risk_tolerance)


@exact_numbers
def value(
    alternative: Alternative, annual_rate: Fraction = Fraction(0), risk_tolerance: Fraction | None = None
) -> Valuation:
    """Value one alternative: expected, then discounted, then as a certainty equivalent.

    Raises :class:`AnalysisError` when there is no outcome, a chance is negative, or the chances do not add up to 1.

    >>> claim = Alternative("Sue", (Outcome(Fraction(7, 10), Fraction(100_000)), Outcome(Fraction(3, 10), Fraction(0))),
    ...                     cost=Fraction(15_000), months=Fraction(12))
    >>> worth = value(claim, annual_rate=Fraction(5, 100))
    >>> int(worth.expected), round(float(worth.present), 2)
    (55000, 52380.95)
    """
    chances = [outcome.chance for outcome in alternative.outcomes]
    if not chances:
        raise AnalysisError("outcomes", "at least one is needed")
    if min(chances) < 0 or sum(chances) != 1:
        raise AnalysisError("outcomes", "chances must be 0 or more and add up to 1")
    net = net_outcomes(alternative, annual_rate)
    values = [outcome.value for outcome in net if outcome.chance]
    return Valuation(
        alternative=alternative,
        expected=expected_value(alternative.outcomes) - alternative.cost,
        present=expected_value(net),
        certainty_equivalent=certainty_equivalent(net, risk_tolerance),
        range=Range(min(values), max(values)),
        annual_rate=annual_rate,
        risk_tolerance=risk_tolerance,
    )


@exact_numbers
def best_of_valuations(valuations: Sequence[Valuation]) -> tuple[Valuation, ...]:
    """Return every valuation with the greatest certainty equivalent; only rounding apart counts as equal.

    >>> coin = (Outcome(Fraction(1, 2), Fraction(0)), Outcome(Fraction(1, 2), Fraction(8)))
    >>> both = value(Alternative("Toss", coin)), value(Alternative("Keep", (Outcome(Fraction(1), Fraction(4)),)))
    >>> [best.alternative.name for best in best_of_valuations(both)]
    ['Toss', 'Keep']
    """
    if not valuations:
        raise AnalysisError("valuations", "at least one is needed")
    return tuple(valuations[place] for place in tied_for_best([v.certainty_equivalent for v in valuations]))


@exact_numbers
def net_outcomes(alternative: Alternative, annual_rate: Fraction) -> tuple[Outcome, ...]:
    """Return the outcomes after costs, in today's money."""
    factor = discount_factor(annual_rate, alternative.months)
    return tuple(Outcome(o.chance, (o.value - alternative.cost) * factor) for o in alternative.outcomes)


@exact_numbers
def reservation_value(best: Valuation, deal_cost: Fraction, deal_benefit: Fraction, deal_months: Fraction) -> Fraction:
    """Return the sure amount at which the deal is exactly as good as the best alternative.

    The alternative's certainty equivalent, carried to the time when the deal pays, plus what making the deal costs,
    less what the deal brings besides money (Raiffa 1982). It is a point of indifference, not a target. Payments are
    negative: a reservation value of -660,000 means paying up to 660,000.

    >>> stay = value(Alternative("Stay", (Outcome(Fraction(1), Fraction(50_000)),)))
    >>> reservation_value(stay, deal_cost=Fraction(3_000), deal_benefit=Fraction(1_000), deal_months=Fraction(0))
    Fraction(52000, 1)
    """
    carried = best.certainty_equivalent / discount_factor(best.annual_rate, deal_months)
    return carried + deal_cost - deal_benefit


@exact_numbers
def break_even_shift(challenger: Valuation, level: Fraction, moves: Sequence[bool]) -> Fraction | None:
    """Return by how much the marked outcomes of an alternative must change for it to be worth ``level``.

    ``moves`` marks the outcomes that shift together, each by the same amount (before discounting). None when no shift
    can do it: their chance is 0, or the rest weighs too much for this risk tolerance.

    >>> outcomes = (Outcome(Fraction(4, 5), Fraction(50_000)), Outcome(Fraction(1, 5), Fraction(0)))
    >>> break_even_shift(value(Alternative("Job", outcomes)), Fraction(44_000), (True, False))
    Fraction(5000, 1)
    """
    net = net_outcomes(challenger.alternative, challenger.annual_rate)
    factor = discount_factor(challenger.annual_rate, challenger.alternative.months)
    moving = [outcome for outcome, moves_too in zip(net, moves, strict=True) if moves_too and outcome.chance]
    fixed = [outcome for outcome, moves_too in zip(net, moves, strict=True) if not moves_too and outcome.chance]
    weight = sum((outcome.chance for outcome in moving), Fraction(0))
    tolerance = challenger.risk_tolerance
    if not weight:
        return None
    if tolerance is None:
        return (level - challenger.present) / weight / factor
    base = min([level, *(outcome.value for outcome in (*moving, *fixed))])
    left = _DECIMAL.subtract(_exp((base - level) / tolerance), _utility_loss(fixed, base, tolerance))
    lost = _utility_loss(moving, base, tolerance)
    if left <= 0 or not lost:  # the latter when a tolerance is so small that nothing else than the worst outcome counts
        return None
    return -_log(_DECIMAL.divide(left, lost)) * tolerance / factor


@exact_numbers
def break_even_chance(success: Alternative, failure: Alternative, level: Fraction, worth: Valuation) -> Fraction | None:
    """Return the chance of success at which an alternative is worth ``level``; None when no chance between 0 and 1 is.

    ``success`` and ``failure`` are the alternative with that result certain; rate and tolerance are those of ``worth``.

    >>> won = Alternative("Bid", (Outcome(Fraction(1), Fraction(80_000)),))
    >>> lost = Alternative("Bid", (Outcome(Fraction(1), Fraction(0)),))
    >>> break_even_chance(won, lost, Fraction(20_000), value(won))
    Fraction(1, 4)
    """
    high = value(success, worth.annual_rate, worth.risk_tolerance).certainty_equivalent
    low = value(failure, worth.annual_rate, worth.risk_tolerance).certainty_equivalent
    if high == low or not min(low, high) <= level <= max(low, high):
        return None
    if worth.risk_tolerance is None:
        return (level - low) / (high - low)
    base, tolerance = min(low, high), worth.risk_tolerance
    loss = [_exp((base - amount) / tolerance) for amount in (level, low, high)]
    if loss[1] == loss[2]:  # so near each other that risk has no weight
        return (level - low) / (high - low)
    return Fraction(_DECIMAL.divide(loss[0] - loss[1], loss[2] - loss[1]))


@exact_numbers
def turning_risk_tolerances(first: Valuation, second: Valuation) -> tuple[Fraction, ...]:
    """Return every risk tolerance at which the order of two alternatives turns, rising; empty when risk never turns it.

    Above the last the order is that of the expected values, below the first that of the worst outcomes. In between it
    may turn back and forth: a tolerance R ties two alternatives where the sum of p exp(-x/R) is the same for both, so
    there are at most as many turns as the difference of their chances, by rising outcome, changes its sign, less one.
    All of them are found, each to about 36 digits; :mod:`~playbook_engine.analysis.exponential_sums` says how.

    >>> verdicts = (Outcome(Fraction(1, 2), Fraction(-1_000_000)), Outcome(Fraction(1, 2), Fraction(0)))
    >>> trial = value(Alternative("Trial", verdicts))
    >>> settle = value(Alternative("Settle", (Outcome(Fraction(1), Fraction(-600_000)),)))
    >>> [round(float(tolerance), -3) for tolerance in turning_risk_tolerances(trial, settle)]
    [1216000.0]
    """
    terms = [
        (outcome.value, sign * outcome.chance)
        for sign, worth in ((-1, first), (1, second))
        for outcome in net_outcomes(worth.alternative, worth.annual_rate)
    ]
    return tuple(1 / turn for turn in reversed(sign_changes(terms)))


def _decimal(number: Fraction) -> Decimal:
    return _DECIMAL.divide(Decimal(number.numerator), Decimal(number.denominator))


def _exp(number: Fraction) -> Decimal:
    return _DECIMAL.exp(_decimal(number))


def _log(number: Decimal) -> Fraction:
    return Fraction(_DECIMAL.ln(number))


def _utility_loss(outcomes: Iterable[Outcome], base: Fraction, tolerance: Fraction) -> Decimal:
    """Return the sum of p exp(-(x - base)/R), the part of the utility that risk takes away."""
    total = Decimal(0)
    for outcome in outcomes:
        total = _DECIMAL.fma(_decimal(outcome.chance), _exp((base - outcome.value) / tolerance), total)
    return total


def _certain(loss: Decimal, tolerance: Fraction) -> Fraction:
    return -_log(loss) * tolerance
