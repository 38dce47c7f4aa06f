"""When the part that does the sums is slow, refused, damaged or dead: you are told, and your answers stay."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from playbook_site.publish.headers import headers_for, parse_netlify
from playbook_site.server import Change, SiteServer
from tests.browser.trial import SHORT
from tests.browser.visit import Open, Serve, Visit
from tests.built_site import runtime_folder

FILES = ["pyodide.js", "pyodide.asm.js", "engine.wasm", "memory.bin", "lock.json", "manifest.json", "sent.json"]
Changing = Callable[[str], Change | None]

#: Workers that take the real one's place. "hello" is what the real one says once its script runs.
SILENT = "self.postMessage({ kind: 'hello' });"
DIES_AT_START = SILENT + "setTimeout(() => { throw new Error('dead at the start'); }, 50);"
READY = (
    SILENT + "self.onmessage = ({ data }) => { if (data.kind === 'start') self.postMessage({ kind: 'ready' }); %s };"
)
HANGS = READY % ""
DIES = READY % "else setTimeout(() => { throw new Error('dead in the middle'); }, 0);"


def policy_without(trial_site: Path, path: str, *sources: tuple[str, str]) -> Change | None:
    """Return the change that takes sources out of an answer's policy, in its header and in the page itself."""
    rules = [
        rule for rule in parse_netlify((trial_site / "_headers").read_text(encoding="utf-8")) if rule.matches(path)
    ]
    policy = headers_for(rules, path).get("Content-Security-Policy")
    if policy is None:
        return None
    body = (trial_site / path.strip("/") / "index.html").read_text(encoding="utf-8") if path.endswith("/") else None
    for old, new in sources:
        policy = policy.replace(old, new)
        body = body and body.replace(old, new)
    return Change(headers={"Content-Security-Policy": policy}, body=body.encode() if body else None)


def workers(*scripts: str) -> Changing:
    """Return the change that serves these scripts as the first workers, and the real one afterwards."""
    left = list(scripts)

    def change(path: str) -> Change | None:
        if not path.endswith("engine-worker.mjs"):
            return None
        return Change(body=left.pop(0).encode() if left else None, headers={"Cache-Control": "no-store"})

    return change


class Broken:
    """The change that hits a file for as long as it lasts; ``mend`` ends it.

    Not "the first time only": on a slow machine the first start has failed before the button is pressed, and pressing it
    is a second one.
    """

    def __init__(self, name: str, changed: Change) -> None:
        self.name, self.changed, self.lasts = name, changed, True

    def __call__(self, path: str) -> Change | None:
        return self.changed if self.lasts and self.name in path else None

    def mend(self) -> None:
        self.lasts = False


def failed(visit: Visit, words: str) -> None:
    """The page says so, offers another try and the printable form, and every answer is still there."""
    expect(visit.status).to_contain_text(words)
    expect(visit.button("Try again")).to_be_visible()
    expect(visit.button("Print the blank form")).to_be_visible()
    values = visit.values()
    assert values["offer_name"] == "The raise"
    assert values["tries.0.try_name"] == "Join the clinic"
    expect(visit.page.locator(".pb-kept")).to_have_text("Saved on this device.")
    assert visit.kept("trial")["offer_name"] == values["offer_name"]


def recovered(visit: Visit) -> None:
    """Another try gives the checklist."""
    visit.button("Try again").click()
    expect(visit.result).to_contain_text("Join the clinic")


@pytest.fixture
def begin(serve_trial: Serve, open_trial: Open) -> Callable[..., Visit]:
    """Returns a worksheet with answers, whose checklist has been asked for, on a server that does as told."""

    def start(change: Changing, **options: object) -> Visit:
        visit = open_trial(at=serve_trial(change).url, clean=False, **options)
        visit.fill(SHORT)
        visit.button("Make my checklist").click()
        return visit

    return start


def test_webassembly_refused(trial_site: Path, begin: Callable[..., Visit]) -> None:
    """Where the browser allows no WebAssembly you are told at once what that means, and the blank form prints."""
    visit = begin(lambda path: policy_without(trial_site, path, (" 'wasm-unsafe-eval'", "")))
    expect(visit.status).to_contain_text("does not allow WebAssembly")
    failed(visit, "Try another browser, or print the form")
    visit.page.evaluate("window.print = () => { window.printed = true; }")
    visit.button("Print the blank form").click()
    assert visit.page.evaluate("window.printed")
    visit.button("Try again").click()
    failed(visit, "does not allow WebAssembly")


def test_worker_refused(trial_site: Path, begin: Callable[..., Visit]) -> None:
    """Where the browser refuses background work, the page does the sums itself and says that it may pause."""
    visit = begin(lambda path: policy_without(trial_site, path, ("worker-src 'self'", "worker-src 'none'")))
    expect(visit.result).to_contain_text("Join the clinic")
    visit.field("offer_name").fill("Another year")
    expect(visit.result).to_contain_text("Another year")


#: What the page itself has fetched of Python. A worker keeps a list of its own.
_OWN = """() => performance.getEntriesByType("resource").map((one) => one.name)
  .filter((name) => name.includes("/assets/runtime/"))"""


def test_slow_line(trial_site: Path, serve_trial: Serve, open_trial: Open) -> None:
    """On a line that takes half a minute you type undisturbed, see the megabytes arrive, and then get your checklist."""
    wasm = runtime_folder(trial_site) / "engine.wasm"
    sent = wasm.with_name(wasm.name + ".br")
    rate = (sent if sent.exists() else wasm).stat().st_size // 30
    change = lambda path: Change(rate=rate) if path.endswith(".wasm") else None  # noqa: E731
    visit = open_trial(at=serve_trial(change).url)
    visit.page.evaluate(
        """() => {
             window.shown = new Set(); window.bars = new Set();
             new MutationObserver(() => { window.shown.add(document.querySelector(".pb-status-shown").textContent);
               window.bars.add(document.querySelector(".pb-status progress").value); })
               .observe(document.querySelector(".pb-status"), { childList: true, subtree: true, characterData: true, attributes: true }); }"""
    )
    text = "We type while it loads, and nobody stops us. "
    field = visit.field("their_plan")
    for _ in range(4):
        field.press_sequentially(text, delay=20)
    expect(field).to_have_value(text * 4)
    expect(visit.status).to_contain_text("You can type meanwhile")
    visit.fill(SHORT)
    visit.button("Make my checklist").click()
    expect(visit.result).to_be_hidden()
    expect(visit.page.locator(".pb-status progress")).to_be_visible()
    expect(visit.status).to_contain_text("This takes longer than usual")
    expect(visit.button("Print the blank form")).to_be_visible()
    expect(visit.result).to_contain_text("Join the clinic")
    shown = visit.page.evaluate("[...window.shown]")
    megabytes = [float(found[1]) for words in shown if (found := re.search(r"([\d.]+) of [\d.]+ MB", words))]
    assert len(set(megabytes)) >= 4
    assert megabytes == sorted(megabytes)
    assert len(visit.page.evaluate("[...window.bars]")) >= 4
    # What the page fetches and unpacks itself would keep the reader from typing: all of Python went to the worker.
    assert visit.asked_for("/engine.wasm", "/memory.bin")
    assert visit.page.evaluate(_OWN) == []


def test_line_falls_silent(begin: Callable[..., Visit]) -> None:
    """The line falls silent in the middle: after a while you are told and can try again."""
    silent = Broken("memory.bin", Change(delay=40))
    visit = begin(silent, clock=True)
    expect(visit.status).to_contain_text("MB")
    for _ in range(4):  # bytes of other files may still come and put the limit off
        visit.page.clock.run_for(50_000)
    failed(visit, "did not start")
    silent.mend()
    recovered(visit)


@pytest.mark.parametrize("name", FILES)
def test_download_breaks_off(begin: Callable[..., Visit], name: str) -> None:
    """Whichever file breaks off half-way: you are told, and the next try works."""
    broken = Broken(name, Change(stop_after=100))
    visit = begin(broken)
    failed(visit, "Your answers are still here.")
    broken.mend()
    recovered(visit)


@pytest.mark.parametrize("name", [*FILES, "/assets/library/"])
def test_a_file_that_takes_its_time(begin: Callable[..., Visit], name: str) -> None:
    """Whichever file comes late: you wait, and get your checklist."""
    visit = begin(lambda path: Change(delay=1.5) if name in path else None)
    expect(visit.result).to_contain_text("Join the clinic")
    expect(visit.form).to_have_attribute("data-engine", "worker image")


@pytest.mark.parametrize("name", FILES[:5])
def test_damaged_file_is_refused(trial_site: Path, begin: Callable[..., Visit], name: str) -> None:
    """A file that is not what the site says it is never runs; you are told that it arrived damaged."""
    bytes_ = bytearray((runtime_folder(trial_site) / name).read_bytes())
    bytes_[len(bytes_) // 2] ^= 1
    broken = Broken(name, Change(body=bytes(bytes_)))
    visit = begin(broken)
    failed(visit, "arrived damaged")
    broken.mend()
    recovered(visit)


def test_runtime_missing(begin: Callable[..., Visit]) -> None:
    """The engine's files are gone from the server: you are told, again and again, and lose nothing."""
    visit = begin(lambda path: Change(status=404) if "/assets/runtime/" in path else None)
    failed(visit, "did not start")
    visit.button("Try again").click()
    failed(visit, "did not start")


def test_library_missing(begin: Callable[..., Visit]) -> None:
    """The plays' own file cannot be had for a moment: you are told, and the next try works."""
    broken = Broken("/assets/library/", Change(status=503))
    visit = begin(broken)
    failed(visit, "did not start")
    broken.mend()
    recovered(visit)


def test_wrong_type_for_webassembly(begin: Callable[..., Visit]) -> None:
    """A host that sends WebAssembly as plain bytes still serves you the checklist."""
    visit = begin(
        lambda path: Change(headers={"Content-Type": "application/octet-stream"}) if path.endswith(".wasm") else None
    )
    expect(visit.result).to_contain_text("Join the clinic")


@pytest.mark.parametrize("name", ["pyodide.js", "engine-core.mjs", "engine-worker.mjs"])
def test_wrong_type_for_scripts(begin: Callable[..., Visit], name: str) -> None:
    """A host that sends scripts as plain text: the page ends in words, never in silence, and your answers stay."""
    visit = begin(lambda path: Change(headers={"Content-Type": "text/plain"}) if path.endswith(name) else None)
    if name == "engine-core.mjs":
        expect(visit.result).to_contain_text("Join the clinic")  # only a page without a worker asks for it
    elif name == "engine-worker.mjs":
        expect(visit.result).to_contain_text("Join the clinic")  # the page serves in the worker's place
    else:
        failed(visit, "Your answers are still here.")


def test_worker_dies_at_the_start(begin: Callable[..., Visit]) -> None:
    """The background helper dies as it starts: another takes its place and you get your checklist."""
    visit = begin(workers(DIES_AT_START))
    expect(visit.result).to_contain_text("Join the clinic")


def test_worker_falls_silent_at_the_start(begin: Callable[..., Visit]) -> None:
    """The background helper starts and falls silent: you are told after a while, and the next try works."""
    visit = begin(workers(SILENT), clock=True)
    visit.page.clock.run_for(60_000)
    failed(visit, "did not start")
    recovered(visit)


def test_worker_dies_in_the_middle(begin: Callable[..., Visit]) -> None:
    """The background helper dies over your checklist: another takes its place and you get it."""
    visit = begin(workers(DIES))
    expect(visit.result).to_contain_text("Join the clinic")
    assert visit.values()["offer_name"] == "The raise"


def test_worker_hangs_in_the_middle(begin: Callable[..., Visit]) -> None:
    """The background helper hangs over your checklist: after ten seconds another takes its place and you get it."""
    visit = begin(workers(HANGS), clock=True)
    expect(visit.status).to_contain_text(re.compile("Working|Ready"))
    visit.page.clock.run_for(11_000)
    expect(visit.result).to_contain_text("Join the clinic")


@pytest.mark.parametrize("script", [HANGS, DIES, DIES_AT_START], ids=["hangs", "dies", "dies at the start"])
def test_worker_fails_for_ever(begin: Callable[..., Visit], script: str) -> None:
    """Whatever is tried, the background helper fails: the page ends with a sentence and another try, not with "Ready"."""
    visit = begin(workers(*[script] * 20), clock=True)
    for _ in range(8):
        visit.page.clock.run_for(11_000)
    failed(visit, "Your answers are still here.")
    visit.page.clock.run_for(60_000)
    failed(visit, "Your answers are still here.")
    expect(visit.result).to_be_hidden()


def test_engine_answers_with_nonsense(begin: Callable[..., Visit]) -> None:
    """The engine refuses what the page asks: you read the engine's sentence, and the page does not break."""
    reply = json.dumps(
        {"v": 1, "id": 1, "ok": False, "error": {"code": "x", "message": "We could not read what the page asked for."}}
    )
    visit = begin(
        workers(READY % f"else self.postMessage({{ kind: 'reply', id: data.id, text: {json.dumps(reply)} }});")
    )
    expect(visit.status).to_have_text("We could not read what the page asked for.")
    expect(visit.button("Try again")).to_be_visible()


def test_answers_given_while_it_is_down_count(
    trial_site: Path, begin: Callable[..., Visit], serve_trial: Serve
) -> None:
    """You go on typing after a failure; the next try uses what you have typed since."""
    broken = Broken("lock.json", Change(status=500))
    visit = begin(broken)
    failed(visit, "Your answers are still here.")
    broken.mend()
    visit.field("offer_name").fill("Typed since then")
    visit.button("Try again").click()
    expect(visit.result).to_contain_text("Typed since then")


def test_back_at_the_same_page_the_engine_comes_from_the_cache(trial_site: Path, open_trial: Open) -> None:
    """On your second visit not one of the engine's bytes is loaded again."""
    counting = SiteServer(trial_site).start()
    try:
        visit = open_trial(at=counting.url)
        visit.start_engine()
        before = [path for path, _ in counting.seen if "/assets/" in path]
        visit.reload()
        visit.start_engine()
        again = [path for path, _ in counting.seen if "/assets/" in path][len(before) :]
        assert [path for path in again if "/runtime/" in path or "/library/" in path or "/js/" in path] == []
    finally:
        counting.stop()
