"""How much of the engine's own code the rehearsal runs: what never ran may meet a trap in a reader's browser.

Measured in the Python that runs the build, with ``sys.monitoring`` (PEP 669). Each line reports itself once and is then
left alone, so this takes hardly longer than the requests themselves. Only lines inside functions count: those of modules
and classes run in every import.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType

from playbook_site.runtime import compare

_LEAST_COVERED = 5  # so many modules are named
_TOOLS = range(6)  # the numbers that Python offers to those who monitor


@dataclass(frozen=True, slots=True)
class ModuleCoverage:
    """How many of a module's lines, and of its functions, ran."""

    name: str
    lines: int
    lines_run: int
    functions: int
    functions_run: int

    @property
    def missed(self) -> int:
        """How many lines never ran."""
        return self.lines - self.lines_run


def measure(root: Path, modules: Iterable[str], library: str, requests: Iterable[str]) -> list[ModuleCoverage]:
    """Answer the requests and return the coverage of each module of the engine named in ``modules``.

    ``root`` is the folder in which ``playbook_engine`` lies. Modules without functions are left out.
    """
    run = _lines_run(library, requests)
    return [covered for name in modules if (covered := _cover(root, name, run)) is not None]


def _lines_run(library: str, requests: Iterable[str]) -> set[tuple[str, int]]:
    """Return the lines that ran, each by the name of its file and its number."""
    run: set[tuple[str, int]] = set()

    def on_line(code: CodeType, line: int) -> object:
        if code.co_flags & inspect.CO_OPTIMIZED:
            run.add((code.co_filename, line))
        return sys.monitoring.DISABLE

    tool = next(number for number in _TOOLS if sys.monitoring.get_tool(number) is None)
    sys.monitoring.use_tool_id(tool, "playbook rehearsal")
    try:
        sys.monitoring.register_callback(tool, sys.monitoring.events.LINE, on_line)
        sys.monitoring.set_events(tool, sys.monitoring.events.LINE)
        sys.monitoring.restart_events()
        compare.answers_here(requests, library)
    finally:
        sys.monitoring.set_events(tool, sys.monitoring.events.NO_EVENTS)
        sys.monitoring.register_callback(tool, sys.monitoring.events.LINE, None)
        sys.monitoring.free_tool_id(tool)
    return run


def _cover(root: Path, name: str, run: set[tuple[str, int]]) -> ModuleCoverage | None:
    if name.partition(".")[0] != "playbook_engine":
        return None
    base = root / name.replace(".", "/")
    path = base / "__init__.py" if base.is_dir() else base.with_suffix(".py")
    functions = [_body(code) for code in _functions(compile(path.read_bytes(), str(path), "exec", dont_inherit=True))]
    if not functions:
        return None
    here = {line for file, line in run if file == str(path)}
    lines = set().union(*functions)
    return ModuleCoverage(
        name, len(lines), len(lines & here), len(functions), sum(bool(body & here) for body in functions)
    )


def _functions(code: CodeType) -> Iterator[CodeType]:
    """Yield every function inside, however deep; bodies of classes are no functions."""
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            if inner.co_flags & inspect.CO_OPTIMIZED:
                yield inner
            yield from _functions(inner)


def _body(code: CodeType) -> set[int]:
    """Return the lines of a function that run when it is called: not that of its ``def``, unless all stands there."""
    lines = {line for _, _, line in code.co_lines() if line}
    return lines - {code.co_firstlineno} or lines


def describe(modules: list[ModuleCoverage]) -> list[str]:
    """Return two lines: how much of the engine ran, and in which modules the most lines did not."""
    lines, lines_run, functions, functions_run = (
        sum(getattr(module, field) for module in modules)
        for field in ("lines", "lines_run", "functions", "functions_run")
    )
    least = sorted((module for module in modules if module.missed), key=lambda module: (-module.missed, module.name))
    named = (f"{module.name} {module.lines_run} of {module.lines}" for module in least[:_LEAST_COVERED])
    return [
        f"rehearsal: {100 * lines_run / max(1, lines):.1f} percent of the engine's lines ran ({lines_run:,} of {lines:,}), "
        f"{functions_run:,} of {functions:,} functions",
        "least rehearsed: " + (", ".join(named) or "none"),
    ]
