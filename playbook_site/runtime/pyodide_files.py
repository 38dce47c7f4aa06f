"""Pyodide's own files as we ship them: the pinned version, the three files under our names, and the lock file."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Protocol

from playbook_site.errors import BuildError
from playbook_site.runtime import strip_exports

VERSION = "314.0.7"
#: The module that imports the other half is renamed: some hosts serve .mjs as text, and proxies block .zip and .whl.
RENAMED = {"pyodide.mjs": "pyodide.js", "pyodide.asm.mjs": "pyodide.asm.js", "pyodide.asm.wasm": "pyodide.asm.wasm"}


class RunTask(Protocol):
    """Runs one task of tasks.mjs under Node, with a working folder, and returns its answer."""

    def __call__(self, task: dict[str, Any], folder: Path, /) -> Any: ...


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


def copy(package: Path, out: Path, work: Path, run: RunTask) -> None:
    """Copy Pyodide's own three files under their new names, without what only compiled packages would use.

    Raises BuildError when a file does not look as it does in the pinned version.
    """
    terser = (package.parent / "terser" / "main.js").as_uri()
    half, wasm = "pyodide.asm.mjs", "pyodide.asm.wasm"
    texts = {name: (package / name).read_text(encoding="utf-8") for name in RENAMED if name != wasm}
    texts[half], stripped = strip_exports.strip(texts["pyodide.mjs"], texts[half], (package / wasm).read_bytes())
    texts[half] = run({"do": "shake", "terser": terser, "script": texts[half]}, work)
    (out / RENAMED[wasm]).write_bytes(stripped)
    texts["pyodide.mjs"], patched = re.subn(r"pyodide\.asm\.mjs", RENAMED[half], texts["pyodide.mjs"])
    if patched != 1:
        raise BuildError([f"pyodide.mjs of Pyodide {VERSION} names its other half {patched} times, not once."])
    for name, text in texts.items():
        text = re.sub(r"\n//# sourceMappingURL=\S+\s*\Z", "\n", text)
        (out / RENAMED[name]).write_text(text, encoding="utf-8", newline="\n")


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
