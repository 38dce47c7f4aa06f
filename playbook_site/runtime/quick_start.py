"""Makes the quick start: ``memory.bin``, a snapshot of a started Python, and ``engine.wasm``, with just what it runs.

Of the WebAssembly's 17,000 functions those stay that ran while the engine answered the rehearsal's requests, and all
that these can call by name: a sixth. Each other one is a trap of three bytes. Of its data those bytes stay that these
functions can come to read (strip_data.py). A trap ends the start or the request with an exception, and the page then
starts the whole Python instead: a reader may wait longer, and never gets another answer.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from playbook_site.runtime import budgets, snapshot, strip_data
from playbook_site.runtime.archive import Archive
from playbook_site.runtime.making import Making
from playbook_site.runtime.profile import Profiler
from playbook_site.runtime.wasm import binary, instructions, instrument

#: Of 2,900 requests 260 reached something new, and one other ran a function of the WebAssembly that these had not run.
EVERY = 15
_TRAP = bytes([0, 0x00, 0x0B])  # no local variables, unreachable, end


class Made(NamedTuple):
    """A quick start that has been made."""

    lines: list[str]  # what it holds, for whoever builds
    asked: list[str]  # the requests whose functions and data it has


def make(making: Making, runtime: Path, archive: Archive, *, library: str, visits: list[list[str]]) -> Made:
    """Write ``engine.wasm`` and ``memory.bin`` into a runtime folder, and return what they hold and with which requests.

    ``visits`` are the rehearsal's requests, by start; of the first, those are profiled that ``worth_profiling`` chooses.
    Raises BuildError when one of our modules uses what the snapshot drops, and when the heap has too little room left.
    """
    requests = [request for visit in visits for request in visit]
    shown = snapshot.rehearse(making, runtime, archive.own, library, requests)
    taken = snapshot.take(making, runtime, archive.own, shown)
    asked = worth_profiling(visits, shown.telling)
    profiler = Profiler(making, runtime, taken, library, asked)
    whole = profiler.whole
    memory = taken.read("memory")
    bodies = list(binary.functions(whole))
    data = strip_data.extent(whole)
    ran = profiler.functions()
    kept = instructions.reachable(whole, frozenset(ran["all"]))
    read = profiler.data(kept, data)
    tables = profiler.tables(kept, data, archive)
    making.tell("leaving out the functions and the data that were not used")
    stays = strip_data.needed(whole, memory, kept, {*read["all"], *tables})
    untouched = snapshot.initial_memory(whole, len(memory))
    early = strip_data.pieces(untouched, data, read["start"])
    (runtime / snapshot.ENGINE).write_bytes(binary.with_data(strip_functions(whole, kept), early))
    shipped = strip_data.filled(memory, data, stays)
    packed = snapshot.pack(taken.read("head"), taken.read("notes"), shipped, taken.read("fresh"), data)
    (runtime / snapshot.MEMORY).write_bytes(packed)
    left = sum(end - begin for index, (begin, _, end) in enumerate(bodies) if index in kept)
    code = sum(end - begin for begin, _, end in bodies)
    lines = [
        f"{snapshot.ENGINE}: {len(kept):,} of {len(bodies):,} functions ({len(ran['all']):,} ran, and call the others), "
        f"{left:,} of {code:,} bytes of code; of {len(data):,} bytes of data {len(stays) * instrument.GRAIN:,}",
        budgets.describe_heap(taken.top, taken.heap, ran["top"]),
    ]
    return Made(lines, [request for visit in asked for request in visit])


def worth_profiling(visits: list[list[str]], telling: Collection[int]) -> list[list[str]]:
    """Return the visits, of the first those requests alone that are ``telling``, and each ``EVERY``-th whatever it reached.

    A request that takes no new way through Python runs new functions of the WebAssembly for the values in it alone.
    """
    if not visits:
        return []
    first = [request for number, request in enumerate(visits[0]) if number in telling or number % EVERY == 0]
    return [first, *visits[1:]]


def strip_functions(whole: bytes, kept: Collection[int]) -> bytes:
    """Return the module in which each function whose number is not in ``kept`` is a trap. Numbers and tables stay."""
    bodies = [
        whole[begin:end] if index in kept else _TRAP for index, (begin, _, end) in enumerate(binary.functions(whole))
    ]
    return binary.with_bodies(whole, bodies)
