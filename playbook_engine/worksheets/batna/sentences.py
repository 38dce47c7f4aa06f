"""What the BATNA worksheet's findings say: the numbers, what would change the advice, and how it was worked out."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from playbook_engine.sheet import Part, Telling, section
from playbook_engine.words import Filler, Words, escape, shorten
from playbook_engine.worksheets.batna import chart
from playbook_engine.worksheets.batna.findings import BatnaFindings


def tell(found: BatnaFindings, words: Words, fill: Filler) -> Telling:
    """Return what is said before the steps and after them."""
    numbers = Part(
        words.say("result-numbers-heading"),
        sentences=tuple(_numbers(found, words, fill)),
        chart=chart.values(found, words),
    )
    changes = tuple(_changes(found, words, fill))
    assumptions = tuple(_assumptions(found, words))
    return Telling(
        before=tuple(
            section("numbers", numbers, Part(words.say("result-change-heading"), items=changes) if changes else None)
        ),
        after=tuple(
            section(
                "assumptions",
                Part(words.say("result-assumptions-heading"), items=assumptions) if assumptions else None,
            )
        ),
    )


def _side(found: BatnaFindings, receive: str, pay: str) -> str:
    return pay if found.sign < 0 else receive


def _numbers(found: BatnaFindings, words: Words, fill: Filler) -> Iterator[str]:
    """Yield what the numbers say: the reservation value, the best alternative, the deal beside it."""

    if found.reservation_value is None:
        yield words.say("reservation-value-unknown")
    else:
        yield words.tell(_side(found, "best-alternative-is", "best-alternative-costs"), fill)
        if _is_tied(found):
            yield words.tell("alternatives-tie", fill)
        yield words.tell(_side(found, "reservation-value-receive", "reservation-value-pay"), fill)
        if found.best and found.best.valuation and found.reservation_value != found.best.valuation.certainty_equivalent:
            yield words.tell("reservation-value-all-told", fill)
        if found.margin is None:
            yield words.say("deal-is-unknown")
        else:
            yield words.tell(_deal_sentence(found.margin), fill)
    for name, worth in _risky(found):
        yield words.say(
            "risk-certainty-equivalent",
            name=name or words.say("chart-row-deal"),
            certainty_equivalent=words.amount_per(found.sign * worth[1], found.basis),
            expected_value=words.amount_per(found.sign * worth[0], found.basis),
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


def _changes(found: BatnaFindings, words: Words, fill: Filler) -> Iterator[str]:
    """Yield what would have to be true for the advice to change: what could put another course first."""

    if found.deal_break_even_gain is not None:
        name = _side(found, "change-deal-worth-receive", "change-deal-worth-pay")
        yield words.tell(name, fill)
    if found.break_even_gain is not None and not _is_tied(found):
        name = _side(found, "change-worth-receive", "change-worth-pay")
        yield words.tell(name, fill)
    if found.break_even_chance is not None and found.best:
        yield words.tell(_chance_sentence(found, found.break_even_chance), fill)
    if found.turning_risk_tolerance in found.lower_turns:
        yield words.tell("change-risk", fill)
    elif found.turning_risk_tolerance is not None:
        yield words.tell("change-risk-more", fill)
    if len(found.turning_risk_tolerances) > 1:
        yield words.tell("change-risk-again", fill)


def _chance_sentence(found: BatnaFindings, turning: Fraction) -> str:
    """Return the sentence about the chance that turns the order: a payer may be better off when a course fails."""
    if _next_is_deal(found) or found.best is None:
        return "change-chance-deal"
    chance = found.best.answers.works_out
    return "change-chance-second-below" if chance is not None and chance < turning else "change-chance-second"


def _next_is_deal(found: BatnaFindings) -> bool:
    """Whether the course next below the best alternative is the deal."""
    best, second, deal = found.best, found.second, found.deal
    if deal is None or best is None or best.valuation is None:
        return False
    if deal.certainty_equivalent >= best.valuation.certainty_equivalent:
        return False
    return not (second and second.valuation and second.valuation.certainty_equivalent > deal.certainty_equivalent)


def _pays_once(found: BatnaFindings) -> bool:
    """Whether something is paid once: making the deal, or an alternative, or the hours that one takes."""
    rows = [alternative.answers for alternative in found.ranking]
    hours = any(row.cost_hours for row in rows) and found.answers.hour_value
    return bool(found.answers.deal_cost or hours or any(row.cost_money or row.cost_relationship for row in rows))


def _assumptions(found: BatnaFindings, words: Words) -> Iterator[str]:
    """Yield how the numbers were reached, as far as it concerns this plan."""
    answers = found.answers
    if not found.ranking and found.deal is None:
        return
    rows = [alternative.answers for alternative in found.ranking]
    worths = [worth for worth in (*(row.worth for row in rows), answers.deal_worth) if worth]
    if any(len(worth.points) > 1 and not worth.chances for worth in worths):
        yield words.say("assumption-three-points")
    if any(len(worth.points) == 2 and worth.likely is None and not worth.chances for worth in worths):
        yield words.say("assumption-middle")
    if any(worth.chances for worth in worths):
        yield words.say("assumption-typed-chances")
    if any(row.works_out is None for row in rows):
        yield words.say("assumption-certain")
    if any(row.works_out not in (None, 1) and row.otherwise is None for row in rows):
        yield words.say(_side(found, "assumption-otherwise-nothing", "assumption-otherwise-unknown"))
    if len(found.ranking) < len(found.named):
        yield words.say("assumption-unvalued-left-out")
    if any(row.cost_hours for row in rows):
        if answers.hour_value is None:
            yield words.say("assumption-hours-unpriced")
        else:
            yield words.say("assumption-hours", hour_value=words.amount(answers.hour_value))
    shorter = answers.reckoning.times_a_year(found.basis) not in (None, 1)
    if shorter and _pays_once(found):
        yield words.say("assumption-once")
    if any(row.months for row in rows) or answers.deal_months:
        yield words.say("assumption-costs-at-result")
        if answers.annual_rate is None:
            yield words.say("assumption-no-discount")
        else:
            yield words.say("assumption-discounted", annual_rate=words.percent(answers.annual_rate))
    if answers.risk_tolerance is not None:
        yield words.say("assumption-risk-averse", risk_tolerance=words.amount(answers.risk_tolerance))
        if shorter:
            yield words.say("assumption-stake")
    elif any(worth.is_uncertain for worth in [*(a.valuation for a in found.ranking), found.deal] if worth):
        yield words.say("assumption-risk-neutral")
    yield words.say("assumption-not-a-forecast")
