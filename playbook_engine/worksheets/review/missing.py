"""The unanswered questions of the worksheet for after the talk that would change its result."""

from __future__ import annotations

from playbook_engine.worksheets.review.findings import LASTS, ReviewFindings


def missing(found: ReviewFindings) -> tuple[str, ...]:
    """Return the unanswered questions that would change a result, in the form's order."""
    given, numbers = found.answers, found.numbers
    wanted: list[tuple[str, object]] = [("outcome", given.outcome)]
    if found.ended == "deal":
        wanted.append(("agreed", found.settled))
    if numbers.has_numbers or found.settled is not None:
        wanted.append(("role", given.role))
    wanted.append(("reservation", numbers.limit))
    if found.ended == "deal":
        wanted.append(("target", numbers.target))
    if found.ended == "no-deal":
        wanted.append(("last_offer", numbers.offer))
    wanted.append(("gave_early", given.gave_early))
    wanted += [(name, getattr(given, name)) for name in ("next_if", "next_then")]
    if found.ended == "deal":
        wanted += [(name, getattr(given, name)) for name in LASTS]
    wanted += [
        (f"predictions.{one.place}.happened", None) for one in found.open_predictions if not one.answers.happened
    ]
    wanted += [(f"predictions.{one.place}.chance", one.answers.chance) for one in found.predictions]
    return tuple(path for path, answer in wanted if answer is None)
