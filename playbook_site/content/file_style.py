"""The stylesheet of the HTML files that a person takes along, made of the sheets for them and for the line."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

from playbook_engine.library import Style

SHEETS = ("file.css", "line.css")


def file_style(docs: Path) -> Style:
    """Return the stylesheet, without comments and indentation; an empty one where a folder of pages has none."""
    paths = [docs / "assets" / "css" / name for name in SHEETS]
    text = "\n".join(path.read_text(encoding="utf-8") for path in paths if path.is_file())
    short = re.sub(r"\s+", " ", re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)).strip()
    short = re.sub(r" ?([{};,]) ?", r"\1", short).replace(": ", ":")
    return Style(short, base64.b64encode(hashlib.sha256(short.encode()).digest()).decode())
