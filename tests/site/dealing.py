"""Run on a copy of the checkout: draws plans for all its worksheets, and says where something but situations dealt a play.

Prints a JSON object: ``faults``, one sentence each, and ``dealt``, how many plans dealt each play.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

from playbook_engine import checklist, findings, library, plan
from playbook_engine.library import Library
from playbook_engine.situations import holding, holds
from playbook_site import random_plans

PLANS = 500
SEED = 20_263


def dealt_by(document: object, content: Library) -> set[str]:
    """Return the plays that a plan's checklist deals, those without room for a step included."""
    found = findings.find(plan.from_json(document), content)
    steps = checklist.build(found, content, found.standing)
    return {item.id.split("/")[0] for item in steps.steps} | {play.slug for play in steps.further}


def main() -> None:
    """Compare the plays that are dealt with those whose situations hold, in this library and in one without topics."""
    content = library.open_file(Path("build") / "library.json")
    plain = replace(
        content, plays=tuple(replace(play, topic="other", seat="both", evidence="") for play in content.plays)
    )
    rng = random.Random(SEED)
    faults: list[str] = []
    dealt: Counter[str] = Counter()
    for number in range(PLANS):
        sheets = [sheet for sheet in content.worksheets if rng.random() < 0.6]
        document = random_plans.random_plan(sheets, rng)
        true = holding(findings.find(plan.from_json(document), content))
        wanted = {
            play.slug
            for play in content.plays
            if holds(play.when, true) and any(holds(step.when, true) for step in play.steps)
        }
        for name, books in (("the library", content), ("the library without topics", plain)):
            if (found := dealt_by(document, books)) != wanted:
                faults.append(f"plan {number}, {name}: {sorted(found ^ wanted)}")
        dealt.update(wanted)
    json.dump({"faults": faults, "dealt": dealt}, sys.stdout)


if __name__ == "__main__":
    main()
