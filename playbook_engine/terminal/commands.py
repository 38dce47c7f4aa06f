"""The same door on a terminal: ``checklist`` answers a saved plan, ``worksheet`` prints the questions, and ``analyse``
computes one analysis from JSON on standard input.

Faults go to standard error, one line each with the field's path; then nothing goes to standard output and the status
is 2. All output is UTF-8. A result that cannot be written, as on a full disk, is a fault too.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playbook_engine import bridge, library, plan
from playbook_engine.errors import RequestError
from playbook_engine.fields import days
from playbook_engine.library import Library
from playbook_engine.terminal import streams
from playbook_engine.terminal.analyse import inputs
from playbook_engine.terminal.analyse.table import ANALYSES
from playbook_engine.words import Words
from playbook_engine.worksheet import Question, Worksheet

FAULT = 2
#: Bytes on standard input that an analysis reads at most.
INPUT_LIMIT = 8_000_000
#: What a shell says of a command that Ctrl-C ended.
STOPPED = 130
_HERE = Path(__file__).resolve().parents[1]
_LIBRARIES = (_HERE / "library.json", _HERE.parent / "build" / "library.json")


class _Refused(Exception):
    """Lines for standard error; the run ends with status 2."""


def main(arguments: list[str] | None = None) -> int:
    """Run one command. Returns the exit status."""
    streams.speak_utf8()
    try:
        options = _parsed(arguments)
        streams.write(options.run(options))
    except _Refused as refused:
        streams.tell(str(refused))
        return FAULT
    except streams.NotWrittenError as error:
        streams.tell(_not_written(error.reason))
        return FAULT
    except KeyboardInterrupt:
        return STOPPED
    return 0


def _parsed(arguments: list[str] | None) -> argparse.Namespace:
    """Return the options. ``--help`` ends here, once its text is written."""
    try:
        return _parser().parse_args(arguments)
    except SystemExit:
        streams.write("")
        raise


def _not_written(reason: str) -> str:
    """Return the sentence that tells why a result was not written; the bare reason where there is no library to take it from."""
    try:
        return Words(_open_library(None), "auto", "").say("terminal-not-written", reason=reason)
    except _Refused:
        return reason


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m playbook_engine", description="Prepare for a negotiation.")
    parser.add_argument("--library", type=Path, help="the library.json to answer from (made by 'make build')")
    commands = parser.add_subparsers(required=True, metavar="command")
    deal = commands.add_parser("checklist", help="print the checklist that a saved plan calls for")
    deal.add_argument("plan", type=Path, help="a plan as JSON, such as the copy that a worksheet page saves")
    deal.add_argument("--format", choices=("markdown", "html", "json"), default="markdown")
    deal.add_argument("--worksheet", help="which worksheet of the plan (default: all that have answers)")
    deal.add_argument("--site", default="", help="the site's address, put before the links")
    deal.add_argument(
        "--today", type=_day, help="today's date, such as 2027-03-01, from which an answer like 'in May' counts"
    )
    deal.set_defaults(run=_checklist)
    ask = commands.add_parser("worksheet", help="print a worksheet's questions")
    ask.add_argument("name")
    ask.set_defaults(run=_worksheet)
    compute = commands.add_parser("analyse", help="compute one analysis: JSON on standard input, JSON out")
    compute.add_argument("name", choices=sorted(ANALYSES))
    compute.set_defaults(run=_analyse)
    return parser


def _day(text: str) -> str:
    """Return a date as it was typed. Raises what argparse shows when it is none."""
    if days.from_iso(text) is None:
        raise argparse.ArgumentTypeError(f"'{text}' is no date. Write it as 2027-03-01.")
    return text


def _open_library(path: Path | None) -> Library:
    """Return the library. Without one there are no sentences to take, so these two stand here."""
    for candidate in (path,) if path else _LIBRARIES:
        if candidate.is_file():
            try:
                return library.open_file(candidate)
            except (ValueError, KeyError, TypeError) as error:
                raise _Refused(f"{candidate} is not a library for this engine. Run 'make build' again.") from error
    raise _Refused(
        f"There is no library at {path or _LIBRARIES[-1]}. Run 'make build' first, or name one with --library."
    )


def _checklist(options: argparse.Namespace) -> str:
    content = _open_library(options.library)
    words = Words(content, "auto", "")
    bridge.use_library(content)
    document = _read_plan(options.plan, words)
    held = document["worksheets"]
    names = [options.worksheet] if options.worksheet else [one.id for one in content.worksheets if one.id in held]
    if not names:
        known = ", ".join(sheet.id for sheet in content.worksheets)
        raise _Refused(words.say("terminal-no-answers", path=str(options.plan), known=known))
    reply = json.loads(bridge.run(json.dumps(_request(names, document, options))))
    if not reply["ok"]:
        raise _Refused(reply["error"]["message"])
    read = reply["worksheets"] if "worksheets" in reply else {names[0]: reply}
    lines = [
        words.say(
            "terminal-error",
            field=fault["field"] if len(names) == 1 else f"{name}.{fault['field']}",
            message=_with_choices(fault, words),
        )
        for name, part in read.items()
        for fault in part["errors"]
    ]
    if lines:
        raise _Refused("\n".join(lines))
    if options.format == "json":
        return json.dumps(reply, ensure_ascii=False, indent=2) + "\n"
    return str(reply[options.format])


def _with_choices(fault: dict[str, Any], words: Words) -> str:
    """Return a fault's sentence, with what to write for each of its readings."""
    choices = ", ".join(f'"{choice["value"]}"' for choice in fault["choices"])
    return (
        words.say("terminal-choices", message=fault["message"], choices=choices) if choices else str(fault["message"])
    )


def _request(names: list[str], document: Any, options: argparse.Namespace) -> dict[str, Any]:
    """Return the request for the result of one worksheet, or of the plan as a whole where several hold answers."""
    one = {"do": "checklist", "worksheet": names[0]} if len(names) == 1 else {"do": "plan"}
    base = options.site and options.site.rstrip("/") + "/"
    today = {"today": options.today} if options.today else {}
    return {"v": bridge.PROTOCOL, "id": 0, **one, **today, "base": base, "plan": document}


def _read_plan(path: Path, words: Words) -> dict[str, Any]:
    """Return a saved plan, checked as the page checks it."""
    try:
        return plan.read_copy(streams.read_file(path, plan.BYTE_LIMIT))
    except FileNotFoundError as error:
        raise _Refused(words.say("terminal-no-file", path=str(path))) from error
    except OSError as error:
        raise _Refused(words.say("plan-unreadable")) from error
    except RequestError as error:
        cause = error.__cause__
        if isinstance(cause, json.JSONDecodeError):
            place = {"line": str(cause.lineno), "column": str(cause.colno)}
            raise _Refused(words.say("terminal-not-json", path=str(path), **place)) from error
        raise _Refused(words.say(error.message, **dict(error.values))) from error


def _worksheet(options: argparse.Namespace) -> str:
    content = _open_library(options.library)
    words = Words(content, "auto", "")
    sheet = content.worksheet(options.name)
    if sheet is None:
        raise _Refused(words.say("worksheet-unknown", name=options.name))
    return "\n".join(_questions(sheet, words)).rstrip("\n") + "\n"


def _analyse(options: argparse.Namespace) -> str:
    content = streams.read_input(INPUT_LIMIT)
    if len(content) > INPUT_LIMIT:
        raise _Refused(f"$: has more than {INPUT_LIMIT:,} bytes; leave out what this analysis does not need")
    try:
        return inputs.run(ANALYSES[options.name], content.decode("utf-8-sig"))
    except inputs.InputError as error:
        raise _Refused(str(error)) from error
    except UnicodeDecodeError as error:
        raise _Refused("$: is not text in UTF-8") from error


def _questions(sheet: Worksheet, words: Words) -> Iterator[str]:
    yield f"# {sheet.title}"
    for group in sheet.groups:
        yield from ("", f"## {group.title}")
        yield from ("", group.intro) if group.intro else ()
        for question in group.questions:
            yield from _question(question, question.id, words)


def _question(question: Question, path: str, words: Words) -> Iterator[str]:
    yield from ("", f"### {question.label}", "", f"`{path}`")
    if question.kind == "rows":
        yield from ("", words.say("terminal-rows", most=str(question.most)))
    yield ""
    yield f"- {words.say('terminal-why')}: {question.why}"
    yield f"- {words.say('terminal-example')}: {question.example}"
    yield f"- {words.say('terminal-find-out')}: {question.find_out}"
    if question.options:
        labels = ", ".join(f"`{option.id}` ({option.label})" for option in question.options)
        yield f"- {words.say('terminal-answer')}: {words.say('terminal-one-of', options=labels)}"
    for inner in question.questions:
        yield from _question(inner, f"{path}.0.{inner.id}", words)
