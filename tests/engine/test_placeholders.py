"""placeholders: each is filled by some negotiation, and falls back on plain words where there is nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from playbook_engine.findings import Findings
from playbook_engine.library import Library
from playbook_engine.placeholders import PLACEHOLDERS, filler
from playbook_engine.words import Words
from tests import negotiations
from tests.plans import Plan

# What each placeholder says in a named negotiation.
FILLED = {
    "alternative_count": ("salary", "2 alternatives"),
    "best_alternative": ("salary", "“Join the clinic”"),
    "best_value": ("close_call", "€99,000"),
    "best_chance": ("salary", "60 percent"),
    "best_evidence": ("salary", "“The pay range in the advert”"),
    "second_alternative": ("salary", "“Keep my old pay”"),
    "second_value": ("salary", "€50,000"),
    "unvalued_alternative": ("linked", "“Client three”"),
    "deal_name": ("salary", "“Stay, with the raise”"),
    "deal_value": ("supplier", "€88,000"),
    "target": ("salary", "€58,000"),
    "shortfall": ("weak_alternatives", "€32,000"),
    "reservation_value": ("court", "€660,000"),
    "margin": ("court", "€60,000"),
    "break_even_gain": ("salary", "€1,826"),
    "deal_break_even_gain": ("close_call", "€1,000"),
    "break_even_chance": ("claim", "67.5 percent"),
    "worst_outcome": ("court", "€1,100,000"),
    "risk_tolerance": ("salary", "€20,000"),
    "turning_risk_tolerance": ("demand", "about $1,200,000"),
    "wait": ("salary", "3 months"),
    "relationship_cost": ("salary", "€300"),
    "felt_power": ("strong_alternative", "rather weak"),
    "your_loss": ("landlord", "€50 a month"),
    "their_loss": ("landlord", "€200 a month"),
    "their_alternative": ("salary", "“Advertise the post again”"),
    "what_each_loses": ("landlord", "no deal would cost them €200 a month, and you €50 a month"),
    "what_shows_strength": ("landlord", "what each side would lose"),
    "unknown_need": ("a_map_that_can_turn", "“Flour that is always the same”"),
    "need_without_a_why": ("a_map_that_can_turn", "“Flour that is always the same”"),
    "guessed_need": ("half_a_map", "“Rent on the day”"),
    "your_strongest_need": ("founder_and_hospital", "“Their name on our list”"),
    "their_strongest_need": ("founder_and_hospital", "“Rotas that fit the new law”"),
    "your_need_of_them": ("founder_and_hospital", "8 of 10"),
    "their_need_of_you": ("founder_and_hospital", "4 of 10"),
    "key_unknown": ("caterer_and_firm", "“How many days they will come”"),
    "known_elsewhere": ("caterer_and_firm", "“Whether others were asked”"),
    "key_belief": ("caterer_and_firm", "“What they were unhappy with”"),
    "open_problem": ("hotels_and_laundry", "“Whether their machines last”"),
    "open_reason": ("caterer_and_firm", "“What they were unhappy with”"),
    "unknowable": ("answers_that_disagree", "row 2"),
    "public_fact": ("caterer_and_firm", "“The price of lunch in town”"),
    "person": ("only_a_name", "“Eva”"),
    "approver": ("caterer_and_firm", "“The head of purchasing”"),
    "approver_needs": ("caterer_and_firm", "“A price that holds for a year”"),
    "held_fault": ("answers_that_disagree", "“The roof leaks”"),
    "told_limit": ("answers_that_disagree", "“I would take 900”"),
    "traded_fact": ("answers_that_disagree", "“What the roof costs”"),
    "undecided_fact": ("caterer_and_firm", "“We could cook for the school”"),
    "hard_question": ("caterer_and_firm", "“What is your lowest price?”"),
    "issue_to_give": ("weekends_for_training_days", "“The training days”"),
    "issue_to_ask": ("weekends_for_training_days", "“Every second weekend free”"),
    "your_first_issue": ("weekends_for_training_days", "“Pay”"),
    "their_first_issue": ("a_supplier_and_firm_volumes", "“Delivery within two days”"),
    "shared_issue": ("wanted_alike", "“An early start”"),
    "softened_issue": ("what_their_offers_hint_at", "“Payment days”"),
    "held_issue": ("what_their_offers_hint_at", "“Price”"),
    "guessed_issue": ("two_issues_and_no_time", "“Start date”"),
    "unguessed_issue": ("one_issue_and_no_points", "“The price”"),
    "unweighed_issue": ("one_issue_and_no_points", "“The price”"),
    "undirected_issue": ("points_that_do_not_fit", "“Who is named”"),
    "only_issue": ("one_issue_and_no_points", "“The price”"),
    "cheap_offer": ("three_ways_that_are_alike", "“Swap shifts among ourselves”"),
    "next_issue_to_offer": ("weekends_for_training_days", "“The training days”"),
    "points_by_plan": ("weekends_for_training_days", "55 points of 100"),
    "points_by_splitting": ("weekends_for_training_days", "50 points of 100"),
    "points_by_trade": ("weekends_for_training_days", "67.5 points of 100"),
}


def test_every_placeholder_is_filled_by_some_negotiation() -> None:
    assert set(FILLED) == {
        name for name, worksheet in PLACEHOLDERS.items() if worksheet in ("batna", "power", "questions", "trades")
    }


@pytest.mark.parametrize("name", FILLED)
def test_a_placeholder_says_the_persons_own_words_and_numbers(
    findings_of: Callable[[Plan], Findings], content: Library, name: str
) -> None:
    negotiation, expected = FILLED[name]
    plan = negotiations.NEGOTIATIONS[negotiation]()
    words = Words(content, "auto", plan["settings"]["currency"])
    assert words.placeholder(name, filler(findings_of(plan))) == expected


@pytest.mark.parametrize("name", FILLED)
def test_without_an_answer_it_says_the_plain_words(
    findings_of: Callable[[Plan], Findings], content: Library, name: str
) -> None:
    words = Words(content, "auto", "€")
    assert words.placeholder(name, filler(findings_of(negotiations.nothing()))) == content.placeholders[name]
    assert words.placeholder(name, filler(Findings())) == content.placeholders[name]
