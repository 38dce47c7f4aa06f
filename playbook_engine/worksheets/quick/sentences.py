"""What the quick worksheet's findings say beside the verdict: where its three numbers come from.

Its numbers are those of the BATNA worksheet, which tells how they were worked out.
"""

from __future__ import annotations

from playbook_engine.sheet import Places, Telling
from playbook_engine.words import Filler, Words
from playbook_engine.worksheets.quick.findings import QuickFindings


def tell(found: QuickFindings, words: Words, fill: Filler) -> Telling:  # noqa: ARG001
    """Return where the three numbers come from."""
    return Telling(places=Places("no_deal_worth" if found.answers.no_deal else "no_deal", "target", "offer"))
