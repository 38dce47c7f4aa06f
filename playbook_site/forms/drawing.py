"""Draws forms from the templates beside this module: one for each kind of question, named like the kind, and those around them.

A line break in a template is one in the page; indentation and blank lines are not, since a blank line could end the block in
which Markdown leaves HTML alone. What authors write is escaped wherever a template puts it.

Control names are dotted paths into the answers (``alternatives.0.name``), ids are ``q-`` and the path with dashes; the scripts
in ``docs/assets/js`` rely on both. There is no placeholder, no asterisk and no ``required``: nothing is compulsory.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateNotFound
from markupsafe import Markup, escape

from playbook_engine.fields.long_text import LONG_TEXT_LIMIT
from playbook_engine.fields.text import TEXT_LIMIT
from playbook_engine.library import Question
from playbook_site.content.sentences import Sentences

TEMPLATES = Path(__file__).parent / "templates"
#: Stands for the row's number in the ``<template>`` from which the scripts make more rows.
ANY_ROW = "N"
#: What follows an id to name the parts of a question; an option's id may not be one of them.
SUFFIXES = frozenset({"unknown", "why", "example", "error", "read"})


class FormError(ValueError):
    """A worksheet cannot be drawn; the text says what to write and where."""


class Drawing:
    """Templates, with the words that they say.

    ``cased`` gives the plain words of a worksheet's cases (``they``: "the other side"), which stand in the page until a case
    is chosen.
    """

    def __init__(
        self,
        messages: Mapping[str, str],
        templates: Path = TEMPLATES,
        cased: Mapping[str, str] | None = None,
    ) -> None:
        self._templates = Environment(
            loader=FileSystemLoader(templates),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=StrictUndefined,
        )
        self._templates.filters.update(control_id=control_id, json_text=json_text, cased=self.cased)
        self._templates.globals.update(
            say=Sentences(messages),
            draw=self.questions,
            draw_one=self.question,
            any_row=ANY_ROW,
            most_characters={"line": TEXT_LIMIT, "lines": LONG_TEXT_LIMIT},
        )

        self._cased = cased or {}

    def cased(self, text: str) -> Markup:
        """Return an author's text with the plain words of a case; where it has some, its template stands beside for the scripts."""
        if not any(f"{{{name}}}" in text for name in self._cased):
            return escape(text)
        plain = text
        for name, word in self._cased.items():
            plain = plain.replace(f"{{{name}}}", word)
        return Markup('<span class="pb-cased" data-text="{}">{}</span>').format(text, plain)

    def draw(self, name: str, **values: object) -> Markup:
        """Return a template's HTML. Raises ContentErrors when it says what nobody has written."""
        text = self._templates.get_template(f"{name}.html").render(values)
        return Markup("\n".join(line.strip() for line in text.split("\n") if line.strip()))

    def questions(self, questions: tuple[Question, ...], prefix: str, details: str = "") -> Markup:
        """Return questions in order, those marked ``detail`` gathered in folds between the others.

        ``details`` are the words of these folds; without them they have those that all worksheets share.
        """
        blocks = [(folded, tuple(some)) for folded, some in groupby(questions, key=lambda question: question.detail)]
        return self.draw("questions", blocks=blocks, prefix=prefix, details=details)

    def question(self, question: Question, path: str) -> Markup:
        """Return one question, drawn by the template of its kind. Raises FormError when its kind has none."""
        if any(option.id in SUFFIXES for option in question.options):
            raise FormError(
                f"docs/worksheets: question '{path}': no option may be called {', '.join(sorted(SUFFIXES))}."
            )
        try:
            return self.draw(question.kind, question=question, path=path, key=control_id(path))
        except TemplateNotFound as missing:
            if missing.name != f"{question.kind}.html":
                raise
            raise FormError(
                f"docs/worksheets: question '{path}' is of the kind '{question.kind}', which nothing draws. "
                f"Write playbook_site/forms/templates/{question.kind}.html."
            ) from None


def control_id(path: str) -> str:
    """Return the id of the control, or of the fieldset, that answers the question at a path.

    >>> control_id("alternatives.0.worth.likely")
    'q-alternatives-0-worth-likely'
    """
    return "q-" + path.replace(".", "-")


def json_text(value: object) -> Markup:
    """Return JSON for a script element that the browser never runs, with every ``<`` written so that it cannot end it.

    >>> print(json_text({"a": "</script>"}))
    {"a":"\\u003c/script>"}
    """
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"))
