"""Strips from Pyodide's script and its WebAssembly what only compiled packages from elsewhere would call.

Pyodide exports nearly all of CPython's C functions by name, thousands of them, so that packages with compiled code can
link to them, and its script mentions each name twice. The script in turn offers such packages windows, sound and graphics.
We load no package with compiled code. So of the exports we keep those that the script itself uses, and of what the script
offers we keep what the WebAssembly imports. Most of the script is then used by nothing, and terser removes it
(pyodide_files.py starts it). All functions stay in the WebAssembly; quick_start.py makes one with fewer.
"""

from __future__ import annotations

import re

from playbook_site.errors import BuildError
from playbook_site.runtime.wasm import binary, instructions

_BEGIN = "function assignWasmExports(wasmExports){"
_ALIAS = re.compile(r'([\w$]+)=Module\["[\w$]+"\]')
_OFFERED = "var wasmImports={"
# Graphics: the WebAssembly imports these functions, but nothing in Python calls them. Their replacement throws.
_DRAWS = "emscripten_gl"
_SIGNATURE = re.compile(r'(?<=[;}])([\w$]+)\.sig="[^"]*";')
_SHOWN = re.compile(r'(?<=[;}])Module\["([\w$]+)"\]=\1;')
# What our own scripts ask the module for (engine-core.mjs, tasks.mjs).
_ASKED_FOR = frozenset({"HEAPU8"})
# Our policy forbids eval. A plain call of it would make terser keep every name, since the text might use any.
_EVAL = re.compile(r"(?<![\w$.])eval\(")
_EXPORT = re.compile(r'wasmExports\["([^"]+)"\]')


def strip(loader: str, script: str, module: bytes) -> tuple[str, bytes]:
    """Return the script and the WebAssembly without the exports that neither loader nor script uses.

    Raises BuildError when either does not look as this version of Pyodide does.
    """
    begin = script.find(_BEGIN)
    end = script.find("}", begin)
    declared = script.rfind("var ", 0, begin)
    if begin < 0 or script.count(_BEGIN) > 1 or script.count(";", declared, begin) != 1:
        raise BuildError(["pyodide.asm.mjs assigns its exports otherwise than expected: adapt strip_exports.py."])
    # Whatever is written anywhere else, as a name or within a text, counts as used.
    used = set(re.findall(r"[\w$]+", f"{loader} {script[:declared]} {script[end:]}"))
    kept: list[str] = []
    gone: set[str] = set()
    names: set[str] = set()
    for statement in script[begin + len(_BEGIN) : end].rstrip(";").split(";"):
        alias, export = _ALIAS.match(statement), _EXPORT.search(statement)
        if export is None:
            raise BuildError([f"pyodide.asm.mjs has an export that strip_exports.py cannot read: {statement[:80]}"])
        if alias is None or alias[1] in used or export[1] in used:
            kept.append(statement)
            names.add(export[1])
        else:
            gone.add(alias[1])
    variables = [name for name in script[declared + 4 : begin].rstrip(";").split(",") if name not in gone]
    stripped = script[:declared] + f"var {','.join(variables)};{_BEGIN}" + ";".join(kept) + script[end:]
    wanted = {name for name, _ in instructions.imported(module)}
    return _keep_imports(loader, stripped, wanted), _keep_exports(module, names | used)


def _keep_imports(loader: str, script: str, wanted: set[str]) -> str:
    """Return the script that offers no more than what the WebAssembly wants, and names nothing else for others to use."""
    begin = script.find(_OFFERED) + len(_OFFERED)
    end = script.find("}", begin)
    entries = dict(entry.partition(":")[::2] for entry in script[begin:end].split(","))
    if script.count(_OFFERED) != 1 or not wanted & entries.keys():
        raise BuildError(["pyodide.asm.mjs offers its functions otherwise than expected: adapt strip_exports.py."])
    offered = {name: value or name for name, value in entries.items() if name in wanted and not name.startswith(_DRAWS)}
    drawing = [f"{name}:_drawsNothing" for name in entries if name in wanted and name.startswith(_DRAWS)]
    text = ",".join([*(f"{name}:{value}" for name, value in offered.items()), *drawing])
    script = (
        f"{script[: begin - len(_OFFERED)]}function _drawsNothing(){{throw new Error('left out')}}"
        # The table of functions needs its signature. One function for all names is compiled once.
        '_drawsNothing.sig="v";'
        f"{_OFFERED}{text}{script[end:]}"
    )
    signed = {*offered.values(), "_drawsNothing"}
    script = _SIGNATURE.sub(lambda match: match.group() if match[1] in signed else "", script)
    rest = set(re.findall(r"""["'.]([\w$]+)""", _SHOWN.sub("", script) + loader)) | _ASKED_FOR
    script = _SHOWN.sub(lambda match: match.group() if match[1] in rest else "", script)
    return _EVAL.sub("globalThis.eval(", script)


def _keep_exports(module: bytes, names: set[str]) -> bytes:
    """Return the module with no other exports than these."""
    kept = [entry for name, entry in binary.exports(module) if name in names]
    return binary.rewrite(module, binary.EXPORTS, binary.number(len(kept)) + b"".join(kept))
