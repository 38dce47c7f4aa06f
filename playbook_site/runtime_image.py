"""Makes the quick start: the memory of a Python that has imported the engine, and a WebAssembly with just what it runs.

Plain Pyodide wakes Python from nothing and imports everything at each start. Here that is done once, under Node, and
its memory ships. Of the WebAssembly's 17,000 functions those stay that ran while the engine answered the rehearsal's
requests, and all that can be called from these by name: a sixth. Each other one is a trap of three bytes. A trap ends
the start or the request with an exception, and the page starts the whole Python instead: a reader may wait longer,
never get another answer.
"""

from __future__ import annotations

import os
import shutil
import struct
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

from playbook_site import wasm, wasm_calls
from playbook_site.errors import BuildError

HERE = Path(__file__).parent
WHOLE, SLIM, IMAGE = "pyodide.asm.wasm", "engine.wasm", "memory.bin"
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
# Where the probe notes which functions run: far above what a start needs.
_NOTES_AT = 64 << 20
_NOTES_PAGES = 2048
_TRAP = bytes([0, 0x00, 0x0B])  # no local variables, unreachable, end

Node = Callable[[dict[str, Any], Path], Any]


def make(runtime: Path, work: Path, node: Node, *, own: Collection[str], library: str, requests: list[str]) -> str:
    """Write ``engine.wasm`` and ``memory.bin`` into a runtime folder, and return a line that tells what they hold.

    ``node`` runs a task of runtime.mjs, ``own`` names the modules of the engine, ``requests`` is the rehearsal. Raises
    BuildError when the settled Python still uses what it lets go.
    """
    parts = {name: str(work / f"image-{name}") for name in ("head", "memory", "fresh")}
    folder = f"{runtime}{os.sep}"
    task = {"runtime": folder, "settler": str(HERE / "runtime_settle.py"), "own": sorted(own), **parts}
    faults: list[str] = node({"do": "image", **task}, work)["faults"]
    if faults:
        raise BuildError(faults)
    whole = (runtime / WHOLE).read_bytes()
    head, memory, fresh = (Path(parts[name]).read_bytes() for name in ("head", "memory", "fresh"))
    (runtime / IMAGE).write_bytes(pack(head, memory, fresh, initial(whole, len(memory))))

    bodies = list(wasm.functions(whole))
    probing = work / "probing"
    lay_out(runtime, probing, {WHOLE: probe(whole)})
    note = {"runtime": f"{probing}{os.sep}", "at": _NOTES_AT, "functions": len(bodies), **parts}
    ran = frozenset(node({"do": "cover", **note, "library": library, "requests": requests}, work))
    kept = wasm_calls.reachable(whole, ran)
    (runtime / SLIM).write_bytes(slim(whole, kept))
    left = sum(end - begin for index, (begin, _, end) in enumerate(bodies) if index in kept)
    code = sum(end - begin for begin, _, end in bodies)
    return (
        f"{SLIM}: {len(kept):,} of {len(bodies):,} functions ({len(ran):,} ran, which name the others), "
        f"{left:,} of {code:,} bytes of code"
    )


def lay_out(runtime: Path, folder: Path, contents: dict[str, bytes] | None = None) -> Path:
    """Put what a start from the image needs into a folder, under the names that Pyodide asks for under Node."""
    folder.mkdir(exist_ok=True)
    for name, asked in NAMES.items():
        if (runtime / name).exists():
            shutil.copyfile(runtime / name, folder / asked)
    for name, content in {"python.bin": EMPTY_ARCHIVE, **(contents or {})}.items():
        (folder / name).write_bytes(content)
    return folder


def initial(whole: bytes, size: int) -> bytes:
    """Return a memory of ``size`` bytes as the WebAssembly lays it out before anything runs."""
    memory = bytearray(size)
    for address, content in wasm.data(whole):
        memory[address : address + len(content)] = content
    return bytes(memory)


def pack(head: bytes, memory: bytes, fresh: bytes, untouched: bytes) -> bytes:
    """Return the image: ``docs/assets/js/image.mjs`` tells its form.

    A block goes into it when it differs from the memory that the image is put into (``fresh``), or from one in which
    nothing ran yet: what runs before the image is put in might differ between browsers.
    """
    size = len(memory)
    if size % (8 * BLOCK) or len(fresh) != size or len(head) % 4:
        raise BuildError(["Pyodide's memory is not laid out as runtime_image.py expects."])
    view, old, older = memoryview(memory), memoryview(fresh), memoryview(untouched)
    bits = bytearray(size // BLOCK // 8)
    blocks = []
    for index in range(size // BLOCK):
        place = slice(index * BLOCK, (index + 1) * BLOCK)
        if view[place] != old[place] or view[place] != older[place]:
            bits[index >> 3] |= 1 << (index & 7)
            blocks.append(view[place])
    numbers = struct.pack("<4I", len(head), size, BLOCK, len(blocks))
    return b"".join([numbers, head, bits, *blocks])


def probe(whole: bytes) -> bytes:
    """Return the module with a note at the start of each function, in a memory that has room for the notes."""
    bodies = []
    for index, (begin, code, end) in enumerate(wasm.functions(whole)):
        # i32.const address; i32.const 1; i32.store8
        note = b"\x41" + wasm.signed(_NOTES_AT + index) + b"\x41\x01\x3a\x00\x00"
        bodies.append(whole[begin:code] + note + whole[code:end])
    return wasm.with_memory(wasm.with_bodies(whole, bodies), _NOTES_PAGES)


def slim(whole: bytes, kept: Collection[int]) -> bytes:
    """Return the module in which each function whose number is not in ``kept`` is a trap. Numbers and tables stay."""
    bodies = [
        whole[begin:end] if index in kept else _TRAP for index, (begin, _, end) in enumerate(wasm.functions(whole))
    ]
    return wasm.with_bodies(whole, bodies)
