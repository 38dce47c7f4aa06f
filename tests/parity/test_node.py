"""The same requests get the same bytes from CPython and from the shipped runtime, started under Node as the page starts it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from playbook_engine.library import Library
from playbook_site.content import reader
from tests.cases_file import CASES, read_case
from tests.parity import requests as parity
from tests.parity.replaying import Start, replay

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


#: The quick start is asked everything: functions were left out of it. The others have all, and answer each fourth and each tenth.
EVERY: dict[Start, int] = {"image": 1, "iphone": 10, "whole": 4}


@dataclass(frozen=True, slots=True)
class Replies:
    """What the runtime replies: to golden cases with their own library, to each of ``every`` requests and random plans."""

    every: int
    golden: list[str]
    shipped: list[str]


@pytest.fixture(scope="module", params=list(EVERY))
def replies(request: pytest.FixtureRequest, case_content: Library, tmp_path_factory: pytest.TempPathFactory) -> Replies:
    every = EVERY[request.param]
    golden = (reader.to_json(case_content), [read_case(file).request for file in CASES])
    shipped = (parity.library_text(), [*parity.requests()[::every], *parity.random_requests()[::every]])
    work = tmp_path_factory.mktemp("parity")
    return Replies(every, *replay(CORE, runtime_folder(), request.param, [golden, shipped], work))


def differences(asked: list[str], here: list[str], there: list[str]) -> list[str]:
    assert len(asked) == len(here) == len(there)
    return [
        f"{text[:300]}\nCPython: {one[:300]}\nruntime: {other[:300]}"
        for text, one, other in zip(asked, here, there, strict=True)
        if one.encode() != other.encode()
    ]


def test_the_golden_cases_get_the_same_bytes(replies: Replies, case_content: Library) -> None:
    asked = [read_case(file).request for file in CASES]
    assert len(asked) >= 15
    assert differences(asked, parity.answers(asked, case_content), replies.golden) == []


def test_named_negotiations_and_unusable_requests_get_the_same_bytes(replies: Replies) -> None:
    asked = parity.requests()[:: replies.every]
    assert differences(asked, parity.expected()[:: replies.every], replies.shipped[: len(asked)]) == []


def test_a_thousand_random_plans_get_the_same_bytes(replies: Replies) -> None:
    asked = parity.random_requests()[:: replies.every]
    assert len(set(asked)) == parity.RANDOM_PLANS // replies.every
    assert differences(asked, parity.random_expected()[:: replies.every], replies.shipped[-len(asked) :]) == []
