"""What the quick worksheet's findings fill into a ``{placeholder}`` of a step, a reason or a line to say.

The plain words that serve where there is nothing to fill stand in ``docs/reference/situations/quick.md``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from playbook_engine.words import Fill
from playbook_engine.worksheets.quick.findings import QuickFindings


def _they(found: QuickFindings) -> Fill | None:
    """Return the name that the person gave the other side, or what their case calls it."""
    if found.answers.other:
        return Fill("name", text=found.answers.other)
    return Fill("case", text=f"quick.they={found.answers.case}") if found.answers.case else None


def _words(text: str | None) -> Fill | None:
    return Fill("words", text=text) if text else None


_FILLS: Mapping[str, Callable[[QuickFindings], Fill | None]] = {
    "they": _they,
    "ask_why": lambda found: _words(found.answers.ask_why),
    "target_reason": lambda found: _words(found.answers.target_reason),
    "their_need": lambda found: _words(found.answers.their_need),
}

PLACEHOLDERS: Mapping[str, Callable[[QuickFindings], Fill | None]] = MappingProxyType(_FILLS)
