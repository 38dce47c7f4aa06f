"""Reads and writes the golden cases: a title, what is at stake, a plan, the faults and the reply."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

from tests.plans import Plan
from tests.plans import request as ask

#: The golden cases, in a folder for each worksheet that they are answered about.
CASES = sorted(file for file in (Path(__file__).parent / "cases").glob("*/*.md") if file.parent.name != "library")
_PARTS = re.compile(
    r"# (?P<title>.+)\n\n(?P<stake>.+?)\n\n```json plan\n(?P<plan>.+?)\n```\n\n"
    r"(?:What needs another look:\n\n(?P<errors>(?:- .+\n)+)\n)?"
    r"(?:````markdown\n(?P<markdown>.*?)````\n)?",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Case:
    """One golden case, about one worksheet; ``errors`` are the answers that need another look, as ``field: message``."""

    worksheet: str
    title: str
    stake: str
    plan: Plan
    errors: tuple[str, ...]
    markdown: str

    @property
    def request(self) -> str:
        """The request that a page would send."""
        return ask(self.plan, worksheet=self.worksheet)


def read_case(file: Path) -> Case:
    """Read one case; a new one may end behind its plan."""
    found = _PARTS.fullmatch(file.read_text(encoding="utf-8") + ("" if file.read_text().endswith("````\n") else "\n"))
    if found is None:
        raise ValueError(f"{file}: write a '# title', a sentence, a ```json plan fence and a ````markdown fence")
    errors = re.findall(r"^- (.+)$", found["errors"] or "", re.MULTILINE)
    return Case(
        file.parent.name,
        found["title"],
        found["stake"],
        json.loads(found["plan"]),
        tuple(errors),
        found["markdown"] or "",
    )


def rewrite(file: Path, case: Case) -> None:
    """Write a case with its faults and its reply; the plan stays as it was written."""
    head = file.read_text(encoding="utf-8").split("\n```\n")[0] + "\n```\n"
    errors = "".join(f"- {error}\n" for error in case.errors)
    said = f"\nWhat needs another look:\n\n{errors}" if errors else ""
    file.write_text(f"{head}{said}\n````markdown\n{case.markdown}````\n", encoding="utf-8")
