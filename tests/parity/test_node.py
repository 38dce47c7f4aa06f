"""The same requests get the same bytes from CPython and from the shipped runtime, started under Node as the page starts it."""

from __future__ import annotations

from pathlib import Path

import pytest

from playbook_engine.library import Library
from playbook_site.content import reader
from tests.cases_file import CASES, read_case
from tests.parity import requests as parity
from tests.parity.replaying import replay

ROOT = Path(__file__).resolve().parents[2]
CORE = ROOT / "docs" / "assets" / "js" / "engine" / "engine-core.mjs"


def runtime_folder() -> Path:
    """The newest built runtime; fails with what to do when there is none."""
    found = [
        path.parent
        for place in ("build/runtime", "site/assets/runtime")
        for path in (ROOT / place).glob("*/manifest.json")
    ]
    if not found:
        pytest.fail("there is no built runtime: run 'make build' first", pytrace=False)
    return max(found, key=lambda path: path.stat().st_mtime)


@pytest.fixture(scope="module", params=["image", "iphone", "whole"])
def replies(
    request: pytest.FixtureRequest, case_content: Library, tmp_path_factory: pytest.TempPathFactory
) -> list[list[str]]:
    """What the runtime replies: to golden cases with their own library, to all requests, to 1,000 random plans."""
    golden = (reader.to_json(case_content), [read_case(file).request for file in CASES])
    shipped = (parity.library_text(), [*parity.requests(), *parity.random_requests()])
    return replay(CORE, runtime_folder(), request.param, [golden, shipped], tmp_path_factory.mktemp("parity"))


def differences(asked: list[str], here: list[str], there: list[str]) -> list[str]:
    assert len(asked) == len(here) == len(there)
    return [
        f"{text[:300]}\nCPython: {one[:300]}\nruntime: {other[:300]}"
        for text, one, other in zip(asked, here, there, strict=True)
        if one.encode() != other.encode()
    ]


def test_the_golden_cases_get_the_same_bytes(replies: list[list[str]], case_content: Library) -> None:
    asked = [read_case(file).request for file in CASES]
    assert len(asked) >= 15
    assert differences(asked, parity.answers(asked, case_content), replies[0]) == []


def test_named_negotiations_and_unusable_requests_get_the_same_bytes(replies: list[list[str]]) -> None:
    asked = parity.requests()
    assert differences(asked, parity.expected(), replies[1][: len(asked)]) == []


def test_a_thousand_random_plans_get_the_same_bytes(replies: list[list[str]]) -> None:
    asked = parity.random_requests()
    assert len(set(asked)) == parity.RANDOM_PLANS
    assert differences(asked, parity.random_expected(), replies[1][-len(asked) :]) == []
