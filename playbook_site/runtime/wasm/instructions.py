"""What the code of a WebAssembly module names: other functions, and places in memory.

Reads instructions as far as their operands need: WebAssembly Core Specification 2.0, section 5.4, with the older exception
instructions, tail calls and threads as Emscripten may write them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator

from playbook_site.errors import BuildError
from playbook_site.runtime.wasm import binary

I32_CONST, PREFIXED = 0x41, 0xFC
LOADS, STORES = range(0x28, 0x36), range(0x36, 0x3F)
COPY = 10  # behind the prefix
#: What can be imported and exported, as the format counts it.
FUNCTION, TABLE, MEMORY, GLOBAL = 0, 1, 2, 3
_TYPES, _IMPORTS, _FUNCTIONS, _GLOBALS = 1, 2, 3, 6
_END = 0x0B
_CALLS = frozenset([0x10, 0x12, 0xD2])  # call, return_call, ref.func
_ONE = frozenset(
    [0x02, 0x03, 0x04, 0x06, 0x07, 0x08, 0x09, 0x0C, 0x0D, 0x10, 0x12, 0x14, 0x15, 0x18, *range(0x20, 0x27)]
    + [0x3F, 0x40, 0x42, 0xD0, 0xD2]
)
_TWO = frozenset([0x11, 0x13, *LOADS, *STORES])
_BYTES = {0x43: 4, 0x44: 8}
_BULK = {8: 2, 9: 1, COPY: 2, 11: 1, 12: 2, 13: 1, 14: 2, 15: 1, 16: 1, 17: 1}


def instructions(module: bytes, start: int, end: int) -> Iterator[tuple[int, int, int, int]]:
    """Yield each instruction: its code, where it begins, where it ends, and its last number.

    That number is what a call calls, what a constant of 32 bits is (never negative), the distance that a load adds to its
    address, and what follows a prefix; for other instructions it means nothing.
    """
    at = start
    while at < end:
        begin = at
        code = module[at]
        at += 1
        operand = 0
        if code == I32_CONST:
            operand, at = binary.read_signed(module, at)
            operand &= 0xFFFF_FFFF
        elif code in _ONE:
            operand, at = binary.read(module, at)
        elif code in _TWO:
            _, at = binary.read(module, at)
            operand, at = binary.read(module, at)
        elif code in _BYTES:
            at += _BYTES[code]
        elif code in (0x0E, 0x1C, 0x1F) or code >= PREFIXED:
            cursor = _Cursor(module, at)
            operand = cursor.rest(code)
            at = cursor.at
        yield code, begin, at, operand
    if at != end:
        raise BuildError(["pyodide.asm.wasm has an instruction that instructions.py does not know: adapt it."])


class _Cursor:
    """A place in a module that moves on as things are read."""

    def __init__(self, module: bytes, at: int) -> None:
        self.module, self.at = module, at

    def byte(self) -> int:
        self.at += 1
        return self.module[self.at - 1]

    def number(self) -> int:
        value, self.at = binary.read(self.module, self.at)
        return value

    def numbers(self, count: int) -> None:
        for _ in range(count):
            self.number()

    def limits(self) -> None:
        self.numbers(1 + (self.byte() & 1))

    def rest(self, code: int) -> int:
        """Move behind the operands of a rare instruction, and return what follows its prefix."""
        if code >= PREFIXED:
            return self._prefixed(code)
        if code == 0x1F:  # a block with its catches
            self.number()
            for _ in range(self.number()):
                self.numbers(2 if self.byte() < 2 else 1)
        else:  # a table of branches, a choice with its types
            self.numbers(self.number() + (code == 0x0E))
        return 0

    def _prefixed(self, prefix: int) -> int:
        code = self.number()
        if prefix == PREFIXED:
            self.numbers(_BULK.get(code, 0))
        elif prefix == 0xFD:
            if code in (12, 13):
                self.at += 16
            elif code <= 11 or 84 <= code <= 93:
                self.numbers(2)
            self.at += 21 <= code <= 34 or 84 <= code <= 91  # the number of a lane
        elif code == 3:
            self.byte()
        else:
            self.numbers(2)
        return code


def imported(module: bytes) -> Iterator[tuple[str, int]]:
    """Yield the name of each thing that the module imports, and of which kind it is."""
    for kind, _, start, _ in binary.sections(module):
        if kind != _IMPORTS:
            continue
        cursor = _Cursor(module, start)
        for _ in range(cursor.number()):
            name = ""
            for _ in range(2):  # the name of the other module, then that of the thing
                length = cursor.number()
                name = module[cursor.at : cursor.at + length].decode()
                cursor.at += length
            what = cursor.byte()
            if what == TABLE:  # first the kind of its references
                cursor.byte()
            if what in (TABLE, MEMORY):
                cursor.limits()
            else:
                cursor.numbers(1 if what == FUNCTION else 2)
            yield name, what


def imports(module: bytes) -> Counter[int]:
    """Return how many things of each kind the module imports: they come first in the numbering of their kind."""
    return Counter(what for _, what in imported(module))


def constant_globals(module: bytes) -> Iterator[int | None]:
    """Yield each global's first value where that is a constant of 32 bits, else None. Imported ones come first."""
    yield from [None] * imports(module)[GLOBAL]
    for kind, _, start, end in binary.sections(module):
        if kind != _GLOBALS:
            continue
        count, at = binary.read(module, start)
        for _ in range(count):
            value = None
            for code, _, following, operand in instructions(
                module, at + 2, end
            ):  # behind its type, and whether it may change
                at = following
                if code == _END:
                    break
                value = operand if code == I32_CONST else None
            yield value


def parameters(module: bytes) -> list[int]:
    """Return how many parameters each function has. Functions are counted without the imported ones."""
    counts: list[int] = []
    for kind, _, start, _ in binary.sections(module):
        cursor = _Cursor(module, start)
        if kind == _TYPES:
            for _ in range(cursor.number()):
                if cursor.byte() != 0x60:
                    raise BuildError(["pyodide.asm.wasm has a type that instructions.py does not know: adapt it."])
                counts.append(cursor.number())
                cursor.at += counts[-1]
                results = cursor.number()
                cursor.at += results
        elif kind == _FUNCTIONS:
            return [counts[cursor.number()] for _ in range(cursor.number())]
    return []


def called(module: bytes, numbers: Collection[int]) -> set[int]:
    """Return the functions that these name in a call. Functions are counted without the imported ones."""
    imported = imports(module)[FUNCTION]
    return {
        operand - imported
        for index, (_, start, end) in enumerate(binary.functions(module))
        if index in numbers
        for code, _, _, operand in instructions(module, start, end)
        if code in _CALLS and operand >= imported
    }


def reachable(module: bytes, numbers: Collection[int]) -> frozenset[int]:
    """Return these functions and all that can be called from them by name, however far."""
    found = set(numbers)
    new = found
    while new:
        new = called(module, new) - found
        found |= new
    return frozenset(found)


def places(module: bytes) -> Iterator[set[int]]:
    """Yield, for each function, every number in it that may be an address: constants, and what loads and stores add."""
    for _, start, end in binary.functions(module):
        yield {
            operand
            for code, _, _, operand in instructions(module, start, end)
            if code == I32_CONST or 0x28 <= code <= 0x3E
        }
