"""Whether a worksheet fits together: what brings its questions up, the words of its cases, and the reasons to fill it in."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from playbook_engine import cases, follow_ups, situations, worksheet
from playbook_engine.contradictions import STATEMENTS
from playbook_engine.placeholders import PLACEHOLDERS
from playbook_engine.situations import SITUATIONS
from playbook_engine.worksheet import Question, Worksheet
from playbook_site.content.checks import Content, did_you_mean, question_lines
from playbook_site.content.pages import KEYS, LINE


def check(found: Content) -> None:
    """Note every condition that names nothing, every word that no case has, and every answer that a case cannot give."""
    _check_follow_ups(found)
    _check_cases(found)
    _check_reasons(found)
    _check_clashes(found)


def _check_follow_ups(found: Content) -> None:
    """Note each ``shown_when`` that names no question, or a test that its question cannot be put to."""
    for sheet, page in found.worksheets:
        lines = dict(question_lines(found.fences[sheet.id][0]))
        top = {question.id: question for question in sheet.questions()}
        for outer in top.values():
            for inner in (outer, *outer.questions):
                path = outer.id if inner is outer else f"{outer.id}.{inner.id}"
                row = {} if inner is outer else {one.id: one for one in outer.questions}
                for text in inner.shown_when:
                    fault = _condition_fault(text, path, {**top, **row}, top)
                    if fault:
                        found.fault(page.file, lines[path], f"question '{path}': shown_when: {fault}")


def _condition_fault(text: str, own: str, near: Mapping[str, Question], top: Mapping[str, Question]) -> str:
    try:
        wanted = follow_ups.condition(text)
    except follow_ups.ConditionError as error:
        return str(error)
    first, *rest = wanted.path
    asked = near.get(first)
    known = [*near, *(f"{outer.id}.*.{inner.id}" for outer in top.values() for inner in outer.questions)]
    if rest:
        inner = {one.id: one for one in top[first].questions} if first in top else {}
        asked = inner.get(rest[1]) if len(rest) == 2 and rest[0] == follow_ups.ANY_ROW else None
    if asked is None:
        return f"'{'.'.join(wanted.path)}' is no question here. {did_you_mean('.'.join(wanted.path), known)}"
    if ".".join(wanted.path) == own.rpartition(".")[2]:
        return f"'{text}' looks at the question itself. Name an earlier one"
    if wanted.test.startswith("="):
        answer = wanted.test[1:]
        hint = did_you_mean(answer, asked.option_ids)
        return "" if answer in asked.option_ids else f"'{text}': '{answer}' is no answer of '{asked.id}'. {hint}"
    kinds = follow_ups.TESTS[wanted.test]
    if kinds and asked.kind not in kinds:
        why = f"the test '{wanted.test}' is for {' and '.join(sorted(kinds))}, and '{asked.id}' is {asked.kind}"
        return f"'{text}': {why}. Write another test, or name another question"
    return ""


def _check_cases(found: Content) -> None:
    for sheet, page in found.worksheets:
        fence, _ = found.fences[sheet.id]
        lines = [fence.line + raw[LINE] for raw in fence.data.get("cases", ())]
        plain = cases.words(sheet, cases.PLAIN)
        asked = next((question.option_ids for question in sheet.questions() if question.id == cases.CASE), ())
        for case, line in zip(sheet.cases, lines, strict=True):
            if case.id not in asked:
                text = f"case '{case.id}' is no answer of the question '{cases.CASE}'. {did_you_mean(case.id, asked)}"
                found.fault(page.file, line, text)
            for word in (word for word in case.words if word not in plain):
                hint = did_you_mean(word, plain)
                text = f"case '{case.id}': the case '{cases.PLAIN}' has no word '{word}'. {hint}"
                found.fault(page.file, line, text)
            for error in worksheet.read(sheet, json.loads(case.answers), "auto").errors:
                text = f"case '{case.id}': the answer '{error.field}' cannot be used ({error.message}). Write what a person can choose or type"
                found.fault(page.file, line, text)
        for path, line, text in _texts(sheet, fence.line, dict(question_lines(fence))):
            for word in (word for word in cases.places(text) if word not in plain):
                where = f"'{{{word}}}' is no word of the case '{cases.PLAIN}'"
                found.fault(page.file, line, f"{path}: {where}. {did_you_mean(word, plain)}")


def _check_reasons(found: Content) -> None:
    """Note each reason that names no situation, or a placeholder that nothing fills."""
    for sheet, page in found.worksheets:
        fence, _ = found.fences[sheet.id]
        for key, reasons in (("worth", sheet.worth), ("unneeded", sheet.unneeded)):
            for reason, raw in zip(reasons, fence.data.get(key, ()), strict=True):
                line = fence.line + raw[KEYS]["when"]
                for name in (name for one in reason.when for name in situations.names(one) if name not in SITUATIONS):
                    hint = did_you_mean(name, SITUATIONS)
                    found.fault(page.file, line, f"{key}: '{name}' is not in reference/situations/. {hint}")
                line = fence.line + raw[KEYS]["because"]
                for name in (name for name in cases.places(reason.because) if name not in PLACEHOLDERS):
                    hint = did_you_mean(name, PLACEHOLDERS)
                    found.fault(page.file, line, f"{key}: the placeholder '{{{name}}}' is unknown. {hint}")


def _check_clashes(found: Content) -> None:
    """Note each pair of statements that is none, of which no half is the worksheet's own, or that stands somewhere else too."""
    seen: set[frozenset[str]] = set()
    for sheet, page in found.worksheets:
        fence, _ = found.fences[sheet.id]
        for clash, raw in zip(sheet.clashes, fence.data.get("clashes", ()), strict=True):
            line, pair = fence.line + raw[KEYS]["when"], frozenset(clash.when)
            for name in (name for name in clash.when if name not in STATEMENTS):
                found.fault(page.file, line, f"clashes: no worksheet states '{name}'. {did_you_mean(name, STATEMENTS)}")
            if pair <= set(STATEMENTS):
                sheets = [STATEMENTS[name] for name in pair]
                if len(clash.when) != 2 or len(set(sheets)) != 2 or sheet.id not in sheets:
                    text = "clashes: Name two statements in 'when', one of this worksheet and one of another"
                    found.fault(page.file, line, text)
                elif pair in seen:
                    found.fault(
                        page.file, line, "clashes: Say this only once: the two stand together elsewhere already"
                    )
            seen.add(pair)


def _texts(sheet: Worksheet, start: int, lines: Mapping[str, int]) -> Iterator[tuple[str, int, str]]:
    """Yield every text that a case's words may stand in, with its question and its line."""
    for group in sheet.groups:
        yield f"group '{group.id}'", start, f"{group.title} {group.intro}"
        for outer in group.questions:
            for inner in (outer, *outer.questions):
                path = outer.id if inner is outer else f"{outer.id}.{inner.id}"
                said = [*(getattr(inner, name) for name in cases.TEXTS), *(option.label for option in inner.options)]
                yield f"question '{path}'", lines[path], " ".join(said)
