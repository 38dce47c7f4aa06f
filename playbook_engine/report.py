"""Findings and checklist -> the sentences, rows and steps that a person reads, as inline Markdown, ready to lay out.

Markdown and HTML are two layouts of this one record, so that they cannot say different things.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from playbook_engine import charts
from playbook_engine.charts import Chart
from playbook_engine.checklist import Checklist, Item
from playbook_engine.findings import BatnaFindings, Findings
from playbook_engine.words import Words, escape, shorten


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the checklist as it is read."""

    id: str
    text: str
    why: str
    more: str
    page: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Report:
    """A whole result. Every string is inline Markdown in which a person's words are escaped."""

    heading: str
    lead: str
    numbers_heading: str
    numbers: tuple[str, ...]
    chart: Chart | None
    changes_heading: str
    changes: tuple[str, ...]
    steps_heading: str
    stages: tuple[tuple[str, tuple[Step, ...]], ...]
    further_heading: str
    further: tuple[tuple[str, str], ...]
    missing_heading: str
    missing_lead: str
    missing: tuple[str, ...]
    assumptions_heading: str
    assumptions: tuple[str, ...]


def write(findings: Findings, checklist: Checklist, words: Words) -> Report:
    """Return the report on one plan."""
    found = findings.batna
    return Report(
        heading=words.say("result-heading"),
        lead=_lead(len(checklist.steps), words),
        numbers_heading=words.say("result-numbers-heading"),
        numbers=tuple(_numbers(findings, found, words)) if found else (),
        chart=charts.values(found, words) if found else None,
        changes_heading=words.say("result-change-heading"),
        changes=tuple(_changes(findings, found, words)) if found else (),
        steps_heading=words.say("result-steps-heading"),
        stages=tuple(
            (words.say(_STAGE[stage]), tuple(_step(item, findings, words) for item in items))
            for stage, items in checklist.stages
        ),
        further_heading=words.say("result-further-heading"),
        further=tuple((escape(play.title), play.page) for play in checklist.further),
        missing_heading=words.say("result-missing-heading"),
        missing_lead=words.say("result-missing-lead" if checklist.missing else "result-nothing-missing"),
        missing=tuple(
            words.say("result-missing-item-of", row=gap.row, label=gap.label, find_out=gap.find_out)
            if gap.row
            else words.say("result-missing-item", label=gap.label, find_out=gap.find_out)
            for gap in checklist.missing
        ),
        assumptions_heading=words.say("result-assumptions-heading"),
        assumptions=tuple(_assumptions(found, words)) if found else (),
    )


_STAGE = {
    "prepare": "stage-prepare",
    "open": "stage-open",
    "explore": "stage-explore",
    "bargain": "stage-bargain",
    "close": "stage-close",
    "review": "stage-review",
}


def _lead(steps: int, words: Words) -> str:
    if steps == 1:
        return words.say("result-lead-one-step")
    return words.say("result-lead-steps", steps=str(steps)) if steps else words.say("result-lead-no-steps")


def _step(item: Item, findings: Findings, words: Words) -> Step:
    reason = words.personal(item.reasons[0], findings)
    for other in item.reasons[1:]:
        reason = words.say("result-because-and", first=reason, second=words.personal(other, findings))
    return Step(
        id=item.id,
        text=words.personal(item.text, findings),
        why=words.say("result-because", reason=reason),
        more=words.say("result-more", title=escape(item.title)),
        page=item.page,
        anchor=item.anchor,
    )


def _side(found: BatnaFindings, receive: str, pay: str) -> str:
    return pay if found.sign < 0 else receive


def _told(name: str, findings: Findings, words: Words) -> str:
    """Return a message filled from the findings, with a capital where plain words such as "the deal" come first."""
    said = words.personal(words.library.messages[name], findings)
    return said[:1].upper() + said[1:]


def _numbers(findings: Findings, found: BatnaFindings, words: Words) -> Iterator[str]:
    """Yield what the numbers say: the reservation value, the best alternative, the deal beside it."""

    if found.reservation_value is None:
        yield words.say("reservation-value-unknown")
    else:
        yield _told(_side(found, "best-alternative-is", "best-alternative-costs"), findings, words)
        if _is_tied(found):
            yield _told("alternatives-tie", findings, words)
        yield _told(_side(found, "reservation-value-receive", "reservation-value-pay"), findings, words)
        if found.best and found.best.valuation and found.reservation_value != found.best.valuation.certainty_equivalent:
            yield _told("reservation-value-all-told", findings, words)
        if found.margin is None:
            yield words.say("deal-is-unknown")
        else:
            yield _told(_deal_sentence(found.margin), findings, words)
    for name, worth in _risky(found):
        yield words.say(
            "risk-certainty-equivalent",
            name=name or words.say("chart-row-deal"),
            certainty_equivalent=words.amount(found.sign * worth[1]),
            expected_value=words.amount(found.sign * worth[0]),
        )


def _is_tied(found: BatnaFindings) -> bool:
    values = [a.valuation.certainty_equivalent for a in found.ranking[:2] if a.valuation]
    return len(values) == 2 and values[0] == values[1]


def _deal_sentence(margin: Fraction) -> str:
    if not margin:
        return "deal-is-about-equal"
    return "deal-is-better" if margin > 0 else "deal-is-worse"


def _risky(found: BatnaFindings) -> Iterator[tuple[str, tuple[Fraction, Fraction]]]:
    """Yield the courses whose certainty equivalent is below their average: name, (average, certainty equivalent)."""
    courses = [(found.best.answers.name, found.best.valuation)] if found.best else []
    for name, worth in [*courses, (found.answers.deal_name, found.deal)]:
        if worth and worth.certainty_equivalent != worth.present:
            yield escape(shorten(name or "")), (worth.present, worth.certainty_equivalent)


def _changes(findings: Findings, found: BatnaFindings, words: Words) -> Iterator[str]:
    """Yield what would have to be true for the advice to change: what could put another course first."""

    if found.deal_break_even_gain is not None:
        name = _side(found, "change-deal-worth-receive", "change-deal-worth-pay")
        yield _told(name, findings, words)
    if found.break_even_gain is not None and not _is_tied(found):
        name = _side(found, "change-worth-receive", "change-worth-pay")
        yield _told(name, findings, words)
    if found.break_even_chance is not None and found.best:
        against_deal = _next_is_deal(found)
        name = "change-chance-deal" if against_deal else "change-chance-second"
        yield _told(name, findings, words)
    if found.turning_risk_tolerance is not None:
        tolerance = found.answers.risk_tolerance
        below = tolerance is not None and tolerance < found.turning_risk_tolerance
        yield _told("change-risk-more" if below else "change-risk", findings, words)


def _next_is_deal(found: BatnaFindings) -> bool:
    """Whether the course next below the best alternative is the deal."""
    best, second, deal = found.best, found.second, found.deal
    if deal is None or best is None or best.valuation is None:
        return False
    if deal.certainty_equivalent >= best.valuation.certainty_equivalent:
        return False
    return not (second and second.valuation and second.valuation.certainty_equivalent > deal.certainty_equivalent)


def _assumptions(found: BatnaFindings, words: Words) -> Iterator[str]:
    """Yield how the numbers were reached, as far as it concerns this plan."""
    answers = found.answers
    if not found.ranking and found.deal is None:
        return
    rows = [alternative.answers for alternative in found.ranking]
    worths = [worth for worth in (*(row.worth for row in rows), answers.deal_worth) if worth]
    if any(len(worth.points) > 1 and not worth.chances for worth in worths):
        yield words.say("assumption-three-points")
    if any(worth.chances for worth in worths):
        yield words.say("assumption-typed-chances")
    if any(row.works_out is None for row in rows):
        yield words.say("assumption-certain")
    if any(row.works_out not in (None, 1) and row.otherwise is None for row in rows):
        yield words.say("assumption-otherwise-nothing")
    if len(found.ranking) < len(found.named):
        yield words.say("assumption-unvalued-left-out")
    if any(row.cost_hours for row in rows):
        if answers.hour_value is None:
            yield words.say("assumption-hours-unpriced")
        else:
            yield words.say("assumption-hours", hour_value=words.amount(answers.hour_value))
    if any(row.months for row in rows) or answers.deal_months:
        yield words.say("assumption-costs-at-result")
        if answers.annual_rate is None:
            yield words.say("assumption-no-discount")
        else:
            yield words.say("assumption-discounted", annual_rate=words.percent(answers.annual_rate))
    if answers.risk_tolerance is not None:
        yield words.say("assumption-risk-averse", risk_tolerance=words.amount(answers.risk_tolerance))
    elif any(worth.is_uncertain for worth in [*(a.valuation for a in found.ranking), found.deal] if worth):
        yield words.say("assumption-risk-neutral")
    yield words.say("assumption-not-a-forecast")
