"""analysis.batna: the numbers of the sources, and what must hold for any alternatives."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from playbook_engine.analysis import batna
from playbook_engine.analysis.batna import Valuation
from playbook_engine.domain import Alternative, Outcome
from playbook_engine.errors import AnalysisError

CENT = F(1, 100)
COIN = (Outcome(F(1, 2), F(0)), Outcome(F(1, 2), F(100_000)))
TRIAL = (Outcome(F(1, 2), F(0)), Outcome(F(1, 2), F(-1_000_000)))
COURT = (Outcome(F(3, 10), F(0)), Outcome(F(5, 10), F(-1_000_000)), Outcome(F(2, 10), F(-300_000)))
CLAIM = Alternative("Sue", (Outcome(F(7, 10), F(100_000)), Outcome(F(3, 10), F(0))), cost=F(15_000), months=F(12))


def sure(amount: int) -> Alternative:
    return Alternative("sure", (Outcome(F(1), F(amount)),))


def to_cents(number: F) -> F:
    return round(number, 2)


# The numbers of the sources.


def test_court_is_worth_minus_660k_so_a_settlement_at_600k_is_better_by_60k() -> None:
    court = batna.value(Alternative("court", COURT, cost=F(100_000)))
    assert court.expected == court.present == court.certainty_equivalent == -660_000
    assert F(-600_000) - court.certainty_equivalent == 60_000


def test_half_a_million_in_the_mean_beats_a_demand_of_600k_for_someone_without_fear_of_risk() -> None:
    assert batna.certainty_equivalent(TRIAL, None) == -500_000


def test_the_advice_turns_at_a_risk_tolerance_of_a_million() -> None:
    assert to_cents(batna.certainty_equivalent(TRIAL, F(1_000_000)) / 1000) == F("-620.11")


def test_a_claim_is_worth_55000_and_52380_95_today() -> None:
    claim = batna.value(CLAIM, annual_rate=F(5, 100))
    assert (claim.expected, to_cents(claim.present)) == (55_000, F("52380.95"))


@pytest.mark.parametrize(
    ("tolerance", "expected"),
    [
        pytest.param(F(100_000), F("37988.55"), id="R=100k"),
        pytest.param(F(50_000), F("28310.96"), id="R=50k"),
        pytest.param(None, F(50_000), id="risk neutral"),
        pytest.param(F(10) ** 15, F(50_000), id="R to infinity"),
        pytest.param(F(1, 10**6), F(0), id="R to zero is the worst outcome"),
    ],
)
def test_a_coin_for_100k_counts_as_less_the_more_risk_hurts(tolerance: F | None, expected: F) -> None:
    assert to_cents(batna.certainty_equivalent(COIN, tolerance)) == expected


def test_a_normal_payoff_counts_as_its_mean_less_half_its_variance_over_the_tolerance() -> None:
    """A binomial of 400 steps stands for the normal: mu - sigma^2 / (2 R)."""
    steps, chance = 400, F(1, 2**400)
    outcomes, ways = [], 1
    for k in range(steps + 1):
        outcomes.append(Outcome(chance * ways, F(1_000) * (2 * k - steps)))
        ways = ways * (steps - k) // (k + 1)
    sigma_squared, tolerance = 1_000**2 * steps, F(200_000)
    assert abs(batna.certainty_equivalent(outcomes, tolerance) + sigma_squared / (2 * tolerance)) < 1


@pytest.mark.parametrize(
    "outcomes",
    [
        pytest.param((), id="no outcome"),
        pytest.param((Outcome(F(9, 10), F(1)),), id="below one"),
        pytest.param((Outcome(F(1, 2), F(1)), Outcome(F(51, 100), F(2))), id="above one"),
        pytest.param((Outcome(F(3, 2), F(1)), Outcome(F(-1, 2), F(2))), id="a negative chance"),
        pytest.param((Outcome(1 - F(1, 10**30), F(1)),), id="off by a hair"),
    ],
)
def test_chances_that_do_not_add_up_to_one_are_rejected(outcomes: tuple[Outcome, ...]) -> None:
    with pytest.raises(AnalysisError) as raised:
        batna.value(Alternative("x", outcomes))
    assert raised.value.argument == "outcomes"


@pytest.mark.parametrize("tolerance", [F(0), F(-1)])
def test_a_risk_tolerance_of_nothing_or_less_is_rejected(tolerance: F) -> None:
    with pytest.raises(AnalysisError, match="risk_tolerance"):
        batna.certainty_equivalent(COIN, tolerance)


@pytest.mark.parametrize(
    ("rate", "months", "argument"),
    [pytest.param(F(-1), F(12), "annual_rate", id="rate"), pytest.param(F(0), F(-1), "months", id="months")],
)
def test_a_discount_without_meaning_is_rejected(rate: F, months: F, argument: str) -> None:
    with pytest.raises(AnalysisError, match=argument):
        batna.discount_factor(rate, months)


@pytest.mark.parametrize(
    ("months", "expected"),
    [
        pytest.param(F(0), F(1), id="now"),
        pytest.param(F(12), F(100, 121), id="a year"),
        pytest.param(F(24), F(100, 121) ** 2, id="two years"),
        pytest.param(F(6), F(10, 11), id="half a year at 21 % is 10 %"),
    ],
)
def test_a_year_at_21_percent(months: F, expected: F) -> None:
    assert abs(batna.discount_factor(F(21, 100), months) - expected) < F(1, 10**30)


def test_an_outcome_without_a_chance_does_not_widen_the_range() -> None:
    valuation = batna.value(Alternative("x", (Outcome(F(1), F(5)), Outcome(F(0), F(-100)))), risk_tolerance=F(10))
    assert (valuation.range.low, valuation.range.high, valuation.is_uncertain) == (5, 5, False)
    assert valuation.certainty_equivalent == 5


def test_the_deal_is_carried_to_the_day_on_which_it_pays() -> None:
    worth = batna.value(sure(1_000), annual_rate=F(10, 100))
    assert batna.reservation_value(worth, F(0), F(0), F(12)) == 1_100


def test_risk_turns_the_trial_at_1216k() -> None:
    (turning,) = batna.turning_risk_tolerances(batna.value(Alternative("trial", TRIAL)), batna.value(sure(-600_000)))
    assert round(turning, -3) == 1_216_000


@pytest.mark.parametrize("level", [1_000, 10_000, 49_000])
def test_a_coin_for_100k_ties_with_any_sure_amount_below_its_average(level: int) -> None:
    (turning,) = batna.turning_risk_tolerances(batna.value(Alternative("coin", COIN)), batna.value(sure(level)))
    assert to_cents(batna.certainty_equivalent(COIN, turning)) == level


# What must hold for any alternatives. Amounts are whole, as people type them.

amounts = st.integers(-10_000_000, 10_000_000).map(F)
positive = st.integers(1, 10_000_000).map(F)
tolerances = st.one_of(st.none(), st.integers(100, 10**9).map(F))
rates = st.integers(0, 100).map(lambda percent: F(percent, 100))
times = st.integers(0, 60).map(F)


@st.composite
def lotteries(draw: st.DrawFn, least: int = 1) -> tuple[Outcome, ...]:
    weights = draw(st.lists(st.integers(1, 100), min_size=least, max_size=5))
    return tuple(Outcome(F(weight, sum(weights)), draw(amounts)) for weight in weights)


@st.composite
def alternatives(draw: st.DrawFn) -> Alternative:
    return Alternative("any", draw(lotteries()), draw(positive), draw(times))


@given(lotteries(), st.integers(1, 10**9).map(F))
def test_the_certainty_equivalent_never_exceeds_the_average_and_stays_within_the_outcomes(
    outcomes: tuple[Outcome, ...], tolerance: F
) -> None:
    sure_amount = batna.certainty_equivalent(outcomes, tolerance)
    assert min(o.value for o in outcomes) <= sure_amount <= batna.expected_value(outcomes) + F(1, 10**20)


@given(lotteries(), tolerances, positive, st.data())
def test_a_better_outcome_never_makes_a_course_worse(
    outcomes: tuple[Outcome, ...], tolerance: F | None, more: F, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(outcomes) - 1))
    better = tuple(Outcome(o.chance, o.value + more if n == place else o.value) for n, o in enumerate(outcomes))
    assert batna.certainty_equivalent(better, tolerance) >= batna.certainty_equivalent(outcomes, tolerance)


@given(lotteries(), tolerances, amounts)
def test_a_sure_amount_more_is_worth_exactly_that_amount(
    outcomes: tuple[Outcome, ...], tolerance: F | None, more: F
) -> None:
    moved = tuple(Outcome(o.chance, o.value + more) for o in outcomes)
    gained = batna.certainty_equivalent(moved, tolerance) - batna.certainty_equivalent(outcomes, tolerance)
    assert abs(gained - more) < F(1, 10**15)


@given(lotteries(), st.integers(100, 10**7), st.integers(1, 100))
def test_the_more_risk_a_person_bears_the_more_an_open_outcome_is_worth(
    outcomes: tuple[Outcome, ...], tolerance: int, factor: int
) -> None:
    cautious, bold = (batna.certainty_equivalent(outcomes, F(r)) for r in (tolerance, tolerance * factor))
    assert cautious <= bold + F(1, 10**20)


@given(alternatives(), rates, tolerances, st.integers(1, 1000).map(F))
def test_counting_in_cents_changes_no_value(alternative: Alternative, rate: F, tolerance: F | None, scale: F) -> None:
    scaled = Alternative(
        alternative.name,
        tuple(Outcome(o.chance, o.value * scale) for o in alternative.outcomes),
        alternative.cost * scale,
        alternative.months,
    )
    one = batna.value(alternative, rate, tolerance)
    other = batna.value(scaled, rate, None if tolerance is None else tolerance * scale)
    assert abs(other.certainty_equivalent - one.certainty_equivalent * scale) < F(1, 10**15)
    assert (other.expected, other.range.low) == (one.expected * scale, one.range.low * scale)


@given(alternatives(), rates, tolerances, positive, amounts, amounts, times)
def test_a_better_alternative_never_makes_a_person_accept_less(
    course: Alternative, rate: F, tolerance: F | None, more: F, cost: F, benefit: F, months: F
) -> None:
    better = Alternative(
        course.name, tuple(Outcome(o.chance, o.value + more) for o in course.outcomes), course.cost, course.months
    )
    before, after = (
        batna.reservation_value(batna.value(c, rate, tolerance), cost, benefit, months) for c in (course, better)
    )
    assert after >= before


@given(alternatives(), st.integers(1, 100).map(lambda percent: F(percent, 100)), times, positive)
def test_waiting_takes_from_a_gain_and_from_a_loss(course: Alternative, rate: F, months: F, more: F) -> None:
    soon, late = (
        batna.value(Alternative("x", course.outcomes, course.cost, course.months + wait), rate).present
        for wait in (F(0), months + 1)
    )
    assert abs(late) <= abs(soon)
    assert late * soon >= 0


def replayed(valuation: Valuation, outcomes: tuple[Outcome, ...]) -> Valuation:
    course = valuation.alternative
    moved = Alternative(course.name, outcomes, course.cost, course.months)
    return batna.value(moved, valuation.annual_rate, valuation.risk_tolerance)


@given(alternatives(), rates, tolerances, amounts, st.data())
def test_a_break_even_worth_breaks_even(
    course: Alternative, rate: F, tolerance: F | None, level: F, data: st.DataObject
) -> None:
    moves = data.draw(st.lists(st.booleans(), min_size=len(course.outcomes), max_size=len(course.outcomes)))
    challenger = batna.value(course, rate, tolerance)
    shift = batna.break_even_shift(challenger, level, moves)
    if shift is None:
        assert not any(moves) or tolerance is not None
        return
    outcomes = tuple(
        Outcome(o.chance, o.value + shift if moved else o.value)
        for o, moved in zip(course.outcomes, moves, strict=True)
    )
    assert abs(replayed(challenger, outcomes).certainty_equivalent - level) < F(1, 10**6)


@given(st.lists(amounts, min_size=2, max_size=2), rates, tolerances, times, st.integers(0, 1000))
def test_a_break_even_chance_breaks_even(pair: list[F], rate: F, tolerance: F | None, months: F, share: int) -> None:
    won, lost = (Alternative("x", (Outcome(F(1), amount),), months=months) for amount in pair)
    worth = batna.value(won, rate, tolerance)
    high, low = (batna.value(c, rate, tolerance).certainty_equivalent for c in (won, lost))
    level = low + (high - low) * F(share, 1000)
    chance = batna.break_even_chance(won, lost, level, worth)
    if high == low:
        assert chance is None
        return
    assert chance is not None
    assert -F(1, 10**20) <= chance <= 1 + F(1, 10**20)
    chance = min(max(chance, F(0)), F(1))
    mixed = (Outcome(chance, pair[0]), Outcome(1 - chance, pair[1]))
    found = replayed(worth, mixed).certainty_equivalent
    steep = tolerance is not None and abs(high - low) > 60 * tolerance  # a chance of 40 digits cannot be that exact
    assert steep or abs(found - level) < F(1, 1000)


@given(alternatives(), rates, tolerances, amounts)
def test_a_chance_outside_zero_and_one_is_not_given(
    course: Alternative, rate: F, tolerance: F | None, level: F
) -> None:
    worth = batna.value(course, rate, tolerance)
    won, lost = sure(100), sure(0)
    chance = batna.break_even_chance(won, lost, level, worth)
    assert (chance is not None) == (0 <= level <= 100)


@given(lotteries(least=2), amounts)
def test_at_the_turning_risk_tolerance_both_courses_are_equally_good(outcomes: tuple[Outcome, ...], level: F) -> None:
    first = batna.value(Alternative("open", outcomes))
    second = batna.value(Alternative("sure", (Outcome(F(1), level),)))
    assume(first.is_uncertain)
    turns = batna.turning_risk_tolerances(first, second)
    assert bool(turns) == (first.range.low < level < first.expected)
    if not turns:
        return
    (turning,) = turns
    spread = max(first.range.high, level) - min(first.range.low, level)
    assert abs(batna.certainty_equivalent(outcomes, turning) - level) < spread * F(1, 10**20)
    bold, shy = (batna.certainty_equivalent(outcomes, turning * factor) for factor in (2, F(1, 2)))
    assert shy < level < bold


@given(lotteries(least=2), tolerances, amounts)
def test_a_sure_course_below_the_worst_or_above_the_average_is_turned_by_no_risk(
    outcomes: tuple[Outcome, ...], tolerance: F | None, gap: F
) -> None:
    first = batna.value(Alternative("open", outcomes))
    for level in (first.range.low - 1 - abs(gap), first.expected + 1 + abs(gap)):
        assert batna.turning_risk_tolerances(first, batna.value(Alternative("s", (Outcome(F(1), level),)))) == ()


@pytest.mark.parametrize("tolerance", [F(1, 10**12), F(1, 100), F(10) ** 15, F(10) ** 40])
@pytest.mark.parametrize("size", [F(1, 10**40), F(1), F(10) ** 15])
def test_no_size_of_amounts_or_tolerance_stops_the_analysis(tolerance: F, size: F) -> None:
    """Every function answers, whatever the orders of magnitude."""
    worth = batna.value(Alternative("x", (Outcome(F(1, 3), -size), Outcome(F(2, 3), size))), F(1, 10), tolerance)
    other = batna.value(Alternative("y", (Outcome(F(1), size / 3),)), F(1, 10), tolerance)
    assert -size <= worth.certainty_equivalent <= size
    batna.turning_risk_tolerances(worth, other)
    for level in (-size * 2, -size, F(0), size, size * 2):
        for moves in ((True, False), (False, True), (True, True)):
            batna.break_even_shift(worth, level, moves)
        batna.break_even_chance(sure(1), sure(0), level, worth)
        won, lost = (Alternative("z", (Outcome(F(1), amount),)) for amount in (size, -size))
        batna.break_even_chance(won, lost, level, worth)
