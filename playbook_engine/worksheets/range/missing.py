"""The unanswered questions of the worksheet on the range that would change a result."""

from __future__ import annotations

from playbook_engine.worksheets.range.findings import RangeFindings

_ENOUGH = 3


def missing(found: RangeFindings) -> tuple[str, ...]:
    """Return the unanswered questions that would change a result, in the form's order."""
    given = found.answers
    wanted: list[tuple[str, object]] = [
        ("role", given.role),
        ("reservation", found.limit),
        ("target", given.target),
        ("target_reason", given.target_reason or given.target is None or None),
    ]
    wanted += [
        (f"comparables.{row.place}.{name}", getattr(row.answers, name))
        for row in found.comparables
        for name in ("source", "got")
    ]
    if len(found.comparables) < _ENOUGH:
        wanted.append(("comparables", None))
    wanted += [("their_limit", found.belief), ("may_leave", found.walk_away)]
    wanted += [(name, getattr(given, name)) for name in ("first_number", "who_knows", "issues_open")]
    if found.has_opened:
        wanted.append(("my_number", given.my_number))
    if given.first_number == "they":
        wanted.append(("their_number", found.offer))
    wanted.append(("standards", found.standards or None))
    wanted += [(name, getattr(given, name)) for name in ("starts_with", "sure")]
    return tuple(path for path, answer in wanted if answer is None)
