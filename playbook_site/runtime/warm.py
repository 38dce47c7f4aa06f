"""Runs inside Pyodide, under Node, beside ``make serve``: compiles the modules that a start of the engine has loaded, ours excepted.

Pyodide brings its library as source and would compile it at every start, which takes longer than all else of it. Ours change
with each edit. Standard library only; paths are those of Pyodide's own file system.
"""

from __future__ import annotations

import marshal
import sys
import zipfile
from importlib.util import MAGIC_NUMBER, source_hash

ARCHIVE = "/lib/python314.zip"
OWN = "playbook_engine"


def compile_loaded(target: str) -> None:
    """Import the engine, and write what that loads from the archive, compiled, into an archive at ``target``."""
    from playbook_engine import bridge  # noqa: F401

    loaded = {str(getattr(module, "__file__", "")).removeprefix(f"{ARCHIVE}/") for module in sys.modules.values()}
    with zipfile.ZipFile(ARCHIVE) as sources, zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as compiled:
        for path in sorted(loaded & set(sources.namelist())):
            if path.startswith(f"{OWN}/"):
                continue
            source = sources.read(path)
            code = marshal.dumps(compile(source, path, "exec", dont_inherit=True))
            # Flags 1: named by its source's hash, never compared with it.
            content = MAGIC_NUMBER + (1).to_bytes(4, "little") + source_hash(source) + code
            compiled.writestr(zipfile.ZipInfo(f"{path}c", (1980, 1, 1, 0, 0, 0)), content)
