"""report: what a person reads, in which order, and that nothing is said twice or to the wrong person."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from playbook_engine import checklist, render_html, report
from playbook_engine.findings import Findings
from playbook_engine.library import Library
from playbook_engine.report import Report
from playbook_engine.standing import rounded
from playbook_engine.words import Fill, Words, escape, plain
from tests import negotiations
from tests.negotiations import NEGOTIATIONS
from tests.plans import Plan, changed
from tests.random_plans import random_plan

Find = Callable[[Plan], Findings]
Answer = Callable[..., dict[str, Any]]


def written(findings_of: Find, library: Library, plan: Plan, **talk: Any) -> Report:
    """The report on a plan whose talk may be said to be today, or not safe."""
    found = findings_of(plan)
    stand = replace(found.standing, **talk)
    words = Words(library, "point", "")
    return report.write(found, checklist.build(found, library, stand, "batna"), rounded(stand), words, "batna")


def with_say(library: Library, step_id: str, say: str) -> Library:
    """A library in which one step has a line to say."""
    slug, name = step_id.split("/")
    plays = tuple(
        replace(one, steps=tuple(replace(step, say=say) if step.id == name else step for step in one.steps))
        if one.slug == slug
        else one
        for one in library.plays
    )
    return replace(library, plays=plays)


def test_the_parts_stand_in_the_order_in_which_they_are_read(answer: Answer) -> None:
    reply = answer(NEGOTIATIONS["supplier"]())
    classes = re.findall(
        r'class="(pb-(?:over|readout|verdict|tiles|figure|now|later|missing|change|worked|further))"', reply["html"]
    )
    assert classes == ["pb-over", "pb-readout", "pb-verdict", "pb-tiles", "pb-figure", "pb-now", "pb-later", "pb-missing", "pb-change", "pb-worked"]  # fmt: skip
    heads = re.findall(r"^## (.*)$", reply["markdown"], re.MULTILINE)
    assert heads == [
        "Do these three now",
        "Later",
        "What is missing",
        "What would change this",
        "How it was worked out",
    ]


@given(seed=st.integers(0, 2**32), when=st.sampled_from(["", "today", "week"]))
def test_no_reason_is_said_twice_within_a_group_and_none_twice_in_a_row_now(
    findings_of: Find, content: Library, seed: int, when: str
) -> None:
    found = written(findings_of, content, random_plan(random.Random(seed)), when=when)
    whys = [why for why, _ in found.reasoned if why]
    assert all(one != other for one, other in zip(whys, whys[1:], strict=False))
    for group in found.later:
        reasons = [why for why, _ in group.reasons]
        assert len(set(reasons)) == len(reasons)
    assert when != "today" or not found.later or found.verdict.kind == "over"


def test_a_line_to_say_stands_with_its_step_in_the_persons_words_without_quotation_marks(
    findings_of: Find, content: Library
) -> None:
    library = with_say(content, "widen-your-alternatives/name-three", '"I am glad to talk about {deal_name}."')
    plan = changed(negotiations.salary(), "deal_name", "A raise to 58,000.")
    step = next(step for step in written(findings_of, library, plan).now if step.id.endswith("name-three"))
    assert plain(step.say) == "“I am glad to talk about a raise to 58,000.”"
    nameless = next(iter(written(findings_of, library, changed(plan, "deal_name", None)).now))
    assert nameless.say == "“I am glad to talk about the deal.”"


@pytest.mark.parametrize(
    ("template", "known", "said"),
    [
        pytest.param("I ask for {target}.", Fill("amount", Fraction(58_000), basis="year"), "I ask for 58,000 a year.", id="an amount"),
        pytest.param("I ask for {target}.", None, "", id="nothing to fill in but your target"),
        pytest.param("About {deal_name}: yes.", None, "About the deal: yes.", id="words that can be said"),
        pytest.param("About {deal_name}: yes.", Fill("words", text="The *new* lease. "), "About the *new* lease: yes.", id="typed words"),
        pytest.param("About {deal_name}: yes.", Fill("words", text="Ask again"), "About Ask again: yes.", id="no article"),
    ],
)  # fmt: skip
def test_a_line_is_sayable_or_left_out(content: Library, template: str, known: Fill | None, said: str) -> None:
    assert plain(Words(content, "point", "").spoken(template, lambda _: known)) == said


@pytest.mark.parametrize(
    ("talk", "opening"),
    [
        pytest.param({}, "“I would like us to settle at 58,000.”", id="a target"),
        pytest.param({"reason": "Nurses with my certificate earn that."},
                     "“Here is my reason: Nurses with my certificate earn that. So I would like us to settle at 58,000.”", id="a reason"),
        pytest.param({"reason": "The ward is short of three people"},
                     "“Here is my reason: the ward is short of three people. So I would like us to settle at 58,000.”", id="an article"),
        pytest.param({"basis": "year"}, "“I would like us to settle at 58,000 a year.”", id="for a year"),
        pytest.param({"target": None}, "", id="no target"),
        pytest.param({"target": Fraction(51_000)}, "", id="a target that they have passed"),
        pytest.param({"target": Fraction(40_000), "offer": Fraction(30_000)}, "", id="a target below the limit"),
        pytest.param({"safe": "no"}, "", id="not safe"),
    ],
)  # fmt: skip
def test_the_first_sentence_is_made_of_target_and_reason(
    findings_of: Find, content: Library, talk: dict[str, Any], opening: str
) -> None:
    assert plain(written(findings_of, content, negotiations.salary(), **talk).opening) == opening


@given(seed=st.integers(0, 2**32))
def test_the_first_sentence_never_comes_from_the_limit(findings_of: Find, content: Library, seed: int) -> None:
    plan = random_plan(random.Random(seed))
    (finding, *_) = [one for one in findings_of(plan) if one.sheet.id == "batna"]
    stand = finding.sheet.parts.stand(finding.results)
    moved = replace(stand, limit=None, limit_low=None, limit_high=None, margin=None)
    for one in (stand, moved):
        if not stand.aims_too_low:
            assert report.opening(one, Words(content, "point", "")) == report.opening(
                moved, Words(content, "point", "")
            )


def test_the_opening_is_said_with_the_step_that_opens(findings_of: Find, content: Library) -> None:
    plan = NEGOTIATIONS["weak_alternatives"]()
    found = written(findings_of, content, plan)
    step = next(step for step in found.now if step.id.startswith("aim-from-your-target/"))
    silent = written(findings_of, with_say(content, step.id, ""), plan)
    first = next(plain(one.say) for one in silent.now if one.id == step.id)
    assert (first, silent.opening) == ("“I would like us to settle at 50,000.”", "")
    own = written(findings_of, with_say(content, step.id, '"I have a request."'), plan)
    assert next(one.say for one in own.now if one.id == step.id) == "“I have a request.”"
    assert plain(own.opening) == first
    same = written(findings_of, with_say(content, step.id, '"I ask for {target}."'), plan)
    assert (next(plain(one.say) for one in same.now if one.id == step.id), same.opening) == ("“I ask for 50,000.”", "")


def test_who_is_not_safe_reads_of_nothing_else(findings_of: Find, content: Library) -> None:
    plan = negotiations.salary()
    plan["worksheets"]["quick"] = {"safe": "unsure"}
    found = written(findings_of, content, plan)
    html = render_html.render(found)
    assert (found.verdict.kind, found.tiles, found.charts, found.changes, found.accounts) == ("unsafe", (), (), (), ())
    assert not re.search(r"\d{3}", re.sub(r"<[^>]*>", "", html))
    assert {step.page for step in found.steps} == {"plays/ethics/stop-and-get-help/"}
    assert re.findall(r"<h[23][^>]*>([^<]*)", html) == [
        "Stop here, and get help first.",
        "Stop and get help, one step at a time",
    ]
    whys = [why for why, _ in found.reasoned]
    assert (bool(whys[0]), set(whys[1:])) == (True, {""})


def test_at_most_five_gaps_stand_open_and_each_leads_to_its_question(answer: Answer) -> None:
    reply = answer(NEGOTIATIONS["eight_alternatives"]())
    html = reply["html"].partition('class="pb-missing"')[2].partition('class="pb-change"')[0]
    first, _, folded = html.partition("<details")
    fields = re.findall(r'data-field="([^"]*)"', html)
    assert fields == reply["gaps"]
    assert first.count("<li>") == min(report.MISSING_LIMIT, len(fields))
    assert first.count("<li>") + folded.count("<li>") == len(fields) == reply["missing"]


def test_an_assumption_stands_beside_its_number_with_a_way_to_change_it(answer: Answer) -> None:
    html = answer(changed(negotiations.salary(), "alternatives.0.works_out", None))["html"]
    row = next(row for row in re.findall(r"<tr[^>]*>.*?</tr>", html) if "counts as certain" in row)
    assert 'data-field="alternatives.0.works_out"' in row
    assert "€57,000" in row


def test_the_account_adds_up_to_the_limit(findings_of: Find, content: Library) -> None:
    for make in NEGOTIATIONS.values():
        for account in written(findings_of, content, make()).accounts:
            amounts = [_number(row.amount) for row in account.rows if not row.is_sum]
            assert sum(amounts) == pytest.approx(_number(account.rows[-1].amount), abs=len(amounts), rel=1e-6)


def _number(text: str) -> float:
    found = re.sub(r"[^\d.]", "", text)
    return -float(found) if text.lstrip()[:1] in "−-" else float(found)


inlines = st.text(alphabet="aB1 .,“”\"'&<>\\*_`[]()!|~:#-\n\xa0é", max_size=30)


@given(inlines)
def test_a_line_without_markup_is_written_as_the_whole_of_markdown_would(text: str) -> None:
    """Most lines take a quick way; it must give the same bytes."""
    whole = MarkdownIt("js-default")
    for line in (text, escape(text)):
        assert render_html.inline(line) == whole.renderInline(line)
