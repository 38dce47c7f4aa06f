"""Reading an analyst's JSON: every fault at once, each with its JSON path; numbers stay exact.

A :class:`Node` is a value with its path. Its readers return a stand-in where they note a fault, so that one run finds all
of them; :func:`run` refuses a document with any fault before an analysis could see a stand-in.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from playbook_engine.errors import AnalysisError

Result = Mapping[str, Any]
DEEPEST = 40
_LARGEST_FLOAT = 10**308


class InputError(ValueError):
    """A document with faults; ``faults`` holds one line for each, its JSON path first."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass(slots=True)
class Faults:
    """The faults found so far, in the order of reading."""

    lines: list[str] = field(default_factory=list)

    def note(self, path: str, what: str) -> None:
        """Note a fault once."""
        line = f"{path}: {what}"
        if line not in self.lines:
            self.lines.append(line)


@dataclass(frozen=True, slots=True)
class Node:
    """One value of the document, where it stands, and where its faults go."""

    value: Any
    path: str
    faults: Faults

    def fault(self, what: str) -> None:
        """Note that this value cannot be used, and what to write instead."""
        self.faults.note(self.path, what)

    def has(self, name: str) -> bool:
        """Return whether this is an object with such a field, and the field is not null."""
        return isinstance(self.value, dict) and self.value.get(name) is not None

    def get(self, name: str) -> Node:
        """Return a field's node; a missing field or a value that is no object is a fault."""
        path = f"{self.path}.{name}"
        if not isinstance(self.value, dict):
            self.fault("write an object, {...}")
        elif name not in self.value:
            self.faults.note(path, "is missing")
        else:
            return Node(self.value[name], path, self.faults)
        return Node(None, path, Faults())  # noted already: what is read from it must not be noted again

    def only(self, *names: str) -> None:
        """Note every field that is not one of these."""
        if isinstance(self.value, dict):
            for name in self.value:
                if name not in names:
                    self.faults.note(f"{self.path}.{name}", f"is not used here; write one of {', '.join(names)}")

    def items(self, least: int = 0) -> list[Node]:
        """Return a list's nodes; too few of them is a fault."""
        if not isinstance(self.value, list):
            self.fault("write a list, [...]")
            return []
        if len(self.value) < least:
            self.fault(f"write at least {least} of these")
        return [Node(item, f"{self.path}[{place}]", self.faults) for place, item in enumerate(self.value)]

    def entries(self, least: int = 0) -> list[tuple[str, Node]]:
        """Return an object's names and nodes; too few of them is a fault."""
        if not isinstance(self.value, dict):
            self.fault("write an object, {...}")
            return []
        if len(self.value) < least:
            self.fault(f"write at least {least} of these")
        return [(name, Node(item, f"{self.path}.{name}", self.faults)) for name, item in self.value.items()]

    def text(self) -> str:
        """Return a text that is not blank."""
        if isinstance(self.value, str) and self.value.strip():
            return self.value
        self.fault('write a text in quotation marks, "..."')
        return "?"

    def one_of(self, *names: str) -> str:
        """Return one of these words."""
        if isinstance(self.value, str) and self.value in names:
            return self.value
        self.fault(f"write one of {', '.join(names)}")
        return names[0]

    def number(self, least: Fraction | int | None = None, most: Fraction | int | None = None) -> Fraction:
        """Return a number, exactly as it is written; a text such as ``"1/3"`` counts too."""
        found = _exact(self.value)
        if found is None:
            self.fault('write a number, or a fraction as text, "1/3"')
            return Fraction(1)
        if (least is not None and found < least) or (most is not None and found > most):
            bounds = [f"at least {least}"] * (least is not None) + [f"at most {most}"] * (most is not None)
            self.fault(f"write a number of {' and '.join(bounds)}")
            # What stands in is within the bounds, so that whatever is made of it before the run stops is too.
            found = max(found, Fraction(least)) if least is not None else found
            found = min(found, Fraction(most)) if most is not None else found
        return found

    def whole(self, least: int | None = None, most: int | None = None) -> int:
        """Return a whole number."""
        found = self.number(least, most)
        if found.denominator != 1:
            self.fault("write a whole number")
        return int(found)

    def flag(self) -> bool:
        """Return true or false."""
        if isinstance(self.value, bool):
            return self.value
        self.fault("write true or false")
        return False


def _exact(value: Any) -> Fraction | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int | Fraction):
        return Fraction(value)
    if isinstance(value, str) and len(value) <= 60:
        try:
            return _decimal(value.strip())
        except (ValueError, ZeroDivisionError):
            return None
    return None


def parse(text: str) -> Any:
    """Return the document of a JSON text; decimals become exact fractions. Raises InputError when it is not JSON."""
    try:
        document = json.loads(text, parse_float=_decimal, parse_constant=_refuse, object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        raise InputError((f"$: is not JSON (line {error.lineno}, column {error.colno})",)) from error
    except (ValueError, RecursionError) as error:
        raise InputError((f"$: {error}",)) from error
    if _depth(document) > DEEPEST:
        raise InputError((f"$: is nested more than {DEEPEST} deep",))
    return document


def run(analyse: Callable[[Node], Result], text: str) -> str:
    """Return an analysis's results as JSON text. Raises InputError with every fault of the document."""
    faults = Faults()
    root = Node(parse(text), "$", faults)
    try:
        results = analyse(root)
    except AnalysisError as error:
        if not faults.lines:
            faults.note(f"$.{error.argument}", error.reason)
    if faults.lines:
        raise InputError(tuple(faults.lines))
    return json.dumps(plain(results), ensure_ascii=False, indent=2) + "\n"


def stop(node: Node) -> None:
    """Raise when the document has had faults so far: before an analysis that could not bear the stand-ins."""
    if node.faults.lines:
        raise InputError(tuple(node.faults.lines))


def plain(value: Any) -> Any:
    """Return results as JSON values: a fraction as a whole number where it is one, else as the nearest float.

    One that is too large for a float is rounded to a whole number.
    """
    match value:
        case Fraction():
            if value.denominator == 1:
                return value.numerator
            return float(value) if abs(value) < _LARGEST_FLOAT else round(value)
        case Mapping():
            return {str(key): plain(item) for key, item in value.items()}
        case list() | tuple():
            return [plain(item) for item in value]
        case set() | frozenset():
            return sorted((plain(item) for item in value), key=str)
        case _:
            return value


def _decimal(text: str) -> Fraction:
    if len(text) > 60 or abs(int(text.lower().partition("e")[2] or 0)) > 400:
        raise ValueError("holds a number that is too long")
    return Fraction(text)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"names '{next(name for name in names if names.count(name) > 1)}' twice in one object")
    return found


def _refuse(name: str) -> Any:
    raise ValueError(f"holds {name}, which is no number")


def _depth(document: Any) -> int:
    """Return how deep lists and objects are nested, without recursion."""
    level, deepest = [document], 0
    while level and deepest <= DEEPEST:
        deepest += 1
        level = [
            child
            for item in level
            if isinstance(item, dict | list)
            for child in (item.values() if isinstance(item, dict) else item)
        ]
    return deepest


def fraction(value: Fraction) -> str:
    """Return a fraction as text, ``"2/3"`` or ``"0"``."""
    return str(value)


def unique(nodes: Iterator[tuple[str, Node]] | list[tuple[str, Node]]) -> None:
    """Note every name that stands twice, where it stands the second time."""
    seen: set[str] = set()
    for name, node in nodes:
        if name in seen:
            node.fault(f"'{name}' stands twice; choose another name")
        seen.add(name)
