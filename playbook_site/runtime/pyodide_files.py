"""Pyodide's own files as we ship them: the pinned version, the three files under our names, and the lock file."""

from __future__ import annotations

import json
import re
from pathlib import Path

from playbook_site.errors import BuildError
from playbook_site.runtime import strip_exports
from playbook_site.runtime.making import HERE, TASKS, WASM, Making

VERSION = "314.0.7"
#: Pyodide's script in two halves, and its WebAssembly.
ORIGINALS = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm")
#: Our names for them: some hosts serve .mjs as text, and proxies block .zip and .whl.
NAMES = ("pyodide.js", "pyodide.asm.js", "pyodide.asm.wasm")


def check_version(package: Path) -> None:
    """Raise BuildError unless the folder holds the pinned version of Pyodide."""
    try:
        found = json.loads((package / "package.json").read_text(encoding="utf-8"))["version"]
    except FileNotFoundError:
        found = "none"
    if found != VERSION:
        raise BuildError(
            [f"Pyodide {VERSION} is wanted in node_modules, found {found}: run the set-up again (make build)."]
        )


def strip(making: Making) -> Path:
    """Return a folder with Pyodide's own three files under our names, without what only compiled packages would use.

    Raises BuildError when a file does not look as it does in the pinned version.
    """
    terser = making.package.parent / "terser"
    tools = [WASM, HERE / "strip_exports.py", HERE / "pyodide_files.py", TASKS]
    inputs = [*(making.package / name for name in ORIGINALS), terser / "package.json", *tools]

    def write(folder: Path) -> None:
        making.tell("leaving out of Pyodide's script what nothing names")
        loader, half = ((making.package / name).read_text(encoding="utf-8") for name in ORIGINALS[:2])
        half, module = strip_exports.strip(loader, half, (making.package / ORIGINALS[2]).read_bytes())
        half = making.run({"do": "shake", "terser": (terser / "main.js").as_uri(), "script": half}, making.work)
        loader, patched = re.subn(r"pyodide\.asm\.mjs", NAMES[1], loader)
        if patched != 1:
            raise BuildError([f"pyodide.mjs of Pyodide {VERSION} names its other half {patched} times, not once."])
        for name, text in zip(NAMES[:2], (loader, half), strict=True):
            text = re.sub(r"\n//# sourceMappingURL=\S+\s*\Z", "\n", text)
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
        (folder / NAMES[2]).write_bytes(module)

    return making.steps.result("pyodide", inputs, write).folder


def write_lock(package: Path, made: list[Path], target: Path) -> None:
    """Write a lock file that names our three packages (the wheels ``made``) instead of Pyodide's 350.

    Raises BuildError when a package needs another one that is not among them.
    """
    from pyodide_lock import PyodideLockSpec
    from pyodide_lock.utils import add_wheels_to_spec

    lock = PyodideLockSpec.from_json(package / "pyodide-lock.json")
    lock.packages = {}
    try:
        lock = add_wheels_to_spec(lock, made)
    except RuntimeError as fault:
        raise BuildError([f"The browser's packages do not fit together: {fault}"]) from None
    lock.to_json(target)
