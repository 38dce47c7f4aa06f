"""analysis.decision_tree, best_of and information: cases of the literature, and every strategy tried by brute force."""

from __future__ import annotations

import random
from fractions import Fraction as F
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook_engine.analysis import batna, best_of, information
from playbook_engine.analysis.decision_tree import Branch, Fork, Node, Payoff, rollback
from playbook_engine.domain import Alternative, Outcome
from playbook_engine.errors import AnalysisError


def chance(*branches: tuple[str, F, Node]) -> Fork:
    return Fork("chance", "chance", tuple(Branch(name, node, p) for name, p, node in branches))


def choose(*branches: tuple[str, int, Node]) -> Fork:
    return Fork("decision", "choose", tuple(Branch(name, node, cost=F(cost)) for name, cost, node in branches))


def pays(amount: int) -> Payoff:
    return Payoff(F(amount))


COURT = chance(("win", F(3, 10), pays(0)), ("lose", F(1, 2), pays(-1000)), ("in part", F(1, 5), pays(-300)))


def test_litigate_or_settle_for_600k() -> None:
    found = rollback(choose(("litigate", 100, COURT), ("settle", 0, pays(-600))))
    assert dict(found.choices[0].values) == {"litigate": -660, "settle": -600}
    assert (found.value, found.choices[0].best) == (-600, ("settle",))


def test_a_fear_of_risk_turns_the_answer() -> None:
    trial = chance(("win", F(1, 2), pays(0)), ("lose", F(1, 2), pays(-1000)))
    case = choose(("trial", 0, trial), ("settle", 0, pays(-600)))
    assert rollback(case).choices[0].best == ("trial",)
    cautious = rollback(case, risk_tolerance=F(1000))
    assert cautious.choices[0].best == ("settle",)
    assert round(dict(cautious.choices[0].values)["trial"], 1) == F("-620.1")


def test_a_platform_for_a_field_of_unknown_size() -> None:
    """Galli and others 1999: large 134, small 138, appraise first 141 (an appraisal lets each size fit)."""
    large = chance(("large field", F(4, 10), pays(170)), ("small field", F(6, 10), pays(110)))
    small = chance(("large field", F(4, 10), pays(150)), ("small field", F(6, 10), pays(130)))
    appraised = chance(
        ("large field", F(4, 10), choose(("large", 0, pays(165)), ("small", 0, pays(145)))),
        ("small field", F(6, 10), choose(("large", 0, pays(105)), ("small", 0, pays(125)))),
    )
    found = rollback(choose(("large", 0, large), ("small", 0, small), ("appraise", 0, appraised)))
    assert [value for _, value in found.choices[0].values] == [134, 138, 141]
    assert [choice.best for choice in found.choices] == [("appraise",), ("large",), ("small",)]
    assert [choice.path for choice in found.choices[1:]] == [("appraise", "large field"), ("appraise", "small field")]


def test_all_ties_are_named_and_the_first_is_followed() -> None:
    coin = chance(("heads", F(1, 2), pays(8)), ("tails", F(1, 2), pays(0)))
    found = rollback(choose(("keep", 0, pays(4)), ("toss", 0, coin), ("leave", 0, pays(3))))
    assert found.choices[0].best == ("keep", "toss")
    assert found.prospect == (Outcome(F(1), F(4)),)


def test_equal_lotteries_tie_whatever_the_order_of_their_outcomes() -> None:
    parts = [("a", F(1, 3), pays(7)), ("b", F(1, 3), pays(11)), ("c", F(1, 3), pays(29))]
    found = rollback(choose(("one", 0, chance(*parts)), ("two", 0, chance(*parts[::-1]))), risk_tolerance=F(13))
    assert found.choices[0].best == ("one", "two")


@st.composite
def courses(draw: st.DrawFn) -> Alternative:
    weights = draw(st.lists(st.integers(1, 9), min_size=1, max_size=4))
    outcomes = tuple(Outcome(F(w, sum(weights)), F(draw(st.integers(-500, 500)))) for w in weights)
    return Alternative("any", outcomes, F(draw(st.integers(0, 100))), F(draw(st.integers(0, 36))))


rates = st.sampled_from([F(0), F(5, 100), F(1, 2)])
tolerances = st.sampled_from([None, F(50), F(1000)])


@given(courses(), rates, tolerances)
def test_a_tree_of_one_chance_is_worth_what_its_alternative_is(
    course: Alternative, rate: F, tolerance: F | None
) -> None:
    branches = tuple(
        Branch(str(n), Payoff(o.value), o.chance, course.cost, course.months) for n, o in enumerate(course.outcomes)
    )
    found = rollback(Fork("chance", "c", branches), rate, tolerance)
    assert abs(found.value - batna.value(course, rate, tolerance).certainty_equivalent) < F(1, 10**25)


@st.composite
def trees(draw: st.DrawFn, depth: int = 3) -> Node:
    if depth == 0 or draw(st.integers(0, 3)) == 0:
        return Payoff(F(draw(st.integers(-50, 50))))
    kind = draw(st.sampled_from(["decision", "chance"]))
    weights = draw(st.lists(st.integers(1, 5), min_size=1, max_size=3))
    branches = tuple(
        Branch(
            str(n),
            draw(trees(depth - 1)),
            F(w, sum(weights)) if kind == "chance" else None,
            F(draw(st.integers(0, 9))),
            F(12 * draw(st.integers(0, 2))),
        )
        for n, w in enumerate(weights)
    )
    return Fork(kind, "f", branches)  # type: ignore[arg-type]


def strategies(node: Node, months: F, paid: F, rate: F) -> list[list[Outcome]]:
    """Every pure strategy of a tree, as its lottery in today's money."""
    if isinstance(node, Payoff):
        return [[Outcome(F(1), node.value * batna.discount_factor(rate, months) - paid)]]
    found = []
    for branch in node.branches:
        later = months + branch.months
        cost = branch.cost * batna.discount_factor(rate, later)
        found.append(strategies(branch.then, later, paid + cost, rate))
    if node.kind == "decision":
        return [lottery for option in found for lottery in option]
    return [
        [
            Outcome((b.chance or 0) * o.chance, o.value)
            for b, part in zip(node.branches, parts, strict=False)
            for o in part
        ]
        for parts in product(*found)
    ]


@given(trees(), rates, tolerances)
def test_no_strategy_beats_the_rollback(tree: Node, rate: F, tolerance: F | None) -> None:
    found = rollback(tree, rate, tolerance)
    tried = strategies(tree, F(0), F(0), rate)
    if len(tried) > 300:
        return
    best = max(batna.certainty_equivalent(lottery, tolerance) for lottery in tried)
    assert abs(found.value - best) < F(1, 10**20)
    assert abs(batna.certainty_equivalent(found.prospect, tolerance) - found.value) < F(1, 10**20)
    assert sum(outcome.chance for outcome in found.prospect) == 1


@pytest.mark.parametrize(
    "tree",
    [
        pytest.param(Fork("decision", "none", ()), id="no option"),
        pytest.param(chance(("half", F(1, 2), pays(1))), id="chances of a half"),
        pytest.param(Fork("chance", "c", (Branch("sure", pays(1)),)), id="no chance given"),
        pytest.param(Fork("decision", "d", (Branch("back", pays(1), months=F(-1)),)), id="back in time"),
    ],
)
def test_a_tree_with_a_hole_is_refused(tree: Node) -> None:
    with pytest.raises(AnalysisError):
        rollback(tree)


# The best of several offers.

DIE = tuple(Outcome(F(1, 6), F(n)) for n in range(1, 7))


@pytest.mark.parametrize(("count", "mean"), [(1, F(7, 2)), (2, F(161, 36)), (3, F(1071, 216))])
def test_the_best_of_several_dice(count: int, mean: F) -> None:
    assert best_of.expected_best(DIE, count) == mean


@pytest.mark.parametrize("count", [1, 2, 3, 7])
def test_many_equal_steps_come_near_to_the_uniform_closed_form(count: int) -> None:
    steps = tuple(Outcome(F(1, 500), F(2 * n + 1, 1000)) for n in range(500))
    assert abs(best_of.expected_best(steps, count) - best_of.expected_best_uniform(F(0), F(1), count)) < F(1, 500)


lotteries = st.lists(st.integers(1, 9), min_size=1, max_size=4).flatmap(
    lambda weights: st.lists(st.integers(-20, 20), min_size=len(weights), max_size=len(weights)).map(
        lambda values: tuple(Outcome(F(w, sum(weights)), F(v)) for w, v in zip(weights, values, strict=False))
    )
)


@given(st.lists(lotteries, min_size=1, max_size=4))
def test_the_best_of_different_lotteries_agrees_with_every_combination(parts: list[tuple[Outcome, ...]]) -> None:
    mean, total = F(0), F(0)
    for combination in product(*parts):
        p = F(1)
        for outcome in combination:
            p *= outcome.chance
        mean += p * max(o.value for o in combination)
        total += p
    best = best_of.best_outcomes(parts)
    assert batna.expected_value(best) == mean
    assert sum(o.chance for o in best) == total == 1


@given(lotteries, st.integers(1, 6))
def test_the_best_of_equal_lotteries_is_the_product_of_them(offer: tuple[Outcome, ...], count: int) -> None:
    assert best_of.expected_best(offer, count) == batna.expected_value(best_of.best_outcomes([offer] * count))


@given(lotteries, st.integers(1, 8))
def test_each_further_offer_adds_less(offer: tuple[Outcome, ...], count: int) -> None:
    one, two, three = (best_of.expected_best(offer, n) for n in (count, count + 1, count + 2))
    assert two - one >= three - two >= 0


@given(lotteries, st.fractions(F(1, 2), 5, max_denominator=8), st.one_of(st.none(), st.integers(-20, 20).map(F)))
def test_no_other_number_of_requests_is_worth_more(offer: tuple[Outcome, ...], cost: F, fallback: F | None) -> None:
    found = best_of.how_many_to_ask(offer, cost, fallback)
    kept = [Outcome(o.chance, o.value if fallback is None else max(o.value, fallback)) for o in offer]
    nets = {n: best_of.expected_best(kept, n) - n * cost for n in range(1, 90)}
    if fallback is not None:
        nets[0] = fallback
    assert found.net == max(nets.values())
    assert found.best == tuple(sorted(n for n, net in nets.items() if net == found.net))
    assert not found.at_limit


def test_free_requests_run_to_the_limit() -> None:
    assert best_of.how_many_to_ask(DIE, F(0), limit=5).at_limit
    assert not best_of.how_many_to_ask((Outcome(F(1), F(3)),), F(0), limit=5).at_limit


def test_the_best_of_three_agrees_with_a_hundred_thousand_draws() -> None:
    draw = random.Random(4)
    mean = sum(max(draw.randint(1, 6) for _ in range(3)) for _ in range(100_000)) / 100_000
    assert abs(mean - float(best_of.expected_best(DIE, 3))) < 0.015


@pytest.mark.parametrize(
    "call",
    [
        pytest.param(lambda: best_of.expected_best(DIE, 0), id="no offer"),
        pytest.param(lambda: best_of.expected_best(DIE, 10**9), id="too many"),
        pytest.param(lambda: best_of.expected_best(DIE[:2], 1), id="chances"),
        pytest.param(lambda: best_of.best_outcomes([]), id="no lottery"),
        pytest.param(lambda: best_of.how_many_to_ask(DIE, F(-1)), id="a request that pays"),
        pytest.param(lambda: best_of.how_many_to_ask(DIE, F(1), limit=0), id="no limit"),
        pytest.param(lambda: best_of.expected_best_uniform(F(0), F(1), 0), id="none of a uniform"),
        pytest.param(lambda: information.value_of_information({}, {}), id="no action"),
        pytest.param(lambda: information.value_of_information({"a": lambda _: F(0)}, {"u": []}), id="no state"),
        pytest.param(
            lambda: information.value_of_information({"a": lambda _: F(0)}, {str(n): DIE for n in range(9)}),
            id="too many states",
        ),
        pytest.param(lambda: information.about_alternatives([]), id="no alternative"),
    ],
)
def test_what_cannot_be_is_refused(call: object) -> None:
    with pytest.raises(AnalysisError):
        call()  # type: ignore[operator]


# The value of information.

OIL = [Outcome(F(1, 2), F(0)), Outcome(F(3, 10), F(700_000)), Outcome(F(1, 5), F(1_200_000))]
COST = [Outcome(F(1, 5), F(150_000)), Outcome(F(3, 5), F(300_000)), Outcome(F(1, 5), F(500_000))]


def test_the_oil_wildcatter() -> None:
    """SAS/OR, the DTREE procedure: 140,000 now; knowing the oil is worth 155,000, knowing the drilling cost 10,000."""
    found = information.value_of_information(
        {"drill": lambda now: now["oil"] - now["cost"], "leave": lambda _: F(0)}, {"oil": OIL, "cost": COST}
    )
    assert (found.best, found.worth) == (("drill",), 140_000)
    assert [(a.unknown, a.value) for a in found.ranked] == [("oil", 155_000), ("cost", 10_000)]


def test_land_that_may_hold_oil() -> None:
    """Drill (700 with a quarter, else -100) or sell for 90: known, 0.25 * 700 + 0.75 * 90 = 242.5; without 100."""
    drill = [Outcome(F(1, 4), F(700)), Outcome(F(3, 4), F(-100))]
    found = information.value_of_information(
        {"drill": lambda now: now["land"], "sell": lambda _: F(90)}, {"land": drill}
    )
    assert (found.worth, found.ranked[0].value, found.all_together) == (100, F(285, 2), F(285, 2))


@st.composite
def named(draw: st.DrawFn) -> list[Alternative]:
    return [
        Alternative(str(n), c.outcomes, c.cost, c.months)
        for n, c in enumerate(draw(st.lists(courses(), min_size=1, max_size=4)))
    ]


@given(named(), rates, tolerances)
def test_the_closed_form_for_alternatives_agrees_with_every_state(
    alternatives: list[Alternative], rate: F, tolerance: F | None
) -> None:
    unknowns = {a.name: batna.net_outcomes(a, rate) for a in alternatives}
    actions = {name: (lambda now, name=name: now[name]) for name in unknowns}
    brute = information.value_of_information(actions, unknowns, tolerance)
    quick = information.about_alternatives(alternatives, rate, tolerance)
    assert quick.best == brute.best
    assert abs(quick.all_together - brute.all_together) < F(1, 10**20)
    one, other = ({a.unknown: a.value for a in found.ranked} for found in (quick, brute))
    assert all(abs(one[name] - other[name]) < F(1, 10**20) for name in one)


@given(named(), rates, tolerances)
def test_information_is_never_worth_less_than_nothing_nor_more_than_all_of_it(
    alternatives: list[Alternative], rate: F, tolerance: F | None
) -> None:
    found = information.about_alternatives(alternatives, rate, tolerance)
    for answer in found.ranked:
        assert -F(1, 10**20) <= answer.value <= found.all_together + F(1, 10**20)
        assert answer.could_change_choice or not answer.value
    assert [a.value for a in found.ranked] == sorted((a.value for a in found.ranked), reverse=True)


def test_all_best_valuations_are_named() -> None:
    worths = [batna.value(Alternative(n, (Outcome(F(1), F(v)),))) for n, v in (("a", 3), ("b", 5), ("c", 5))]
    assert [w.alternative.name for w in batna.best_of_valuations(worths)] == ["b", "c"]
    with pytest.raises(AnalysisError, match="valuations"):
        batna.best_of_valuations([])
