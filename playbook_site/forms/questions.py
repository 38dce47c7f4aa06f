"""A worksheet's questions as HTML: for each its label, why it is asked, an example, its controls, and room for what the
scripts say about the answer.

Control names are dotted paths into the answers (``alternatives.0.name``), ids are ``q-`` and the path with dashes; the scripts
in ``docs/assets/js`` rely on both. There is no placeholder, no asterisk and no ``required``: nothing is compulsory.
"""

from __future__ import annotations

from collections.abc import Mapping

from playbook_engine.library import Question
from playbook_site.forms.markup import Attribute, Html, element, join

#: Stands for the row's number in the ``<template>`` from which the scripts make more rows.
ANY_ROW = "N"

RANGE_PARTS = ("low", "likely", "high")
#: What follows an id to name the parts of a question; an option's id may not be one of them.
SUFFIXES = frozenset({"unknown", "why", "example", "error", "read"})
_WITH_UNIT = frozenset({"percent", "hours"})


class FormError(ValueError):
    """A worksheet or its words cannot be drawn; the text says what to write and where."""


class Words:
    """The sentences of ``docs/reference/words``, by name."""

    def __init__(self, messages: Mapping[str, str]) -> None:
        self._messages = messages

    def __call__(self, name: str, **values: str) -> str:
        """Return the message with its placeholders filled. Raises FormError when the page lacks the message."""
        try:
            text = self._messages[name]
        except KeyError:
            raise FormError(
                f"docs/reference/words has no message '{name}'. Write in one of its files: - `{name}`: its words."
            ) from None
        for key, value in values.items():
            text = text.replace("{" + key + "}", value)
        return text


def render_questions(questions: tuple[Question, ...], prefix: str, words: Words) -> list[Html]:
    """Return the questions in order, those marked ``detail`` gathered in one block after the others that stand before them."""
    plain: list[Html] = []
    waiting: list[Html] = []
    for question in questions:
        drawn = _question(question, f"{prefix}{question.id}", words)
        if question.detail:
            waiting.append(drawn)
            continue
        if waiting:
            plain.append(_details(waiting, words, in_row=bool(prefix)))
            waiting = []
        plain.append(drawn)
    if waiting:
        plain.append(_details(waiting, words, in_row=bool(prefix)))
    return plain


def _details(questions: list[Html], words: Words, *, in_row: bool) -> Html:
    summary = element("summary", words("page-details" if in_row else "page-details-group"), class_="pb-summary-line")
    return element("details", summary, element("div", join(questions), class_="pb-more-body"), class_="pb-details")


def _question(question: Question, path: str, words: Words) -> Html:
    if question.kind == "rows":
        return _rows(question, path, words)
    if question.kind == "choice":
        return _choice(question, path, words)
    if question.kind == "range":
        return _range(question, path, words)
    key = control_id(path)
    described = f"{key}-why {key}-example {key}-read {key}-error"
    body = [
        element("label", question.label, class_="pb-label", for_=key),
        *_hints(question, key, words),
        element("p", class_="pb-error", id=f"{key}-error", hidden=True),
        element(
            "div",
            element(
                "div",
                _field(question, path, described, words),
                element("p", class_="pb-read", id=f"{key}-read", hidden=True),
                class_="pb-field",
            ),
            _unknown(question, path, words),
            class_="pb-answer",
        ),
        _find_out(question, words),
    ]
    return element("div", join(body), class_="pb-question", data_kind=question.kind, data_path=path)


def _field(question: Question, path: str, described: str, words: Words) -> Html:
    """Return the control, with its unit beside it; the unit is in the question's words too, so it is hidden from readers."""
    if question.kind == "long_text":
        return element(
            "textarea",
            class_="pb-control pb-long",
            id=control_id(path),
            name=path,
            rows=3,
            autocomplete="off",
            spellcheck="false",
            aria_describedby=described,
        )
    if question.kind == "amount":
        return _with_unit(_money(), _amount(path, described))
    if question.kind in _WITH_UNIT:
        unit = element("span", words(f"page-unit-{question.kind}"), class_="pb-unit", aria_hidden="true")
        return _with_unit(text_input(path, inputmode="decimal", aria_describedby=described, size=8), unit)
    if question.kind == "duration":
        return text_input(path, aria_describedby=described, size=16, class_="pb-control pb-short")
    if question.kind == "text":
        return text_input(path, aria_describedby=described)
    raise FormError(f"docs/worksheets: question '{path}' has the kind '{question.kind}', which has no control.")


def _choice(question: Question, path: str, words: Words) -> Html:
    key = control_id(path)
    if any(option.id in SUFFIXES for option in question.options):
        raise FormError(f"docs/worksheets: question '{path}': no option may be called {', '.join(sorted(SUFFIXES))}.")
    options = [(option.id, option.id, option.label) for option in question.options]
    radios = [
        element(
            "label",
            element("input", type="radio", id=f"{key}-{suffix}", name=path, value=value),
            element("span", label),
            class_="pb-option",
        )
        for suffix, value, label in [*options, ("unknown", "?", words("page-unknown"))]
    ]
    body = [
        element("legend", question.label, class_="pb-label"),
        *_hints(question, key, words),
        element("p", class_="pb-error", id=f"{key}-error", hidden=True),
        element("div", *radios, class_="pb-options"),
        _find_out(question, words),
    ]
    return _fieldset(question, path, body, f"{key}-why {key}-example {key}-error")


def _range(question: Question, path: str, words: Words) -> Html:
    key = control_id(path)
    values = [_range_part(f"{path}.{part}", words(f"page-range-{part}"), words, amount=True) for part in RANGE_PARTS]
    chances = [
        _range_part(f"{path}.{part}_chance", words(f"page-range-{part}-chance"), words, amount=False)
        for part in RANGE_PARTS
    ]
    body = [
        element("legend", question.label, class_="pb-label"),
        *_hints(question, key, words),
        element("p", class_="pb-error", id=f"{key}-error", hidden=True),
        element("div", *values, class_="pb-parts"),
        element(
            "details",
            element("summary", words("page-range-chances"), class_="pb-summary-line"),
            element("p", words("page-range-chances-why"), class_="pb-reason"),
            element("div", *chances, class_="pb-parts"),
            class_="pb-details pb-chances",
        ),
        _unknown(question, path, words),
        _find_out(question, words),
    ]
    return _fieldset(question, path, body, f"{key}-why {key}-example {key}-error")


def _range_part(path: str, label: str, words: Words, *, amount: bool) -> Html:
    key = control_id(path)
    described = f"{key}-read {key}-error"
    percent = element("span", words("page-unit-percent"), class_="pb-unit", aria_hidden="true")
    return element(
        "div",
        element("label", label, class_="pb-part-label", for_=key),
        _with_unit(_money(), _amount(path, described))
        if amount
        else _with_unit(text_input(path, inputmode="decimal", aria_describedby=described, size=8), percent),
        element("p", class_="pb-read", id=f"{key}-read", hidden=True),
        element("p", class_="pb-error", id=f"{key}-error", hidden=True),
        class_="pb-part",
    )


def _rows(question: Question, path: str, words: Words) -> Html:
    key = control_id(path)
    rows = [_row(question, path, str(number), words) for number in range(question.start)]
    body = [
        element("legend", question.label, class_="pb-label"),
        *_hints(question, key, words),
        element("p", question.find_out, class_="pb-reason") if question.find_out else Html(""),
        element("p", class_="pb-error", id=f"{key}-error", hidden=True),
        element("div", Html("\n"), join(rows), Html("\n"), class_="pb-row-list"),
        element("template", _row(question, path, ANY_ROW, words)),
        element("div", class_="pb-row-undo", hidden=True),
        element(
            "p",
            element("button", question.add, type="button", class_="pb-button pb-add"),
            class_="pb-row-add",
            hidden=True,
        ),
    ]
    return element(
        "fieldset",
        join(body),
        class_="pb-question pb-rows",
        id=key,
        data_kind="rows",
        data_path=path,
        data_most=question.most,
        data_row=question.row,
        aria_describedby=f"{key}-why {key}-example {key}-error",
    )


def _row(question: Question, path: str, index: str, words: Words) -> Html:
    number = str(int(index) + 1) if index.isdigit() else "{number}"
    title = question.row.replace("{number}", number)
    remove = element(
        "button", words("page-row-remove", row=title), type="button", class_="pb-button pb-remove", hidden=True
    )
    body = [
        element("legend", title, class_="pb-row-title"),
        *render_questions(question.questions, f"{path}.{index}.", words),
        element("p", remove, class_="pb-row-remove"),
    ]
    return element("fieldset", join(body), class_="pb-row")


def _fieldset(question: Question, path: str, body: list[Html], described: str) -> Html:
    return element(
        "fieldset",
        join(body),
        class_="pb-question",
        id=control_id(path),
        data_kind=question.kind,
        data_path=path,
        aria_describedby=described,
    )


def _hints(question: Question, key: str, words: Words) -> list[Html]:
    return [
        element("p", question.why, class_="pb-reason", id=f"{key}-why"),
        element(
            "p",
            element("span", words("page-example") + ": ", class_="pb-tag"),
            question.example,
            class_="pb-eg",
            id=f"{key}-example",
        ),
    ]


def _unknown(question: Question, path: str, words: Words) -> Html:
    """Return the "I do not know" box, its question repeated for people who hear the page and jump from control to control."""
    box = element("input", type="checkbox", id=f"{control_id(path)}-unknown", name=f"{path}?", value="?")
    context = element("span", f": {question.label}", class_="pb-unseen")
    return element("label", box, element("span", words("page-unknown"), context), class_="pb-option pb-unknown")


def _find_out(question: Question, words: Words) -> Html:
    if not question.find_out:
        return Html("")
    return element(
        "p", element("span", words("page-find-out") + ": ", class_="pb-tag"), question.find_out, class_="pb-find"
    )


def _amount(path: str, described: str) -> Html:
    return text_input(path, inputmode="decimal", aria_describedby=described, size=12)


def _money() -> Html:
    """Return the place where the scripts show the chosen currency sign."""
    return element("span", class_="pb-unit pb-currency", aria_hidden="true")


def _with_unit(*parts: Html) -> Html:
    return element("span", *parts, class_="pb-with-unit")


def text_input(path: str, class_: str = "pb-control", **attributes: Attribute) -> Html:
    return element(
        "input",
        type="text",
        class_=class_,
        id=control_id(path),
        name=path,
        autocomplete="off",
        spellcheck="false",
        **attributes,
    )


def control_id(path: str) -> str:
    """Return the id of the control, or of the fieldset, that answers the question at a path.

    >>> control_id("alternatives.0.worth.likely")
    'q-alternatives-0-worth-likely'
    """
    return "q-" + path.replace(".", "-")
