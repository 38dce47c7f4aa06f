"""What a runtime may take: room in the heap, and bytes on the line. README.md says what to do when one is broken."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

import brotli

from playbook_site.errors import BuildError

#: This share of the heap must be free when all of the engine is imported, in parts of a hundred.
LEAST_HEAD_ROOM = 10
_QUICK = 5  # quality of brotli: a second for all files, where the highest takes half a minute


def head_room(top: int, heap: int) -> float:
    """Return which share of the heap is free, in parts of a hundred; below nothing when the heap has grown.

    ``top`` is the end of the heap, ``heap`` how far it may reach, both in bytes from the start of the memory.

    >>> head_room(21_000_000, 30_000_000)
    30.0
    """
    return 100 * (heap - top) / heap


def check_head_room(top: int, heap: int) -> None:
    """Raise BuildError when too little of the heap is free for a snapshot: one sentence that says what to do."""
    if (left := head_room(top, heap)) < LEAST_HEAD_ROOM:
        raise BuildError(
            [
                f"When the engine is imported, Python's memory reaches {top:,} of the {heap:,} bytes that Pyodide has at first, "
                f"and {left:.1f} percent are left where {LEAST_HEAD_ROOM} must be: import less in playbook_engine, "
                "or name more modules in DROPPED of playbook_site/runtime/in_pyodide/prepare.py."
            ]
        )


def check_marks(top: int, marks: int) -> None:
    """Raise BuildError when the heap of a profiled run has reached the marks of the instrumented module."""
    if top > marks:
        raise BuildError(
            [
                f"While it was profiled, Python's memory reached {top:,} bytes and so the marks, which begin at {marks:,}: "
                "move FUNCTIONS_AT, READS_AT and _PAGES up in playbook_site/runtime/wasm/instrument.py."
            ]
        )


def describe_heap(top: int, heap: int, peak: int) -> str:
    """Return a line about the heap: after the imports, and at its peak while the rehearsal's requests were answered."""
    grown = f"it grew to {peak:,}" if peak > heap else "it did not grow"
    return (
        f"heap: {top:,} of {heap:,} bytes when the engine is imported, {head_room(top, heap):.1f} percent left "
        f"(at least {LEAST_HEAD_ROOM} must be); {grown} in the rehearsal"
    )


def describe_files(folder: Path, starts: Mapping[str, Collection[str]]) -> list[str]:
    """Return a line for each file with its bytes, the largest first, and one for each start with the bytes of its files.

    ``starts`` names the files of each start. The compressed bytes are those of a quick compression; the published files
    are compressed harder, and come out about an eighth smaller.
    """
    contents = {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
    packed = {name: len(brotli.compress(content, quality=_QUICK)) for name, content in contents.items()}
    lines = [
        f"{len(contents[name]):>10,}  compressed {packed[name]:>9,}  {name}"
        for name in sorted(contents, key=lambda name: -len(contents[name]))
    ]
    for start, names in starts.items():
        whole, small = (
            sum(sizes[name] for name in names) for sizes in ({n: len(c) for n, c in contents.items()}, packed)
        )
        lines.append(f"{whole:>10,}  compressed {small:>9,}  {start}")
    return lines
