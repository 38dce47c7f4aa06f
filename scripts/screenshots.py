"""Take README's pictures from the built site, light and dark: the home page on a desk, and a result on a phone.

    .venv/bin/python scripts/screenshots.py

Needs what ``make test`` sets up, and the site of ``make build``. The result is that of the short worksheet, reached as a
person would: from the home page, through one screen after another. ``screenshots/plan.json`` names the case and the answers
of each screen.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from browsers.by_playwright import launch_options  # noqa: E402
from browsers.find import find  # noqa: E402
from playbook_site.server import SiteServer  # noqa: E402

OUT = ROOT / "screenshots"
DESK, PHONE = (1280, 900), (390, 1500)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def main() -> int:
    """Write the pictures and print their paths."""
    plan = json.loads((OUT / "plan.json").read_text(encoding="utf-8"))
    server = SiteServer(ROOT / "site").start()
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(**launch_options("chromium", find("chromium")))
            for scheme in SCHEMES:
                _take(_home(browser, server.url, DESK, scheme), f"home-{DESK[0]}-{scheme}.png")
                _take(_result(_home(browser, server.url, PHONE, scheme), plan), f"result-{PHONE[0]}-{scheme}.png")
            browser.close()
    finally:
        server.stop()
    return 0


def _home(browser: Browser, url: str, size: tuple[int, int], scheme: Literal["light", "dark"]) -> Page:
    """Open the home page."""
    page = browser.new_page(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)
    page.goto(url)
    return page


def _result(page: Page, plan: dict[str, Any]) -> Page:
    """Go from the home page to a case, answer its screens, check the answers and wait for the result."""
    page.locator(f'a[href$="#case={plan["case"]}"]').first.click()
    for answers in plan["screens"]:
        for name, value in answers.items():
            control = page.locator(f'[name="{name}"]').first
            if control.get_attribute("type") == "radio":
                page.locator(f'[name="{name}"][value="{value}"]').check()
            else:
                control.fill(value)
        page.get_by_role("button", name="Continue", exact=True).click()
    page.get_by_role("button", name="See where you stand").click()
    page.locator(".pb-result-region .pb-step").first.wait_for(timeout=60_000)
    return page


def _take(page: Page, name: str) -> None:
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_timeout(500)
    page.screenshot(path=OUT / name)
    page.close()
    print((OUT / name).relative_to(ROOT))


if __name__ == "__main__":
    sys.exit(main())
