"""What the quick worksheet's findings say beside the verdict: nothing of its own, since its numbers are told there."""

from __future__ import annotations

from playbook_engine.sheet import Telling
from playbook_engine.words import Filler, Words
from playbook_engine.worksheets.quick.findings import QuickFindings


def tell(found: QuickFindings, words: Words, fill: Filler) -> Telling:  # noqa: ARG001
    """Return what is said before the steps and after them."""
    return Telling()
