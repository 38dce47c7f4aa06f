"""Leaves out of Pyodide's own two halves what only compiled packages from elsewhere would call.

Pyodide exports nearly all of CPython's C functions by name, thousands of them, so that packages with compiled code can
link to them; and its script takes each name in twice. Ours loads no such package. What the script itself names stays;
the functions themselves stay all: only the names go, a sixth of a megabyte on the line. *Not chosen:* an optimiser that
would remove the functions too (see docs/reference/runtime.md).
"""

from __future__ import annotations

import re

from playbook_site import wasm
from playbook_site.errors import BuildError

_BEGIN = "function assignWasmExports(wasmExports){"
_ALIAS = re.compile(r'([\w$]+)=Module\["[\w$]+"\]')
_EXPORT = re.compile(r'wasmExports\["([^"]+)"\]')


def trim(loader: str, script: str, module: bytes) -> tuple[str, bytes]:
    """Return the script and the WebAssembly without the exports that neither loader nor script uses.

    Raises BuildError when either does not look as this version of Pyodide does.
    """
    begin = script.find(_BEGIN)
    end = script.find("}", begin)
    declared = script.rfind("var ", 0, begin)
    if begin < 0 or script.count(_BEGIN) > 1 or script.count(";", declared, begin) != 1:
        raise BuildError(["pyodide.asm.mjs assigns its exports otherwise than expected: adapt runtime_trim.py."])
    # Whatever is written anywhere else, as a name or within a text, counts as used.
    used = set(re.findall(r"[\w$]+", f"{loader} {script[:declared]} {script[end:]}"))
    kept: list[str] = []
    gone: set[str] = set()
    names: set[str] = set()
    for statement in script[begin + len(_BEGIN) : end].rstrip(";").split(";"):
        alias, export = _ALIAS.match(statement), _EXPORT.search(statement)
        if export is None:
            raise BuildError([f"pyodide.asm.mjs has an export that runtime_trim.py cannot read: {statement[:80]}"])
        if alias is None or alias[1] in used or export[1] in used:
            kept.append(statement)
            names.add(export[1])
        else:
            gone.add(alias[1])
    variables = [name for name in script[declared + 4 : begin].rstrip(";").split(",") if name not in gone]
    trimmed = script[:declared] + f"var {','.join(variables)};{_BEGIN}" + ";".join(kept) + script[end:]
    return trimmed, _keep_exports(module, names | used)


def _keep_exports(module: bytes, names: set[str]) -> bytes:
    """Return the module with no other exports than these."""
    kept = [entry for name, entry in wasm.exports(module) if name in names]
    return wasm.rewrite(module, wasm.EXPORTS, wasm.number(len(kept)) + b"".join(kept))
