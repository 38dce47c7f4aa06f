"""What is left out of Pyodide's own files: names that nothing here uses, and nothing else."""

from __future__ import annotations

import pytest

from playbook_site.errors import BuildError
from playbook_site.runtime import strip_exports
from playbook_site.runtime.wasm import binary
from tests.built_site import ROOT, built_site, runtime_folder

# A module that imports two functions and exports one of its own under three names; and what Emscripten writes around it.
WASM = (
    b"\0asm\1\0\0\0"
    + b"\1\4\1\x60\0\0"
    + b"\2\x25\2" + b"\3env\4need\0\0" + b"\3env\x13emscripten_glFinish\0\0"
    + b"\3\2\1\0"
    + b"\7\x17\3" + b"\4used\0\0" + b"\6unused\0\0" + b"\4host\0\0"
    + b"\n\4\1\2\0\x0b"
)  # fmt: skip
SCRIPT = (
    "var a=1;var _used,_unused,_host,memory;function assignWasmExports(wasmExports){"
    '_used=Module["_used"]=wasmExports["used"];_unused=Module["_unused"]=wasmExports["unused"];'
    '_host=Module["_host"]=wasmExports["host"]}function run(){_used()}'
    'function _need(){}_need.sig="v";function _sdl(){}_sdl.sig="v";function _finish(){eval(1)}_finish.sig="v";'
    'var wasmImports={need:_need,sdl:_sdl,emscripten_glFinish:_finish};Module["_sdl"]=_sdl;Module["HEAPU8"]=HEAPU8;Module["read"]=read;Module.read()'
)


def test_what_script_or_loader_names_stays() -> None:
    script, module = strip_exports.strip("Module._host()", SCRIPT, WASM)
    assert [name for name, _ in binary.exports(WASM)] == ["used", "unused", "host"]
    assert [name for name, _ in binary.exports(module)] == ["used", "host"]
    assert script == (
        "var a=1;var _used,_host,memory;function assignWasmExports(wasmExports){"
        '_used=Module["_used"]=wasmExports["used"];_host=Module["_host"]=wasmExports["host"]}function run(){_used()}'
        'function _need(){}_need.sig="v";function _sdl(){}function _finish(){globalThis.eval(1)}'
        "function _drawsNothing(){throw new Error('left out')}_drawsNothing.sig=\"v\";"
        "var wasmImports={need:_need,emscripten_glFinish:_drawsNothing};"
        'Module["HEAPU8"]=HEAPU8;Module["read"]=read;Module.read()'
    )


def test_all_but_the_names_stays_byte_for_byte() -> None:
    _, module = strip_exports.strip("", SCRIPT, WASM)
    assert module.startswith(WASM[: WASM.index(b"\7\x17")])
    assert module.endswith(WASM[WASM.index(b"\n\4\1") :])


@pytest.mark.parametrize(
    ("script", "module"),
    [
        pytest.param(SCRIPT.replace("assignWasmExports", "assign"), WASM, id="other script"),
        pytest.param(SCRIPT.replace('wasmExports["used"]', "used"), WASM, id="other assignment"),
        pytest.param(SCRIPT.replace("wasmImports", "imports"), WASM, id="other imports"),
        pytest.param(SCRIPT, b"wasm", id="no WebAssembly"),
    ],
)
def test_a_pyodide_that_looks_otherwise_stops_the_build(script: str, module: bytes) -> None:
    with pytest.raises(BuildError):
        strip_exports.strip("", script, module)


def test_the_published_half_has_lost_most_of_its_names() -> None:
    folder = runtime_folder(built_site())
    package = ROOT / "node_modules" / "pyodide" / "pyodide.asm.wasm"
    whole, left = (dict(binary.exports(path.read_bytes())) for path in (package, folder / "pyodide.asm.wasm"))
    assert set(left) < set(whole)
    assert len(left) < len(whole) / 20
    assert {"memory", "malloc", "__indirect_function_table"} <= set(left)


def test_the_published_script_has_lost_half_of_itself_and_can_still_be_started() -> None:
    folder = runtime_folder(built_site())
    whole = (ROOT / "node_modules" / "pyodide" / "pyodide.asm.mjs").stat().st_size
    left = (folder / "pyodide.asm.js").read_text(encoding="utf-8")
    assert len(left) < whole / 2
    assert "bindBufferBase(" not in left
    assert "wasmImports" in left
