"""analysis.concessions: the tables of the tactics, plans, answers in kind, and who concedes more."""

from __future__ import annotations

import math
from fractions import Fraction as F

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook_engine.analysis import concessions
from playbook_engine.errors import AnalysisError

KAPPA, TEN = F(1, 10), F(10)
TIMES = (0, 2, 5, 8, 10)


@pytest.mark.parametrize(
    ("family", "beta", "expected"),
    [
        pytest.param("polynomial", "0.2", ".1 .100288 .128125 .394912 1", id="polynomial Boulware"),
        pytest.param("polynomial", "1", ".1 .28 .55 .82 1", id="linear"),
        pytest.param("polynomial", "5", ".1 .752302 .883496 .960717 1", id="polynomial Conceder"),
        pytest.param("exponential", "0.2", ".1 .110573 .134725 .18846 1", id="exponential Boulware"),
        pytest.param("exponential", "5", ".1 .47024 .930572 .999263 1", id="exponential Conceder"),
    ],
)
def test_the_shares_of_the_tactics(family: concessions.Family, beta: str, expected: str) -> None:
    shares = [concessions.conceded_share(F(t), TEN, F(beta), KAPPA, family) for t in TIMES]
    assert [round(share, 6) for share in shares] == [F(number) for number in expected.split()]


def test_a_buyer_of_100_to_200_offers_112_8125_half_way() -> None:
    share = concessions.conceded_share(F(5), TEN, F("0.2"), KAPPA)
    assert concessions.offer_at(F(100), F(200), share) == F("112.8125")


betas = st.fractions(F(1, 20), 20, max_denominator=40)
kappas = st.fractions(F(1, 100), 1, max_denominator=100)
times = st.fractions(0, 12, max_denominator=20)
families = st.sampled_from(["polynomial", "exponential"])


@given(times, betas, kappas, families)
def test_shares_agree_with_floats(time: F, beta: F, kappa: F, family: concessions.Family) -> None:
    passed = min(float(time), 10) / 10
    if family == "polynomial":
        expected = float(kappa) + (1 - float(kappa)) * passed ** (1 / float(beta))
    else:
        expected = math.exp((1 - passed) ** float(beta) * math.log(float(kappa)))
    found = float(concessions.conceded_share(time, TEN, beta, kappa, family))
    assert math.isclose(found, expected, rel_tol=1e-9, abs_tol=1e-12)


@given(times, times, betas, kappas, families)
def test_nobody_takes_a_concession_back(one: F, other: F, beta: F, kappa: F, family: concessions.Family) -> None:
    early, late = (concessions.conceded_share(t, TEN, beta, kappa, family) for t in sorted((one, other)))
    assert kappa - F(1, 10**30) <= early <= late + F(1, 10**30) <= 1 + F(1, 10**29)


@given(times, betas, betas, kappas, families)
def test_a_higher_beta_concedes_earlier(time: F, one: F, other: F, kappa: F, family: concessions.Family) -> None:
    low, high = sorted((one, other))
    firm, soft = (concessions.conceded_share(time, TEN, beta, kappa, family) for beta in (low, high))
    assert firm <= soft + F(1, 10**30)


@given(st.integers(1, 12), betas, st.integers(-500, 500).map(F), st.integers(-500, 500).map(F))
def test_a_plan_ends_at_the_reservation_value_and_its_steps_add_up(
    rounds: int, beta: F, target: F, reservation: F
) -> None:
    plan = concessions.time_plan(target, reservation, rounds, beta)
    assert (plan.steps[0].offer, plan.steps[-1].offer) == (target, reservation)
    assert abs(sum(step.step for step in plan.steps) - abs(reservation - target)) < F(1, 10**30)


@pytest.mark.parametrize("rounds", [2, 3, 10, 100])
def test_a_shrinking_plan_without_a_stop_keeps_a_reserve_and_never_gives_half_at_once(rounds: int) -> None:
    plan = concessions.shrinking_plan(F(1000), F(400), rounds)
    assert plan.steps[-1].share == F(2, 3)
    assert max(step.step for step in plan.steps) < F(600, 2)


@given(st.integers(1, 12), st.fractions(F(1, 10), F(9, 10)), st.fractions(0, 1))
def test_shrinking_steps_shrink_by_their_ratio_and_stop_where_they_should(rounds: int, ratio: F, stop: F) -> None:
    plan = concessions.shrinking_plan(F(1000), F(400), rounds, ratio, stop)
    sizes = [step.step for step in plan.steps[1:]]
    assert all(after == ratio * before for before, after in zip(sizes, sizes[1:], strict=False))
    assert plan.steps[-1].offer == 1000 - 600 * stop


def test_answers_in_kind() -> None:
    theirs = [F(200), F(180)]
    answer = {
        m: concessions.tit_for_tat(F(100), theirs, F(90), F(190), m) for m in ("relative", "absolute", "averaged")
    }  # type: ignore[arg-type]
    assert answer == {"relative": F(1000, 9), "absolute": 120, "averaged": F(1000, 9)}


def test_an_average_looks_back_over_its_window() -> None:
    theirs = [F(240), F(200), F(190), F(180)]
    assert concessions.tit_for_tat(F(90), theirs, F(90), F(190), "averaged", window=3) == 120


@pytest.mark.parametrize(("theirs", "kept"), [([200, 20], 150), ([100, 200], 90)])
def test_an_answer_stays_between_target_and_reservation_value(theirs: list[int], kept: int) -> None:
    assert concessions.tit_for_tat(F(100), [F(n) for n in theirs], F(90), F(150), "absolute") == kept


prices = st.lists(st.integers(1, 1000).map(F), min_size=2, max_size=6)


@given(st.integers(1, 1000).map(F), prices, st.sampled_from(["relative", "absolute", "averaged"]))
def test_who_is_met_by_no_move_makes_none(mine: F, theirs: list[F], manner: concessions.Manner) -> None:
    still = [theirs[-1]] * 3
    assert concessions.tit_for_tat(mine, still, F(1), F(1000), manner) == mine
    assert 1 <= concessions.tit_for_tat(mine, theirs, F(1000), F(1), manner) <= 1000


def test_a_run_of_larger_own_concessions_is_seen() -> None:
    seen = concessions.exchange([F(n) for n in (100, 110, 130, 145)], [F(n) for n in (200, 180, 175, 175)])
    assert (seen.mine, seen.theirs) == ((10, 20, 15), (20, 5, 0))
    assert (seen.run, seen.unanswered, seen.is_lopsided, seen.own_share) == (2, 1, True, F(45, 70))


def test_a_sellers_concessions_go_down() -> None:
    seen = concessions.exchange([F(200), F(190)], [F(100), F(120)])
    assert (seen.mine, seen.theirs, seen.run, seen.is_lopsided) == ((10,), (20,), 0, False)


def test_who_has_made_one_offer_more_is_paired_from_the_end() -> None:
    seen = concessions.exchange([F(n) for n in (100, 150, 151, 152)], [F(n) for n in (200, 190, 180)])
    assert seen.run == 0
    assert concessions.exchange([F(1), F(1)], [F(2), F(2)]).own_share is None


@given(prices, prices)
def test_both_sides_see_the_same_exchange(mine: list[F], theirs: list[F]) -> None:
    if mine[0] == theirs[0]:
        return
    one, other = concessions.exchange(mine, theirs), concessions.exchange(theirs, mine)
    assert (one.mine, one.theirs) == (other.theirs, other.mine)
    assert not (one.run and other.run)


@pytest.mark.parametrize(
    ("call", "argument"),
    [
        pytest.param(lambda: concessions.conceded_share(F(1), F(0), F(1)), "deadline", id="no deadline"),
        pytest.param(lambda: concessions.conceded_share(F(-1), F(1), F(1)), "time", id="before the start"),
        pytest.param(lambda: concessions.conceded_share(F(1), F(1), F(0)), "beta", id="no beta"),
        pytest.param(lambda: concessions.conceded_share(F(1), F(1), F(1), F(2)), "kappa", id="kappa above 1"),
        pytest.param(
            lambda: concessions.conceded_share(F(1), F(2), F(1), F(0), "exponential"), "kappa", id="kappa of nothing"
        ),
        pytest.param(lambda: concessions.time_plan(F(1), F(2), 0, F(1)), "rounds", id="no rounds"),
        pytest.param(lambda: concessions.shrinking_plan(F(1), F(2), 0), "rounds", id="no steps"),
        pytest.param(lambda: concessions.shrinking_plan(F(1), F(2), 1, F(0)), "ratio", id="no ratio"),
        pytest.param(lambda: concessions.shrinking_plan(F(1), F(2), 1, stop=F(2)), "stop", id="past the end"),
        pytest.param(lambda: concessions.tit_for_tat(F(1), [F(1)], F(1), F(2), "absolute"), "theirs", id="one offer"),
        pytest.param(
            lambda: concessions.tit_for_tat(F(1), [F(1), F(0)], F(1), F(2), "relative"), "theirs", id="ratio to nothing"
        ),
        pytest.param(
            lambda: concessions.tit_for_tat(F(1), [F(1), F(1)], F(1), F(2), "averaged", 0), "window", id="no window"
        ),
        pytest.param(lambda: concessions.exchange([F(1)], [F(2), F(3)]), "mine", id="no concession"),
        pytest.param(lambda: concessions.exchange([F(1), F(2)], [F(1), F(3)]), "theirs", id="the same opening"),
    ],
)
def test_what_cannot_be_is_refused(call: object, argument: str) -> None:
    with pytest.raises(AnalysisError) as refused:
        call()  # type: ignore[operator]
    assert refused.value.argument == argument
