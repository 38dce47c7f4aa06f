"""analysis.several_quotas: against published councils, against one quota, and against every coalition."""

from __future__ import annotations

import json
from fractions import Fraction as F
from itertools import permutations
from random import Random
from typing import Any

import pytest

from playbook_engine.analysis import coalition_counts, several_quotas
from playbook_engine.analysis.several_quotas import power_under_all
from playbook_engine.analysis.voting import council, power
from playbook_engine.errors import AnalysisError
from playbook_engine.terminal.analyse import voting
from playbook_engine.terminal.analyse.inputs import InputError, run


def test_the_security_council_as_votes_and_vetoes() -> None:
    """The published indices of [39; 7 x 5, 1 x 10]."""
    names = [f"P{n}" for n in range(5)] + [f"E{n}" for n in range(10)]
    found = power_under_all(
        [council(dict.fromkeys(names, 1), 9), council({name: int(name[0] == "P") for name in names}, 5)]
    )
    one = power(council({name: 7 if name[0] == "P" else 1 for name in names}, 39))
    assert (found.shapley_shubik, found.banzhaf, found.swings) == (one.shapley_shubik, one.banzhaf, one.swings)
    assert (found.winning_coalitions, found.veto) == (one.winning_coalitions, one.veto)
    assert found.banzhaf[0] == F(106, 635)


@pytest.mark.parametrize("seed", range(40))
def test_swings_and_pivots_are_those_of_every_coalition_and_order(seed: int) -> None:
    dice = Random(seed)
    names = "ABCDEF"[: dice.randint(1, 5)]
    rules = []
    for _ in range(dice.randint(1, 3)):
        weights = {name: F(dice.randint(0, 6), dice.choice((1, 2))) for name in names}
        weights[names[0]] += 1
        rules.append(council(weights, max(F(1, 2), F(dice.randint(1, 8), 8) * sum(weights.values()))))
    found = power_under_all(rules)

    def wins(side: set[str]) -> bool:
        return all(
            sum(w for name, w in zip(rule.members, rule.weights, strict=True) if name in side) >= rule.quota
            for rule in rules
        )

    sides = [{name for place, name in enumerate(names) if mask >> place & 1} for mask in range(1 << len(names))]
    swings = tuple(sum(wins(side) and not wins(side - {name}) for side in sides) for name in names)
    pivots = dict.fromkeys(names, 0)
    orders = list(permutations(names))
    for order in orders:
        pivot = next((n for n, name in enumerate(order) if wins(set(order[: n + 1]))), None)
        if pivot is not None:
            pivots[order[pivot]] += 1
    assert found.swings == swings
    assert found.winning_coalitions == sum(map(wins, sides))
    assert found.shapley_shubik == tuple(F(pivots[name], len(orders)) for name in names)
    assert found.veto == tuple(n for n in names if all(n in side for side in sides if wins(side)))
    if len(rules) == 1:
        alone = power(rules[0])
        assert (found.shapley_shubik, found.banzhaf_absolute) == (alone.shapley_shubik, alone.banzhaf_absolute)
        assert (found.dummies, found.dictator, found.proper) == (alone.dummies, alone.dictator, alone.proper)


def test_twenty_seven_states_and_their_population_in_thousandths() -> None:
    """The size of a union's council: 15 of 27 states with 650 of 1,000 people."""
    people = [186, 152, 132, 108, 84, 42, 39, 26, 24, 24, 24, 23, 22, 20, 20, 15, 13, 12, 11, 9, 6, 5, 4, 3, 2, 1, 1]
    people[0] += 1000 - sum(people)
    names = [str(n) for n in range(27)]
    rules = [council(dict.fromkeys(names, 1), 15), council(dict(zip(names, people, strict=True)), 650)]
    found = power_under_all(rules)
    assert sum(found.shapley_shubik) == sum(found.banzhaf) == 1
    assert list(found.shapley_shubik) == sorted(found.shapley_shubik, reverse=True)
    assert found.shapley_shubik[-1] > power(rules[1]).shapley_shubik[-1]  # a state counts, however small


@pytest.mark.parametrize("rules", [1, 2])
def test_too_many_sums_are_refused_before_anything_is_counted(rules: int, monkeypatch: pytest.MonkeyPatch) -> None:
    dice = Random(3)
    names = [str(n) for n in range(60)]
    bodies = [council({name: dice.randint(10**8, 10**9) for name in names}, 15 * 10**9) for _ in range(rules)]
    monkeypatch.setattr(coalition_counts, "_sums", None)
    monkeypatch.setattr(several_quotas, "_joined", None)
    with pytest.raises(AnalysisError, match="too many different sums"):
        power(bodies[0]) if rules == 1 else power_under_all(bodies)


@pytest.mark.parametrize(
    "rules",
    [
        pytest.param([], id="none"),
        pytest.param([council({"A": 1}, 1), council({"B": 1}, 1)], id="other members"),
        pytest.param([council({"A": 1, "B": 1}, 1, [("A", "B")])], id="excluded pairs"),
    ],
)
def test_rules_that_do_not_go_together_are_refused(rules: Any) -> None:
    with pytest.raises(AnalysisError, match="rules"):
        power_under_all(rules)


@pytest.mark.parametrize(
    ("change", "faults"),
    [
        pytest.param({"excluded": [["N", "S"]]}, ["$.excluded: leave this out when there are several quotas"], id="pairs"),
        pytest.param({"quota": {"states": 2}}, ["$.weights.N.people: is not used here; write one of states", "$.weights.S.people: is not used here; write one of states"], id="one too many"),
        pytest.param({"quota": {"states": 2, "people": 99}}, ["$.quota.people: write a number above 0 and at most all votes together, 9"], id="too high"),
        pytest.param({"weights": {"N": {"states": 1}, "S": 4}}, ["$.weights.N.people: is missing", "$.weights.S: write an object, {...}"], id="missing"),
        pytest.param({"quota": {}}, ["$.quota: write at least 1 of these"], id="no quota"),
    ],
)  # fmt: skip
def test_faults_name_their_path(change: dict[str, Any], faults: list[str]) -> None:
    document = {
        "quota": {"states": 2, "people": 6},
        "weights": {"N": {"states": 1, "people": 5}, "S": {"states": 1, "people": 4}},
    }
    assert json.loads(run(voting.analyse, json.dumps(document)))["veto"] == ["N", "S"]
    with pytest.raises(InputError) as raised:
        run(voting.analyse, json.dumps(document | change))
    assert [fault for fault in raised.value.faults if fault in faults] == faults
