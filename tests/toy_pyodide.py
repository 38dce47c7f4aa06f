"""A Pyodide of a few bytes, and a Node that only pretends to start it: a runtime is made of them in no time."""

from __future__ import annotations

import hashlib
import json
import shutil
import struct
from pathlib import Path
from typing import Any

from playbook_site.runtime import collector
from playbook_site.runtime.pyodide_files import VERSION
from playbook_site.runtime.steps import digest
from playbook_site.runtime.wasm import binary
from tests.built_site import ROOT

#: The tasks of a making, in their order.
TASKS = ("recordModules", "pack", "shake", "recordIdle", "snapshot", "profile", "profile", "profileTables")

SCRIPT = (
    "var a=1;var _used;function assignWasmExports(wasmExports){"
    '_used=Module["_used"]=wasmExports["used"]}function _need(){}_need.sig="v";var wasmImports={need:_need};'
)
# Data of 40,016 bytes from address 1024 on, of which Python has written the last word.
_START, _DATA = 1024, bytes(range(1, 251)) * 160 + struct.pack("<4I", 0, 7, 30_000, 12)
_SIZE = 65_536
#: Where the list of frozen objects has its head, and nothing else.
_RING = 60_000


def _section(kind: int, content: bytes) -> bytes:
    return bytes([kind]) + binary.number(len(content)) + content


def module() -> bytes:
    """One imported function, and two of its own: one does nothing, one returns where the end of the heap stands."""
    bodies = [b"\0\x0b", b"\0\x41" + binary.signed(2048) + b"\x1a\x0b"]
    name = b"emscripten_get_sbrk_ptr"
    return b"".join(
        [
            binary.HEAD,
            _section(1, b"\1\x60\0\0"),
            _section(2, b"\1\3env\4need\0\0"),
            _section(3, b"\2\0\0"),
            _section(5, b"\1\0\1"),
            _section(7, b"\2\4used\0\1" + bytes([len(name)]) + name + b"\0\2"),
            _section(12, b"\1"),
            _section(10, b"\2" + b"".join(binary.number(len(body)) + body for body in bodies)),
            _section(11, b"\1\0\x41" + binary.signed(_START) + b"\x0b" + binary.number(len(_DATA)) + _DATA),
        ]
    )


def make_package(modules: Path) -> None:
    """Write the parts of node_modules that a making reads."""
    package, terser = modules / "pyodide", modules / "terser"
    for folder in (package, terser):
        folder.mkdir(parents=True)
        (folder / "package.json").write_text(json.dumps({"version": VERSION}), encoding="utf-8")
    (package / "pyodide.mjs").write_text('import("./pyodide.asm.mjs")', encoding="utf-8")
    (package / "pyodide.asm.mjs").write_text(SCRIPT, encoding="utf-8")
    (package / "pyodide.asm.wasm").write_bytes(module())
    (package / "python_stdlib.zip").write_bytes(b"library")
    lock = "pyodide-lock.json"
    shutil.copyfile(ROOT / "node_modules" / "pyodide" / lock, package / lock)


class ToyNode:
    """Answers the tasks at once, and keeps count of them; ``stop`` ends the one whose number is ``stop_at``."""

    def __init__(
        self, stop_at: int = -1, stop: BaseException | None = None, *, top: int = 50_000, peak: int = 50_000
    ) -> None:
        self.stop_at, self.stop, self.top, self.peak = stop_at, stop, top, peak
        self.done: list[str] = []

    def __call__(self, task: dict[str, Any], _: Path, /) -> Any:
        if self.stop is not None and len(self.done) == self.stop_at:
            raise self.stop
        self.done.append(task["do"])
        return getattr(self, f"_{task['do']}")(task)

    def _recordModules(self, _: dict[str, Any]) -> Any:  # noqa: N802
        return {"stdlib": ["re"], "own": ["playbook_engine.bridge"]}

    def _pack(self, task: dict[str, Any]) -> Any:
        Path(task["target"]).write_text(digest([Path(task["own"])]), encoding="utf-8")
        return {"re": 1, "playbook_engine.bridge": 2}

    def _shake(self, task: dict[str, Any]) -> Any:
        return task["script"]

    def _recordIdle(self, _: dict[str, Any]) -> Any:  # noqa: N802
        return {"idle": [], "early": [], "telling": []}

    def _snapshot(self, task: dict[str, Any]) -> Any:
        archive = (Path(task["runtime"]) / "python.bin").read_bytes()
        data = bytes(_START) + _DATA
        memory = data[:-16] + b"\5" + data[-15:] + hashlib.sha256(archive).digest()
        for name, content in {"head": b"head", "memory": memory, "fresh": data}.items():
            size = len(content) if name == "head" else _SIZE
            whole = bytearray(content.ljust(size, b"\0"))
            if name == "memory":
                struct.pack_into("<2I", whole, _RING, _RING, _RING)
            Path(task[name]).write_bytes(whole)
        Path(task["notes"]).write_bytes(b"{}")
        return {"faults": [], "top": self.top, "frozen": _RING + collector.HEAD}

    def _profile(self, _: dict[str, Any]) -> Any:
        return {"start": [], "all": [0], "top": self.peak}

    def _profileTables(self, _: dict[str, Any]) -> Any:  # noqa: N802
        return []
