"""A chart as a result carries it: one sentence, a drawing, and the same numbers as a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class Drawing(Protocol):
    """Marks at their places, ready to be drawn."""

    def svg(self, name: str) -> str:
        """Return the drawing as SVG that says its name to people who cannot see it."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing with its words. Sentences, heads and cells are inline Markdown; ``name`` is plain text."""

    name: str
    sentence: str
    caption: str
    drawing: Drawing
    table_caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def svg(self) -> str:
        """Return the drawing as SVG without scripts, styles or links; a person's words are escaped text."""
        return self.drawing.svg(self.name)
