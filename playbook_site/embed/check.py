"""The knowledge check as an activity: the questions of ``docs/teach/check.md``, with the answers of ``docs/teach/answers.md``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

from playbook_engine.errors import ContentError
from playbook_engine.library import Library
from playbook_site.content.pages import ContentErrors, Page
from playbook_site.content.sentences import Sentences
from playbook_site.project import Project

SLUG = "check"
#: The share of right answers from which on it is passed: "eight or more" of ten.
PASS = 0.8
MINUTES = 10
QUESTIONS, ANSWERS = "teach/check.md", "teach/answers.md"
_NUMBERED = re.compile(r"(\d+)\. (.+)")
_OPTION = re.compile(r"\*\*([A-Z])\*\* (.+)")
_LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")
_NOTE = re.compile(r"\[\^\w+\]")


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose: its letter and its words."""

    letter: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question with its answers, the letter of the right one, and why, in Markdown."""

    number: int
    title: str
    text: str
    options: tuple[Option, ...]
    right: str
    why: str


@dataclass(frozen=True, slots=True)
class Check:
    """The knowledge check. ``steps`` are its questions and the result, as a portal is told them."""

    title: str
    lead: str
    questions: tuple[Question, ...]
    slug: str = SLUG
    minutes: int = MINUTES

    @property
    def steps(self) -> tuple[str, ...]:
        """The names of its steps."""
        return (*(f"q{question.number}" for question in self.questions), "result")


def read_check(project: Project, library: Library) -> Check:
    """Return the check. Raises ContentErrors with every question that cannot be asked."""
    say = Sentences(library.messages)
    asked = Page(project.docs, project.docs / QUESTIONS)
    answered = Page(project.docs, project.docs / ANSWERS)
    answers = {
        match[1]: (match[2], section.paragraphs[0].text if section.paragraphs else "")
        for section in answered.sections
        if section.level == 2 and (match := _NUMBERED.fullmatch(section.title))
    }
    questions, faults = [], []
    for section in asked.sections:
        match = _NUMBERED.fullmatch(section.title) if section.level == 2 else None
        if match is None:
            continue
        options = tuple(Option(one[1], one[2]) for item in section.items if (one := _OPTION.fullmatch(item.text)))
        right, why = answers.get(match[1], ("", ""))
        if right not in {option.letter for option in options} or not why or not section.paragraphs:
            faults.append(
                ContentError(
                    asked.file,
                    section.line,
                    f"question {match[1]} needs a paragraph, answers written '- **A** words', and in {ANSWERS} a heading "
                    f"'## {match[1]}. A' with the reason below it",
                )
            )
            continue
        questions.append(Question(int(match[1]), match[2], section.paragraphs[0].text, options, right, why))
    if faults:
        raise ContentErrors(faults)
    return Check(asked.sections[0].title, say("embed-check-lead"), tuple(questions))


def shown(text: str, site: str) -> str:
    """Return a reason as HTML. ``site`` leads to the site's first page; without it, links are words.

    >>> shown("Five studies.[^1] See [a page](../plays/x/y.md#z).", "../../")
    'Five studies. See <a href="../../plays/x/y/#z">a page</a>.'
    >>> shown("See [a page](../plays/x/y.md).", "")
    'See a page.'
    """
    parts = []
    at = 0
    text = _NOTE.sub("", text)
    for link in _LINK.finditer(text):
        parts.append(escape(text[at : link.start()], quote=False))
        words = escape(link[1], quote=False)
        path, _, fragment = link[2].removeprefix("../").partition("#")
        address = site + path.removesuffix(".md") + "/" + (f"#{fragment}" if fragment else "")
        parts.append(f'<a href="{escape(address)}">{words}</a>' if site else words)
        at = link.end()
    return "".join((*parts, escape(text[at:], quote=False)))
