"""Charts as somebody sees them: their words as boxes of pixels, in a figure of a given width."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol
from xml.etree import ElementTree

from playbook_engine.charts.letters import width
from playbook_engine.charts.ruler import WIDE

SVG = "{http://www.w3.org/2000/svg}"


class Drawing(Protocol):
    """What every chart can do."""

    def svg(self, title: str) -> str:
        """Return the drawing as SVG."""


def root_of(drawing: Drawing) -> ElementTree.Element:
    """Return a drawing as a tree; what it writes is well-formed, or this raises ParseError."""
    text = drawing.svg("You & they").replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    return ElementTree.fromstring(text)


def share(text: str) -> float:
    """Return a share of the width, in percent."""
    return float(text.removesuffix("%"))


def boxes(root: ElementTree.Element, room: int) -> Iterator[tuple[str, float, float, float, float]]:
    """Yield the words that a figure of this width shows, each with its left, right, upper and lower end in pixels."""
    for text in root.iter(f"{SVG}text"):
        kind = text.attrib["class"]
        if ("pb-ln-more" in kind and room < WIDE) or ("pb-ln-less" in kind and room >= WIDE):
            continue
        wide = width(text.text or "", 15 if "pb-ln-row" in kind else 14, bold="pb-ln-strong" in kind)
        shift = {"start": 0.0, "middle": wide / 2, "end": float(wide)}[text.attrib.get("text-anchor", "start")]
        left = share(text.attrib["x"]) * room / 100 - shift + float(text.attrib.get("dx", 0))
        y = float(text.attrib["y"])
        yield text.text or "", left, left + wide, y - 11, y + 3
