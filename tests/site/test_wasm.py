"""WebAssembly modules are read as the standard says, and what is not meant to change stays byte for byte."""

from __future__ import annotations

import pytest

from playbook_site.errors import BuildError
from playbook_site.runtime.wasm import binary

# Two functions (the first with a local variable), a memory of one page, five bytes of data at address 8.
MODULE = (
    binary.HEAD
    + b"\1\4\1\x60\0\0"
    + b"\3\3\2\0\0"
    + b"\5\3\1\0\1"
    + b"\n\x0a\2" + b"\5\1\1\x7f\1\x0b" + b"\2\0\x0b"
    + b"\x0b\x0b\1\0\x41\x08\x0b\5hello"
)  # fmt: skip


def test_functions_are_found_with_their_code_behind_the_local_variables() -> None:
    assert [(MODULE[begin:code], MODULE[code:end]) for begin, code, end in binary.functions(MODULE)] == [
        (b"\1\1\x7f", b"\1\x0b"),
        (b"\0", b"\x0b"),
    ]


def test_data_is_read_with_its_address() -> None:
    assert list(binary.data(MODULE)) == [(8, b"hello")]


def test_bodies_are_replaced_and_all_else_stays() -> None:
    bodies = [MODULE[begin:end] for begin, _, end in binary.functions(MODULE)]
    assert binary.with_bodies(MODULE, bodies) == MODULE
    changed = binary.with_bodies(MODULE, [b"\0\0\x0b", bodies[1]])
    assert [changed[begin:end] for begin, _, end in binary.functions(changed)] == [b"\0\0\x0b", bodies[1]]
    assert changed.partition(b"\n")[0] == MODULE.partition(b"\n")[0]
    assert changed.endswith(b"hello")


def test_the_memory_grows_and_all_else_stays() -> None:
    grown = binary.with_memory(MODULE, 2048)
    assert b"\5\4\1\0\x80\x10" in grown
    assert binary.with_memory(grown, 1) == MODULE


@pytest.mark.parametrize("number", [0, 1, 63, 64, 127, 128, 16_384, 67_125_822, -1, -64, -65, -(1 << 31)])
def test_numbers_come_back(number: int) -> None:
    assert binary.read_signed(binary.signed(number), 0) == (number, len(binary.signed(number)))
    if number >= 0:
        assert binary.read(binary.number(number), 0) == (number, len(binary.number(number)))


def test_what_is_no_module_is_refused() -> None:
    with pytest.raises(BuildError, match="not WebAssembly of version 1"):
        list(binary.sections(b"wasm" + bytes(8)))


def test_data_that_is_put_in_later_is_refused() -> None:
    passive = MODULE.replace(b"\x0b\x0b\1\0\x41\x08\x0b\5hello", b"\x0b\x08\1\1\5hello")
    with pytest.raises(BuildError, match="without a fixed address"):
        list(binary.data(passive))
