"""analysis.comparables and anchoring: quantiles and outliers of the textbooks, and what speaks for going first."""

from __future__ import annotations

import dataclasses
import statistics
from fractions import Fraction as F

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook_engine.analysis import anchoring, comparables
from playbook_engine.analysis.anchoring import Standing
from playbook_engine.domain import Range
from playbook_engine.errors import AnalysisError

EVEN = Standing(2, 2, 2, 2, issues=2, relationship_matters=False, comparables=3)
PAY = [F(n) for n in (70_000, 72_000, 75_000, 78_000)]


def codes(standing: Standing) -> set[str]:
    return {found.code for found in anchoring.first_offer(standing).considerations}


def test_who_knows_much_less_does_not_go_first_whatever_else_holds() -> None:
    for leverage in range(5):
        standing = Standing(0, 3, leverage, 0, issues=6, relationship_matters=True, comparables=9)
        assert anchoring.first_offer(standing).leaning == "do_not_go_first"
        assert "they_know_more" in codes(standing)


def test_four_issues_ask_for_a_package_and_make_the_effect_smaller() -> None:
    assert {"offer_a_package", "effect_smaller_with_many_issues"} <= codes(dataclasses.replace(EVEN, issues=4))
    assert not {"offer_a_package", "effect_smaller_with_many_issues"} & codes(dataclasses.replace(EVEN, issues=3))


def test_who_is_informed_and_has_comparables_leans_to_going_first() -> None:
    assert anchoring.first_offer(EVEN).leaning == "go_first"
    assert anchoring.first_offer(dataclasses.replace(EVEN, comparables=0)).leaning == "either"


def test_less_leverage_speaks_for_waiting_and_warns_of_a_weak_alternative() -> None:
    found = codes(dataclasses.replace(EVEN, my_leverage=0))
    assert {"less_leverage_second_may_do_better", "anchor_on_target_not_on_weak_alternative"} <= found


def test_a_relationship_is_a_caution() -> None:
    assert "first_offer_can_cost_goodwill" in codes(dataclasses.replace(EVEN, relationship_matters=True))
    assert "single_issue_add_issues" in codes(dataclasses.replace(EVEN, issues=1))
    assert "all_knowledge_on_one_side" in codes(dataclasses.replace(EVEN, my_information=4, their_information=0))
    assert "both_know_little" in codes(dataclasses.replace(EVEN, my_information=1, their_information=1))


@given(st.tuples(*[st.integers(0, 4)] * 4), st.integers(1, 9), st.booleans(), st.integers(0, 9))
def test_every_consideration_has_a_source_and_says_each_thing_once(
    rated: tuple[int, int, int, int], issues: int, matters: bool, known: int
) -> None:
    found = anchoring.first_offer(Standing(*rated, issues=issues, relationship_matters=matters, comparables=known))
    assert all(each.source and " " not in each.code for each in found.considerations)
    assert len({each.code for each in found.considerations}) == len(found.considerations)


@given(st.tuples(*[st.integers(0, 4)] * 4))
def test_to_know_more_never_speaks_against_going_first_short_of_knowing_all(rated: tuple[int, int, int, int]) -> None:
    order = {"do_not_go_first": 0, "either": 1, "go_first": 2}
    _mine, theirs, own, other = rated
    leans = [
        order[anchoring.first_offer(Standing(n, theirs, own, other, 2, False, 1)).leaning]
        for n in range(5)
        if n - theirs < 4
    ]
    assert leans == sorted(leans)


# Comparables.


@given(st.lists(st.integers(-1000, 1000).map(F), min_size=2, max_size=12))
def test_quartiles_agree_with_the_standard_library(amounts: list[F]) -> None:
    found = [float(comparables.quantile(amounts, F(n, 4))) for n in (1, 2, 3)]
    assert found == pytest.approx(statistics.quantiles([float(a) for a in amounts], n=4, method="inclusive"))


def test_the_textbook_outlier() -> None:
    """Iglewicz and Hoaglin 1993 as NIST gives it: median 3.02, MAD of 0.06 flags what lies 3.5 / 0.6745 of it away."""
    amounts = [F(n, 100) for n in (290, 296, 302, 308, 314)]
    edge = F(6, 100) * F(35, 10) / F("0.6745")
    assert comparables.outliers([*amounts, F(302, 100)]) == ()
    assert comparables.quantile([abs(a - F(302, 100)) for a in amounts], F(1, 2)) == F(6, 100)
    near, far = F(302, 100) + edge / 2, F(302, 100) + 3 * edge
    assert comparables.outliers([*amounts, near]) == ()
    assert comparables.outliers([*amounts, far]) == (5,)


def test_one_among_equals_is_an_outlier_and_three_amounts_have_none() -> None:
    assert comparables.outliers([F(10)] * 7 + [F(100)]) == (7,)
    assert comparables.outliers([F(10)] * 8) == ()
    assert comparables.outliers([F(10), F(10), F(1000)]) == ()


@given(
    st.lists(st.integers(-100, 100).map(F), min_size=1, max_size=10),
    st.integers(-50, 50).map(F),
    st.integers(1, 9).map(F),
)
def test_another_currency_or_offset_flags_the_same(amounts: list[F], offset: F, scale: F) -> None:
    assert comparables.outliers([a * scale + offset for a in amounts]) == comparables.outliers(amounts)


def test_a_range_to_aspire_to_never_one_price() -> None:
    seller = comparables.support("seller", [*PAY, F(140_000)], [F(80_000)])
    assert (seller.aspiration, seller.set_aside) == (Range(F(75_000), F(80_000)), (140_000,))
    buyer = comparables.support("buyer", PAY)
    assert (buyer.aspiration, buyer.furthest) == (Range(F(70_000), F(73_500)), 70_000)
    assert comparables.support("seller", [F(1)]).aspiration is None
    assert comparables.support("seller", [F(1)]).furthest is None


@given(st.lists(st.integers(1, 1000).map(F), min_size=2, max_size=9), st.lists(st.integers(1, 1000).map(F), max_size=3))
def test_a_buyer_aspires_in_the_mirror_of_a_seller(amounts: list[F], standards: list[F]) -> None:
    buyer = comparables.support("buyer", amounts, standards)
    seller = comparables.support("seller", [-a for a in amounts], [-s for s in standards])
    assert seller.aspiration == (buyer.aspiration and Range(-buyer.aspiration.high, -buyer.aspiration.low))


# A planned offer.


def planned(offer: int, reservation: int | None = None) -> list[str]:
    evidence = comparables.support("seller", PAY)
    found = anchoring.planned_offer(F(offer), evidence, None if reservation is None else F(reservation))
    return [each.code for each in found.considerations[:-1]]


def test_beyond_all_comparables_an_offer_risks_an_impasse() -> None:
    assert planned(95_000) == ["impasse_warning"]
    assert planned(78_000) == ["supported"]
    assert planned(71_000) == ["short_of_the_median"]
    assert planned(76_000, reservation=76_000) == ["supported", "no_room_above_reservation_value"]
    assert anchoring.planned_offer(F(95_000), comparables.support("seller", PAY)).excess == 17_000
    nothing = anchoring.planned_offer(F(1), comparables.support("seller", []))
    assert (nothing.excess, nothing.considerations[0].code) == (None, "no_support_known")


def test_a_buyer_is_warned_below_all_comparables() -> None:
    found = anchoring.planned_offer(F(60_000), comparables.support("buyer", PAY))
    assert (found.considerations[0].code, found.excess) == ("impasse_warning", 10_000)


@pytest.mark.parametrize(
    ("role", "first", "second", "target", "kind"),
    [
        pytest.param("seller", 7200, 7600, 7200, "bolstering", id="seller from the target up"),
        pytest.param("seller", 6800, 7200, 7200, "backdown", id="seller up to the target"),
        pytest.param("seller", 7000, 7400, 7200, "bracketing", id="seller around the target"),
        pytest.param("buyer", 7200, 6800, 7200, "bolstering", id="buyer from the target down"),
        pytest.param("buyer", 7200, 7600, 7200, "backdown", id="buyer down to the target"),
        pytest.param("buyer", 7000, 7400, 7200, "bracketing", id="buyer around the target"),
        pytest.param("seller", 7200, 7200, 7200, "point", id="no range"),
        pytest.param("seller", 8000, 9000, 7200, "off_target", id="elsewhere"),
    ],
)
def test_kinds_of_range_offers(role: str, first: int, second: int, target: int, kind: str) -> None:
    found = anchoring.range_kind(role, F(first), F(second), F(target))  # type: ignore[arg-type]
    assert found == kind
    assert anchoring.range_consideration(found).source == "Ames and Mason 2015"


@pytest.mark.parametrize(
    ("amount", "digits", "code"),
    [
        pytest.param("95000", 2, "round", id="two digits"),
        pytest.param("0", 1, "round", id="nothing"),
        pytest.param("27750", 4, "precise", id="four digits"),
        pytest.param("27753.21", 7, "very_precise", id="to the cent"),
        pytest.param("-4983", 4, "precise", id="a payment"),
        pytest.param("1/3", None, "very_precise", id="without end"),
    ],
)
def test_round_and_precise_amounts(amount: str, digits: int | None, code: str) -> None:
    assert anchoring.significant_digits(F(amount)) == digits
    assert anchoring.precision(F(amount)).code == code


@pytest.mark.parametrize(
    ("call", "argument"),
    [
        pytest.param(lambda: anchoring.first_offer(dataclasses.replace(EVEN, my_leverage=5)), "my_leverage", id="five"),
        pytest.param(lambda: anchoring.first_offer(dataclasses.replace(EVEN, issues=0)), "issues", id="no issue"),
        pytest.param(
            lambda: anchoring.first_offer(dataclasses.replace(EVEN, comparables=-1)),
            "comparables",
            id="fewer than none",
        ),
        pytest.param(lambda: anchoring.range_kind("agent", F(1), F(2), F(1)), "role", id="role"),  # type: ignore[arg-type]
        pytest.param(lambda: comparables.quantile([], F(1, 2)), "amounts", id="no amount"),
        pytest.param(lambda: comparables.quantile([F(1)], F(2)), "part", id="more than all"),
    ],
)
def test_what_cannot_be_is_refused(call: object, argument: str) -> None:
    with pytest.raises(AnalysisError) as refused:
        call()  # type: ignore[operator]
    assert refused.value.argument == argument
