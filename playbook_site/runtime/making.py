"""What every step of making a runtime is given."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from playbook_site.project import Say
from playbook_site.runtime.steps import Steps

HERE = Path(__file__).parent
#: Scripts that run elsewhere: under Node, and inside Pyodide.
TASKS = HERE / "tasks.mjs"
#: The page's script that watches the table of functions: the build must record it as the page will check it.
TABLE_SCRIPT = HERE.parents[1] / "docs" / "assets" / "js" / "engine" / "table.mjs"
#: The folder of what reads and rewrites WebAssembly: whatever is made with it is made anew when it changes.
WASM = HERE / "wasm"
PACK, PREPARE, IDLE, TABLES = (
    HERE / "in_pyodide" / f"{name}.py" for name in ("pack", "prepare", "idle", "character_tables")
)


class RunTask(Protocol):
    """Runs one task of tasks.mjs under Node, with a working folder, and returns its answer."""

    def __call__(self, task: dict[str, Any], folder: Path, /) -> Any:
        """Return the answer to a task. Raises BuildError with what Node said when it fails."""


@dataclass(frozen=True, slots=True)
class Making:
    """A runtime that is being made: from which package of Pyodide, in which folder, with which help.

    ``tell`` takes a line about what is being done, ``steps`` keeps results, ``run`` runs tasks under Node.
    """

    package: Path
    work: Path
    steps: Steps
    run: RunTask
    tell: Say


def slashed(folder: Path) -> str:
    """Return a folder as the tasks want it: with a slash at its end."""
    return f"{folder}{os.sep}"
