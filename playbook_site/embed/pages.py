"""An activity's page: the worksheet's own form in a page of ours, without the theme.

Every address in it is relative, and comes from outside: the site writes the pages into its own folders, a package into one of
its own.
"""

from __future__ import annotations

import html
import json
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import Markup

from playbook_engine import bridge, shared_answers
from playbook_engine.library import Library, Worksheet
from playbook_site.content import reader
from playbook_site.content.checks import EXAMPLE_DAY
from playbook_site.embed.activities import Activity
from playbook_site.embed.check import PASS, Check, shown
from playbook_site.extension import plan_of
from playbook_site.forms.drawing import Drawing
from playbook_site.forms.worksheet_form import private_places, render_worksheet

TEMPLATES = Path(__file__).parent / "templates"
#: The words of a worksheet's own page that are others inside a portal.
INSTEAD = {
    "page-see-result": "embed-see-result",
    "page-make-checklist": "embed-make",
    "page-saved-tab": "embed-saved",
    "page-saved-tab-only": "embed-saved",
    "page-bar-tab": "embed-bar",
    "page-no-script": "embed-no-script",
    "page-restored": "embed-restored",
}
#: How the names of the messages begin that the scripts say.
SPOKEN = ("page-", "embed-")
#: Lines of the static checklist: a page on paper.
MOST_LINES = 12
_STEP = re.compile(r'data-aside="[^"]+">[^<]*<span class="pb-unseen">: (.*?)</span>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses that an activity's page names, each relative to the page, folders with a slash at the end.

    ``portal`` names what the page reports to (``frame``, ``scorm12``, ``scorm2004``, ``cmi5``, ``none``), ``before`` the
    scripts that open that reporter. ``site`` leads to the playbook's first page: relative in the site, a whole
    address in a package, and empty where a package knows none; links are then words. ``sheet`` holds ``{}`` for a
    worksheet's name, and leads to that one's page. ``ending`` is that of module scripts, ``early_ending`` that of the script before the page.
    """

    scripts: str
    styles: str
    runtime: str
    library: str
    site: str
    sheet: str
    whole: bool = False
    portal: str = "frame"
    origins: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    oembed: str = ""
    ending: str = ".mjs"
    build: str = ""

    def beside(self, sheet: str) -> str:
        """Return the address of another worksheet's page."""
        return self.sheet.format(sheet)


class Pages:
    """Draws the pages of a library's activities. It keeps what several of them show: forms, and what the engine says of nothing."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._messages = {
            name: library.messages[INSTEAD.get(name, name)]
            for name in library.messages
            if INSTEAD.get(name, name) in library.messages
        }
        self._drawing = Drawing(self._messages, TEMPLATES)
        self._by_hand: dict[str, tuple[str, ...]] = {}

    def page(self, activity: Activity, at: Addresses) -> str:
        """Return the page of an activity with worksheets. Raises FormError and ContentErrors as the forms do."""
        first, *others = activity.sheets
        told = {**self.told(activity.slug, activity.steps, at), "several": activity.several}
        body = self._drawing.draw(
            "sheets",
            activity=activity,
            page=at,
            first=self._form(first, at),
            others=[(sheet, self._form(sheet, at)) for sheet in others],
            steps=[Markup(step) for step in self.by_hand(first)],
        )
        return self.framed(activity, at, body, told, script="embed")

    def check(self, check: Check, at: Addresses) -> str:
        """Return the page of the knowledge check."""
        right = [question.right for question in check.questions]
        told = {**self.told(check.slug, check.steps, at), "right": right, "pass": PASS}
        reasons = [Markup(shown(question.why, at.site)) for question in check.questions]
        body = self._drawing.draw("check", activity=check, page=at, reasons=reasons)
        return self.framed(check, at, body, told, script="check")

    def told(self, slug: str, steps: tuple[str, ...], at: Addresses) -> dict[str, Any]:
        """Return what every activity's page holds for its scripts."""
        words = {name: text for name, text in self._messages.items() if name.startswith(SPOKEN)}
        return {"activity": slug, "build": at.build, "steps": steps, "site": bool(at.site), "words": words}

    def framed(
        self, activity: Activity | Check, at: Addresses, body: str, told: Mapping[str, Any], *, script: str
    ) -> str:
        """Return a whole page around what an activity shows."""
        drawn = self._drawing.draw("page", activity=activity, page=at, body=Markup(body), told=told, script=script)
        return f"{drawn}\n"

    def _form(self, sheet: Worksheet, at: Addresses) -> Markup:
        sheets = self._library.worksheets
        drawn = render_worksheet(
            sheet,
            self._messages,
            shared_answers.places(sheets),
            private_places(sheets),
            base=at.site,
            spoken={},
        )
        return Markup(drawn)

    def by_hand(self, sheet: Worksheet) -> tuple[str, ...]:
        """Return the steps that the engine deals to somebody of whom nothing is known, as HTML, without the reasons.

        A worksheet that deals nothing then has those of the first one that does.
        """
        if not self._by_hand:
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / "library.json"
                path.write_text(reader.to_json(self._library), encoding="utf-8")
                bridge.open_library(str(path))
            self._by_hand = {one.id: _blank_steps(one) for one in self._library.worksheets}
        return self._by_hand[sheet.id] or next(steps for steps in self._by_hand.values() if steps)


def _blank_steps(sheet: Worksheet) -> tuple[str, ...]:
    request = {
        "v": 1,
        "id": 0,
        "do": "checklist",
        "worksheet": sheet.id,
        "base": "",
        "level": 3,
        "today": EXAMPLE_DAY,
        "plan": plan_of({sheet.id: {}}),
    }
    reply = json.loads(bridge.run(json.dumps(request)))
    return _steps_in(str(reply["html"]))[:MOST_LINES]


def _steps_in(result: str) -> tuple[str, ...]:
    """Return the words of the steps in a result, as HTML, each once.

    >>> _steps_in('<button data-aside="a/b">Not for me<span class="pb-unseen">: Ask &amp; listen.</span></button>')
    ('Ask &amp; listen.',)
    """
    return tuple(dict.fromkeys(html.escape(html.unescape(step.strip()), quote=False) for step in _STEP.findall(result)))
