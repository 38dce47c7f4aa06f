"""What axe, the accessibility checker, finds: nothing."""

from __future__ import annotations

import json

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import Open
from tests.browser.test_errors import FAULTY
from tests.browser.visit import Visit
from tests.negotiations import salary

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
PAGES = ["", "plays/batna/widen-your-alternatives/", "reference/glossary/", "worksheets/batna/", "404.html"]


def look(visit: Visit, where: str) -> list[str]:
    """Return what axe finds on the page as it stands."""
    # A colour on its way to another is nobody's colour.
    visit.page.evaluate("Promise.all(document.getAnimations().map((one) => one.finished.catch(() => {})))")
    found = Axe().run(visit.page, options=OPTIONS).response["violations"]
    return [
        f"{where}: {fault['id']}: {fault['help']}: "
        + json.dumps([(node["target"], node["failureSummary"]) for node in fault["nodes"][:3]])
        for fault in found
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages(open_page: Open, scheme: str) -> None:
    """Pages to read: no fault that axe knows, on a phone and on a desk."""
    visit = open_page("", color_scheme=scheme, viewport=DESK, clean=False)
    faults = []
    for path in PAGES:
        visit.go(path)
        for size in (DESK, PHONE):
            visit.page.set_viewport_size(size)
            faults += look(visit, f"{path or 'home'} {size['width']}")
    assert faults == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_worksheet_in_use(open_page: Open, scheme: str) -> None:
    """The worksheet, unfolded, with faults, with a result, with an example: no fault that axe knows, on a phone and on a desk."""
    visit = open_page(color_scheme=scheme, viewport=DESK)
    faults: list[str] = []

    def both(where: str) -> None:
        for size in (DESK, PHONE):
            visit.page.set_viewport_size(size)
            faults.extend(look(visit, f"{where} {size['width']}"))

    visit.fill(FAULTY)
    visit.unfold()
    visit.make()
    both("with faults")
    visit.fill(salary()["worksheets"]["batna"])
    visit.make()
    visit.steps.first.locator("input").check()
    visit.button("Remove Alternative 2").click()
    both("with a result")
    visit.page.locator(".pb-example-load button").first.click()
    faults += look(visit, "with an example")
    assert faults == []


def test_forced_colours(open_page: Open) -> None:
    """The same with the colours of the reader's own device."""
    visit = open_page(forced_colors="active", color_scheme="dark", viewport=PHONE)
    visit.fill(FAULTY)
    visit.make()
    assert look(visit, "forced colours") == []
