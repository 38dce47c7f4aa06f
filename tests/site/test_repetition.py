"""Nothing in the plays is said twice: two plays that are read one after the other tell two things."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from tests.site.prose import PAGES, PLAYS, Block, blocks, prose, refuse, sentences

SHORTEST, RUN, MOST_PLAYS = 5, 6, 3
# The engine says its words on a result, beside a step's own.
READ = [path for path in PAGES if not path.startswith(("reference/words/", "reference/situations/"))]


def told(path: str) -> Iterator[Block]:
    """Yield what a page tells: not the links that lead on, which are titles, and not the notes, which stand behind them."""
    return (block for block in prose(path) if block.section not in ("Next", "Look up"))


def words(text: str) -> list[str]:
    return re.findall(r"[\w'’]+", text.lower())


def test_no_sentence_of_a_play_stands_twice() -> None:
    """A sentence that is read again is skipped, and the one after it too."""
    places: dict[str, list[str]] = defaultdict(list)
    for path in READ:
        for block in told(path):
            for sentence in sentences(block.text):
                if len(words(sentence)) >= SHORTEST:
                    places[" ".join(words(sentence))].append(f"{path}:{block.line}")
    refuse(
        f"{found[0]}: also at {', '.join(found[1:])}: {sentence}"
        for sentence, found in places.items()
        if len(found) > 1 and any(place.startswith("plays/") for place in found)
    )


def test_no_turn_of_phrase_runs_through_the_plays() -> None:
    """Six words in a row that stand in more than three plays are a formula; only the lead of each begins alike."""
    plays: dict[str, set[str]] = defaultdict(set)
    for path in PLAYS:
        for block in blocks(path):
            if block.section == "Next":
                continue
            said = words(block.text.removeprefix("At the end you have "))
            for place in range(len(said) - RUN + 1):
                plays[" ".join(said[place : place + RUN])].add(path)
    refuse(f"{', '.join(sorted(where))}: {run}" for run, where in plays.items() if len(where) > MOST_PLAYS)
