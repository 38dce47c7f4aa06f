"""Plans with answers drawn at random, for the worksheets that the site ships."""

from __future__ import annotations

import random
from pathlib import Path

from playbook_site import random_plans
from playbook_site.content import reader
from tests.plans import Plan

DOCS = Path(__file__).resolve().parents[1] / "docs"


def random_plan(rng: random.Random, *names: str) -> Plan:
    """Return a plan with answers drawn at random: plain ones, odd ones and faulty ones, some left out.

    It holds answers to the worksheets that are named, or to all.
    """
    sheets = reader.cached(DOCS).worksheets
    return random_plans.random_plan([sheet for sheet in sheets if not names or sheet.id in names], rng)
