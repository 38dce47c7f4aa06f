"""A few words on one line."""

from __future__ import annotations

from playbook_engine.errors import FieldFault
from playbook_engine.fields.kind import Asked, Draw, FieldKind, Raw, one_control
from playbook_engine.fields.numerals import NumberStyle

TEXT_LIMIT = 200


def parse(text: str, numbers: NumberStyle = "auto") -> str:  # noqa: ARG001
    """Return the text on one line. Raises :class:`FieldFault` when it is longer than ``TEXT_LIMIT`` characters."""
    return limited(" ".join(text.split()), TEXT_LIMIT)


def limited(text: str, limit: int) -> str:
    """Return a text of at most so many characters. Raises :class:`FieldFault` when it is longer."""
    if len(text) > limit:
        raise FieldFault("text-too-long", limit=str(limit))
    return text


def odd_texts() -> tuple[str, ...]:
    """Return texts that a page must bear: other scripts, markup, invisible characters, texts of great length."""
    scripts = (
        "Zürich, naïve\u0301 façade ﬁ ŉ İı ẞß Ǆ Ω≈ç 東京 ｆｕｌｌ ไทย हिन्दी עברית العربية \u202e\u200d 🤝🏽👩‍👩‍👧 𝔘 \ud83d "
        "\x00\x07\x7f\u2028"
    )
    return (
        "", "?", " ", "\u200b", "  two  spaces\n\nand\tlines\r\n  here ", scripts, "العربية 12", "a\u202eb", "\ud800", "#1", "1) one", "&amp;",
        "<img src=x onerror=alert(1)> </text><!-- --> <?x?> <![CDATA[x]]> &amp; &#65; &#x1F600; &#0; &bogus; &copy;",
        "<img src=x onerror=alert(1)> [x](javascript:alert(1)) **b** `c` | \"q\" 'a' & </text> {target} =1+1",
        "# h\n## h\n- a\n  - b\n1. c\n> q\n```\ncode\n```\n~~~\n| a | b |\n|---|:-:|\n| 1 | 2 |\n\n***\nset\n===\n    code\n[x]: /y 't'",
        "*a* **b** __c__ ~~d~~ `e` ``f`g`` [h](i 'j') ![k](l) [m][n] <https://a.example/ä?b=c> https://x.example a@b.example \\* \\\\ (c) -- ...",
        "[x](javascript:alert(1)) [y](data:text/html,x) [z](<a b>) [ä](//é.example:80/%zz?q#f) {target} =1+1 \"q\" 'a' “b” ’",
        "x" * 120, "x" * 200, "ä" * 201, "😀 " * 9_000, "y" * 20_001,
    )  # fmt: skip


def sample(question: Asked, draw: Draw) -> Raw:  # noqa: ARG001
    """Return a text to try a form with."""
    return draw.pick(odd_texts()) if draw.strange else draw.pick(("Stay", "Go to court", f"Plan {draw.number(0, 8)}"))


KIND = FieldKind("text", one_control("text", parse, counts=False), sample)
