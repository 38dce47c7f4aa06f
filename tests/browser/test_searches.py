"""What people type who do not know our words: the right page is among the first three. No browser: the worker that searches runs in Node."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from playbook_site.node import node

SCRIPT = Path(__file__).with_name("search.mjs")
FIRST = 3
#: What somebody types, and the pages of which one should be among the first, chosen by hand.
SEARCHES: dict[str, tuple[str, ...]] = {
    "boss": ("worksheets/quick/", "plays/preparation/say-your-target-with-its-reason/"),
    "landlord": ("worksheets/quick/",),
    "scared": ("plays/ethics/stop-and-get-help/",),
    "they said no": ("plays/interests/turn-a-demand-into-a-need/", "plays/information/ask-why-they-need-it/"),
    "discount": ("plays/range/plan-your-steps-down/", "plays/value/find-what-is-cheap-for-you-and-dear-to-them/"),
    "more salary": ("plays/preparation/say-your-target-with-its-reason/", "worksheets/quick/"),
    "pay rise": ("worksheets/quick/", "plays/preparation/say-your-target-with-its-reason/"),
    "supplier raised prices": ("plays/power/need-less-of-what-only-they-give/", "plays/framing/answer-their-first-number/"),
    "final offer": ("plays/batna/use-the-walk-away-test/", "plays/time/tell-a-deadline-from-a-cost-of-waiting/"),
    "my neighbour": ("plays/ethics/bring-in-a-neutral-person/",),
    "rude": ("plays/communication/answer-anger-without-giving-way/", "plays/communication/say-it-plainly-and-with-respect/"),
    "e-mail": ("plays/communication/write-an-e-mail-that-reads-as-you-mean-it/",),
    "they do not answer my e-mails": ("plays/communication/write-an-e-mail-that-reads-as-you-mean-it/",),
    "deadline": ("plays/time/tell-a-deadline-from-a-cost-of-waiting/",),
    "alone against a big company": ("plays/coalitions/list-who-shares-your-problem/", "plays/power/name-the-kind-of-imbalance/"),
    "cannot say no": ("plays/batna/choose-which-no-you-mean/",),
    "rent": ("worksheets/quick/",),
    "job offer": ("plays/time/ask-for-more-time/", "plays/batna/say-yes-with-care/"),
    "bullied": ("plays/ethics/stop-and-get-help/",),
    "nervous": ("plays/communication/steady-yourself-before-the-talk/",),
    "lawyer": ("plays/preparation/brief-the-person-who-speaks-for-you/",),
    "counter offer": ("plays/framing/answer-their-first-number/",),
    "what is a BATNA?": ("learn/batna/",),
}  # fmt: skip


@pytest.fixture(scope="module")
def found(site: Path) -> dict[str, list[str]]:
    """The pages that each search finds, the best first."""
    asked = json.dumps(list(SEARCHES))
    done = subprocess.run([node(), SCRIPT, site], input=asked, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2_000:]
    return {
        query: [one["page"] for one in answer] for query, answer in zip(SEARCHES, json.loads(done.stdout), strict=True)
    }


@pytest.mark.parametrize("query", SEARCHES)
def test_the_words_that_people_type_find_the_right_page(found: dict[str, list[str]], query: str) -> None:
    assert set(found[query][:FIRST]) & set(SEARCHES[query]), found[query][:6]
