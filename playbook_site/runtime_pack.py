"""Runs inside Pyodide, under Node, while the site is built: notes which modules a start loads, and packs them.

``note_modules`` and ``pack`` run in two fresh interpreters, so that the bytes of the archive depend on nothing but
the modules and their order. Standard library only; paths are those of Pyodide's own file system.
"""

from __future__ import annotations

import ast
import importlib
import importlib.util
import json
import marshal
import sys
import zipfile
from importlib.util import MAGIC_NUMBER, source_hash
from pathlib import Path

STDLIB = "/lib/python314.zip"

# Loaded by the standard library only for some texts or faults: kept even when this build's requests loaded none.
IN_DOUBT = (
    "_strptime", "calendar", "datetime", "decimal", "difflib", "encodings.ascii", "encodings.latin_1",
    "encodings.raw_unicode_escape", "encodings.unicode_escape", "encodings.utf_8_sig", "fractions", "string",
    "textwrap", "traceback", "unicodedata",
)  # fmt: skip


def note_modules(sources: str, library: str, requests: str) -> str:
    """Import the engine from the folder ``sources``, run the requests, and return what is then loaded, as JSON.

    The reply has ``stdlib``, the modules that came from the standard library's archive, and ``own``, all modules of
    the packages in ``sources``.
    """
    sys.dont_write_bytecode = True
    own = sorted(_own_modules(Path(sources)))
    sys.path.insert(0, sources)
    for name in own:
        importlib.import_module(name)
    from playbook_engine import bridge

    bridge.open_library(library)
    for request in json.loads(requests):
        bridge.run(request)
    for name in _named_imports(Path(sources)):
        importlib.import_module(name)
    loaded = {name for name, module in list(sys.modules.items()) if _is_archived(module)}
    return json.dumps({"stdlib": sorted(loaded | _existing(IN_DOUBT)), "own": own})


def _own_modules(folder: Path) -> list[str]:
    found = []
    for path in folder.rglob("*.py"):
        parts = list(path.relative_to(folder).with_suffix("").parts)
        found.append(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
    return found


def _named_imports(folder: Path) -> list[str]:
    """Return every module that ours name in an import, inside functions too, if this Python has it."""
    found: set[str] = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module)
    return sorted(name for name in found if _findable(name))


def _findable(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except ModuleNotFoundError:
        return False


def _is_archived(module: object) -> bool:
    origin = getattr(getattr(module, "__spec__", None), "origin", None)
    return isinstance(origin, str) and origin.startswith(STDLIB)


def _existing(names: tuple[str, ...]) -> set[str]:
    with zipfile.ZipFile(STDLIB) as archive:
        files = set(archive.namelist())
    return {name for name in names if _file(name, files)}


def _file(name: str, files: set[str]) -> str:
    path = name.replace(".", "/")
    return next((file for file in (f"{path}/__init__.py", f"{path}.py") if file in files), "")


def pack(sources: str, modules: str, target: str) -> str:
    """Compile the named modules and write them as one archive; return, as JSON, the bytes of each.

    Stored, not deflated: the host compresses the archive as a whole, which packs better, and nobody inflates it twice.
    Docstrings and assertions go from the standard library. Ours stay, since a dataclass without a docstring works out
    a signature for it at every start.
    """
    chosen = json.loads(modules)
    sizes: dict[str, int] = {}
    with zipfile.ZipFile(STDLIB) as stdlib, zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        files = set(stdlib.namelist())
        for name in chosen["stdlib"]:
            file = _file(name, files)
            if not file:
                raise FileNotFoundError(f"the standard library has no {name}")
            sizes[name] = _add(archive, file, stdlib.read(file), 2)
        for name in chosen["own"]:
            base = Path(sources) / name.replace(".", "/")
            path = base / "__init__.py" if base.is_dir() else base.with_suffix(".py")
            file = path.relative_to(sources).as_posix()
            sizes[name] = _add(archive, file, path.read_bytes(), 1)
    return json.dumps(sizes)


def _add(archive: zipfile.ZipFile, file: str, source: bytes, optimize: int) -> int:
    code = compile(source, file, "exec", dont_inherit=True, optimize=optimize)
    # Flags 1: named by its source's hash, never compared with it, so that no time of day is in the bytes.
    content = MAGIC_NUMBER + (1).to_bytes(4, "little") + source_hash(source) + marshal.dumps(code)
    entry = zipfile.ZipInfo(file + "c", (1980, 1, 1, 0, 0, 0))
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, content)
    return len(content)
