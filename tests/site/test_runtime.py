"""What the browser downloads: whole, small, the same every time, and refused when something is missing from it."""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from pathlib import Path

import pytest

from playbook_site.errors import BuildError
from playbook_site.runtime import compare, manifest, pyodide_files, rehearsal, wheels
from playbook_site.runtime.node_tasks import TaskRunner
from tests.built_site import ROOT, built_site, runtime_folder

SHARED = {"pyodide.js", "pyodide.asm.js", "lock.json"}
QUICK, WHOLE = SHARED | {"engine.wasm", "memory.bin"}, SHARED | {"pyodide.asm.wasm", "python.bin"}
PARTS = QUICK | WHOLE | {"LICENSES.txt"}


@pytest.fixture(scope="module")
def folder() -> Path:
    return runtime_folder(built_site())


@pytest.fixture(scope="module")
def library() -> str:
    (found,) = (built_site() / "assets" / "library").glob("*.json")
    return found.read_text(encoding="utf-8")


def test_the_manifest_names_every_file_with_its_size_and_hash(folder: Path) -> None:
    files = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["files"]
    assert set(files) == PARTS
    for name, entry in files.items():
        content = (folder / name).read_bytes()
        assert entry == {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}


def test_the_folder_is_named_by_what_it_holds(folder: Path) -> None:
    assert hashlib.sha256((folder / "manifest.json").read_bytes()).hexdigest().startswith(folder.name)


def test_the_archive_holds_compiled_modules_only_stored_and_without_a_date(folder: Path) -> None:
    with zipfile.ZipFile(folder / "python.bin") as archive:
        entries = archive.infolist()
    assert {Path(entry.filename).suffix for entry in entries} == {".pyc"}
    assert {entry.compress_type for entry in entries} == {zipfile.ZIP_STORED}
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    names = {entry.filename for entry in entries}
    assert {"playbook_engine/bridge.pyc", "markdown_it/main.pyc", "mdurl/__init__.pyc", "dataclasses.pyc"} <= names
    assert not {name for name in names if name.startswith(("playbook_site", "test", "idlelib"))}


def test_the_loader_imports_its_other_half_by_its_new_name(folder: Path) -> None:
    loader = (folder / "pyodide.js").read_text(encoding="utf-8")
    assert "pyodide.asm.js" in loader
    assert ".asm.mjs" not in loader
    assert "sourceMappingURL" not in loader


def test_the_lock_names_our_three_packages_and_nothing_to_download(folder: Path) -> None:
    lock = json.loads((folder / "lock.json").read_text(encoding="utf-8"))
    assert sorted(lock["packages"]) == ["markdown-it-py", "mdurl", "negotiation-playbook"]
    assert "://" not in (folder / "lock.json").read_text(encoding="utf-8")


def test_the_licences_travel_with_the_files(folder: Path) -> None:
    text = (folder / "LICENSES.txt").read_text(encoding="utf-8")
    for words in (
        "https://github.com/pyodide/pyodide",
        "Mozilla Public License Version 2.0",
        "PYTHON SOFTWARE FOUNDATION LICENSE VERSION 2",
        "markdown-it-py, LICENSE",
        "mdurl, LICENSE",
    ):
        assert words in text


@pytest.mark.parametrize(("parts", "bar"), [(QUICK, 2_900_000), (WHOLE, 3_700_000)], ids=["quick", "whole"])
def test_the_compressed_runtime_stays_under_its_bar(folder: Path, parts: set[str], bar: int) -> None:
    packed = [folder / f"{name}.br" for name in parts | {"manifest.json", "sent.json"}]
    if not (folder / "memory.bin.br").exists():
        pytest.skip("this site was built without compression")
    assert sum((path if path.exists() else path.with_suffix("")).stat().st_size for path in packed) <= bar


def test_a_module_that_the_archive_lacks_stops_the_build(folder: Path, library: str, tmp_path: Path) -> None:
    """Someone trims one module too many: the build says which, instead of the reader's browser."""
    trimmed = tmp_path / "trimmed"
    shutil.copytree(folder, trimmed)
    with zipfile.ZipFile(folder / "python.bin") as whole, zipfile.ZipFile(trimmed / "python.bin", "w") as archive:
        for entry in whole.infolist():
            if entry.filename != "fractions.pyc":
                archive.writestr(entry, whole.read(entry))
    requests = rehearsal.example_requests(library)
    faults = compare.faults(compare.start_whole(TaskRunner(print), trimmed, library, requests), requests, library)
    assert faults == ["The browser's runtime lacks the module fractions: add it to IN_DOUBT in pack.py."]


def test_a_damaged_kept_runtime_is_not_used(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    assert manifest.is_whole(copy)
    (copy / "python.bin").write_bytes(b"cut")
    assert not manifest.is_whole(copy)


def test_the_requests_take_every_example_and_nonsense(library: str) -> None:
    requests = rehearsal.example_requests(library)
    sheets = json.loads(library)["worksheets"]
    examples = sum(len(sheet["examples"]) for sheet in sheets)
    with_rows = [s for s in sheets if any(one["questions"] for group in s["groups"] for one in group["questions"])]
    crowded = sum(len(sheet["examples"]) for sheet in with_rows)
    plans = (
        3 * len(sheets) + 4 * examples + crowded
    )  # of an example: in both ways to write numbers, and twice with steps set aside
    asked = [json.loads(one) for one in requests[:-2]]
    checked = [one["plan"] for one in asked if one["do"] == "checklist"]
    assert len(checked) == plans
    plain = sum(not plan["aside"] and plan["settings"]["numbers"] == "auto" for plan in checked)
    # For each plain plan the four others; then what changed without a last time, and nonsense.
    assert len(requests) == plans + 4 * plain + len(sheets) + 2
    assert {one["do"] for one in asked} == {"checklist", "hub", "matters", "changes"}
    assert 0 < crowded < examples


def test_the_wheels_are_the_same_bytes_every_time_and_pure(tmp_path: Path) -> None:
    first, second = (wheels.make_wheels(ROOT, tmp_path / name) for name in ("a", "b"))
    assert [wheel.read_bytes() for wheel in first] == [wheel.read_bytes() for wheel in second]
    wheels.unpack(first, tmp_path / "own")
    assert (tmp_path / "own" / "playbook_engine" / "bridge.py").is_file()


def test_compiled_code_in_a_wheel_stops_the_build(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x-1-py3-none-any.whl", "w") as wheel:
        wheel.writestr("x/fast.so", b"\0asm\x01\0\0\0")
    with pytest.raises(BuildError, match=r"leave out fast\.so"):
        wheels.unpack([tmp_path / "x-1-py3-none-any.whl"], tmp_path / "own")


def test_another_pyodide_than_the_pinned_one_is_refused(tmp_path: Path) -> None:
    (tmp_path / "package.json").write_text('{"version": "0.1"}', encoding="utf-8")
    with pytest.raises(BuildError, match=r"314\.0\.7 is wanted in node_modules, found 0\.1"):
        pyodide_files.check_version(tmp_path)


def test_the_reader_is_told_what_crosses_the_line(folder: Path) -> None:
    sent = json.loads((folder / "sent.json").read_text(encoding="utf-8"))
    packed = {
        (path.stem, encoding): path.stat().st_size
        for encoding, suffix in (("br", ".br"), ("gzip", ".gz"))
        for path in folder.glob(f"*{suffix}")
    }
    assert {(name, encoding): size for name, sizes in sent.items() for encoding, size in sizes.items()} == packed
