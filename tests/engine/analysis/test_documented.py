"""docs/reference/analyses.md: what it promises is what the command prints."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from playbook_engine.terminal.analyse import inputs
from playbook_engine.terminal.analyse.table import ANALYSES

PAGE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "analyses.md"
SECTION = re.compile(r"^## `([a-z_]+)`\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
EXAMPLE = re.compile(
    r'^```json title="Input"\n(.*?)^```\n+```json title="Output"\n(.*?)^```$', re.MULTILINE | re.DOTALL
)


def examples() -> list[pytest.ParameterSet]:
    return [
        pytest.param(name, given, expected, id=f"{name}-{number}")
        for name, section in SECTION.findall(PAGE.read_text(encoding="utf-8"))
        for number, (given, expected) in enumerate(EXAMPLE.findall(section), start=1)
    ]


@pytest.mark.parametrize(("name", "given", "expected"), examples())
def test_an_example_prints_what_the_page_shows(name: str, given: str, expected: str) -> None:
    assert json.loads(inputs.run(ANALYSES[name], given)) == json.loads(expected)


def test_every_analysis_has_a_section_with_an_example_and_every_section_an_analysis() -> None:
    shown = {name for name, section in SECTION.findall(PAGE.read_text(encoding="utf-8")) if EXAMPLE.search(section)}
    assert shown == set(ANALYSES)
