"""What the BATNA worksheet's findings say beside the verdict: the picture, what would change it, how it was worked out."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from playbook_engine.sheet import Places, Telling
from playbook_engine.words import Filler, Words, escape, shorten
from playbook_engine.worksheets.batna import chart
from playbook_engine.worksheets.batna.account import of_limit
from playbook_engine.worksheets.batna.findings import BatnaFindings


def tell(found: BatnaFindings, words: Words, fill: Filler) -> Telling:
    """Return what is said of the numbers beside the verdict."""
    account = of_limit(found, words)
    return Telling(
        courses=chart.courses(found, words),
        notes=tuple(_notes(found, words, fill)),
        changes=tuple(_changes(found, words, fill)),
        accounts=(account,) if account else (),
        assumptions=tuple(_assumptions(found, words)),
        places=_places(found),
    )


def line(found: BatnaFindings, words: Words) -> str:
    """Return how many of several alternatives have a number."""
    if len(found.named) < 2:
        return ""
    return words.say("alternatives-valued", valued=str(len(found.ranking)), number=str(len(found.named)))


def _places(found: BatnaFindings) -> Places:
    """Return where the three numbers come from: the limit from the first alternative that could have one."""
    named = found.best or next(iter(found.named), None)
    return Places(f"alternatives.{named.place}.worth" if named else "alternatives", "target", "deal_worth")


def _side(found: BatnaFindings, receive: str, pay: str) -> str:
    return pay if found.sign < 0 else receive


def _notes(found: BatnaFindings, words: Words, fill: Filler) -> Iterator[str]:
    """Yield what a verdict alone would leave out: two alternatives that come out equal, a deal that counts as less than its average."""
    if _is_tied(found):
        yield words.tell("alternatives-tie", fill)
    if found.deal and found.deal.certainty_equivalent != found.deal.present:
        yield words.say(
            "risk-certainty-equivalent",
            name=escape(shorten(found.answers.deal_name or "")) or words.say("chart-row-deal"),
            certainty_equivalent=words.amount_per(found.sign * found.deal.certainty_equivalent, found.basis),
            expected_value=words.amount_per(found.sign * found.deal.present, found.basis),
        )


def _is_tied(found: BatnaFindings) -> bool:
    values = [a.valuation.certainty_equivalent for a in found.ranking[:2] if a.valuation]
    return len(values) == 2 and values[0] == values[1]


def _changes(found: BatnaFindings, words: Words, fill: Filler) -> Iterator[str]:
    """Yield what would have to be true for the advice to change; nothing where it is not known what is better."""
    if found.answers.role is None:
        return
    if found.deal_break_even_gain is not None:
        name = _side(found, "change-deal-worth-receive", "change-deal-worth-pay")
        yield words.tell(name, fill)
    if found.break_even_gain is not None and not _is_tied(found):
        name = _side(found, "change-worth-receive", "change-worth-pay")
        yield words.tell(name, fill)
    if found.margin is not None and found.margin < 0:
        yield words.tell(_side(found, "change-deal-short-receive", "change-deal-short-pay"), fill)
    if found.break_even_chance is not None and found.best and found.best.answers.works_out is not None:
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
    """Yield how the numbers were reached, as far as it concerns this plan and belongs to no single line of the account."""
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
    yield from _of_the_others(found, words)
    if len(found.ranking) < len(found.named):
        yield words.say("assumption-unvalued-left-out")
    shorter = answers.reckoning.times_a_year(found.basis) not in (None, 1)
    if shorter and _pays_once(found):
        yield words.say("assumption-once")
    if any(row.months for row in rows) or answers.deal_months:
        yield words.say("assumption-costs-at-result")
    if answers.risk_tolerance is not None and shorter:
        yield words.say("assumption-stake")
    yield words.say("assumption-not-a-forecast")


def _of_the_others(found: BatnaFindings, words: Words) -> Iterator[str]:
    """Yield what was assumed of the alternatives that have no account of their own."""
    rows = [alternative.answers for alternative in found.ranking[1:]]
    if any(row.works_out is None for row in rows):
        yield words.say("assumption-certain")
    if any(row.works_out not in (None, 1) and row.otherwise is None for row in rows):
        yield words.say(_side(found, "assumption-otherwise-nothing", "assumption-otherwise-unknown"))
    if any(row.cost_hours for row in rows) and found.answers.hour_value is None:
        yield words.say("assumption-hours-unpriced")
    best = found.best
    timed = any(row.months for row in rows) or found.answers.deal_months
    if timed and found.answers.annual_rate is None and not (best and best.answers.months):
        yield words.say("assumption-no-discount")
    others = [*(alternative.valuation for alternative in found.ranking[1:]), found.deal]
    uncertain = any(worth.is_uncertain for worth in others if worth)
    if (
        uncertain
        and found.answers.risk_tolerance is None
        and not (best and best.valuation and best.valuation.is_uncertain)
    ):
        yield words.say("assumption-risk-neutral")
