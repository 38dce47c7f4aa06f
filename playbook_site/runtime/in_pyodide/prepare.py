"""Runs inside Pyodide, under Node, while the site is built: prepares a Python that has just imported the engine for its
snapshot.

Modules that only a start or a programmer needs are dropped, and free memory is zeroed, so that the snapshot compresses
well. Those that no import of the engine needs go before it, so that the engine takes their place in the heap. This cannot make an answer wrong: a use of something that was dropped raises an exception, and the page then starts
the whole Python instead. Standard library only.
"""

from __future__ import annotations

import builtins
import gc
import importlib
import json
import sys
from collections.abc import Callable
from types import FunctionType, ModuleType
from typing import Any

OWN = ("playbook_engine", "markdown_it", "mdurl")

# Modules that only a start, a programmer or a network needs. The build fails when one of ours turns out to use one.
DROPPED = frozenset(
    [
        "_asyncio",
        "_bisect",
        "_bz2",
        "_lzma",
        "_opcode",
        "_opcode_metadata",
        "_posixsubprocess",
        "_queue",
        "_random",
        "_socket",
        "_ssl",
        "_tokenize",
        "_zstd",
        "annotationlib",
        "ast",
        "asyncio",
        "atexit",
        "base64",
        "bisect",
        "bz2",
        "codeop",
        "compression",
        "concurrent",
        "contextvars",
        "copy",
        "dis",
        "fcntl",
        "fnmatch",
        "glob",
        "importlib._abc",
        "importlib.abc",
        "importlib.util",
        "inspect",
        "ipaddress",
        "linecache",
        "locale",
        "lzma",
        "ntpath",
        "opcode",
        "queue",
        "random",
        "reprlib",
        "select",
        "selectors",
        "shutil",
        "signal",
        "socket",
        "ssl",
        "struct",
        "subprocess",
        "tempfile",
        "textwrap",
        "token",
        "tokenize",
        "zipfile",
        "zlib",
        "_pyodide._core_docs",
        "_pyodide._future_helper",
        "_pyodide.docs_argspec",
        "_pyodide.docstring",
        "_pyodide.jsbind",
        "pyodide._state",
        "pyodide.common",
    ]
)

# Of these, the ones that imports still need: dataclasses and the renderer of markdown_it look at functions while they are
# made. All others go before the engine is imported. Whatever was forgotten here is imported again, and takes more room.
LATE = frozenset(
    [
        "_opcode",
        "_opcode_metadata",
        "_tokenize",
        "annotationlib",
        "ast",
        "atexit",
        "copy",
        "dis",
        "importlib._abc",
        "importlib.abc",
        "importlib.util",
        "inspect",
        "linecache",
        "opcode",
        "reprlib",
        "textwrap",
        "token",
        "tokenize",
        "zlib",
    ]
)

# Uses of a dropped module that are harmless: this one runs while a renderer is made, once, during the import.
BEFOREHAND = frozenset({("markdown_it.renderer", "inspect")})

# What Pyodide's script asks of its Python modules when it starts from a snapshot. The rest of these modules is dropped.
ASKED_FOR = {
    "_pyodide._base": (),
    "pyodide": ("code", "ffi"),
    "pyodide._package_loader": ("loadedPackages",),
    "pyodide.code": (),
    "pyodide.webloop": ("scheduleCallback",),
}

# What classes say of their source and of their fields' types.
SAID_OF_CLASSES = ("__annotations__", "__firstlineno__", "__static_attributes__")

TOGETHER = 8  # so many modules are imported before their functions are looked through


class _Folder:
    """A path as Pyodide's script reads it: through ``__str__``."""

    def __init__(self, path: object) -> None:
        self._path = str(path)

    def __str__(self) -> str:
        return self._path


def prepare(own: str, gone: str, early: str) -> str:
    """Import the modules named in the JSON list ``own``, then drop what is not needed any more, and the functions ``gone``.

    The functions ``early`` of these are given up as soon as they are there, so that the next module takes their place.

    Return a JSON list of sentences, one for each use of a module that would be dropped. Then the build stops.
    """
    sys.modules["random"].seed(0)  # something may still hold it, and each build must make the same memory
    sys.modules["asyncio.events"]._set_running_loop(None)
    _forget(lambda name: _is_dropped(name) and name not in LATE)
    gc.collect()
    idle = importlib.import_module("idle")
    idle.give_up(early)
    for number, name in enumerate(json.loads(own)):
        importlib.import_module(name)
        if number % TOGETHER == 0:
            idle.give_up(early)
    faults = [*_in_use()]
    if not faults:
        _forget_annotations()
        idle.clear_caches()
        _drop()
        idle.give_up(gone)
    return json.dumps(faults)


def _in_use() -> list[str]:
    """Return a sentence for each name in our modules that comes from a module to be dropped."""
    found = []
    for name, module in sorted(sys.modules.items()):
        if name.partition(".")[0] not in OWN:
            continue
        for label, value in vars(module).items():
            origin = value.__name__ if isinstance(value, ModuleType) else getattr(value, "__module__", None)
            used = isinstance(value, (type, FunctionType, ModuleType)) and _is_dropped(str(origin))
            if used and (name, label) not in BEFOREHAND:
                found.append(f"{name} uses {label} of {origin}: take {origin} out of DROPPED in prepare.py.")
    return found


def _forget_annotations() -> None:
    """Drop what classes say of their source and of their fields' types: a dataclass reads it once, while it is made."""
    for one in [one for one in gc.get_objects() if isinstance(one, type)]:
        for field in vars(one).get("__dataclass_fields__", {}).values():
            field.type = None
        for name in SAID_OF_CLASSES:
            try:
                type.__delattr__(one, name)  # not a metaclass's own way, which may have been given up
            except (AttributeError, TypeError):  # it is not there, or the class cannot be changed
                continue


def _is_dropped(name: str) -> bool:
    return name in DROPPED or name.rpartition(".")[0] in DROPPED or name.partition(".")[0] in DROPPED


def _drop() -> None:
    loader = sys.modules["pyodide._package_loader"]
    needed: dict[str, dict[str, Any]] = {
        "_pyodide._base": {"eval_code": _evaluator(), "pyimport_impl": importlib.import_module},
        "pyodide._package_loader": {
            "SITE_PACKAGES": _Folder(loader.SITE_PACKAGES),
            "DSO_DIR": _Folder(loader.DSO_DIR),
            "init_loaded_packages": _nothing,
        },
    }
    for name, asked in ASKED_FOR.items():
        _empty(sys.modules[name], asked)
        vars(sys.modules[name]).update(needed.get(name, {}))
    vars(sys.modules["_pyodide"])["set_excepthook"] = _nothing
    sys.excepthook = sys.__excepthook__
    _forget(_is_dropped)
    sys.path_importer_cache.clear()
    sys.path.clear()
    for name in ("idle", __name__):
        sys.modules.pop(name, None)
    for module in sys.modules.values():
        if isinstance(module, ModuleType):
            _forget_origin(module)


def _forget_origin(module: ModuleType) -> None:
    """Drop where a module has come from, and with the last one the archive's list of files: nothing is imported any more."""
    module.__spec__ = None
    for name in ("__loader__", "__file__", "__cached__"):
        vars(module).pop(name, None)


def _forget(goes: Callable[[str], bool]) -> None:
    """Drop the modules whose names go. What is written in Python is emptied too, since others may still hold it."""
    for name in [name for name in sys.modules if goes(name)]:
        module = sys.modules.pop(name)
        if getattr(module, "__file__", None):
            _empty(module)


def _empty(module: ModuleType, kept: tuple[str, ...] = ()) -> None:
    for name in [name for name in vars(module) if not name.startswith("__") and name not in kept]:
        delattr(module, name)


def _evaluator() -> Any:
    """Return a function that answers the four sources that Pyodide's script evaluates, without a compiler."""
    answers = {
        "import importlib; importlib": importlib,
        "import __main__; __main__.__dict__": vars(sys.modules["__main__"]),
        "import builtins; builtins.__dict__": vars(builtins),
    }

    def eval_code(source: str, *_: Any, **__: Any) -> Any:
        return {} if source == "{}" else answers[source]

    return eval_code


def _nothing() -> None:
    pass


def zero_free_memory() -> int:
    """Overwrite what freed objects have left, as far as memory can be had. Call this while the memory cannot grow.

    Return the address of an object among those that are frozen then.
    """
    for _ in range(3):
        gc.collect()
    # Small blocks come last, since they fill the gaps between the large ones. The second round zeroes the list of the first.
    _fill(600_000, [1 << power for power in range(20, 9, -1)] + list(range(496, 16, -16)))
    _fill(100, [1 << power for power in range(20, 13, -1)])
    gc.freeze()
    return id(sys.modules)


def _fill(most: int, sizes: list[int]) -> None:
    held: list[bytes | None] = [None] * most
    count = 0
    for size in sizes:
        try:
            while count < most:
                held[count] = bytes(size - 17)  # an object of bytes takes 17 bytes more than its contents
                count += 1
        except MemoryError:
            continue
