"""Runs the tasks of tasks.mjs: what has to happen inside Pyodide, or in JavaScript, while a runtime is made.

No task has a time limit: on a busy machine each may take several times as long. A task tells how far it is, and who
watches sees a line now and then. Stopping the build, with Ctrl-C or otherwise, ends the task as well.
"""

from __future__ import annotations

import json
import os
import queue
import subprocess
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any

from playbook_site.errors import BuildError
from playbook_site.node import node
from playbook_site.project import Say

TASKS = Path(__file__).parent / "tasks.mjs"
_PROGRESS = "progress "


class TaskRunner:
    """Runs tasks, one at a time, and tells how far they are.

    ``every`` is how many seconds pass between two lines about progress at least. ``hint_after`` is after how many seconds
    without any progress a line says that nothing is lost by waiting. ``command`` starts a task when the name of the
    file with the task is added; without it, that is Node with tasks.mjs.
    """

    def __init__(
        self, say: Say, *, every: float = 10, hint_after: float = 60, command: Sequence[str] | None = None
    ) -> None:
        self.say, self.every, self.hint_after = say, every, hint_after
        self.command = command

    def __call__(self, task: dict[str, Any], folder: Path, /) -> Any:
        """Run one task and return its answer. ``folder`` takes the file with the task for that long.

        Raises BuildError with what Node said when the task fails.
        """
        file = folder / f"task-{os.getpid()}.json"
        file.write_text(json.dumps(task), encoding="utf-8")
        try:
            return self._run([*(self.command or (node(), str(TASKS))), str(file)])
        finally:
            file.unlink(missing_ok=True)

    def _run(self, command: list[str]) -> Any:
        # A task ends when its standard input does: so none is left when this process is killed.
        started = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=_quiet()
        )
        said: _Said = queue.Queue()
        readers = [
            threading.Thread(target=_read, args=(kind, stream, said), daemon=True)
            for kind, stream in (("answer", started.stdout), ("words", started.stderr))
        ]
        try:
            for reader in readers:
                reader.start()
            answer, words = self._watch(said)
        finally:
            # With the answer here, nobody waits for the process to end: Node now and then waits for its own threads for ever.
            started.kill()
            started.wait()
            for reader in readers:
                reader.join()
            for stream in (started.stdin, started.stdout, started.stderr):
                if stream is not None:
                    stream.close()
        if answer is None:
            raise BuildError([words[-4000:] or "Node stopped without a word."])
        return json.loads(answer)

    def _watch(self, said: _Said) -> tuple[str | None, str]:
        """Tell the progress until the answer is there or the task has ended; return the answer, and what else was said."""
        words: list[str] = []
        told = moved = time.monotonic()
        patience = self.hint_after
        ends = 0
        while True:
            try:
                kind, line = said.get(timeout=max(0.01, moved + patience - time.monotonic()))
            except queue.Empty:
                self.say(
                    f"    no progress for {patience:.0f} seconds, which a busy machine may need. The build goes on waiting. "
                    "Ctrl-C stops it, and finished steps are kept."
                )
                patience *= 2
                continue
            text = line.decode(errors="replace")
            if not line:
                ends += 1
                if ends == 2:
                    return None, "".join(words).strip()
            elif kind == "answer" and text.endswith("\n"):
                return text, ""
            elif not text.startswith(_PROGRESS):
                words.append(text if kind == "words" else "")
            else:
                now = time.monotonic()
                moved, patience = now, self.hint_after
                if now - told >= self.every:
                    told = now
                    self.say(f"    {text.removeprefix(_PROGRESS).strip()}")


_Said = queue.Queue[tuple[str, bytes]]
"""Lines as they come, each with its kind: the answer, or words. An empty one is the end of its stream."""


def _read(kind: str, stream: IO[bytes], into: _Said) -> None:
    for line in stream:
        into.put((kind, line))
    into.put((kind, b""))


def _quiet() -> dict[str, str]:
    return {**os.environ, "NODE_NO_WARNINGS": "1"}
