"""Assembles what the browser downloads to run the engine: Pyodide, stripped, one archive of compiled modules, a snapshot.

Plain Pyodide ships its standard library as source and compiles it at every start, which is most of the wait. Here
its own CPython compiles it once, under Node, and only the modules that a start loads are kept. README.md in this
folder explains the parts.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Collection
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from playbook_site.errors import BuildError
from playbook_site.project import Project, Say
from playbook_site.runtime import archive as archives
from playbook_site.runtime import (
    budgets,
    compare,
    engine_coverage,
    manifest,
    pyodide_files,
    quick_start,
    rehearsal,
    snapshot,
    wheels,
)
from playbook_site.runtime.making import HERE, TABLE_SCRIPT, Making, RunTask
from playbook_site.runtime.node_tasks import TaskRunner
from playbook_site.runtime.steps import Steps

SERVING = {"development.py", "warm.mjs", "warm.py"}  # used by make serve alone
# What the packing depends on besides the packages: these files.
TOOLS = sorted(path for path in HERE.rglob("*") if path.suffix in (".py", ".mjs") and path.name not in SERVING)


def assemble(project: Project, library: str, *, rehearsed: Collection[str] = (), say: Say = print) -> Path:
    """Return the folder of the assembled runtime, made now or kept from an earlier build of the same inputs.

    Its name is the hash of what it holds. ``rehearsed`` names the worksheets whose requests the quick start is made for, none:
    all; a request of another one may end it, and the whole start answers. Raises BuildError when the engine, started from it, does not answer the
    library's own examples exactly as it does here.
    """
    pyodide_files.check_version(project.modules / "pyodide")
    folder = project.work / "runtime"
    folder.mkdir(parents=True, exist_ok=True)
    requests = rehearsal.example_requests(library, rehearsed)
    run = TaskRunner(say)
    record = folder / f"{_key(project)}.txt"
    kept = folder / record.read_text(encoding="utf-8") if record.exists() else None
    if kept is not None and manifest.is_whole(kept):
        if _verified(kept, library):
            return kept
        if compare.all_faults(project, run, kept, library, requests)[0] == []:
            _mark_verified(kept, library)
            return kept
    say(f"Making the browser's runtime from Pyodide {pyodide_files.VERSION}: once for each change of the engine, about a "
        "quarter of an hour. Finished steps are kept, so it can be stopped at any time.")  # fmt: skip
    tell = _indented(say)
    visits = rehearsal.visits(library, rehearsed)
    made = _make(project, folder, library, requests, visits, run, tell)
    tell("comparing its answers with CPython's, on both ways to start")
    faults, seconds = compare.all_faults(project, run, made.folder, library, requests)
    if faults:
        shutil.rmtree(made.folder)
        raise BuildError(faults)
    covered = engine_coverage.measure(project.root, made.archive.own, library, made.quick.asked)
    for line in (*_describe(made.archive), *made.quick.lines, *engine_coverage.describe(covered)):
        tell(line)
    for line in budgets.describe_files(made.folder, snapshot.STARTS):
        tell(line)
    tell(f"started under Node in {seconds[1]:.1f} s, whole in {seconds[0]:.1f} s; "
         f"{len(requests)} requests answered as by CPython")  # fmt: skip
    record.write_text(made.folder.name, encoding="utf-8")
    _mark_verified(made.folder, library)
    _forget_old(folder)
    return made.folder


def _key(project: Project) -> str:
    """Return a name for everything that the archive is made from, the texts excepted."""
    digest = hashlib.sha256(pyodide_files.VERSION.encode())
    for name in wheels.INSTALLED:
        digest.update(f"{name} {metadata.version(name)}".encode())
    sources = [*TOOLS, TABLE_SCRIPT]
    sources += sorted((project.root / "playbook_engine").rglob("*.py"))
    sources += [project.root / "pyproject.toml", project.root / "package-lock.json"]
    for path in sources:
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class _Made:
    """A runtime that has just been made: its folder, its archive, and its quick start."""

    folder: Path
    archive: archives.Archive
    quick: quick_start.Made


def _make(
    project: Project, folder: Path, library: str, requests: list[str], visits: list[list[str]], run: RunTask, tell: Say
) -> _Made:
    package = project.modules / "pyodide"
    work = folder / f"work-{os.getpid()}"
    shutil.rmtree(work, ignore_errors=True)
    making = Making(package, work, Steps(folder / "steps"), run, tell)
    out = work / "out"
    try:
        made = wheels.make_wheels(project.root, work / "wheels")
        wheels.unpack(made, work / "own")
        out.mkdir()
        archive = archives.make(making, work / "own", library, requests)
        shutil.copyfile(archive.path, out / archive.path.name)
        stripped = pyodide_files.strip(making)
        for name in pyodide_files.NAMES:
            shutil.copyfile(stripped / name, out / name)
        pyodide_files.write_lock(package, made, out / "lock.json")
        quick = quick_start.make(making, out, archive, library=library, visits=visits)
        manifest.write_licences(out)
        manifest.write(out)
        target = folder / manifest.sha256(out / "manifest.json")[:12]
        shutil.rmtree(target, ignore_errors=True)
        out.rename(target)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    making.steps.forget_old()
    return _Made(target, archive, quick)


def _indented(say: Say) -> Say:
    """Return what tells a line below a title."""
    return lambda what: say(f"  {what}")


def _describe(archive: archives.Archive) -> list[str]:
    stdlib, own = (sum(archive.sizes[name] for name in names) for names in (archive.stdlib, archive.own))
    heavy = sorted(archive.sizes, key=lambda name: -archive.sizes[name])[:8]
    return [
        f"python.bin: {len(archive.stdlib)} modules of the standard library ({stdlib:,} bytes) and "
        f"{len(archive.own)} of the engine and markdown-it-py ({own:,} bytes)",
        "heaviest: " + ", ".join(f"{name} {archive.sizes[name]:,}" for name in heavy),
    ]


def _verified(runtime: Path, library: str) -> bool:
    mark = runtime.with_name(runtime.name + ".verified")
    return mark.exists() and hashlib.sha256(library.encode()).hexdigest() in mark.read_text(encoding="utf-8")


def _mark_verified(runtime: Path, library: str) -> None:
    mark = runtime.with_name(runtime.name + ".verified")
    with mark.open("a", encoding="utf-8") as file:
        file.write(hashlib.sha256(library.encode()).hexdigest() + "\n")


def _forget_old(folder: Path) -> None:
    """Keep the last few runtimes: 15 MB each."""
    whole = (path for path in folder.iterdir() if manifest.is_whole(path))
    for path in sorted(whole, key=lambda path: path.stat().st_mtime)[:-4]:
        shutil.rmtree(path)
