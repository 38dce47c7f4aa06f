"""The unanswered questions of the worksheet on time that would change a result."""

from __future__ import annotations

from playbook_engine.worksheets.time.findings import TimeFindings


def missing(found: TimeFindings) -> tuple[str, ...]:
    """Return the unanswered questions that would change a result, in the form's order."""
    given = found.answers
    later = given.later_offer
    wanted: list[tuple[str, object]] = [("deadline", given.deadline)]
    if given.deadline in ("mine", "theirs", "both"):
        wanted.append(("last_day", given.last_day))
    wanted.append(("offer", found.offer if not found.offer_is_none_yet else True))
    if found.offer is not None or later is not None:
        wanted.append(("role", given.role))
        wanted.append(("expires", given.expires or found.offer_has_no_end or None))
    if found.lacks_hours:
        wanted.append(("hours_in_a_week", given.hours_in_a_week))
    if found.offer is not None:
        wanted.append(("later_offer", later))
    if later is not None:
        wanted += [("later_wait", given.later_wait), ("later_chance", given.later_chance)]
        if not found.goes_by_date:
            wanted.append(("if_not", given.if_not))
        if found.offer_goes:
            wanted.append(("reservation", found.limit))
    wanted += [("my_week", given.my_week), ("their_week", found.their_week), ("their_dates", given.their_dates)]
    wanted.append(("state", given.state))
    if given.state == "stuck":
        wanted.append(("stuck", given.stuck))
    if len(found.returns) < len(found.giving):
        wanted.append(("returns", None))
    return tuple(path for path, answer in wanted if answer is None)
