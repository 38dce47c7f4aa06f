"""plan: saved copies of every version open, and nothing in them gets lost."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from playbook_engine import bridge, plan
from playbook_engine.library import Library
from tests.plans import request

COPIES = sorted((Path(__file__).parents[1] / "plan_versions").glob("*.json"))
#: What a copy of an earlier version did not have, and what stands there after it was opened.
ADDED: dict[str, Any] = {"name": "", "aside": []}


@pytest.mark.parametrize("file", [pytest.param(file, id=file.stem) for file in COPIES])
def test_a_copy_of_any_version_opens_with_all_that_is_in_it(file: Path, content: Library) -> None:
    copy = json.loads(file.read_text(encoding="utf-8"))
    assert file.name.startswith(f"{copy['version']}-")
    opened = plan.read_copy(file.read_bytes())
    assert opened == {**ADDED, **copy, "version": plan.VERSION}
    bridge.use_library(content)
    old, new = (json.loads(bridge.run(request(document, do="plan"))) for document in (copy, opened))
    assert old["ok"]
    assert old == new


def test_there_are_copies_of_every_version_and_a_way_from_each_to_the_next() -> None:
    assert {int(file.name.partition("-")[0]) for file in COPIES} == set(range(1, plan.VERSION + 1)) == set(plan.PARTS)
    for (version, migrate), (parts, more) in zip(
        enumerate(plan.MIGRATIONS, 1), pairwise(plan.PARTS.values()), strict=True
    ):
        before = {"version": version, **dict.fromkeys(parts, "kept")}
        after = migrate(before)
        assert after == {**before, **{part: after[part] for part in more if part not in parts}, "version": version + 1}
        assert set(after) == {"version", *more}


def test_a_copy_is_taken_from_version_1_to_2_with_an_empty_name_and_nothing_set_aside() -> None:
    assert plan.MIGRATIONS[0]({"version": 1, "done": ["a/b"]}) == {
        "version": 2,
        "name": "",
        "done": ["a/b"],
        "aside": [],
    }
