"""The sentences in docs/reference and the code agree: every name, both ways, and every placeholder."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import NamedTuple, get_args

import pytest

from playbook_engine import sheets
from playbook_engine.analysis.dependence import OPERATIONS, Relation, considerations
from playbook_engine.analysis.disclosure import Item, Kind, advise
from playbook_engine.fields.basis import Basis
from playbook_engine.fields.days import MONTHS, WEEKDAYS
from playbook_engine.library import EVIDENCE, Library, Seat
from playbook_site.content.finding import MINUTES
from playbook_site.forms.story import SPOKEN

ROOT = Path(__file__).resolve().parents[2]
PYTHON = [
    file for folder in ("playbook_engine", "playbook_site", "scripts") for file in sorted((ROOT / folder).rglob("*.py"))
]
TEMPLATES = sorted((ROOT / "playbook_site").rglob("*.html"))
THEME = sorted((ROOT / "overrides").rglob("*.html"))
SCRIPTS = [*sorted((ROOT / "docs" / "assets" / "js").rglob("*.mjs")), *sorted((ROOT / "playbook_site").rglob("*.mjs"))]

# What readers never see: blame, alarm, war (the plays' own test looks after docs/).
BANNED = re.compile(
    r"\b(please|sorry|valid|invalid|required|oops|forbidden|error occurred|battle|fight|hurry)\b", re.IGNORECASE
)
# Calls that take a message's name, and where it stands among their arguments.
CALLS = {"say": 0, "tell": 0, "words": 0, "filled": 0, "FieldFault": 0, "RequestError": 0, "AnswerError": 1}
# What is always filled: a sentence about an answer begins with the label of its field.
ALWAYS = {"FieldFault": {"label"}, "AnswerError": {"label"}}
QUOTED = re.compile(r"[\"'`]((?:[a-z]+/)?[a-z]+(?:-[a-z]+)+)[\"'`]")
# What an opening may not fall short of.
_BASES = ("target", "offer", "limit", "middle")
# The beginnings of names that code puts together, and what may follow each. A new one is written down here.
COMPOSED: dict[str, tuple[str, ...]] = {
    "page-numbers-": ("auto", "point", "comma"),
    "page-range-": ("low", "likely", "high", "low-chance", "likely-chance", "high-chance"),
    "page-unit-": ("percent", "hours"),
    "embed-learns-": ("progress", "completion", "score"),
    "page-offline-not-": (
        "never",
        "stopped",
        "unreachable",
        "damaged",
        "full",
        "refused",
        "elsewhere",
        "saving-data",
        "unsupported",
    ),
    "site-seat-": get_args(Seat),
    "site-story-": SPOKEN,
    "site-within-": (*map(str, MINUTES), "more"),
    "site-choose-": ("minutes", "seat", "topic"),
    "site-evidence-": EVIDENCE,
    "number-month-": MONTHS,
    "number-unit-": tuple(basis for basis in get_args(Basis) if basis not in ("", "once")),
    "number-weekday-": WEEKDAYS,
    "amount-a-": tuple(basis for basis in get_args(Basis) if basis not in ("", "once")),
    "worked-open-": ("direction", "how-much", "elsewhere", "know", "would-change"),
    "worked-base-": _BASES,
    "opening-beyond-": _BASES,
    "matters-mark-": ("limit", "meeting"),
    "matters-name-": ("limit", "meeting"),
    "matters-reads-": ("limit", "meeting"),
    "matters-column-": ("limit", "meeting"),
    # A beginning of one word: nothing finds it, and what follows is looked up all the same.
    "reads-": tuple(
        found.code.replace("_", "-")
        for mine, theirs in product(range(11), repeat=2)
        for found in considerations(Relation(Fraction(mine), Fraction(theirs), Fraction(10)))
    ),
    "quarter-": tuple(f"{name}-{line}" for name in ("you-more", "both", "little", "they-more") for line in (1, 2)),
    "change-": tuple(f"{whose}-{operation}".replace("_", "-") for whose in ("you", "they") for operation in OPERATIONS)
    + ("stays-any", "cost-any"),
    "verdict-": tuple(f"needs-{who}-so" for who in ("you", "they", "even", "open")),
    "verdict-terms-": tuple(f"{base}-{end}" for base in ("plan", "halfway") for end in ("both", "one", "nothing")),
    "verdict-terms-helps-": ("both", "you", "they"),
    "trade-rests-": ("told", "any-guess", "guess"),
    "terms-": ("mine", "middle", "theirs", "both"),
    "way-": ("mine", "middle", "theirs", "both"),
    "worth-": ("plan", "halfway", "better"),
    "column-": ("issue", "you", "they", "plan", "halfway", "better"),
    "worked-": tuple(f"{what}-{side}" for what in ("better", "plan", "halfway") for side in ("you", "they")),
    "assumption-": ("your-sum", "their-sum"),
    "map-": tuple(f"{whose}-{end}" for whose in ("yours", "theirs") for end in ("blank", "from-to")),
    "list-": ("look-up", "out-of-reach", "share", "trade", "hold", "undecided"),
    "ask-": ("situation", "want", "rule", "number", "problem", "plain"),
    "sure-": ("open", "believed", "unsaid"),
    "turn-": ("yes", "little", "unsaid"),
    "usual-": ("share", "trade", "hold"),
    "unlike-": ("share", "trade", "hold"),
    "advice-": tuple(
        advise(Item("", kind, strong=strong, they_reciprocate=told)).reason.replace("_", "-")
        for kind in get_args(Kind)
        for strong, told in product((True, False), repeat=2)
    ),
    "because-": ("untrue", "misleads", "lock-in", "unchecked", "unsure", "defend-no", "defend-unsure"),
    "reason-": ("untrue", "misleads", "lock-in", "unchecked", "unsure", "defend-no", "defend-unsure"),
    "still-": ("true-words", "misleads", "lock-in", "defend"),
    "tested-": ("stop", "doubt", "pass", "open"),
    "head-": tuple(
        f"{name}{end}"
        for name in (
            *("wait", "take", "close", "unsaid", "never", "free", "unpriced", "both", "mine", "theirs", "none"),
            *(f"dearer-{who}" for who in ("you", "they", "even", "open")),
        )
        for end in ("", "-so")
    ),
    "days-": ("both", "mine", "theirs"),
    "beside-": tuple(f"{what}-{way}" for what in ("felt", "believed") for way in ("above", "below")),
}
BEGUN = re.compile(r"f\"([a-z]+(?:-[a-z]+)+-)\{|`([a-z]+(?:-[a-z]+)+-)\$\{|[\"']([a-z]+(?:-[a-z]+)+-)[\"'] *~")


class Use(NamedTuple):
    """A place where code names a message; ``given`` are the placeholders that it fills, None where that is not plain."""

    name: str
    where: str
    given: frozenset[str] | None

    def message(self, content: Library) -> str:
        """Return the message's full name: in a worksheet's folder, that worksheet's own sentence where it has one."""
        return full_name(self.name, self.where, content)


def full_name(name: str, where: str, content: Library) -> str:
    """Return what a name stands for. Scripts of pages that are read, and the theme, leave out the beginning ``site-``."""
    found = re.match(r"playbook_engine/worksheets/(\w+)/", where)
    own = f"{found[1]}/{name}" if found else name
    if own in content.messages or not where.startswith(("docs/assets/js/pages", "overrides")):
        return own if own in content.messages else name
    return next((full for full in (f"site-{name}", f"page-{name}") if full in content.messages), name)


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"\{([a-z_]+)\}", text))


def prefixes(content: Library) -> set[str]:
    """The first words of the messages' names: a quoted name that begins so means a message."""
    return {name.rpartition("/")[2].split("-")[0] for name in content.messages}


def python_uses() -> Iterator[Use]:
    for file in PYTHON:
        source = file.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(source)):
            if not isinstance(node, ast.Call):
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            place = CALLS.get(called)
            if place is None or len(node.args) <= place:
                continue
            for name in _names(node.args[place]):
                if " " in name:  # a build tells the person at the terminal what it does: no message's name
                    continue
                keys = {word.arg for word in node.keywords if word.arg}
                plain = all(word.arg for word in node.keywords) and called not in ("words",)
                if called == "filled":
                    keys = {arg.value for arg in node.args[1:] if isinstance(arg, ast.Constant)}
                if called == "tell":
                    plain = False
                if called == "AnswerError":
                    plain = len(node.args) == 2
                given = frozenset(keys | ALWAYS.get(called, set())) if plain else None
                yield Use(name, f"{file.relative_to(ROOT)}:{node.lineno}", given)


def _names(argument: ast.expr) -> list[str]:
    """The literal names that an argument may be: one, or either side of a condition."""
    if isinstance(argument, ast.IfExp):
        return _names(argument.body) + _names(argument.orelse)
    return [argument.value] if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else []


def script_uses() -> Iterator[Use]:
    for file in SCRIPTS:
        source = file.read_text(encoding="utf-8")
        for found in re.finditer(r"\bsay\(\s*\"([a-z-]+)\"\s*(,|\))", source):
            given = frozenset(_keys(source, found.end())) if found[2] == "," else frozenset()
            yield Use(found[1], f"{file.relative_to(ROOT)}:{source.count(chr(10), 0, found.start()) + 1}", given)


def _keys(source: str, start: int) -> Iterator[str]:
    """The keys of the object literal that begins at a place: names at its own depth, before a colon or a comma."""
    depth, word, at_key = 0, "", False
    for char in source[start:]:
        if char in "{([":
            depth, at_key, word = depth + 1, depth == 0, ""
        elif char in "})]":
            if depth == 1 and at_key and word:
                yield word
            depth -= 1
            if depth <= 0:
                return
        elif depth == 1 and char in ",:":
            if at_key and word:
                yield word
            at_key, word = char == ",", ""
        elif depth == 1 and at_key and (char.isalnum() or char == "_"):
            word += char


def quoted_names(content: Library) -> dict[str, str]:
    """Every quoted name in the code that begins like a message's, and where it stands."""
    first = prefixes(content)
    found: dict[str, str] = {}
    for file in [*PYTHON, *SCRIPTS, *TEMPLATES]:
        where = str(file.relative_to(ROOT))
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            for name in QUOTED.findall(line):
                if name.rpartition("/")[2].split("-")[0] in first:
                    found.setdefault(full_name(name, where, content), f"{where}:{number}")
    return found


def theme_names() -> dict[str, str]:
    """Every sentence that the theme's templates say, and where."""
    said = re.compile(r"(?:say|words)\[\"([a-z-]+)\"\]")
    return {
        f"site-{name}": str(file.relative_to(ROOT))
        for file in THEME
        for name in said.findall(file.read_text(encoding="utf-8"))
    }


# Quoted names that begin like a message's and are none: an attribute, a style, faults of a saved copy, scripts of packages.
NO_MESSAGES = {
    *("none-yet", "no-number", "no-limit", "no-offer", "text-anchor", "field-sizing", "too-large", "too-new"),
    *("embed-early", "portal-scorm", "portal-thin"),
}


def test_every_message_that_the_code_says_has_words(content: Library) -> None:
    uses = [*python_uses(), *script_uses()]
    assert len(uses) > 80
    assert [use for use in uses if use.message(content) not in content.messages] == []


def test_every_quoted_name_that_looks_like_a_message_is_one(content: Library) -> None:
    known = NO_MESSAGES | set(content.messages)
    assert {name: where for name, where in quoted_names(content).items() if name not in known} == {}


def test_names_that_are_put_together_are_written_down(content: Library) -> None:
    sources = "".join(file.read_text(encoding="utf-8") for file in [*PYTHON, *SCRIPTS, *TEMPLATES])
    begun = {start for found in BEGUN.findall(sources) for start in found if start}
    assert {start for start in begun if start.split("-")[0] in prefixes(content)} == {
        start for start in COMPOSED if start.count("-") > 1
    }


def test_every_message_of_the_theme_has_words(content: Library) -> None:
    assert len(theme_names()) > 15
    assert {name: where for name, where in theme_names().items() if name not in content.messages} == {}


def test_every_message_is_said_by_some_code(content: Library) -> None:
    used = {use.message(content) for use in script_uses()}
    quoted = set(quoted_names(content))
    said = (
        quoted
        # A worksheet may have words of its own for what a general room says.
        | {f"{sheet.id}/{name}" for sheet in sheets.SHEETS for name in quoted}
        | used
        | set(theme_names())
        | {
            full_name(start + end, where, content)
            for start, ends in COMPOSED.items()
            for end in ends
            for where in ("", *(f"playbook_engine/worksheets/{sheet.id}/" for sheet in sheets.SHEETS))
        }
    )
    assert sorted(set(content.messages) - said) == []


def test_every_placeholder_of_a_message_is_filled_and_every_filling_is_used(content: Library) -> None:
    faults = []
    for use in [*python_uses(), *script_uses()]:
        message = use.message(content)
        if use.given is None or message not in content.messages:
            continue
        wanted = placeholders(content.messages[message])
        missing, idle = wanted - use.given, use.given - wanted - {"label", "text", "options"}
        if missing or idle:
            faults.append(f"{use.where}: {use.name} misses {sorted(missing)}, fills in vain {sorted(idle)}")
    assert faults == []


@pytest.mark.parametrize("kind", ["messages", "situations", "placeholders"])
def test_no_sentence_blames_or_alarms(content: Library, kind: str) -> None:
    texts: dict[str, str] = dict(getattr(content, kind))
    assert {name: text for name, text in texts.items() if BANNED.search(text)} == {}


def test_sentences_end_and_parts_of_sentences_do_not(content: Library) -> None:
    for name, text in content.messages.items():
        assert text == text.strip(), name
        assert "  " not in text, name
    for name, text in content.situations.items():
        assert not text.endswith("."), name
        assert text[:1] == text[:1].lower(), name


def test_no_word_of_advice_stands_in_code() -> None:
    """A sentence for people has a capital, spaces and a full stop; docstrings and the engine's own faults are none."""
    found = []
    for file in sorted((ROOT / "playbook_engine").rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            is_text = isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs
            if is_text and re.match(r"[A-Z][a-z]+ [a-z]+ .*\.$", str(node.value)):  # type: ignore[attr-defined]
                found.append(f"{file.name}:{node.lineno}: {node.value}")  # type: ignore[attr-defined]
    assert [line for line in found if not line.startswith(("commands.py", "situations.py", "placeholders.py"))] == []
