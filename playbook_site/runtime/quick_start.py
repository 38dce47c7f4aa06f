"""Makes the quick start: ``memory.bin``, a snapshot of a started Python, and ``engine.wasm``, with just what it runs.

Of the WebAssembly's 17,000 functions those stay that ran while the engine answered the rehearsal's requests, and all
that these can call by name: a sixth. Each other one is a trap of three bytes. Of its data those bytes stay that these
functions can come to read (strip_data.py). A trap ends the start or the request with an exception, and the page then
starts the whole Python instead: a reader may wait longer, and never gets another answer.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from playbook_site.project import Say
from playbook_site.runtime import snapshot, strip_data
from playbook_site.runtime.profile import Profiler
from playbook_site.runtime.pyodide_files import RunTask
from playbook_site.runtime.wasm import binary, instructions, instrument

_TRAP = bytes([0, 0x00, 0x0B])  # no local variables, unreachable, end


def make(
    runtime: Path, work: Path, run: RunTask, *, own: Collection[str], library: str, requests: list[str], step: Say
) -> str:
    """Write ``engine.wasm`` and ``memory.bin`` into a runtime folder, and return a line that tells what they hold.

    ``run`` runs a task of tasks.mjs, ``own`` names the modules of the engine, ``requests`` is the rehearsal, ``step``
    tells what is being done. Raises BuildError when one of our modules uses what the snapshot drops.
    """
    step("taking a snapshot of a Python that has imported the engine")
    taken = snapshot.take(runtime, work, run, own)
    profiler = Profiler(runtime, work, run, taken, library, requests)
    whole = profiler.whole
    memory = taken.memory.read_bytes()
    bodies = list(binary.functions(whole))
    data = strip_data.extent(whole)
    step("profiling which functions run")
    ran = frozenset(profiler.functions()["all"])
    kept = instructions.reachable(whole, ran)
    step("profiling which data is read, by the engine and in tables of characters: this takes longest")
    read = profiler.data(kept, data)
    stays = strip_data.needed(whole, memory, kept, {*read["all"], *profiler.tables(kept, data)})
    untouched = snapshot.initial_memory(whole, len(memory))
    early = strip_data.pieces(untouched, data, read["start"])
    (runtime / snapshot.ENGINE).write_bytes(binary.with_data(strip_functions(whole, kept), early))
    head, fresh = taken.head.read_bytes(), taken.fresh.read_bytes()
    packed = snapshot.pack(head, strip_data.filled(memory, data, stays), fresh, data)
    (runtime / snapshot.MEMORY).write_bytes(packed)
    left = sum(end - begin for index, (begin, _, end) in enumerate(bodies) if index in kept)
    code = sum(end - begin for begin, _, end in bodies)
    return (
        f"{snapshot.ENGINE}: {len(kept):,} of {len(bodies):,} functions ({len(ran):,} ran, which name the others), "
        f"{left:,} of {code:,} bytes of code; of {len(data):,} bytes of data {len(stays) * instrument.GRAIN:,}"
    )


def strip_functions(whole: bytes, kept: Collection[int]) -> bytes:
    """Return the module in which each function whose number is not in ``kept`` is a trap. Numbers and tables stay."""
    bodies = [
        whole[begin:end] if index in kept else _TRAP for index, (begin, _, end) in enumerate(binary.functions(whole))
    ]
    return binary.with_bodies(whole, bodies)
