"""What Python's garbage collector keeps of each object in a snapshot, and how the snapshot does without it.

Before an object that may hold others stand two words: where the next such object is, and where the one before it is
(CPython 3.14, Include/internal/pycore_gc.h). Their lowest bits are flags. An object in no list has zero in the first
word, and CPython takes it out of none when it is freed. What was alive when the snapshot was taken stays alive, so the
collector need not know of it: two words that no two objects share, of many thousand objects, need not be downloaded.
"""

from __future__ import annotations

import struct

from playbook_site.errors import BuildError

#: Bytes of the two words before an object.
HEAD = 8
_FLAGS = 3
_FINALIZED = 1


def unlink(memory: bytearray, frozen: int, heap: int) -> int:
    """Take every object out of the collector's list of frozen objects, in place; return how many there were.

    ``frozen`` is the address of an object in that list, ``heap`` the address at which the heap begins: what heads the list
    stands below it. Raises BuildError when the words there are no such list; ``memory`` is then as it was.
    """
    first = frozen - HEAD
    found: list[int] = []
    at, before = first, _read(memory, first)[1]
    while True:
        following, back = _read(memory, at)
        if back != before or len(found) > len(memory) // HEAD:
            raise _unlike()
        found.append(at)
        at, before = following, at
        if at == first:
            break
    heads = [at for at in found if at < heap]
    if len(heads) != 1:
        raise _unlike()
    for at in found:
        flags = memory[at + 4] & _FINALIZED
        struct.pack_into("<2I", memory, at, *((at, at) if at in heads else (0, flags)))
    return len(found) - 1


def _read(memory: bytearray, at: int) -> tuple[int, int]:
    """Return the addresses after and before the one that stands at ``at``, without their flags."""
    if not 0 < at <= len(memory) - HEAD or at % 4:
        raise _unlike()
    following, back = struct.unpack_from("<2I", memory, at)
    return following & ~_FLAGS, back & ~_FLAGS


def _unlike() -> BuildError:
    return BuildError(["Python's list of frozen objects is not laid out as collector.py expects: adapt it."])
