"""Python goes on from a memory that came with the site; whatever that lacks, the whole Python does, and nobody notices more
than a wait."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from playbook_site.runtime import heap, quick_start, snapshot
from playbook_site.runtime.node_tasks import TaskRunner
from playbook_site.runtime.wasm import binary, instrument
from playbook_site.server import Change
from tests.browser.visit import PATIENCE, Open, Serve, Visit
from tests.built_site import ROOT, runtime_folder
from tests.snapshots import HEADER, unpack

TYPED = {
    "deal_name": "The raise",
    "deal_worth": {"likely": "52,000"},
    "alternatives": [{"name": "Join the clinic", "worth": {"likely": "57,000"}}],
}
Changing = Callable[[str], Change | None]
#: What the browser keeps: where it stands, how much it is, and whether a text is in it.
_KEPT = """async (text) => {
  const kept = [];
  for (const shelf of await caches.keys()) {
    for (const request of await (await caches.open(shelf)).keys()) {
      const bytes = new Uint8Array(await (await caches.match(request)).arrayBuffer());
      const letters = new TextDecoder("latin1").decode(bytes);
      const wide = [...text].join("\\0");
      kept.push([new URL(request.url).pathname, bytes.length, letters.includes(text) || letters.includes(wide)]);
    }
  }
  // The plans have a database of their own, which other tests look into.
  for (const { name } of await indexedDB.databases()) if (name !== "negotiation-playbook") kept.push([name, 0, false]);
  return kept;
}"""
_CHANGE = """async (change) => {
  const shelf = await caches.open("playbook / files");
  for (const request of await shelf.keys()) {
    const bytes = new Uint8Array(await (await shelf.match(request)).arrayBuffer());
    const body = { flipped: () => { bytes[bytes.length >> 1] ^= 1; return bytes; }, cut: () => bytes.slice(1000), emptied: () => "" }[change]();
    await shelf.put(request, new Response(body));
  }
}"""
_REFUSE = {
    "refused": "Object.defineProperty(self, 'caches', { get() { throw new DOMException('no', 'SecurityError'); } });",
    "full": "Cache.prototype.put = () => Promise.reject(new DOMException('full', 'QuotaExceededError'));",
    "missing": "delete self.caches; Object.defineProperty(self, 'caches', { value: undefined });",
}


def instead(site: Path, **contents: bytes) -> Changing:
    """The change that serves other contents for some files of the runtime, with a manifest that agrees."""
    manifest = json.loads((runtime_folder(site) / "manifest.json").read_text(encoding="utf-8"))
    bodies = {name.replace("_", "."): content for name, content in contents.items()}
    for name, content in bodies.items():
        manifest["files"][name] = {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    bodies["manifest.json"] = json.dumps(manifest).encode()

    def change(path: str) -> Change | None:
        name = path.rpartition("/")[2]
        return Change(body=bodies[name]) if "/assets/runtime/" in path and name in bodies else None

    return change


def starting_only(site: Path, folder: Path) -> bytes:
    """Return a WebAssembly with just what a start runs: the first request meets a trap."""
    built = runtime_folder(site)
    whole = (built / "pyodide.asm.wasm").read_bytes()
    instrumented = snapshot.stage(built, folder / "instrumented", {"pyodide.asm.wasm": instrument.functions(whole)})
    head, memory = unpack((built / "memory.bin").read_bytes())
    (folder / "head").write_bytes(head)
    (folder / "memory").write_bytes(memory)
    (library,) = (site / "assets" / "library").glob("*.json")
    task = {
        "do": "profile",
        "runtime": f"{instrumented}/",
        "head": str(folder / "head"),
        "memory": str(folder / "memory"),
    }
    more = {
        "library": library.read_text(encoding="utf-8"),
        "visits": [[]],
        "count": len(list(binary.functions(whole))),
        "at": instrument.FUNCTIONS_AT,
        "topAt": heap.top_address((ROOT / "node_modules" / "pyodide" / "pyodide.asm.wasm").read_bytes()),
    }
    return quick_start.strip_functions(whole, frozenset(TaskRunner(print)({**task, **more}, folder)["all"]))


def serves(visit: Visit, engine: str) -> None:
    """The checklist comes, from this engine, and follows what is typed."""
    visit.fill(TYPED)
    visit.make()
    expect(visit.result).to_contain_text("Join the clinic")
    expect(visit.form).to_have_attribute("data-engine", engine)
    visit.field("deal_name").fill("Another year")
    expect(visit.result).to_contain_text("Another year")


def kept(visit: Visit, text: str = "\0no text\0") -> list[tuple[str, int, bool]]:
    """Return what the browser keeps by now; waits until the moment in which it is written has passed."""
    until = time.monotonic() + PATIENCE / 1000
    while len(found := visit.page.evaluate(_KEPT, text)) < 2 and time.monotonic() < until:
        visit.page.wait_for_timeout(200)
    return [(path, size, holds) for path, size, holds in found]


def test_later_visits_find_the_files_unpacked(site: Path, open_page: Open) -> None:
    """After your first checklist the browser keeps two files, just as the site sent them; the next visit starts from these,
    fetches neither, and gives the same checklist."""
    visit = open_page()
    serves(visit, "worker image")
    first = visit.result.inner_text()
    folder = runtime_folder(site)
    place = f"/assets/runtime/{folder.name}"
    expected = [(f"{place}/{name}", (folder / name).stat().st_size, False) for name in ("engine.wasm", "memory.bin")]
    assert sorted(kept(visit)) == expected
    visit.requests.clear()
    visit.reload()
    expect(visit.form).to_have_attribute("data-engine", "worker image kept")
    expect(visit.result).to_be_visible()
    assert visit.result.inner_text() == first
    assert visit.asked_for("engine.wasm", "memory.bin", "pyodide.asm.wasm", "python.bin") == []
    visit.page.wait_for_timeout(4000)
    assert sorted(kept(visit)) == expected


def test_nothing_that_you_typed_is_in_what_is_kept(open_page: Open) -> None:
    """You type a word that stands nowhere else, and make the checklist: what the browser then keeps
    of the engine does not hold it. Searched for something that is there, the same search finds it."""
    visit = open_page()
    visit.fill({**TYPED, "deal_name": "Quokkatern", "their_alternative": "Quokkatern"})
    visit.make()
    expect(visit.result).to_contain_text("Quokkatern")
    assert [holds for _, _, holds in kept(visit, "Quokkatern")] == [False, False]
    assert any(holds for _, _, holds in kept(visit, "playbook_engine.bridge"))


@pytest.mark.parametrize("change", ["flipped", "cut", "emptied"])
def test_what_is_kept_is_damaged(open_page: Open, change: str) -> None:
    """A bit of it has turned, or part of it is gone: the files are fetched as on the first visit, nobody is told, and whole
    ones are kept in their place."""
    visit = open_page()
    serves(visit, "worker image")
    good = sorted(kept(visit))
    visit.page.evaluate(_CHANGE, change)
    visit.reload()
    serves(visit, "worker image")
    assert "damaged" not in visit.status.inner_text()
    assert sorted(kept(visit)) == good
    visit.reload()
    serves(visit, "worker image kept")


def test_of_another_build_nothing_is_kept(open_page: Open) -> None:
    """The site was built anew since your last visit: what was kept of the old one goes, and there is never more than one."""
    visit = open_page("privacy/")
    old = "/assets/runtime/000000000000/memory.bin"
    visit.page.evaluate(
        "async (old) => (await caches.open('playbook / files')).put(old, new Response('an older Python'))", old
    )
    visit.go("worksheets/batna/")
    serves(visit, "worker image")
    until = time.monotonic() + PATIENCE / 1000
    while old in (paths := [path for path, _, _ in kept(visit)]) and time.monotonic() < until:
        visit.page.wait_for_timeout(200)
    assert old not in paths
    assert len(paths) == 2


@pytest.mark.parametrize("how", _REFUSE)
def test_nothing_can_be_kept(site: Path, serve: Serve, open_page: Open, how: str) -> None:
    """The browser keeps nothing for this site, or has no room: every visit is like the first, and nobody is told."""
    (script,) = (site / "assets" / "js").glob("*/engine-worker.mjs")
    worker = _REFUSE[how].encode() + script.read_bytes()
    server = serve(lambda path: Change(body=worker) if path.endswith("engine-worker.mjs") else None)
    visit = open_page(at=server.url)
    for _ in range(2):
        serves(visit, "worker image")
        visit.page.wait_for_timeout(4000)
        assert visit.page.evaluate(_KEPT, "x") == []
        visit.reload()


def test_what_is_kept_leads_python_nowhere(site: Path, serve: Serve, open_page: Open) -> None:
    """The kept files are whole and Python cannot go on from them all the same: the whole Python starts."""
    visit = open_page(at=serve(instead(site, memory_bin=b"not a memory")).url, clean=False)
    serves(visit, "worker whole")
    visit.reload()
    serves(visit, "worker whole")


def test_on_the_page_itself_too(site: Path, serve: Serve, open_page: Open) -> None:
    """Where background work is refused, the page starts as quickly."""
    script = b"throw new Error('refused');"
    server = serve(lambda path: Change(body=script) if path.endswith("engine-worker.mjs") else None)
    visit = open_page(at=server.url, clean=False)
    serves(visit, "page image")


@pytest.mark.parametrize("fault", ["another Pyodide", "nothing in it", "half a memory"])
@pytest.mark.parametrize("where", ["worker", "page"])
def test_an_image_that_does_not_fit(site: Path, serve: Serve, open_page: Open, fault: str, where: str) -> None:
    """The memory is not one that this Python can go on from: the whole Python starts, and you get your checklist."""
    image = bytearray((runtime_folder(site) / "memory.bin").read_bytes())
    match fault:
        case "another Pyodide":
            image[HEADER + 16] ^= 1  # in the build's number
        case "nothing in it":
            image.clear()
        case "half a memory":
            del image[len(image) // 2 :]
    lie = instead(site, memory_bin=bytes(image))

    def change(path: str) -> Change | None:
        refused = where == "page" and path.endswith("engine-worker.mjs")
        return Change(body=b"throw new Error('refused');") if refused else lie(path)

    visit = open_page(at=serve(change).url, clean=False)
    serves(visit, f"{where} whole")


def test_an_image_with_which_python_hangs(site: Path, serve: Serve, open_page: Open) -> None:
    """Python goes on from the memory and never ends: after a while the whole Python starts, and you get your checklist."""
    image = (runtime_folder(site) / "memory.bin").read_bytes()
    visit = open_page(at=serve(instead(site, memory_bin=image[:-4_000_000] + bytes(4_000_000))).url, clock=True)
    visit.fill(TYPED)
    visit.button("Make my checklist").click()
    expect(visit.status).to_contain_text("Starting it now")
    visit.page.clock.run_for(16_000)
    expect(visit.result).to_contain_text("Join the clinic")
    expect(visit.form).to_have_attribute("data-engine", "worker whole")


@pytest.mark.parametrize("where", ["worker", "page"])
def test_a_request_that_needs_what_was_left_out(
    site: Path, serve: Serve, open_page: Open, tmp_path: Path, where: str
) -> None:
    """Your answers lead where the quick start cannot go: the whole Python takes over, and you get your checklist."""
    lie = instead(site, engine_wasm=starting_only(site, tmp_path))

    def change(path: str) -> Change | None:
        refused = where == "page" and path.endswith("engine-worker.mjs")
        return Change(body=b"throw new Error('refused');") if refused else lie(path)

    visit = open_page(at=serve(change).url, clean=False)
    serves(visit, f"{where} whole")


def test_the_whole_python_cannot_be_had_either(site: Path, serve: Serve, open_page: Open) -> None:
    """Neither start works: you are told, your answers stay, and the next try works once the line does."""
    lie = instead(site, memory_bin=b"")
    lasts = [True]

    def change(path: str) -> Change | None:
        return Change(stop_after=100) if lasts[0] and path.endswith("python.bin") else lie(path)

    visit = open_page(at=serve(change).url, clean=False)
    visit.fill(TYPED)
    visit.button("Make my checklist").click()
    expect(visit.status).to_contain_text("Your answers are still here.")
    expect(visit.button("Try again")).to_be_visible()  # the words alone may be those of the first start's end
    assert visit.values()["deal_name"] == "The raise"
    lasts[0] = False
    visit.button("Try again").click()
    expect(visit.result).to_contain_text("Join the clinic")
    expect(visit.form).to_have_attribute("data-engine", "worker whole")
