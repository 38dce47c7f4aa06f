"""Reads WebAssembly modules and writes them anew with other sections: as much of the binary format as the runtime needs.

Source: WebAssembly Core Specification 2.0, chapter 5 (binary format).
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_site.errors import BuildError

HEAD = b"\0asm\1\0\0\0"
MEMORY, EXPORTS, CODE, DATA, DATA_COUNT = 5, 7, 10, 11, 12
_I32_CONST, _END = 0x41, 0x0B


def sections(wasm: bytes) -> Iterator[tuple[int, int, int, int]]:
    """Yield each section: its kind, where it begins, where its contents start, and where it ends."""
    if wasm[:8] != HEAD:
        raise BuildError(["pyodide.asm.wasm is not WebAssembly of version 1."])
    at = 8
    while at < len(wasm):
        size, start = read(wasm, at + 1)
        yield wasm[at], at, start, start + size
        at = start + size


def rewrite(wasm: bytes, kind: int, contents: bytes) -> bytes:
    """Return the module with other contents for its section of one kind. Everything else stays as it is, byte for byte."""
    new = bytes([kind]) + number(len(contents)) + contents
    return HEAD + b"".join(new if found == kind else wasm[begin:end] for found, begin, _, end in sections(wasm))


def exports(wasm: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the name of each export, and its whole entry."""
    for kind, _, at, _ in sections(wasm):
        if kind != EXPORTS:
            continue
        count, at = read(wasm, at)
        for _ in range(count):
            begin = at
            length, at = read(wasm, at)
            name = wasm[at : at + length].decode()
            _, at = read(wasm, at + length + 1)
            yield name, wasm[begin:at]


def exported(wasm: bytes) -> Iterator[tuple[int, int]]:
    """Yield what each export is: its kind, and its number among all of that kind."""
    for name, entry in exports(wasm):
        at = len(number(len(name.encode()))) + len(name.encode())
        yield entry[at], read(entry, at + 1)[0]


def functions(wasm: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield where each function's body begins, where its code starts behind the local variables, and where it ends."""
    for kind, _, at, _ in sections(wasm):
        if kind != CODE:
            continue
        count, at = read(wasm, at)
        for _ in range(count):
            size, begin = read(wasm, at)
            groups, at = read(wasm, begin)
            for _ in range(groups):
                _, at = read(wasm, at)
                at += 1
            yield begin, at, begin + size
            at = begin + size


def with_bodies(wasm: bytes, bodies: list[bytes]) -> bytes:
    """Return the module with these function bodies in place of its own."""
    return rewrite(wasm, CODE, number(len(bodies)) + b"".join(number(len(body)) + body for body in bodies))


def with_memory(wasm: bytes, pages: int) -> bytes:
    """Return the module with a memory that has this many pages from the start."""
    for kind, _, start, end in sections(wasm):
        if kind == MEMORY:
            _, at = read(wasm, start + 2)  # behind the count, which is 1, and the flags
            return rewrite(wasm, MEMORY, wasm[start : start + 2] + number(pages) + wasm[at:end])
    raise BuildError(["pyodide.asm.wasm has no memory of its own: adapt binary.py."])


def memory_pages(wasm: bytes) -> int:
    """Return how many pages of 64 KiB the module's memory has at first. Raises BuildError when it has none of its own."""
    for kind, _, start, _ in sections(wasm):
        if kind == MEMORY:
            return read(wasm, start + 2)[0]  # behind the count, which is 1, and the flags
    raise BuildError(["pyodide.asm.wasm has no memory of its own: adapt binary.py."])


def data(wasm: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield what the module writes into memory before anything runs: address and bytes."""
    for kind, _, at, _ in sections(wasm):
        if kind != DATA:
            continue
        count, at = read(wasm, at)
        for _ in range(count):
            if wasm[at] != 0 or wasm[at + 1] != _I32_CONST:
                raise BuildError(["pyodide.asm.wasm has data without a fixed address: adapt binary.py."])
            address, at = read_signed(wasm, at + 2)
            length, at = read(wasm, at + 1)
            yield address, wasm[at : at + length]
            at += length


def with_data(wasm: bytes, pieces: list[tuple[int, bytes]]) -> bytes:
    """Return the module with other data: address and bytes of each piece."""
    entries = [
        b"\0" + bytes([_I32_CONST]) + signed(address) + bytes([_END]) + number(len(content)) + content
        for address, content in pieces
    ]
    wasm = rewrite(wasm, DATA_COUNT, number(len(entries)))
    return rewrite(wasm, DATA, number(len(entries)) + b"".join(entries))


def read(source: bytes, at: int) -> tuple[int, int]:
    """Read a number as WebAssembly writes them (LEB128), and return it with the place behind it.

    >>> read(b"\\xe5\\x8e\\x26", 0)
    (624485, 3)
    """
    value = shift = 0
    while True:
        byte = source[at]
        at += 1
        value |= (byte & 127) << shift
        if byte < 128:
            return value, at
        shift += 7


def read_signed(source: bytes, at: int) -> tuple[int, int]:
    """Read a number that may be negative.

    >>> read_signed(b"\\xc0\\xbb\\x78", 0)
    (-123456, 3)
    """
    begin = at
    value, at = read(source, at)
    bits = 7 * (at - begin)
    return value - (1 << bits if source[at - 1] & 64 else 0), at


def number(value: int) -> bytes:
    """Write a number so that ``read`` reads it.

    >>> number(624485)
    b'\\xe5\\x8e&'
    """
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes([*out, value])


def signed(value: int) -> bytes:
    """Write a number so that ``read_signed`` reads it.

    >>> signed(-123456), signed(64)
    (b'\\xc0\\xbbx', b'\\xc0\\x00')
    """
    out = bytearray()
    while not -64 <= value < 64:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes([*out, value & 127])
