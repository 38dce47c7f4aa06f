"""The rules by which html-validate looks at the pages: one that is off, or loosened, says why."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

from playbook_site.node import node

ROOT = Path(__file__).resolve().parents[2]
RULES = ROOT / ".htmlvalidate.mjs"
_REASON = re.compile(r'((?: *//[^\n]*\n)+) *"?([\w/-]+)"?: (?:"off"|\[)')
WORDS = 8  # fewer say what is off, and not why


def set_rules() -> dict[str, object]:
    """Return the rules that the file sets otherwise than html-validate recommends."""
    script = f"import rules from {json.dumps(RULES.as_uri())}; console.log(JSON.stringify(rules.rules))"
    said = subprocess.run([node(), "--input-type=module", "-e", script], capture_output=True, text=True, check=True)
    found: dict[str, object] = json.loads(said.stdout)
    return found


def test_each_rule_that_is_off_says_why() -> None:
    told = {name: reason for reason, name in _REASON.findall(RULES.read_text(encoding="utf-8"))}
    assert sorted(told) == sorted(set_rules())
    short = [name for name, reason in told.items() if len(re.findall(r"\w+", reason)) < WORDS]
    assert not short


def test_no_rule_is_off_in_a_page_itself() -> None:
    """A line in a template that turns a rule off would have its reason nowhere."""
    places = [*(ROOT / "overrides").rglob("*.html"), *(ROOT / "playbook_site").rglob("*.html")]
    assert places
    assert not [path.name for path in places if "html-validate-disable" in path.read_text(encoding="utf-8")]
