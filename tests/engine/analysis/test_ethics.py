"""analysis.disclosure and ethics: what to share and hold, five families with plans inside and outside each, restraint."""

from __future__ import annotations

from fractions import Fraction as F
from itertools import product
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook_engine.analysis import disclosure, ethics
from playbook_engine.analysis.disclosure import KINDS, Item, advise
from playbook_engine.analysis.ethics import KNOWN, Tactic, judge
from playbook_engine.errors import AnalysisError

BOOLS = (False, True)


@pytest.mark.parametrize(
    ("item", "action"),
    [
        pytest.param(Item("Friday", "final_deadline", binds_both=True), "share", id="a deadline for both"),
        pytest.param(Item("rent", "time_cost"), "hold", id="what waiting costs"),
        pytest.param(Item("why we need it", "interests"), "share_reciprocally", id="interests"),
        pytest.param(Item("what matters most", "priorities"), "trade", id="priorities before theirs are known"),
        pytest.param(
            Item("what matters most", "priorities", they_reciprocate=True), "share_reciprocally", id="theirs too"
        ),
        pytest.param(Item("our least", "reservation_value"), "hold", id="reservation value"),
        pytest.param(Item("a leak", "defect"), "must_share", id="a defect"),
        pytest.param(Item("an audit", "interests", must_be_known=True), "must_share", id="owed by law"),
        pytest.param(Item("a bid", "alternative"), "share", id="a strong alternative that can be checked"),
        pytest.param(Item("a poor bid", "alternative", strong=False), "hold", id="a weak alternative"),
        pytest.param(
            Item("a talk", "alternative", verifiable=False), "state_as_uncertain", id="an alternative in the air"
        ),
        pytest.param(Item("budget rule", "constraint"), "share", id="a constraint in writing"),
        pytest.param(Item("my boss", "constraint", verifiable=False), "trade", id="a constraint by hearsay"),
        pytest.param(Item("we are desperate", "need"), "hold", id="need"),
    ],
)
def test_what_to_share_trade_and_hold(item: Item, action: str) -> None:
    assert advise(item).action == action


def test_a_strong_alternative_between_partners_is_information_and_no_threat() -> None:
    found = advise(Item("a bid", "alternative"), relationship_matters=True)
    assert (found.reason, found.never) == ("mention_as_information_with_wish_to_agree", ("threaten",))


def every_item() -> list[Item]:
    return [Item("x", kind, *flags) for kind in KINDS for flags in product(BOOLS, repeat=5)]


def test_what_cannot_be_checked_is_never_stated_as_a_fact() -> None:
    for item, matters in product(every_item(), BOOLS):
        found = advise(item, matters)
        assert found.reason
        assert found.source
        if item.kind == "alternative" and not item.verifiable and not item.must_be_known:
            assert "state_as_fact" in found.never


def test_a_bluff_is_advised_nowhere() -> None:
    for leverage, stance in product(("strong", "weak"), ("firm", "flexible")):
        found = disclosure.signal_leverage(leverage, stance)  # type: ignore[arg-type]
        assert not any("bluff" in code for code in found.do)
        assert "bluff" in found.never
    assert not any("bluff" in advise(item).action + advise(item).reason for item in every_item())


@pytest.mark.parametrize(
    "call",
    [
        pytest.param(lambda: advise(Item("x", "rumour")), id="kind"),  # type: ignore[arg-type]
        pytest.param(lambda: disclosure.signal_leverage("none", "firm"), id="leverage"),  # type: ignore[arg-type]
        pytest.param(lambda: disclosure.signal_leverage("weak", "loud"), id="stance"),  # type: ignore[arg-type]
        pytest.param(lambda: judge(Tactic("x", statement="loud")), id="feature"),  # type: ignore[arg-type]
        pytest.param(lambda: ethics.restraint(F(-1), F(0), 1, F(0)), id="gain"),
        pytest.param(lambda: ethics.restraint(F(1), F(0), 1, F(2)), id="drop"),
        pytest.param(lambda: ethics.restraint(F(1), F(0), 101, F(0)), id="years"),
    ],
)
def test_what_cannot_be_is_refused(call: object) -> None:
    with pytest.raises(AnalysisError):
        call()  # type: ignore[operator]


# Five families, each with plans inside and plans beside it that are fair.

INSIDE = {
    "competitive_bargaining": ("keep_reservation_value_private", "open_high_with_support", "take_time_to_answer"),
    "network": ("go_over_their_head_in_secret", "run_them_down_to_their_superior", "hire_away_to_weaken_them"),
    "misrepresentation": ("invent_an_alternative", "quote_numbers_out_of_context", "conceal_a_known_defect"),
    "information": ("pose_as_a_customer", "get_secrets_from_their_employee", "pay_for_inside_information"),
    "false_promises": (
        "promise_what_will_not_be_done", "promise_without_authority", "promise_a_later_deal_that_is_not_planned",
    ),
}  # fmt: skip
BESIDE = {
    "competitive_bargaining": ("mention_a_real_alternative", "ask_them_directly", "put_the_promise_in_writing"),
    "network": ("invite_their_manager_openly", "ask_a_common_contact_to_introduce", "build_a_coalition_openly"),
    "misrepresentation": ("mention_a_real_alternative", "correct_a_misunderstanding", "say_what_is_uncertain"),
    "information": ("read_public_records", "ask_them_directly", "ask_former_customers"),
    "false_promises": ("promise_what_is_planned", "promise_with_a_stated_condition", "put_the_promise_in_writing"),
}


@pytest.mark.parametrize("family", get_args(ethics.Family))
def test_each_family_knows_its_plans_and_leaves_fair_ones_alone(family: str) -> None:
    for name in INSIDE[family]:
        assert family in ethics.families(KNOWN[name]), name
        assert (judge(KNOWN[name]).verdict == "acceptable") == (family == "competitive_bargaining"), name
    for name in BESIDE[family]:
        assert family not in ethics.families(KNOWN[name]), name
        assert judge(KNOWN[name]).verdict == "acceptable", name


def test_a_reservation_value_may_be_kept_and_an_offer_not_invented() -> None:
    kept = judge(Tactic("keep my reservation value private", withheld="reservation_value"))
    assert (kept.verdict, kept.families, kept.reasons) == ("acceptable", ("competitive_bargaining",), ())
    invented = judge(Tactic("say that I have an offer that does not exist", statement="false"))
    assert (invented.verdict, invented.families) == ("stop", ("misrepresentation",))
    assert invented.reasons == ("statement:false", "fails:true")


def test_the_five_tests_count() -> None:
    fair = Tactic("name a rival's price", statement="true")
    assert judge(fair).verdict == "acceptable"
    assert judge(Tactic("x", statement="true", front_page=False)).reasons == ("fails:front_page",)
    assert judge(Tactic("x", statement="true", accept_done_to_me=False)).verdict == "think_again"
    assert judge(Tactic("x", statement="true", legal=False)).verdict == "stop"
    harmed = Tactic("x", statement="true", absent=("the neighbours",), absent_considered=False)
    assert judge(harmed).reasons == ("fails:absent_stakeholders",)
    asked = Tactic("x", statement="true", absent=("the neighbours",))
    assert {t.name: t.passed for t in judge(asked).tests}["absent_stakeholders"] is None
    assert judge(Tactic("nothing said of it")).reasons == ("not_described",)
    assert judge(Tactic("x", statement="unchecked")).verdict == "think_again"


def test_a_tie_is_fair_in_the_open_and_a_trap_where_it_is_hidden() -> None:
    assert judge(Tactic("a year's notice, in the contract", lock_in="open")).verdict == "acceptable"
    trap = judge(Tactic("a format that nobody else can read", lock_in="hidden", front_page=True))
    assert (trap.verdict, trap.families, trap.reasons) == ("stop", (), ("lock_in:hidden",))


features = {
    "statement": ethics.Statement, "promise": ethics.Promise, "gathering": ethics.Gathering, "network": ethics.Network,
    "demand": ethics.Demand, "withheld": ethics.Withheld, "lock_in": ethics.LockIn,
}  # fmt: skip
tactics = st.builds(
    Tactic,
    st.just("any"),
    **{name: st.sampled_from(get_args(kind)) for name, kind in features.items()},
    **{name: st.sampled_from([None, True, False]) for name in ("accept_done_to_me", "front_page", "legal")},  # type: ignore[arg-type]
)


@given(tactics)
def test_no_good_answer_makes_up_for_what_is_not_so(tactic: Tactic) -> None:
    found = judge(tactic)
    if tactic.statement in ("false", "misleading") or tactic.promise == "not_meant" or tactic.withheld == "owed":
        assert found.verdict == "stop"
    if tactic.lock_in == "hidden":
        assert found.verdict == "stop"
    assert (found.verdict == "acceptable") == (not found.reasons)


# Restraint.


def test_a_squeeze_of_20k_that_puts_a_fifth_of_five_years_at_risk() -> None:
    found = ethics.restraint(F(20_000), F(30_000), 5, F(1, 5))
    assert (found.lost_trade, found.net, found.break_even_drop, found.verdict) == (
        30_000, -10_000, F(2, 15), "restrain",
    )  # fmt: skip
    assert ethics.restraint(F(20_000), F(0), 5, F(1)).break_even_drop is None
    assert ethics.restraint(F(20_000), F(30_000), 0, F(1)).verdict == "gain_exceeds_cost"


def test_future_trade_is_discounted() -> None:
    found = ethics.restraint(F(0), F(105), 2, F(1), annual_rate=F(5, 100))
    assert found.future_worth == 100 + F(100) / F(105, 100)


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.integers(1, 20), st.integers(0, 10**5))
def test_at_the_break_even_drop_a_squeeze_gains_nothing(gain: int, yearly: int, years: int, loss: int) -> None:
    first = ethics.restraint(F(gain), F(yearly), years, F(1, 2), F(5, 100), F(loss))
    drop = first.break_even_drop
    assert drop is not None
    again = ethics.restraint(F(gain), F(yearly), years, drop, F(5, 100), F(loss))
    assert again.net == 0 or drop in (0, 1)
