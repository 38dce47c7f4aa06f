"""SHA256SUMS: each published file with its hash, in the form that ``sha256sum --check`` reads."""

from __future__ import annotations

import hashlib
from pathlib import Path

NAME = "SHA256SUMS"


def write_sums(site: Path) -> None:
    """Write the sums of a finished site, compressed copies and the hosts' files among them. Nothing in it may change afterwards."""
    files = sorted(
        (path.relative_to(site).as_posix(), path) for path in site.rglob("*") if path.is_file() and path != site / NAME
    )
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {name}\n" for name, path in files]
    (site / NAME).write_text("".join(lines), encoding="utf-8", newline="\n")
