"""The two pages that the bench compares, ours and one of plain Pyodide, and the server that both come from."""

from __future__ import annotations

import json
import shutil
import socket
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playbook_site.project import Project
from playbook_site.publish.compress import compress_site
from playbook_site.publish.headers import FOR_EVER, Rule, write_netlify
from playbook_site.runtime import wheels
from playbook_site.server import Change, SiteServer

#: A line that many readers have: bits a second, and seconds until the first byte of each answer.
SLOW_BITS = 9_000_000
SLOW_LATENCY = 0.04
HERE = Path(__file__).parent
PLAIN_FILES = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
#: The worksheet with most to work out.
WORKSHEET = "batna"
PLAIN, OURS = "plain Pyodide", "playbook"
#: Seconds that a page is left open after its checklist, so that what it writes in idle time is written.
IDLE = 6.0


@dataclass(frozen=True, slots=True)
class Pages:
    """Both pages and their server: the folder they stand in, their addresses, what a tab that has made its checklist keeps, and
    the largest plan that the form takes."""

    root: Path
    server: BenchServer
    urls: dict[str, str]
    kept: dict[str, str]
    largest: dict[str, Any]


class Line:
    """A connection that counts what it sends and, on a slow line, waits for its turn."""

    def __init__(self, raw: socket.socket, server: BenchServer) -> None:
        self._raw = raw
        self._server = server

    def sendall(self, data: bytes) -> None:
        """Send all of it and count it; on a slow line, a piece at a time when the line is free."""
        self._server.sent += len(data)
        view = memoryview(data)
        step = 8192 if self._server.slow else max(1, len(view))
        for start in range(0, len(view), step):
            piece = view[start : start + step]
            if self._server.slow:
                self._server.wait_turn(len(piece))
            self._raw.sendall(piece)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._raw, name)


class BenchServer(SiteServer):
    """Serves both pages. ``slow`` may be switched between visits; all connections then share one line."""

    def __init__(self, root: Path) -> None:
        super().__init__(root, change=lambda _: Change(delay=SLOW_LATENCY) if self.slow else None)
        self.slow = False
        self.sent = 0
        self._turn = threading.Lock()
        self._free = 0.0

    def wait_turn(self, count: int) -> None:
        """Return when the line has carried this many bytes."""
        with self._turn:
            start = max(time.monotonic(), self._free)
            self._free = start + 8 * count / SLOW_BITS
            until = self._free
        time.sleep(max(0.0, until - time.monotonic()))

    def finish_request(self, request: Any, client_address: Any) -> None:
        """Serve one connection through a counted line."""
        super().finish_request(Line(request, self), client_address)  # type: ignore[arg-type]


def make_pages(project: Project) -> Pages:
    """Put the built site and a page of plain Pyodide into one folder, and serve it."""
    root = project.work / "bench" / "root"
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(project.site, root)
    plain = root / "plain"
    plain.mkdir()
    for name in PLAIN_FILES:
        shutil.copyfile(project.modules / "pyodide" / name, plain / name)
    made = wheels.make_wheels(project.root, plain)
    (library,) = (project.site / "assets" / "library").glob("*.json")
    shutil.copyfile(library, plain / "library.json")
    sheets = json.loads(library.read_text(encoding="utf-8"))["worksheets"]
    sheet = next(one for one in sheets if one["id"] == WORKSHEET)
    # A page that comes back asks first what stays in a tab alone, where that is not answered.
    answers = {**json.loads(sheet["examples"][0]["answers"]), "safe": "yes"}
    settings = {"currency": "", "numbers": "auto"}
    plan = {
        "version": 2,
        "name": "",
        "settings": settings,
        "worksheets": {sheet["id"]: answers},
        "done": [],
        "aside": [],
    }
    request = {"v": 1, "id": 1, "do": "checklist", "worksheet": sheet["id"], "base": "../../", "plan": plan}
    largest = {**plan, "worksheets": {sheet["id"]: fill_up(sheet, answers)}}
    requests = {"request": json.dumps(request), "largest": json.dumps({**request, "plan": largest})}
    task = json.dumps({**requests, "wheels": [wheel.name for wheel in made]})
    shutil.copyfile(HERE / "page.mjs", plain / "bench_page.mjs")
    (plain / "index.html").write_text(
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Plain Pyodide</title><div id="result"></div>'
        f'<script type="application/json" id="work">{task.replace("<", chr(92) + "u003c")}</script>'
        '<script type="module" src="bench_page.mjs"></script></html>\n',
        encoding="utf-8",
    )
    compress_site(plain, project.work / "bench" / "compressed")
    with (root / "_headers").open("a", encoding="utf-8") as headers:
        headers.write(write_netlify([Rule("/plain/*", (("Cache-Control", FOR_EVER),))], "/"))
    server = BenchServer(root)
    server.start()
    return Pages(
        root,
        server,
        {PLAIN: f"{server.url}plain/", OURS: f"{server.url}worksheets/{sheet['id']}/"},
        {"playbook-plan": json.dumps(plan), "playbook-asked": json.dumps([sheet["id"]])},
        largest,
    )


def fill_up(sheet: dict[str, Any], answers: dict[str, Any]) -> dict[str, Any]:
    """Return an example's answers with as many rows as the form takes, each with a name and a number of its own."""
    most = {one["id"]: one["most"] for group in sheet["groups"] for one in group["questions"] if one["most"]}
    filled = dict(answers)
    for name, count in most.items():
        rows = answers.get(name) or [{}]
        filled[name] = [
            {**rows[at % len(rows)], "name": f"Alternative {at + 1}", "worth": {"likely": str(50_000 + 731 * at)}}
            for at in range(count)
        ]
    return filled
