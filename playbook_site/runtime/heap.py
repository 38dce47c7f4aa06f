"""Where a Pyodide module keeps the end of its heap, and how large its memory is before it grows.

The heap grows upwards, and its end never comes down again. As long as it stays inside the memory that the module has at
first, no byte of the memory moves and a snapshot of it can be put into a fresh module.
"""

from __future__ import annotations

from playbook_site.errors import BuildError
from playbook_site.runtime.wasm import binary, instructions

PAGE = 65_536
_EXPORT = "emscripten_get_sbrk_ptr"


def initial_size(module: bytes) -> int:
    """Return how many bytes of memory the module has before it grows."""
    return binary.memory_pages(module) * PAGE


def start(module: bytes) -> int:
    """Return the address at which the heap begins: the word that holds its end says so before anything runs.

    Raises BuildError when the module does not write that word.
    """
    word = top_address(module)
    for address, content in binary.data(module):
        if address <= word <= address + len(content) - 4:
            return int.from_bytes(content[word - address :][:4], "little")
    raise BuildError(["pyodide.asm.wasm does not say where its heap begins: adapt heap.py."])


def top_address(module: bytes) -> int:
    """Return the address of the word of 32 bits that holds the end of the heap.

    ``module`` is the WebAssembly as the Pyodide package holds it, with all its exports. Emscripten exports a function that
    returns the address, as its last constant. Raises BuildError when there is no such function.
    """
    number = dict(zip((name for name, _ in binary.exports(module)), binary.exported(module), strict=True)).get(_EXPORT)
    if number is not None:
        index = number[1] - instructions.imports(module)[instructions.FUNCTION]
        for at, (_, start, end) in enumerate(binary.functions(module)):
            if at == index:
                found = instructions.instructions(module, start, end)
                constants = [operand for code, _, _, operand in found if code == instructions.I32_CONST]
                if constants:
                    return constants[-1]
    raise BuildError([f"pyodide.asm.wasm has no {_EXPORT} that returns an address: adapt heap.py."])
