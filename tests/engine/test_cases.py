"""The golden cases of tests/cases: whole negotiations with the reply that each person gets. See tests/cases/README.md."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from playbook_engine import bridge
from playbook_engine.library import Library
from tests.cases_file import CASES, Case, read_case, rewrite
from tests.plans import plan, request

EXAMPLES = Path(__file__).parents[1] / "cases" / "examples.md"


def reply_to(text: str, content: Library) -> dict[str, Any]:
    bridge.use_library(content)
    reply: dict[str, Any] = json.loads(bridge.run(text))
    return reply


@pytest.mark.parametrize("file", [pytest.param(file, id=f"{file.parent.name}-{file.stem}") for file in CASES])
def test_a_negotiation_gets_the_reply_that_we_read_and_agreed_to(
    file: Path, case_content: Library, request: pytest.FixtureRequest
) -> None:
    case = read_case(file)
    reply = reply_to(case.request, case_content)
    found = Case(
        case.worksheet,
        case.title,
        case.stake,
        case.plan,
        tuple(f"{e['field']}: {e['message']}" for e in reply["errors"]),
        reply["markdown"],
    )
    if request.config.getoption("--rewrite-cases"):
        rewrite(file, found)
    assert found == read_case(file)


def test_the_worksheets_own_examples_get_these_replies(content: Library, request: pytest.FixtureRequest) -> None:
    written = (
        "# The worksheets' examples\n\nWhat the project's own pages make of the examples that the worksheets offer.\n"
    )
    for sheet in content.worksheets:
        for example in sheet.examples:
            reply = reply_to(_example_request(sheet.id, example.answers), content)
            assert reply["errors"] == []
            written += f"\n## {example.title}\n\n````markdown\n{reply['markdown']}````\n"
    if request.config.getoption("--rewrite-cases"):
        EXAMPLES.write_text(written, encoding="utf-8")
    assert EXAMPLES.read_text(encoding="utf-8") == written


def _example_request(worksheet: str, answers: str) -> str:
    return request({**plan({}), "worksheets": {worksheet: json.loads(answers)}}, worksheet=worksheet)
