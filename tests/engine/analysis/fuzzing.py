"""Documents with random damage: whatever is in them, an analysis answers or names faults, and never breaks down."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from playbook_engine.terminal.analyse.inputs import InputError, Node, Result, run

JUNK: list[Any] = [
    None, True, False, 0, 1, -1, 2, 0.5, -0.25, 1e-9, 1e15, -1e15, 10**30, 10**400, "", " ", "x", "1/3", "0", "1/0", "nan",
    "1e999999999", "seller", "buyer", "normal", [], {}, [[]], [0], ["x"], [1, 2], {"value": 1}, {"x": {}}, [{}], [None],
]  # fmt: skip


def places(document: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every path in a document, its root too."""
    found = [path]
    children = (
        document.items() if isinstance(document, dict) else enumerate(document) if isinstance(document, list) else ()
    )
    for key, child in children:
        found += places(child, (*path, key))
    return found


@st.composite
def damaged(draw: st.DrawFn, *examples: Any) -> Any:
    """One of these documents with up to three values replaced, removed or doubled."""
    document = copy.deepcopy(draw(st.sampled_from(examples)))
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from(places(document)))
        junk = copy.deepcopy(draw(st.sampled_from(JUNK)))
        if not path:
            if draw(st.integers(0, 9)) == 0:
                document = junk
            continue
        parent = document
        for key in path[:-1]:
            parent = parent[key]
        match draw(st.sampled_from(["replace", "remove", "double"])):
            case "replace":
                parent[path[-1]] = junk
            case "remove":
                del parent[path[-1]]
            case _ if isinstance(parent, list):
                parent.append(copy.deepcopy(parent[path[-1]]))
            case _:
                parent[str(path[-1]) + "x"] = copy.deepcopy(parent[path[-1]])
    return document


def answers(analyse: Callable[[Node], Result], document: Any) -> Any:
    """The results as JSON values; raises InputError for a document with faults."""
    return json.loads(run(analyse, json.dumps(document)), parse_constant=_refuse)


def _refuse(name: str) -> Any:
    raise AssertionError(f"{name} is no JSON number")


def faults(analyse: Callable[[Node], Result], document: Any) -> tuple[str, ...]:
    """The faults of a document, none when it has none."""
    try:
        answers(analyse, document)
    except InputError as error:
        return error.faults
    return ()


def survives(analyse: Callable[[Node], Result], document: Any) -> None:
    """Assert that the document is answered, or that each fault stands on one line that starts with a path."""
    for fault in faults(analyse, document):
        assert fault.startswith("$")
        assert "\n" not in fault
        assert ": " in fault
