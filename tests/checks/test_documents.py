"""What the documents for developers name is there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "deploy/README.md")
#: What a build makes, a set-up installs, or a reader puts there: absent from a fresh checkout.
MADE = ("site/", "build/", ".venv/", "node_modules/", "SHA256SUMS", "sbom.cdx.json")
PARTS = (
    "browsers",
    "docs",
    "overrides",
    "playbook_engine",
    "playbook_site",
    "requirements",
    "scripts",
    "tests",
    "bench",
    "decisions",
    "deploy",
)
KINDS = "css|in|ini|js|json|md|mjs|py|toml|txt|yml"


def named_paths(text: str) -> list[tuple[int, str]]:
    """Return the paths in backticks, each with its line: what has a slash or a file's ending, and no placeholder."""
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        for name in re.findall(r"`([^`]+)`", line):
            looks_like_one = "/" in name or re.fullmatch(rf"[\w.-]+\.(?:{KINDS})", name)
            content_type = re.match(r"(?:application|text)/", name)
            if looks_like_one and not content_type and re.fullmatch(r"[\w.-][\w./-]*", name):
                found.append((number, name))
    return found


def standing() -> set[str]:
    """Return every file and folder of the project, and each by the last parts of its path, as documents name them."""
    found: set[str] = set()
    for path in (path for part in PARTS for path in (ROOT / part, *(ROOT / part).rglob("*"))):
        parts = path.relative_to(ROOT).parts
        found |= {"/".join(parts[start:]) + ("/" if path.is_dir() else "") for start in range(len(parts))}
    return found | {path.name for path in ROOT.iterdir()}


def test_every_path_in_the_documents_exists() -> None:
    there = standing()
    faults = [
        f"{document}:{line}: there is no {name}"
        for document in DOCUMENTS
        for line, name in named_paths((ROOT / document).read_text(encoding="utf-8"))
        if not name.startswith(MADE) and name not in there and name + "/" not in there
    ]
    assert not faults, "\n".join(faults)


def test_paths_are_told_from_commands_and_patterns() -> None:
    text = "`docs/plays/` or `site.in`, `make serve`, `tests/*.py`, `docs/<topic>/`, `requirements/site.in`\n`'self'` `text/html`"
    assert named_paths(text) == [(1, "docs/plays/"), (1, "site.in"), (1, "requirements/site.in")]
