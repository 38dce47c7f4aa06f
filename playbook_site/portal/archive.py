"""Zip files that are the same bytes for the same files: names in order, one time for all, and each file packed once for all packages."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

#: The earliest time that a zip file can name: 1 January 1980.
_DATE, _TIME = 0x0021, 0
_VERSION = 20
_DEFLATED = 8


@dataclass(frozen=True, slots=True)
class Packed:
    """A file as it stands in a zip file: its packed bytes, and the size and CRC-32 of what is in them."""

    content: bytes
    size: int
    crc: int


def pack(content: bytes) -> Packed:
    """Return a file packed by deflate (RFC 1951) as small as zlib can."""
    squeezer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Packed(squeezer.compress(content) + squeezer.flush(), len(content), zlib.crc32(content))


def archive(files: Mapping[str, Packed]) -> bytes:
    """Return a zip file (PKWARE APPNOTE 6.3.10, 4.3) of packed files by name, in ASCII.

    Python's own ``zipfile`` would pack each file again for every package, which takes minutes.
    """
    body = bytearray()
    listed = bytearray()
    for name, packed in sorted(files.items()):
        facts = struct.pack(
            "<HHHHHIIIHH",
            _VERSION, 0, _DEFLATED, _TIME, _DATE, packed.crc, len(packed.content), packed.size, len(name), 0,
        )  # fmt: skip
        listed += struct.pack("<IH", 0x02014B50, _VERSION) + facts + struct.pack("<HHHII", 0, 0, 0, 0, len(body))
        listed += name.encode("ascii")
        body += struct.pack("<I", 0x04034B50) + facts + name.encode("ascii") + packed.content
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, len(files), len(files), len(listed), len(body), 0)
    return bytes(body + listed + end)
