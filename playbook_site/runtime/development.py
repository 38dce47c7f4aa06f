"""The runtime while somebody writes: Pyodide as it comes, and the engine's modules as they are written, in a tenth of a second.

Nothing is trimmed or tried out. Python's own library is compiled once, on the side; until that is done a page waits some seconds
longer for its first checklist. What is published goes through ``assemble.py`` instead.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

from playbook_site.errors import BuildError
from playbook_site.node import node
from playbook_site.project import Project

#: What the engine needs besides itself and the standard library.
PACKAGES = ("markdown_it", "mdurl")
#: Pyodide's files, under the names that the page asks for (engine-core.mjs).
_RENAMED = {"pyodide.mjs": "pyodide.js", "pyodide.asm.mjs": "pyodide.asm.js", "pyodide.asm.wasm": "pyodide.asm.wasm"}
HERE = Path(__file__).parent
_OTHER_HALF = re.compile(r"pyodide\.asm\.mjs")
_SOURCE_MAP = re.compile(r"\n//# sourceMappingURL=\S+\s*\Z")


def lay_out(project: Project) -> Path:
    """Return the folder of a runtime that starts whole, made now or kept from the last edit that left the engine alone.

    Its name tells what it holds. Raises BuildError when Pyodide is not installed.
    """
    package = project.modules / "pyodide"
    if not (package / "package.json").is_file():
        raise BuildError(["Pyodide is missing in node_modules: run the set-up again (make serve)."])
    modules = dict(_modules(project))
    folder = project.work / "development"
    compiled = folder / f"compiled-{_version(package)}.zip"
    parts = [compiled] if compiled.is_file() else []
    made = folder / _name(package, modules, parts)
    if made.is_dir():
        return made
    unfinished = folder / "unfinished"
    for old in folder.iterdir() if folder.is_dir() else ():
        if old.is_dir():
            shutil.rmtree(old)
    unfinished.mkdir(parents=True)
    for name, shown in _RENAMED.items():
        _copy(package / name, unfinished / shown)
    _write_archive(package / "python_stdlib.zip", parts, modules, unfinished / "python.bin")
    lock = json.loads((package / "pyodide-lock.json").read_text(encoding="utf-8"))
    # Our packages are in the archive, so that Pyodide has none to load.
    (unfinished / "lock.json").write_text(json.dumps({**lock, "packages": {}}), encoding="utf-8")
    files = {path.name: _facts(path) for path in sorted(unfinished.iterdir())}
    (unfinished / "manifest.json").write_text(json.dumps({"files": files}), encoding="utf-8")
    unfinished.rename(made)
    return made


def compile_on_the_side(project: Project, runtime: Path) -> subprocess.Popen[bytes] | None:
    """Begin to compile the library for the runtimes after this one, unless that is done; nobody waits for it."""
    compiled = runtime.with_name(f"compiled-{_version(project.modules / 'pyodide')}.zip")
    if compiled.is_file():
        return None
    command = [node(), str(HERE / "warm.mjs"), f"{runtime}{os.sep}", str(HERE / "warm.py"), str(compiled)]
    return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _version(package: Path) -> str:
    return str(json.loads((package / "package.json").read_text(encoding="utf-8"))["version"])


def _modules(project: Project) -> Iterator[tuple[str, bytes]]:
    """Yield the path and the source of every module, as the archive holds them."""
    tops = [project.root / "playbook_engine"]
    for name in PACKAGES:
        found = importlib.util.find_spec(name)
        if found is None or found.origin is None:
            raise BuildError([f"{name} is not installed: remove the folder .venv and run the command again."])
        tops.append(Path(found.origin).parent)
    for top in tops:
        for path in sorted(top.rglob("*.py")):
            yield path.relative_to(top.parent).as_posix(), path.read_bytes()


def _name(package: Path, modules: dict[str, bytes], parts: list[Path]) -> str:
    known = [_version(package), Path(__file__).read_text(encoding="utf-8"), *(path.name for path in parts)]
    digest = hashlib.sha256("\0".join(known).encode())
    for name, source in modules.items():
        digest.update(f"{name}\0{len(source)}\0".encode() + source)
    return digest.hexdigest()[:12]


def _copy(source: Path, target: Path) -> None:
    """Copy one of Pyodide's files; its script finds its other half under the new name."""
    if source.suffix == ".wasm":
        shutil.copyfile(source, target)
        return
    text = _SOURCE_MAP.sub("\n", source.read_text(encoding="utf-8"))
    target.write_text(_OTHER_HALF.sub(_RENAMED["pyodide.asm.mjs"], text), encoding="utf-8", newline="\n")


def _write_archive(stdlib: Path, parts: list[Path], modules: dict[str, bytes], target: Path) -> None:
    """Write the library, what of it is compiled (Python takes that first), and our modules into one archive."""
    shutil.copyfile(stdlib, target)
    with zipfile.ZipFile(target, "a", zipfile.ZIP_STORED) as archive:
        for part in parts:
            with zipfile.ZipFile(part) as compiled:
                for entry in compiled.infolist():
                    archive.writestr(entry, compiled.read(entry))
        for name, source in modules.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), source)


def _facts(path: Path) -> dict[str, object]:
    content = path.read_bytes()
    return {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
