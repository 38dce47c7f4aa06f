"""What a terminal does to a command: other encodings, readers that go, disks that are full, streams that are closed."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from playbook_engine import library
from playbook_engine.library import Library
from playbook_engine.terminal import streams
from playbook_engine.terminal.commands import main
from tests.built_site import HANGS
from tests.negotiations import NEGOTIATIONS
from tests.plans import plan

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.skipif(not Path("/dev/full").exists(), reason="Windows has neither /dev/full nor this shell")


@pytest.fixture(scope="module")
def folder(content: Library, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a library, a usual plan, and one with half a character in it."""
    made = tmp_path_factory.mktemp("terminal")
    (made / "library.json").write_text(library.dump(content), encoding="utf-8")
    (made / "plan.json").write_text(json.dumps(NEGOTIATIONS["certain_to_fail"]()), encoding="utf-8")
    half = plan({"deal_name": "a\ud800", "deal_worth": {"likely": "5"}})
    (made / "half.json").write_text(json.dumps(half), encoding="utf-8")
    return made


def shell(folder: Path, command: str, **settings: str) -> subprocess.CompletedProcess[bytes]:
    """Run a line of shell in which ``engine`` stands for the command with its library."""
    engine = f"{shlex.quote(sys.executable)} -m playbook_engine --library {shlex.quote(str(folder / 'library.json'))}"
    line = f'engine() {{ {engine} "$@"; }}\ncd {shlex.quote(str(folder))}\n{command}'
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **settings}
    return subprocess.run(["bash", "-c", line], capture_output=True, check=False, env=environment, timeout=HANGS)


@pytest.mark.parametrize(
    "settings",
    [
        {"PYTHONIOENCODING": "cp437"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "utf-16"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    ],
    ids=["a Windows console", "ASCII", "UTF-16", "the C locale"],
)
@pytest.mark.parametrize(
    "command", ["engine checklist plan.json", "engine checklist half.json --format html", "engine worksheet batna"]
)
def test_output_is_utf_8_whatever_the_console(folder: Path, command: str, settings: dict[str, str]) -> None:
    usual, here = shell(folder, command), shell(folder, command, **settings)
    assert (here.returncode, here.stderr) == (0, b"")
    assert here.stdout == usual.stdout
    assert len(here.stdout.decode("utf-8")) > 500


def test_a_fault_is_utf_8_too(folder: Path) -> None:
    done = shell(folder, "engine checklist 'Größe.json'", PYTHONIOENCODING="ascii")
    assert done.returncode == 2
    assert "Größe.json" in done.stderr.decode("utf-8")


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("engine checklist plan.json > /dev/full", "No space left on device"),
        ("engine worksheet batna > /dev/full", "No space left on device"),
        ("engine checklist --help > /dev/full", "No space left on device"),
        ("engine checklist plan.json >&-", "closed"),
        ("set -o pipefail; engine checklist plan.json | true", "Broken pipe"),
        ("engine checklist $'no\\xff.json'", "no\\udcff.json"),
        ("engine worksheet $'\\xff'", "There is no worksheet"),
        ("engine analyse zopa <&-", "is not JSON"),
        ("""echo '{"\\ud800": 1}' | engine analyse zopa""", "\\ud800"),
        ("engine analyse zopa < /dev/zero", "has more than 8,000,000 bytes"),
        ("engine checklist /dev/zero", "too large"),
        ("engine checklist .", "could not read"),
    ],
)
def test_what_cannot_be_read_or_written_is_a_line_and_a_status(folder: Path, command: str, says: str) -> None:
    done = shell(folder, command)
    told = done.stderr.decode("utf-8")
    assert done.returncode == 2
    assert says in told
    assert "Traceback" not in told
    assert "Exception" not in told
    assert done.stdout == b""


@pytest.mark.parametrize(
    "command",
    [
        "engine checklist no.json 2>&-",
        "engine checklist no.json 2> /dev/full",
        "engine checklist no.json >&- 2>&-",
        "engine checklist plan.json > /dev/full 2> /dev/full",
    ],
)
def test_where_nothing_can_be_said_the_status_says_it(folder: Path, command: str) -> None:
    done = shell(folder, command)
    assert (done.returncode, done.stdout, done.stderr) == (2, b"", b"")


def test_who_reads_just_the_head_gets_it(folder: Path) -> None:
    done = shell(folder, "engine checklist plan.json | head -1")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"# ")


def test_ctrl_c_ends_it_without_a_word(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    def interrupted(most: int) -> bytes:
        raise KeyboardInterrupt(most)

    monkeypatch.setattr(streams, "read_input", interrupted)
    assert main(["analyse", "zopa"]) == 130
    assert capfd.readouterr() == ("", "")
