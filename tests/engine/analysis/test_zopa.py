"""analysis.zopa and double_auction: closed forms, symmetry of the roles, questions, and the sealed-offer game."""

from __future__ import annotations

import math
import random
from fractions import Fraction as F

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook_engine.analysis import double_auction, zopa
from playbook_engine.analysis.beliefs import Belief, Normal, Points, Triangular, Uniform, mean
from playbook_engine.domain import Outcome, Range
from playbook_engine.errors import AnalysisError
from tests.engine.analysis.test_beliefs import amounts, beliefs, points, uniforms, widths

UNIT = Range(F(0), F(1))
FLAT = Uniform(F(90), F(150))


def test_a_seller_at_100_against_a_flat_belief() -> None:
    found = zopa.zone("seller", F(100), FLAT)
    assert (found.chance, found.expected_surplus, found.expected_share) == (F(5, 6), F(125, 6), F(125, 12))
    assert (found.best_asks, found.expected_gain, found.acceptance) == ((F(125),), F(125, 12), (F(5, 12),))
    assert found.span == Range(F(100), F(147))


def test_a_seller_at_100_against_a_bell_curve() -> None:
    found = zopa.zone("seller", F(100), Normal(F(120), F(15)))
    assert round(found.chance, 6) == F("0.908789")
    assert round(found.expected_surplus, 6) == F("20.635927")


def test_a_triangular_belief_is_exact() -> None:
    """Integrated by hand: beyond 120 the tail is (150 - x)^2 / 1800; up to 120 the rest of 1 - (x - 90)^2 / 1800."""
    found = zopa.zone("seller", F(100), Triangular(F(90), F(120), F(150)))
    assert found.chance == 1 - F(100, 1800)
    assert found.expected_surplus == 5 + 20 - (F(30) ** 3 - F(10) ** 3) / 5400
    late = zopa.zone("seller", F(120), Triangular(F(90), F(100), F(150)))
    assert (late.best_asks, late.expected_gain) == ((F(130),), 10 * F(400, 3000))


@pytest.mark.parametrize("role", ["seller", "buyer"])
def test_beyond_their_furthest_amount_there_is_no_zone(role: zopa.Role) -> None:
    floor = F(150) if role == "seller" else F(90)
    found = zopa.zone(role, floor, FLAT)
    assert (found.chance, found.expected_surplus, found.best_asks, found.expected_gain) == (0, 0, (), 0)
    assert found.span is None


def test_a_low_reservation_value_asks_no_less_than_all_would_pay() -> None:
    assert zopa.zone("seller", F(0), FLAT).best_asks == (F(90),)


def test_all_best_asks_are_named() -> None:
    half = Points((Outcome(F(1, 2), F(110)), Outcome(F(1, 2), F(120))))
    assert zopa.zone("seller", F(100), half).best_asks == (110, 120)
    assert zopa.zone("seller", F(100), half).acceptance == (1, F(1, 2))
    mirrored = Points((Outcome(F(1, 2), F(90)), Outcome(F(1, 2), F(80))))
    assert zopa.zone("buyer", F(100), mirrored).best_asks == (80, 90)
    assert zopa.zone("buyer", F(100), mirrored).acceptance == (F(1, 2), 1)


@given(beliefs, amounts, st.fractions(0, 1))
def test_a_buyer_is_a_seller_in_the_mirror(belief: Belief, reservation: F, share: F) -> None:
    sell = zopa.zone("seller", reservation, belief, share)
    buy = zopa.zone("buyer", -reservation, belief.mirrored(), share)
    assert (buy.chance, buy.expected_surplus, buy.expected_gain) == (
        sell.chance,
        sell.expected_surplus,
        sell.expected_gain,
    )
    assert buy.best_asks == tuple(-ask for ask in reversed(sell.best_asks))


@given(beliefs, amounts, widths)
def test_a_better_alternative_leaves_less_of_a_zone_and_never_lowers_the_ask(
    belief: Belief, reservation: F, more: F
) -> None:
    one, other = (zopa.zone("seller", level, belief) for level in (reservation, reservation + more))
    assert other.chance <= one.chance
    assert other.expected_surplus <= one.expected_surplus
    assert other.expected_gain <= one.expected_gain
    if one.best_asks and other.best_asks:
        assert min(one.best_asks) <= min(other.best_asks)


@given(beliefs, amounts)
def test_an_ask_gains_at_most_the_whole_surplus(belief: Belief, reservation: F) -> None:
    found = zopa.zone("seller", reservation, belief)
    assert 0 <= found.expected_gain <= found.expected_surplus
    for ask in found.best_asks:
        assert zopa.gain("seller", reservation, belief, ask) == found.expected_gain


@given(uniforms(), amounts)
def test_against_a_flat_belief_asking_first_gains_half_of_the_surplus_inside_it(
    belief: Uniform, reservation: F
) -> None:
    found = zopa.zone("seller", reservation, belief)
    if 2 * belief.low - belief.high <= reservation <= belief.high and reservation >= belief.low:
        assert found.expected_gain == found.expected_surplus / 2


@given(st.one_of(points(), uniforms()), st.one_of(uniforms(), points()))
def test_finding_out_is_never_worth_less_than_nothing_and_both_beat_each(own: Belief, theirs: Belief) -> None:
    found = {answer.unknown: answer.value for answer in zopa.value_of_finding_out("seller", own, theirs)}
    assert min(found.values()) >= 0
    assert found["both"] >= max(found["their_reservation"], found["own_reservation"])


@given(points(), points())
def test_questions_are_worth_what_brute_force_says(own: Points, theirs: Points) -> None:
    def best(floors: list[Outcome], offers: list[Outcome]) -> F:
        """The best ask for these chances, tried at every offer, against not asking."""
        gains = [
            sum(
                (f.chance * o.chance * (ask.value - f.value) for f in floors for o in offers if o.value >= ask.value),
                F(0),
            )
            for ask in offers
        ]
        return max([*gains, F(0)])

    mine, others = list(own.outcomes), list(theirs.outcomes)
    without = best(mine, others)
    expected = {
        "their_reservation": sum((o.chance * best(mine, [Outcome(F(1), o.value)]) for o in others), F(0)) - without,
        "own_reservation": sum((f.chance * best([Outcome(F(1), f.value)], others) for f in mine), F(0)) - without,
        "both": sum(
            (f.chance * o.chance * max(o.value - f.value, F(0)) for f in mine for o in others),
            F(0),
        )
        - without,
    }
    found = {answer.unknown: answer.value for answer in zopa.value_of_finding_out("seller", own, theirs)}
    assert found == expected


def test_two_flat_beliefs_rank_the_questions_exactly() -> None:
    """By hand on [0, 1] twice: without 1/16; own known E[(1 - r)^2]/4 = 1/12; theirs known 1/8; both 1/6."""
    flat = Uniform(F(0), F(1))
    found = [(answer.unknown, answer.value) for answer in zopa.value_of_finding_out("seller", flat, flat)]
    assert found == [
        ("both", F(1, 6) - F(1, 16)),
        ("their_reservation", F(1, 16)),
        ("own_reservation", F(1, 12) - F(1, 16)),
    ]


@given(uniforms(), uniforms())
def test_the_mean_over_a_flat_own_belief_agrees_with_many_points(own: Uniform, theirs: Uniform) -> None:
    many = Points(tuple(Outcome(F(1, 400), own.mark(F(2 * n + 1, 800))) for n in range(400)))
    exact = {a.unknown: a.value for a in zopa.value_of_finding_out("seller", own, theirs)}
    near = {a.unknown: a.value for a in zopa.value_of_finding_out("seller", many, theirs)}
    scale = own.high - own.low
    assert all(abs(exact[name] - near[name]) < scale / 10_000 for name in exact)


def test_a_buyer_ranks_the_same_questions() -> None:
    own, theirs = Points((Outcome(F(1, 2), F(110)), Outcome(F(1, 2), F(130)))), FLAT
    buyer = zopa.value_of_finding_out("buyer", own.mirrored(), theirs.mirrored())
    assert buyer == zopa.value_of_finding_out("seller", own, theirs)


@pytest.mark.parametrize(
    ("call", "argument"),
    [
        pytest.param(lambda: zopa.zone("agent", F(1), FLAT), "role", id="role"),  # type: ignore[arg-type]
        pytest.param(lambda: zopa.zone("seller", F(1), FLAT, F(2)), "share", id="share"),
        pytest.param(lambda: double_auction.meeting(Range(F(1), F(1)), UNIT), "buyer", id="buyer without width"),
        pytest.param(lambda: double_auction.meeting(UNIT, Range(F(1), F(0))), "seller", id="seller falling"),
        pytest.param(lambda: double_auction.meeting(UNIT, UNIT, F(3, 2)), "weight", id="weight"),
    ],
)
def test_what_cannot_be_is_refused(call: object, argument: str) -> None:
    with pytest.raises(AnalysisError) as refused:
        call()  # type: ignore[operator]
    assert refused.value.argument == argument


# Both sides uncertain.


def test_the_published_equilibrium_on_two_unit_ranges() -> None:
    """Chatterjee and Samuelson 1983: bid 2v/3 + 1/12, ask 2c/3 + 1/4; trade 9/32, surplus 9/64; efficient 1/2, 1/6."""
    met = double_auction.meeting(UNIT, UNIT)
    linear = met.equilibrium
    assert linear is not None
    assert (linear.bid_slope, linear.bid_base) == (F(2, 3), F(1, 12))
    assert (linear.ask_slope, linear.ask_base) == (F(2, 3), F(1, 4))
    assert (linear.trade.chance, linear.trade.surplus) == (F(9, 32), F(9, 64))
    assert (met.efficient.chance, met.efficient.surplus) == (F(1, 2), F(1, 6))


def test_who_makes_the_only_offer_gains_what_a_best_ask_gains() -> None:
    """With k = 0 the seller's ask is the price: the average of best take-it-or-leave-it asks, trade 1/4, gain 1/12."""
    linear = double_auction.meeting(UNIT, UNIT, F(0)).equilibrium
    assert linear is not None
    assert (linear.ask_slope, linear.ask_base, linear.bid_slope, linear.bid_base) == (F(1, 2), F(1, 2), 1, 0)
    assert (linear.trade.chance, linear.seller_gain, linear.buyer_gain) == (F(1, 4), F(1, 12), F(1, 24))


spans = st.tuples(st.fractions(-20, 20, max_denominator=10), st.fractions(F(1, 10), 20, max_denominator=10))


@given(spans, spans, st.fractions(0, 1, max_denominator=10))
def test_the_linear_equilibrium_gains_no_more_than_efficient_trade_and_is_split_without_rest(
    one: tuple[F, F], other: tuple[F, F], weight: F
) -> None:
    buyer, seller = (Range(low, low + width) for low, width in (one, other))
    met = double_auction.meeting(buyer, seller, weight)
    assert 0 <= met.efficient.chance <= 1
    if met.equilibrium is None:
        return
    linear = met.equilibrium
    assert linear.trade.chance <= met.efficient.chance
    assert 0 <= linear.trade.surplus <= met.efficient.surplus
    assert linear.buyer_gain + linear.seller_gain == linear.trade.surplus
    assert min(linear.buyer_gain, linear.seller_gain) >= 0


@given(spans, spans, st.fractions(0, 1, max_denominator=10), st.fractions(0, 1), st.fractions(-2, 2))
def test_no_side_gains_by_leaving_the_linear_equilibrium(
    one: tuple[F, F], other: tuple[F, F], weight: F, place: F, move: F
) -> None:
    """Each type's gain against the other's line, integrated exactly, is greatest on its own line where it trades."""
    buyer, seller = (Range(low, low + width) for low, width in (one, other))
    linear = double_auction.meeting(buyer, seller, weight).equilibrium
    if linear is None:
        return
    value = buyer.low + place * (buyer.high - buyer.low)
    own = linear.bid_slope * value + linear.bid_base

    def buyer_gain(bid: F) -> F:
        """The integral over costs that ask at most the bid, of value - k bid - (1 - k) ask."""
        top = min((bid - linear.ask_base) / linear.ask_slope, seller.high)
        if top <= seller.low:
            return F(0)
        middle = linear.ask_slope * (seller.low + top) / 2 + linear.ask_base
        return (top - seller.low) * (value - weight * bid - (1 - weight) * middle)

    assert buyer_gain(own + move) <= max(buyer_gain(own), F(0))
    cost = seller.low + place * (seller.high - seller.low)
    line = linear.ask_slope * cost + linear.ask_base

    def seller_gain(ask: F) -> F:
        bottom = max((ask - linear.bid_base) / linear.bid_slope, buyer.low)
        if bottom >= buyer.high:
            return F(0)
        middle = linear.bid_slope * (bottom + buyer.high) / 2 + linear.bid_base
        return (buyer.high - bottom) * (weight * middle + (1 - weight) * ask - cost)

    assert seller_gain(line + move) <= max(seller_gain(line), F(0))


def test_ranges_that_hardly_compete_have_no_linear_equilibrium() -> None:
    assert double_auction.meeting(Range(F(10), F(11)), UNIT).equilibrium is None
    assert double_auction.meeting(Range(F(10), F(11)), UNIT).efficient == double_auction.Trade(F(1), F(10))


def test_the_sealed_offer_game_agrees_with_three_hundred_thousand_draws() -> None:
    buyer, seller = Range(F(0), F(12)), Range(F(-1), F(11))
    met = double_auction.meeting(buyer, seller)
    linear = met.equilibrium
    assert linear is not None
    draw, count, traded, gained, possible = random.Random(4), 300_000, 0, 0.0, 0.0
    slope, bid, ask = float(linear.bid_slope), float(linear.bid_base), float(linear.ask_base)
    for _ in range(count):
        value, cost = draw.uniform(0, 12), draw.uniform(-1, 11)
        possible += max(value - cost, 0)
        if slope * value + bid >= slope * cost + ask:
            traded += 1
            gained += value - cost
    assert math.isclose(traded / count, float(linear.trade.chance), abs_tol=0.004)
    assert math.isclose(gained / count, float(linear.trade.surplus), abs_tol=0.02)
    assert math.isclose(possible / count, float(met.efficient.surplus), abs_tol=0.02)


def test_a_mean_needs_no_marks() -> None:
    assert mean(Normal(F(7), F(2))) == 7
