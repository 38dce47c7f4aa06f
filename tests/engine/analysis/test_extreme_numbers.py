"""Every analysis with numbers that are huge, tiny or of many digits: an answer or faults by name, and never a breakdown."""

from __future__ import annotations

import copy
import json
from fractions import Fraction as F
from random import Random
from typing import Any

import pytest

from playbook_engine.terminal.analyse.inputs import InputError, plain, run
from playbook_engine.terminal.analyse.readers import simple_fraction
from playbook_engine.terminal.analyse.table import ANALYSES
from tests.engine.analysis.fuzzing import places
from tests.engine.analysis.test_documented import examples

EXTREMES = (
    "1e-308", "1e308", "1e-400", "1e400", "1" + "0" * 400, "-1" + "0" * 400, "0.1234", "0." + "1234567890" * 5, "1e15", "-1e15",
    "9" * 58, "123456789.123456789", "1e-16", '"1/' + "9" * 50 + '"', '"' + "7" * 30 + "/" + "3" * 25 + '1"', "-0.0",
)  # fmt: skip
EXAMPLES = [
    pytest.param(*one.values[:2], id=one.id)
    for one in examples()
    if any(character.isdigit() for character in str(one.values[1]))
]


def numbers(document: Any) -> list[tuple[Any, ...]]:
    found = []
    for path in places(document):
        value = document
        for key in path:
            value = value[key]
        if isinstance(value, int | float) and not isinstance(value, bool):
            found.append(path)
    return found


def with_numbers(document: Any, written: dict[tuple[Any, ...], str]) -> str:
    """The document as JSON text with these numbers, written as they are."""
    changed = copy.deepcopy(document)
    for path in written:
        parent = changed
        for key in path[:-1]:
            parent = parent[key]
        parent[path[-1]] = f"<{path}>"
    text = json.dumps(changed)
    for path, number in written.items():
        text = text.replace(json.dumps(f"<{path}>"), number)
    return text


def survives(name: str, text: str) -> None:
    try:
        json.loads(run(ANALYSES[name], text))
    except InputError as error:
        assert all(fault.startswith("$") for fault in error.faults)


@pytest.mark.parametrize(("name", "given"), EXAMPLES)
def test_no_number_breaks_it(name: str, given: str) -> None:
    document = json.loads(given)
    found, dice = numbers(document), Random(name)
    for number in EXTREMES:
        survives(name, with_numbers(document, dict.fromkeys(found, number)))
        survives(name, with_numbers(document, {dice.choice(found): number}))
    for _ in range(40):
        some = dice.sample(found, min(len(found), dice.randint(2, 5)))
        survives(name, with_numbers(document, {path: dice.choice(EXTREMES) for path in some}))


@pytest.mark.parametrize("value", ["1" + "0" * 400, "1e308", "-1e308", "1e-308"])
def test_chances_that_do_not_add_up_are_told_beside_any_number(value: str) -> None:
    text = (
        '{"alternatives": [{"name": "a", "outcomes": [{"chance": 0.1234, "value": 1}, {"chance": %s, "value": %s}]}]}'
    )
    with pytest.raises(InputError) as raised:
        run(ANALYSES["batna"], text % (value, value))
    assert any("$.alternatives[0].outcomes" in fault for fault in raised.value.faults)


def test_parties_are_served_whatever_the_size_of_a_number() -> None:
    """A value of 1e-308 beside one of 1e15 decides as one of 1e-9 beside 1e9 does."""

    def solved(unit: str, big: str) -> Any:
        options = [f'{{"name": "{n}", "values": {{"x": {a}, "y": {b}, "z": {c}}}}}' for n, a, b, c in (
            ("p", big, 0, unit), ("q", 0, big, unit), ("r", unit, unit, big))]  # fmt: skip
        issues = ", ".join(f'{{"name": "{name}", "options": [{", ".join(options)}]}}' for name in "ab")
        found = json.loads(run(ANALYSES["parties"], f'{{"issues": [{issues}]}}'))
        return [[each["package"] for each in found[method]] for method in ("nash", "egalitarian", "utilitarian")]

    assert solved("1e-308", "1e15") == solved("1e-9", "1e9")


def test_a_result_that_no_float_holds_is_a_whole_number() -> None:
    assert plain([F(10**400), F(2 * 10**400 + 1, 2), F(1, 10**400), F(1, 2)]) == [10**400, 10**400, 0.0, 0.5]


@pytest.mark.parametrize(
    ("chances", "fault"),
    [
        ([0.333] * 3, 'chances add up to 0.999; make them add up to 1, such as by writing "1/3" for 0.333'),
        ([0.33, 0.67, 0.01], "chances add up to 1.01; make them add up to 1"),
        ([0.17] * 6, 'chances add up to 1.02; make them add up to 1, such as by writing "1/6" for 0.17'),
        ([0.3333, 0.6666], 'chances add up to 0.9999; make them add up to 1, such as by writing "1/3" for 0.3333, "2/3" for 0.6666'),
        ([0.25, 0.25, 0.167, 0.333], 'chances add up to 1; make them add up to 1'),
        ([0.143] * 7, 'chances add up to 1.001; make them add up to 1, such as by writing "1/7" for 0.143'),
        ([0.5, 0.4], "chances add up to 0.9; make them add up to 1"),
        (["1/3", "1/3"], "chances add up to 2/3; make them add up to 1"),
        (["1/3", "1/3", 0.33], 'chances add up to 299/300; make them add up to 1, such as by writing "1/3" for 0.33'),
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["batna", "decision_tree"])
def test_chances_that_round_fractions_are_answered_with_the_fractions(
    name: str, chances: list[Any], fault: str
) -> None:
    if name == "batna":
        outcomes = [{"chance": chance, "value": place} for place, chance in enumerate(chances)]
        document: Any = {"alternatives": [{"name": "a", "outcomes": outcomes}]}
    else:
        branches = [{"name": str(n), "chance": chance, "then": {"value": n}} for n, chance in enumerate(chances)]
        document = {"tree": {"kind": "chance", "branches": branches}}
    try:
        run(ANALYSES[name], json.dumps(document))
        faults: tuple[str, ...] = ()
    except InputError as error:
        faults = error.faults
    path = {"batna": "$.alternatives[0].outcomes", "decision_tree": "$.tree.branches"}[name]
    assert faults == (() if sum(map(F, map(str, chances))) == 1 else (f"{path}: {fault}",))


@pytest.mark.parametrize("number", ["0.1", "0.5", "0.35", "0.3", "1", "0", "2/7"])
def test_what_rounds_no_simple_fraction_stays_as_it_is(number: str) -> None:
    assert simple_fraction(F(number)) == F(number)
