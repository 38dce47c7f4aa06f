"""The requests with which a build tries the engine out: what readers' answers may look like, plain, odd and hostile.

Two things rest on them. The runtime must answer the first few as this Python does, or the build stops. And what never
ran while all of them were answered is left out of the quick start, so they should go everywhere that answers can lead:
a reader who gets further waits for the whole Python.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

#: How many plans are drawn, for all worksheets together.
DRAWN = 200
SEED = 20_261

_CURRENCIES = ("€", "", "$", "CHF", "Rs.", "<b>", "₪", "😀")
_NUMBERS = ("auto", "auto", "point", "comma")
_SCRIPTS = "Zürich, naïve\u0301 façade ﬁ ŉ İı ẞß Ǆ Ω≈ç 東京 ｆｕｌｌ ไทย हिन्दी עברית العربية \u202e\u200d 🤝🏽👩‍👩‍👧 𝔘 \ud83d \x00\x07\x7f\u2028"
_TEXTS = (
    "Join the clinic",
    "",
    "  two  spaces\n\nand\tlines\r\n  here ",
    _SCRIPTS,
    "<img src=x onerror=alert(1)> </text><!-- --> <?x?> <![CDATA[x]]> &amp; &#65; &#x1F600; &#0; &bogus; &copy;",
    "# h\n## h\n- a\n  - b\n1. c\n> q\n```\ncode\n```\n~~~\n| a | b |\n|---|:-:|\n| 1 | 2 |\n\n***\nset\n===\n    code\n[x]: /y 't'",
    "*a* **b** __c__ ~~d~~ `e` ``f`g`` [h](i 'j') ![k](l) [m][n] <https://a.example/ä?b=c> https://x.example a@b.example \\* \\\\ (c) -- ...",
    "[x](javascript:alert(1)) [y](data:text/html,x) [z](<a b>) [ä](//é.example:80/%zz?q#f) {target} =1+1 \"q\" 'a' “b” ’",
    "x" * 200,
    "ä" * 201,
    "😀 " * 9_000,
    "y" * 20_001,
)
_NUMBER_TEXTS = (
    "52,000", "52.000,50", "52 000", "52\u00a0000", "52\u202f000", "52'000", "€52k", "52k €", "$1.5m", "1e3", "12.345", "12,345",
    "0", "-5", "−5", "(5)", "+7", "0.1", ".5", "5.", "1/3", "½", "٥٢", "５２", "abc", "", "  ", "9" * 15, "9" * 16, "9" * 61,
    "1,2,3", "1.000.000", "10 - 20", "ten", "50000", "-0.001", "1234567.89", "99999999999999",
)  # fmt: skip
_PERCENT_TEXTS = (
    "60%",
    "60",
    "0.6",
    "6 in 10",
    "3 of 4",
    "0",
    "100",
    "150%",
    "-5%",
    "12,5 %",
    "⅓",
    "",
    "likely",
    "1e-9",
)
_DURATION_TEXTS = (
    "3 months",
    "1 month",
    "2w",
    "10 days",
    "1,5 years",
    "1 quarter",
    "0",
    "-1",
    "6",
    "forever",
    "",
    "1y 2m",
)


def example_requests(library: str) -> list[str]:
    """Return requests that take the engine through its paths: each example, nothing answered, nonsense, not JSON."""
    found: list[str] = []
    for sheet in json.loads(library).get("worksheets", ()):
        plans: list[tuple[dict[str, Any], str]] = [({}, "auto"), ({"deal_worth": {"likely": "12.345"}}, "auto")]
        for example in sheet.get("examples", ()):
            plans += [(json.loads(example["answers"]), numbers) for numbers in ("auto", "comma")]
        found += [
            _request(sheet["id"], answers, "€", numbers, len(found) + at) for at, (answers, numbers) in enumerate(plans)
        ]
    return [*found, "not JSON", '{"v":1,"id":1,"do":"nothing known"}']


def rehearsal(library: str) -> list[str]:
    """Return the examples, what cannot be served, and plans drawn from one seed: the same in every build.

    ``DRAWN`` plans are drawn in all, for the worksheets in turn, so that more worksheets do not make a build longer.
    """
    rng = random.Random(SEED)
    sheets = json.loads(library).get("worksheets", ())
    turns = [sheets[number % len(sheets)] for number in range(DRAWN)] if sheets else []
    drawn = [
        _request(
            sheet["id"], dict(_answers(_questions(sheet), rng)), rng.choice(_CURRENCIES), rng.choice(_NUMBERS), number
        )
        for number, sheet in enumerate(turns)
    ]
    return [*example_requests(library), *_unservable(sheets), *drawn]


def _unservable(sheets: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return requests that the page never makes, for other versions and broken tabs."""
    name = sheets[0]["id"] if sheets else "none"
    plan = {"version": 1, "settings": {}, "worksheets": {name: {}}, "done": []}
    asked = {"v": 1, "id": 1, "do": "checklist", "worksheet": name, "base": "", "plan": plan}
    wrong: tuple[dict[str, Any], ...] = (
        {"v": 2},
        {"v": True},
        {"id": "\ud800"},
        {"do": ["checklist"]},
        {"worksheet": "\ud800 nowhere"},
        {"base": 7},
        {"level": 3},
        {"level": True},
        {"plan": None},
        {"plan": {**plan, "version": 2}},
        {"plan": {**plan, "settings": {"numbers": []}}},
        {"plan": {**plan, "worksheets": {name: {"alternatives": {"a": 1}, "nobody_asked": "x", "role": ["pay"]}}}},
        {"plan": {**plan, "worksheets": {name: {"alternatives": [{"name": "x"}] * 200}}}},
        {"plan": {**plan, "done": ["a/b", "c"]}},
    )
    texts = [
        "",
        "null",
        "[]",
        '{"v":1,"id":NaN}',
        '{"v":1,"id":1e999}',
        '{"a":' * 60_000,
        '{"id":' + "9" * 5_000 + "}",
        '"\\ud800',
    ]
    return [*texts, *(json.dumps({**asked, **change}) for change in wrong)]


def _request(sheet: str, answers: Mapping[str, Any], currency: str, numbers: str, number: int) -> str:
    plan = {
        "version": 1,
        "settings": {"currency": currency, "numbers": numbers},
        "worksheets": {sheet: answers},
        "done": [],
    }
    asked = {"v": 1, "id": number, "do": "checklist", "worksheet": sheet, "base": "../../", "plan": plan}
    return json.dumps(asked, ensure_ascii=False)


def _questions(sheet: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [question for group in sheet["groups"] for question in group["questions"]]


def _answers(questions: Sequence[Mapping[str, Any]], rng: random.Random) -> Iterator[tuple[str, Any]]:
    """Yield an answer to most of the questions."""
    odd = rng.choice((0.05, 0.3, 1.0))
    for question in questions:
        if rng.random() < 0.85:
            yield question["id"], _answer(question, rng, odd)


def _answer(question: Mapping[str, Any], rng: random.Random, odd: float) -> Any:
    """Return an answer of the question's kind; ``odd`` is the share of those that nobody should give."""
    kind = question["kind"]
    if kind == "rows":
        count = rng.choice((0, 1, 2, 3, question["most"], question["most"] + 1))
        return [dict(_answers(question["questions"], rng)) for _ in range(count)]
    strange = rng.random() < odd
    if kind == "choice":
        return "sworn" if strange else rng.choice(question["options"])["id"]
    if kind in ("text", "long_text"):
        return rng.choice(_TEXTS) if strange else f"Plan {rng.randrange(9)}"
    if kind == "range":
        return _range(rng, strange)
    texts = {"percent": _PERCENT_TEXTS, "duration": _DURATION_TEXTS}.get(kind, _NUMBER_TEXTS)
    plain = {"percent": f"{rng.randrange(101)}%", "duration": f"{rng.randrange(1, 30)} months"}
    return rng.choice(texts) if strange else plain.get(kind, f"{rng.randrange(200)}000")


def _range(rng: random.Random, strange: bool) -> dict[str, str]:
    """Return one to three amounts, in order or not, some with chances."""
    ends = [str(end * 1000) for end in sorted(rng.randrange(-20, 200) for _ in range(3))]
    parts = dict(zip(("low", "likely", "high"), ends if rng.random() < 0.7 else ends[::-1], strict=True))
    if rng.random() < 0.3:
        parts.update(low_chance="20%", likely_chance="50%", high_chance=rng.choice(("30%", "40%", "")))
    if strange:
        parts[rng.choice(list(parts))] = rng.choice(_NUMBER_TEXTS)
    for name in rng.sample(list(parts), rng.choice((0, 0, 1, 2))):
        del parts[name]
    return parts
