"""Reads the worksheets: the fence with the questions, and the fences with examples."""

from __future__ import annotations

import json
from dataclasses import fields as record_fields
from typing import Any

from playbook_engine.fields import KINDS
from playbook_engine.fields.basis import BASES
from playbook_engine.worksheet import (
    COUNTS_IN,
    NONES,
    PHASES,
    SETS,
    SIGNS,
    TELLS,
    Case,
    CountsIn,
    Example,
    Group,
    NoneMeans,
    Option,
    Question,
    Reason,
    Sets,
    Sign,
    Tells,
    Worksheet,
)
from playbook_site.content import checks
from playbook_site.content.pages import KEYS, LINE, Fence, Page

_QUESTION_WORDS = ("id", "kind", "label", "why", "example", "find_out")
_COUNTING = ("amount", "range", "percent", "duration", "hours", "date")
_SETTING = {"basis": "choice", "hours_a_week": "hours"}
_TIMED = ("deal", "once", "only-once", "hour", "week")
_QUESTION_KEYS = frozenset(field.name for field in record_fields(Question))


def read_worksheet(page: Page, found: checks.Content) -> None:
    """Note the worksheet of a page with its examples; of one with mistakes, the mistakes alone."""
    fences = list(page.fences("worksheet"))
    if page.count("worksheet") != 1:
        page.fault(1, f"a worksheet page holds one ```worksheet fence, this one {page.count('worksheet')}")
    if len(fences) != 1:
        return
    fence = fences[0]
    head = next((section for section in page.sections if section.level == 1), None)
    groups = tuple(_read_group(page, fence, raw) for raw in _records(page, fence, fence.data, "groups"))
    for key in ("id", "topic", "minutes", "stage", "task"):
        if key not in fence.data:
            page.fault(fence.line, f"'{key}' is missing. Add '{key}: ...'")
    if "minutes" in fence.data and not checks.is_minutes(fence.data["minutes"]):
        page.fault(
            fence.line + fence.data[KEYS]["minutes"],
            f"minutes: is not a whole number from 1 to {checks.MINUTES_MOST}. Write, for example, 'minutes: 10'",
        )
    if "stage" in fence.data and fence.data["stage"] not in PHASES:
        page.fault(
            fence.line + fence.data[KEYS]["stage"],
            f"stage: '{fence.data['stage']}' is unknown. Write one of {', '.join(PHASES)}",
        )
    worth, unneeded, clashes = (_read_reasons(page, fence, key) for key in ("worth", "unneeded", "clashes"))
    examples = tuple(_read_example(page, example) for example in page.fences("example"))
    cases = tuple(
        _read_case(page, fence, raw)
        for raw in (_records(page, fence, fence.data, "cases") if "cases" in fence.data else ())
    )
    if not page.count("example"):
        page.fault(fence.line, "there is no worked example. Add a ```example fence with id, title, intro, answers")
    _check_times(page, fence, groups)
    if page.errors:
        return
    sheet = Worksheet(
        id=str(fence.data["id"]),
        title=head.title if head else page.slug,
        page=page.site_path,
        topic=str(fence.data["topic"]),
        minutes=int(fence.data["minutes"]),
        groups=groups,
        examples=examples,
        cases=cases,
        task=str(fence.data["task"]),
        phase=fence.data["stage"],
        worth=worth,
        unneeded=unneeded,
        clashes=clashes,
    )
    found.worksheets.append((sheet, page))
    found.fences[sheet.id] = (fence, tuple(page.fences("example")))


def _check_times(page: Page, fence: Fence, groups: tuple[Group, ...]) -> None:
    """Where amounts are for a time, the person is asked for which, once, and for the hours of a week."""
    top = [question for group in groups for question in group.questions]
    timed = [one for question in top for one in (question, *question.questions) if one.basis in _TIMED]
    for sets, kind in _SETTING.items():
        asking = sum((question.sets, question.kind) == (sets, kind) for question in top)
        if asking > 1 or (timed and not asking):
            why = f", since question '{timed[0].id}' has 'basis: {timed[0].basis}'" if timed else ""
            text = f"{asking} questions have 'sets: {sets}'. Write it at one of the kind {kind}, outside rows{why}"
            page.fault(fence.line, text)
    for question in (question for question in top if question.sets == "basis"):
        for option in (option for option in question.option_ids if option not in BASES):
            page.fault(
                fence.line, f"question '{question.id}': option '{option}' is no time. Write one of {', '.join(BASES)}"
            )


def _read_group(page: Page, fence: Fence, raw: dict[str, Any]) -> Group:
    line = fence.line + raw.get(LINE, 0)
    for key in ("id", "title"):
        if key not in raw:
            page.fault(line, f"this group has no '{key}'. Add '{key}: ...'")
    questions = tuple(_read_question(page, fence, question) for question in _records(page, fence, raw, "questions"))
    return Group(
        id=str(raw.get("id", "")),
        title=str(raw.get("title", "")),
        intro=str(raw.get("intro", "")),
        questions=questions,
        part=str(raw.get("part", "")),
        sharper=bool(raw.get("sharper")),
    )


def _read_reasons(page: Page, fence: Fence, key: str) -> tuple[Reason, ...]:
    """Return the reasons to fill a worksheet in, or to leave it out; one with a mistake is noted and left out."""
    found = []
    for raw in _records(page, fence, fence.data, key) if key in fence.data else ():
        line, when = fence.line + raw[LINE], raw.get("when")
        conditions = [when] if isinstance(when, str) else when
        if not isinstance(conditions, list) or not conditions or not all(isinstance(one, str) for one in conditions):
            page.fault(
                line, f"{key}: 'when' is missing or no list of situations. Write, for example, 'when: [a, not b]'"
            )
        elif not isinstance(raw.get("because"), str) or not raw["because"].strip():
            page.fault(line, f"{key}: 'because' is missing. Add 'because: ...' with a sentence")
        else:
            found.append(Reason(tuple(conditions), raw["because"].strip()))
    return tuple(found)


def _read_case(page: Page, fence: Fence, raw: dict[str, Any]) -> Case:
    line = fence.line + raw.get(LINE, 0)
    for key in ("id", "title", "line"):
        if not raw.get(key):
            page.fault(line, f"case '{raw.get('id', '?')}': '{key}' is missing. Add '{key}: ...'")
    for key in ("words", "answers"):
        if not isinstance(raw.get(key, {}), dict):
            page.fault(line, f"case '{raw.get('id', '?')}': {key}: is not a list of 'name: value' lines")
            raw = {**raw, key: {}}
    words = as_typed(raw.get("words", {}))
    answers = json.dumps(as_typed(raw.get("answers", {})), ensure_ascii=False, separators=(",", ":"))
    return Case(str(raw.get("id", "")), str(raw.get("title", "")), str(raw.get("line", "")), words, answers)


def _read_question(page: Page, fence: Fence, raw: dict[str, Any]) -> Question:
    line = fence.line + raw.get(LINE, 0)
    name = raw.get("id", "?")
    for key in _QUESTION_WORDS:
        if not raw.get(key):
            page.fault(line, f"question '{name}': '{key}' is missing. Add '{key}: ...'")
    for key in raw:
        if key not in _QUESTION_KEYS and key not in (LINE, KEYS):
            page.fault(line, f"question '{name}': '{key}' is not used. {checks.did_you_mean(key, _QUESTION_KEYS)}")
    kind = raw["kind"] if raw.get("kind") in KINDS else "text"
    sign: Sign = raw.get("sign", "")
    if raw.get("kind") not in KINDS:
        page.fault(line, f"question '{name}': kind '{raw.get('kind')}' is unknown. Write one of {', '.join(KINDS)}")
    if sign not in SIGNS:
        page.fault(line, f"question '{name}': sign '{sign}' is unknown. Write {' or '.join(SIGNS[1:])}")
    none: NoneMeans = raw.get("none", "")
    if none not in NONES or (none and raw.get("kind") in KINDS and kind not in _COUNTING):
        page.fault(
            line,
            f"question '{name}': none: write {' or '.join(NONES[1:])}, at a question of the kind {', '.join(_COUNTING)}",
        )
    basis: CountsIn = raw.get("basis", "")
    if basis not in COUNTS_IN:
        page.fault(line, f"question '{name}': basis '{basis}' is unknown. Write one of {', '.join(COUNTS_IN[1:])}")
    sets: Sets = raw.get("sets", "")
    if sets not in SETS or (sets and kind != _SETTING[sets]):
        wanted = ", or ".join(f"'sets: {one}' at a question of the kind {kind_}" for one, kind_ in _SETTING.items())
        page.fault(line, f"question '{name}': sets: write {wanted}")
    tells: Tells = raw.get("tells", "")
    if tells not in TELLS:
        page.fault(line, f"question '{name}': tells '{tells}' is unknown. Write one of {', '.join(TELLS[1:])}")
    options = tuple(
        Option(str(option.get("id", "")), str(option.get("label", "")))
        for option in (_records(page, fence, raw, "options") if kind == "choice" else ())
    )
    inner = tuple(
        _read_question(page, fence, question)
        for question in (_records(page, fence, raw, "questions") if kind == "rows" else ())
    )
    most, start = (raw.get("most", 0), raw.get("start", 0)) if kind == "rows" else (0, 0)
    if kind == "rows" and not (isinstance(most, int) and isinstance(start, int) and 0 < start <= most):
        page.fault(line, f"question '{name}': write 'start:' and 'most:', for example 2 and 8")
    words: dict[str, Any] = {
        key: str(raw.get(key, ""))
        for key in ("id", "label", "why", "example", "find_out", "row", "add", "details", "same_as")
    }
    return Question(
        kind=kind,
        detail=bool(raw.get("detail")),
        options=options,
        questions=inner,
        most=most,
        start=start,
        sign=sign,
        none=none,
        basis=basis,
        sets=sets,
        shown_when=_conditions(page, line, raw),
        private=bool(raw.get("private")),
        tells=tells,
        chance=bool(raw.get("chance")),
        **words,
    )


def _conditions(page: Page, line: int, raw: dict[str, Any]) -> tuple[str, ...]:
    given = raw.get("shown_when", [])
    if not isinstance(given, list) or not all(isinstance(one, str) for one in given):
        page.fault(
            line,
            f"question '{raw.get('id', '?')}': shown_when: is not a list. Write 'shown_when: [months is answered]'",
        )
        return ()
    return tuple(given)


def _read_example(page: Page, fence: Fence) -> Example:
    data = fence.data
    for key in ("id", "title", "intro", "answers"):
        if key not in data:
            page.fault(fence.line, f"this example has no '{key}'. Add '{key}: ...'")
    if not isinstance(data.get("answers", {}), dict):
        page.fault(fence.line + data[KEYS]["answers"], "answers: is not a list of 'question: answer' lines")
    answers = json.dumps(as_typed(data.get("answers", {})), ensure_ascii=False, separators=(",", ":"))
    return Example(str(data.get("id", "")), str(data.get("title", "")), str(data.get("intro", "")), answers)


def as_typed(value: Any) -> Any:
    """Return parsed YAML without the line marks; numbers become the text that a person would have typed."""
    if isinstance(value, dict):
        return {key: as_typed(item) for key, item in value.items() if key not in (LINE, KEYS)}
    if isinstance(value, list):
        return [as_typed(item) for item in value]
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _records(page: Page, fence: Fence, raw: dict[str, Any], key: str) -> list[dict[str, Any]]:
    value = raw.get(key)
    if not isinstance(value, list) or not value or not all(isinstance(item, dict) for item in value):
        page.fault(fence.line + raw.get(LINE, 0), f"'{key}' is missing or not a list of 'name: value' blocks")
        return []
    return value
