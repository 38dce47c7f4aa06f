"""Bundles the page's scripts and styles: they are written one idea a file, and browsers fetch what they need at once as one file.

What a worksheet page needs at once is one script, what its worker needs another, and all pages have one stylesheet: a browser
learns of a file's imports only when it has read the file, and on a slow line each such step is a wait.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

from playbook_site.errors import BuildError
from playbook_site.node import node
from playbook_site.project import Project

#: What is fetched at the same moment, each under its own name: a worksheet's page; what can be taken
#: along from it; a play's page; a story's page; the list of plays; an activity in a portal; the worker; the engine on the
#: page's own thread, where workers are refused.
ENTRIES = (
    "pages/worksheet.mjs",
    "pages/take-along.mjs",
    "pages/play.mjs",
    "pages/home.mjs",
    "pages/plans.mjs",
    "pages/leave.mjs",
    "pages/story.mjs",
    "pages/choose.mjs",
    "embed/embed.mjs",
    "embed/check.mjs",
    "engine/engine-worker.mjs",
    "engine/engine-core.mjs",
)
#: What stands in the page itself, as scripts of the old kind: the first runs before all else, the second in the theme's place.
INLINE = ("pages/early.mjs", "pages/theme-later.mjs")
#: What stands before the theme's own scripts, in the worker that searches and in the page; those are of the old kind too.
SEARCH = ("search/search-worker.mjs", "search/open-search.mjs")
#: What answers at the site's root without a network, and what stands there in its place to remove it.
OFFLINE = ("offline/offline.mjs", "offline/offline-gone.mjs")
#: What runs before an activity is drawn, and what a portal may load to show one: scripts of the old kind.
EMBED = ("embed/embed-early.mjs", "embed/embed-host.mjs")
#: What stands in a package for a training portal before the page's scripts, and tells that portal: of the old kind too.
PORTAL = ("portal/portal-scorm.mjs", "portal/portal-cmi5.mjs", "portal/portal-thin.mjs")
STYLES = ("playbook.css", "embed.css", "thin.css")


_RULE = re.compile(r"[^{}]+\{[^{}]*\}")
_SLATE, _AUTO = "[data-md-color-scheme=slate]", "[data-md-color-scheme=auto]"


def bundle(assets: Path, project: Project) -> None:
    """Replace the modules and stylesheets of a built site's assets by the files that browsers fetch.

    Raises BuildError with what the bundler found, a line for each fault.
    """
    scripts = (*ENTRIES, *INLINE, *SEARCH, *OFFLINE, *EMBED, *PORTAL)
    _replace(assets / "js", "*.mjs", {name: _as_script(name) for name in scripts}, project)
    _replace(assets / "css", "*.css", {name: [] for name in STYLES}, project)
    for path in sorted((assets / "css").glob("*.css")):
        path.write_text(_with_auto(path.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")


def _with_auto(css: str) -> str:
    """Return minified styles that know a third scheme, ``auto``: it is the dark one wherever the reader's system is dark.

    Pages of the theme choose their scheme by a script. An activity's page has none that runs before it is drawn, and may have none
    at all.

    >>> _with_auto("[data-md-color-scheme=slate]{--ink:#fff}p{margin:0}\\n").splitlines()[1]
    '@media (prefers-color-scheme:dark){[data-md-color-scheme=auto]{--ink:#fff}}'
    """
    dark = "".join(rule.strip() for rule in _RULE.findall(css) if _SLATE in rule.partition("{")[0])
    return f"{css}@media (prefers-color-scheme:dark){{{dark.replace(_SLATE, _AUTO)}}}\n" if dark else css


def _replace(folder: Path, kind: str, entries: dict[str, list[str]], project: Project) -> None:
    bundled = {Path(name).name: _bundle(folder, name, options, project) for name, options in entries.items()}
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            shutil.rmtree(path)
        elif path.match(kind):
            path.unlink()
    for name, text in bundled.items():
        (folder / name).write_bytes(text)


def _as_script(name: str) -> list[str]:
    return [f"--format={'esm' if name in ENTRIES else 'iife'}", "--target=es2022"]


def _bundle(folder: Path, entry: str, options: list[str], project: Project) -> bytes:
    command = [node(), str(project.modules / "esbuild" / "bin" / "esbuild"), entry, "--bundle", "--minify"]
    command += [
        *options,
        "--log-level=warning",
        "--color=false",
        "--charset=utf8",
        # Else the bundler looks for settings in every folder above, and two checkouts get two answers.
        "--tsconfig-raw={}",
    ]
    # The site is written to a folder from which no search upwards leads to the packages.
    settings = {**os.environ, "NODE_PATH": str(project.modules)}
    done = subprocess.run(command, cwd=folder, env=settings, capture_output=True, check=False)
    said = done.stderr.decode(errors="replace").strip()
    if done.returncode or said:
        where = f"docs/assets/{folder.name}"
        raise BuildError([f"{where}: {line}" for line in said.splitlines() if line] or [f"{entry}: esbuild"])
    return done.stdout
