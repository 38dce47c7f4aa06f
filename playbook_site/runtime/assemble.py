"""Assembles what the browser downloads to run the engine: Pyodide, stripped, one archive of compiled modules, a snapshot.

Plain Pyodide ships its standard library as source and compiles it at every start, which is most of the wait. Here
its own CPython compiles it once, under Node, and only the modules that a start loads are kept. README.md in this
folder explains the parts.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from importlib import metadata
from pathlib import Path

from playbook_site.errors import BuildError
from playbook_site.project import Project, Say
from playbook_site.runtime import compare, manifest, node_tasks, pyodide_files, quick_start, rehearsal, wheels

HERE = Path(__file__).parent
# What the packing depends on besides the packages: these files.
TOOLS = sorted(path for path in HERE.rglob("*") if path.suffix in (".py", ".mjs"))


def assemble(project: Project, library: str, *, say: Say = print) -> Path:
    """Return the folder of the assembled runtime, made now or kept from an earlier build of the same inputs.

    Its name is the hash of what it holds. Raises BuildError when the engine, started from it, does not answer the
    library's own examples exactly as it does here.
    """
    package = project.modules / "pyodide"
    pyodide_files.check_version(package)
    folder = project.work / "runtime"
    folder.mkdir(parents=True, exist_ok=True)
    requests = rehearsal.example_requests(library)
    record = folder / f"{_key(project)}.txt"
    kept = folder / record.read_text(encoding="utf-8") if record.exists() else None
    if kept is not None and manifest.is_whole(kept):
        if _verified(kept, library):
            return kept
        if compare.all_faults(project, kept, library, requests)[0] == []:
            _mark_verified(kept, library)
            return kept
    made = _make(project, package, folder, library, requests, say)
    _step(say)("comparing its answers with CPython's, on both ways to start")
    faults, seconds = compare.all_faults(project, made, library, requests)
    if faults:
        shutil.rmtree(made)
        raise BuildError(faults)
    say(f"  started under Node in {seconds[1]:.1f} s, whole in {seconds[0]:.1f} s; "
        f"{len(requests)} requests answered as by CPython")  # fmt: skip
    record.write_text(made.name, encoding="utf-8")
    _mark_verified(made, library)
    _forget_old(folder)
    return made


def _key(project: Project) -> str:
    """Return a name for everything that the archive is made from, the texts excepted."""
    digest = hashlib.sha256(pyodide_files.VERSION.encode())
    for name in wheels.INSTALLED:
        digest.update(f"{name} {metadata.version(name)}".encode())
    sources = [*TOOLS]
    sources += sorted((project.root / "playbook_engine").rglob("*.py"))
    sources += [project.root / "pyproject.toml", project.root / "package-lock.json"]
    for path in sources:
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def _make(project: Project, package: Path, folder: Path, library: str, requests: list[str], say: Say) -> Path:
    say(
        f"Assembling the browser's runtime from Pyodide {pyodide_files.VERSION}: "
        "once for each change of the engine, half a minute or more"
    )
    step = _step(say)
    work = folder / f"work-{os.getpid()}"
    shutil.rmtree(work, ignore_errors=True)
    run = node_tasks.run
    try:
        made = wheels.make_wheels(project.root, work / "wheels")
        wheels.unpack(made, work / "own")
        out = work / "out"
        out.mkdir()
        packer = str(HERE / "in_pyodide" / "pack.py")
        common = {"package": f"{package}{os.sep}", "packer": packer, "work": str(work)}
        step("recording which modules a start loads, and compiling them")
        modules = run({"do": "recordModules", "library": library, "requests": requests, **common}, work)
        sizes = run({"do": "pack", "modules": modules, "target": str(out / "python.bin"), **common}, work)
        step("leaving out of Pyodide's script what nothing names")
        pyodide_files.copy(package, out, work, run)
        pyodide_files.write_lock(package, made, out / "lock.json")
        rehearsed = rehearsal.rehearsal(library)
        quick = quick_start.make(out, work, run, own=modules["own"], library=library, requests=rehearsed, step=step)
        manifest.write_licences(out)
        manifest.write(out)
        target = folder / manifest.sha256(out / "manifest.json")[:12]
        shutil.rmtree(target, ignore_errors=True)
        out.rename(target)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    _report(target, modules, sizes, quick, say)
    return target


def _step(say: Say) -> Say:
    """Return what tells a step of a long work, below its title."""
    return lambda what: say(f"  {what}")


def _report(target: Path, modules: dict[str, list[str]], sizes: dict[str, int], quick: str, say: Say) -> None:
    stdlib = sum(sizes[name] for name in modules["stdlib"])
    own = sum(sizes[name] for name in modules["own"])
    say(f"  python.bin: {len(modules['stdlib'])} modules of the standard library ({stdlib:,} bytes) and "
        f"{len(modules['own'])} of the engine and markdown-it-py ({own:,} bytes)")  # fmt: skip
    heavy = sorted(sizes, key=lambda name: -sizes[name])[:8]
    say(f"  {quick}")
    say("  heaviest: " + ", ".join(f"{name} {sizes[name]:,}" for name in heavy))
    for path in sorted(target.iterdir(), key=lambda path: -path.stat().st_size):
        say(f"  {path.stat().st_size:>10,}  {path.name}")


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
