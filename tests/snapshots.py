"""Reads the contents of memory.bin back, as the page's own script does."""

from __future__ import annotations

import struct

from playbook_site.runtime import strip_data

HEADER = struct.calcsize("<7I")


def unpack(packed: bytes) -> tuple[bytes, bytes]:
    """Return Pyodide's head and the memory that the contents of memory.bin describe: blocks over an untouched memory."""
    head, notes, size, each, _, start, stop = struct.unpack_from("<7I", packed)
    memory = bytearray(strip_data.filled(bytes(size), range(start, stop), ()))
    behind = HEADER + head + notes
    bits = packed[behind : behind + size // each // 8]
    at = behind + len(bits)
    for index in range(size // each):
        if bits[index >> 3] >> (index & 7) & 1:
            memory[index * each : (index + 1) * each] = packed[at : at + each]
            at += each
    return packed[HEADER : HEADER + head], bytes(memory)


def notes_of(packed: bytes) -> bytes:
    """Return what the contents of memory.bin say of the table of functions and of the browser's own words: JSON."""
    head, notes = struct.unpack_from("<2I", packed)
    return packed[HEADER + head : HEADER + head + notes]
