"""The snapshot: the memory of a Python that has imported the engine, as it ships in ``memory.bin``.

Plain Pyodide starts Python from nothing and imports everything each time. Here that is done once, under Node, while the
site is built, and the browser goes on from a copy of that memory.
"""

from __future__ import annotations

import json
import shutil
import struct
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from playbook_site.errors import BuildError
from playbook_site.runtime import budgets, collector, strip_data
from playbook_site.runtime import heap as heaps
from playbook_site.runtime.making import HERE, IDLE, PREPARE, TABLE_SCRIPT, TASKS, WASM, Making, slashed
from playbook_site.runtime.steps import Input
from playbook_site.runtime.wasm import binary

WHOLE, ENGINE, MEMORY, ARCHIVE = "pyodide.asm.wasm", "engine.wasm", "memory.bin", "python.bin"
#: What both ways to start use.
SHARED = ("pyodide.js", "pyodide.asm.js", "lock.json")
#: The files of a start from the snapshot, and the names under which Pyodide asks for them (in the page and under Node).
NAMES = {ENGINE: WHOLE, MEMORY: MEMORY, **{name: name for name in SHARED}}
#: What a reader downloads, by the way to start.
STARTS = {"quick start": tuple(NAMES), "whole start": (*SHARED, WHOLE, ARCHIVE)}
EMPTY_ARCHIVE = b"PK\5\6" + bytes(18)
BLOCK = 256


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A snapshot, in four files of a folder, and the heap that it was taken of.

    ``head`` is Pyodide's own account of it, ``memory`` the memory, ``fresh`` the memory that a browser has just before
    the snapshot is put in, ``notes`` what the page must know of the table of functions, and which words stay the browser's. ``top`` is the end of the heap when all modules were imported, ``heap`` how far it may reach.
    """

    folder: Path
    top: int
    heap: int

    def read(self, name: str) -> bytes:
        """Return the contents of ``head``, ``memory``, ``fresh`` or ``notes``."""
        return (self.folder / name).read_bytes()

    def paths(self) -> dict[str, str]:
        """Return the four files as the tasks of tasks.mjs want them."""
        return _paths(self.folder)


def _paths(folder: Path) -> dict[str, str]:
    return {name: str(folder / name) for name in ("head", "memory", "fresh", "notes")}


class Rehearsed(NamedTuple):
    """What a rehearsal in the whole Python has shown."""

    idle: list[str]  # the Python functions that no request runs: the standard library's, mostly, and dataclasses'
    early: list[str]  # of these, the ones that no import of the engine runs
    telling: list[int]  # the requests that reach a function, or one way of a branch, which none before them reached


def rehearse(making: Making, runtime: Path, own: Collection[str], library: str, requests: list[str]) -> Rehearsed:
    """Answer all requests in the whole Python, and return what that has shown."""

    def record(_: Path) -> dict[str, list[Any]]:
        making.tell("recording which functions of Python run")
        task = {"do": "recordIdle", "runtime": slashed(runtime), "idle": str(IDLE), "own": sorted(own)}
        found: dict[str, list[Any]] = making.run({**task, "library": library, "requests": requests}, making.work)
        return found

    inputs: list[Input] = [*sorted(own), runtime / ARCHIVE, runtime / WHOLE, IDLE, TASKS, library, *requests]
    return Rehearsed(**making.steps.result("idle", inputs, record).value)


def take(making: Making, runtime: Path, own: Collection[str], shown: Rehearsed) -> Snapshot:
    """Start the runtime, import the modules ``own``, give up the functions that are idle, and return a snapshot of the memory.

    Raises BuildError when one of our modules uses what is dropped before the copy is made, or when the heap has too
    little room left.
    """
    original = (making.package / WHOLE).read_bytes()
    heap = heaps.initial_size(original)
    inputs: list[Input] = [
        *own,
        *(runtime / name for name in (*SHARED, WHOLE, ARCHIVE)),
        json.dumps([shown.idle, shown.early]),
        PREPARE,
        IDLE,
        TASKS,
        TABLE_SCRIPT,
        WASM,
        HERE / "heap.py",
        HERE / "collector.py",
    ]

    def copy(folder: Path) -> int:
        making.tell("taking a snapshot of a Python that has imported the engine")
        task = {"do": "snapshot", "runtime": slashed(runtime), "prepare": str(PREPARE), "idle": str(IDLE)}
        place = {"table": str(TABLE_SCRIPT), "heap": heap, "topAt": heaps.top_address(original)}
        work = {"own": sorted(own), "gone": shown.idle, "early": shown.early}
        answer = making.run({**task, **work, **place, **_paths(folder)}, making.work)
        if answer["faults"]:
            raise BuildError(answer["faults"])
        top: int = answer["top"]
        budgets.check_head_room(top, heap)
        memory = bytearray((folder / "memory").read_bytes())
        count = collector.unlink(memory, answer["frozen"], heaps.start(original))
        (folder / "memory").write_bytes(memory)
        making.tell(f"{count} objects are taken out of the collector's lists")
        return top

    taken = making.steps.result("snapshot", inputs, copy)
    return Snapshot(taken.folder, taken.value, heap)


def stage(runtime: Path, folder: Path, contents: dict[str, bytes] | None = None) -> Path:
    """Put the files of a start from the snapshot into ``folder``, under the names that Pyodide asks for; return it.

    ``contents`` gives other contents for some of these names, such as an instrumented WebAssembly.
    """
    folder.mkdir(exist_ok=True)
    for name, asked in NAMES.items():
        if (runtime / name).exists():
            shutil.copyfile(runtime / name, folder / asked)
    for name, content in {ARCHIVE: EMPTY_ARCHIVE, **(contents or {})}.items():
        (folder / name).write_bytes(content)
    return folder


def initial_memory(whole: bytes, size: int) -> bytes:
    """Return a memory of ``size`` bytes as the WebAssembly module lays it out before anything runs."""
    memory = bytearray(size)
    for address, content in binary.data(whole):
        memory[address : address + len(content)] = content
    return bytes(memory)


def pack(head: bytes, notes: bytes, memory: bytes, fresh: bytes, data: range) -> bytes:
    """Return the contents of ``memory.bin``: ``docs/assets/js/engine/image.mjs`` describes the format.

    The page first fills the module's own ``data`` (a range of addresses), then puts blocks of ``BLOCK`` bytes over it. A
    block ships when it differs from what is there by then, in the memory that the snapshot is put into (``fresh``) or in
    one in which nothing ran yet: what runs before the snapshot is put in might differ between browsers.

    Raises BuildError when the sizes do not fit together.
    """
    size = len(memory)
    if size % (8 * BLOCK) or len(fresh) != size or len(head) % 4:
        raise BuildError(["Pyodide's memory is not laid out as snapshot.py expects."])
    cleared = (strip_data.filled(one, data, ()) for one in (fresh, bytes(size)))
    view, old, older = (memoryview(one) for one in (memory, *cleared))
    bits = bytearray(size // BLOCK // 8)
    blocks = []
    for index in range(size // BLOCK):
        place = slice(index * BLOCK, (index + 1) * BLOCK)
        if view[place] != old[place] or view[place] != older[place]:
            bits[index >> 3] |= 1 << (index & 7)
            blocks.append(view[place])
    numbers = struct.pack("<7I", len(head), len(notes), size, BLOCK, len(blocks), data.start, data.stop)
    return b"".join([numbers, head, notes, bits, *blocks])
