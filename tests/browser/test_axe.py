"""What axe, the accessibility checker, finds: nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe

from tests.browser.test_errors import FAULTY
from tests.browser.visit import Open, Visit
from tests.negotiations import salary

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
SIZES = (DESK, PHONE)
SCHEMES = ("light", "dark")
#: A page of each kind: the way in, a list of plays, a play, an explanation, a list of entries, a worksheet, the page for wrong addresses.
KINDS = (
    "",
    "plays/",
    "plays/batna/widen-your-alternatives/",
    "learn/batna/",
    "reference/glossary/",
    "worksheets/batna/",
    "404.html",
)


#: The whole book on one page: its colours are looked at on the pages that it repeats, since there alone they take minutes.
BOOK = "book/"
ALL_BUT_COLOURS = OPTIONS | {"rules": {"color-contrast": {"enabled": False}}}
# The navigation stands where the page's own entry is: of the links that have run under the header only a strip would be measured.
_TO_THE_TOP = "document.querySelectorAll('.md-sidebar__scrollwrap').forEach((side) => side.scrollTo(0, 0))"


def addresses(site: Path) -> list[str]:
    """Return the address of every page; the one for wrong addresses is no folder."""
    folders = [path.relative_to(site).parent.as_posix() for path in sorted(site.rglob("index.html"))]
    found = ["" if name == "." else f"{name}/" for name in folders] + ["404.html"]
    assert set(KINDS) <= set(found)
    return found


def look(visit: Visit, where: str, options: dict[str, Any] = OPTIONS) -> list[str]:
    """Return what axe finds on the page as it stands."""
    # A colour on its way to another is nobody's colour.
    visit.page.evaluate("Promise.all(document.getAnimations().map((one) => one.finished.catch(() => {})))")
    found = Axe().run(visit.page, options=options).response["violations"]
    return [
        f"{where}: {fault['id']}: {fault['help']}: "
        + json.dumps([(node["target"], node["failureSummary"]) for node in fault["nodes"][:3]])
        for fault in found
    ]


def test_pages(site: Path, open_page: Open, everything: bool) -> None:
    """Pages to read: no fault that axe knows on any page, and on one page of each kind, in both schemes and at both sizes."""
    faults = []
    for scheme in SCHEMES:
        visit = open_page("", color_scheme=scheme, viewport=DESK, clean=False)
        for path in addresses(site):
            sizes = SIZES if everything or path in KINDS else (DESK,) if scheme == "light" else ()
            if sizes:
                visit.go(path)
            for size in sizes:
                visit.page.set_viewport_size(size)
                visit.page.evaluate(_TO_THE_TOP)
                options = ALL_BUT_COLOURS if path == BOOK and not everything else OPTIONS
                faults += look(visit, f"{path or 'home'} {scheme} {size['width']}", options)
    assert not faults, "\n".join(faults)


def test_worksheet_in_use(open_page: Open) -> None:
    """The worksheet, unfolded, with faults, with a result, with an example: no fault that axe knows, on a phone and on a desk,
    in both schemes."""
    faults: list[str] = []

    def both(visit: Visit, where: str) -> None:
        for size in SIZES:
            visit.page.set_viewport_size(size)
            faults.extend(look(visit, f"{where} {size['width']}"))

    for scheme in SCHEMES:
        visit = open_page(color_scheme=scheme, viewport=DESK)
        visit.fill(FAULTY)
        visit.unfold()
        visit.make()
        both(visit, f"with faults, {scheme}")
        visit.fill(salary()["worksheets"]["batna"])
        visit.make()
        visit.steps.first.locator("input").check()
        visit.button("Remove Alternative 2").click()
        both(visit, f"with a result, {scheme}")
        visit.page.locator(".pb-example-load button").first.click()
        faults += look(visit, f"with an example, {scheme}")
    assert not faults, "\n".join(faults)


def test_forced_colours(open_page: Open) -> None:
    """The same with the colours of the reader's own device."""
    visit = open_page(forced_colors="active", color_scheme="dark", viewport=PHONE)
    visit.fill(FAULTY)
    visit.make()
    assert look(visit, "forced colours") == []
