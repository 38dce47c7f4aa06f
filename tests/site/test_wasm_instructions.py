"""Calls are found whatever instructions stand before them, and what is not understood stops the build."""

from __future__ import annotations

import pytest

from playbook_site.errors import BuildError
from playbook_site.runtime.wasm import binary, instructions
from tests.built_site import built_site, runtime_folder

# Imported: a function, a table, a memory with a limit, a global, a tag, another function.
IMPORTS = b"\6" + b"".join(
    b"\1m\1" + name + what
    for name, what in (
        (b"f", b"\0\0"), (b"t", b"\1\x70\0\1"), (b"y", b"\2\1\1\2"), (b"g", b"\3\x7f\0"), (b"x", b"\4\0\0"), (b"h", b"\0\0")
    )
)  # fmt: skip


def module(*codes: bytes) -> bytes:
    """A module with the imports above and functions of this code, without local variables."""
    bodies = [b"\0" + code + b"\x0b" for code in codes]
    code = binary.number(len(bodies)) + b"".join(binary.number(len(body)) + body for body in bodies)
    return binary.HEAD + b"\2" + binary.number(len(IMPORTS)) + IMPORTS + b"\n" + binary.number(len(code)) + code


CALL = b"\x10\4"  # the third function that is not imported


@pytest.mark.parametrize(
    "before",
    [
        b"",
        b"\x02\x40\x0b",
        b"\x41\x90\x7f",
        b"\x42\x90\x90\x90\x10",
        b"\x43\x10\x10\x10\x10",
        b"\x44\x10\x10\x10\x10\x10\x10\x10\x10",
        b"\x28\2\x10",
        b"\x0e\2\x10\x10\0",
        b"\x1c\1\x7f",
        b"\x11\x10\0",
        b"\x1f\x40\2\0\x10\1\2\x10\x0b",
        b"\xfc\x0a\0\0",
        b"\xfc\x0b\0",
        b"\xfc\7",
        b"\xfd\x0c" + b"\x10" * 16,
        b"\xfd\x15\x10",
        b"\xfd\x54\0\x10\x10",
        b"\xfd\x5c\0\x10",
        b"\xfe\3\0",
        b"\xfe\x10\2\x10",
        b"\x06\x40\x07\x10\x19\x0b",
        b"\xd0\x70\xd1\x1a",
    ],
    ids=lambda code: code.hex()[:12] or "nothing",
)
def test_a_call_is_found_behind_any_instruction(before: bytes) -> None:
    assert instructions.called(module(before + CALL, b"", b""), {0}) == {2}


def test_only_the_named_functions_are_read_and_imported_ones_are_left_out() -> None:
    sheet = module(b"\x10\0\x10\1\x10\3", b"\xd2\2\x1a\x12\4", CALL)
    assert instructions.imports(sheet) == {
        instructions.FUNCTION: 2,
        instructions.TABLE: 1,
        instructions.MEMORY: 1,
        instructions.GLOBAL: 1,
        4: 1,
    }
    assert [name for name, _ in instructions.imported(sheet)] == list("ftygxh")
    assert instructions.called(sheet, {0}) == {1}
    assert instructions.called(sheet, {1}) == {0, 2}


def test_calls_are_followed_however_far() -> None:
    chain = module(b"\x10\3", b"\x10\5", b"", b"\x10\2")
    assert instructions.reachable(chain, {0}) == {0, 1, 3}
    assert instructions.reachable(chain, {2}) == {2}


def test_code_that_ends_elsewhere_than_it_says_stops_the_build() -> None:
    with pytest.raises(BuildError, match="does not know"):
        instructions.called(module(b"\x43\0"), {0})


def test_whatever_the_shipped_functions_call_by_name_is_there() -> None:
    folder = runtime_folder(built_site())
    whole, slim = ((folder / name).read_bytes() for name in ("pyodide.asm.wasm", "engine.wasm"))
    kept = {index for index, (begin, _, end) in enumerate(binary.functions(slim)) if slim[begin:end] != b"\0\0\x0b"}
    assert len(kept) > 1000
    assert instructions.called(whole, kept) <= kept


def test_every_number_that_may_be_an_address_is_found() -> None:
    # Constants, one of them negative; the distance of a load and of a store; neither a 64-bit constant nor an alignment.
    code = b"\x41\x90\x08\x41\x7f\x28\2\x80\x10\x36\2\x07\x42\x90\x7f"
    assert next(iter(instructions.places(module(code, b"")))) == {1040, 0xFFFF_FFFF, 2048, 7}


def test_globals_tell_their_first_value_where_it_is_a_number() -> None:
    entries = (
        b"\x7f\0\x41\x90\x08\x0b" + b"\x7f\1\x23\0\x0b" + b"\x7c\0\x44" + b"\x0b" * 8 + b"\x0b" + b"\x7f\0\x41\x0b\x0b"
    )
    sheet = module(b"") + b"\6" + binary.number(len(entries) + 1) + b"\4" + entries
    assert list(instructions.constant_globals(sheet)) == [None, 1040, None, None, 11]


def test_parameters_are_counted() -> None:
    sheet = binary.HEAD + b"\1\x0b\2\x60\3\x7f\x7e\x7d\1\x7f\x60\0\0" + b"\3\4\3\1\0\0"
    assert instructions.parameters(sheet) == [0, 3, 3]
