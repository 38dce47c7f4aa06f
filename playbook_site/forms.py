"""A worksheet as a complete, static HTML form: the same markup serves paper, JavaScript off and JavaScript on.

Control names are dotted paths into the answers (``alternatives.0.name``), ids are ``q-`` and the path with dashes; the scripts
in ``docs/assets/js`` rely on both. ``method="dialog"`` outside a dialog sends nothing, so that Enter can never put answers into
the page's address, whether scripts run or not.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from playbook_engine.library import Example, Group, Question, Worksheet
from playbook_site.markup import Attribute, Html, data_script, element, join

#: Stands for the row's number in the ``<template>`` from which the scripts make more rows.
ANY_ROW = "N"

RANGE_PARTS = ("low", "likely", "high")
NUMBER_STYLES = ("auto", "point", "comma")
_DECIMAL = frozenset({"percent", "hours"})


class FormError(ValueError):
    """A worksheet or its words cannot be drawn; the text says what to write and where."""


class Words:
    """The sentences of ``docs/reference/messages.md``, by name."""

    def __init__(self, messages: Mapping[str, str]) -> None:
        self._messages = messages

    def __call__(self, name: str, **values: str) -> str:
        """Return the message with its placeholders filled. Raises FormError when the page lacks the message."""
        try:
            text = self._messages[name]
        except KeyError:
            raise FormError(
                f"docs/reference/messages.md has no message '{name}'. Write under 'On the page': - `{name}`: its words."
            ) from None
        for key, value in values.items():
            text = text.replace("{" + key + "}", value)
        return text


def base_of(page: str) -> str:
    """Return the way from a page back to the site's root.

    >>> base_of("worksheets/batna/")
    '../../'
    """
    return "../" * page.count("/")


def render_form(sheet: Worksheet, messages: Mapping[str, str]) -> Html:
    """Return the worksheet's whole form. Raises FormError when a message is missing or an id cannot be a control's."""
    words = Words(messages)
    return element(
        "form",
        Html("\n"),
        join([_settings(words), *(_group(group, words) for group in sheet.groups), _actions(sheet, words)]),
        Html("\n"),
        class_="pb-form",
        id=f"pb-{sheet.id}",
        method="dialog",
        novalidate=True,
        autocomplete="off",
        aria_label=f"{words('page-form-name')}: {sheet.title}",
        data_worksheet=sheet.id,
        data_base=base_of(sheet.page),
        data_runtime="",
        data_library="",
    )


def render_worksheet(sheet: Worksheet, messages: Mapping[str, str]) -> Html:
    """Return the form with the region that the scripts fill, the words that they say, and the examples."""
    words = Words(messages)
    spoken = {name: text for name, text in messages.items() if name.startswith("page-")}
    examples = [
        {"id": example.id, "title": example.title, "answers": json.loads(example.answers)} for example in sheet.examples
    ]
    result = element("section", class_="pb-result-region", id=f"pb-{sheet.id}-result", aria_label=words("page-result-name"), hidden=True)
    notice = element("noscript", element("p", words("page-no-script"), class_="pb-notice"))
    parts = [notice, render_form(sheet, messages), result, data_script("pb-words", {"words": spoken, "examples": examples})]
    return element("div", Html("\n"), join(parts), Html("\n"), class_="pb-worksheet")


def render_example(example: Example, messages: Mapping[str, str], result: str | None) -> Html:
    """Return a worked example below the form, with the engine's own result for it when ``result`` is given.

    The ticks are disabled: an example is to be read, and a tick in it would look like one's own.
    """
    words = Words(messages)
    key = f"pb-example-{example.id}"
    load = element("button", words("page-example-load"), type="button", class_="pb-button", data_example=example.id)
    parts = [
        element("h3", example.title, id=f"{key}-title"),
        element("p", words("result-example"), class_="pb-notice"),
        element("p", example.intro),
        element("p", load, class_="pb-buttons pb-example-load", hidden=True),
    ]
    if result is not None:
        parts.append(Html(result.replace('<input type="checkbox"', '<input type="checkbox" disabled')))
    return element("section", join(parts), class_="pb-example", id=key, aria_labelledby=f"{key}-title")


def _settings(words: Words) -> Html:
    currency = element(
        "div",
        element("label", words("page-currency"), class_="pb-part-label", for_="q-settings-currency"),
        _input("settings.currency", size=4),
        class_="pb-part",
    )
    styles = [element("option", words(f"page-numbers-{style}"), value=style) for style in NUMBER_STYLES]
    numbers = element(
        "div",
        element("label", words("page-numbers"), class_="pb-part-label", for_="q-settings-numbers"),
        element("select", *styles, class_="pb-control", id="q-settings-numbers", name="settings.numbers", autocomplete="off"),
        class_="pb-part",
    )
    legend = element("legend", words("page-settings"), class_="pb-label")
    return element("fieldset", legend, element("div", currency, numbers, class_="pb-parts"), class_="pb-settings")


def _group(group: Group, words: Words) -> Html:
    heading = f"pb-group-{group.id}"
    parts = [element("h2", group.title, id=heading, class_="pb-group-title")]
    if group.intro:
        parts.append(element("p", group.intro, class_="pb-group-intro"))
    parts += _questions(group.questions, "", words)
    return element("section", join(parts), class_="pb-group", aria_labelledby=heading)


def _questions(questions: tuple[Question, ...], prefix: str, words: Words) -> list[Html]:
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
    if question.kind in _DECIMAL:
        unit = element("span", words(f"page-unit-{question.kind}"), class_="pb-unit", aria_hidden="true")
        return _with_unit(_input(path, inputmode="decimal", aria_describedby=described, size=8), unit)
    if question.kind == "duration":
        return _input(path, aria_describedby=described, size=16, class_="pb-control pb-short")
    if question.kind == "text":
        return _input(path, aria_describedby=described)
    raise FormError(f"docs/worksheets: question '{path}' has the kind '{question.kind}', which has no control.")


def _choice(question: Question, path: str, words: Words) -> Html:
    key = control_id(path)
    if any(option.id in ("unknown", "why", "example", "error", "read") for option in question.options):
        raise FormError(f"docs/worksheets: question '{path}': no option may be called unknown, why, example, error or read.")
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
    chances = [_range_part(f"{path}.{part}_chance", words(f"page-range-{part}-chance"), words, amount=False) for part in RANGE_PARTS]
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
        else _with_unit(_input(path, inputmode="decimal", aria_describedby=described, size=8), percent),
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
    remove = element("button", words("page-row-remove", row=title), type="button", class_="pb-button pb-remove", hidden=True)
    body = [
        element("legend", title, class_="pb-row-title"),
        *_questions(question.questions, f"{path}.{index}.", words),
        element("p", remove, class_="pb-row-remove"),
    ]
    return element("fieldset", join(body), class_="pb-row")


def _actions(sheet: Worksheet, words: Words) -> Html:
    """Return the buttons. They stand in the page hidden: without scripts they would promise what nothing delivers."""
    make = element("button", words("page-make-checklist"), type="submit", class_="pb-button pb-make")
    others = [
        element("button", words(name), type="button", class_="pb-button", data_act=name)
        for name in ("page-print", "page-save-copy", "page-open-copy", "page-delete")
    ]
    state = element(
        "div",
        element("p", class_="pb-status-shown", aria_hidden="true"),
        element("p", class_="pb-unseen", role="status"),
        element("progress", class_="pb-progress", max=100, aria_hidden="true", hidden=True),
        element("p", class_="pb-buttons pb-status-buttons", hidden=True),
        class_="pb-status",
        id=f"pb-{sheet.id}-status",
    )
    return element(
        "div",
        element("p", make, class_="pb-buttons"),
        state,
        element("p", class_="pb-kept", role="status"),
        element("p", *others, class_="pb-buttons"),
        class_="pb-actions",
        hidden=True,
    )


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
        element("p", element("span", words("page-example") + ": ", class_="pb-tag"), question.example, class_="pb-eg", id=f"{key}-example"),
    ]


def _unknown(question: Question, path: str, words: Words) -> Html:
    """Return the "I do not know" box, its question repeated for people who hear the page and jump from control to control."""
    box = element("input", type="checkbox", id=f"{control_id(path)}-unknown", name=f"{path}?", value="?")
    context = element("span", f": {question.label}", class_="pb-unseen")
    return element("label", box, element("span", words("page-unknown"), context), class_="pb-option pb-unknown")


def _find_out(question: Question, words: Words) -> Html:
    if not question.find_out:
        return Html("")
    return element("p", element("span", words("page-find-out") + ": ", class_="pb-tag"), question.find_out, class_="pb-find")


def _amount(path: str, described: str) -> Html:
    return _input(path, inputmode="decimal", aria_describedby=described, size=12)


def _money() -> Html:
    """Return the place where the scripts show the chosen currency sign."""
    return element("span", class_="pb-unit pb-currency", aria_hidden="true")


def _with_unit(*parts: Html) -> Html:
    return element("span", *parts, class_="pb-with-unit")


def _input(path: str, class_: str = "pb-control", **attributes: Attribute) -> Html:
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
