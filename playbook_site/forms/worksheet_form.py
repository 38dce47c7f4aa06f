"""A worksheet as a complete, static HTML form: the same markup serves paper, JavaScript off and JavaScript on."""

from __future__ import annotations

import json
from collections.abc import Mapping

from markupsafe import Markup

from playbook_engine import cases
from playbook_engine.library import Example, Worksheet
from playbook_site.forms.drawing import Drawing, FormError

__all__ = ["FormError", "base_of", "private_places", "render_example", "render_form", "render_worksheet"]

NUMBER_STYLES = ("auto", "point", "comma")

Shared = Mapping[str, tuple[str, ...]]
"""For each place (``worksheet.question``) that shares its answer, all places that do: ``shared_answers.places``."""
NOTHING: Shared = {}


def base_of(page: str) -> str:
    """Return the way from a page back to the site's root.

    >>> base_of("worksheets/batna/")
    '../../'
    """
    return "../" * page.count("/")


def private_places(sheets: tuple[Worksheet, ...]) -> tuple[str, ...]:
    """Return the places (``worksheet.question``) of the questions whose answers go into no copy."""
    return tuple(f"{sheet.id}.{question.id}" for sheet in sheets for question in sheet.questions() if question.private)


def render_form(sheet: Worksheet, messages: Mapping[str, str]) -> str:
    """Return the worksheet's whole form.

    Raises FormError when an id cannot be a control's or a kind has no template, ContentErrors when a message is missing.
    """
    return _draw("form", sheet, messages)


def render_worksheet(
    sheet: Worksheet,
    messages: Mapping[str, str],
    shared: Shared = NOTHING,
    private: tuple[str, ...] = (),
    *,
    base: str | None = None,
    spoken: Mapping[str, str] | None = None,
) -> str:
    """Return the form with the region that the scripts fill, the words that they say, and the examples.

    ``shared`` gives the places of each question that other worksheets ask too, ``private`` the places whose answers go into no
    copy. ``base`` leads from the page to the site's root; without it, the worksheet stands on its own page. ``spoken`` are the
    words that the scripts find beside the form: all of them, unless the page holds them elsewhere. Raises like
    :func:`render_form`.
    """
    if spoken is None:
        spoken = {name: text for name, text in messages.items() if name.startswith("page-")}
    examples = [
        {"id": example.id, "title": example.title, "answers": json.loads(example.answers)} for example in sheet.examples
    ]
    told = [{"id": case.id, "words": dict(case.words), "answers": json.loads(case.answers)} for case in sheet.cases]
    own = {place.partition(".")[2]: places for place, places in shared.items() if place.startswith(f"{sheet.id}.")}
    return _draw(
        "worksheet",
        sheet,
        messages,
        spoken=spoken,
        examples=examples,
        cases=told,
        shared=own,
        private=private,
        **({} if base is None else {"base": base}),
    )


def render_example(example: Example, messages: Mapping[str, str], result: str | None) -> str:
    """Return a worked example below the form, with the engine's own result for it when ``result`` is given.

    The ticks are disabled: an example is to be read, and a tick in it would look like one's own.
    """
    shown = Markup((result or "").replace('<input type="checkbox"', '<input type="checkbox" disabled'))
    return str(Drawing(messages).draw("example", example=example, result=shown))


def _draw(template: str, sheet: Worksheet, messages: Mapping[str, str], **more: object) -> str:
    drawing = Drawing(messages, cased=cases.words(sheet, cases.PLAIN))
    values = {"sheet": sheet, "base": base_of(sheet.page), "number_styles": NUMBER_STYLES, **more}
    return str(drawing.draw(template, **values))
