"""The door of the library: floats come in as the decimals that they show, and what is no number is refused by name.

All analyses are exact, and work on whole numbers and fractions. A float is not refused, since 0.1 is what people type:
it counts as the decimal that Python shows for it, ``Fraction(str(0.1))``, and not as the binary fraction behind it.
:func:`exact_numbers` stands on every public function and method; it looks into sequences, mappings and records.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import wraps
from math import isfinite
from typing import Any

from playbook_engine.errors import AnalysisError

_AS_IT_IS = frozenset({Fraction, int, bool, str, type(None)})
_FIELDS: dict[type, tuple[str, ...]] = {}


def exact_numbers[**P, R](function: Callable[P, R]) -> Callable[P, R]:
    """Let a function have exact numbers where it is given floats, also in the fields of records and in lists.

    Raises :class:`AnalysisError` with the argument's name and place for a float that is infinite or not a number.

    >>> @exact_numbers
    ... def double(amounts):
    ...     return [2 * amount for amount in amounts]
    >>> double([0.1, Fraction(1, 3)])
    [Fraction(1, 5), Fraction(2, 3)]
    >>> double([1, float("nan")])
    Traceback (most recent call last):
    playbook_engine.errors.AnalysisError: amounts[1]: must be a finite number, not nan
    """
    # Not from inspect.signature: the browser's Python does without that module.
    code = getattr(function, "__wrapped__", function).__code__
    names = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]

    @wraps(function)
    def through_the_door(*given: P.args, **named: P.kwargs) -> R:
        for value in given:
            if type(value) not in _AS_IT_IS:
                return function(
                    *(exact(value, name) for value, name in zip(given, _places(names), strict=False)),
                    **{name: exact(value, name) for name, value in named.items()},
                )
        return function(*given, **{name: exact(value, name) for name, value in named.items()})

    return through_the_door


def exact(value: Any, name: str) -> Any:
    """Return a value with every float in it made exact; the value itself where it holds none.

    >>> exact({"pay": 0.25}, "points")
    {'pay': Fraction(1, 4)}
    """
    kind = type(value)
    if kind in _AS_IT_IS:
        return value
    if isinstance(value, float | Decimal):
        if not isfinite(value):
            raise AnalysisError(name, f"must be a finite number, not {value}")
        return Fraction(str(value))
    if kind is list or kind is tuple:
        return _items(value, name)
    if isinstance(value, Mapping):
        changed = {key: exact(item, f"{name}[{key!r}]") for key, item in value.items()}
        return changed if any(changed[key] is not item for key, item in value.items()) else value
    if isinstance(value, Iterator):
        return (exact(item, name) for item in value)
    if is_dataclass(kind):
        return _record(value, name)
    return value


def make_exact(record: Any) -> None:
    """Make a frozen record's own fields exact, for a ``__post_init__`` to begin with."""
    for field in fields(record):
        before = getattr(record, field.name)
        after = exact(before, field.name)
        if after is not before:
            object.__setattr__(record, field.name, after)


def _items(value: Any, name: str) -> Any:
    if all(type(item) in _AS_IT_IS for item in value):
        return value
    changed = [exact(item, f"{name}[{place}]") for place, item in enumerate(value)]
    return type(value)(changed) if any(map(_differ, changed, value)) else value


def _record(value: Any, name: str) -> Any:
    kind = type(value)
    if kind not in _FIELDS:
        held = tuple(field.name for field in fields(kind))
        # A record with a private field is made by the library alone; one that checks itself makes itself exact.
        is_exact = hasattr(kind, "__post_init__") or any(field.startswith("_") for field in held)
        _FIELDS[kind] = () if is_exact else held
    changes = {}
    for field in _FIELDS[kind]:
        before = getattr(value, field)
        after = exact(before, f"{name}.{field}")
        if after is not before:
            changes[field] = after
    return replace(value, **changes) if changes else value


def _differ(one: Any, other: Any) -> bool:
    return one is not other


def _places(names: tuple[str, ...]) -> Iterator[str]:
    """Yield a name for each argument in its place; the last one for all that follow."""
    yield from names
    while True:
        yield names[-1] if names else "argument"
