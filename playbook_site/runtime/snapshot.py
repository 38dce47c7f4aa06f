"""Makes the quick start: the memory of a Python that has imported the engine, and a WebAssembly with just what it runs.

Plain Pyodide wakes Python from nothing and imports everything at each start. Here that is done once, under Node, and
its memory ships. Of the WebAssembly's 17,000 functions those stay that ran while the engine answered the rehearsal's
requests, and all that can be called from these by name: a sixth. Each other one is a trap of three bytes. Of its data
those bytes stay that these functions can come to read (data_segments.py). A trap ends
the start or the request with an exception, and the page starts the whole Python instead: a reader may wait longer,
never get another answer.
"""

from __future__ import annotations

import os
import shutil
import struct
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any, TypedDict

from playbook_site.errors import BuildError
from playbook_site.project import Say
from playbook_site.runtime import data_segments
from playbook_site.runtime.wasm import binary, instructions, instrument

HERE = Path(__file__).parent
WHOLE, SLIM, IMAGE, ARCHIVE = "pyodide.asm.wasm", "engine.wasm", "memory.bin", "python.bin"
#: The files that Pyodide finds under other names when it goes on from an image (page and Node alike).
NAMES = {
    SLIM: WHOLE,
    IMAGE: IMAGE,
    "pyodide.js": "pyodide.js",
    "pyodide.asm.js": "pyodide.asm.js",
    "lock.json": "lock.json",
}
EMPTY_ARCHIVE = b"PK\5\6" + bytes(18)
BLOCK = 256
_TRAP = bytes([0, 0x00, 0x0B])  # no local variables, unreachable, end


class Noted(TypedDict):
    """Which notes a module took: before the image was put in, and by the end."""

    start: list[int]
    all: list[int]


Node = Callable[[dict[str, Any], Path], Any]


def make(
    runtime: Path, work: Path, node: Node, *, own: Collection[str], library: str, requests: list[str], step: Say
) -> str:
    """Write ``engine.wasm`` and ``memory.bin`` into a runtime folder, and return a line that tells what they hold.

    ``node`` runs a task of tasks.mjs, ``own`` names the modules of the engine, ``requests`` is the rehearsal, ``step``
    tells what is being done. Raises BuildError when the settled Python still uses what it lets go.
    """
    parts = {name: str(work / f"image-{name}") for name in ("head", "memory", "fresh")}
    folder = f"{runtime}{os.sep}"
    task = {"runtime": folder, "settler": str(HERE / "settle.py"), "own": sorted(own), **parts}
    step("copying the memory of a Python that has imported the engine")
    faults: list[str] = node({"do": "image", **task}, work)["faults"]
    if faults:
        raise BuildError(faults)
    whole = (runtime / WHOLE).read_bytes()
    memory = Path(parts["memory"]).read_bytes()
    bodies = list(binary.functions(whole))
    data = data_segments.extent(whole)

    def noted(probing: bytes, at: int, notes: int) -> Noted:
        """Answer the rehearsal with a module that takes notes, and return which of its notes are taken."""
        folder = lay_out(runtime, work / "probing", {WHOLE: probing})
        asked = {"runtime": f"{folder}{os.sep}", "at": at, "notes": notes, "library": library, "requests": requests}
        taken: Noted = node({"do": "cover", **asked, **parts}, work)
        return taken

    step("noting which functions run")
    ran = frozenset(noted(instrument.of_functions(whole), instrument.FUNCTIONS_AT, len(bodies))["all"])
    kept = instructions.reachable(whole, ran)
    reading = instrument.of_reads(whole, kept, data.stop)
    grains = -(-data.stop // instrument.GRAIN)
    step("noting which data is read, by the engine and in tables of characters: this takes longest")
    read = noted(reading, instrument.READS_AT, grains)
    tables = lay_out(runtime, work / "probing", {WHOLE: reading, ARCHIVE: (runtime / ARCHIVE).read_bytes()})
    asked = {"runtime": f"{tables}{os.sep}", "reader": str(HERE / "character_tables.py")}
    named = node({"do": "tables", "at": instrument.READS_AT, "notes": grains, **asked}, work)
    stays = data_segments.needed(whole, memory, kept, {*read["all"], *named})
    untouched = initial(whole, len(memory))
    early = data_segments.pieces(untouched, data, read["start"])
    (runtime / SLIM).write_bytes(binary.with_data(slim(whole, kept), early))
    head, fresh = (Path(parts[name]).read_bytes() for name in ("head", "fresh"))
    (runtime / IMAGE).write_bytes(pack(head, data_segments.filled(memory, data, stays), fresh, data))
    left = sum(end - begin for index, (begin, _, end) in enumerate(bodies) if index in kept)
    code = sum(end - begin for begin, _, end in bodies)
    return (
        f"{SLIM}: {len(kept):,} of {len(bodies):,} functions ({len(ran):,} ran, which name the others), "
        f"{left:,} of {code:,} bytes of code; of {len(data):,} bytes of data {len(stays) * instrument.GRAIN:,}"
    )


def lay_out(runtime: Path, folder: Path, contents: dict[str, bytes] | None = None) -> Path:
    """Put what a start from the image needs into a folder, under the names that Pyodide asks for under Node."""
    folder.mkdir(exist_ok=True)
    for name, asked in NAMES.items():
        if (runtime / name).exists():
            shutil.copyfile(runtime / name, folder / asked)
    for name, content in {ARCHIVE: EMPTY_ARCHIVE, **(contents or {})}.items():
        (folder / name).write_bytes(content)
    return folder


def initial(whole: bytes, size: int) -> bytes:
    """Return a memory of ``size`` bytes as the WebAssembly lays it out before anything runs."""
    memory = bytearray(size)
    for address, content in binary.data(whole):
        memory[address : address + len(content)] = content
    return bytes(memory)


def pack(head: bytes, memory: bytes, fresh: bytes, data: range) -> bytes:
    """Return the image: ``docs/assets/js/engine/image.mjs`` tells its form.

    The page first fills the module's own ``data``, then puts blocks over it. A block goes into the image when it differs
    from what is there by then, in the memory that the image is put into (``fresh``) or in one in which nothing ran yet:
    what runs before the image is put in might differ between browsers.
    """
    size = len(memory)
    if size % (8 * BLOCK) or len(fresh) != size or len(head) % 4:
        raise BuildError(["Pyodide's memory is not laid out as snapshot.py expects."])
    cleared = (data_segments.filled(one, data, ()) for one in (fresh, bytes(size)))
    view, old, older = (memoryview(one) for one in (memory, *cleared))
    bits = bytearray(size // BLOCK // 8)
    blocks = []
    for index in range(size // BLOCK):
        place = slice(index * BLOCK, (index + 1) * BLOCK)
        if view[place] != old[place] or view[place] != older[place]:
            bits[index >> 3] |= 1 << (index & 7)
            blocks.append(view[place])
    numbers = struct.pack("<6I", len(head), size, BLOCK, len(blocks), data.start, data.stop)
    return b"".join([numbers, head, bits, *blocks])


def slim(whole: bytes, kept: Collection[int]) -> bytes:
    """Return the module in which each function whose number is not in ``kept`` is a trap. Numbers and tables stay."""
    bodies = [
        whole[begin:end] if index in kept else _TRAP for index, (begin, _, end) in enumerate(binary.functions(whole))
    ]
    return binary.with_bodies(whole, bodies)
