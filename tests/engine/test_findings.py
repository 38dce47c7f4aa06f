"""findings: the same negotiations in the worksheet's terms, and what must not change when one answer does."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction as F

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from playbook_engine import bridge
from playbook_engine.library import Library
from playbook_engine.worksheets.batna.findings import BatnaFindings
from playbook_engine.worksheets.batna.missing import missing
from tests import negotiations, plans
from tests.plans import Plan, changed, request
from tests.random_plans import random_plan

Find = Callable[[Plan], BatnaFindings]
rngs = st.integers(0, 2**32).map(random.Random)


def value_of(found: BatnaFindings, place: int = 0) -> F:
    valuation = found.alternatives[place].valuation
    assert valuation is not None
    return valuation.certainty_equivalent


def names(found: BatnaFindings) -> list[str | None]:
    return [course.answers.name for course in found.ranking]


# The numbers of the sources, through the worksheet.


def test_court_costs_660k_so_paying_the_settlement_is_better_by_60k(find: Find) -> None:
    found = find(negotiations.court())
    assert (found.reservation_value, found.margin) == (-660_000, 60_000)


@pytest.mark.parametrize(
    ("tolerance", "reserve", "better"),
    [
        pytest.param("", -500_000, "trial", id="risk neutral"),
        pytest.param("1,000k", -620_115, "deal", id="R=1,000k"),
        pytest.param("10m", -512_495, "trial", id="R=10m"),
        pytest.param("100k", -930_690, "deal", id="R=100k"),
    ],
)
def test_the_advice_turns_with_risk_tolerance(find: Find, tolerance: str, reserve: int, better: str) -> None:
    found = find(negotiations.demand(tolerance))
    assert found.reservation_value is not None
    assert found.margin is not None
    assert round(found.reservation_value) == reserve
    assert ("deal" if found.margin > 0 else "trial") == better
    assert found.turning_risk_tolerance is not None
    assert round(found.turning_risk_tolerance, -3) == 1_216_000


@pytest.mark.parametrize(
    ("own", "nearest", "lower", "higher"),
    [
        pytest.param(None, 800, (800, 10, 1), (), id="risk does not count"),
        pytest.param(1000, 800, (800, 10, 1), (), id="above all"),
        pytest.param(100, 800, (10, 1), (800,), id="nearer to the higher one, as a ratio"),
        pytest.param(80, 10, (10, 1), (800,), id="nearer to the lower one"),
        pytest.param(F(1, 2), 1, (), (1, 10, 800), id="below all"),
    ],
)
def test_of_several_turning_risk_tolerances_the_nearest_is_told(
    find: Find, own: F | None, nearest: int, lower: tuple[int, ...], higher: tuple[int, ...]
) -> None:
    found = find(negotiations.demand())
    answers = replace(found.answers, risk_tolerance=own)
    found = replace(found, answers=answers, turning_risk_tolerances=(F(1), F(10), F(800)))
    assert (found.turning_risk_tolerance, found.lower_turns, found.higher_turns) == (nearest, lower, higher)
    assert replace(found, turning_risk_tolerances=()).turning_risk_tolerance is None


@pytest.mark.parametrize(
    ("own", "told"),
    [
        pytest.param(
            "", ["With a risk tolerance of about 820 or less, the advice would turn."], id="risk does not count"
        ),
        pytest.param("100", ["With a risk tolerance above about 820, the advice would turn."], id="between"),
        pytest.param("0.1", ["With a risk tolerance above about 0.30, the advice would turn."], id="below both"),
    ],
)
def test_an_advice_that_turns_twice_with_risk_says_so(find: Find, content: Library, own: str, told: list[str]) -> None:
    """A coin for 100 against 49 that is nearly sure: the coin is best for the bold, and again for the very careful."""
    plan = negotiations.demand()
    for path, answer in {
        "role": "receive",
        "deal_worth": {"low": "-1", "high": "49", "low_chance": "1%", "high_chance": "99%"},
        "alternatives.0.worth": {"low": "0", "high": "100", "low_chance": "50%", "high_chance": "50%"},
        "risk_tolerance": own,
    }.items():
        plan = changed(plan, path, answer)
    assert [round(float(turn), 4) for turn in find(plan).turning_risk_tolerances] == [0.2556, 824.4071]
    bridge.use_library(content)
    markdown = json.loads(bridge.run(request(plan)))["markdown"].replace("$", "")
    for sentence in (*told, "It turns at more than one risk tolerance: further on it turns back."):
        assert sentence in markdown


def test_a_claim_of_70_percent_is_worth_55000_and_52380_95_today(find: Find) -> None:
    found = find(negotiations.claim())
    assert found.best is not None
    assert found.best.valuation is not None
    assert (found.best.valuation.expected, round(value_of(found), 2)) == (55_000, F("52380.95"))


@pytest.mark.parametrize(
    ("role", "otherwise", "reserve", "chance"),
    [
        pytest.param("pay", "", F(1550), None, id="who pays does not gain from a failure"),
        pytest.param("pay", "none", F(775), F(29, 31), id="a payer who says that a failure costs nothing"),
        pytest.param("pay", "1,650", F(1600), None, id="a payer who pays more after a failure"),
        pytest.param("receive", "", F(775), None, id="who receives is left with nothing"),
    ],
)
def test_what_a_failure_comes_to_is_not_assumed_for_who_pays(
    find: Find, role: str, otherwise: str, reserve: F, chance: F | None
) -> None:
    row = {"name": "Next street", "worth": {"likely": "1,550"}, "works_out": "50/50", "otherwise": otherwise}
    found = find(plans.plan({"role": role, "deal_worth": {"likely": "1,450"}, "alternatives": [row]}))
    assert found.reservation_value is not None
    assert (abs(found.reservation_value), found.break_even_chance) == (reserve, chance)
    assert ("alternatives.0.otherwise" in missing(found)) == (otherwise == "")


def test_costs_hours_and_strain_come_off(find: Find) -> None:
    plan = negotiations.salary()
    without = negotiations.salary()
    for name in ("cost_money", "cost_hours", "cost_relationship"):
        without = changed(without, f"alternatives.0.{name}", None)
    for name in ("risk_tolerance", "annual_rate"):
        plan, without = changed(plan, name, None), changed(without, name, None)
    assert value_of(find(without)) - value_of(find(plan)) == 500 + 20 * 30 + 300


def test_what_the_deal_brings_besides_money_lowers_the_reservation_value(find: Find) -> None:
    plan = negotiations.strong_alternative()
    more = changed(changed(plan, "deal_benefit", "2,000"), "deal_cost", "500")
    before, after = find(plan), find(more)
    assert before.reservation_value is not None
    assert after.reservation_value == before.reservation_value - 1_500
    assert after.deal_equivalent == before.deal_equivalent == 60_000
    assert after.margin is not None
    assert before.margin is not None
    assert after.margin - before.margin == 1_500


def test_ties_keep_the_order_of_the_form(find: Find) -> None:
    found = find(negotiations.tie())
    assert names(found) == ["First", "Second"]
    assert found.break_even_gain == 0


@pytest.mark.parametrize(
    ("name", "beats", "weak"),
    [
        pytest.param("no_alternative", False, False, id="none"),
        pytest.param("weak_alternatives", False, True, id="weak"),
        pytest.param("close_call", False, False, id="close"),
        pytest.param("strong_alternative", True, False, id="strong"),
        pytest.param("unknown", False, False, id="everything unknown"),
    ],
)
def test_how_the_best_alternative_compares(find: Find, name: str, beats: bool, weak: bool) -> None:
    """It never says who is the stronger side: their alternative is not known from it."""
    found = find(negotiations.NEGOTIATIONS[name]())
    assert (found.beats_deal, found.is_weak, found.stronger) == (beats, weak, "")


def test_what_is_missing_comes_in_the_order_of_the_form(find: Find) -> None:
    theirs = ("their_alternative", "their_cost", "their_cost_known")
    assert missing(find(negotiations.no_alternative())) == ("alternatives", "felt_power", *theirs)
    assert missing(find(negotiations.salary())) == ("alternatives.0.kind", *theirs[1:])
    assert missing(find(negotiations.close_call())) == (
        "alternatives.0.kind", "alternatives.0.works_out", "alternatives.0.cost_money", "alternatives.0.months", "alternatives.0.confidence",
        "alternatives.0.evidence", "felt_power", *theirs,
    )  # fmt: skip


# What must hold for any plan.


@given(rng=rngs)
def test_break_evens_break_even_when_they_are_typed(find: Find, rng: random.Random) -> None:
    """Type the worth, the chance or the risk tolerance that we name, and the two courses are equally good."""
    plan = changed(random_plan(rng, "batna"), "role", rng.choice(("receive", "pay")))
    plan = changed(plan, "amounts_are_for", rng.choice(("once", "week", "month", "year")))
    found = find(plan)
    named = [value for value in (found.break_even_gain, found.deal_break_even_gain) if value is not None]
    assume(all(abs(value) < 10**14 for value in named))  # larger amounts cannot be typed
    if found.break_even_gain is not None and found.second and found.second.answers.worth:
        worth = found.second.answers.worth
        moved = _moved(plan, found.second.place, worth, found.sign * found.break_even_gain)
        again = {course.place: course for course in find(moved).ranking}
        assert _close(again[found.second.place].valuation, found.best and found.best.valuation)
    if found.deal_break_even_gain is not None and found.best and found.best.answers.worth:
        worth = found.best.answers.worth
        moved = _moved(plan, found.best.place, worth, found.sign * found.deal_break_even_gain)
        again = {course.place: course for course in find(moved).ranking}
        assert _close(again[found.best.place].valuation, found.deal)
    if found.turning_risk_tolerance is not None:
        text = f"{float(found.turning_risk_tolerance):.20f}"[:55]
        assume(float(text) > 0)
        again_found = find(changed(plan, "risk_tolerance", text))
        place = found.best.place if found.best else -1
        best = next(course for course in again_found.ranking if course.place == place)
        assert _close(best.valuation, again_found.deal, F(1, 10**6))


def _moved(plan: Plan, place: int, worth: object, shift: F) -> Plan:
    parts = {
        name: f"{float(getattr(worth, name) + shift):.9f}" + "0" * 4
        for name in ("low", "likely", "high")
        if getattr(worth, name) is not None
    }
    chances = plan["worksheets"]["batna"].setdefault("alternatives", [])[place]["worth"]
    typed = chances.items() if isinstance(chances, dict) else ()  # a worth may be typed as one text
    parts.update({key: text for key, text in typed if key.endswith("_chance")})
    return changed(plan, f"alternatives.{place}.worth", parts)


def _close(one: object, other: object, share: F = F(1, 10**6)) -> bool:
    first, second = (v.certainty_equivalent for v in (one, other))  # type: ignore[attr-defined]
    spread = max(abs(v.range.high - v.range.low) for v in (one, other))  # type: ignore[attr-defined]
    return bool(abs(first - second) <= share * (max(abs(first), abs(second), spread) + 1))


@given(rng=rngs)
def test_the_chance_we_name_makes_the_best_alternative_only_tie(find: Find, rng: random.Random) -> None:
    plan = changed(random_plan(rng, "batna"), "role", rng.choice(("receive", "pay")))
    plan = changed(plan, "risk_tolerance", None)
    found = find(plan)
    if found.break_even_chance is None or found.best is None or found.best.valuation is None:
        return
    share = found.break_even_chance
    assert 0 <= share <= 1
    again = find(
        changed(plan, f"alternatives.{found.best.place}.works_out", f"{share.numerator} in {share.denominator}")
    )
    assume(not [e for e in (share.numerator, share.denominator) if e > 999_999_999])
    new = next(course.valuation for course in again.ranking if course.place == found.best.place)
    others = [c.valuation for c in found.ranking[1:]] + [found.deal]
    values = [v.certainty_equivalent for v in others if v]
    assert new is not None
    best = found.best.valuation.certainty_equivalent
    assert new.certainty_equivalent == max(value for value in values if value < best)


@given(rng=rngs)
def test_the_order_of_rows_changes_no_value_and_no_reservation_value(find: Find, rng: random.Random) -> None:
    plan = random_plan(rng, "batna")
    rows = plan["worksheets"]["batna"].setdefault("alternatives", [])[:8]
    plan = changed(plan, "alternatives", rows)
    shuffled = changed(plan, "alternatives", rng.sample(rows, len(rows)))
    one, other = find(plan), find(shuffled)
    assert one.reservation_value == other.reservation_value
    values = [[c.valuation.certainty_equivalent for c in f.ranking if c.valuation] for f in (one, other)]
    assert values[0] == values[1]


@given(rng=rngs, more=st.integers(1, 100_000))
def test_one_more_alternative_never_makes_a_person_accept_less(find: Find, rng: random.Random, more: int) -> None:
    plan = changed(random_plan(rng, "batna"), "role", rng.choice(("receive", "pay")))
    plan = changed(plan, "amounts_are_for", "year")  # else the new one's amount might have to be asked about
    rows = plan["worksheets"]["batna"].setdefault("alternatives", [])[:7]
    before = find(changed(plan, "alternatives", rows)).reservation_value
    after = find(
        changed(plan, "alternatives", [*rows, {"name": "new", "worth": {"likely": str(more)}}])
    ).reservation_value
    assert after is not None
    assert before is None or after >= before


@given(rng=rngs, more=st.integers(1, 100_000))
def test_a_better_alternative_never_makes_a_receiver_accept_less(find: Find, rng: random.Random, more: int) -> None:
    plan = changed(changed(random_plan(rng, "batna"), "role", "receive"), "amounts_are_for", "year")
    before = find(plan)
    assume(before.best is not None)
    assert before.best is not None
    worth = before.best.answers.worth
    assert worth is not None
    assume(max(worth.points) < 10**14)  # the largest amount that can be typed is ten times that
    after = find(_moved(plan, before.best.place, worth, F(more))).reservation_value
    assert after is not None
    assert before.reservation_value is not None
    assert after >= before.reservation_value - F(1, 10**5)


@given(rng=rngs)
def test_to_pay_is_to_receive_a_negative_amount(find: Find, rng: random.Random) -> None:
    """A payer of 100 stands where a receiver of -100 stands."""

    def negated(text: str) -> str:
        return text.removeprefix("-") if text.startswith("-") else f"-{text}" if text and text != "?" else text

    def number(low: int = -100) -> str:
        return str(rng.randrange(low, 100))

    rows = [
        {"name": f"{n}", "worth": {"likely": number()}, "works_out": "60%", "otherwise": number()} for n in range(3)
    ]
    answers = {"role": "pay", "deal_worth": {"likely": number()}, "target": number(), "alternatives": rows}
    mirror = {
        "role": "receive",
        "deal_worth": {"likely": negated(answers["deal_worth"]["likely"])},  # type: ignore[index]
        "target": negated(str(answers["target"])),
        "alternatives": [
            {**row, "worth": {"likely": negated(row["worth"]["likely"])}, "otherwise": negated(row["otherwise"])}  # type: ignore[index,arg-type]
            for row in rows
        ],
    }
    one, other = find(plans.plan(answers)), find(plans.plan(mirror))
    assert (one.reservation_value, one.margin, one.shortfall) == (
        other.reservation_value,
        other.margin,
        other.shortfall,
    )
    assert [c.place for c in one.ranking] == [c.place for c in other.ranking]


@given(
    rng=rngs, field=st.sampled_from(["deal_name", "their_alternative", "felt_power", "linked", "risk_sleep", "target"])
)
def test_words_and_feelings_change_no_amount(find: Find, rng: random.Random, field: str) -> None:
    plan = random_plan(rng, "batna")
    plan["settings"]["numbers"] = "point"  # else an answer with a decimal comma may tell how the others are read
    one, other = find(plan), find(changed(plan, field, "" if field in plan["worksheets"]["batna"] else "?"))
    assert one.ranking == other.ranking
    assert (one.reservation_value, one.margin, one.break_even_chance) == (
        other.reservation_value, other.margin, other.break_even_chance
    )  # fmt: skip
