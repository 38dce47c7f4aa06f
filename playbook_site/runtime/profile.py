"""The profile: which functions of the WebAssembly run, and which of its data is read, while the engine answers requests.

An instrumented module (wasm/instrument.py) marks each function, or each ``GRAIN`` bytes of data, that is used. Here it is
started from the snapshot, answers the rehearsal's requests, and the marks are read back. The rehearsal consists of visits:
each is answered from a fresh start.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypedDict

from playbook_site.runtime import budgets, heap, pyodide_files, snapshot
from playbook_site.runtime.archive import Archive
from playbook_site.runtime.making import HERE, PACK, TABLES, TASKS, WASM, Making, slashed
from playbook_site.runtime.steps import Input
from playbook_site.runtime.wasm import binary, instrument

_TOOLS = [TASKS, WASM, HERE / "heap.py"]


class Used(TypedDict):
    """The numbers of the functions, or grains of data, that were used, and how far the heap reached."""

    start: list[int]  # before the snapshot was put in
    all: list[int]  # by the end
    top: int


@dataclass(frozen=True)
class Profiler:
    """Profiles one runtime folder, started from one snapshot, with lists of requests, each from a fresh start."""

    making: Making
    runtime: Path
    taken: snapshot.Snapshot
    library: str
    visits: list[list[str]]

    @cached_property
    def whole(self) -> bytes:
        """The WebAssembly of the whole start, which is what gets instrumented."""
        return (self.runtime / snapshot.WHOLE).read_bytes()

    def functions(self) -> Used:
        """Return the numbers of the functions that ran, counted without the imported ones."""

        def record(_: Path) -> Used:
            self.making.tell("profiling which functions run")
            count = len(list(binary.functions(self.whole)))
            return self._run(instrument.functions(self.whole), instrument.FUNCTIONS_AT, count)

        used: Used = self.making.steps.result("functions", self._inputs(), record).value
        return used

    def data(self, kept: Collection[int], data: range) -> Used:
        """Return the grains of memory below ``data.stop`` that the functions ``kept`` read."""

        def record(_: Path) -> Used:
            self.making.tell("profiling which data is read by the engine")
            return self._run(self._reading(kept, data), instrument.READS_AT, _grains(data))

        used: Used = self.making.steps.result("data", [*self._inputs(), _numbers(kept), repr(data)], record).value
        return used

    def tables(self, kept: Collection[int], data: range, archive: Archive) -> list[int]:
        """Return the grains that the functions ``kept`` read when Python goes through all tables of characters."""

        def record(_: Path) -> list[int]:
            self.making.tell("profiling which data is read in tables of characters")
            contents = {snapshot.WHOLE: self._reading(kept, data), snapshot.ARCHIVE: archive.path.read_bytes()}
            folder = snapshot.stage(self.runtime, self.making.work / "instrumented", contents)
            task = {"do": "profileTables", "runtime": slashed(folder), "reader": str(TABLES)}
            more = {"at": instrument.READS_AT, "count": _grains(data)}
            found: list[int] = self.making.run({**task, **more}, self.making.work)
            return found

        # Only the standard library is loaded, so that an edit of the engine changes nothing here; lock.json names the engine.
        pyodide = [self.runtime / name for name in pyodide_files.NAMES]
        inputs: list[Input] = [*pyodide, TABLES, PACK, *_TOOLS, *archive.stdlib, _numbers(kept), repr(data)]
        grains: list[int] = self.making.steps.result("tables", inputs, record).value
        return grains

    def _inputs(self) -> list[Input]:
        shared = [self.runtime / name for name in (*snapshot.SHARED, snapshot.WHOLE)]
        return [
            *shared,
            self.taken.folder / "head",
            self.taken.folder / "memory",
            *_TOOLS,
            self.library,
            json.dumps(self.visits),
        ]

    def _reading(self, kept: Collection[int], data: range) -> bytes:
        return instrument.reads(self.whole, kept, data.stop)

    def _run(self, instrumented: bytes, at: int, count: int) -> Used:
        folder = snapshot.stage(self.runtime, self.making.work / "instrumented", {snapshot.WHOLE: instrumented})
        task = {"do": "profile", "runtime": slashed(folder), "at": at, "count": count, **self.taken.paths()}
        place = {"topAt": heap.top_address((self.making.package / snapshot.WHOLE).read_bytes())}
        asked = {"library": self.library, "visits": self.visits}
        used: Used = self.making.run({**task, **place, **asked}, self.making.work)
        budgets.check_marks(used["top"], instrument.FUNCTIONS_AT)
        return used


def _grains(data: range) -> int:
    return -(-data.stop // instrument.GRAIN)


def _numbers(kept: Collection[int]) -> str:
    return " ".join(map(str, sorted(kept)))
