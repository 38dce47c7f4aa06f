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
from playbook_engine.sheet import Sheet
from playbook_engine.sheets import SHEETS
from playbook_engine.worksheets.batna.findings import BatnaFindings
from playbook_site.content import reader
from playbook_site.content.play_form import FILLED, FILLED_END, PLAY_SECTIONS, SEAT_HEADINGS
from tests.plans import Plan, request

ROOT = Path(__file__).resolve().parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite-cases", action="store_true", help="write the replies into tests/cases; read the diff")
    parser.addoption("--engine", action="append", help="only this engine: chromium, firefox or webkit")
    parser.addoption("--all", action="store_true", help="ask and look at everything, however long it takes")


@pytest.fixture(scope="session")
def everything(pytestconfig: pytest.Config) -> bool:
    """Whether a test is to try all that it can, as with ``--all``, and not what one run has time for."""
    return bool(pytestconfig.getoption("--all"))


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
    """Lay out a docs folder of the fixed plays of tests/cases/library with the project's own worksheets and reference.

    A worksheet that has no fixed plays gets one that reads all its situations, so that a new worksheet changes no case.
    """
    docs = folder / "docs"
    shutil.copytree(ROOT / "tests" / "cases" / "library", docs)
    for part in ("reference", "worksheets"):
        shutil.copytree(ROOT / "docs" / part, docs / part)
    for sheet in SHEETS:
        plays = docs / "plays" / sheet.id
        if not plays.is_dir():
            plays.mkdir()
            (plays / f"read-all-of-{sheet.id}.md").write_text(_play_that_reads_all_of(sheet), encoding="utf-8")
    return docs


def _play_that_reads_all_of(sheet: Sheet) -> str:
    """Return a play whose steps name every situation of a worksheet, the first one all its placeholders too."""
    said = ", ".join(f"{{{name}}}" for name in sheet.parts.placeholders)
    steps = "\n".join(
        f'{number}. Read {said if number == 1 else "it"}. {{#step-{number} when="{name}"}}'
        for number, name in enumerate(sheet.parts.situations, 1)
    )
    talk = "".join(f'**{who}:** "Yes."\n\n' for who in ("You", "They", "You"))
    seat = f"**Lease, spoken.** It ends.\n\n{talk}" + '- **Salary, spoken.** "Yes."\n- **Supplier, e-mail.** "Yes."\n\n'
    bodies = {title: f"{title}.\n\n" for title in PLAY_SECTIONS} | {
        "Steps": f"{steps}\n\n",
        "What it sounds like": "".join(f"### {heading}\n\n{seat}" for heading in SEAT_HEADINGS),
        "If they answer": '- **"No."** Ask: "Why?"\n- **"Never."** Ask: "When?"\n\n',
        "Why this works": "**Practitioner.** It reads all.\n\n",
    }
    sections = "".join(f"## {title}\n\n{body}" for title, body in bodies.items())
    return (
        f"---\ntitle: Read all\ntopic: {sheet.id}\nstage: prepare\nseat: both\nwhen: []\nminutes: 1\n"
        "evidence: practitioner\nsources: []\nconcepts: []\nkeywords: [all, read]\nreviewed: 2026-11\n---\n\n"
        f"# Read all\n\nAt the end you have read all.\n\n{FILLED}\n\nAll: read.\n\n{FILLED_END}\n\n{sections}"
    )


@pytest.fixture
def case_docs(tmp_path: Path) -> Path:
    """A small docs folder without mistakes, free to spoil."""
    return lay_out_case_docs(tmp_path)


@pytest.fixture(scope="session")
def case_content(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The library that golden cases are answered from."""
    return reader.read(lay_out_case_docs(tmp_path_factory.mktemp("cases")))
