"""Runs inside Pyodide, under Node, while the site is built: records which modules a start loads, and packs them.

``record_modules`` and ``pack`` run in two fresh interpreters, so that the bytes of the archive depend on nothing but
the modules and their order. Standard library only; paths are those of Pyodide's own file system.
"""

from __future__ import annotations

import ast
import importlib
import importlib.util
import json
import marshal
import sys
import types
import zipfile
from importlib.util import MAGIC_NUMBER, source_hash
from pathlib import Path

STDLIB = "/lib/python314.zip"

# Modules that the standard library loads only for some texts or faults. They ship even when no request loaded them.
IN_DOUBT = (
    "_strptime", "calendar", "datetime", "decimal", "difflib", "encodings.ascii", "encodings.latin_1",
    "encodings.raw_unicode_escape", "encodings.unicode_escape", "encodings.utf_8_sig", "fractions", "string",
    "textwrap", "traceback", "unicodedata",
)  # fmt: skip


def record_modules(sources: str, library: str, requests: str) -> str:
    """Import the engine from the folder ``sources``, run the requests, and return what is then loaded, as JSON.

    The reply has ``stdlib``, the modules that came from the standard library's archive, and ``own``, those of the
    packages in ``sources`` that the bridge reaches, with all that they name in an import.
    """
    sys.dont_write_bytecode = True
    sys.path.insert(0, sources)
    from playbook_engine import bridge

    bridge.open_library(library)
    for request in json.loads(requests):
        bridge.run(request)
    own = _import_all_named(Path(sources))
    loaded = {name for name, module in list(sys.modules.items()) if _is_archived(module)}
    return json.dumps({"stdlib": sorted(loaded | _existing(IN_DOUBT)), "own": sorted(own)})


def _import_all_named(folder: Path) -> set[str]:
    """Import what our loaded modules name in an import, inside functions too; return the names of all of ours then loaded."""
    done: set[str] = set()
    while new := _own_loaded(folder) - done:
        for name in sorted(new):
            for named in _named_imports(Path(str(sys.modules[name].__file__))):
                importlib.import_module(named)
        done |= new
    return done


def _own_loaded(folder: Path) -> set[str]:
    return {
        name
        for name, module in list(sys.modules.items())
        if str(getattr(module, "__file__", "")).startswith(f"{folder}/")
    }


def _named_imports(path: Path) -> list[str]:
    """Return every module that a file names in an import, if this Python has it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
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
    Docstrings and assertions go from the standard library, and what only a reader of the source looks at goes from ours.
    """
    chosen = json.loads(modules)
    sizes: dict[str, int] = {}
    with zipfile.ZipFile(STDLIB) as stdlib, zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        files = set(stdlib.namelist())
        for name in chosen["stdlib"]:
            file = _file(name, files)
            if not file:
                raise FileNotFoundError(f"the standard library has no {name}")
            source = stdlib.read(file)
            sizes[name] = _add(archive, file, source, compile(source, file, "exec", dont_inherit=True, optimize=2))
        for name in chosen["own"]:
            base = Path(sources) / name.replace(".", "/")
            path = base / "__init__.py" if base.is_dir() else base.with_suffix(".py")
            file = path.relative_to(sources).as_posix()
            source = path.read_bytes()
            tree = _Unread().visit(ast.parse(source))
            sizes[name] = _add(archive, file, source, compile(tree, file, "exec", dont_inherit=True, optimize=1))
    return json.dumps(sizes)


class _Unread(ast.NodeTransformer):
    """Leaves out what nothing reads while the engine runs: docstrings, and the types of arguments and results.

    Classes keep their annotations, which are the fields of dataclasses, and a docstring of one letter: a dataclass without
    any works out a signature for it at every start.
    """

    def visit_Module(self, node: ast.Module) -> ast.AST:
        """Leave out a module's docstring."""
        if ast.get_docstring(node, clean=False) is not None:
            del node.body[0]
        return self.generic_visit(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        """Shorten a class's docstring."""
        if ast.get_docstring(node, clean=False) is not None:
            node.body[0] = ast.copy_location(ast.Expr(ast.copy_location(ast.Constant("-"), node)), node)
        return self.generic_visit(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        """Leave out a function's docstring and types."""
        if ast.get_docstring(node, clean=False) is not None:
            node.body[0] = ast.copy_location(ast.Pass(), node)
        node.returns = None
        return self.generic_visit(node)

    def visit_arg(self, node: ast.arg) -> ast.AST:
        """Leave out an argument's type."""
        node.annotation = None
        return node


def _add(archive: zipfile.ZipFile, file: str, source: bytes, compiled: types.CodeType) -> int:
    code = _without_lines(compiled)
    # Flags 1: named by its source's hash, never compared with it, so that no time of day is in the bytes.
    content = MAGIC_NUMBER + (1).to_bytes(4, "little") + source_hash(source) + marshal.dumps(code)
    entry = zipfile.ZipInfo(file + "c", (1980, 1, 1, 0, 0, 0))
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, content)
    return len(content)


def _without_lines(code: types.CodeType) -> types.CodeType:
    """Say of each instruction no more than the function that it stands in: a third of the archive on the line.

    Only tracebacks would tell the line, and of a fault the page shows no more than its own words. The table must still
    cover every instruction, or tracebacks cannot be made at all. An entry of it covers up to eight code units: a byte
    with the kind (13: line, no column) and the count, and the step from line to line, here none (CPython 3.14,
    InternalDocs/code_objects.md). It may cover more than there is, so all functions of a module share the longest one.
    """
    table = bytes([128 | 13 << 3 | 7, 0]) * -(-_longest(code) // 8)
    return _with_table(code, table)


def _longest(code: types.CodeType) -> int:
    """Return how many code units the longest function has, of a module's code and all within it."""
    inner = (_longest(const) for const in code.co_consts if isinstance(const, types.CodeType))
    return max([len(code.co_code) // 2, *inner])


def _with_table(code: types.CodeType, table: bytes) -> types.CodeType:
    inner = (_with_table(const, table) if isinstance(const, types.CodeType) else const for const in code.co_consts)
    return code.replace(co_linetable=table, co_firstlineno=1, co_consts=tuple(inner))
