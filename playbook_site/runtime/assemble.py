"""Assembles what the browser downloads to run the engine: Pyodide, trimmed, and one archive of compiled modules.

Plain Pyodide ships its standard library as source and compiles it at every start, which is most of the wait. Here
its own CPython compiles it once, under Node, and only the modules that a start loads are kept. See ARCHITECTURE.md.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path
from typing import Any

from playbook_engine import bridge
from playbook_site.errors import BuildError
from playbook_site.node import node
from playbook_site.project import Project, Say
from playbook_site.runtime import rehearsal, snapshot, trim, wheels

VERSION = "314.0.7"
HERE = Path(__file__).parent
# What the packing depends on besides the packages: these files.
TOOLS = sorted(path for path in HERE.rglob("*") if path.suffix in (".py", ".mjs"))
# The module that imports the other half is renamed: some hosts serve .mjs as text, and proxies block .zip and .whl.
RENAMED = {"pyodide.mjs": "pyodide.js", "pyodide.asm.mjs": "pyodide.asm.js", "pyodide.asm.wasm": "pyodide.asm.wasm"}


def assemble(project: Project, library: str, *, say: Say = print) -> Path:
    """Return the folder of the assembled runtime, made now or kept from an earlier build of the same inputs.

    Its name is the hash of what it holds. Raises BuildError when the engine, started from it, does not answer the
    library's own examples exactly as it does here.
    """
    package = project.modules / "pyodide"
    _check_package(package)
    folder = project.work / "runtime"
    folder.mkdir(parents=True, exist_ok=True)
    requests = rehearsal.example_requests(library)
    note = folder / f"{_key(project)}.txt"
    kept = folder / note.read_text(encoding="utf-8") if note.exists() else None
    if kept is not None and is_whole(kept):
        if _verified(kept, library):
            return kept
        if _all_faults(project, kept, library, requests)[0] == []:
            _mark_verified(kept, library)
            return kept
    made = _make(project, package, folder, library, requests, say)
    _step(say)("comparing its answers with CPython's, on both ways to start")
    faults, seconds = _all_faults(project, made, library, requests)
    if faults:
        shutil.rmtree(made)
        raise BuildError(faults)
    say(f"  started under Node in {seconds[1]:.1f} s, whole in {seconds[0]:.1f} s; "
        f"{len(requests)} requests answered as by CPython")  # fmt: skip
    note.write_text(made.name, encoding="utf-8")
    _mark_verified(made, library)
    _forget_old(folder)
    return made


def is_whole(runtime: Path) -> bool:
    """Tell whether a runtime folder holds every file of its manifest, byte for byte."""
    manifest = runtime / "manifest.json"
    if not manifest.is_file():
        return False
    files = json.loads(manifest.read_text(encoding="utf-8"))["files"]
    return all(_sha256(runtime / name) == entry["sha256"] for name, entry in files.items())


def _check_package(package: Path) -> None:
    try:
        found = json.loads((package / "package.json").read_text(encoding="utf-8"))["version"]
    except FileNotFoundError:
        found = "none"
    if found != VERSION:
        raise BuildError(
            [f"Pyodide {VERSION} is wanted in node_modules, found {found}: run the set-up again (make build)."]
        )


def _key(project: Project) -> str:
    """Return a name for everything that the archive is made from, the texts excepted."""
    digest = hashlib.sha256(VERSION.encode())
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
        f"Assembling the browser's runtime from Pyodide {VERSION}: once for each change of the engine, half a minute or more"
    )
    step = _step(say)
    work = folder / f"work-{os.getpid()}"
    shutil.rmtree(work, ignore_errors=True)
    try:
        made = wheels.make_wheels(project.root, work / "wheels")
        wheels.unpack(made, work / "own")
        out = work / "out"
        out.mkdir()
        common = {"package": f"{package}{os.sep}", "packer": str(HERE / "pack.py"), "work": str(work)}
        step("noting which modules a start loads, and compiling them")
        modules = _node({"do": "note", "library": library, "requests": requests, **common}, work)
        sizes = _node({"do": "pack", "modules": modules, "target": str(out / "python.bin"), **common}, work)
        step("leaving out of Pyodide's script what nothing names")
        _copy_parts(package, out, work)
        _write_lock(package, made, out / "lock.json")
        rehearsed = rehearsal.rehearsal(library)
        quick = snapshot.make(out, work, _node, own=modules["own"], library=library, requests=rehearsed, step=step)
        _write_licences(out)
        _write_manifest(out)
        target = folder / _sha256(out / "manifest.json")[:12]
        shutil.rmtree(target, ignore_errors=True)
        out.rename(target)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    _report(target, modules, sizes, quick, say)
    return target


def _step(say: Say) -> Say:
    """Return what tells a step of a long work, below its title."""
    return lambda what: say(f"  {what}")


def _copy_parts(package: Path, out: Path, work: Path) -> None:
    """Copy Pyodide's own three files under their new names, without what only compiled packages would use."""
    terser = (package.parent / "terser" / "main.js").as_uri()
    half, wasm = "pyodide.asm.mjs", "pyodide.asm.wasm"
    texts = {name: (package / name).read_text(encoding="utf-8") for name in RENAMED if name != wasm}
    texts[half], trimmed = trim.trim(texts["pyodide.mjs"], texts[half], (package / wasm).read_bytes())
    texts[half] = _node({"do": "shake", "terser": terser, "script": texts[half]}, work)
    (out / RENAMED[wasm]).write_bytes(trimmed)
    texts["pyodide.mjs"], patched = re.subn(r"pyodide\.asm\.mjs", RENAMED[half], texts["pyodide.mjs"])
    if patched != 1:
        raise BuildError([f"pyodide.mjs of Pyodide {VERSION} names its other half {patched} times, not once."])
    for name, text in texts.items():
        text = re.sub(r"\n//# sourceMappingURL=\S+\s*\Z", "\n", text)
        (out / RENAMED[name]).write_text(text, encoding="utf-8", newline="\n")


def _write_lock(package: Path, made: list[Path], target: Path) -> None:
    """Write a lock file that names our three packages instead of Pyodide's 350."""
    from pyodide_lock import PyodideLockSpec
    from pyodide_lock.utils import add_wheels_to_spec

    lock = PyodideLockSpec.from_json(package / "pyodide-lock.json")
    lock.packages = {}
    try:
        lock = add_wheels_to_spec(lock, made)
    except RuntimeError as fault:
        raise BuildError([f"The browser's packages do not fit together: {fault}"]) from None
    lock.to_json(target)


def _write_licences(out: Path) -> None:
    licences = HERE / "licences"
    texts = [
        (
            "Pyodide",
            f"{VERSION}, without the exports and the parts of its script that nothing here uses, under other file names; "
            "engine.wasm also without the functions and the data that the engine does not use",
            "https://github.com/pyodide/pyodide",
            "MPL-2.0.txt",
        ),
        (
            "CPython",
            "3.14.2, compiled, parts of its standard library; memory.bin holds them as they stand in a started Python",
            "https://github.com/python/cpython",
            "PSF-2.0.txt",
        ),
    ]
    parts = [
        "What this folder holds, where its source is, and the licences it comes under.",
        *(f"{name} {what}\nSource: {source}\nLicence: {file[:-4]}, below" for name, what, source, file in texts),
        *(f"{name} {metadata.version(name)}, compiled\nLicence: MIT, below" for name in wheels.INSTALLED),
        "The playbook's own engine (playbook_engine), compiled\nLicence: MIT",
    ]
    for name, _, _, file in texts:
        parts.append(f"{'=' * 78}\n{name}\n\n{(licences / file).read_text(encoding='utf-8').strip()}")
    for name in wheels.INSTALLED:
        for entry in metadata.distribution(name).files or ():
            if entry.name.startswith("LICENSE"):
                text = Path(str(metadata.distribution(name).locate_file(entry))).read_text(encoding="utf-8")
                parts.append(f"{'=' * 78}\n{name}, {entry.name}\n\n{text.strip()}")
    (out / "LICENSES.txt").write_text("\n\n".join(parts) + "\n", encoding="utf-8", newline="\n")


def _write_manifest(out: Path) -> None:
    files = {
        path.name: {"size": path.stat().st_size, "sha256": _sha256(path)}
        for path in sorted(out.iterdir(), key=lambda p: p.name)
    }
    text = json.dumps({"pyodide": VERSION, "files": files}, indent=1) + "\n"
    (out / "manifest.json").write_text(text, encoding="utf-8", newline="\n")


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


def _all_faults(project: Project, runtime: Path, library: str, requests: list[str]) -> tuple[list[str], list[float]]:
    """Return what differs when the runtime starts whole and from its image, and how many seconds each start took."""
    starts = (_run(runtime, library, requests), _replay(project, runtime, library, requests))
    faults = [fault for started in starts for fault in _faults(started, requests, library)]
    return faults, [started["started"] / 1000 for started in starts]


def _replay(project: Project, runtime: Path, library: str, requests: list[str]) -> dict[str, Any]:
    """Start from the image with the page's own script."""
    with tempfile.TemporaryDirectory(dir=runtime.parent) as folder:
        place = snapshot.lay_out(runtime, Path(folder))
        core = str(project.docs / "assets" / "js" / "engine" / "engine-core.mjs")
        return _tried({"do": "replay", "runtime": f"{place}{os.sep}", "core": core}, runtime, library, requests)


def _run(runtime: Path, library: str, requests: list[str]) -> dict[str, Any]:
    return _tried({"do": "run", "runtime": f"{runtime}{os.sep}"}, runtime, library, requests)


def _tried(task: dict[str, Any], runtime: Path, library: str, requests: list[str]) -> dict[str, Any]:
    try:
        started: dict[str, Any] = _node({**task, "library": library, "requests": requests}, runtime.parent)
        return started
    except BuildError as stop:
        return {"fault": str(stop), "started": 0.0, "replies": []}


def _faults(started: dict[str, Any], requests: list[str], library: str) -> list[str]:
    """Return what differs between the trimmed runtime and this Python, in a sentence each."""
    if "fault" in started:
        missing = re.search(r"No module named '([\w.]+)'", started["fault"])
        if missing:
            return [f"The browser's runtime lacks the module {missing.group(1)}: add it to IN_DOUBT in pack.py."]
        return [f"The browser's runtime does not start: {started['fault'][-600:]}"]
    if "FileNotFoundError" not in started.get("refusal", "FileNotFoundError"):
        return [f"The browser's runtime cannot report a fault: {started['refusal'][-600:]}"]
    expected = _answer_here(requests, library)
    return [
        f"The browser's runtime answers otherwise than CPython: request {request[:200]}"
        for request, here, there in zip(requests, expected, started["replies"], strict=True)
        if here != there
    ]


def _answer_here(requests: Iterable[str], library: str) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "library.json"
        path.write_text(library, encoding="utf-8")
        bridge.open_library(str(path))
        return [bridge.run(request) for request in requests]


def _node(task: dict[str, Any], folder: Path) -> Any:
    """Run one task of tasks.mjs and return its answer. Raises BuildError with what it said when it fails."""
    note = folder / f"task-{os.getpid()}.json"
    note.write_text(json.dumps(task), encoding="utf-8")
    try:
        done = subprocess.run(
            [node(), str(HERE / "tasks.mjs"), str(note)], capture_output=True, check=False, timeout=180, env=_quiet()
        )
    except subprocess.TimeoutExpired:
        raise BuildError(
            [f"Pyodide under Node took more than 180 seconds to {task['do']}: run the command again."]
        ) from None
    finally:
        note.unlink(missing_ok=True)
    if done.returncode:
        raise BuildError([done.stderr.decode(errors="replace").strip()[-4000:] or "Node stopped without a word."])
    return json.loads(done.stdout.decode())


def _quiet() -> dict[str, str]:
    return {**os.environ, "NODE_NO_WARNINGS": "1"}


def _verified(runtime: Path, library: str) -> bool:
    mark = runtime.with_name(runtime.name + ".verified")
    return mark.exists() and hashlib.sha256(library.encode()).hexdigest() in mark.read_text(encoding="utf-8")


def _mark_verified(runtime: Path, library: str) -> None:
    mark = runtime.with_name(runtime.name + ".verified")
    with mark.open("a", encoding="utf-8") as file:
        file.write(hashlib.sha256(library.encode()).hexdigest() + "\n")


def _forget_old(folder: Path) -> None:
    """Keep the last few runtimes: 15 MB each."""
    kept = sorted((path for path in folder.iterdir() if is_whole(path)), key=lambda path: path.stat().st_mtime)
    for path in kept[:-4]:
        shutil.rmtree(path)


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
