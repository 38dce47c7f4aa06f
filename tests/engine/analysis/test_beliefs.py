"""analysis.exact, normal and beliefs: against floats of the C library, integration by brute force, and each other."""

from __future__ import annotations

import math
import random
from fractions import Fraction as F

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from playbook_engine.analysis import exact, normal
from playbook_engine.analysis.beliefs import (
    Belief,
    Normal,
    Points,
    Triangular,
    Uniform,
    equal_marks,
    mean,
    three_points,
)
from playbook_engine.domain import Outcome
from playbook_engine.errors import AnalysisError


@pytest.mark.parametrize("x", [-39, -8, -4, -1.5, -0.1, 0, 0.3, 2, 3.99, 4, 4.01, 7, 20, 37])
def test_the_normal_chance_agrees_with_the_c_library(x: float) -> None:
    assert math.isclose(float(normal.chance_above(F(x))), math.erfc(x / math.sqrt(2)) / 2, rel_tol=1e-12)
    assert math.isclose(float(normal.density(F(x))), math.exp(-x * x / 2) / math.sqrt(2 * math.pi), rel_tol=1e-12)


@pytest.mark.parametrize(
    ("x", "chance"),
    [
        # Abramowitz and Stegun 1964, table 26.1, 1 - P(x)
        pytest.param("1", "0.158655253931457", id="1"),
        pytest.param("1.96", "0.024997895148220", id="1.96"),
        pytest.param("3", "0.001349898031630", id="3"),
    ],
)
def test_the_normal_chance_of_the_tables(x: str, chance: str) -> None:
    assert abs(normal.chance_above(F(x)) - F(chance)) < F(1, 10**14)


def test_series_and_continued_fraction_meet_where_one_takes_over() -> None:
    step = F(1, 10**30)
    across = normal.mills_ratio(4 - step) - normal.mills_ratio(F(4))
    slope = 1 - 4 * normal.mills_ratio(F(4))  # the ratio falls by 1 - x M
    assert abs(across - step * slope) < F(1, 10**39)


def test_a_normal_chance_is_nothing_beyond_forty_deviations() -> None:
    assert normal.chance_above(F(41)) == 0
    assert normal.chance_above(F(-41)) == 1
    assert normal.density(F(-41)) == 0
    assert (normal.mean_excess(F(41)), normal.mean_excess(F(-41))) == (0, 41)
    with pytest.raises(AnalysisError, match="x: must lie between"):
        normal.mills_ratio(F(41))


@given(st.fractions(F(1, 10**6), 1 - F(1, 10**6)))
def test_a_mark_leaves_its_chance_below(chance: F) -> None:
    assert abs(1 - normal.chance_above(normal.mark(chance)) - chance) < F(1, 10**30)


@pytest.mark.parametrize("chance", [F(0), F(1), F(-1), F(2)])
def test_no_mark_for_a_sure_chance(chance: F) -> None:
    with pytest.raises(AnalysisError, match="chance"):
        normal.mark(chance)


@given(st.fractions(0, 10**6))
def test_a_square_root_squares_back(number: F) -> None:
    root = exact.square_root(number * number)
    assert root == number
    assert abs(exact.square_root(number) ** 2 - number) < F(1, 10**40)


@given(st.fractions(F(1, 100), 100), st.fractions(-20, 20, max_denominator=1000))
def test_a_power_agrees_with_floats(base: F, exponent: F) -> None:
    assert math.isclose(float(exact.power(base, exponent)), float(base) ** float(exponent), rel_tol=1e-9)


@pytest.mark.parametrize(
    ("call", "argument"),
    [
        pytest.param(lambda: exact.square_root(F(-1)), "number", id="root of less than nothing"),
        pytest.param(lambda: exact.power(F(-1), F(1, 2)), "base", id="power of a negative"),
        pytest.param(lambda: exact.power(F(0), F(-1)), "base", id="one over nothing"),
        pytest.param(lambda: exact.logarithm(F(0)), "number", id="logarithm of nothing"),
        pytest.param(lambda: exact.exponential(F(10**6)), "number", id="more than memory holds"),
    ],
)
def test_what_has_no_value_is_refused(call: object, argument: str) -> None:
    with pytest.raises(AnalysisError) as refused:
        call()  # type: ignore[operator]
    assert refused.value.argument == argument


def test_small_exponentials_vanish_and_simple_ones_are_exact() -> None:
    assert exact.exponential(F(-(10**9))) == 0
    assert exact.power(F(1, 2), F(10**9)) == 0
    assert (exact.exponential(F(0)), exact.logarithm(F(1)), exact.power(F(3), F(0))) == (1, 0, 1)
    assert exact.power(F(0), F(3)) == 0


# Beliefs.

amounts = st.fractions(-1000, 1000, max_denominator=50)
widths = st.fractions(F(1, 50), 500, max_denominator=50)


@st.composite
def uniforms(draw: st.DrawFn) -> Uniform:
    low = draw(amounts)
    return Uniform(low, low + draw(widths))


@st.composite
def triangulars(draw: st.DrawFn) -> Triangular:
    low, width = draw(amounts), draw(widths)
    return Triangular(low, low + width * draw(st.fractions(0, 1, max_denominator=20)), low + width)


@st.composite
def points(draw: st.DrawFn) -> Points:
    weights = draw(st.lists(st.integers(1, 20), min_size=1, max_size=6))
    return Points(tuple(Outcome(F(w, sum(weights)), draw(amounts)) for w in weights))


normals = st.builds(Normal, amounts, widths)
beliefs: st.SearchStrategy[Belief] = st.one_of(uniforms(), triangulars(), points(), normals)


@given(beliefs, amounts)
def test_the_mirror_image_of_a_belief_answers_for_the_other_side(belief: Belief, amount: F) -> None:
    """The chance below, and what falls short, come from the mirrored belief; and E[X] - x = excess - shortfall."""
    mirrored = belief.mirrored()
    assert abs(belief.above(amount) + mirrored.accepts(-amount) - 1) < F(1, 10**35)
    difference = belief.excess(amount) - mirrored.excess(-amount)
    assert abs(difference - (mean(belief) - amount)) < F(1, 10**10)
    assert mirrored.mirrored() == belief


@given(beliefs, amounts, widths)
def test_a_higher_amount_is_exceeded_less_often_and_by_less(belief: Belief, amount: F, more: F) -> None:
    assert 0 <= belief.above(amount + more) <= belief.above(amount) <= belief.accepts(amount) <= 1
    assert 0 <= belief.excess(amount + more) <= belief.excess(amount) <= belief.excess(amount + more) + more


@given(st.one_of(uniforms(), triangulars(), normals), st.fractions(F(1, 100), F(99, 100)))
def test_a_mark_is_exceeded_with_the_rest_of_the_chance(belief: Belief, chance: F) -> None:
    assert abs(1 - belief.above(belief.mark(chance)) - chance) < F(1, 10**25)


@given(st.one_of(uniforms(), triangulars(), normals), amounts, widths)
def test_the_mean_excess_falls_at_the_rate_of_the_chance(belief: Belief, amount: F, more: F) -> None:
    """The difference of two excesses is the integral of the chance between: bounded by the chance at both ends."""
    fall = belief.excess(amount) - belief.excess(amount + more)
    slack = F(1, 10**25) * more
    assert belief.above(amount + more) * more - slack <= fall <= belief.above(amount) * more + slack


@given(beliefs, amounts, st.lists(st.fractions(0, 1, max_denominator=200), min_size=5, max_size=5))
def test_no_ask_gains_more_than_a_best_one(belief: Belief, floor: F, places: list[F]) -> None:
    asks = belief.best_asks(floor)
    low, high = belief.mark(F(1, 1000)), belief.mark(F(999, 1000))
    gains = [(ask - floor) * belief.accepts(ask) for ask in asks]
    best = max(gains, default=F(0))
    assert all(abs(gain - best) == 0 for gain in gains)
    span = [max(low, floor) + place * (high - max(low, floor)) for place in places]
    tried = [*span, *(ask + move for ask in asks for move in (F(-1, 100), F(1, 100)))]
    assert all((ask - floor) * belief.accepts(ask) <= best + F(1, 10**20) for ask in tried)


@pytest.mark.parametrize("floor", [50, 85, 95, 105, 125, 149])
@pytest.mark.parametrize("mode", [90, 100, 130, 150])
def test_the_best_ask_to_a_triangular_belief_beats_a_fine_grid(mode: int, floor: int) -> None:
    belief = Triangular(F(90), F(mode), F(150))
    (ask,) = belief.best_asks(F(floor))
    grid = [F(90) + F(n, 10) for n in range(601)]
    assert (ask - floor) * belief.accepts(ask) >= max((a - floor) * belief.accepts(a) for a in grid)


@given(beliefs, amounts)
def test_there_is_no_ask_where_nothing_is_left(belief: Belief, floor: F) -> None:
    asks = belief.best_asks(floor)
    assert bool(asks) == (belief.above(floor) > 0)
    assert all(ask > floor for ask in asks)


@pytest.mark.parametrize(
    "belief",
    [
        pytest.param(Triangular(F(90), F(100), F(150)), id="triangular"),
        pytest.param(Triangular(F(90), F(90), F(150)), id="falling"),
        pytest.param(Triangular(F(90), F(150), F(150)), id="rising"),
        pytest.param(Normal(F(120), F(15)), id="normal"),
        pytest.param(Uniform(F(90), F(150)), id="uniform"),
    ],
)
def test_closed_forms_agree_with_a_hundred_thousand_draws(belief: Belief) -> None:
    draw = random.Random(4).random
    drawn = []
    for _ in range(100_000):
        if isinstance(belief, Normal):
            drawn.append(120 + 15 * math.sqrt(-2 * math.log(1 - draw())) * math.cos(2 * math.pi * draw()))
        elif isinstance(belief, Triangular):
            part, cut = draw(), float((belief.mode - belief.low) / 60)
            rise = 90 + math.sqrt(part * 60 * (60 * cut))
            drawn.append(rise if part < cut else 150 - math.sqrt((1 - part) * 60 * 60 * (1 - cut)))
        else:
            drawn.append(90 + 60 * draw())
    for floor in (85, 100, 112, 140):
        assert math.isclose(sum(b > floor for b in drawn) / 1e5, float(belief.above(F(floor))), abs_tol=0.007)
        surplus = sum(max(b - floor, 0) for b in drawn) / 1e5
        assert math.isclose(surplus, float(belief.excess(F(floor))), abs_tol=0.2)


@given(points(), amounts)
def test_a_best_ask_among_points_is_found_by_trying_them_all(belief: Points, floor: F) -> None:
    gains = {o.value: (o.value - floor) * belief.accepts(o.value) for o in belief.outcomes if o.value > floor}
    assert belief.best_asks(floor) == tuple(sorted(v for v, gain in gains.items() if gain == max(gains.values())))


def test_equal_marks_keep_the_mean() -> None:
    for belief in (Uniform(F(0), F(10)), Normal(F(5), F(3))):
        assert abs(mean(equal_marks(belief)) - mean(belief)) < F(1, 10**20)


def test_three_typed_points_stand_for_a_normal_belief() -> None:
    """Keefer and Bodily 1983: mean and variance of a normal from its 5, 50 and 95 % marks, to about a percent."""
    belief = Normal(F(120), F(15))
    typed = three_points(*(belief.mark(F(n, 100)) for n in (5, 50, 95)))
    variance = sum(o.chance * (o.value - 120) ** 2 for o in typed.outcomes)
    assert abs(mean(typed) - 120) < F(1, 10**20)
    assert math.isclose(float(variance), 225, rel_tol=0.01)


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda: Uniform(F(1), F(1)), id="no width"),
        pytest.param(lambda: Triangular(F(1), F(3), F(2)), id="mode outside"),
        pytest.param(lambda: three_points(F(2), F(1), F(3)), id="falling points"),
        pytest.param(lambda: Normal(F(1), F(0)), id="no deviation"),
        pytest.param(lambda: Points(()), id="nothing"),
        pytest.param(lambda: Points((Outcome(F(1, 2), F(1)),)), id="half"),
    ],
)
def test_a_belief_that_cannot_be_is_refused(make: object) -> None:
    with pytest.raises(AnalysisError):
        make()  # type: ignore[operator]


@given(normals, amounts)
def test_the_best_ask_to_a_normal_belief_meets_its_condition(belief: Normal, floor: F) -> None:
    """At the best ask the chance of a yes equals the ask's lead times the density."""
    asks = belief.best_asks(floor)
    assume(asks)
    ask = asks[0]
    units = (ask - belief.mean) / belief.standard_deviation
    lead = (ask - floor) / belief.standard_deviation
    assert abs(normal.chance_above(units) - lead * normal.density(units)) < F(1, 10**28)
