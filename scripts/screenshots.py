"""Take README's two pictures from the built site: a worksheet filled in on a desk and on a phone, with its checklist.

    .venv/bin/python scripts/screenshots.py

Needs what ``make test`` sets up, and the site of ``make build``. Each picture shows two places of one page side by side;
``screenshots/plan.json`` names the page, the places and the answers.
"""

from __future__ import annotations

import base64
import json
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from browsers.by_playwright import launch_options  # noqa: E402
from browsers.find import find  # noqa: E402
from playbook_site.server import SiteServer  # noqa: E402

OUT = ROOT / "screenshots"
COLUMN, HEADER = 740, 56  # the page's middle column on a desk, and the height of the theme's header
HEIGHT = {1280: 1750, 360: 1900}


def main() -> int:
    """Write both pictures and print their paths."""
    OUT.mkdir(exist_ok=True)
    plan = json.loads((ROOT / "screenshots" / "plan.json").read_text(encoding="utf-8"))
    server = SiteServer(ROOT / "site").start()
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(**launch_options("chromium", find("chromium")))
            for width, height in HEIGHT.items():
                picture = OUT / f"worksheet-{width}.png"
                _side_by_side(browser, _views(browser, server.url, width, height, plan), width, height, picture)
                print(picture.relative_to(ROOT))
            browser.close()
    finally:
        server.stop()
    return 0


def _views(browser: Browser, url: str, width: int, height: int, plan: dict[str, Any]) -> list[bytes]:
    """Fill the plan's page in as a person would, and return what its places look like."""
    page = browser.new_page(viewport={"width": width, "height": height})
    page.goto(url + plan["page"])
    for name, text in plan["answers"].items():
        control = page.locator(f'[name="{name}"]').first
        if control.get_attribute("type") == "radio":
            page.locator(f'[name="{name}"][value="{text}"]').check(force=True)
        elif control.evaluate("control => control.tagName") == "SELECT":
            control.select_option(str(text))
        else:
            control.fill(str(text))
    page.get_by_role("button", name="Make my checklist").click()
    page.locator(".pb-result-region .pb-step").first.wait_for(timeout=60_000)
    views = [_at(page, place) for place in plan["places"]]
    page.close()
    return views


def _at(page: Page, place: str) -> bytes:
    """Return the view with this place a little below the top."""
    for above in (900, 160):  # the second time downwards: the theme offers "Back to top" to who scrolls up
        page.locator(place).evaluate(
            "(at, above) => scrollTo(0, at.getBoundingClientRect().top + scrollY - above)", above
        )
        page.wait_for_timeout(400)
    size = page.viewport_size or {"width": 0, "height": 0}
    cut = min(size["width"], COLUMN)
    left = (size["width"] - cut) / 2
    return page.screenshot(clip={"x": left, "y": HEADER, "width": cut, "height": size["height"] - HEADER})


def _side_by_side(browser: Browser, views: list[bytes], width: int, height: int, picture: Path) -> None:
    """Draw the views beside each other."""
    cut = min(width, COLUMN)
    height -= HEADER
    sheet = browser.new_page(viewport={"width": 2 * cut + 20, "height": height})
    images = "".join(
        f'<div style="background:url(data:image/png;base64,{base64.b64encode(view).decode()}) center top no-repeat"></div>'
        for view in views
    )
    style = f"body{{margin:0;display:flex;gap:20px;background:#888}}div{{width:{cut}px;height:{height}px}}"
    sheet.set_content(f"<style>{style}</style>{images}")
    sheet.wait_for_timeout(200)
    sheet.screenshot(path=picture)
    sheet.close()


if __name__ == "__main__":
    sys.exit(main())
