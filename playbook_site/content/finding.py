"""Lists of plays by what somebody has: the time, a seat, what is going on. Without a script they are how a play is found.

Each is drawn from the plays' front matter and the compiled situations, so none can be out of date.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

from playbook_engine.library import Library, Play
from playbook_site.content.navigation import Head, plays_by_stage, reasons, topic_title, topics
from playbook_site.content.sentences import Sentences

#: The longest minutes of each group; what takes longer than the last stands in a group of its own.
MINUTES = (10, 15, 20)
_SEATS = ("weaker", "both", "stronger")


def by_time(library: Library, heads: Mapping[str, Head]) -> Iterator[tuple[str, tuple[Play, ...]]]:
    """Yield a heading for each length of time, with the plays that one can do in it and in no shorter one."""
    say = Sentences(library.messages)
    plays = _all(library, heads)
    least = 0
    for most in MINUTES:
        yield say(f"site-within-{most}"), tuple(play for play in plays if least < play.minutes <= most)
        least = most
    yield say("site-within-more"), tuple(play for play in plays if play.minutes > least)


def by_seat(library: Library, heads: Mapping[str, Head]) -> Iterator[tuple[str, tuple[Play, ...]]]:
    """Yield a heading for each seat, with the plays that are mainly for it."""
    say = Sentences(library.messages)
    plays = _all(library, heads)
    for seat in _SEATS:
        yield say(f"site-seat-{seat}"), tuple(play for play in plays if play.seat == seat)


def by_situation(
    library: Library, heads: Mapping[str, Head]
) -> Iterator[tuple[str, list[tuple[str, tuple[Play, ...]]]]]:
    """Yield the title of each topic, with the claims whose first play is of it: a claim in plain words, and its plays."""
    dealt: dict[str, list[Play]] = {}
    for play in _all(library, heads):
        for name in dict.fromkeys(reasons(play)):
            dealt.setdefault(name, []).append(play)
    for topic in topics(library, heads):
        claims = [
            (plain(library.situations[name], library.placeholders), tuple(dealt[name]))
            for name in library.situations
            if name in dealt and dealt[name][0].topic == topic
        ]
        if claims:
            yield topic_title(topic, heads), claims


def choices(library: Library, heads: Mapping[str, Head]) -> Iterator[str]:
    """Yield the form above the list of all plays. It stays hidden until the page's script can answer it."""
    say = Sentences(library.messages)
    any_of = ("", say("site-choose-any"))
    times = [(str(most), say(f"site-within-{most}")) for most in MINUTES]
    seats = [(seat, say(f"site-seat-{seat}")) for seat in ("weaker", "stronger")]
    about = [(topic, topic_title(topic, heads)) for topic in topics(library, heads)]
    yield f'<form class="pb-choose" data-found="{escape(say("site-choose-found", count="{count}"))}" data-none="{escape(say("site-choose-none"))}" hidden>'
    for name, options in (("minutes", times), ("seat", seats), ("topic", about)):
        yield f'<label>{escape(say(f"site-choose-{name}"))}<select class="pb-control" name="{name}">'
        yield from (f'<option value="{value}">{escape(text)}</option>' for value, text in (any_of, *options))
        yield "</select></label>"
    yield from ('<p role="status"></p>', "</form>", "")


def plain(claim: str, words: Mapping[str, str]) -> str:
    """Return a claim as the beginning of a line, with plain words in the place of what a reader would have typed.

    >>> plain("{their_offer} is below your limit", {"their_offer": "their offer"})
    'Their offer is below your limit'
    """
    text = claim.format_map(words)
    return text[:1].upper() + text[1:]


def _all(library: Library, heads: Mapping[str, Head]) -> tuple[Play, ...]:
    return tuple(play for _, plays in plays_by_stage(library, heads) for play in plays)
