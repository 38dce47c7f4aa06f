"""Reads the plays: front matter and steps. What their sections hold is looked at in play_form.py."""

from __future__ import annotations

import re
from collections.abc import Iterator

from playbook_engine.library import EVIDENCE, SEATS, STAGES, Play, Step
from playbook_site.content import checks
from playbook_site.content.pages import KEYS, LINE, Page
from playbook_site.content.play_form import check_form

PLAY_KEYS = (
    "title",
    "topic",
    "stage",
    "seat",
    "when",
    "minutes",
    "evidence",
    "sources",
    "concepts",
    "keywords",
    "reviewed",
)
_MONTH = re.compile(r"20\d\d-(?:0[1-9]|1[0-2])", re.ASCII)
_STEP = re.compile(r'^(?P<text>.*?)\s*\{#(?P<id>[a-z0-9-]+)(?:\s+when="(?P<when>[^"]*)")?\s*\}$')


def read_play(page: Page, found: checks.Content) -> None:
    """Note the play of a page; of one with mistakes, the mistakes alone."""
    meta = page.meta
    if not meta and page.errors:
        return
    if not meta:
        page.fault(1, "the front matter is missing. Start with '---', then " + ", ".join(PLAY_KEYS))
        return
    for key in PLAY_KEYS:
        if key not in meta and key != "when":
            page.fault(1, f"front matter: '{key}' is missing. Add '{key}: ...'")
    for key in meta:
        if key not in (*PLAY_KEYS, LINE, KEYS):
            page.fault(page.meta_line(key), f"front matter: '{key}' is not used. Write one of {', '.join(PLAY_KEYS)}")
    _one_of(page, "stage", STAGES)
    _one_of(page, "seat", SEATS)
    _one_of(page, "evidence", EVIDENCE)
    lists = {key: _strings(page, key) for key in ("when", "sources", "concepts", "keywords")}
    folder = page.path.parent.name
    if "topic" in meta and meta["topic"] != folder:
        text = f"topic: differs from the folder. Write 'topic: {folder}', or move the file into plays/{meta['topic']}/"
        page.fault(page.meta_line("topic"), text)
    if not lists["sources"] and meta.get("evidence") in EVIDENCE and meta["evidence"] != "practitioner":
        page.fault(page.meta_line("sources"), "sources: is empty. Name a source, or write 'evidence: practitioner'")
    head = next((section for section in page.sections if section.level == 1), None)
    if isinstance(meta.get("title"), str) and (head is None or head.title != meta["title"]):
        page.fault(head.line if head else 1, f"the heading and the title differ. Write '# {meta.get('title')}'")
    check_form(page)
    _check_texts(page)
    if not checks.is_minutes(meta.get("minutes")):
        text = f"minutes: is not a whole number from 1 to {checks.MINUTES_MOST}. Write, for example, 'minutes: 20'"
        page.fault(page.meta_line("minutes"), text)
        return
    steps = tuple(_read_steps(page, found))
    if page.errors:
        return
    play = Play(
        slug=page.slug,
        title=str(meta["title"]),
        page=page.site_path,
        topic=str(meta["topic"]),
        stage=meta["stage"],
        seat=meta["seat"],
        minutes=meta["minutes"],
        evidence=meta["evidence"],
        reviewed=str(meta["reviewed"]),
        steps=steps,
        **lists,
    )
    found.plays.append((play, page))


def _check_texts(page: Page) -> None:
    """Note a title that is no text, and a review without a month."""
    if "title" in page.meta and not (isinstance(page.meta["title"], str) and page.meta["title"].strip()):
        page.fault(
            page.meta_line("title"), "title: is not a text. Write 'title: ...', with quotation marks around a number"
        )
    if "reviewed" in page.meta and not _MONTH.fullmatch(str(page.meta["reviewed"])):
        text = (
            f"reviewed: '{page.meta['reviewed']}' is no month. Write the year and the month, as in 'reviewed: 2026-09'"
        )
        page.fault(page.meta_line("reviewed"), text)


def _read_steps(page: Page, found: checks.Content) -> Iterator[Step]:
    section = page.section("Steps")
    if section is None:
        return
    if not section.items:
        page.fault(section.line, "there is no step. Write a numbered list, '1. Do this. {#do-this}'")
    seen: set[str] = set()
    for item in section.items:
        match = _STEP.match(item.text)
        if not match:
            page.fault(item.line, "this step has no id. End it with '{#short-name}'")
            continue
        if match["id"] in seen:
            page.fault(item.line, f"the step id '{match['id']}' stands twice on this page. Choose another")
        seen.add(match["id"])
        when = tuple(part.strip() for part in (match["when"] or "").split(",") if part.strip())
        found.step_lines[(page.slug, match["id"])] = item.line
        yield Step(match["id"], match["text"], when, item.quote)


def _one_of(page: Page, key: str, allowed: tuple[str, ...]) -> None:
    if key in page.meta and page.meta[key] not in allowed:
        page.fault(page.meta_line(key), f"{key}: '{page.meta[key]}' is unknown. Write one of {', '.join(allowed)}")


def _strings(page: Page, key: str) -> tuple[str, ...]:
    value = page.meta.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        page.fault(page.meta_line(key), f"{key}: is not a list. Write '{key}: [first, second]'")
        return ()
    return tuple(value)
