"""A copy of the checkout with the make-believe worksheets of ``tests/make_believe`` in it, and the site built from it.

A worksheet is added as an author adds one: its files, and its line in the table of worksheets. The copy stands under
``build/make-believe/`` and is built again when one of its inputs has changed. Build it beforehand with
``python -m tests.make_believe_site``; the environment variable PLAYBOOK_MAKE_BELIEVE names a copy that stands elsewhere.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from playbook_site.runtime.steps import digest

ROOT = Path(__file__).resolve().parent.parent
MAKE_BELIEVE = ROOT / "tests" / "make_believe"
#: What a build reads of a checkout.
PARTS = (
    "docs", "overrides", "playbook_engine", "playbook_site", "requirements", "mkdocs.yml", "pyproject.toml", "package.json",
    "package-lock.json", "requirements", "README.md", "LICENSE", "LICENSE-CONTENT", "THIRD-PARTY-NOTICES.md",
)  # fmt: skip
TABLE = "playbook_engine/sheets.py"
LINES = {"haggle": '    _sheet("haggle"),\n', "trial": '    _sheet("trial", needs=("batna",), tells=("batna",)),\n'}
"""The line of each make-believe worksheet in the table, in its order."""

REHEARSED = (*LINES, "batna")
"""The worksheets that the copy's quick start is made for: those that the tests fill in. That saves most of its build."""

_LAST_LINE = '    _sheet("review", needs=("batna",)),\n'
_WHERE = "import playbook_engine, playbook_site; print(playbook_engine.__file__, playbook_site.__file__, sep='\\n')"
_ANSWER = """
import json, sys
from playbook_engine import bridge
bridge.open_library(sys.argv[1])
json.dump([bridge.run(text) for text in json.load(sys.stdin)], sys.stdout)
"""


def lay_out(copy: Path, worksheets: Iterable[str] = tuple(LINES)) -> None:
    """Copy the checkout's parts into a folder, and add these make-believe worksheets to it; nothing else changes."""
    names = tuple(worksheets)
    ignored = shutil.ignore_patterns("__pycache__", "*.pyc", ".*")
    for part in PARTS:
        shutil.rmtree(copy / part, ignore_errors=True)
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, copy / part, ignore=ignored)
        else:
            copy.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / part, copy / part)
    for name in names:
        for file in files_of(name):
            (copy / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(MAKE_BELIEVE / file, copy / file)
    table = copy / TABLE
    lines = "".join(LINES[name] for name in LINES if name in names)
    text = table.read_text(encoding="utf-8")
    assert text.count(_LAST_LINE) == 1, (
        f"{TABLE}: the line of the worksheet that the others stand below is not there once"
    )
    table.write_text(text.replace(_LAST_LINE, _LAST_LINE + lines), encoding="utf-8", newline="\n")


def files_of(worksheet: str) -> tuple[str, ...]:
    """Return the files of one make-believe worksheet, by their paths in a checkout."""
    files = (path.relative_to(MAKE_BELIEVE) for path in MAKE_BELIEVE.rglob("*") if path.suffix in (".md", ".py"))
    return tuple(sorted(file.as_posix() for file in files if worksheet in (file.stem, file.parent.name)))


@cache
def built() -> Path:
    """Return the folder of a copy whose site is built, in ``site/``; it is built first where need be."""
    named = os.environ.get("PLAYBOOK_MAKE_BELIEVE", "")
    if named and (Path(named) / "site" / "_headers").is_file():
        return Path(named)
    copy = ROOT / "build" / "make-believe"
    copy.mkdir(parents=True, exist_ok=True)
    with _alone(copy / "lock"):
        inputs = digest([json.dumps(LINES), MAKE_BELIEVE, Path(__file__), *(ROOT / part for part in PARTS)])
        record = copy / "built-from.txt"
        if not (record.is_file() and record.read_text(encoding="utf-8") == inputs):
            record.unlink(missing_ok=True)
            lay_out(copy)
            build(copy)
            record.write_text(inputs, encoding="utf-8")
    return copy


def replies(copy: Path, requests: Sequence[str]) -> list[str]:
    """Return what the copy's engine replies to these requests, in a CPython of its own."""
    done = run(copy, "-c", _ANSWER, str(copy / "build" / "library.json"), said=json.dumps(requests))
    found: list[str] = json.loads(done)
    return found


def run(copy: Path, *arguments: str, said: str = "") -> str:
    """Run Python on the packages of a copy, and return what it prints. Raises RuntimeError with what went wrong."""
    environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, *arguments], cwd=copy, env=environment, input=said.encode(), capture_output=True, check=False
    )
    if done.returncode:
        raise RuntimeError((done.stdout + done.stderr).decode(errors="replace")[-4000:])
    return done.stdout.decode()


def build(copy: Path, *options: str) -> None:
    """Build the site of a copy that is laid out, with the copy's own engine and site code. Raises RuntimeError with what is wrong."""
    modules = copy / "node_modules"
    if not modules.exists():
        modules.symlink_to(ROOT / "node_modules", target_is_directory=True)
    for file in run(copy, "-c", _WHERE).split("\n"):
        assert not file or Path(file).is_relative_to(copy), f"{file} is not of the copy"
    rehearsed = [option for name in REHEARSED for option in ("--rehearse", name)]
    print(run(copy, "-m", "playbook_site", "build", *rehearsed, *options), end="", flush=True)


@contextlib.contextmanager
def _alone(file: Path) -> Iterator[None]:
    """Wait until no other process is in here: tests run in several, and one of them builds."""
    try:
        import fcntl
    except ImportError:  # Windows: there the stage that builds comes first
        yield
        return
    with file.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    try:
        print(built())
    except RuntimeError as stop:
        sys.exit(str(stop))
