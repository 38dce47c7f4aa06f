"""Reads the contents of memory.bin back, as the page's own script does."""

from __future__ import annotations

import struct

from playbook_site.runtime import strip_data


def unpack(packed: bytes) -> tuple[bytes, bytes]:
    """Return Pyodide's head and the memory that the contents of memory.bin describe: blocks over an untouched memory."""
    head, size, each, _, start, stop = struct.unpack_from("<6I", packed)
    memory = bytearray(strip_data.filled(bytes(size), range(start, stop), ()))
    bits = packed[24 + head : 24 + head + size // each // 8]
    at = 24 + head + len(bits)
    for index in range(size // each):
        if bits[index >> 3] >> (index & 7) & 1:
            memory[index * each : (index + 1) * each] = packed[at : at + each]
            at += each
    return packed[24 : 24 + head], bytes(memory)
