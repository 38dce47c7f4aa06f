"""Reads a memory image back, as the page's own script does."""

from __future__ import annotations

import struct

from playbook_site.runtime import data_segments


def unpack(image: bytes) -> tuple[bytes, bytes]:
    """Return Pyodide's head and the memory that an image describes: blocks over a memory that was never touched."""
    head, size, each, _, start, stop = struct.unpack_from("<6I", image)
    memory = bytearray(data_segments.filled(bytes(size), range(start, stop), ()))
    bits = image[24 + head : 24 + head + size // each // 8]
    at = 24 + head + len(bits)
    for index in range(size // each):
        if bits[index >> 3] >> (index & 7) & 1:
            memory[index * each : (index + 1) * each] = image[at : at + each]
            at += each
    return image[24 : 24 + head], bytes(memory)
