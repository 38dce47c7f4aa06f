"""Runs inside Pyodide, under Node, while the site is built: finds the functions that no request runs, and gives them up.

It also tells which requests reach something that none before them did: a function, or one of the two ways of a branch.
Of the standard library and of what ``dataclass`` writes by itself, most never runs. ``watch`` records what runs while the
engine is imported, ``begin`` what runs from then on. ``idle`` names what the requests leave out, ``early`` what the imports
leave out too: it can go at once, so that the engine takes its place in the heap. And ``give_up`` puts one function that raises in the place of each of these, so that they are not in the
snapshot. What is raised is no ``Exception``, so that nothing takes it for an answer: the page then starts the whole Python.
Standard library only.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from types import CodeType, FunctionType
from typing import Any

# What Pyodide's script and the start use by themselves, outside of any request, and what only tells of faults.
STARTING = ("_pyodide", "pyodide", "_frozen", "importlib", "zipimport", "codecs", "encodings", "traceback", "__main__",
            "abc", "_collections_abc", "collections.abc", "_weakrefset", "os", "site", "_sitebuiltins", "prepare", "idle",
            "pack")  # fmt: skip
# What numbers, patterns and replies are made with: an answer that no rehearsal had may need another part of it.
SPARED = (*STARTING, "fractions", "re", "json")
# The engine's own functions stay, for the same reason; not those that dataclass wrote.
OWN = "playbook_engine/"

_ran: dict[int, CodeType] = {}
_imported: dict[int, CodeType] = {}
_fresh = False


class LeftOut(BaseException):
    """A function was called that no rehearsal had run."""


def watch() -> None:
    """Record from now on which code runs."""
    monitoring, events = sys.monitoring, sys.monitoring.events

    def started(code: CodeType, _: int) -> Any:
        _ran[id(code)] = code
        return turned()

    def turned(*_: Any) -> Any:
        global _fresh
        _fresh = True
        return monitoring.DISABLE

    # Pyodide's Python tells of either way of a branch once. One before 3.14 does not.
    branches = [getattr(events, name) for name in ("BRANCH_LEFT", "BRANCH_RIGHT") if hasattr(events, name)]
    monitoring.use_tool_id(monitoring.PROFILER_ID, "rehearsal")
    monitoring.register_callback(monitoring.PROFILER_ID, events.PY_START, started)
    for event in branches:
        monitoring.register_callback(monitoring.PROFILER_ID, event, turned)
    monitoring.set_events(monitoring.PROFILER_ID, sum(branches, events.PY_START))


def begin() -> None:
    """Record what runs anew. What the imports have left in caches is dropped first, as in the snapshot."""
    clear_caches()
    _imported.update(_ran)
    _ran.clear()
    sys.monitoring.restart_events()


def reached() -> bool:
    """Tell whether anything ran, since this was asked last, that had never run before."""
    global _fresh
    found, _fresh = _fresh, False
    return found


def clear_caches() -> None:
    """Forget compiled patterns and types: they are made again where they are needed."""
    sys.modules["re"].purge()
    for clear in sys.modules["typing"]._cleanups:
        clear()


def idle() -> str:
    """Return a JSON list of the names of the functions that have not run."""
    return json.dumps([name for name, _, _, parts in _functions() if not _any_of(parts, _ran)])


def early() -> str:
    """Return a JSON list of the names of those that the imports do not need either.

    A function that carries something, as ``typing.TypedDict`` carries the class that stands for it, is needed without being run.
    """
    idle_then = (
        name
        for name, _, _, parts in _functions()
        if not _any_of(parts, _ran) and not _any_of(parts, _imported) and not any(vars(part) for part in parts)
    )
    return json.dumps([*idle_then])


def _any_of(parts: list[FunctionType], run: dict[int, CodeType]) -> bool:
    return any(id(part.__code__) in run for part in parts)


def give_up(names: str) -> None:
    """Put one function that raises in the place of all these."""
    gone = set(json.loads(names))
    for name, holder, label, _ in [*_functions()]:
        if name in gone:
            put_away = property(left_out) if isinstance(vars(holder)[label], property) else left_out
            type.__setattr__(holder, label, put_away) if isinstance(holder, type) else setattr(holder, label, put_away)


def left_out(*_: Any, **__: Any) -> Any:
    """Tell that the quick start cannot go on."""
    raise LeftOut


def _functions() -> Iterator[tuple[str, Any, str, list[FunctionType]]]:
    """Yield each attribute of the loaded modules and their classes that consists of functions: its name, holder and label.

    A name is the same in every start. An attribute is one function, or the parts of a property.
    """
    seen: set[int] = set()
    for name in sorted(sys.modules):
        if not name.startswith(SPARED):
            yield from _inside(name, sys.modules[name], seen)


def _inside(name: str, holder: Any, seen: set[int]) -> Iterator[tuple[str, Any, str, list[FunctionType]]]:
    for label, value in sorted(getattr(holder, "__dict__", {}).items()):
        place = f"{name}:{label}"
        if isinstance(value, type):
            if id(value) not in seen and not str(value.__module__).startswith(SPARED):
                seen.add(id(value))
                yield from _inside(place, value, seen)
        elif (parts := _parts(value)) and not any(str(part.__module__).startswith(SPARED) for part in parts):
            yield place, holder, label, parts


def _parts(value: Any) -> list[FunctionType]:
    """Return the functions that an attribute consists of; none where it is something else, or more than these."""
    if isinstance(value, property):
        value = [value.fget, value.fset, value.fdel]
    elif isinstance(value, (staticmethod, classmethod)):
        value = [value.__func__]
    else:
        value = [value]
    parts = [part for part in value if part is not None]
    written = all(isinstance(part, FunctionType) and OWN not in part.__code__.co_filename for part in parts)
    return parts if written else []
