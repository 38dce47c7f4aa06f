"""The unanswered questions of the BATNA worksheet that would change a result."""

from __future__ import annotations

from playbook_engine.worksheets.batna.findings import BatnaFindings

_BEST_NEEDS = ("kind", "works_out", "cost_money", "months", "confidence", "evidence")  # asked of the best one alone


def missing(found: BatnaFindings) -> tuple[str, ...]:
    """Return the unanswered questions that would change a result, in the form's order."""
    given, alternatives, best, deal = found.answers, found.alternatives, found.best, found.deal
    valuations = [a.valuation for a in alternatives if a.valuation]
    uncertain = any(v.is_uncertain for v in [*valuations, *([deal] if deal else [])])
    timed = any(v.alternative.months for v in [*valuations, *([deal] if deal else [])])
    wanted: list[tuple[str, object]] = [
        ("role", given.role),
        ("deal_worth", given.deal_worth if given.deal_worth else found.offer_is_none_yet or None),
        ("target", given.target),
    ]
    for alternative in alternatives:
        path, row = f"alternatives.{alternative.place}", alternative.answers
        wanted.append((f"{path}.worth", row.worth))
        if row.worth is not None and row.works_out not in (None, 1):
            wanted.append((f"{path}.otherwise", row.otherwise))
        if alternative is best:
            wanted += [(f"{path}.{name}", getattr(row, name)) for name in _BEST_NEEDS]
    if not alternatives:
        wanted.append(("alternatives", None))
    if len(alternatives) > 1:
        wanted.append(("linked", given.linked))
    if any(a.answers.cost_hours for a in alternatives):
        wanted.append(("hour_value", given.hour_value))
    if timed:
        wanted.append(("annual_rate", given.annual_rate))
    if uncertain:
        wanted.append(("risk_tolerance", given.risk_tolerance or (given.risk_sleep == "easily" or None)))
    wanted += [("felt_power", given.felt_power), ("their_alternative", given.their_alternative)]
    wanted += [("their_cost", given.their_cost), ("their_cost_known", given.their_cost_known)]
    return tuple(path for path, answer in wanted if answer is None)
