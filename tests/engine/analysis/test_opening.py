"""One opening, one target and one pace: what comparables carry, and what no opening and no step may do."""

from __future__ import annotations

from fractions import Fraction as F
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook_engine.analysis.comparables import support
from playbook_engine.analysis.opening import FLOOR, Plan, Role, carried, plan
from playbook_engine.errors import AnalysisError

CARRIED = [
    pytest.param([], None, None, id="nothing"),
    pytest.param([70], 70, 70, id="one"),
    pytest.param([70, 78], 74, 78, id="two"),
    pytest.param([70, 75, 78], 75, 78, id="three carry their best"),
    pytest.param([70, 72, 75, 78], F(147, 2), 75, id="of four the best is left aside"),
    pytest.param([70, 72, 75, 78, 140], 75, 78, id="an odd one out"),
    pytest.param([60, 62, 70, 72, 75, 78, 80, 90], F(147, 2), 78, id="of eight the best two"),
]


@pytest.mark.parametrize(("amounts", "median", "furthest"), CARRIED)
def test_what_others_got_carries(amounts: list[int], median: F | None, furthest: int | None) -> None:
    for role, sign in (("seller", 1), ("buyer", -1)):
        found = carried(role, [F(sign * n) for n in amounts])  # type: ignore[arg-type]
        told = (found.median * sign, found.furthest * sign) if found else (None, None)
        assert told == (median, furthest)


def test_an_outlier_is_told_and_carries_nothing() -> None:
    """The list of four others stays what it was, however far out the fifth one lies."""
    pay = [F(n) for n in (70, 72, 75, 78)]
    for odd in (F(140), F(10**9)):
        found = carried("seller", [*pay, odd])
        assert found is not None
        assert (found.outliers, found.furthest) == ((odd,), F(78))


PAY = [F(n) for n in (56_000, 57_000, 60_000)]
PLANS = [
    pytest.param({}, F(59_000), "", id="half way, where nobody said what they would do"),
    pytest.param({"walk_away": F(0)}, F(60_000), "", id="nobody leaves"),
    pytest.param({"walk_away": F(1)}, F(58_000), "", id="everybody leaves"),
    pytest.param({"target": None}, F(58_500), "", id="without a target the middle stands in its place"),
    pytest.param({"limit": None}, F(59_000), "", id="without a limit"),
    pytest.param({"target": None, "limit": F(59_000)}, F(59_500), "", id="the limit is above the middle"),
    pytest.param({"offer": F(59_000)}, F(59_500), "", id="their offer is better than the target"),
    pytest.param({"offer": F(52_000)}, F(59_000), "", id="their offer is worse"),
    pytest.param({"target": F(60_000)}, F(60_000), "", id="the target is the best that others got"),
    pytest.param({"amounts": [F(59_000)]}, F(58_500), "", id="one comparable"),
    pytest.param({"amounts": []}, None, "no_support", id="nothing that others got"),
    pytest.param({"target": F(49_000)}, None, "target_short_of_limit", id="a target below the limit"),
    pytest.param({"target": F(50_000)}, None, "target_short_of_limit", id="a target at the limit"),
    pytest.param({"target": F(61_000)}, None, "target_beyond_support", id="a target beyond what others got"),
    pytest.param({"target": None, "limit": F(60_000)}, None, "support_short_of_limit", id="others got no more than the limit"),
    pytest.param({"target": None, "offer": F(60_000)}, None, "offer_meets_support", id="they offer what others got"),
    pytest.param({"target": None, "limit": F(59_000), "walk_away": F(1)}, None, "no_room", id="they leave over anything"),
]  # fmt: skip


def planned(sign: int = 1, **changes: Any) -> Plan:
    """The plan of somebody who is paid, or of the one in the mirror who pays; all amounts are negated for the latter."""
    known: dict[str, Any] = {"amounts": PAY, "limit": F(50_000), "target": F(58_000), "offer": None} | changes
    amounts = [sign * amount for amount in known.pop("amounts")]
    ends = {name: None if known[name] is None else sign * known.pop(name) for name in ("limit", "target", "offer")}
    return plan("seller" if sign > 0 else "buyer", amounts, **{**known, **ends})


@pytest.mark.parametrize(("changes", "opening", "reason"), PLANS)
def test_an_opening_lies_between_target_and_support_or_there_is_none(
    changes: dict[str, Any], opening: F | None, reason: str
) -> None:
    found = planned(**changes)
    assert (found.opening, found.reason) == (opening, reason)


def test_the_pace_ends_at_a_floor_short_of_the_limit() -> None:
    found = planned()
    assert found.pace is not None
    assert found.floor == F(50_000) + FLOOR * 9_000
    assert [round(step.offer) for step in found.pace.steps] == [59_000, 56_404, 54_879, 53_600]


FLOORS = [
    pytest.param({"target": F(51_000), "amounts": [F(53_000), F(56_000)]}, F(51_000), id="a target nearer to the limit is the floor"),
    pytest.param({"offer": F(55_000)}, F(55_000), id="no step is worse than their offer"),
    pytest.param({"limit": None}, None, id="no limit, no steps"),
    pytest.param({"amounts": []}, None, id="no opening, no steps"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "floor"), FLOORS)
def test_where_the_pace_ends(changes: dict[str, Any], floor: F | None) -> None:
    assert planned(**changes).floor == floor


@pytest.mark.parametrize(
    ("changes", "argument"),
    [({"walk_away": F(-1)}, "walk_away"), ({"walk_away": F(11, 10)}, "walk_away"), ({"rounds": 0}, "rounds")],
)
def test_what_cannot_be_is_refused(changes: dict[str, Any], argument: str) -> None:
    with pytest.raises(AnalysisError) as raised:
        planned(**changes)
    assert raised.value.argument == argument
    with pytest.raises(AnalysisError):
        carried("referee", PAY)  # type: ignore[arg-type]


# Properties.

amount = st.integers(0, 200).map(F)
chance = st.fractions(0, 1, max_denominator=20)
maybe = st.none() | amount
lists = st.lists(amount, max_size=10)
roles = st.sampled_from(["seller", "buyer"])


@given(lists, maybe, maybe, maybe, chance, st.integers(1, 4))
def test_an_opening_keeps_to_its_side_of_everything(
    amounts: list[F], limit: F | None, target: F | None, offer: F | None, walk_away: F, rounds: int
) -> None:
    found = plan("seller", amounts, limit, target, offer, walk_away, rounds)
    assert (found.opening is None) == bool(found.reason)
    if found.opening is None or found.carried is None:
        assert found.pace is None
        return
    assert found.opening <= found.carried.furthest
    assert target is None or found.opening >= target
    assert limit is None or found.opening > limit
    assert offer is None or found.opening > offer


@given(lists, amount, maybe, maybe, chance, st.integers(1, 4))
def test_steps_give_way_and_the_last_is_not_the_limit(
    amounts: list[F], limit: F, target: F | None, offer: F | None, walk_away: F, rounds: int
) -> None:
    found = plan("seller", amounts, limit, target, offer, walk_away, rounds)
    if found.pace is None:
        return
    offers = [step.offer for step in found.pace.steps]
    assert len(offers) == rounds + 1
    assert offers[0] == found.opening
    assert all(after < before for before, after in pairwise(offers))
    sizes = [before - after for before, after in pairwise(offers)]
    assert all(after < before for before, after in pairwise(sizes))
    assert offers[-1] > limit
    assert offer is None or offers[-1] >= offer


@given(lists, st.integers(0, 9), amount, maybe, maybe, maybe, chance)
def test_a_comparable_that_gets_better_never_lowers_the_opening(
    amounts: list[F], place: int, more: F, limit: F | None, target: F | None, offer: F | None, walk_away: F
) -> None:
    """Nor does one more that is at least as good as every other."""
    before = plan("seller", amounts, limit, target, offer, walk_away)
    raised = [one + more * (n == place) for n, one in enumerate(amounts)]
    added = [*amounts, max([*amounts, more])]
    for after in (plan("seller", known, limit, target, offer, walk_away) for known in (raised, added)):
        if before.opening is not None:
            assert after.opening is not None
            assert after.opening >= before.opening


@given(lists, maybe, maybe, maybe, chance, chance)
def test_a_higher_chance_that_they_leave_never_raises_the_opening(
    amounts: list[F], limit: F | None, target: F | None, offer: F | None, one: F, other: F
) -> None:
    low, high = (plan("seller", amounts, limit, target, offer, w).opening for w in sorted((one, other)))
    if high is not None:
        assert low is not None
        assert high <= low


@given(lists, maybe, maybe, maybe, chance)
def test_the_other_seat_is_the_mirror_image(
    amounts: list[F], limit: F | None, target: F | None, offer: F | None, walk_away: F
) -> None:
    here = planned(amounts=amounts, limit=limit, target=target, offer=offer, walk_away=walk_away)
    there = planned(-1, amounts=amounts, limit=limit, target=target, offer=offer, walk_away=walk_away)
    assert here.reason == there.reason
    assert (here.opening is None) == (there.opening is None)
    if here.opening is not None and there.opening is not None:
        assert here.opening == -there.opening
    mine, theirs = ([step.offer for step in one.pace.steps] if one.pace else [] for one in (here, there))
    assert mine == [-offer for offer in theirs]


@given(st.lists(amount, min_size=2, max_size=3), roles)
def test_few_amounts_carry_what_the_evidence_supports(amounts: list[F], role: Role) -> None:
    """With fewer than four there is no outlier, and nothing to leave aside."""
    found = carried(role, amounts)
    assert found is not None
    assert found.furthest == support(role, amounts).furthest
