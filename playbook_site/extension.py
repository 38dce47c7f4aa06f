"""What Python-Markdown learns so that the pages show what the engine deals from.

Fences (``worksheet``, ``example``, ``play``, ``cases``, ``plans``, ``sample``; ``line`` is in line_fence.py,
``activity`` in activity_fence.py, ``story`` and ``result`` in story_fence.py), a preprocessor (the steps
of a play) and a tree processor (``frames.py``). MkDocs and Zensical both run Python-Markdown,
and neither hooks nor plugins work in both, so this module is the only place where the site's build meets our code.
"""

from __future__ import annotations

import difflib
import functools
import json
import re
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import yaml
from markdown import Extension, Markdown
from markdown.preprocessors import Preprocessor
from pymdownx.superfences import SuperFencesException

from playbook_engine import bridge, cases, shared_answers
from playbook_engine.library import Example, Library, Worksheet
from playbook_site.content import reader
from playbook_site.content.checks import EXAMPLE_DAY
from playbook_site.forms.drawing import Drawing
from playbook_site.forms.plans import render_plans
from playbook_site.forms.plate import render_plate
from playbook_site.forms.worksheet_form import FormError, base_of, private_places, render_example, render_worksheet
from playbook_site.frames import FRAMES_PRIORITY, FrameProcessor
from playbook_site.reading_words import PRIORITY as WORDS_PRIORITY
from playbook_site.reading_words import ReadingWords

#: Before superfences (25): a step must be plain Markdown by the time anything else looks at it.
STEPS_PRIORITY = 27

_STEPS_HEADING = re.compile(r"##\s+Steps\s*#*\s*$")
_HEADING = re.compile(r"#{1,2}\s")
_STEP_ID = re.compile(r"""[ \t]*\{#(?P<id>[\w-]+)(?:\s+when=(?:"[^"]*"|'[^']*'))?\s*\}[ \t]*$""")
_VERDICT = re.compile(r'<div class="pb-verdict">.*?</div>', re.DOTALL)
_STEPS = re.compile(r'<ol class="pb-steps">.*?</ol>', re.DOTALL)
_STEP_FOOT = re.compile(r'\s*<div class="pb-step-foot">.*?</div>', re.DOTALL)
_HEADING_OF_A_STEP = re.compile(r"(</?)h[3-6]\b")
_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_TO_YOU = re.compile(r"\byou(?:r|rs)?\b")
#: What a line to say shows on a play's page where only the reader has the words.
GAP = "…"


class PageError(SuperFencesException):  # type: ignore[misc]
    """A page cannot be rendered. It is superfences' own exception because that is the only one that a fence may let out;
    of any other it makes a code block, and the form would be gone without a word."""


class PlaybookExtension(Extension):
    """Keeps where ``docs`` is, and which worksheet the page at hand holds."""

    def __init__(self, **options: Any) -> None:
        self.config = {"docs": ["docs", "The folder with the pages, relative to where the build runs."]}
        super().__init__(**options)
        self.worksheet: Worksheet | None = None
        self.examples = 0
        #: The plan's worksheets of the story on the page at hand, by worksheet.
        self.story: Mapping[str, Any] = {}

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        """Register the preprocessor, and this object so that the fences find it."""
        md.registerExtension(self)
        md.preprocessors.register(StepsPreprocessor(md, self), "playbook_steps", STEPS_PRIORITY)
        frames = FrameProcessor(md, wanted=lambda: self.worksheet is None)
        md.treeprocessors.register(frames, "playbook_frames", FRAMES_PRIORITY)
        words = ReadingWords(md, lambda: self.library.messages)
        md.treeprocessors.register(words, "playbook_words", WORDS_PRIORITY)

    def reset(self) -> None:
        """Forget the last page."""
        self.worksheet = None
        self.examples = 0
        self.story = {}

    @property
    def library(self) -> Library:
        """The compiled content, read again only when a page changed."""
        return reader.cached(Path(self.getConfig("docs")))


def makeExtension(**options: Any) -> PlaybookExtension:  # noqa: N802 (Python-Markdown's name)
    """Return the extension, as ``markdown_extensions: [playbook_site.extension]`` asks for it."""
    return PlaybookExtension(**options)


class StepsPreprocessor(Preprocessor):
    """Shows a play's steps without the engine's marks: plain words for placeholders, an id on the item, no conditions."""

    def __init__(self, md: Markdown, extension: PlaybookExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, lines: list[str]) -> list[str]:
        """Rewrite the lines under "## Steps"; a page without that heading is returned as it is."""
        if not any(_STEPS_HEADING.match(line) for line in lines):
            return lines
        words = self.extension.library.placeholders
        result: list[str] = []
        inside = False
        for line in lines:
            if _HEADING.match(line):
                inside = _STEPS_HEADING.match(line) is not None
            result += plain_step(line, words) if inside else [line]
        return result


def plain_step(line: str, words: Mapping[str, str]) -> list[str]:
    """Return a step's line as a reader's page shows it, its id as an attribute list on a line of its own.

    What the reader's own words may replace is marked with the name of the placeholder.

    >>> plain_step('1. Call {them}. {#call when="x"}', {"them": "the others"})
    ['1. Call <span class="pb-own" data-word="them">the others</span>.', '    {: #call }']
    """
    mark = _STEP_ID.search(line)
    said = line.lstrip().startswith(">")
    text = _PLACEHOLDER.sub(lambda found: _own_words(found[1], words, said), line[: mark.start()] if mark else line)
    return [text, f"    {{: #{mark['id']} }}"] if mark else [text]


def _own_words(name: str, words: Mapping[str, str], said: bool) -> str:
    """Return what a page shows for a placeholder. In what is ``said`` aloud, words to "you" would be to the other side."""
    if name in words:
        shown = GAP if said and _TO_YOU.search(words[name]) else words[name]
        return f'<span class="pb-own" data-word="{name}">{shown}</span>'
    near = difflib.get_close_matches(name, words, 1)
    hint = f" Did you mean '{near[0]}'?" if near else ""
    raise PageError(
        f"a step uses {{{name}}}, which the list 'Placeholders' of docs/reference/situations does not name.{hint}"
    )


def _aloud(fence: Callable[..., str]) -> Callable[..., str]:
    """Let whatever goes wrong in a fence stop the build, as superfences lets only its own exception do."""

    @functools.wraps(fence)
    def drawn(*given: Any, **named: Any) -> str:
        try:
            return fence(*given, **named)
        except SuperFencesException:
            raise
        except Exception as error:
            raise PageError(f"{fence.__name__}: {type(error).__name__}: {error}") from error

    return drawn


@_aloud
def worksheet_fence(
    source: str, language: str, css_class: str, options: Mapping[str, Any], md: Markdown, **_: Any
) -> str:
    """Draw a ``worksheet`` fence as its form."""
    extension = extension_of(md)
    name = _fence_id(source, "worksheet")
    sheet = extension.library.worksheet(name)
    if sheet is None:
        raise PageError(
            f"worksheet fence: the library has no worksheet '{name}'. Does its page stand in docs/worksheets/?"
        )
    extension.worksheet = sheet
    try:
        sheets = extension.library.worksheets
        return render_worksheet(
            sheet, extension.library.messages, shared_answers.places(sheets), private_places(sheets)
        )
    except (FormError, reader.ContentErrors) as error:
        raise PageError(str(error)) from error


@_aloud
def example_fence(
    source: str, language: str, css_class: str, options: Mapping[str, Any], md: Markdown, **_: Any
) -> str:
    """Draw an ``example`` fence; the page's first one comes with its result, worked out now by the same engine."""
    extension = extension_of(md)
    name = _fence_id(source, "example")
    sheet = extension.worksheet
    if sheet is None:
        raise PageError(f"example fence '{name}': write it below the worksheet fence of the same page.")
    example = next((one for one in sheet.examples if one.id == name), None)
    if example is None:
        raise PageError(f"example fence: worksheet '{sheet.id}' has no example '{name}'.")
    extension.examples += 1
    try:
        result = worked_result(extension.library, sheet, example) if extension.examples == 1 else None
        return render_example(example, extension.library.messages, result)
    except (FormError, reader.ContentErrors) as error:
        raise PageError(str(error)) from error


@_aloud
def play_fence(source: str, language: str, css_class: str, options: Mapping[str, Any], md: Markdown, **_: Any) -> str:
    """Draw a ``play`` fence, which the build puts into each play's page: what its front matter says, on a plate."""
    extension = extension_of(md)
    name = _fence_id(source, "play")
    play = next((one for one in extension.library.plays if one.page == name), None)
    if play is None:
        raise PageError(f"play fence: the library has no play '{name}'.")
    try:
        return render_plate(play, extension.library.messages)
    except reader.ContentErrors as error:
        raise PageError(str(error)) from error


@_aloud
def cases_fence(source: str, language: str, css_class: str, options: Mapping[str, Any], md: Markdown, **_: Any) -> str:
    """Draw a ``cases`` fence of the home page: the cases that people arrive with, each leading to the worksheet in its own words.

    The case stands behind the ``#`` of the address, which no browser sends.
    """
    extension = extension_of(md)
    name = _fence_id(source, "cases")
    sheet = extension.library.worksheet(name)
    if sheet is None or not sheet.cases:
        raise PageError(f"cases fence: the library has no worksheet '{name}' with cases. Does its page name them?")
    return Drawing(extension.library.messages).draw("cases", sheet=sheet, plain=cases.PLAIN)


@_aloud
def plans_fence(source: str, language: str, css_class: str, options: Mapping[str, Any], md: Markdown, **_: Any) -> str:
    """Draw a ``plans`` fence: the place that the scripts fill with the reader's own plans, and the words that they say."""
    library = extension_of(md).library
    try:
        return render_plans(library)
    except reader.ContentErrors as error:
        raise PageError(str(error)) from error


@_aloud
def sample_fence(source: str, language: str, css_class: str, options: Mapping[str, Any], md: Markdown, **_: Any) -> str:
    """Draw a ``sample`` fence of the home page: what an example's result comes to, worked out now by the engine."""
    library = extension_of(md).library
    name, _separator, which = _fence_id(source, "sample").partition("/")
    sheet = library.worksheet(name)
    example = next((one for one in sheet.examples if one.id == which), None) if sheet else None
    if sheet is None or example is None:
        raise PageError(f"sample fence: there is no example '{name}/{which}'. Write 'id: worksheet/example'")
    return sample_of(worked_result(library, sheet, example))


def sample_of(result: str) -> str:
    """Return the verdict and the first steps of a result, with nothing to press: they are somebody else's.

    >>> sample_of('<div class="pb-verdict"><h3>Yes.</h3></div><ol class="pb-steps"><li><h5>Ask.</h5><div class="pb-step-foot">x</div></li></ol>')
    '<div class="pb-sample"><div class="pb-readout"><div class="pb-verdict"><h3>Yes.</h3></div><ol class="pb-steps"><li><h4>Ask.</h4></li></ol></div></div>'
    """
    verdict, steps = _VERDICT.search(result), _STEPS.search(result)
    if verdict is None or steps is None:
        raise PageError("sample fence: the engine's result has no verdict or no steps. Choose another example")
    shown = _HEADING_OF_A_STEP.sub(r"\1h4", _STEP_FOOT.sub("", steps[0]))
    return f'<div class="pb-sample"><div class="pb-readout">{verdict[0]}{shown}</div></div>'


def worked_result(library: Library, sheet: Worksheet, example: Example) -> str:
    """Return the engine's HTML for an example, through the door that the browser uses."""
    return worked_out(library, sheet, {sheet.id: json.loads(example.answers)}, f"example '{example.id}'")


def plan_of(worksheets: Mapping[str, Any], name: str = "") -> dict[str, Any]:
    """Return the plan that holds these answers, by worksheet, as a page would send it."""
    return {
        "version": 2,
        "name": name,
        "settings": {"currency": "", "numbers": "auto"},
        "worksheets": dict(worksheets),
        "done": [],
        "aside": [],
    }


def worked_out(library: Library, sheet: Worksheet, worksheets: Mapping[str, Any], whose: str) -> str:
    """Return the engine's HTML for the page of a worksheet, of a plan with these answers. ``whose`` begins what is said of a fault."""
    request = {
        "v": 1,
        "id": 0,
        "do": "checklist",
        "worksheet": sheet.id,
        "base": base_of(sheet.page),
        "level": 3,
        "today": EXAMPLE_DAY,
        "plan": plan_of(worksheets),
    }
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "library.json"
        path.write_text(reader.to_json(library), encoding="utf-8")
        bridge.open_library(str(path))
    reply = json.loads(bridge.run(json.dumps(request)))
    if not reply["ok"]:
        raise PageError(f"{whose}: the engine refused it: {reply['error']['message']}")
    if reply["errors"]:
        faults = "; ".join(f"{error['field']}: {error['message']}" for error in reply["errors"])
        raise PageError(f"{whose}: an answer cannot be read. {faults}")
    return str(reply["html"])


def extension_of(md: Markdown) -> PlaybookExtension:
    """Return the extension, from which a fence has the content. Raises PageError when mkdocs.yml does not name it."""
    for extension in md.registeredExtensions:
        if isinstance(extension, PlaybookExtension):
            return extension
    raise PageError(
        "mkdocs.yml: add playbook_site.extension to markdown_extensions, beside the custom fences that use it."
    )


def _fence_id(source: str, fence: str) -> str:
    try:
        content = yaml.safe_load(source)
    except yaml.YAMLError as error:
        raise PageError(f"{fence} fence: this is not YAML. {error}") from error
    if not isinstance(content, dict) or not isinstance(content.get("id"), str):
        raise PageError(f"{fence} fence: begin with 'id: ' and the {fence}'s name.")
    return str(content["id"])
