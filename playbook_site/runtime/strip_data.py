"""Decides which of the WebAssembly's own data ships with the quick start.

Three megabytes of it are never written: the docstrings of every type, the modules that Python starts from, code pages of
East Asia, the names of all characters. Of these the following stay: what was read in the rehearsal and in the tables of
characters, what a shipped function names, what can be reached from there along pointers, and some bytes around each. Any
word that may be a pointer counts as one. Data that is written stays as a whole.

What does not stay is filled with 255s, not with zeros. A zero could pass for a result, but as a pointer, a length or a
function, 255s lead nowhere, so a read of them traps.
"""

from __future__ import annotations

import array
import bisect
import sys
from collections.abc import Collection, Iterable, Iterator

from playbook_site.errors import BuildError
from playbook_site.runtime.wasm import binary, instructions
from playbook_site.runtime.wasm.instrument import GRAIN

FILL = 0xFF
# How many bytes stay at least: from an address that code names, from one that a pointer holds, and before either. When an
# index never begins at 0, a compiler may name an address inside a table, or before it.
_NAMED, _POINTED, _AROUND = 1024, 64, 64


def extent(whole: bytes) -> range:
    """Return the addresses from the first to the last byte of the module's data."""
    pieces = [(address, address + len(content)) for address, content in binary.data(whole)]
    return range(min(start for start, _ in pieces), max(end for _, end in pieces))


def needed(whole: bytes, memory: bytes, kept: Collection[int], read: Iterable[int]) -> frozenset[int]:
    """Return the grains of memory, counted from address 0, that stay.

    ``kept`` are the functions that ship, ``memory`` is what they will find, ``read`` the grains that have been read.
    """
    data = extent(whole)
    written = _first_written(whole, memory)
    named: set[int] = set(_exported_addresses(whole))
    bounds: set[int] = set()
    for index, numbers in enumerate(instructions.places(whole)):
        inside = {number for number in numbers if number in data}
        bounds |= inside
        if index in kept:
            named |= inside
    words = array.array("I", memory[: data.stop & ~3])
    if sys.byteorder == "big":
        words.byteswap()
    bounds.update(word for word in words[written // 4 :] if word in data)
    ends = sorted(bounds | named)

    def span(address: int, least: int) -> tuple[int, int]:
        following = bisect.bisect_right(ends, address)
        end = ends[following] if following < len(ends) else data.stop
        return max(data.start, address - _AROUND), min(data.stop, max(end, address + least))

    new = {span(address, _NAMED) for address in named}
    found = set(new)
    while new:
        # Data that is never written holds no pointers, only numbers that may look like some.
        places = {place for start, end in new if end > written for place in range(max(start, written) // 4, end // 4)}
        pointed = {words[place] for place in places if words[place] in data}
        new = {span(address, _POINTED) for address in pointed} - found
        found |= new
    found.add((written, data.stop))
    found |= {(max(data.start, grain * GRAIN - _AROUND), (grain + 1) * GRAIN + _AROUND) for grain in read}
    return frozenset(grain for start, end in found for grain in range(start // GRAIN, -(-end // GRAIN)))


def _first_written(whole: bytes, memory: bytes) -> int:
    """Return the address of the first byte that differs from what the module brought. All that is never written lies before."""
    for address, content in binary.data(whole):
        if memory[address : address + len(content)] != content:
            return next(
                address + at for at, byte in enumerate(content) if memory[address + at] != byte
            ) // GRAIN * GRAIN  # fmt: skip
    raise BuildError(["Python has written nothing into its data: adapt strip_data.py."])


def _exported_addresses(whole: bytes) -> Iterator[int]:
    """Yield the addresses that the module hands to its script."""
    values = list(instructions.constant_globals(whole))
    for kind, number in binary.exported(whole):
        if kind == instructions.GLOBAL and (value := values[number]) is not None:
            yield value


def filled(memory: bytes, data: range, grains: Collection[int]) -> bytes:
    """Return the memory in which only these grains of the data are as they were."""
    out = bytearray(memory)
    stay = frozenset(grains)
    for grain in range(data.start // GRAIN, -(-data.stop // GRAIN)):
        if grain not in stay:
            start, end = max(data.start, grain * GRAIN), min(data.stop, (grain + 1) * GRAIN)
            out[start:end] = bytes([FILL]) * (end - start)
    return bytes(out)


def pieces(memory: bytes, data: range, grains: Collection[int]) -> list[tuple[int, bytes]]:
    """Return these grains of a memory's data, neighbours together, each with its address."""
    out: list[tuple[int, bytes]] = []
    for grain in sorted(grains):
        start, end = max(data.start, grain * GRAIN), min(data.stop, (grain + 1) * GRAIN)
        if start >= end:
            continue
        if out and out[-1][0] + len(out[-1][1]) == start:
            out[-1] = (out[-1][0], out[-1][1] + memory[start:end])
        else:
            out.append((start, memory[start:end]))
    return out
