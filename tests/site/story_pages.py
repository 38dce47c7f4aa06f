"""The stories as the tests see them: their pages, their plans, and what the engine makes of these."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import yaml

from playbook_engine import bridge
from playbook_site.content import checks, reader
from playbook_site.extension import plan_of
from tests.people import STORIES as STORY_PLANS
from tests.site.prose import PAGES, source

STORIES = [path for path in PAGES if path.startswith("stories/") and path != "stories/index.md"]
FENCE = re.compile(r"^```(story|result)\n(.*?)^```", re.MULTILINE | re.DOTALL)
FINANCE = "stories/a-yes-that-need-not-be-said.md"
CUSTOMER = "stories/a-first-large-customer.md"
NURSE = "stories/a-second-offer-that-may-not-come.md"
BUYER = "stories/the-buyer-who-held-every-card.md"
SURVEYOR = "stories/a-job-offer-with-two-days-to-answer.md"
BAKERY = "stories/a-price-for-one-of-three.md"
STREET = "stories/a-page-that-five-groups-sign.md"


def fences(page: str) -> list[tuple[str, dict[str, Any]]]:
    return [(name, yaml.safe_load(text)) for name, text in FENCE.findall(source(page))]


def plan(page: str) -> dict[str, Any]:
    """The plan of a story, as its page hands it to the reader."""
    worksheets: dict[str, Any] = STORY_PLANS[Path(page).stem]["worksheets"]
    return worksheets


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def reply_to(docs: Path, page: str, worksheet: str, **changed: str) -> dict[str, Any]:
    """What the engine makes of a story's plan, or of the plan with these answers of the worksheet changed."""
    told = plan(page)
    bridge.use_library(reader.cached(docs))
    request = {
        "v": 1, "id": 1, "do": "checklist", "worksheet": worksheet, "base": "../../", "level": 3, "today": checks.EXAMPLE_DAY,
        "plan": plan_of({**told, worksheet: {**told[worksheet], **changed}}),
    }  # fmt: skip
    reply = json.loads(bridge.run(json.dumps(request)))
    assert reply["errors"] == []
    return dict(reply)


def result_of(docs: Path, page: str, worksheet: str, **changed: str) -> str:
    return str(reply_to(docs, page, worksheet, **changed)["html"])


def steps_of(docs: Path, page: str, worksheet: str) -> list[str]:
    return [step["id"] for step in reply_to(docs, page, worksheet)["dealt"]]
