"""A make-believe worksheet of two questions, for the test that one worksheet is one folder."""

from __future__ import annotations

from playbook_engine.worksheets.haggle import sentences
from playbook_engine.worksheets.haggle.findings import Answers, find

from playbook_engine.sheet import Parts
from playbook_engine.words import Fill

PARTS = Parts(
    records={"": Answers},
    find=find,
    situations={
        "prices_differ": lambda found: found.gap is not None and found.gap > 0,
        "a_price_is_missing": lambda found: found.gap is None,
    },
    placeholders={"haggle_gap": lambda found: None if found.gap is None else Fill("amount", found.gap)},
    missing=lambda found: tuple(name for name in ("asked", "offered") if getattr(found.answers, name) is None),
    tell=sentences.tell,
)
