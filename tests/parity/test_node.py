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


#: The quick start is asked everything, since functions were left out of it. That on an iPhone leaves out the same but for one way
#: to call functions, and the whole start leaves out none: each answers another sixth, or with ``--all`` everything.
PARTS: dict[Start, parity.Part] = {"image": parity.ALL, "iphone": parity.Part(6, 1), "whole": parity.Part(6, 4)}


@dataclass(frozen=True, slots=True)
class Replies:
    """What a runtime replies: to all golden cases with their own library, to its part of the requests and of the random plans."""

    part: parity.Part
    golden: list[str]
    named: list[str]
    random: list[str]


@pytest.fixture(scope="module", params=list(PARTS))
def replies(
    request: pytest.FixtureRequest, case_content: Library, everything: bool, tmp_path_factory: pytest.TempPathFactory
) -> Replies:
    """What the runtime replies when it is started in each way."""
    part = parity.ALL if everything else PARTS[request.param]
    golden = (reader.to_json(case_content), [read_case(file).request for file in CASES])
    named = parity.requests(part)
    shipped = (parity.library_text(), [*named, *part.of(parity.random_requests())])
    cases, others = replay(CORE, runtime_folder(), request.param, [golden, shipped], tmp_path_factory.mktemp("parity"))
    return Replies(part, cases, others[: len(named)], others[len(named) :])


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
    asked = parity.requests(replies.part)
    assert len(asked) > 150
    assert differences(asked, parity.expected(replies.part), replies.named) == []


def test_random_plans_get_the_same_bytes(replies: Replies) -> None:
    asked = replies.part.of(parity.random_requests())
    assert len(set(asked)) == len(asked) >= parity.RANDOM_PLANS // replies.part.every
    assert differences(asked, replies.part.of(parity.random_expected()), replies.random) == []
