"""On your next visit Python goes on from where its first start ended; what you typed is not in what is kept for that."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from playbook_engine.library import load
from playbook_site.server import Change
from tests.browser.conftest import Open, Serve
from tests.browser.visit import Visit
from tests.parity.requests import answers, random_requests, requests

RANDOM = 100
TYPED = {
    "deal_name": "The raise",
    "deal_worth": {"likely": "52,000"},
    "alternatives": [{"name": "Join the clinic", "worth": {"likely": "57,000"}}],
}
CANARY = "qzcanary"
_STORED = """async () => {
  const found = [];
  for (const shelf of await caches.keys()) {
    const cache = await caches.open(shelf);
    for (const key of await cache.keys()) found.push(key.url);
  }
  return found;
}"""
_BYTES = """async () => {
  const cache = await caches.open("playbook-start");
  const [key] = await cache.keys();
  const blob = await (await cache.match(key)).blob();
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.split(",")[1]);
    reader.readAsDataURL(blob);
  });
}"""
_CHANGE = """async (change) => {
  const cache = await caches.open("playbook-start");
  const [key] = await cache.keys();
  const old = await cache.match(key);
  const bytes = new Uint8Array(await old.arrayBuffer());
  const headers = new Headers(old.headers);
  let address = key.url;
  let body = bytes;
  const seal = async () => {
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", body));
    headers.set("x-sha256", [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join(""));
    headers.set("x-length", String(body.length));
  };
  const start = 8 + 4 * new Uint32Array(bytes.buffer, 4, 1)[0];
  switch (change) {
    case "a byte flipped": bytes[bytes.length >> 1] ^= 1; break;
    case "cut": body = bytes.subarray(0, bytes.length >> 1); break;
    case "empty": body = new Uint8Array(0); await seal(); break;
    case "no hash": headers.delete("x-sha256"); break;
    case "another Pyodide": bytes[start + 16] ^= 1; await seal(); break;
    case "memory of zeros": bytes.fill(0, start + 4096); await seal(); break;
    case "another runtime": await cache.delete(key); address = address.replace(/[0-9a-f]{12}/, "0123456789ab"); break;
    case "another browser": await cache.delete(key); address += "x"; break;
    default: throw new Error(change);
  }
  await cache.put(address, new Response(body, { headers }));
}"""
_START = """async () => {
  const form = document.querySelector("form.pb-form");
  const script = document.querySelector('script[type="module"][src*="worksheet.mjs"]').src;
  const at = (address) => new URL(address, document.baseURI).href;
  const { start, fetchText } = await import(new URL("./engine-core.mjs", script).href);
  const { openShelf } = await import(new URL("./snapshot.mjs", script).href);
  const runtime = at(form.dataset.runtime);
  const kept = openShelf(runtime).load();
  window.engine = await start({ runtime, kept, libraryText: await fetchText(at(form.dataset.library)) });
  return window.engine.path;
}"""


def stored(page: Page) -> list[str]:
    """Return the addresses of all that the page's origin keeps in Cache storage."""
    found: list[str] = page.evaluate(_STORED)
    return found


def start_again(visit: Visit, path: str) -> None:
    """Reload the page; the engine must come to life on this path."""
    visit.page.reload()
    visit.start_engine()
    expect(visit.form).to_have_attribute("data-engine", f"worker {path}")


def wait_until_kept(visit: Visit) -> str:
    """Wait until the start is kept, and return its address."""
    for _ in range(100):
        found = stored(visit.page)
        if found:
            return found[0]
        visit.page.wait_for_timeout(200)
    raise AssertionError("nothing was kept")


@pytest.fixture
def returning(open_page: Open) -> Visit:
    """A worksheet whose engine has started once, and whose start is kept."""
    visit = open_page()
    visit.start_engine()
    expect(visit.form).to_have_attribute("data-engine", "worker normal")
    wait_until_kept(visit)
    return visit


def test_the_next_visit_goes_on_from_the_kept_start(returning: Visit) -> None:
    """Back at the worksheet, the engine goes on from the kept start and makes your checklist."""
    start_again(returning, "snapshot")
    returning.fill(TYPED)
    returning.make()
    expect(returning.result).to_contain_text("Join the clinic")
    assert len(stored(returning.page)) == 1


def test_same_bytes_as_cpython_from_the_kept_start(site: Path, returning: Visit) -> None:
    """Golden cases, nonsense and random plans: an engine that went on from the kept start replies as CPython does."""
    (library,) = (site / "assets" / "library").glob("*.json")
    asked = requests() + random_requests()[:RANDOM]
    expected = answers(asked, load(library.read_text(encoding="utf-8")))
    assert returning.page.evaluate(_START) == "snapshot"
    replies = json.loads(
        returning.page.evaluate(
            "(asked) => JSON.stringify(JSON.parse(asked).map((text) => window.engine.run(text)))", json.dumps(asked)
        )
    )
    assert len(replies) == len(asked)
    for text, mine, theirs in zip(asked, replies, expected, strict=True):
        assert mine == theirs, text[:300]


def test_nothing_you_type_is_kept(open_page: Open) -> None:
    """You fill every field before, while and after the engine starts: not a letter of it is in what is kept."""
    visit = open_page()
    visit.unfold()
    visit.button("Add an alternative").click()
    count = visit.page.evaluate(
        """(canary) => {
          let count = 0;
          for (const control of document.querySelector("form.pb-form").elements) {
            if (!control.matches("input:not([type=checkbox]):not([type=radio]):not([type=file]), textarea")) continue;
            control.value = `${canary}${count}x`;
            count += 1;
            control.dispatchEvent(new InputEvent("input", { bubbles: true }));
          }
          return count;
        }""",
        CANARY,
    )
    assert count > 10
    visit.make()
    wait_until_kept(visit)
    kept = base64.b64decode(visit.page.evaluate(_BYTES))
    assert len(kept) > 1_000_000
    assert b"playbook_engine" in kept  # the search can find what is there
    for encoding in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le"):
        assert CANARY.encode(encoding) not in kept
    start_again(visit, "snapshot")
    visit.make()
    visit.page.wait_for_timeout(2500)
    again = base64.b64decode(visit.page.evaluate(_BYTES))
    assert again == kept


@pytest.mark.parametrize(
    "change",
    [
        "a byte flipped",
        "cut",
        "empty",
        "no hash",
        "another Pyodide",
        "memory of zeros",
        "another runtime",
        "another browser",
    ],
)
def test_a_kept_start_that_does_not_fit_is_replaced(returning: Visit, change: str) -> None:
    """What is kept is damaged or belongs to something else: the engine starts as on the first visit, and keeps a good one."""
    returning.clean = False  # Pyodide may say in the console why it refused
    returning.page.evaluate(_CHANGE, change)
    returning.page.reload()
    returning.fill(TYPED)
    returning.make()
    expect(returning.result).to_contain_text("Join the clinic")
    expect(returning.form).to_have_attribute("data-engine", "worker normal")
    returning.page.wait_for_timeout(2500)
    wait_until_kept(returning)
    assert len(stored(returning.page)) == 1
    start_again(returning, "snapshot")


@pytest.mark.parametrize(
    "refusal",
    [
        "Object.defineProperty(self, 'caches', { get() { throw new DOMException('no', 'SecurityError'); } });",
        "Object.defineProperty(self, 'caches', { value: undefined });",
        "CacheStorage.prototype.open = () => Promise.reject(new DOMException('no', 'SecurityError'));",
        "CacheStorage.prototype.open = () => new Promise(() => {});",
        "Cache.prototype.put = () => Promise.reject(new DOMException('full', 'QuotaExceededError'));",
    ],
    ids=["refused", "absent", "will not open", "never answers", "full"],
)
def test_storage_that_cannot_be_used(site: Path, serve: Serve, open_page: Open, refusal: str) -> None:
    """A private window, blocked or full storage: the checklist comes as on every first visit, and nothing is said."""
    (worker,) = (site / "assets" / "js").rglob("engine-worker.mjs")
    body = refusal.encode() + b"\n" + worker.read_bytes()
    server = serve(lambda path: Change(body=body) if path.endswith("engine-worker.mjs") else None)
    visit = open_page(at=server.url)
    visit.fill(TYPED)
    visit.make()
    expect(visit.result).to_contain_text("Join the clinic")
    expect(visit.form).to_have_attribute("data-engine", "worker normal")
    visit.page.wait_for_timeout(2500)
    assert stored(visit.page) == []


def test_a_page_that_is_only_read_keeps_nothing(open_page: Open) -> None:
    """Reading plays, or a worksheet without touching it, leaves nothing behind."""
    visit = open_page()
    visit.go("")
    assert stored(visit.page) == []
