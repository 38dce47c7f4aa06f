"""The frame of a page that is read, put around what its Markdown holds: parts, rows of links, a play's steps and both its seats.

A tree processor of Python-Markdown, so that MkDocs and Zensical draw the same. It works on what texts hold anyway; a page that has
none of it stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE

#: After headings have their ids (toc: 5), and before escaped signs are given back (unescape: 0).
FRAMES_PRIORITY = 3
#: How many of three bars each word for evidence fills.
BARS = {"practitioner": 1, "mixed": 2, "strong": 3}

_BLOCKS = {"blockquote", "div", "dl", "figure", "ol", "p", "pre", "table", "ul"}
_QUOTED = re.compile(r'\s*["“](.*)["”]\s*', re.DOTALL)
_EVIDENCE = "pb-evidence-"
_YOU, _THEY = "You:", "They:"


class FrameProcessor(Treeprocessor):
    """Draws the frame of each page for which ``wanted`` says yes: a worksheet's page has one of its own."""

    def __init__(self, md: Markdown, wanted: Callable[[], bool]) -> None:
        super().__init__(md)
        self._wanted = wanted

    def run(self, root: Element) -> None:
        """Change the page's tree in place."""
        if not self._wanted():
            return
        for rows in root.iter("ul"):
            if _leads_on(rows):
                _draw_rows(rows)
        parts = _divide(root)
        for part in parts:
            heading, body = part
            if heading.get("id") == "steps":
                _draw_steps(body)
            if heading.get("id") == "why-this-works":
                _draw_claims(body)
            if sum(child.tag == "h3" for child in body) > 1 and any(_says(item) for item in body.iter("li")):
                _draw_seats(body)
        _draw_hero(root)


def bars(word: str, level: str) -> Element:
    """Return evidence as one to three filled bars and its word."""
    grade = Element("span", {"class": "pb-bars"})
    for place in range(1, 4):
        SubElement(grade, "i", {"class": "pb-on"} if place <= BARS[level] else {})
    grade[-1].tail = word
    return grade


def _divide(root: Element) -> list[Element]:
    """Gather each heading of the second level and what follows it in a section, the heading beside its body; return these."""
    parts: list[Element] = []
    for child in list(root):
        if child.tag == "h2":
            parts.append(Element("section", {"class": "pb-part"}))
            root.insert(list(root).index(child), parts[-1])
            root.remove(child)
            parts[-1].append(child)
            SubElement(parts[-1], "div", {"class": "pb-part-body"})
        elif parts and child.get("class") != "footnote":
            root.remove(child)
            parts[-1][1].append(child)
    return parts


def _leads_on(rows: Element) -> bool:
    """Tell whether every item of a list is a link, perhaps with a line about it after a colon and a few words set apart."""
    return len(rows) > 0 and all(
        len(item) > 0
        and item[0].tag == "a"
        and not (item.text or "").strip()
        and ((item[0].tail or "").strip() == "" or (item[0].tail or "").startswith(":"))
        and all(child.tag == "em" for child in item[1:])
        for item in rows
    )


def _draw_rows(rows: Element) -> None:
    rows.set("class", "pb-list")
    for item in rows:
        link, *apart = list(item)
        line = (link.tail or "").removeprefix(":").strip()
        link.tail = None
        for child in apart:
            item.remove(child)
        item.set("class", "pb-row")
        if line:
            SubElement(item, "p", {"class": "pb-line"}).text = line
        if apart:
            meta = SubElement(item, "p", {"class": "pb-meta"})
            meta.extend(_apart(child) for child in apart)


def _apart(child: Element) -> Element:
    level = (child.get("class") or "").removeprefix(_EVIDENCE)
    if level in BARS:
        return bars(child.text or "", level)
    span = Element("span", {name: value for name, value in child.items() if name.startswith("data-")})
    span.text = child.text
    return span


def _draw_steps(body: Element) -> None:
    for steps in body.iter("ol"):
        steps.set("class", "pb-steps")
        for step in steps:
            step.set("class", "pb-step")
            _gather_words(step)
            # In a list with paragraphs the mark of a step stands in its first one.
            first = step[0]
            if not step.get("id") and first.get("id"):
                step.set("id", first.attrib.pop("id"))
            for quote in step.iter("blockquote"):
                quote.set("class", "pb-say")


def _gather_words(item: Element) -> None:
    """Put the words of an item that has no paragraph into one, so that they stay together beside the item's number."""
    if len(item) > 0 and item[0].tag in _BLOCKS and not (item.text or "").strip():
        return
    paragraph = Element("p")
    paragraph.text, item.text = item.text, None
    for child in list(item):
        if child.tag in _BLOCKS:
            break
        item.remove(child)
        paragraph.append(child)
    item.insert(0, paragraph)


def _draw_seats(body: Element) -> None:
    """Put what is said in each seat into a section, side by side for whoever has scripts; and set apart what is said."""
    tabs = Element("div", {"class": "pb-tabs"})
    for child in list(body):
        if child.tag == "h3":
            SubElement(tabs, "section")
        if len(tabs):
            body.remove(child)
            tabs[-1].append(child)
    body.append(tabs)
    for seat in tabs:
        _draw_turns(seat)
    for told in tabs.iter("ul"):
        if all(_says(item) for item in told):
            told.set("class", "pb-brief")
            for item in told:
                _set_apart(item)


def _draw_turns(seat: Element) -> None:
    """Put what you and they say in turn into one list. What they say is heard, and not for you to say."""
    turns = None
    for child in list(seat):
        if child.tag != "p" or not _says(child) or child[0].text not in (_YOU, _THEY):
            turns = None
            continue
        if turns is None:
            turns = Element("ol", {"class": "pb-turns"})
            seat.insert(list(seat).index(child), turns)
        seat.remove(child)
        child.tag, child.tail = "li", None
        turns.append(child)
        _set_apart(child, "pb-say" if child[0].text == _YOU else "pb-heard")


def _draw_claims(body: Element) -> None:
    """Draw the label that each claim begins with as bars and its word."""
    for claim in body.iter("p"):
        level = (claim[0].text or "").rstrip(".").lower() if len(claim) and claim[0].tag == "strong" else ""
        if level in BARS and not (claim.text or "").strip():
            word, claim[0].text = claim[0].text or "", None
            claim[0].append(bars(word, level))


def _says(item: Element) -> bool:
    """Tell whether an item is a setting in bold and words in quotation marks, and nothing else."""
    return (
        len(item) == 1
        and item[0].tag == "strong"
        and not (item.text or "").strip()
        and _QUOTED.fullmatch(item[0].tail or "") is not None
    )


def _set_apart(item: Element, how: str = "pb-say") -> None:
    setting = item[0]
    found = _QUOTED.fullmatch(setting.tail or "")
    setting.tail = None
    quote = SubElement(item, "blockquote", {"class": how})
    SubElement(quote, "p").text = f"“{found[1]}”" if found else ""


def _draw_hero(root: Element) -> None:
    """Lay out an opening with a filled button: the title beside what leads to the button, then a place for who comes back."""
    opening: list[Element] = []
    for child in root:
        # What a fence has drawn is still a placeholder in a paragraph of its own.
        if child.tag not in ("h1", "p") or HTML_PLACEHOLDER_RE.match(child.text or ""):
            break
        opening.append(child)
    button = next((p for p in opening if any("pb-main" in (a.get("class") or "") for a in p.iter("a"))), None)
    if button is None or opening[0].tag != "h1":
        return
    hero = Element("div", {"class": "pb-hero"})
    for child in opening:
        root.remove(child)
    title, *words = opening
    hero.append(title)
    beside = SubElement(hero, "div")
    place = words.index(button)
    for number, child in enumerate(words):
        child.set("class", "pb-lead" if number < place else "pb-buttons" if number == place else "pb-small")
        beside.append(child)
    root.insert(0, hero)
    root.insert(1, Element("div", {"class": "pb-welcome", "hidden": "hidden"}))
