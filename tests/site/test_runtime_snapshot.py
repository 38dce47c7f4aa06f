"""The quick start: the memory that ships, and the WebAssembly with just what the engine has been seen to run."""

from __future__ import annotations

import getpass
import json
import struct
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from playbook_engine import bridge
from playbook_engine.library import Library, dump
from playbook_site.errors import BuildError
from playbook_site.project import Project
from playbook_site.runtime import collector, compare, heap, quick_start, rehearsal, snapshot, strip_data
from playbook_site.runtime.in_pyodide import prepare
from playbook_site.runtime.making import IDLE, PREPARE, TABLE_SCRIPT, Making
from playbook_site.runtime.node_tasks import TaskRunner
from playbook_site.runtime.steps import Steps
from playbook_site.runtime.wasm import binary, instructions
from tests.built_site import ROOT, built_site, runtime_folder
from tests.snapshots import notes_of, unpack

SIZE = 8 * snapshot.BLOCK
HEAD = b"head"
NOTES = b'{"own":[]}'


@pytest.fixture(scope="module")
def folder() -> Path:
    return runtime_folder(built_site())


@pytest.fixture(scope="module")
def library() -> str:
    (found,) = (built_site() / "assets" / "library").glob("*.json")
    return found.read_text(encoding="utf-8")


def own_modules(folder: Path) -> list[str]:
    """The modules of ours that the archive holds."""
    with zipfile.ZipFile(folder / "python.bin") as archive:
        names = [name.removesuffix(".pyc").replace("/", ".").removesuffix(".__init__") for name in archive.namelist()]
    return sorted(name for name in names if name.partition(".")[0] in prepare.OWN)


def block(number: int) -> bytes:
    return bytes([number]) * snapshot.BLOCK


def memory(**blocks: bytes) -> bytes:
    """A memory of eight blocks, of which some are not zero: ``memory(b2=...)``."""
    return b"".join(blocks.get(f"b{index}", bytes(snapshot.BLOCK)) for index in range(8))


def test_a_block_ships_when_it_differs_from_a_fresh_memory_or_from_an_untouched_one() -> None:
    filled = bytes([strip_data.FILL]) * snapshot.BLOCK
    data = range(6 * snapshot.BLOCK, 8 * snapshot.BLOCK)
    packed = snapshot.pack(
        HEAD,
        NOTES,
        memory(b1=block(1), b2=block(2), b6=filled, b7=block(7)),
        memory(b2=block(2), b5=block(5), b6=block(6), b7=block(7)),
        data,
    )
    # 1: new; 2: laid out before; 5: zero again; 6: data that does not ship; 7: data that does.
    numbers = struct.pack("<7I", 4, len(NOTES), SIZE, snapshot.BLOCK, 4, data.start, data.stop)
    assert packed == numbers + HEAD + NOTES + bytes([0b1010_0110]) + block(1) + block(2) + block(0) + block(7)


@pytest.mark.parametrize(
    ("head", "size", "fresh"),
    [(b"hea", SIZE, SIZE), (HEAD, SIZE - 256, SIZE - 256), (HEAD, SIZE, SIZE - 256)],
    ids=["head not in words", "blocks left over", "grown meanwhile"],
)
def test_a_memory_that_is_laid_out_otherwise_stops_the_build(head: bytes, size: int, fresh: int) -> None:
    with pytest.raises(BuildError, match="not laid out as"):
        snapshot.pack(head, NOTES, bytes(size), bytes(fresh), range(0))


def test_the_shipped_webassembly_differs_in_trapped_functions_only(folder: Path) -> None:
    whole, slim = ((folder / name).read_bytes() for name in ("pyodide.asm.wasm", "engine.wasm"))
    bodies, left = ([module[begin:end] for begin, _, end in binary.functions(module)] for module in (whole, slim))
    assert len(bodies) == len(left)
    kept = {index for index, body in enumerate(left) if body != b"\0\0\x0b"}
    assert all(left[index] == bodies[index] for index in kept)
    assert 500 < len(kept) < len(bodies) / 5
    data = list(binary.data(whole))
    assert binary.with_data(binary.with_bodies(slim, bodies), data) == whole
    untouched = snapshot.initial_memory(whole, strip_data.extent(whole).stop)
    early = list(binary.data(slim))
    assert sum(len(content) for _, content in early) < 50_000
    assert all(untouched[address : address + len(content)] == content for address, content in early)


def test_nothing_of_the_building_machine_is_in_the_shipped_memory(folder: Path) -> None:
    # Pyodide's own data names the machine that Pyodide was built on.
    shipped = (folder / "memory.bin").read_bytes().replace(b"/root/repo/cpython/", b"")
    assert b"playbook_engine.bridge" in shipped  # the search can find what is there
    for words in (str(ROOT), str(Path.home()), "tasks.mjs", "node_modules", f"/{getpass.getuser()}/"):
        for encoding in ("utf-8", "utf-16-le", "utf-32-le"):
            assert words.encode(encoding) not in shipped, words


def test_the_memory_is_the_same_bytes_every_time(folder: Path, library: str, tmp_path: Path) -> None:
    making = Making(ROOT / "node_modules" / "pyodide", tmp_path, Steps(tmp_path / "steps"), TaskRunner(print), print)
    requests = [request for visit in rehearsal.visits(library) for request in visit]
    own = own_modules(folder)
    # What never runs was found by the build, which another test does twice.
    kept = replace(making, steps=Steps(ROOT / "build" / "runtime" / "steps"))
    shown = snapshot.rehearse(kept, folder, own, library, requests)
    parts = {name: str(tmp_path / name) for name in ("head", "notes", "memory", "fresh")}
    task = {
        "do": "snapshot",
        "runtime": f"{folder}/",
        "table": str(TABLE_SCRIPT),
        "own": own,
        "gone": shown.idle,
        "early": shown.early,
    }
    scripts = {"prepare": str(PREPARE), "idle": str(IDLE)}
    original = (ROOT / "node_modules" / "pyodide" / "pyodide.asm.wasm").read_bytes()
    size = heap.initial_size(original)
    place = {"heap": size, "topAt": heap.top_address(original)}
    answer = TaskRunner(print)({**task, **scripts, **place, **parts}, tmp_path)
    assert answer["faults"] == []
    assert size / 2 < answer["top"] < size
    head, notes, written, fresh = (Path(path).read_bytes() for path in parts.values())
    taken = bytearray(written)
    assert collector.unlink(taken, answer["frozen"], heap.start(original)) > 20_000
    data = strip_data.extent((folder / "pyodide.asm.wasm").read_bytes())
    shipped = (folder / "memory.bin").read_bytes()
    # Which grains of the data ship is worked out from the rehearsal: here they are read off memory.bin.
    _, whole = unpack(shipped)
    grains = {
        grain
        for grain in range(data.start // 16, data.stop // 16 + 1)
        if whole[grain * 16 : grain * 16 + 16] != bytes([strip_data.FILL]) * 16
    }
    assert snapshot.pack(head, notes, strip_data.filled(taken, data, grains), fresh, data) == shipped


def test_one_word_of_the_memory_is_the_browsers_own(folder: Path) -> None:
    """CPython's trampoline for calls, which it does without on iOS. A second word would be a surprise: look at what it is."""
    shipped = (folder / "memory.bin").read_bytes()
    notes = json.loads(notes_of(shipped))
    (address,) = notes["own"]
    _, whole = unpack(shipped)
    slots = notes["slots"]
    assert struct.unpack_from("<I", whole, address) == (slots["size"] + len(slots["added"]) - 1,)


def functions_in_the_table(module: bytes) -> Iterator[tuple[int, int]]:
    """The number and the slot of each function that the module itself puts into its table."""
    for kind, _, at, _ in binary.sections(module):
        if kind == 9:  # elements
            count, at = binary.read(module, at)
            assert (count, module[at : at + 2]) == (1, b"\0\x41")  # one run, into table 0, from a constant slot
            slot, at = binary.read_signed(module, at + 2)
            length, at = binary.read(module, at + 1)
            for index in range(length):
                number, at = binary.read(module, at)
                yield number, slot + index


def test_the_slots_of_exports_are_those_that_the_webassembly_gives_them(folder: Path) -> None:
    module = (folder / "engine.wasm").read_bytes()
    exports = zip((name for name, _ in binary.exports(module)), binary.exported(module), strict=True)
    seats = dict(functions_in_the_table(module))
    slots = json.loads(notes_of((folder / "memory.bin").read_bytes()))["slots"]
    wanted = {
        name: seats[number] for name, (kind, number) in exports if kind == instructions.FUNCTION and number in seats
    }
    assert slots["exports"] == wanted
    assert len(wanted) > 30
    assert slots["size"] == max(seats.values()) + 1


@pytest.mark.parametrize("iphone", [False, True], ids=["a desk", "an iPhone"])
def test_the_engine_starts_from_it_with_the_pages_own_script(folder: Path, library: str, iphone: bool) -> None:
    requests = rehearsal.example_requests(library)[::20]  # the build asks them all, on both
    started = compare.start_from_snapshot(Project(ROOT), TaskRunner(print), folder, library, requests, iphone=iphone)
    assert "fault" not in started
    assert compare.faults(started, requests, library) == []


def test_a_function_too_few_stops_the_build(folder: Path, library: str, tmp_path: Path) -> None:
    """Traps in place of the functions that ran least: the start or a request ends in a fault, never in another answer."""
    for path in folder.iterdir():
        if path.suffix not in (".br", ".gz"):
            (tmp_path / path.name).write_bytes(path.read_bytes())
    slim = (folder / "engine.wasm").read_bytes()
    kept = [index for index, (begin, _, end) in enumerate(binary.functions(slim)) if slim[begin:end] != b"\0\0\x0b"]
    (tmp_path / "engine.wasm").write_bytes(quick_start.strip_functions(slim, frozenset(kept[: len(kept) // 2])))
    requests = rehearsal.example_requests(library)
    (fault,) = compare.faults(
        compare.start_from_snapshot(Project(ROOT), TaskRunner(print), tmp_path, library, requests), requests, library
    )
    assert "does not start" in fault


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A module of ours, as a build finds it among the loaded ones."""
    module = ModuleType("playbook_engine.fake")
    monkeypatch.setitem(sys.modules, module.__name__, module)
    return module


def test_what_uses_a_module_that_is_dropped_stops_the_build(fake: ModuleType) -> None:
    assert prepare._in_use() == []
    vars(fake).update(open_archive=zipfile.ZipFile, archives=zipfile, json=json)
    assert prepare._in_use() == [
        "playbook_engine.fake uses open_archive of zipfile: take zipfile out of DROPPED in prepare.py.",
        "playbook_engine.fake uses archives of zipfile: take zipfile out of DROPPED in prepare.py.",
    ]


def test_the_rehearsal_is_the_same_every_time_and_goes_to_the_edges(library: str) -> None:
    requests = rehearsal.rehearsal(library)
    assert requests == rehearsal.rehearsal(library)
    assert len(requests) > rehearsal.DRAWN
    everything = "".join(requests)
    for piece in ("y" * 20_001, "javascript:", "\ud83d ", "😀 😀", "9" * 61, '"comma"', "sworn", "1/3"):
        assert piece in everything
    rows = [plan for plan in map(_plan, requests) if plan]
    assert max(len(plan.get("alternatives", ())) for plan in rows) == 9


def test_each_worksheet_is_visited_alone(library: str) -> None:
    """What Python runs depends on what it ran before: a reader stays with one worksheet, and gives one answer after another."""
    whole, unservable, _, *short = rehearsal.visits(library)
    assert whole == rehearsal.rehearsal(library)
    assert "" in unservable
    asked = [[json.loads(text) for text in visit] for visit in short]
    assert [{one["worksheet"] for one in visit} for visit in asked] == [
        {sheet["id"]} for sheet in json.loads(library)["worksheets"] for _ in range(rehearsal.VISITS)
    ]
    given = [len(next(iter(one["plan"]["worksheets"].values()))) for one in asked[0]]
    assert given[:5] == [0, 1, 2, 3, 4]


def test_each_question_gets_an_odd_answer_beside_plain_ones(library: str) -> None:
    """An odd answer among many odd ones may never get as far as it gets alone."""
    odd = [json.loads(text) for text in rehearsal.visits(library)[2]]
    for sheet in json.loads(library)["worksheets"]:
        plain = json.loads(sheet["examples"][0]["answers"])
        changed: Counter[str] = Counter()
        for answers in (one["plan"]["worksheets"][sheet["id"]] for one in odd if one["worksheet"] == sheet["id"]):
            other = [name for name in answers if answers[name] != plain.get(name)]
            assert len(other) <= 1
            changed.update(other)
        asked = [question["id"] for group in sheet["groups"] for question in group["questions"]]
        assert len(changed) > len(asked) / 2  # now and then, the odd answer is what stood there


def test_the_rehearsal_asks_for_every_file_that_a_result_can_be_taken_along_as(library: str) -> None:
    """What it leaves out would make a reader wait for the whole Python: a card with its numbers and without, the record."""
    asked = [json.loads(text) for text in rehearsal.rehearsal(library) if '"export"' in text]
    for sheet in json.loads(library)["worksheets"]:
        taken = Counter(one["format"] for one in asked if one.get("worksheet") == sheet["id"])
        assert set(bridge.FORMATS) <= set(taken)
        assert min(taken[name] for name in bridge.FORMATS) >= len(sheet["examples"])
    assert {one["format"] for one in asked if one.get("numbers") is False} == {"card", "room"}


def test_as_many_plans_are_drawn_of_each_worksheet(library: str) -> None:
    """A worksheet that comes to the others takes nothing of what they are tried out with."""
    whole = json.loads(library)
    whole["worksheets"] = [{**whole["worksheets"][0], "id": f"sheet-{number}", "examples": []} for number in range(9)]
    read = [json.loads(text) for text in rehearsal.rehearsal(json.dumps(whole)) if text.startswith('{"v": 1')]
    drawn = [one for one in read if one.get("do") == "checklist" and str(one.get("worksheet")).startswith("sheet-")]
    shares = Counter(one["worksheet"] for one in drawn)
    assert len(shares) == 9
    # Beside those that are drawn, each worksheet is asked about empty and crowded.
    assert min(shares.values()) >= rehearsal.DRAWN
    assert sum(shares.values()) < 9 * rehearsal.DRAWN + 60
    assert len(rehearsal.rehearsal(dump(Library()))) < rehearsal.DRAWN


def _plan(request: str) -> dict[str, list[object]]:
    """The answers of a request that this worksheet's page may make, else none."""
    try:
        found = json.loads(request)["plan"]["worksheets"]["batna"]
    except (ValueError, LookupError, TypeError, RecursionError):
        return {}
    return found if isinstance(found.get("alternatives"), list) and len(found["alternatives"]) < 50 else {}


@pytest.mark.parametrize("how", ["whole", "from the snapshot"])
def test_trying_a_runtime_puts_nothing_beside_it(folder: Path, library: str, how: str) -> None:
    """Other tests look at the published site at the same time."""
    beside: list[list[str]] = []

    def run(task: dict[str, Any], at: Path) -> Any:
        file = at / "task"
        file.write_text("", encoding="utf-8")
        beside.append(sorted(path.name for path in folder.parent.iterdir()))
        file.unlink()
        raise BuildError(["tried"])

    if how == "whole":
        started = compare.start_whole(run, folder, library, [])
    else:
        started = compare.start_from_snapshot(Project(ROOT), run, folder, library, [])
    assert (started["fault"], beside) == ("tried", [[folder.name]])
