"""decisions/: each choice in the same four parts, numbered without a gap; ARCHITECTURE.md stays short."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DECISIONS = sorted((ROOT / "decisions").glob("*.md"))
PARTS = ["Context", "Decision", "Consequences", "Not chosen"]
SCREEN_AND_A_HALF = 90  # lines


def test_decisions_are_numbered_and_have_the_same_parts() -> None:
    numbers = [int(file.name.split("-")[0]) for file in DECISIONS]
    assert numbers == list(range(1, len(DECISIONS) + 1))
    for file in DECISIONS:
        text = file.read_text(encoding="utf-8")
        assert re.match(rf"# {file.name[:3]} \S", text), file.name
        assert re.findall(r"^## (.+)$", text, re.MULTILINE) == PARTS, file.name
        assert all(part.strip() for part in re.split(r"^## .+$", text, flags=re.MULTILINE)), file.name


def test_the_architecture_fits_on_a_screen_and_a_half() -> None:
    assert len((ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").splitlines()) <= SCREEN_AND_A_HALF
