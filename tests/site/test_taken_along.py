"""The HTML files that are taken along keep to the rules that hold for the site's pages."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from playbook_engine.library import Library
from playbook_site.node import node

ROOT = Path(__file__).resolve().parents[2]
HOSTILE = {
    "ask": "<b>x</b> & \"y\" 'z' &amp;",
    "ask_why": "</dd></style><script>window.broken=1</script>",
    "safe": "yes",
}


@pytest.mark.parametrize("base", ["https://example.org/playbook/", "../../"])
def test_every_file_is_sound_html(
    answer: Callable[..., dict[str, Any]], content: Library, tmp_path: Path, base: str
) -> None:
    """Each example as a record, and as a version for the other side, and answers that try to be markup."""
    plans = [{sheet.id: json.loads(one.answers)} for sheet in content.worksheets for one in sheet.examples]
    plans += [{}, {"quick": HOSTILE}, {"quick": {**HOSTILE, "safe": "no"}}]
    for number, worksheets in enumerate(plans):
        for format_ in ("record", "share"):
            document = {"version": 2, "name": "<i>A plan</i>", "settings": {}, "worksheets": worksheets}
            reply = answer(document, worksheet=next(iter(worksheets), "quick"), do="export", format=format_, base=base)
            (tmp_path / f"{number}-{format_}.html").write_text(reply["text"], encoding="utf-8")
    command = [
        node(),
        "node_modules/html-validate/bin/html-validate.mjs",
        "--config",
        ".htmlvalidate.mjs",
        f"{tmp_path}/*.html",
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3_000:]
    assert len(list(tmp_path.glob("*.html"))) == 2 * len(plans) >= 20
