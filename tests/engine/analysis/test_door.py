"""The door of the library: every public function takes floats as the decimals they show, and refuses what is no number."""

from __future__ import annotations

import doctest
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction as F
from importlib import import_module
from inspect import Parameter, isfunction, signature
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from playbook_engine import analysis
from playbook_engine.analysis.adjusted_winner import Item, adjusted_winner
from playbook_engine.analysis.batna import certainty_equivalent, value
from playbook_engine.analysis.beliefs import Points, Uniform
from playbook_engine.analysis.coalitions import coalition_game, shapley_value
from playbook_engine.analysis.dependence import Relation
from playbook_engine.analysis.zopa import zone
from playbook_engine.domain import Alternative, Outcome
from playbook_engine.errors import AnalysisError

FOLDER = Path(analysis.__path__[0])
#: What other modules build on. Their numbers are whole, and are made of numbers that came through the door.
INNER = {
    "door",
    "coalition_counts",
    "excluded_partners",
    "splitting",
    "linear_programme",
    "complaints",
    "exponential_sums",
}
MODULES = [name for name in analysis.__all__ if isinstance(getattr(analysis, name), ModuleType)]
FUNCTIONS = [
    pytest.param(function, id=f"{module}.{name}")
    for module in MODULES
    for name, function in sorted(vars(import_module(f"playbook_engine.analysis.{module}")).items())
    if isfunction(function) and function.__module__.endswith(f".{module}") and not name.startswith("_")
]
NAN, INFINITY = float("nan"), float("inf")


def test_the_library_exports_its_modules_and_records() -> None:
    assert set(MODULES) == {file.stem for file in FOLDER.glob("*.py")} - {"__init__"} - INNER
    assert set(analysis.__all__) - set(MODULES) == {"Alternative", "AnalysisError", "Outcome", "Range"}
    assert len(FUNCTIONS) > 100
    with pytest.raises(AttributeError, match="no attribute 'negotiate'"):
        analysis.negotiate  # noqa: B018
    assert all(getattr(analysis, name).__doc__ for name in analysis.__all__)


def test_the_package_says_that_it_is_typed() -> None:
    assert (FOLDER.parent / "py.typed").read_text(encoding="utf-8") == ""


@pytest.mark.parametrize("number", [NAN, INFINITY, -INFINITY, Decimal("NaN")])
@pytest.mark.parametrize("function", FUNCTIONS)
def test_what_is_no_number_is_refused_by_the_argument_s_name(function: Callable[..., Any], number: Any) -> None:
    needed = [p for p in signature(function).parameters.values() if p.default is Parameter.empty]
    with pytest.raises(AnalysisError) as raised:
        function(*[number for _ in needed])
    assert raised.value.argument == needed[0].name
    with pytest.raises(AnalysisError) as raised:
        function(**{p.name: [{"x": (0, number)}] for p in needed})
    assert raised.value.argument == f"{needed[0].name}[0]['x'][1]"
    assert raised.value.reason == f"must be a finite number, not {number}"


def as_float(*given: Any) -> Any:
    """A fraction as a float, where the float shows the same number."""
    number = F(*given)
    return float(number) if F(str(float(number))) == number else number


@pytest.mark.parametrize("module", MODULES)
def test_every_documented_example_gives_the_same_with_floats(module: str) -> None:
    """Fraction(1, 2) becomes 0.5 throughout, also in records, lists and mappings; the results stay exact."""
    loaded = import_module(f"playbook_engine.analysis.{module}")
    runner = doctest.DocTestRunner(verbose=False, optionflags=doctest.NORMALIZE_WHITESPACE)
    said: list[str] = []
    ran = 0
    for case in doctest.DocTestFinder().find(loaded, extraglobs={"Fraction": as_float}):
        for example in case.examples:
            example.source = example.source.replace("from fractions import Fraction", "pass")
        ran += len(case.examples)
        runner.run(case, out=said.append)
    assert ran
    assert "".join(said) == ""


def test_a_float_is_the_decimal_that_it_shows() -> None:
    items = [Item("a", 0.1, 0.3), Item("b", 0.2, 0.0)]  # type: ignore[arg-type]
    assert adjusted_winner(items) == adjusted_winner([Item("a", F("0.1"), F("0.3")), Item("b", F("0.2"), F(0))])
    game = coalition_game("AB", {frozenset("A"): 0.1, frozenset("AB"): 0.3})  # type: ignore[dict-item]
    assert shapley_value(game) == (F("0.2"), F("0.1"))
    coin = [Outcome(0.5, 0.0), Outcome(0.5, 1e5)]  # type: ignore[arg-type]
    exact = [Outcome(F(1, 2), F(0)), Outcome(F(1, 2), F(100_000))]
    assert certainty_equivalent(coin, 1e5) == certainty_equivalent(exact, F(100_000))  # type: ignore[arg-type]
    assert value(Alternative("coin", tuple(coin))) == value(Alternative("coin", tuple(exact)))
    assert certainty_equivalent((each for each in coin), None) == 50_000  # type: ignore[arg-type]
    assert zone("seller", 100.0, Uniform(90.0, 150.0)) == zone("seller", F(100), Uniform(F(90), F(150)))  # type: ignore[arg-type]
    assert certainty_equivalent(coin, Decimal("Infinity").min(Decimal(100_000))) == certainty_equivalent(
        exact, F(100_000)
    )  # type: ignore[arg-type]


def test_a_record_that_checks_itself_is_exact_from_the_start() -> None:
    tenths = tuple(Outcome(0.1, float(n)) for n in range(10))  # type: ignore[arg-type]
    assert Points(tenths).outcomes == tuple(Outcome(F(1, 10), F(n)) for n in range(10))
    assert Relation(0.1, 0.2).mean == F("0.15")  # type: ignore[arg-type]
    with pytest.raises(AnalysisError, match=r"high: must be a finite number, not inf"):
        Uniform(F(0), INFINITY)  # type: ignore[arg-type]
    assert Uniform(F(0), F(1)).above(0.3) == F("0.7")  # type: ignore[arg-type]


def test_a_fault_in_a_record_is_named_where_it_stands() -> None:
    with pytest.raises(AnalysisError, match=r"items\[1\]\.second: must be a finite number, not nan"):
        adjusted_winner([Item("a", F(1), F(1)), Item("b", F(1), NAN)])  # type: ignore[arg-type]


def test_what_is_exact_passes_as_it_is() -> None:
    """No copy is made of what holds no float: a large record costs no more than a look."""
    from playbook_engine.analysis.door import exact

    game = coalition_game("AB", {frozenset("AB"): 1})
    for given in (game, [game, (1, F(1, 2), "x", None)], {"x": game}, frozenset("x"), len):
        assert exact(given, "given") is given
