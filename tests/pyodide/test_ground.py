"""What Pyodide runs leaves no analysis out."""

from __future__ import annotations

import ast
import doctest
import importlib
from pathlib import Path

from tests.pyodide.ground import EVERYTHING, EXAMPLES, GROUND, INSTEAD

ROOT = Path(__file__).resolve().parents[2]
ANALYSIS = ROOT / "playbook_engine" / "analysis"


def functions_in(file: Path) -> set[str]:
    return {node.name for node in ast.parse(file.read_text(encoding="utf-8")).body if isinstance(node, ast.FunctionDef)}


def has_example(module: str) -> bool:
    found = doctest.DocTestFinder().find(importlib.import_module(f"playbook_engine.analysis.{module}"))
    return any(test.examples for test in found)


def test_every_analysis_has_a_case_in_pyodide() -> None:
    """A new module brings an example in a docstring, or is named in ground.py with a test that goes through it."""
    modules = {file.stem for file in ANALYSIS.glob("*.py")} - {"__init__"}
    without = {module for module in modules if not has_example(module)}
    assert without == set(INSTEAD)
    assert "playbook_engine/analysis" in EXAMPLES


def test_what_stands_in_for_an_example_goes_through_the_module() -> None:
    for module, case in INSTEAD.items():
        file, _, name = case.partition("::")
        assert name in functions_in(ROOT / file), case
        assert module in (ROOT / file).read_text(encoding="utf-8"), case


def test_every_command_has_a_case_in_pyodide() -> None:
    """That file runs the documented example of each command, and fails when one has none."""
    assert "tests/engine/analysis/test_documented.py" in EXAMPLES


def test_the_ground_is_part_of_everything_and_exists() -> None:
    for case in (*GROUND, *EVERYTHING):
        path = case.partition("::")[0]
        assert (ROOT / path).exists(), case
        assert any(path == whole or path.startswith(whole + "/") for whole in EVERYTHING), case
