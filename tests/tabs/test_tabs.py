"""Two or three tabs of one browser in any order of events: nothing that somebody types is lost without a word."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.tabs.tabs import Player, texts

NAMES = "ABC"
QUESTIONS = {"quick": ("ask", "target", "safe"), "batna": ("deal_name", "target")}
SECRET = "safe"
#: What a tab says when what stands in it is not saved.
UNSAVED = {"clash", "gone", "full", "refused"}

tabs = st.integers(0, 2)
worksheets = st.sampled_from(sorted(QUESTIONS))
ways = st.sampled_from(["slowly", "at once"])


class Tabs(RuleBasedStateMachine):
    """A person at up to three tabs. ``live`` is what they typed and ticked and have not given up."""

    player: Player

    @initialize(first=worksheets, second=worksheets)
    def begin(self, first: str, second: str) -> None:
        self.number = 0
        self.live: dict[str, str] = {}
        self.ever: set[str] = set()
        self.deleted: set[str] = set()
        self.gone: set[str] = set()
        self.going: set[str] = set()
        self.on_the_way: set[str] = set()
        self.full = False
        self.player.do("begin")
        self.do("open", tab="A", worksheet=first)
        self.do("open", tab="B", worksheet=second)

    def do(self, what: str, **how: Any) -> None:
        self.now = self.player.do(what, **how)
        self.settled = what == "settle"
        self.going -= self.going if self.settled else set()

    # What stands where

    def name(self, at: int) -> str:
        open_ones = sorted(self.now["tabs"])
        return open_ones[at % len(open_ones)]

    def in_tab(self, name: str) -> set[str]:
        """What stands in a tab's fields and in the plan that it shows."""
        tab = self.now["tabs"][name]
        return texts(tab["fields"]) | texts(tab["own"])

    def secrets(self, name: str) -> set[str]:
        """What a tab alone has."""
        tab = self.now["tabs"][name]
        held = json.dumps([tab["session"], tab["own"], tab["fields"]])
        return {value for value, question in self.live.items() if question == SECRET and value in held}

    def on_device(self, at: str = "") -> set[str]:
        """What is in the database: of one plan, or of all."""
        plans = [json.loads(one["text"]) for one in self.now["device"] if at in ("", one["id"])]
        return texts(plans)

    def waiting(self, at: str = "") -> set[str]:
        """What pages that were left have in the journal: of one plan, or of all."""
        entries = [json.loads(text) for key, text in self.now["local"].items() if key.startswith("playbook-waiting-")]
        return texts([json.loads(entry["text"]) for entry in entries if entry["text"] and at in ("", entry["id"])])

    def give_up(self, values: set[str]) -> None:
        for value in values:
            self.live.pop(value, None)

    def new(self, name: str, text: str, question: str) -> str:
        self.number += 1
        self.live[f"{text}{self.number}"] = question
        self.ever.add(f"{text}{self.number}")
        if self.now["tabs"][name]["id"] in self.going:
            # What is said in the moment in which the plan is deleted may go with it.
            self.on_the_way.add(f"{text}{self.number}")
        return f"{text}{self.number}"

    # What the person does

    @rule(at=tabs, which=st.integers(0, 2), empty=st.sampled_from([False, False, False, True]))
    def type_(self, at: int, which: int, empty: bool) -> None:
        name = self.name(at)
        tab = self.now["tabs"][name]
        question = QUESTIONS[tab["worksheet"]][which % len(QUESTIONS[tab["worksheet"]])]
        self.give_up({tab["fields"][question]})
        self.do("type", tab=name, question=question, text="" if empty else self.new(name, f"{question} ", question))

    @precondition(lambda self: len(self.now["tabs"]) > 1)
    @rule(which=st.integers(0, 2))
    def type_the_same_answer_in_every_tab(self, which: int) -> None:
        for at in range(len(self.now["tabs"])):
            self.type_(at, which, empty=False)
            self.hand_over(at)

    @rule(at=tabs)
    def hand_over(self, at: int) -> None:
        self.do("take", tab=self.name(at))

    @rule(at=tabs)
    def tick(self, at: int) -> None:
        name = self.name(at)
        self.do("tick", tab=name, step=self.new(name, "a-play/step-", "step"), on=True)

    @rule(at=tabs, which=st.integers(0, 9))
    def take_a_tick_back(self, at: int, which: int) -> None:
        name = self.name(at)
        done = self.now["tabs"][name]["own"]["done"]
        if done:
            self.give_up({done[which % len(done)]})
            self.do("tick", tab=name, step=done[which % len(done)], on=False)

    @precondition(lambda self: len(self.now["tabs"]) < len(NAMES))
    @rule(worksheet=worksheets)
    def open_(self, worksheet: str) -> None:
        self.do("open", tab=next(name for name in NAMES if name not in self.now["tabs"]), worksheet=worksheet)

    def leave(self, name: str) -> None:
        """Give up what no page can keep: what the person was told of, or has deleted, or had no room anywhere."""
        tab = self.now["tabs"][name]
        if self.full or tab["told"] == "gone" or tab["id"] in self.deleted:
            self.give_up(self.in_tab(name) - self.on_device())
            # Unless they have said that it may go.
            self.gone -= self.in_tab(name)
        if self.full:
            # What is being deleted could not be noted.
            self.gone = set()

    @precondition(lambda self: len(self.now["tabs"]) > 1)
    @rule(at=tabs, how=ways)
    def close(self, at: int, how: str) -> None:
        name = self.name(at)
        self.leave(name)
        self.give_up(self.secrets(name))
        self.do("close", tab=name, how=how)

    @rule(at=tabs, how=ways, worksheet=worksheets)
    def reload(self, at: int, how: str, worksheet: str) -> None:
        name = self.name(at)
        self.leave(name)
        before, secrets = self.now["tabs"][name]["id"], self.secrets(name)
        self.do("reload", tab=name, how=how, worksheet=worksheet)
        if self.full or self.now["tabs"][name]["id"] != before:
            # What stays in a tab stays with one plan; it is asked again.
            self.give_up(secrets)

    @rule(at=tabs, worksheet=worksheets)
    def begin_another_plan(self, at: int, worksheet: str) -> None:
        name = self.name(at)
        self.leave(name)
        self.give_up(self.secrets(name))
        self.do("another", tab=name, worksheet=worksheet)

    @rule(at=tabs)
    def delete(self, at: int) -> None:
        name = self.name(at)
        at_plan = self.now["tabs"][name]["id"]
        self.give_up(self.in_tab(name) | self.on_device(at_plan) | self.waiting(at_plan) | self.secrets(name))
        elsewhere = {one["id"] for one in self.now["device"]} - {at_plan}
        if self.now["tabs"][name]["told"] != "gone":
            # Else it is another plan that stands there now, which nobody has seen here.
            self.gone |= self.on_device(at_plan).intersection(self.ever) - self.waiting()
        self.gone -= {text for one in elsewhere for text in self.on_device(one)}
        for other, tab in self.now["tabs"].items():
            # Deleted is gone: from the other tabs at this plan too.
            if tab["id"] == at_plan:
                self.give_up(self.secrets(other))
                # What is on its way when the plan is deleted may be kept just before, and is then deleted with it, or just after.
                self.on_the_way |= set() if self.settled else self.in_tab(other)
            if other != name and (not self.settled or tab["told"] in UNSAVED):
                self.gone -= self.in_tab(other)
        self.deleted.add(at_plan)
        self.going.add(at_plan)
        self.do("remove", tab=name)

    def one_with(self, at: int, **what: Any) -> str:
        """The name of a tab in which this is so."""
        names = sorted(name for name, tab in self.now["tabs"].items() if all(tab[key] == what[key] for key in what))
        return names[at % len(names)]

    @precondition(lambda self: any(tab["undo"] for tab in self.now["tabs"].values()))
    @rule(at=tabs)
    def undo(self, at: int) -> None:
        name = self.one_with(at, undo=True)
        self.give_up(self.in_tab(name))
        self.gone = set()
        self.do("undo", tab=name)

    @precondition(lambda self: any(tab["told"] == "clash" for tab in self.now["tabs"].values()))
    @rule(at=tabs, which=st.sampled_from(["mine", "theirs"]))
    def choose(self, at: int, which: str) -> None:
        name = self.one_with(at, told="clash")
        tab = self.now["tabs"][name]
        for clash in tab["clashes"]:
            if which == "mine":
                self.give_up(texts(clash.get("theirs")))
            else:
                self.give_up(texts(clash.get("mine")) | {tab["fields"].get(clash["part"].rpartition(".")[2], "")})
        self.do("choose", tab=name, which=which)

    @precondition(lambda self: any(tab["told"] == "gone" for tab in self.now["tabs"].values()))
    @rule(at=tabs, keep=st.booleans())
    def answer_that_it_is_gone(self, at: int, keep: bool) -> None:
        name = self.one_with(at, told="gone")
        if keep:
            self.gone -= self.in_tab(name)
            self.do("anew", tab=name)
        else:
            self.give_up(self.in_tab(name) - self.on_device())
            self.do("drop", tab=name)

    # What the browser does

    @rule(which=st.integers(0, 2))
    def message(self, which: int) -> None:
        self.do("deliver", which=which)

    @rule(count=st.integers(1, 6))
    def database(self, count: int) -> None:
        for _ in range(count):
            self.do("turn")

    @rule(milliseconds=st.sampled_from([100, 250, 1000]))
    def time(self, milliseconds: int) -> None:
        self.do("pass", milliseconds=milliseconds)

    @rule()
    def fill_or_free(self) -> None:
        self.full = not self.full
        self.do("fill", full=self.full)

    @rule()
    def settle(self) -> None:
        self.do("settle")

    # What holds

    @invariant()
    def nothing_is_lost_without_a_word(self) -> None:
        device, waiting = self.on_device(), self.waiting()
        for value, question in self.live.items():
            holders = [name for name in self.now["tabs"] if value in self.in_tab(name)]
            if question == SECRET:
                in_sessions = {
                    text for tab in self.now["tabs"].values() for text in tab["session"].values() if value in text
                }
                assert holders or in_sessions, f"{value} is lost"
                continue
            if value in device or value in waiting:
                continue
            assert holders or value in self.on_the_way, f"{value} is lost"
            if not holders:
                continue
            if self.settled:
                said = [name for name in holders if self.now["tabs"][name]["told"] in UNSAVED]
                assert said, f"{value} is not saved, and nobody is told"

    @invariant()
    def what_is_deleted_is_gone(self) -> None:
        if self.settled:
            assert not self.gone & self.on_device()

    @invariant()
    def what_is_private_stays_in_the_tab(self) -> None:
        text = json.dumps([self.now["device"], self.now["local"]])
        assert not any(value in text for value in (f"{SECRET} {number}" for number in range(self.number + 1)))

    @invariant()
    def tabs_show_what_is_kept(self) -> None:
        if not self.settled:
            return
        for name, tab in self.now["tabs"].items():
            assert self.full or tab["told"] != "full", f"{name} does not try again"
            if tab["told"] in UNSAVED:
                continue
            kept = next((json.loads(one["text"]) for one in self.now["device"] if one["id"] == tab["id"]), None)
            assert said_in(tab["own"]) == said_in(kept), f"{name} shows something else than is kept"
            fields = {question: text for question, text in tab["fields"].items() if text}
            assert fields == {question: text for question, text in tab["shows"].items() if text}

    def teardown(self) -> None:
        if hasattr(self, "now"):
            if self.full:
                self.fill_or_free()
            self.settle()
            self.nothing_is_lost_without_a_word()
            self.what_is_deleted_is_gone()
            self.tabs_show_what_is_kept()


def said_in(plan: dict[str, Any] | None) -> tuple[dict[str, str], set[str]]:
    """Return what a plan says: its answers by place, but for those that stay in a tab, and its ticks."""
    if plan is None:
        return {}, set()
    answers = {
        f"{sheet}.{question}": answer
        for sheet, given in plan["worksheets"].items()
        for question, answer in given.items()
        if answer and question != SECRET
    }
    return answers, set(plan["done"])


@pytest.fixture(scope="module")
def player() -> Iterator[Player]:
    """Tabs that can be played."""
    with Player() as started:
        yield started


def test_nothing_is_lost_in_any_order_of_events(player: Player) -> None:
    """You type, tick, delete, choose, close and come back in two or three tabs, while messages, the database and full storage
    have their own time: whatever you typed is kept, or you are told."""

    class Played(Tabs):
        pass

    Played.player = player
    run_state_machine_as_test(
        Played,
        settings=settings(
            max_examples=200,
            stateful_step_count=50,
            derandomize=True,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
