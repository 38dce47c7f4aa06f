"""The form of a play: its sections in their order, and what each of them holds.

Whoever looks for one thing in a play finds it at the same place as in the last one, and an author learns at once what is missing.
"""

from __future__ import annotations

import re

from playbook_engine.library import EVIDENCE
from playbook_site.content.pages import Item, Page, Section

PLAY_SECTIONS = (
    "When to use it",
    "When not to use it",
    "Steps",
    "What it sounds like",
    "If they answer",
    "Watch out for",
    "Is it fair?",
    "Try it in two minutes",
    "Why this works",
    "What would change our mind",
    "Next",
)
SEAT_HEADINGS = ("If you have less power", "If you have more power")
#: The only HTML of a text: between the two stands what the reader will have, filled in.
FILLED, FILLED_END = '<div class="pb-filled" markdown>', "</div>"
#: Marks the line about how to leave at once. It waits for nothing, so it alone may stand before what is filled in.
LEAVE = "{: .pb-leave }"
TURNS_FEWEST, BRIEF_FEWEST, ANSWERS_FEWEST = 3, 2, 2

_SETTING = re.compile(r"\*\*(?P<setting>[^*,]+)(?:, (?P<how>[^*]+))?\.\*\*(?: .*)?")
_TURN = re.compile(r'\*\*(?P<who>You|They):\*\*(?P<words> "[^"]+")?')
_BRIEF = re.compile(r'\*\*(?P<setting>[^*,]+), (?P<how>[^*]+)\.\*\* "[^"]+"')
_ANSWER = re.compile(r'\*\*"[^"]+"\*\* .*"[^"]+".*')
_CLAIM = re.compile(rf"\*\*(?P<label>{'|'.join(label.capitalize() for label in EVIDENCE)})\.\*\* .+")
_NOTE = "[^"


def check_form(page: Page) -> None:
    """Note what a play's page lacks, or holds at another place or in another form than every play."""
    _check_sections(page)
    _check_opening(page)
    _check_seats(page)
    _check_answers(page)
    _check_claims(page)


def _check_sections(page: Page) -> None:
    heads = [section for section in page.sections if section.level == 2 and section.title in PLAY_SECTIONS]
    titles = [section.title for section in heads]
    for title in PLAY_SECTIONS:
        if title not in titles:
            page.fault(1, f"the section '{title}' is missing. Add '## {title}'")
    for place, head in enumerate(heads):
        if head.title in titles[:place]:
            page.fault(head.line, f"the section '{head.title}' stands twice. Keep one '## {head.title}'")
        only_notes = head.paragraphs and not _texts(head) and not head.items
        if (head.blank or only_notes) and head.title != "Steps":  # read_play says what lacks there
            page.fault(head.line, f"the section '{head.title}' is empty. Write what the reader needs to know there")
    if sorted(titles) == sorted(PLAY_SECTIONS) and titles != list(PLAY_SECTIONS):
        head = next(head for head, title in zip(heads, PLAY_SECTIONS, strict=True) if head.title != title)
        page.fault(head.line, "the sections are out of order. Write them as " + ", ".join(PLAY_SECTIONS))


def _check_opening(page: Page) -> None:
    """Note a play that does not say below its title what the reader will have, or does not show it filled in."""
    head = next((section for section in page.sections if section.level == 1), None)
    if head is None:
        return
    opened = next((one for one in head.html if one.text.startswith('<div class="pb-filled"')), None)
    said = [one for one in head.paragraphs if not one.text.endswith(LEAVE)]
    lead = [one for one in said if opened is None or one.line < opened.line]
    if not lead:
        page.fault(head.line, "the lead is missing. Say below the heading what the reader will have at the end")
    elif not lead[0].text.startswith("At the end "):
        page.fault(
            lead[0].line, "the lead does not say what one will have. Begin it, and write 'At the end you have ...'"
        )
    form = f"Write '{FILLED}', then the thing filled in, then '{FILLED_END}', with an empty line between each"
    if opened is None:
        page.fault(head.line, f"nothing below the lead shows what the reader will have. {form}")
        return
    closed = next((one for one in head.html if one.text == FILLED_END and one.line > opened.line), None)
    if opened.text != FILLED or closed is None:
        page.fault(opened.line, f"this block is not as every play has it. {form}")
    elif not any(opened.line < one.line < closed.line for one in (*head.paragraphs, *head.items)):
        page.fault(opened.line, f"this block is empty. {form}")
    elif len(lead) > 1:
        page.fault(lead[1].line, "this stands between the lead and the filled-in block. Write it further down")


def _check_seats(page: Page) -> None:
    section = page.section("What it sounds like")
    if section is None or section.blank:
        return
    end = min((one.line for one in page.sections if one.level == 2 and one.line > section.line), default=None)
    seats = [
        one for one in page.sections if one.level == 3 and section.line < one.line and (end is None or one.line < end)
    ]
    if [seat.title for seat in seats] != list(SEAT_HEADINGS):
        wanted = " and ".join(f"'### {title}'" for title in SEAT_HEADINGS)
        page.fault(section.line, f"the two seats are not there. Write {wanted}, once each")
        return
    for seat in seats:
        _check_talk(page, seat)
        _check_brief(page, seat)


def _check_talk(page: Page, seat: Section) -> None:
    """Note a seat whose first setting is not told through: named, then in turns of which the first and the last are yours."""
    turns = [(one, match) for one in seat.paragraphs if (match := _TURN.match(one.text))]
    for one, match in turns:
        if not match["words"] or match.end() != len(one.text):
            page.fault(one.line, f"this turn is not words in quotation marks. Write '**{match['who']}:** \"...\"'")
            return
    who = [match["who"] for _, match in turns]
    if (
        len(who) < TURNS_FEWEST
        or who != ["You" if place % 2 == 0 else "They" for place in range(len(who))]
        or who[-1] != "You"
    ):
        text = "no talk is told through here. Write '**You:** \"...\"', '**They:** \"...\"' and '**You:** \"...\"', a paragraph each"
        page.fault(seat.line, text)
    elif not _SETTING.fullmatch(seat.paragraphs[0].text) or seat.paragraphs[0] is turns[0][0]:
        page.fault(
            seat.line, "the talk has no setting. Write before it, for example, '**Lease, spoken.** The rent goes up.'"
        )


def _check_brief(page: Page, seat: Section) -> None:
    """Note a seat without two further settings in brief, one of them written."""
    if len(seat.items) < BRIEF_FEWEST:
        text = "there are no two settings in brief. Add a list of '- **Salary, spoken.** \"...\"' and '- **Supplier, e-mail.** \"...\"'"
        page.fault(seat.line, text)
        return
    named = [(one, _BRIEF.fullmatch(one.text)) for one in seat.items]
    for one, match in named:
        if match is None:
            page.fault(one.line, "this is no setting with its words. Write '- **Salary, spoken.** \"...\"'")
    found = [match for _, match in named if match]
    if len(found) < len(named):
        return
    if not any("e-mail" in match["how"] for match in found):
        page.fault(
            seat.items[0].line,
            "nothing here is written. Write one setting in brief as '- **Supplier, e-mail.** \"...\"'",
        )
    told = _SETTING.fullmatch(seat.paragraphs[0].text) if seat.paragraphs else None
    settings = [match["setting"].casefold() for match in ([told] if told else []) + found]
    if len(set(settings)) < len(settings):
        page.fault(seat.line, "one setting stands twice here. Choose another, so that three are different")


def _check_answers(page: Page) -> None:
    section = page.section("If they answer")
    if section is None or section.blank:
        return
    form = 'Write \'- **"Their words."** What you do, and what you say: "..."\''
    if len(section.items) < ANSWERS_FEWEST:
        page.fault(section.line, f"there are no two answers, one of them hard. {form}")
    for one in section.items:
        if not _ANSWER.fullmatch(one.text):
            page.fault(one.line, f"this is no answer with what you say next. {form}")


def _check_claims(page: Page) -> None:
    """Note a reason without its own label, a study without its note, and front matter that promises more than the weakest label."""
    section = page.section("Why this works")
    if section is None or section.blank:
        return
    words = ", ".join(f"'**{label.capitalize()}.**'" for label in EVIDENCE)
    labels = []
    for one in _texts(section):
        match = _CLAIM.fullmatch(one.text)
        if match is None:
            page.fault(one.line, f"this reason has no label. Write one of {words} before it")
            continue
        labels.append(match["label"].lower())
        if labels[-1] != "practitioner" and _NOTE not in one.text:
            page.fault(one.line, f"this claim names no study. Add its footnote, or write {words.split(', ')[-1]}")
    weakest = max(labels, key=EVIDENCE.index, default=None)
    told = page.meta.get("evidence")
    # Of a play that leans on studies and names none, read_play says so.
    if weakest and told in EVIDENCE and told != weakest and (page.meta.get("sources") or weakest != "practitioner"):
        text = f"evidence: is '{told}', and the weakest label in '{section.title}' is '{weakest}'. Write 'evidence: {weakest}'"
        page.fault(page.meta_line("evidence"), text)


def _texts(section: Section) -> list[Item]:
    """Return the paragraphs of a section that are no footnotes."""
    return [one for one in section.paragraphs if not one.text.startswith(_NOTE)]
