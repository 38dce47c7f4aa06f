"""Taking what a snapshot holds out of the lists of Python's garbage collector."""

from __future__ import annotations

import struct

import pytest

from playbook_site.errors import BuildError
from playbook_site.runtime import collector

HEAP = 0x100
#: Where the list's head stands, and the two words of three objects.
LIST, OBJECTS = 0x40, (0x200, 0x120, 0x180)


def memory_of(*ring: int) -> bytearray:
    """A memory in which these stand in one ring; other objects' words are there too."""
    memory = bytearray(b"\x07" * 0x400)
    for at, following, back in zip(ring, (*ring[1:], ring[0]), (ring[-1], *ring[:-1]), strict=True):
        struct.pack_into("<2I", memory, at, following | 1, back | 3)
    return memory


def words(memory: bytearray, at: int) -> tuple[int, int]:
    first, second = struct.unpack_from("<2I", memory, at)
    return first, second


def test_all_objects_leave_the_list_and_nothing_else_changes() -> None:
    memory = memory_of(LIST, *OBJECTS)
    before = bytes(memory)
    assert collector.unlink(memory, OBJECTS[1] + collector.HEAD, HEAP) == len(OBJECTS)
    assert words(memory, LIST) == (LIST, LIST)
    assert [words(memory, at) for at in OBJECTS] == [(0, 1)] * len(OBJECTS), "that one was finalized stays said"
    for at in (LIST, *OBJECTS):
        memory[at : at + 8] = before[at : at + 8]
    assert memory == before


@pytest.mark.parametrize(
    "fault",
    ["no list", "one way only", "a second head", "no head", "an odd address", "beyond the end", "without an end"],
)
def test_what_is_no_such_list_is_left_alone(fault: str) -> None:
    ring = (LIST, *OBJECTS)
    frozen = OBJECTS[0] + collector.HEAD
    match fault:
        case "no list":
            memory, frozen = memory_of(*ring), 0x300
        case "one way only":
            memory = memory_of(*ring)
            struct.pack_into("<I", memory, OBJECTS[2] + 4, OBJECTS[0])
        case "a second head":
            memory = memory_of(*ring, 0x80)
        case "no head":
            memory = memory_of(*OBJECTS)
        case "an odd address":
            memory = memory_of(*ring)
            frozen += 2
        case "beyond the end":
            memory = memory_of(*ring)
            struct.pack_into("<I", memory, OBJECTS[2], 0x400)
        case _:  # it leads back to another object than the first
            memory = memory_of(*ring)
            struct.pack_into("<I", memory, OBJECTS[2], OBJECTS[1])
            struct.pack_into("<I", memory, OBJECTS[1] + 4, OBJECTS[2])
    before = bytes(memory)
    with pytest.raises(BuildError, match=r"adapt it\."):
        collector.unlink(memory, frozen, HEAP)
    assert memory == before
