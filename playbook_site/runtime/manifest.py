"""What a runtime folder says about itself: a manifest of its files, and the licences they come under."""

from __future__ import annotations

import hashlib
import json
from importlib import metadata
from pathlib import Path

from playbook_site.runtime import wheels
from playbook_site.runtime.pyodide_files import VERSION

_LICENCES = Path(__file__).parent / "licences"


def write(folder: Path) -> None:
    """Write ``manifest.json``: Pyodide's version, and each file with its size in bytes and its SHA-256."""
    files = {
        path.name: {"size": path.stat().st_size, "sha256": sha256(path)}
        for path in sorted(folder.iterdir(), key=lambda path: path.name)
    }
    text = json.dumps({"pyodide": VERSION, "files": files}, indent=1) + "\n"
    (folder / "manifest.json").write_text(text, encoding="utf-8", newline="\n")


def is_whole(folder: Path) -> bool:
    """Tell whether a runtime folder holds every file of its manifest, byte for byte."""
    manifest = folder / "manifest.json"
    if not manifest.is_file():
        return False
    files = json.loads(manifest.read_text(encoding="utf-8"))["files"]
    return all(sha256(folder / name) == entry["sha256"] for name, entry in files.items())


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal digits, or an empty string when there is no such file."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def write_licences(folder: Path) -> None:
    """Write ``LICENSES.txt``: what the folder holds, where its source is, and each licence in full."""
    texts = [
        (
            "Pyodide",
            f"{VERSION}, without the exports and the parts of its script that nothing here uses, under other file names; "
            "engine.wasm also without the functions and the data that the engine does not use",
            "https://github.com/pyodide/pyodide",
            "MPL-2.0.txt",
        ),
        (
            "CPython",
            "3.14.2, compiled, parts of its standard library; memory.bin holds them as they stand in a started Python",
            "https://github.com/python/cpython",
            "PSF-2.0.txt",
        ),
    ]
    parts = [
        "What this folder holds, where its source is, and the licences it comes under.",
        *(f"{name} {what}\nSource: {source}\nLicence: {file[:-4]}, below" for name, what, source, file in texts),
        *(f"{name} {metadata.version(name)}, compiled\nLicence: MIT, below" for name in wheels.INSTALLED),
        "The playbook's own engine (playbook_engine), compiled\nLicence: MIT",
    ]
    for name, _, _, file in texts:
        parts.append(f"{'=' * 78}\n{name}\n\n{(_LICENCES / file).read_text(encoding='utf-8').strip()}")
    for name in wheels.INSTALLED:
        for entry in metadata.distribution(name).files or ():
            if entry.name.startswith("LICENSE"):
                text = Path(str(metadata.distribution(name).locate_file(entry))).read_text(encoding="utf-8")
                parts.append(f"{'=' * 78}\n{name}, {entry.name}\n\n{text.strip()}")
    (folder / "LICENSES.txt").write_text("\n\n".join(parts) + "\n", encoding="utf-8", newline="\n")
