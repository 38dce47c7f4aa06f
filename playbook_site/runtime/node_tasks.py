"""Runs the tasks of tasks.mjs: what has to happen inside Pyodide, or in JavaScript, while a runtime is made."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

from playbook_site.errors import BuildError
from playbook_site.node import node

TASKS = Path(__file__).parent / "tasks.mjs"


def run(task: dict[str, Any], folder: Path) -> Any:
    """Run one task under Node and return its answer. ``folder`` takes the file with the task for that long.

    Raises BuildError with what Node said when the task fails.
    """
    file = folder / f"task-{os.getpid()}.json"
    file.write_text(json.dumps(task), encoding="utf-8")
    try:
        done = subprocess.run(
            [node(), str(TASKS), str(file)], capture_output=True, check=False, timeout=180, env=_quiet()
        )
    except subprocess.TimeoutExpired:
        raise BuildError(
            [f"Pyodide under Node took more than 180 seconds to {task['do']}: run the command again."]
        ) from None
    finally:
        file.unlink(missing_ok=True)
    if done.returncode:
        raise BuildError([done.stderr.decode(errors="replace").strip()[-4000:] or "Node stopped without a word."])
    return json.loads(done.stdout.decode())


def _quiet() -> dict[str, str]:
    return {**os.environ, "NODE_NO_WARNINGS": "1"}
