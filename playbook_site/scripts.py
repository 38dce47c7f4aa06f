"""Puts the page's scripts together: modules are written one idea a file, and fetched in as few files as there are moments.

What a worksheet page needs at once is one file, what its worker needs another: a browser learns of a module's imports only
when it has read the module, and on a slow line each such step is a wait.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

from playbook_site.errors import BuildError
from playbook_site.project import Project
from playbook_site.runtime import node

#: What is fetched at the same moment: the page itself; its worker; the engine on the page's own thread, where workers are refused.
ENTRIES = ("worksheet.mjs", "engine-worker.mjs", "engine-core.mjs")
#: What stands in the page itself, as scripts of the old kind: the first runs before all else, the second in the theme's place.
INLINE = ("early.mjs", "theme-later.mjs")
# Fetched by name when it is needed, and not with what names it.
_LATER = {"worksheet.mjs": ("./engine-core.mjs",)}


def bundle(folder: Path, project: Project) -> None:
    """Replace the modules in a folder of a built site by the files that browsers fetch.

    Raises BuildError with what the bundler found, a line for each fault.
    """
    modules = sorted(folder.glob("*.mjs"))
    bundled = {name: _bundle(folder / name, project) for name in (*ENTRIES, *INLINE)}
    for path in modules:
        path.unlink()
    for name, text in bundled.items():
        (folder / name).write_bytes(text)


def _bundle(entry: Path, project: Project) -> bytes:
    command = [node(), str(project.modules / "esbuild" / "bin" / "esbuild"), entry.name, "--bundle", "--minify"]
    command += [
        f"--format={'iife' if entry.name in INLINE else 'esm'}",
        "--target=es2022",
        "--log-level=warning",
        "--color=false",
        "--charset=utf8",
        # Else the bundler looks for settings in every folder above, and two checkouts get two answers.
        "--tsconfig-raw={}",
    ]
    command += [f"--external:{name}" for name in _LATER.get(entry.name, ())]
    done = subprocess.run(command, cwd=entry.parent, capture_output=True, check=False)
    said = done.stderr.decode(errors="replace").strip()
    if done.returncode or said:
        raise BuildError(
            [f"docs/assets/js: {line}" for line in said.splitlines() if line] or [f"{entry.name}: esbuild"]
        )
    return done.stdout
