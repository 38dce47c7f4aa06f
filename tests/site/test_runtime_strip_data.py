"""What of the WebAssembly's data ships, on a small module whose every byte has a known reader."""

from __future__ import annotations

import struct

from playbook_site.runtime import strip_data
from playbook_site.runtime.wasm import binary

# Never written: 40,000 bytes from 1024 on. Behind them what is written, with a pointer in its third word.
START, WRITTEN = 1024, 41_024
_WORDS = struct.pack("<4I", 0, 7, 30_000, 12)
CONTENT = bytes(range(1, 251)) * 160 + _WORDS
NAMES_TABLE = b"\x20\0\x2d\0" + binary.number(20_000) + b"\x0b"  # i32.load8_u at 20,000 and more
NAMES_POINTER = b"\x41" + binary.signed(WRITTEN + 8) + b"\x28\2\0\x0b"
NAMES_END = b"\x41" + binary.signed(25_000) + b"\x0b"


def module(*codes: bytes) -> bytes:
    bodies = [b"\0" + code for code in codes]
    code = binary.number(len(bodies)) + b"".join(binary.number(len(body)) + body for body in bodies)
    data = b"\1\0\x41" + binary.signed(START) + b"\x0b" + binary.number(len(CONTENT)) + CONTENT
    return binary.HEAD + b"\n" + binary.number(len(code)) + code + b"\x0b" + binary.number(len(data)) + data


def memory() -> bytes:
    """What Python has made of it: one word behind the constants is another."""
    return bytes(START) + CONTENT[:40_000] + struct.pack("<4I", 5, 7, 30_000, 12) + bytes(5_000)


def stays(code: bytes, kept: set[int], read: set[int] = frozenset()) -> list[tuple[int, int]]:  # type: ignore[assignment]
    """The stretches below what is written that stay."""
    whole = module(code, NAMES_END, b"\x0b")
    grains = strip_data.needed(whole, memory(), kept, read)
    found = strip_data.pieces(memory(), range(START, WRITTEN), grains)
    return [(address, address + len(content)) for address, content in found]


def test_the_extent_goes_from_the_first_to_the_last_byte() -> None:
    assert strip_data.extent(module(b"\x0b")) == range(START, START + len(CONTENT))


def test_what_is_written_stays_all() -> None:
    grains = strip_data.needed(module(b"\x0b"), memory(), set(), set())
    assert {grain * 16 for grain in grains} == {WRITTEN}
    assert stays(NAMES_TABLE, set()) == []


def test_a_table_that_a_shipped_function_names_stays_up_to_what_the_code_names_next() -> None:
    assert stays(NAMES_TABLE, {0}) == [(19_936, 25_008)]


def test_what_a_shipped_function_reaches_along_a_pointer_stays() -> None:
    assert stays(NAMES_POINTER, {0}) == [(29_936, 41_024)]
    assert stays(NAMES_POINTER, {2}) == []


def test_what_has_been_read_stays_with_some_bytes_around() -> None:
    assert stays(b"\x0b", set(), {200}) == [(3_136, 3_280)]


def test_the_rest_leads_nowhere() -> None:
    filled = strip_data.filled(memory(), range(START, START + 64), {65})
    assert filled[:START] == memory()[:START]
    assert filled[START : START + 64] == b"\xff" * 16 + memory()[1040:1056] + b"\xff" * 32
    assert filled[START + 64 :] == memory()[START + 64 :]
