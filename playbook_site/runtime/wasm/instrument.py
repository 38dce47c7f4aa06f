"""Instruments a WebAssembly module, so that it records which functions run, or which bytes of its own data are read.

Each function, or each ``GRAIN`` bytes of data, has a byte of its own, its mark, which becomes 1 when it is used. The marks
lie in memory far above what the engine needs.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from playbook_site.errors import BuildError
from playbook_site.runtime.wasm import binary, instructions

#: How many bytes of data share a mark.
GRAIN = 16
#: Where the marks begin. The module gets a memory of ``_PAGES`` pages (of 64 KiB), which reaches behind them.
FUNCTIONS_AT, READS_AT = 64 << 20, 80 << 20
_PAGES = 2048
_TYPES, _FUNCTIONS = 1, 3
_GRAIN_BITS = b"\x41\x04\x76"  # i32.const 4; i32.shr_u


def functions(module: bytes) -> bytes:
    """Return the module in which each function sets its mark when it is called."""
    bodies = []
    for index, (begin, code, end) in enumerate(binary.functions(module)):
        # i32.const address; i32.const 1; i32.store8
        mark = b"\x41" + binary.signed(FUNCTIONS_AT + index) + b"\x41\x01\x3a\x00\x00"
        bodies.append(module[begin:code] + mark + module[code:end])
    return binary.with_memory(binary.with_bodies(module, bodies), _PAGES)


def reads(module: bytes, numbers: Collection[int], top: int) -> bytes:
    """Return the module in which each read that the functions ``numbers`` make below the address ``top`` sets its marks.

    Functions are counted without the imported ones. Raises BuildError where one of them reads in a way that is not
    understood.
    """
    counts = instructions.parameters(module)
    first = instructions.imports(module)[instructions.FUNCTION] + len(counts)
    bodies = []
    for index, (begin, code, end) in enumerate(binary.functions(module)):
        body = module[begin:end]
        if index in numbers:
            body = _with_hits(module, begin, code, end, counts[index], (first, first + 1))
        bodies.append(body)
    bodies += [_mark(top), _mark_range(first)]
    types, added = _appended(module, _TYPES, [b"\x60\1\x7f\0", b"\x60\2\x7f\x7f\0"])
    module = binary.rewrite(module, _TYPES, types)
    functions, _ = _appended(module, _FUNCTIONS, [binary.number(added), binary.number(added + 1)])
    module = binary.rewrite(module, _FUNCTIONS, functions)
    return binary.with_memory(binary.with_bodies(module, bodies), _PAGES)


def _appended(module: bytes, kind: int, entries: list[bytes]) -> tuple[bytes, int]:
    """Return a section with more entries at its end, and the number of the first of them."""
    for found, _, start, end in binary.sections(module):
        if found == kind:
            count, at = binary.read(module, start)
            return binary.number(count + len(entries)) + module[at:end] + b"".join(entries), count
    raise BuildError([f"pyodide.asm.wasm has no section of kind {kind}: adapt instrument.py."])


def _with_hits(module: bytes, begin: int, code: int, end: int, parameters: int, marks: tuple[int, int]) -> bytes:
    groups, at = binary.read(module, begin)
    local = parameters + sum(_counts(module, at, groups))
    address, length = (binary.number(local + more) for more in (0, 1))
    mark, mark_range = (b"\x10" + binary.number(number) for number in marks)
    parts = [binary.number(groups + 1), module[at:code], b"\2\x7f"]
    for kind, start, stop, operand in instructions.instructions(module, code, end):
        if kind in instructions.LOADS:
            # local.tee; local.get; i32.const distance; i32.add; call
            parts.append(
                b"\x22" + address + b"\x20" + address + b"\x41" + binary.signed(_as_signed(operand)) + b"\x6a" + mark
            )
        elif kind == instructions.PREFIXED and operand == instructions.COPY:
            # local.set length; local.tee from; local.get length; call; and both back again
            parts.append(b"\x21" + length + b"\x22" + address + b"\x20" + length + mark_range)
            parts.append(b"\x20" + address + b"\x20" + length)
        elif kind > instructions.PREFIXED and _reads(kind, operand):
            raise BuildError(["pyodide.asm.wasm reads memory in a way that instrument.py does not know: adapt it."])
        parts.append(module[start:stop])
    return b"".join(parts)


def _counts(module: bytes, at: int, groups: int) -> Iterator[int]:
    for _ in range(groups):
        count, at = binary.read(module, at)
        at += 1
        yield count


def _reads(prefix: int, code: int) -> bool:
    """Tell whether a vector or atomic instruction reads memory."""
    return prefix == 0xFE or code <= 10 or 84 <= code <= 87 or code in (92, 93)


def _as_signed(number: int) -> int:
    return number - (1 << 32) if number >> 31 else number


def _mark(top: int) -> bytes:
    """Return the body of the function that marks a read of up to eight bytes at the address in its one parameter."""
    store = b"\x41\x01\x3a\x00" + binary.number(READS_AT)  # i32.const 1; i32.store8
    inner = b"\x20\0" + _GRAIN_BITS + store + b"\x20\0\x41\7\x6a" + _GRAIN_BITS + store
    return b"\0\x20\0\x41" + binary.signed(top) + b"\x49\x04\x40" + inner + b"\x0b\x0b"


def _mark_range(mark: int) -> bytes:
    """Return the body of the function that marks a copy: from the address in its first parameter, its second long."""
    call = b"\x10" + binary.number(mark)
    # block; loop; leave when none are left; mark; address += 8; length = max(length - 8, 0); again
    leave = b"\x20\1\x45\x0d\1"
    step = b"\x20\0\x41\x08\x6a\x21\0"
    less = b"\x20\1\x41\x08\x6b\x41\0\x20\1\x41\x08\x4b\x1b\x21\1"
    return b"\0\x02\x40\x03\x40" + leave + b"\x20\0" + call + step + less + b"\x0c\0\x0b\x0b\x0b"
