"""What a runtime takes is measured and printed: room in the heap, lines of the engine that were rehearsed, bytes."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from playbook_site.errors import BuildError
from playbook_site.runtime import budgets, engine_coverage, heap, rehearsal
from playbook_site.runtime.engine_coverage import ModuleCoverage
from playbook_site.runtime.wasm import binary
from tests.built_site import ROOT, built_site
from tests.toy_pyodide import module


@pytest.fixture(scope="module")
def library() -> str:
    (found,) = (built_site() / "assets" / "library").glob("*.json")
    return found.read_text(encoding="utf-8")


@pytest.mark.parametrize(("top", "left"), [(0, 100.0), (70_000, 30.0), (90_000, 10.0), (100_001, -0.001)])
def test_head_room_is_a_share_of_the_heap(top: int, left: float) -> None:
    assert budgets.head_room(top, 100_000) == pytest.approx(left)


def test_a_tenth_of_the_heap_must_be_left() -> None:
    budgets.check_head_room(90_000, 100_000)
    with pytest.raises(BuildError, match=r"90,001 of the 100,000 bytes .* 10\.0 percent are left .* DROPPED") as stop:
        budgets.check_head_room(90_001, 100_000)
    assert len(stop.value.faults) == 1


def test_what_became_of_the_heap_is_told() -> None:
    assert budgets.describe_heap(70_000, 100_000, 100_000).endswith("30.0 percent left (at least 10 must be); "
        "it did not grow in the rehearsal")  # fmt: skip
    assert "it grew to 165,536 in the rehearsal" in budgets.describe_heap(70_000, 100_000, 165_536)


def test_the_end_of_the_heap_is_found_in_pyodide() -> None:
    whole = (ROOT / "node_modules" / "pyodide" / "pyodide.asm.wasm").read_bytes()
    assert heap.initial_size(whole) == 30 << 20
    data = [address + len(content) for address, content in binary.data(whole)]
    assert 0 < heap.top_address(whole) < max(data) + (1 << 20)
    assert heap.top_address(module()) == 2048


def test_a_pyodide_that_hides_the_end_of_its_heap_stops_the_build() -> None:
    renamed = module().replace(b"emscripten_get_sbrk_ptr", b"emscripten_got_sbrk_ptr")
    with pytest.raises(BuildError, match=r"adapt heap\.py"):
        heap.top_address(renamed)


def test_the_rehearsal_runs_most_lines_and_fewer_requests_run_fewer(library: str) -> None:
    names = ["playbook_engine.bridge", "playbook_engine.words", "playbook_engine", "markdown_it.main"]
    tools = [sys.monitoring.get_tool(number) for number in range(6)]
    requests = rehearsal.example_requests(library)
    examples, nothing = (engine_coverage.measure(ROOT, names, library, asked) for asked in (requests, []))
    assert [module.name for module in examples] == names[:2]
    for some, none in zip(examples, nothing, strict=True):
        assert 0 < some.lines_run <= some.lines
        assert 0 < some.functions_run <= some.functions
        assert none.lines_run < some.lines_run / 2
    assert [sys.monitoring.get_tool(number) for number in range(6)] == tools


def test_modules_with_the_most_lines_that_never_ran_are_named_first() -> None:
    modules = [ModuleCoverage("a", 10, 10, 2, 2), ModuleCoverage("b", 20, 10, 4, 3), ModuleCoverage("c", 10, 0, 4, 0)]
    assert engine_coverage.describe(modules) == [
        "rehearsal: 50.0 percent of the engine's lines ran (20 of 40), 5 of 10 functions",
        "least rehearsed: b 10 of 20, c 0 of 10",
    ]


def test_a_file_of_python_counts_by_the_lines_that_run(tmp_path: Path) -> None:
    package = tmp_path / "playbook_engine"
    package.mkdir()
    (package / "one.py").write_text(
        "A = 1\n\n\ndef two(a):\n    b = a\n\n    return b\n\n\nclass C:\n    D = 4\n    E = property(lambda self: 1)\n",
        encoding="utf-8",
    )
    name = str(package / "one.py")
    covered = engine_coverage._cover(tmp_path, "playbook_engine.one", {(name, 5), (name, 1)})
    assert covered == ModuleCoverage("playbook_engine.one", lines=3, lines_run=1, functions=2, functions_run=1)


def test_the_bytes_of_each_file_and_of_each_start_are_told(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(bytes(1_000))
    (tmp_path / "b").write_bytes(bytes(20_000))
    lines = [line.split() for line in budgets.describe_files(tmp_path, {"quick start": ["a"], "whole": ["a", "b"]})]
    assert [(line[0], line[3:]) for line in lines] == [
        ("20,000", ["b"]),
        ("1,000", ["a"]),
        ("1,000", ["quick", "start"]),
        ("21,000", ["whole"]),
    ]
    assert int(lines[2][2]) < int(lines[3][2]) < 100
