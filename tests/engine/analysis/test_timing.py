"""analysis.alternating_offers and timing: published divisions, backward induction by hand, and stopping by brute force."""

from __future__ import annotations

import random
from fractions import Fraction as F

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from playbook_engine.analysis import alternating_offers, batna, timing
from playbook_engine.analysis.alternating_offers import Side, divide
from playbook_engine.analysis.beliefs import Points, Uniform
from playbook_engine.domain import Alternative, Outcome
from playbook_engine.errors import AnalysisError


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        pytest.param("0.9", "0.8", "0.714286", id="the more patient one first"),
        pytest.param("0.9", "0.9", "0.526316", id="equal at .9"),
        pytest.param("0.95", "0.95", "0.512821", id="equal at .95"),
        pytest.param("0.5", "0.5", "0.666667", id="equal at .5"),
        pytest.param("0.999999", "0.999999", "0.5", id="patience without end"),
    ],
)
def test_rubinsteins_shares(one: str, other: str, share: str) -> None:
    assert round(divide(Side(F(one)), Side(F(other))).first, 6) == F(share)


@pytest.mark.parametrize(("rounds", "share"), [(1, "1"), (2, "0.1"), (3, "0.91"), (4, "0.181"), (5, "0.8371")])
def test_who_proposes_last_takes_all_and_it_is_worked_out_from_there(rounds: int, share: str) -> None:
    assert divide(Side(F("0.9")), Side(F("0.9")), rounds).first == F(share)


def test_a_bicycle_worth_200_to_one_and_100_to_the_other_over_three_days() -> None:
    for delta in (F(9, 10), F(1, 2), F(3, 4)):
        sold = divide(Side(delta), Side(delta), 3)
        assert 100 + 100 * sold.second == 100 + 100 * (delta - delta**2)
    assert 100 + 100 * divide(Side(F(9, 10)), Side(F(9, 10)), 3).second == 109


def test_an_outside_option_of_half_the_pie_is_all_that_its_owner_gets_when_waiting_gives_less() -> None:
    bound = divide(Side(F(9, 10)), Side(F(9, 10), outside=F(1, 2)))
    assert (bound.first, bound.outside_binds) == (F(1, 2), (False, True))
    idle = divide(Side(F(9, 10)), Side(F(9, 10), outside=F(1, 4)))
    assert (idle.first, idle.outside_binds) == (F(10, 19), (False, False))


def test_more_elsewhere_than_the_pie_means_no_deal() -> None:
    found = divide(Side(F(9, 10), F(3, 5)), Side(F(9, 10), F(3, 5)))
    assert (found.agreed, found.first, found.second) == (False, F(3, 5), F(3, 5))


deltas = st.fractions(0, 1, max_denominator=50)
patience = st.fractions(0, F(49, 50), max_denominator=50)
outsides = st.fractions(0, F(1, 2), max_denominator=20)
sides = st.builds(Side, patience, outsides)


@given(sides, sides)
def test_the_endless_division_is_one_that_nobody_would_refuse_or_better(first: Side, second: Side) -> None:
    """x = 1 - max(d2 y, o2) and y = 1 - max(d1 x, o1), with y the second side's share when it proposes."""
    x = divide(first, second).first
    y = divide(second, first).first
    assert x == 1 - max(second.discount * y, second.outside)
    assert y == 1 - max(first.discount * x, first.outside)


@given(st.builds(Side, st.fractions(0, F(4, 5)), outsides), st.builds(Side, st.fractions(0, F(4, 5)), outsides))
def test_many_rounds_come_near_to_no_end(first: Side, second: Side) -> None:
    assert abs(divide(first, second, 120).first - divide(first, second).first) < F(1, 10**8)


@given(sides, sides, st.one_of(st.none(), st.integers(1, 9)), st.fractions(0, F(1, 100)))
def test_patience_and_outside_options_never_hurt_their_owner(
    first: Side, second: Side, rounds: int | None, more: F
) -> None:
    share = divide(first, second, rounds).first
    assert divide(Side(first.discount + more, first.outside), second, rounds).first >= share or rounds is not None
    assert divide(Side(first.discount, first.outside + more), second, rounds).first >= share
    assert 0 <= share <= 1


@given(deltas, deltas, st.integers(1, 7))
def test_backward_induction_agrees_with_a_plain_recursion(one: F, other: F, rounds: int) -> None:
    def proposer(turn: int) -> F:
        """The proposer's share in this turn."""
        if turn == rounds - 1:
            return F(1)
        return 1 - (other if turn % 2 == 0 else one) * proposer(turn + 1)

    assert divide(Side(one), Side(other), rounds).first == proposer(0)


def test_a_fixed_cost_of_each_round_gives_all_to_the_cheaper_one() -> None:
    """Rubinstein 1982, the case of fixed bargaining costs."""
    assert alternating_offers.fixed_cost_shares(F(1, 20), F(1, 10)) == (1, 1)
    assert alternating_offers.fixed_cost_shares(F(1, 10), F(1, 20)) == (F(1, 20), F(1, 20))
    assert alternating_offers.fixed_cost_shares(F(1, 10), F(1, 10)) == (F(1, 10), 1)


def test_impatience_moves_the_share_against_its_owner() -> None:
    moved = alternating_offers.sensitivity(Side(F(9, 10)), Side(F(9, 10)), step=F(1, 10))
    assert moved.first_less_patient == F(1, 10) / (1 - F(72, 100)) - F(10, 19)
    assert moved.first_less_patient < 0 < moved.second_less_patient


@pytest.mark.parametrize(
    ("call", "argument"),
    [
        pytest.param(lambda: divide(Side(F(2)), Side(F(0))), "first.discount", id="discount"),
        pytest.param(lambda: divide(Side(F(1)), Side(F(1))), "first.discount", id="nobody loses by waiting"),
        pytest.param(lambda: divide(Side(F(1)), Side(F(0), F(-1))), "second.outside", id="outside"),
        pytest.param(lambda: divide(Side(F(1)), Side(F(1)), 0), "rounds", id="rounds"),
        pytest.param(lambda: alternating_offers.fixed_cost_shares(F(0), F(1)), "first_cost", id="cost"),
        pytest.param(lambda: alternating_offers.round_discount(F(1), 0), "rounds_per_year", id="rounds a year"),
        pytest.param(lambda: alternating_offers.round_discount(F(-3), 2), "annual_rate", id="rate"),
        pytest.param(lambda: timing.going_on_values(Uniform(F(0), F(1)), 0), "count", id="count"),
        pytest.param(lambda: timing.going_on_values(Uniform(F(0), F(1)), 1, F(2)), "discount", id="growing"),
        pytest.param(lambda: timing.going_on_values([Uniform(F(0), F(1))], 2), "offers", id="too few beliefs"),
    ],
)
def test_what_cannot_be_is_refused(call: object, argument: str) -> None:
    with pytest.raises(AnalysisError) as refused:
        call()  # type: ignore[operator]
    assert refused.value.argument == argument


# Wait or take.


def course(*outcomes: tuple[F, int], cost: int = 0, months: int = 0) -> Alternative:
    return Alternative("wait", tuple(Outcome(c, F(v)) for c, v in outcomes), F(cost), F(months))


def test_waiting_for_a_better_buyer_at_a_cost() -> None:
    later = course((F(3, 5), 120_000), (F(2, 5), 90_000), cost=2_000, months=12)
    found = timing.wait_or_take(F(105_000), later, annual_rate=F(5, 100))
    assert found.lead == F(106_000) / F(105, 100) - 105_000
    assert found.verdict == "take"
    assert timing.wait_or_take(F(106_000), course((F(1), 106_000))).verdict == "either"
    assert timing.wait_or_take(F(106_000), course((F(1), 106_000))).break_even_chance is None


@given(st.integers(0, 100_000), st.integers(1, 1000), st.sampled_from([None, F(20_000), F(10**6)]))
def test_at_the_break_even_chance_waiting_is_as_good(low: int, part: int, tolerance: F | None) -> None:
    high, offer = low + 50_000, low + F(50_000 * part, 1001)
    found = timing.wait_or_take(offer, course((F(1, 2), high), (F(1, 2), low)), risk_tolerance=tolerance)
    chance = found.break_even_chance
    assert chance is not None
    again = timing.wait_or_take(offer, course((chance, high), (1 - chance, low)), risk_tolerance=tolerance)
    assert abs(again.lead) < F(1, 10**10)


def test_mosers_values_of_going_on() -> None:
    """Moser 1956: 1/2, 5/8, 89/128, ... each half of one plus the square before."""
    values = timing.going_on_values(Uniform(F(0), F(1)), 5)
    assert values[:3] == (F(1, 2), F(5, 8), F(89, 128))
    assert all(after == (1 + before**2) / 2 for before, after in zip(values, values[1:], strict=False))


@given(
    st.lists(st.integers(0, 50), min_size=2, max_size=4),
    st.integers(1, 3),
    st.fractions(F(1, 2), 1),
    st.integers(0, 5).map(F),
    st.integers(0, 30).map(F),
)
def test_going_on_is_worth_what_the_best_of_all_rules_gets(
    values: list[int], count: int, discount: F, cost: F, fallback: F
) -> None:
    """Every rule "take at least this much when so many are left" is tried; none beats the values, one reaches them."""
    belief = Points(tuple(Outcome(F(1, len(values)), F(v)) for v in values))
    levels = sorted({F(v) for v in values}) + [F(1000)]

    def followed(rule: tuple[F, ...]) -> F:
        worth = fallback
        for least in rule:
            taken = sum((o.chance * (o.value if o.value >= least else worth) for o in belief.outcomes), F(0))
            worth = discount * (taken - cost)
        return worth

    rules = [()]
    for _ in range(count):
        rules = [(*rule, least) for rule in rules for least in levels]  # type: ignore[misc]
    assert timing.going_on_values(belief, count, discount, cost, fallback)[-1] == max(map(followed, rules))


def test_going_on_agrees_with_a_hundred_thousand_plays() -> None:
    values, draw, total = timing.going_on_values(Uniform(F(0), F(1)), 4), random.Random(4), 0.0
    for _ in range(100_000):
        offer = 0.0
        for left in (3, 2, 1, 0):
            offer = draw.random()
            if offer >= (values[left - 1] if left else 0):
                break
        total += offer
    assert abs(total / 100_000 - float(values[-1])) < 0.003


@given(st.integers(0, 100_000), st.integers(0, 50), st.integers(0, 36))
def test_a_delay_costs_what_the_discount_and_the_running_cost_take(value: int, percent: int, months: int) -> None:
    rate = F(percent, 100)
    cost = timing.cost_of_delay(F(value), rate, F(months), F(100))
    assume(cost)
    assert cost == value - value * batna.discount_factor(rate, F(months)) + 100 * months
