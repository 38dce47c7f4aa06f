"""Compares the answers of a finished runtime with CPython's, on both ways to start, byte by byte."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from playbook_engine import bridge
from playbook_site.errors import BuildError
from playbook_site.project import Project
from playbook_site.runtime import snapshot
from playbook_site.runtime.making import RunTask, slashed

#: Starts from the snapshot, where things are left out, answer all requests; the whole start leaves out none, and answers each fourth.
_EVERY = 4


def all_faults(
    project: Project, run: RunTask, runtime: Path, library: str, requests: list[str]
) -> tuple[list[str], list[float]]:
    """Return what differs when the runtime starts whole, from its snapshot, and from it on an iPhone; the seconds of each."""
    some = requests[::_EVERY]
    starts = (
        (start_whole(run, runtime, library, some), some),
        (start_from_snapshot(project, run, runtime, library, requests), requests),
        (start_from_snapshot(project, run, runtime, library, requests, iphone=True), requests),
    )
    found = [fault for started, asked in starts for fault in faults(started, asked, library)]
    return found, [started["started"] / 1000 for started, _ in starts]


def start_whole(run: RunTask, runtime: Path, library: str, requests: list[str]) -> dict[str, Any]:
    """Start the whole Python and return its ``replies``, or the ``fault`` that it ended in."""
    return _tried(run, {"do": "startWhole", "runtime": slashed(runtime)}, library, requests)


def start_from_snapshot(
    project: Project, run: RunTask, runtime: Path, library: str, requests: list[str], *, iphone: bool = False
) -> dict[str, Any]:
    """Start from the snapshot with the page's own script; return its ``replies``, or the ``fault`` that it ended in.

    With ``iphone``, CPython is told that it runs on one, where it does without its trampoline for calls.
    """
    with tempfile.TemporaryDirectory() as folder:
        place = snapshot.stage(runtime, Path(folder))
        core = str(project.docs / "assets" / "js" / "engine" / "engine-core.mjs")
        task: dict[str, Any] = {"do": "startFromSnapshot", "runtime": slashed(place), "core": core, "iphone": iphone}
        return _tried(run, task, library, requests)


def _tried(run: RunTask, task: dict[str, Any], library: str, requests: list[str]) -> dict[str, Any]:
    # Not beside the runtime: that may be a published site, at which others look.
    with tempfile.TemporaryDirectory() as folder:
        try:
            started: dict[str, Any] = run({**task, "library": library, "requests": requests}, Path(folder))
            return started
        except BuildError as stop:
            return {"fault": str(stop), "started": 0.0, "replies": []}


def faults(started: dict[str, Any], requests: list[str], library: str) -> list[str]:
    """Return what differs between a started runtime and this Python, a sentence for each difference."""
    if "fault" in started:
        missing = re.search(r"No module named '([\w.]+)'", started["fault"])
        if missing:
            return [f"The browser's runtime lacks the module {missing.group(1)}: add it to IN_DOUBT in pack.py."]
        return [f"The browser's runtime does not start: {started['fault'][-600:]}"]
    if "FileNotFoundError" not in started.get("refusal", "FileNotFoundError"):
        return [f"The browser's runtime cannot report a fault: {started['refusal'][-600:]}"]
    expected = answers_here(requests, library)
    failed = [request for request, here in zip(requests, expected, strict=True) if f'"code":"{bridge.FAULT}"' in here]
    if failed:
        return [f"The engine fails at a request that it should answer: {request[:200]}" for request in failed]
    return [
        f"The browser's runtime answers otherwise than CPython: request {request[:200]}"
        for request, here, there in zip(requests, expected, started["replies"], strict=True)
        if here != there
    ]


def answers_here(requests: Iterable[str], library: str) -> list[str]:
    """Return the engine's replies to the requests from the Python that runs the build."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "library.json"
        path.write_text(library, encoding="utf-8")
        bridge.open_library(str(path))
        return [bridge.run(request) for request in requests]
