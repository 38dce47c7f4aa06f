"""What a browser keeps of a person's plans, read and written as the tests need it: on the device, or in the tab only."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Page

from playbook_engine.plan import VERSION

#: The id of a plan that a test puts on the device.
ID = "a" * 24
OTHER_ID = "b" * 24

#: Opens the database as it is, never as a new one: a page must find it as its own script would.
_OPEN = """
const opened = async () => {
  if (!(await indexedDB.databases()).some(({ name }) => name === "negotiation-playbook")) return null;
  return new Promise((done, failed) => {
    const opening = indexedDB.open("negotiation-playbook");
    opening.onsuccess = () => done(opening.result);
    opening.onerror = () => failed(opening.error);
  });
};
"""
RECORDS = f"""async () => {{ {_OPEN}
  const database = await opened();
  if (database === null) return [];
  const records = await new Promise((done) => {{
    const asking = database.transaction("plans").objectStore("plans").getAll();
    asking.onsuccess = () => done(asking.result);
  }});
  database.close();
  return records;
}}"""
_PUT = """(record) => new Promise((done, failed) => {
  const opening = indexedDB.open("negotiation-playbook", 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore("plans", { keyPath: "id" });
  opening.onerror = () => failed(opening.error);
  opening.onsuccess = () => {
    const change = opening.result.transaction("plans", "readwrite");
    change.objectStore("plans").put(record);
    change.oncomplete = () => { opening.result.close(); done(); };
  };
})"""
_INDEX = """([id, made]) => {
  const { plans } = JSON.parse(localStorage.getItem("playbook-kept") ?? '{"plans":{}}');
  localStorage.setItem("playbook-kept", JSON.stringify({ current: id, plans: { ...plans, [id]: made } }));
}"""
#: Everything that stands in any of a page's storages, as one text.
EVERYWHERE = f"""async () => {{
  const records = await ({RECORDS})();
  const cached = [];
  for (const name of await caches.keys()) {{
    const cache = await caches.open(name);
    for (const request of await cache.keys()) cached.push(request.url, await (await cache.match(request)).text());
  }}
  return {{ local: JSON.stringify({{ ...localStorage }}), session: JSON.stringify({{ ...sessionStorage }}),
    device: JSON.stringify(records), cookie: document.cookie, cached: cached.join(), name: window.name,
    bases: JSON.stringify(await indexedDB.databases()), address: location.href, title: document.title,
    referrer: document.referrer, history: JSON.stringify(history.state) }};
}}"""
#: No storage takes anything more.
FULL = """() => {
  const full = () => { throw new DOMException("", "QuotaExceededError"); };
  Object.assign(window, { room: [Storage.prototype.setItem, IDBObjectStore.prototype.put] });
  Storage.prototype.setItem = IDBObjectStore.prototype.put = full;
}"""
#: There is room again.
ROOM = "() => { [Storage.prototype.setItem, IDBObjectStore.prototype.put] = window.room; }"
NOTHING_WAITS = "() => !Object.keys(localStorage).some((key) => key.startsWith('playbook-waiting-'))"
#: That nothing is to stay on the device is no answer, nor is how somebody likes to be asked,
#: how far a page was scrolled, or the number of a plan.
NOTHING_KEPT = f"""async () => (await ({RECORDS})()).length === 0
  && Object.keys(sessionStorage).every((key) => ["playbook-way", "playbook-current", "playbook-place"].includes(key))
  && Object.keys(localStorage).every((key) => key === "playbook-where" || !key.startsWith("playbook-"))"""
_HOLDS = f"""async (text) => {{
  const kept = [sessionStorage.getItem("playbook-plan") ?? "", ...(await ({RECORDS})()).map((one) => String(one.text))];
  return kept.some((one) => one.includes(text));
}}"""


def document(worksheets: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """Return a plan document with these worksheets' answers."""
    return {"version": VERSION, "worksheets": worksheets, **more}


def records(page: Page) -> list[dict[str, Any]]:
    """Return the records on the device, as they stand there."""
    found: list[dict[str, Any]] = page.evaluate(RECORDS)
    return found


def plans(page: Page) -> list[dict[str, Any]]:
    """Return the plans on the device."""
    return [json.loads(record["text"]) for record in records(page)]


def in_tab(page: Page) -> dict[str, Any] | None:
    """Return the plan that the tab alone keeps, or None."""
    found: dict[str, Any] | None = json.loads(page.evaluate("sessionStorage.getItem('playbook-plan')") or "null")
    return found


def put_text(page: Page, text: Any, *, made: tuple[str, ...] = (), at: str = ID) -> None:
    """Put a record on the device whose plan is this text, and make it the plan that was used last."""
    record = {"id": at, "revision": "r" * 24, "saved": 1, "text": text, "made": list(made), "last": None, "seen": ""}
    page.evaluate(_PUT, record)
    page.evaluate(_INDEX, [at, list(made)])


def put(page: Page, worksheets: Mapping[str, Any], *, made: tuple[str, ...] = (), at: str = ID, **more: Any) -> None:
    """Put a plan on the device, as an earlier visit left it. ``made``: the worksheets whose results were made."""
    put_text(page, json.dumps(document(worksheets, **more)), made=made, at=at)


def until(page: Page, test: str, *values: Any) -> None:
    """Wait until a JavaScript function returns true, or promises it: Playwright's own waiting takes any promise for true."""
    give_up = time.monotonic() + 60
    while not page.evaluate(test, *values):
        assert time.monotonic() < give_up, f"not after a minute: {test} {values}"
        page.wait_for_timeout(50)


def until_kept(page: Page, text: str) -> None:
    """Wait until a plan that is kept holds this text."""
    until(page, _HOLDS, text)
