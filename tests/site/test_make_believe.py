"""A worksheet is one page, one folder, one line and one file of situations: two make-believe ones are added just so."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from playbook_engine.checklist import STEPS_LIMIT
from playbook_engine.fields import KINDS
from playbook_engine.library import open_file
from playbook_engine.worksheet import SIGNS
from tests import canaries, make_believe_site
from tests.built_site import published, runtime_folder
from tests.make_believe_site import LINES, PARTS, ROOT, TABLE, files_of
from tests.negotiations import salary
from tests.parity.replaying import replay

HAGGLE = {"asked": "90", "offered": "70"}
TRIAL = {
    "way": "earn",
    "offer_name": "The square",
    "offer_takings": {"likely": "52,000"},
    "tries": [{"try_name": "The harbour", "takings": {"likely": "57,000"}, "odds": "60%", "left_over": "50,000"}],
    "their_plan": "Let it to others",
}
#: A trial without a number of its own.
WORDS_ONLY = {"way": "earn", "offer_name": "The square", "their_plan": "Let it to others"}
#: One course and no more: it calls for few plays, so that the other worksheets' steps find room beside its own.
BATNA = {
    "role": "receive",
    "deal_worth": {"likely": "52,000"},
    "alternatives": [{"name": "The barn", "worth": {"likely": "50,000"}}],
}
Ask = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def copy() -> Path:
    """The copy of the checkout with both worksheets, its site built."""
    return make_believe_site.built()


@pytest.fixture(scope="module")
def ask(copy: Path) -> Ask:
    """Returns the copy's reply about a plan with these answers: of one worksheet, or of the plan as a whole."""

    @cache
    def replied(text: str) -> dict[str, Any]:
        reply: dict[str, Any] = json.loads(make_believe_site.replies(copy, [text])[0])
        assert reply["ok"], reply
        return reply

    return lambda answers, worksheet="", **more: replied(request(answers, worksheet, **more))


def request(answers: Mapping[str, Any], worksheet: str = "", **more: Any) -> str:
    """Return the request about a plan with these answers, by worksheet."""
    settings = {"currency": "€", "numbers": "point"}
    plan = {"version": 2, "settings": settings, "worksheets": answers, "done": []}
    asked = {"do": "checklist", "worksheet": worksheet} if worksheet else {"do": "plan"}
    return json.dumps({"v": 1, "id": 1, "base": "../../", "plan": plan, **asked, **more}, ensure_ascii=False)


def contents(root: Path) -> dict[str, bytes]:
    """Return what every source of a checkout holds, by its path."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in _sources(root)}


def _sources(root: Path) -> Iterator[Path]:
    for part in PARTS:
        top = root / part
        for path in (top, *top.rglob("*")):
            if path.is_file() and path.suffix != ".pyc" and not path.name.startswith("."):
                yield path


def changes(root: Path) -> tuple[set[str], set[str], set[str]]:
    """Return which sources were added to a copy of the checkout, changed in it, and taken out of it."""
    before, after = contents(ROOT), contents(root)
    changed = {path for path in before.keys() & after.keys() if before[path] != after[path]}
    return after.keys() - before.keys(), changed, before.keys() - after.keys()


def added_lines(root: Path) -> list[str]:
    """Return the lines that the table of worksheets gained; it must have lost none."""
    before, after = ((place / TABLE).read_text(encoding="utf-8").splitlines(keepends=True) for place in (ROOT, root))
    kept = [line for line in after if line in before]
    assert kept == before
    return [line for line in after if line not in before]


def test_a_worksheet_is_a_page_a_folder_a_line_and_a_file_of_situations(tmp_path: Path) -> None:
    """To add the tiny worksheet, and its play, an author touches these files and no others."""
    make_believe_site.lay_out(tmp_path, ["haggle"])
    added, changed, gone = changes(tmp_path)
    assert (changed, gone) == ({TABLE}, set())
    assert added_lines(tmp_path) == ['    _sheet("haggle"),\n']
    code = {file for file in added if file.endswith(".py")}
    assert code
    assert {PurePosixPath(file).parent.as_posix() for file in code} == {"playbook_engine/worksheets/haggle"}
    assert added - code == {
        "docs/worksheets/haggle.md",
        "docs/reference/situations/haggle.md",
        "docs/plays/haggle/meet-in-the-middle.md",
    }


def test_the_build_asked_for_nothing_more(copy: Path) -> None:
    """The site with both worksheets was built from their files and their lines; no source was written or mended for it."""
    added, changed, gone = changes(copy)
    assert added == {file for name in LINES for file in files_of(name)}
    assert (changed, gone) == ({TABLE}, set())
    assert added_lines(copy) == list(LINES.values())
    for name in LINES:
        assert (copy / "site" / "worksheets" / name / "index.html").is_file()


def test_made_anew_at_another_place_it_is_the_same_bytes(copy: Path, tmp_path: Path, everything: bool) -> None:
    """The runtime too, from its first step: whoever builds what somebody else has published can compare the two."""
    if not everything:
        pytest.skip("a runtime made once more, for several minutes: run with --all")
    make_believe_site.lay_out(tmp_path)
    make_believe_site.build(tmp_path, "--no-compress")
    assert len(published(copy / "site")) > 300
    assert published(tmp_path / "site") == published(copy / "site")


def test_the_trial_asks_a_question_of_every_kind(copy: Path) -> None:
    """Every field kind, inside rows and outside, every sign, details, and a shared question: the browser tests meet them all."""
    content = open_file(copy / "build" / "library.json")
    trial = content.worksheet("trial")
    assert trial is not None
    top = list(trial.questions())
    inner = [one for question in top for one in question.questions]
    assert {one.kind for one in top} | {"hours"} == set(KINDS)
    assert {one.kind for one in inner} | {"rows"} == set(KINDS)
    assert {one.sign for one in top if one.kind == "amount"} == set(SIGNS)
    assert {one.kind for one in top if one.detail} >= {"amount", "duration"}
    assert {one.kind for one in inner if one.detail} >= {"amount", "hours", "duration", "choice", "long_text"}
    assert [one.id for one in top if one.same_as] == ["season", "stall_hours", "hope"]
    assert len(trial.examples) >= 2


@pytest.fixture(scope="module")
def tiny() -> str:
    """The tiny worksheet's request."""
    return request({"haggle": HAGGLE}, "haggle")


def test_the_tiny_worksheet_gives_a_checklist(ask: Ask) -> None:
    """Its numbers, the sum behind them, its step with the person's own numbers and its reason are in it."""
    reply = ask({"haggle": HAGGLE}, "haggle")
    assert reply["errors"] == []
    assert reply["missing"] == 0
    assert [(item["id"], item["why"]) for item in reply["items"]] == [
        ("meet-in-the-middle/name-the-middle", "Because their price is €20 above yours.")
    ]
    assert "Half way lies €80." in reply["markdown"]
    assert '<p class="pb-note">Half way lies €80.</p>' in reply["html"]
    for row in (
        '<th scope="row">Asked</th><td>€90</td>',
        '<th scope="row">Offered</th><td>€70</td>',
        '<tr class="pb-sum"><th scope="row">Half way</th><td>€80</td>',
    ):
        assert row in reply["html"]


@pytest.mark.parametrize("start", ["image", "whole"])
def test_pyodide_gives_the_same_bytes(copy: Path, tiny: str, tmp_path: Path, start: Any) -> None:
    """From the quick start and from the whole Python of the copy's own runtime, like from CPython."""
    asked = [tiny, request({"trial": TRIAL}, "trial"), request({"batna": BATNA, "haggle": HAGGLE, "trial": TRIAL})]
    core = copy / "docs" / "assets" / "js" / "engine" / "engine-core.mjs"
    library = (copy / "build" / "library.json").read_text(encoding="utf-8")
    (there,) = replay(core, runtime_folder(copy / "site"), start, [(library, asked)], tmp_path)
    here = make_believe_site.replies(copy, asked)
    assert "Half way lies €80." in here[0]
    for text, one, other in zip(asked, here, there, strict=True):
        assert one.encode() == other.encode(), text[:300]


def topics(copy: Path) -> dict[str, str]:
    """Return the topic of each play."""
    library = json.loads((copy / "build" / "library.json").read_text(encoding="utf-8"))
    return {play["slug"]: play["topic"] for play in library["plays"]}


def test_a_worksheet_that_calls_for_many_plays_leaves_room_for_the_others(copy: Path, ask: Ask) -> None:
    """The worksheets take turns: however many plays one of them calls for, the others' most urgent steps are there."""
    many = salary()["worksheets"]["batna"]
    assert ask({"batna": many})["steps"] == STEPS_LIMIT
    items = ask({"batna": many, "haggle": HAGGLE, "trial": TRIAL})["items"]
    of = topics(copy)
    assert {of[item["id"].split("/")[0]] for item in items} == {"batna", "haggle", "trial"}
    assert len(items) == STEPS_LIMIT


def test_a_plan_of_three_worksheets_has_one_checklist(copy: Path, ask: Ask) -> None:
    """It holds steps of all three, each once, and what is said of numbers says whose they are."""
    reply = ask({"batna": BATNA, "haggle": HAGGLE, "trial": TRIAL})
    ids = [item["id"] for item in reply["items"]]
    assert len(ids) == len(set(ids)) == reply["steps"]
    topic = topics(copy)
    assert {topic[name.split("/")[0]] for name in ids} == {"batna", "haggle", "trial"}
    assert list(reply["worksheets"]) == ["batna", "haggle", "trial"]
    text = reply["markdown"]
    for said in ("best alternative, “The barn”", "Half way lies €80.", "Your best try is “The harbour”."):
        assert text.count(said) == 1
    for heading in ("Do these three now", "Later", "What is missing", "How it was worked out"):
        assert text.count(f"## {heading}\n") == 1
    missing = [
        line[2:] for line in text.split("## What is missing\n")[1].split("\n## ")[0].splitlines() if line[:2] == "- "
    ]
    assert len(missing) == reply["missing"]
    assert {re.split("[:,]", line)[0] for line in missing} == {"Your alternatives to this deal", "A make-believe trial"}
    assert any(line.startswith("A make-believe trial: The result that you hope for.") for line in missing)


def test_a_page_shows_its_own_numbers_and_the_plans_steps(copy: Path, ask: Ask) -> None:
    """Asked about one worksheet, the reply keeps to its numbers and to what it lacks; the steps are the whole plan's."""
    answers = {"batna": BATNA, "haggle": HAGGLE, "trial": TRIAL}
    reply, whole = ask(answers, "haggle"), ask(answers)
    assert reply["items"] == whole["items"]
    assert "Half way lies" in reply["markdown"]
    assert "Your best try is" not in reply["markdown"]
    assert reply["missing"] == 0 < whole["missing"]


@pytest.mark.parametrize(
    ("given", "asked", "words"),
    [
        pytest.param("batna.target", "trial", "you hope for €58,000", id="answered in the earlier worksheet"),
        pytest.param("trial.hope", "batna", "€58,000", id="answered in the later worksheet"),
        pytest.param("trial.hope", "trial", "you hope for €58,000", id="answered on the page itself"),
    ],
)
def test_what_is_asked_twice_is_answered_once(ask: Ask, given: str, asked: str, words: str) -> None:
    """An answer to a question that another worksheet asks too is read there, and is not missing there."""
    label = {"batna": "A result that you would be glad to tell a friend about", "trial": "The result that you hope for"}
    blank: dict[str, dict[str, Any]] = {"batna": dict(BATNA), "trial": dict(TRIAL)}
    without = ask(blank, asked, show=["markdown"])
    assert f"{label[asked]}. " in without["markdown"]
    sheet, question = given.split(".")
    blank[sheet][question] = "58,000"
    reply = ask(blank, asked)
    assert f"{label[asked]}. " not in reply["markdown"]
    assert reply["missing"] == without["missing"] - 1
    assert words in reply["markdown"]


def test_a_worksheet_is_given_the_findings_that_it_needs(ask: Ask) -> None:
    """The trial says the reservation value that the same plan's BATNA worksheet comes to; without that worksheet, none."""
    alone = ask({"trial": TRIAL}, "trial")
    both = ask({"batna": salary()["worksheets"]["batna"], "trial": TRIAL}, "trial")
    assert "reservation value" not in alone["markdown"]
    theirs = ask({"batna": salary()["worksheets"]["batna"]}, "batna")["markdown"]
    (floor,) = re.findall(r"^\| Your limit, shown above as about .+? \| \*\*(.+?)\*\* \|$", theirs, re.MULTILINE)
    assert f"Your alternatives put your reservation value at {floor}." in both["markdown"]


@pytest.mark.parametrize(
    ("answers", "ways"),
    [
        pytest.param(
            {"trial": {**WORDS_ONLY, "hope": "58,000"}}, ["there#q-alternatives", "there#q-deal_worth"], id="a hope"
        ),
        pytest.param(
            {"batna": {"deal_worth": {"likely": "52,000"}}, "trial": WORDS_ONLY},
            ["there#q-alternatives", "#q-hope"],
            id="an offer",
        ),
        pytest.param({"batna": BATNA, "trial": WORDS_ONLY}, ["#q-hope"], id="an offer and an alternative"),
        pytest.param(
            {"batna": {**BATNA, "alternatives": [{"name": "The barn"}]}, "trial": WORDS_ONLY},
            ["there#q-alternatives-0-worth", "#q-hope"],
            id="an alternative without a number",
        ),
        pytest.param({"trial": WORDS_ONLY}, [], id="no number at all"),
    ],
)
def test_a_number_that_is_missing_leads_to_the_page_that_asks_for_it(
    copy: Path, ask: Ask, answers: dict[str, Any], ways: list[str]
) -> None:
    """The trial shows the three numbers of the worksheet that it needs: what it asks too is here, the rest on that one's page."""
    there = "../../worksheets/batna/"
    pages = {"": "worksheets/trial/index.html", there: "worksheets/batna/index.html"}
    tiles = ask(answers, "trial")["html"].partition("pb-tiles")[2].partition("</dl>")[0]
    links = re.findall(r'<a class="pb-quiet" href="([^"#]*)#([^"]+)"( data-field=)?', tiles)
    assert [f"{'there' if page else ''}#{anchor}" for page, anchor, _ in links] == ways
    for page, anchor, field in links:
        assert f'id="{anchor}"' in (copy / "site" / pages[page]).read_text(encoding="utf-8")
        assert bool(field) == (page == "")


def test_situations_alone_deal_plays(copy: Path) -> None:
    """Whatever a plan holds, those plays are dealt whose situations hold, whichever topic they belong to, and no others."""
    found = json.loads(make_believe_site.run(copy, str(Path(__file__).with_name("dealing.py"))))
    assert found["faults"] == []
    assert set(found["dealt"]) == set(topics(copy)), "some play was never dealt: it has not been tried"


_LIBRARY = """
from pathlib import Path
from playbook_site.content import reader
Path("build").mkdir()
Path("build/library.json").write_text(reader.to_json(reader.read(Path("docs"))), encoding="utf-8")
"""


def test_a_new_worksheet_adds_nothing_to_what_the_other_side_sees(tmp_path: Path) -> None:
    """With a word of its own in every answer of all worksheets, a share version holds none but the list's."""
    make_believe_site.lay_out(tmp_path)
    make_believe_site.run(tmp_path, "-c", _LIBRARY)
    content = open_file(tmp_path / "build" / "library.json")
    assert {"haggle", "trial"} <= {sheet.id for sheet in content.worksheets}

    def ask_copy(asked: Mapping[str, Any]) -> dict[str, Any]:
        text = json.dumps({"v": 1, "id": 1, "base": "", "today": "2026-11-26", **asked})
        reply: dict[str, Any] = json.loads(make_believe_site.replies(tmp_path, [text])[0])
        assert reply["ok"], reply
        return reply

    assert canaries.leaks(content, ask_copy) == []
