"""Mistakes that an author can make in the lists of what files for others may hold, as test_reader_mistakes.py has them."""

from __future__ import annotations

import pytest

SHARE = "reference/share.md"
MANDATE = "reference/mandate.md"
ROLE = "reference/role-sheet.md"
_ASK = "      - {question: quick.ask, label: In short}\n"


def _listed(question: str, says: str, name: str) -> object:
    """Return the mistake of listing this question in the place of another one."""
    line = f"      - {{question: {question}, label: In short}}\n"
    return pytest.param(SHARE, _ASK, line, f"question: {question},", says, id=name)


def _in(page: str, old: str, new: str, at: str, says: str, name: str) -> object:
    """Return the mistake of writing this in the place of a line of a mandate or of a role sheet."""
    return pytest.param(page, old, new, at, says, id=name)


_OPENNESS = "{question: questions.openness, label: When I ask something}"
_SETTLE = "{question: questions.settle_alone, label: Yours to settle}"
_NOT_TO_KNOW = "which the other side is not to know. Drop it"

MISTAKES_IN_SHARE = [
    _listed("quick.asked", "'quick.asked' is no question of a worksheet. Did you mean 'quick.ask'?", "an unknown question"),
    _listed("ask", None, "a question without its worksheet"),
    _listed("quick.safe", "'quick.safe' is private, and goes into no file. Drop it", "a private question"),
    _listed("batna.safe", "'batna.safe' is private, and goes into no file. Drop it", "a private question of a later worksheet"),
    _listed("quick.no_deal_worth", f"'quick.no_deal_worth' tells the limit, {_NOT_TO_KNOW}", "the limit"),
    _listed("quick.no_deal", f"'quick.no_deal' tells what the person could do without a deal, {_NOT_TO_KNOW}", "the alternative"),
    _listed(
        "batna.alternatives.name", f"'batna.alternatives.name' tells what the person could do without a deal, {_NOT_TO_KNOW}",
        "a question of a row that tells something",
    ),
    _listed(
        "batna.alternatives.months", f"'batna.alternatives.months' tells what the person could do without a deal, {_NOT_TO_KNOW}",
        "a question in rows that tell something",
    ),
    _listed("batna.alternatives", "'batna.alternatives' is a list of rows. Name a question in them, such as 'batna.alternatives.name'", "rows"),
    _listed("batna.their_cost", f"'batna.their_cost' tells what the other side will do without a deal, {_NOT_TO_KNOW}", "their side"),
    _listed("power.ties.need", f"'power.ties.need' tells who needs whom, and how strong a side seems, {_NOT_TO_KNOW}", "a need"),
    _listed("power.gap_kind", f"'power.gap_kind' tells who needs whom, and how strong a side seems, {_NOT_TO_KNOW}", "a gap"),
    _listed("power.felt_power", f"'power.felt_power' tells how the person feels about risk, {_NOT_TO_KNOW}", "a feeling of power"),
    _listed("range.reservation", f"'range.reservation' tells the limit, {_NOT_TO_KNOW}", "the limit on another page"),
    _listed("range.their_limit", f"'range.their_limit' tells what the other side will do without a deal, {_NOT_TO_KNOW}", "a guess of their limit"),
    _listed("range.may_leave", f"'range.may_leave' tells what the other side will do without a deal, {_NOT_TO_KNOW}", "whether they may leave"),
    _listed("questions.disclosures.fact", f"'questions.disclosures.fact' tells what the person wants to find out, would tell or holds back, {_NOT_TO_KNOW}", "what is kept"),
    _listed("questions.hard.you_say", f"'questions.hard.you_say' tells what the person wants to find out, would tell or holds back, {_NOT_TO_KNOW}", "a hard answer"),
    _listed("questions.person", f"'questions.person' tells what the person wants to find out, would tell or holds back, {_NOT_TO_KNOW}", "a person"),
    _listed("trades.issues.your_points", f"'trades.issues.your_points' tells what each thing is worth to a side, {_NOT_TO_KNOW}", "points"),
    _listed("trades.cheap_offer", f"'trades.cheap_offer' tells what each thing is worth to a side, {_NOT_TO_KNOW}", "a cheap offer"),
    _listed("batna.risk_sleep", f"'batna.risk_sleep' tells how the person feels about risk, {_NOT_TO_KNOW}", "a feeling about risk"),
    pytest.param(
        SHARE, _ASK, _ASK + "      - {question: batna.deal_name, label: Again}\n", "question: batna.deal_name",
        "'batna.deal_name' shares its answer with 'quick.ask', which stands above. Keep one", id="a shared answer twice",
    ),
    pytest.param(SHARE, _ASK, _ASK + _ASK.replace("short", "full"), "label: In full", "'quick.ask' stands twice. Keep one", id="a question twice"),
    pytest.param(
        SHARE, _ASK, "      - {question: quick.ask}\n", "question: quick.ask}", "'label' is missing here. Add 'label: ...'", id="a line without a label",
    ),
    pytest.param(
        SHARE, "    title: What I ask for\n", "", "  - id: asked", "'title' is missing here. Add 'title: ...'", id="a part without a title",
    ),
    pytest.param(
        SHARE, "```share\n", "```share\nparts: [x]\n```\n\n```share\n", None, "this page holds one ```share fence, and here are 2. Keep one", id="two lists",
    ),
    _in(ROLE, _OPENNESS, "{question: quick.no_deal, label: x}", "quick.no_deal,", "'quick.no_deal' tells what the person could do without a deal, which whoever plays the other side is not to know. Drop it", "an alternative on a role sheet"),
    _in(ROLE, _OPENNESS, "{question: range.reservation, label: x}", "range.reservation", "'range.reservation' tells the limit, which whoever plays the other side is not to know. Drop it", "the limit on a role sheet"),
    _in(ROLE, _OPENNESS, "{question: quick.target, label: x}", "question: quick.target", "'quick.target' stands under 'never'. Drop one of the two", "the target on a role sheet"),
    _in(ROLE, _OPENNESS, "{question: batna.target, label: x}", "batna.target", "'batna.target' stands under 'never'. Drop one of the two", "the target on a role sheet, from another page"),
    _in(ROLE, _OPENNESS, "{question: quick.safe, label: x}", "quick.safe", "'quick.safe' is private, and goes into no file. Drop it", "a private answer on a role sheet"),
    _in(ROLE, _OPENNESS, "{result: limit, label: x}", "result: limit", "the result 'limit' goes into no such file. Name a question", "a result on a role sheet"),
    _in(ROLE, "never: [quick.target,", "never: [quick.targit,", "question: quick.other", "never: 'quick.targit' is no question of a worksheet. Did you mean 'quick.target'?", "an unknown question under never"),
    _in(MANDATE, _SETTLE, "{question: power.ties.need, label: x}", "power.ties.need", "'power.ties.need' tells who needs whom, and how strong a side seems, which whoever speaks for the person is not to know. Drop it", "a need on a mandate"),
    _in(MANDATE, _SETTLE, "{question: quick.their_no_deal, label: x}", "quick.their_no_deal", "'quick.their_no_deal' tells what the other side will do without a deal, which whoever speaks for the person is not to know. Drop it", "their side on a mandate"),
    _in(MANDATE, _SETTLE, "{result: margin, label: x}", "result: margin", "the result 'margin' goes into no such file. Name a question", "another result on a mandate"),
    _in(MANDATE, "only: tell is =share}", "only: tel is =share}", "tel is", "only: 'tel' is no question of these rows. Did you mean 'tell'?", "a condition on no question"),
    _in(MANDATE, "only: tell is =share}", "only: tell}", "only: tell}", "only: 'tell' is no condition. Write it as in 'months is answered'", "a condition that says nothing"),
    _in(MANDATE, "order: your_points", "order: points", "order: points", "order: 'points' is no question of these rows. Did you mean 'your_points'?", "an order by no question"),
    _in(MANDATE, _SETTLE, _SETTLE.replace("}", ", order: weight}"), "order: weight", "'questions.settle_alone' is in no rows. Drop 'beside', 'only' and 'order'", "an order without rows"),
    _in(MANDATE, "only: tell is =share}", "only: tell is =trade}", "beside: in_return", "'questions.disclosures.fact' stands twice. Keep one", "the same rows twice"),
    _in(MANDATE, "blank: Nothing is written", "always: Nothing is written", "id: alone", "'always' is not a list of texts. Write each in a line of its own, as '- A sentence.'", "sentences that are no list"),
]  # fmt: skip
