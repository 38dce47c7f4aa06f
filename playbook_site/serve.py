"""``make serve``: build, show the site, watch its sources, build again on every change, let open pages reload."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
import webbrowser
from collections.abc import Iterator
from pathlib import Path

from playbook_site.errors import BuildError
from playbook_site.project import Project, Say
from playbook_site.server import SiteServer

LOOK_EVERY = 0.5


def serve(project: Project, *, port: int, open_browser: bool = True, say: Say = print) -> None:
    """Serve until interrupted. Raises BuildError when the port is taken."""
    try:
        server = SiteServer(None, port=port, live=True)
    except OSError:
        raise BuildError(
            [f"Port {port} is taken by another program: end it, or run 'sh scripts/playbook serve --port {port + 1}'."]
        ) from None
    server.start()
    try:
        _serve(project, server, open_browser, say)
    finally:
        server.stop()


def _serve(project: Project, server: SiteServer, open_browser: bool, say: Say) -> None:
    folders = (project.work / "serve-a", project.work / "serve-b")
    shown = False
    seen = snapshot(project)
    turn = 0
    while True:
        # Building in a process of its own takes up changes to the Python files too.
        if _build(project, folders[turn]):
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
        changed = sorted(str(path.relative_to(project.root)) for path in set(dict(now.items() ^ seen.items())))
        seen = now
        say(f"Changed: {', '.join(changed[:3])}{' and more' if len(changed) > 3 else ''}")


def _build(project: Project, out: Path) -> bool:
    shutil.rmtree(out, ignore_errors=True)
    command = [sys.executable, "-m", "playbook_site", "build", "--out", str(out), "--no-compress"]
    # In a session of its own, so that Ctrl-C reaches this process alone, which then ends the build without a word.
    return subprocess.run(command, cwd=project.root, check=False, start_new_session=True).returncode == 0


def snapshot(project: Project) -> dict[Path, tuple[int, int]]:
    """Return when each source of the site was last changed, and its size."""
    return dict(_stamps(project))


def _stamps(project: Project) -> Iterator[tuple[Path, tuple[int, int]]]:
    for start in ("docs", "playbook_engine", "playbook_site", "mkdocs.yml"):
        top = project.root / start
        for path in (top, *top.rglob("*")):
            if path.suffix == ".pyc" or path.name.startswith(".") or path.name.endswith("~"):
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
