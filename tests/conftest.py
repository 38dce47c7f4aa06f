"""What all tests share: the library that the project's own pages make, and the switch that rewrites golden cases."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from playbook_engine import bridge, findings, plan
from playbook_engine.findings import Findings
from playbook_engine.library import Library
from playbook_engine.worksheets.batna.findings import BatnaFindings
from playbook_site.content import reader
from tests.plans import Plan, request

ROOT = Path(__file__).resolve().parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite-cases", action="store_true", help="write the replies into tests/cases; read the diff")
    parser.addoption("--all", action="store_true", help="look at every page in every mode of the browser")


@pytest.fixture(scope="session")
def docs() -> Path:
    """The project's own pages."""
    return ROOT / "docs"


@pytest.fixture(scope="session")
def content(docs: Path) -> Library:
    """The library made from the project's own pages."""
    return reader.read(docs)


@pytest.fixture(scope="session")
def findings_of(content: Library) -> Callable[[Plan], Findings]:
    """Returns what a plan's answers imply, of all its worksheets; the BATNA worksheet counts even when it is blank."""
    return lambda document: findings.find(plan.from_json(document), content, "batna")


@pytest.fixture(scope="session")
def find(findings_of: Callable[[Plan], Findings]) -> Callable[[Plan], BatnaFindings]:
    """Returns what the answers of the BATNA worksheet imply."""

    def found(document: Plan) -> BatnaFindings:
        finding = findings_of(document).of("batna")
        assert finding is not None
        results: BatnaFindings = finding.results
        return results

    return found


@pytest.fixture(scope="session")
def answer(content: Library) -> Callable[..., dict[str, Any]]:
    """Returns the reply that a page gets for a plan."""

    def replied(document: Any, **changes: Any) -> dict[str, Any]:
        bridge.use_library(content)
        reply: dict[str, Any] = json.loads(bridge.run(request(document, **changes)))
        return reply

    return replied


# The same examples in every run; HYPOTHESIS_PROFILE=search looks for new ones. No clock counts: neither how long an
# example takes, nor how long it takes to think of one.
_CLOCKS = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("playbook", max_examples=30, derandomize=True, database=None, **_CLOCKS)
settings.register_profile("search", max_examples=2_000, database=None, **_CLOCKS)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "playbook"))


def lay_out_case_docs(folder: Path) -> Path:
    """Lay out a docs folder of the fixed plays of tests/cases/library with the project's own worksheet and reference."""
    docs = folder / "docs"
    shutil.copytree(ROOT / "tests" / "cases" / "library", docs)
    for part in ("reference", "worksheets"):
        shutil.copytree(ROOT / "docs" / part, docs / part)
    return docs


@pytest.fixture
def case_docs(tmp_path: Path) -> Path:
    """A small docs folder without mistakes, free to spoil."""
    return lay_out_case_docs(tmp_path)


@pytest.fixture(scope="session")
def case_content(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The library that golden cases are answered from."""
    return reader.read(lay_out_case_docs(tmp_path_factory.mktemp("cases")))
