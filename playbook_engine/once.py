"""Results that depend on the library alone, worked out once for each of its parts and kept while it is in use."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate

MOST = 100
"""How many results one function keeps; beyond, all are let go, since whoever changes libraries needs none of the old ones."""


def once[Part, **Others, Made](
    make: Callable[Concatenate[Part, Others], Made],
) -> Callable[Concatenate[Part, Others], Made]:
    """Keep what a function makes of a part of the library, told apart by identity, and of further arguments, by value.

    For functions whose result nobody changes. A part is kept with its result, so that no other one takes its place.
    """
    kept: dict[tuple[object, ...], tuple[Part, Made]] = {}

    @wraps(make)
    def made(part: Part, *others: Others.args, **named: Others.kwargs) -> Made:
        key = (id(part), *others, *named.items())
        if key not in kept:
            if len(kept) >= MOST:
                kept.clear()
            kept[key] = (part, make(part, *others, **named))
        return kept[key][1]

    return made  # type: ignore[return-value]  # the stub of wraps names its parameter
