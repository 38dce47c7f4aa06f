"""The profile: which functions of the WebAssembly run, and which of its data is read, while the engine answers requests.

An instrumented module (wasm/instrument.py) sets one byte for each function, or for each ``GRAIN`` bytes of data. Here it
is started from the snapshot, answers the rehearsal's requests, and these bytes are read back.
"""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path
from typing import TypedDict

from playbook_site.runtime import snapshot
from playbook_site.runtime.pyodide_files import RunTask
from playbook_site.runtime.wasm import binary, instrument

_TABLES = Path(__file__).parent / "in_pyodide" / "character_tables.py"


class Hits(TypedDict):
    """The numbers of the functions, or grains of data, that were used."""

    start: list[int]  # before the snapshot was put in
    all: list[int]  # by the end


class Profiler:
    """Profiles one runtime folder, started from one snapshot, with one list of requests."""

    def __init__(
        self, runtime: Path, work: Path, run: RunTask, taken: snapshot.Snapshot, library: str, requests: list[str]
    ) -> None:
        self.runtime, self.work, self.run, self.taken = runtime, work, run, taken
        self.library, self.requests = library, requests
        self.whole = (runtime / snapshot.WHOLE).read_bytes()

    def functions(self) -> Hits:
        """Return the numbers of the functions that ran, counted without the imported ones."""
        count = len(list(binary.functions(self.whole)))
        return self._hits(instrument.functions(self.whole), instrument.FUNCTIONS_AT, count)

    def data(self, kept: Collection[int], data: range) -> Hits:
        """Return the grains of memory below ``data.stop`` that the functions ``kept`` read."""
        return self._hits(self._reading(kept, data), instrument.READS_AT, _grains(data))

    def tables(self, kept: Collection[int], data: range) -> list[int]:
        """Return the grains that are read when Python goes through all tables of characters."""
        archive = (self.runtime / snapshot.ARCHIVE).read_bytes()
        contents = {snapshot.WHOLE: self._reading(kept, data), snapshot.ARCHIVE: archive}
        folder = snapshot.stage(self.runtime, self.work / "instrumented", contents)
        task = {"do": "profileTables", "runtime": f"{folder}{os.sep}", "reader": str(_TABLES)}
        grains: list[int] = self.run({**task, "at": instrument.READS_AT, "count": _grains(data)}, self.work)
        return grains

    def _reading(self, kept: Collection[int], data: range) -> bytes:
        return instrument.reads(self.whole, kept, data.stop)

    def _hits(self, instrumented: bytes, at: int, count: int) -> Hits:
        folder = snapshot.stage(self.runtime, self.work / "instrumented", {snapshot.WHOLE: instrumented})
        task = {"do": "profile", "runtime": f"{folder}{os.sep}", "at": at, "count": count, **self.taken.paths()}
        hits: Hits = self.run({**task, "library": self.library, "requests": self.requests}, self.work)
        return hits


def _grains(data: range) -> int:
    return -(-data.stop // instrument.GRAIN)
