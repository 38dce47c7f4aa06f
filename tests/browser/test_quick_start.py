"""Python goes on from a memory that came with the site; whatever that lacks, the whole Python does, and nobody notices more
than a wait."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from playbook_site import runtime, runtime_image, wasm
from playbook_site.server import Change
from tests.browser.conftest import Open, Serve
from tests.browser.visit import Visit
from tests.built_site import runtime_folder

TYPED = {
    "deal_name": "The raise",
    "deal_worth": {"likely": "52,000"},
    "alternatives": [{"name": "Join the clinic", "worth": {"likely": "57,000"}}],
}
Changing = Callable[[str], Change | None]
_STORED = """async () => {
  const kept = [];
  for (const shelf of await caches.keys()) kept.push(shelf);
  for (const { name } of await indexedDB.databases()) kept.push(name);
  return kept;
}"""


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
    probing = runtime_image.lay_out(built, folder / "probing", {"pyodide.asm.wasm": runtime_image.probe(whole)})
    head, memory = split((built / "memory.bin").read_bytes(), whole)
    (folder / "head").write_bytes(head)
    (folder / "memory").write_bytes(memory)
    (library,) = (site / "assets" / "library").glob("*.json")
    task = {"do": "cover", "runtime": f"{probing}/", "head": str(folder / "head"), "memory": str(folder / "memory")}
    more = {
        "library": library.read_text(encoding="utf-8"),
        "requests": [],
        "functions": len(list(wasm.functions(whole))),
    }
    return runtime_image.slim(whole, frozenset(runtime._node({**task, **more, "at": 64 << 20}, folder)))


def split(image: bytes, whole: bytes) -> tuple[bytes, bytes]:
    """Return Pyodide's head and the memory that an image holds."""
    head, size, block, _ = (int.from_bytes(image[at : at + 4], "little") for at in range(0, 16, 4))
    memory = bytearray(runtime_image.initial(whole, size))
    bits = image[16 + head : 16 + head + size // block // 8]
    at = 16 + head + len(bits)
    for index in range(size // block):
        if bits[index >> 3] >> (index & 7) & 1:
            memory[index * block : (index + 1) * block] = image[at : at + block]
            at += block
    return image[16 : 16 + head], bytes(memory)


def serves(visit: Visit, engine: str) -> None:
    """The checklist comes, from this engine, and follows what is typed."""
    visit.fill(TYPED)
    visit.make()
    expect(visit.result).to_contain_text("Join the clinic")
    expect(visit.form).to_have_attribute("data-engine", engine)
    visit.field("deal_name").fill("Another year")
    expect(visit.result).to_contain_text("Another year")


def test_the_first_visit_and_the_next_start_quickly_and_keep_nothing(open_page: Open) -> None:
    """Python does not start from nothing, on no visit; and your browser keeps no copy of it besides its cache."""
    visit = open_page()
    serves(visit, "worker image")
    visit.page.reload()
    serves(visit, "worker image")
    assert visit.page.evaluate(_STORED) == []


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
            image[16 + 16] ^= 1  # in the build's number
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
    assert visit.values()["deal_name"] == "The raise"
    lasts[0] = False
    visit.button("Try again").click()
    expect(visit.result).to_contain_text("Join the clinic")
    expect(visit.form).to_have_attribute("data-engine", "worker whole")
