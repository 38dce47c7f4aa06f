"""Which functions of a WebAssembly module name which others in a call.

Reads instructions as far as their operands need: WebAssembly Core Specification 2.0, section 5.4, with the older exception
instructions, tail calls and threads as Emscripten may write them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from playbook_site import wasm
from playbook_site.errors import BuildError

_IMPORTS = 2
_CALL, _RETURN_CALL, _REF_FUNC = 0x10, 0x12, 0xD2
_ONE = frozenset(
    [0x02, 0x03, 0x04, 0x06, 0x07, 0x08, 0x09, 0x0C, 0x0D, 0x10, 0x12, 0x14, 0x15, 0x18, *range(0x20, 0x27)]
    + [0x3F, 0x40, 0x41, 0x42, 0xD0, 0xD2]
)
_TWO = frozenset([0x11, 0x13, *range(0x28, 0x3F)])
_BYTES = {0x43: 4, 0x44: 8}
_BULK = {8: 2, 9: 1, 10: 2, 11: 1, 12: 2, 13: 1, 14: 2, 15: 1, 16: 1, 17: 1}


class _Cursor:
    """A place in a module that moves on as things are read."""

    def __init__(self, module: bytes, at: int) -> None:
        self.module, self.at = module, at

    def byte(self) -> int:
        self.at += 1
        return self.module[self.at - 1]

    def number(self) -> int:
        value, self.at = wasm.read(self.module, self.at)
        return value

    def numbers(self, count: int) -> None:
        for _ in range(count):
            self.number()

    def limits(self) -> None:
        self.numbers(1 + (self.byte() & 1))


def imported_functions(module: bytes) -> int:
    """Return how many functions the module imports: they come first in its numbering."""
    found = 0
    for kind, _, start, _ in wasm.sections(module):
        if kind != _IMPORTS:
            continue
        cursor = _Cursor(module, start)
        for _ in range(cursor.number()):
            for _ in range(2):  # the names of the other module and of the thing
                length = cursor.number()
                cursor.at += length
            what = cursor.byte()
            found += what == 0
            if what == 1:  # a table: first the kind of its references
                cursor.byte()
            if what in (1, 2):
                cursor.limits()
            else:
                cursor.numbers(1 if what == 0 else 2)
    return found


def called(module: bytes, numbers: Collection[int]) -> set[int]:
    """Return the functions that these name in a call. Functions are counted without the imported ones."""
    imported = imported_functions(module)
    found: set[int] = set()
    for index, (_, code, end) in enumerate(wasm.functions(module)):
        if index in numbers:
            found.update(number - imported for number in _named(module, code, end) if number >= imported)
    return found


def reachable(module: bytes, numbers: Collection[int]) -> frozenset[int]:
    """Return these functions and all that can be called from them by name, however far."""
    found = set(numbers)
    new = found
    while new:
        new = called(module, new) - found
        found |= new
    return frozenset(found)


def _named(module: bytes, start: int, end: int) -> Iterator[int]:
    cursor = _Cursor(module, start)
    while cursor.at < end:
        code = cursor.byte()
        if code in _ONE:
            operand = cursor.number()
            if code in (_CALL, _RETURN_CALL, _REF_FUNC):
                yield operand
        elif code in _TWO:
            cursor.numbers(2)
        elif code in _BYTES:
            cursor.at += _BYTES[code]
        elif code in (0x0E, 0x1C):  # a table of branches, a choice with its types
            cursor.numbers(cursor.number() + (code == 0x0E))
        elif code == 0x1F:
            _skip_catches(cursor)
        elif code >= 0xFC:
            _skip_prefixed(cursor, code)
    if cursor.at != end:
        raise BuildError(["pyodide.asm.wasm has an instruction that wasm_calls.py does not know: adapt it."])


def _skip_catches(cursor: _Cursor) -> None:
    cursor.number()
    for _ in range(cursor.number()):
        cursor.numbers(2 if cursor.byte() < 2 else 1)


def _skip_prefixed(cursor: _Cursor, prefix: int) -> None:
    code = cursor.number()
    if prefix == 0xFC:
        cursor.numbers(_BULK.get(code, 0))
    elif prefix == 0xFD:
        if code in (12, 13):
            cursor.at += 16
        elif code <= 11 or 84 <= code <= 93:
            cursor.numbers(2)
        cursor.at += 21 <= code <= 34 or 84 <= code <= 91  # the number of a lane
    elif code == 3:
        cursor.byte()
    else:
        cursor.numbers(2)
