"""The numbers of a range that a page works out before the reader's eyes are those of the analysis."""

from __future__ import annotations

from fractions import Fraction
from math import ceil

from playbook_engine.analysis import opening, zopa
from playbook_engine.analysis.beliefs import Triangular
from playbook_engine.analysis.concessions import conceded_share, offer_at
from tests.site.prose import source


def told(page: str) -> str:
    """Return a page's words, its lines joined."""
    return " ".join(source(page).split())


def tens(amount: Fraction) -> str:
    """Return a step of somebody who is paid as the worksheet shows it: away from the limit, in tens."""
    return f"{ceil(amount / 10) * 10:,}"


def test_the_joiner_opens_and_stops_where_the_analysis_does() -> None:
    """Three stairs, a limit of 6,000, a target of 8,000, and a guess of the hotel's limit from 5,000 to 10,000."""
    limit, target = Fraction(6_000), Fraction(8_000)
    hotel = Triangular(Fraction(5_000), Fraction(7_500), Fraction(10_000))
    meet, reach = (zopa.zone("seller", number, hotel).chance for number in (limit, target))
    plan = opening.plan("seller", [Fraction(n * 1_000) for n in (7, 8, 9)], limit, target, walk_away=1 - reach)
    assert plan.opening is not None
    assert plan.pace is not None
    first, second, last = (tens(step.offer) for step in plan.pace.steps[1:])
    page = told("learn/limit-target-and-range.md")
    for words in (
        f"meet with a chance of {meet * 100} percent",
        f"8,000 is within their reach is {reach * 100} percent",
        f"open at {int(plan.opening):,}.",
        f"From {int(plan.opening):,} he plans three steps: {first}, then {second}, then {last}.",
    ):
        assert words in page


def test_the_orchard_gives_way_by_the_pace_of_the_analysis() -> None:
    """From 9,000 towards a limit of 6,000, in three steps that stop two fifths of the way up."""
    start, limit = Fraction(9_000), Fraction(6_000)
    floor = limit + opening.FLOOR * (start - limit)
    steps = [
        tens(offer_at(start, floor, conceded_share(Fraction(n), Fraction(opening.ROUNDS), opening.BETA)))
        for n in range(1, opening.ROUNDS + 1)
    ]
    page = told("plays/range/plan-your-steps-down.md")
    for words in (
        f"**First step:** {steps[0]}",
        f"**Second step:** {steps[1]}",
        f"**Last offer:** {steps[2]}",
    ):
        assert words in page


def test_two_fifths_of_the_way_up_from_50_to_100_is_70() -> None:
    """What a play and an explanation ask the reader to work out."""
    stop = 50 + opening.FLOOR * 50
    assert f"You stop at {stop}." in told("plays/range/plan-your-steps-down.md")
    assert f"It ends at {stop}." in told("learn/limit-target-and-range.md")
