"""A small line with a scale of its own, such as a chance: what you said, and where your best course turns."""

from __future__ import annotations

from fractions import Fraction

from playbook_engine.charts.line import Line
from playbook_engine.charts.marks import Mark
from playbook_engine.charts.ruler import Tick


def scale(said: Mark | None, turns: Mark, ends: tuple[Fraction, Fraction], tick: Tick) -> Line:
    """Return the line on which you see how far what you said is from where it turns. None: you have not said it.

    ``turns`` is a pole and ``said`` a dot; nothing is shaded.
    """
    return Line((turns,) if said is None else (said, turns), (), tick, worse="", ends=ends)
