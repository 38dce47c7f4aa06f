"""The archive of compiled modules that the whole start ships: ``python.bin``.

Pyodide's own CPython compiles them, under Node, so that any Python can build the site.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from playbook_site.runtime.making import PACK, TASKS, Making, slashed
from playbook_site.runtime.pyodide_files import ORIGINALS, VERSION
from playbook_site.runtime.steps import Input


@dataclass(frozen=True, slots=True)
class Archive:
    """The archive: its file, the modules in it by where they come from, and the bytes of each."""

    path: Path
    stdlib: tuple[str, ...]
    own: tuple[str, ...]
    sizes: dict[str, int]


def make(making: Making, own: Path, library: str, requests: list[str]) -> Archive:
    """Return the archive of the modules that a start with these requests loads; ``own`` holds the sources of ours."""
    packages: list[Input] = [
        VERSION,
        *(making.package / name for name in (*ORIGINALS, "python_stdlib.zip")),
        PACK,
        TASKS,
        own,
    ]
    task = {"package": slashed(making.package), "packer": str(PACK), "own": str(own)}

    def record(_: Path) -> object:
        making.tell("recording which modules a start loads")
        return making.run({"do": "recordModules", "library": library, "requests": requests, **task}, making.work)

    modules = making.steps.result("modules", [*packages, library, *requests], record).value

    def pack(folder: Path) -> object:
        making.tell("compiling these modules")
        target = str(folder / "python.bin")
        return making.run({"do": "pack", "modules": modules, "target": target, **task}, making.work)

    names = [*modules["stdlib"], "", *modules["own"]]
    packed = making.steps.result("archive", [*packages, *names], pack)
    return Archive(packed.folder / "python.bin", tuple(modules["stdlib"]), tuple(modules["own"]), packed.value)
