"""Whole people's answers, typed into the five-minute worksheet: each gets the steps that fit, and none of the others."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from playbook_engine import bridge
from playbook_engine.library import load
from tests.browser.visit import Open
from tests.people import PEOPLE
from tests.plans import request


@pytest.mark.parametrize("name", PEOPLE)
def test_a_person_goes_from_answers_to_steps(site: Path, open_page: Open, name: str) -> None:
    """You give your answers and read your result: the steps that the engine has for these answers, at most three of them now."""
    document, _, never = PEOPLE[name]
    visit = open_page("worksheets/quick/")
    visit.fill(document["worksheets"]["quick"])
    visit.make()
    expect(visit.result.locator(".pb-step").first).to_be_attached()
    steps = visit.result.locator("[data-step]").evaluate_all("(all) => all.map((one) => one.dataset.step)")
    (library,) = (site / "assets" / "library").glob("*.json")
    bridge.use_library(load(library.read_text(encoding="utf-8")))
    reply = json.loads(bridge.run(request(document, worksheet="quick")))
    assert steps == [*reply["now"], *reply["later"]]
    assert not set(never) & set(steps)
    assert 1 <= visit.result.locator(".pb-now [data-step]").count() <= 3
