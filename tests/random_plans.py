"""Plans with answers drawn at random, for the worksheets that the site ships."""

from __future__ import annotations

import random
from pathlib import Path

from playbook_site import random_plans
from playbook_site.content import reader
from tests.plans import Plan

DOCS = Path(__file__).resolve().parents[1] / "docs"


def random_plan(rng: random.Random) -> Plan:
    """Return a plan with answers drawn at random: plain ones, odd ones and faulty ones, some left out."""
    return random_plans.random_plan(reader.cached(DOCS).worksheets, rng)
