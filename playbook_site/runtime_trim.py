"""Leaves out of Pyodide's own two halves what only compiled packages from elsewhere would call.

Pyodide exports nearly all of CPython's C functions by name, thousands of them, so that packages with compiled code can
link to them; and its script takes each name in twice. Ours loads no such package. What the script itself names stays;
the functions themselves stay all: only the names go, a sixth of a megabyte on the line. *Not chosen:* an optimiser that
would remove the functions too (see docs/reference/runtime.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from playbook_site.errors import BuildError

_BEGIN = "function assignWasmExports(wasmExports){"
_ALIAS = re.compile(r'([\w$]+)=Module\["[\w$]+"\]')
_EXPORT = re.compile(r'wasmExports\["([^"]+)"\]')
EXPORTS = 7


def trim(loader: str, script: str, wasm: bytes) -> tuple[str, bytes]:
    """Return the script and the WebAssembly without the exports that neither loader nor script uses.

    Raises BuildError when either does not look as this version of Pyodide does.
    """
    begin = script.find(_BEGIN)
    end = script.find("}", begin)
    declared = script.rfind("var ", 0, begin)
    if begin < 0 or script.count(_BEGIN) > 1 or script.count(";", declared, begin) != 1:
        raise BuildError(["pyodide.asm.mjs assigns its exports otherwise than expected: adapt runtime_trim.py."])
    # Whatever is written anywhere else, as a name or within a text, counts as used.
    used = set(re.findall(r"[\w$]+", f"{loader} {script[:declared]} {script[end:]}"))
    kept: list[str] = []
    gone: set[str] = set()
    names: set[str] = set()
    for statement in script[begin + len(_BEGIN) : end].rstrip(";").split(";"):
        alias, export = _ALIAS.match(statement), _EXPORT.search(statement)
        if export is None:
            raise BuildError([f"pyodide.asm.mjs has an export that runtime_trim.py cannot read: {statement[:80]}"])
        if alias is None or alias[1] in used or export[1] in used:
            kept.append(statement)
            names.add(export[1])
        else:
            gone.add(alias[1])
    variables = [name for name in script[declared + 4 : begin].rstrip(";").split(",") if name not in gone]
    trimmed = script[:declared] + f"var {','.join(variables)};{_BEGIN}" + ";".join(kept) + script[end:]
    return trimmed, _keep_exports(wasm, names | used)


def _keep_exports(wasm: bytes, names: set[str]) -> bytes:
    """Return the module with no other exports than these. Everything else stays as it is, byte for byte."""
    out = [wasm[:8]]
    for kind, begin, start, end in _sections(wasm):
        if kind != EXPORTS:
            out.append(wasm[begin:end])
            continue
        kept = [entry for name, entry in _exports(wasm, start) if name in names]
        body = _number(len(kept)) + b"".join(kept)
        out.append(bytes([EXPORTS]) + _number(len(body)) + body)
    return b"".join(out)


def exports(wasm: bytes) -> list[str]:
    """Return the names that a WebAssembly module exports."""
    for kind, _, start, _ in _sections(wasm):
        if kind == EXPORTS:
            return [name for name, _ in _exports(wasm, start)]
    return []


def _sections(wasm: bytes) -> Iterator[tuple[int, int, int, int]]:
    """Yield each section: its kind, where it begins, where its contents start, and where it ends."""
    if wasm[:8] != b"\0asm\1\0\0\0":
        raise BuildError(["pyodide.asm.wasm is not WebAssembly of version 1."])
    at = 8
    while at < len(wasm):
        size, start = _read(wasm, at + 1)
        yield wasm[at], at, start, start + size
        at = start + size


def _exports(wasm: bytes, at: int) -> Iterator[tuple[str, bytes]]:
    count, at = _read(wasm, at)
    for _ in range(count):
        begin = at
        length, at = _read(wasm, at)
        name = wasm[at : at + length].decode()
        _, at = _read(wasm, at + length + 1)
        yield name, wasm[begin:at]


def _read(data: bytes, at: int) -> tuple[int, int]:
    """Read a number as WebAssembly writes them (LEB128), and return it with the place behind it.

    >>> _read(b"\\xe5\\x8e\\x26", 0)
    (624485, 3)
    """
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        if byte < 128:
            return value, at
        shift += 7


def _number(value: int) -> bytes:
    """Write a number so that ``_read`` reads it.

    >>> _number(624485)
    b'\\xe5\\x8e&'
    """
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes([*out, value])
