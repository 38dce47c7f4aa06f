"""Draws the fences of a story: its plan, with the way to open it as one's own, and parts of the result that the engine works out now."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import yaml
from markdown import Markdown

from playbook_site.content.reader import ContentErrors
from playbook_site.content.stories import answers_of, parts_of
from playbook_site.extension import PageError, extension_of, plan_of, worked_out
from playbook_site.forms.story import render_story

_NOW = '<section class="pb-part">'
#: What stands for each part in the engine's HTML, and whether it stands before the steps.
_PARTS: Mapping[str, tuple[re.Pattern[str], bool]] = {
    "verdict": (re.compile(r'<div class="pb-verdict">.*?</div>', re.DOTALL), True),
    "tiles": (re.compile(r'<dl class="pb-tiles">.*?</dl>', re.DOTALL), True),
    "chart": (re.compile(r'<figure class="pb-figure">.*?</figure>', re.DOTALL), True),
    "notes": (re.compile(r'<p class="pb-note">.*?</p>', re.DOTALL), True),
    "steps": (re.compile(r'<ol class="pb-steps">.*?</ol>', re.DOTALL), False),
    "worked": (re.compile(r'(?<=<div class="pb-worked">\n)<div class="pb-table">.*?</div>', re.DOTALL), False),
    "change": (re.compile(r'(?<=<div class="pb-change">\n)<p>.*?(?=\n?</div>)', re.DOTALL), False),
}
#: They have no frame of their own in a result.
_FRAMED = ("worked", "change")
_PRESSED = re.compile(
    r'<label class="pb-tick">.*?</label>|<button\b.*?</button>|\s*<a class="pb-quiet" href="[^"]*#q-.*?</a>', re.DOTALL
)
_EMPTY_FOOT = re.compile(r'<div class="pb-step-foot"></div>')
_HEADING_OF_A_STEP = re.compile(r"(</?)h5\b")


def story_fence(source: str, language: str, css_class: str, options: Mapping[str, Any], md: Markdown, **_: Any) -> str:
    """Draw a ``story`` fence: whose plan it is, what is filled in, and the button that opens a copy of it."""
    extension, data = extension_of(md), _data(source, "story")
    extension.story = answers_of(data)
    library = extension.library
    sheets = tuple(sheet for sheet in library.worksheets if sheet.id in extension.story)
    plan = plan_of(extension.story, str(data.get("title", "")))
    try:
        return render_story(str(data.get("id", "")), str(data.get("seat", "")), sheets, plan, library.messages)
    except ContentErrors as error:
        raise PageError(str(error)) from error


def result_fence(source: str, language: str, css_class: str, options: Mapping[str, Any], md: Markdown, **_: Any) -> str:
    """Draw a ``result`` fence: parts of what the engine makes of the story's plan, on the page of one of its worksheets."""
    extension = extension_of(md)
    if not extension.story:
        raise PageError("result fence: write it below the story fence of the same page.")
    ((name, parts),) = parts_of(_data(source, "result")).items()
    sheet = extension.library.worksheet(name)
    if sheet is None:
        raise PageError(f"result fence: the library has no worksheet '{name}'.")
    html = worked_out(extension.library, sheet, extension.story, f"result fence '{name}'")
    return f'<div class="pb-told"><div class="pb-readout">{"".join(part_of(html, part) for part in parts)}</div></div>'


def part_of(html: str, part: str) -> str:
    """Return a part of a result with nothing to press: it is somebody else's. Links to plays stay.

    >>> part_of('<section class="pb-readout"><p class="pb-note">The gap is 1.</p></section>', "notes")
    '<p class="pb-note">The gap is 1.</p>'

    Raises PageError when the result has no such part.
    """
    pattern, first = _PARTS[part]
    found = pattern.findall(html.partition(_NOW)[0] if first else html)
    if not found:
        has = ", ".join(name for name in _PARTS if _PARTS[name][0].search(html))
        raise PageError(f"result fence: this result has no part '{part}'. It has {has}")
    shown = _HEADING_OF_A_STEP.sub(r"\1h3", _EMPTY_FOOT.sub("", _PRESSED.sub("", "".join(found))))
    return f'<div class="pb-note">{shown}</div>' if part in _FRAMED else shown


def _data(source: str, fence: str) -> dict[str, Any]:
    """Its mistakes were found when the pages were read, with file and line; here they stop the page."""
    try:
        data = yaml.safe_load(source)
    except yaml.YAMLError as error:
        raise PageError(f"{fence} fence: this is not YAML. {error}") from error
    if not isinstance(data, dict) or (fence == "result" and len(data) != 1):
        raise PageError(f"{fence} fence: write 'name: value' lines here")
    return data
