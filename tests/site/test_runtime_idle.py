"""Which functions of Python no request runs, and what stands in their place in the snapshot."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from playbook_engine import bridge  # noqa: F401  the engine is among the loaded modules
from playbook_site.runtime import quick_start
from playbook_site.runtime.in_pyodide import idle
from playbook_site.runtime.making import IDLE

SOURCE = """
from dataclasses import dataclass
from functools import cached_property, wraps

def runs(): return "ran"
def waits(): return "waited"
def imports(): return "ran once"

def door(function):
    @wraps(function)
    def through(*given): return function(*given)
    return through

@door
def behind_a_door(): return "ran"

@door
def behind_another(): return "waited"

@dataclass(frozen=True)
class Record:
    amount: int
    @property
    def shown(self): return f"{self.amount}"
    @property
    def hidden(self): return "hidden"
    @staticmethod
    def made(): return Record(1)
    @classmethod
    def also_made(cls): return cls(2)
"""

VISIT = """
import json, sys
sys.path[:0] = {places!r}
import idle
idle.watch()
import fake
fake.imports()
idle.begin()
fresh = [idle.reached() and idle.reached()]  # the first time it was reached itself
for use in (fake.runs, fake.runs, fake.behind_a_door, lambda: fake.Record(1).shown, fake.Record.made):
    use()
    fresh.append(idle.reached())
names = [name for name in json.loads(idle.idle()) if name.startswith("fake:")]
early = [name for name in json.loads(idle.early()) if name.startswith("fake:")]
idle.give_up(json.dumps(names))
left = {{}}
for name, use in dict(
    runs=fake.runs, waits=fake.waits, door=fake.behind_a_door, another=fake.behind_another,
    shown=lambda: fake.Record(1).shown, hidden=lambda: fake.Record(1).hidden, made=lambda: fake.Record.made().amount,
    also_made=lambda: fake.Record.also_made().amount, shows=lambda: repr(fake.Record(1)), same=lambda: fake.Record(1) == fake.Record(1),
).items():
    try:
        left[name] = str(use())
    except Exception:
        left[name] = "taken for an answer"
    except idle.LeftOut:
        left[name] = "left out"
print(json.dumps([names, early, left, fresh]))
"""


def test_what_no_request_runs_raises_what_nobody_takes_for_an_answer(tmp_path: Path) -> None:
    (tmp_path / "fake.py").write_text(SOURCE, encoding="utf-8")
    visit = VISIT.format(places=[str(tmp_path), str(IDLE.parent)])
    answer = subprocess.run([sys.executable, "-c", visit], check=True, capture_output=True, text=True, timeout=60)
    names, early, left, fresh = json.loads(answer.stdout)
    assert fresh == [False, True, False, True, True, True]  # the second call of the same function reached nothing new
    assert {name for name, outcome in left.items() if outcome == "left out"} == {
        "waits", "hidden", "also_made", "shows", "same",
    }  # fmt: skip
    assert left["runs"] == left["door"] == "ran"
    assert left["another"] == "waited"  # of two with the same code behind them, one ran
    assert left["shown"] == "1"
    assert "fake:waits" in names
    assert "fake:waits" in early
    assert {"fake:imports", "fake:door"} <= set(names) - set(early)
    assert "fake:Record:hidden" in names
    assert "fake:runs" not in names


def test_requests_that_reach_nothing_new_are_profiled_now_and_then_only() -> None:
    first = [f"request {number}" for number in range(2 * quick_start.EVERY + 2)]
    kept, *others = quick_start.worth_profiling([first, ["a"], []], [3, 4])
    assert kept == [first[number] for number in (0, 3, 4, quick_start.EVERY, 2 * quick_start.EVERY)]
    assert others == [["a"], []]


def test_what_is_left_out_is_no_exception_that_code_may_catch() -> None:
    assert not issubclass(idle.LeftOut, Exception)


def test_what_the_start_uses_by_itself_is_spared() -> None:
    names = [name for name, *_ in idle._functions()]
    assert any(name.startswith("textwrap") for name in names)
    assert not [name for name in names if name.startswith(("importlib", "codecs", "encodings", "traceback"))]


def test_the_engines_own_functions_stay_and_those_that_dataclass_wrote_for_it_may_go() -> None:
    names = [
        name for name, *_ in idle._functions() if ":Standing" in name or name.startswith("playbook_engine.bridge:")
    ]
    assert any(name.endswith(":Standing:__repr__") for name in names)
    assert not [name for name in names if name.endswith((":run", ":has_numbers"))]
