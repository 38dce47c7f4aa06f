"""A worksheet as a complete, static HTML form: the same markup serves paper, JavaScript off and JavaScript on.

``method="dialog"`` outside a dialog sends nothing, so that Enter can never put answers into the page's address, whether scripts
run or not.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from playbook_engine.library import Example, Group, Worksheet
from playbook_site.forms.markup import Html, data_script, element, join
from playbook_site.forms.questions import FormError, Words, render_questions, text_input

__all__ = ["FormError", "base_of", "render_example", "render_form", "render_worksheet"]

NUMBER_STYLES = ("auto", "point", "comma")


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
    )


def render_worksheet(sheet: Worksheet, messages: Mapping[str, str]) -> Html:
    """Return the form with the region that the scripts fill, the words that they say, and the examples."""
    words = Words(messages)
    spoken = {name: text for name, text in messages.items() if name.startswith("page-")}
    examples = [
        {"id": example.id, "title": example.title, "answers": json.loads(example.answers)} for example in sheet.examples
    ]
    result = element(
        "section",
        class_="pb-result-region",
        id=f"pb-{sheet.id}-result",
        aria_label=words("page-result-name"),
        hidden=True,
    )
    notice = element("noscript", element("p", words("page-no-script"), class_="pb-notice"))
    parts = [
        notice,
        render_form(sheet, messages),
        result,
        data_script("pb-words", {"words": spoken, "examples": examples}),
    ]
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
        text_input("settings.currency", size=4),
        class_="pb-part",
    )
    styles = [element("option", words(f"page-numbers-{style}"), value=style) for style in NUMBER_STYLES]
    numbers = element(
        "div",
        element("label", words("page-numbers"), class_="pb-part-label", for_="q-settings-numbers"),
        element(
            "select", *styles, class_="pb-control", id="q-settings-numbers", name="settings.numbers", autocomplete="off"
        ),
        class_="pb-part",
    )
    legend = element("legend", words("page-settings"), class_="pb-label")
    return element("fieldset", legend, element("div", currency, numbers, class_="pb-parts"), class_="pb-settings")


def _group(group: Group, words: Words) -> Html:
    heading = f"pb-group-{group.id}"
    parts = [element("h2", group.title, id=heading, class_="pb-group-title")]
    if group.intro:
        parts.append(element("p", group.intro, class_="pb-group-intro"))
    parts += render_questions(group.questions, "", words)
    return element("section", join(parts), class_="pb-group", aria_labelledby=heading)


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
