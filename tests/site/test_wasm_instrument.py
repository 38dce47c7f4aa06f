"""Instrumented modules do the same work as plain ones, and mark what they say they mark: run under Node."""

from __future__ import annotations

import json
import subprocess

import pytest

from playbook_site.errors import BuildError
from playbook_site.node import node
from playbook_site.runtime.wasm import binary, instructions, instrument

# Three functions of one address: load eight bytes behind it, copy forty bytes from it to 4096, and neither.
BODIES = (
    b"\0" + b"\x20\0\x29\3\x10\xa7\x0b",
    b"\1\1\x7f" + b"\x41\x80\x20\x20\0\x41\x28\xfc\x0a\0\0\x41\1\x0b",
    b"\0" + b"\x20\0\x0b",
)
MODULE = (
    binary.HEAD
    + b"\1\6\1\x60\1\x7f\1\x7f"
    + b"\3\4\3\0\0\0"
    + b"\5\3\1\0\1"
    + b"\7\x13\4" + b"\1a\0\0" + b"\1b\0\1" + b"\1c\0\2" + b"\3mem\2\0"
    + b"\x0c\1\1"
    + b"\n" + binary.number(1 + sum(len(body) + 1 for body in BODIES)) + b"\3"
    + b"".join(binary.number(len(body)) + body for body in BODIES)
    + b"\x0b\x0b\1\0\x41\x08\x0b\5hello"
)  # fmt: skip
_RUN = """
const { exports } = (await WebAssembly.instantiate(Buffer.from(process.argv[1], "hex"))).instance;
const [calls, at, count] = JSON.parse(process.argv[2]);
const found = calls.map(([name, address]) => exports[name](address));
const bytes = new Uint8Array(exports.mem.buffer);
const marks = at < bytes.length ? Array.from(bytes.subarray(at, at + count).keys()).filter((n) => bytes[at + n]) : [];
console.log(JSON.stringify([found, marks, Array.from(bytes.subarray(4096, 4104))]));
"""


def run(module: bytes, calls: list[tuple[str, int]], at: int) -> tuple[list[int], list[int], list[int]]:
    """Call exports, and return what they return, which marks are set, and what was copied."""
    command = [node(), "--input-type=module", "-e", _RUN, module.hex(), json.dumps([calls, at, 300])]
    done = subprocess.run(command, capture_output=True, check=True)
    found, marks, copied = json.loads(done.stdout)
    return found, marks, copied


def test_each_function_that_runs_is_marked() -> None:
    plain = run(MODULE, [("c", 5), ("a", 0)], instrument.FUNCTIONS_AT)
    marked = run(instrument.functions(MODULE), [("c", 5), ("a", 0)], instrument.FUNCTIONS_AT)
    assert marked[0] == plain[0]
    assert marked[1] == [0, 2]


@pytest.mark.parametrize(
    ("calls", "grains"),
    [
        pytest.param([("a", 0)], [1], id="a load counts its distance"),
        pytest.param([("a", 12)], [1, 2], id="a load over the edge of a grain"),
        pytest.param([("b", 8)], [0, 1, 2], id="a copy, to its end"),
        pytest.param([("a", 2000)], [], id="above the top"),
        pytest.param([("c", 0)], [], id="no read"),
    ],
)
def test_each_grain_that_is_read_is_marked(calls: list[tuple[str, int]], grains: list[int]) -> None:
    instrumented = instrument.reads(MODULE, {0, 1, 2}, 1024)
    found, marks, copied = run(instrumented, calls, instrument.READS_AT)
    assert marks == grains
    assert (found, copied) == run(MODULE, calls, instrument.READS_AT)[::2]


def test_functions_that_are_not_asked_for_set_no_marks() -> None:
    assert run(instrument.reads(MODULE, {1}, 1024), [("a", 0)], instrument.READS_AT)[1] == []


def test_a_read_that_is_not_understood_stops_the_build() -> None:
    body = b"\0" + b"\x20\0\xfd\0\0\0\x1a\x41\0\x0b"  # v128.load
    with pytest.raises(BuildError, match="reads memory in a way"):
        instrument.reads(binary.with_bodies(MODULE, [body, *BODIES[1:]]), {0}, 1024)
    assert instructions.parameters(MODULE) == [1, 1, 1]
