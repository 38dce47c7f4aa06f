"""``make serve``: build, show the site, watch its sources, build again on every change, let open pages reload."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import webbrowser
from collections.abc import Iterator
from pathlib import Path

from playbook_site.content.author_files import is_left_by_an_editor
from playbook_site.errors import BuildError
from playbook_site.project import Project, Say
from playbook_site.server import SiteServer

LOOK_EVERY = 0.3
#: What is not a page but builds pages: a process that has loaded it must begin anew.
CODE = ("playbook_engine", "playbook_site")


def serve(project: Project, *, port: int, open_browser: bool = True, say: Say = print) -> None:
    """Serve until interrupted. Raises BuildError when the port is taken."""
    try:
        server = SiteServer(None, port=port, live=True)
    except OSError:
        raise BuildError(
            [f"Port {port} is taken by another program: end it, or run 'sh scripts/playbook serve --port {port + 1}'."]
        ) from None
    server.start()
    builder = Builder(project)
    try:
        _serve(project, server, builder, open_browser, say)
    finally:
        builder.end()
        server.stop()


def _serve(project: Project, server: SiteServer, builder: Builder, open_browser: bool, say: Say) -> None:
    folders = (project.work / "serve-a", project.work / "serve-b")
    shown = False
    seen = snapshot(project)
    turn = 0
    while True:
        if builder.build(folders[turn]):
            server.show(folders[turn])
            turn = 1 - turn
            if not shown:
                say(f"The playbook is at {server.url}  (Ctrl-C ends it; edits under docs/ show up by themselves.)")
                if open_browser and _has_display():
                    webbrowser.open(server.url)
                shown = True
        else:
            say("Not built: see above. " + ("The last good site stays up." if shown else "Waiting for the next edit."))
        while (now := snapshot(project)) == seen:
            time.sleep(LOOK_EVERY)
        changed = sorted(path.relative_to(project.root).as_posix() for path in dict(now.items() ^ seen.items()))
        seen = now
        if any(name.partition("/")[0] in CODE for name in changed):
            builder.end()
        say(f"Changed: {', '.join(changed[:3])}{' and more' if len(changed) > 3 else ''}")


class Builder:
    """The process that builds, started when it is needed. It stays, so that an edit waits for the edited pages alone."""

    def __init__(self, project: Project, command: tuple[str, ...] = ("-m", "playbook_site.develop")) -> None:
        self._project = project
        self._command = (sys.executable, *command)
        self._process: subprocess.Popen[str] | None = None

    def build(self, out: Path) -> bool:
        """Build into a folder and tell whether that went well; if not, the process has said why."""
        if self._process is None or self._process.poll() is not None:
            self.end()
            # In a session of its own, so that Ctrl-C reaches this process alone, which then ends the other without a word.
            self._process = subprocess.Popen(
                self._command,
                cwd=self._project.root,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                encoding="utf-8",
                start_new_session=True,
            )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            print(out, file=self._process.stdin, flush=True)
        except OSError:  # it has ended, with its reason on the terminal
            return False
        said = self._process.stdout.readline()
        if not said:
            self._process.wait()  # it is ending: until then it would look as if it could build again
        return said.strip() == "built"

    def end(self) -> None:
        """End the process, so that the next build loads all code anew."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
        self._process = None


def snapshot(project: Project) -> dict[Path, tuple[int, int]]:
    """Return when each source of the site was last changed, and its size."""
    return dict(_stamps(project))


def _stamps(project: Project) -> Iterator[tuple[Path, tuple[int, int]]]:
    for start in ("docs", "overrides", "playbook_engine", "playbook_site", "mkdocs.yml"):
        top = project.root / start
        for path in (top, *top.rglob("*")):
            if path.suffix == ".pyc" or is_left_by_an_editor(path):
                continue
            try:
                status = path.stat()
            except OSError:  # gone since it was listed
                continue
            if not path.is_dir():
                yield path, (status.st_mtime_ns, status.st_size)


def _has_display() -> bool:
    if os.environ.get("CI") or os.environ.get("SSH_CONNECTION"):
        return False
    return sys.platform in ("darwin", "win32") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
