"""The map of needs: how much each side needs the other, drawn, said in a sentence, and as a table of what is needed."""

from __future__ import annotations

from collections.abc import Iterator

from playbook_engine.charts.chart import Chart
from playbook_engine.charts.plane import Plane
from playbook_engine.standing import NEEDS_OF, Reach
from playbook_engine.words import Words, escape, shorten
from playbook_engine.worksheets.power.findings import PowerFindings, Tie

_QUARTERS = ("you-more", "both", "little", "they-more")


def dependence_map(found: PowerFindings, words: Words) -> Chart | None:
    """Return the map; None where nothing is weighed on either side."""
    mine, theirs = found.mine.reach, found.theirs.reach
    if mine is None and theirs is None:
        return None
    quarters = [(words.say(f"quarter-{name}-1"), words.say(f"quarter-{name}-2")) for name in _QUARTERS]
    moved = found.moves[0].after if found.moves and not found.is_open else None
    drawing = Plane(
        across=_ends(theirs),
        up=_ends(mine),
        most=NEEDS_OF,
        names=(words.say("map-across"), words.say("map-up")),
        quarters=(quarters[0], quarters[1], quarters[2], quarters[3]),
        moved=(int(moved.theirs), int(moved.mine)) if moved else None,
    )
    columns = ("column-need", "column-whose", "column-much", "column-elsewhere", "column-evidence")
    return Chart(
        name=" ".join(_sides(found, words)),
        sentence=" ".join(_sides(found, words)),
        caption=words.say("map-arrow" if moved else "map-hatching" if drawing.is_hatched else "map-plain"),
        drawing=drawing,
        table_caption=words.say("map-table"),
        columns=tuple(words.say(name) for name in columns),
        rows=tuple(_row(tie, words) for tie in found.ties),
    )


def _ends(reach: Reach | None) -> tuple[int, int] | None:
    return None if reach is None else (reach.least, reach.most)


def _sides(found: PowerFindings, words: Words) -> Iterator[str]:
    """Yield how much each side needs the other."""
    for reach, name in ((found.mine.reach, "map-yours"), (found.theirs.reach, "map-theirs")):
        if reach is None:
            yield words.say(f"{name}-blank")
        elif reach.is_open:
            yield words.say(f"{name}-from-to", least=str(reach.least), up_to=str(reach.most), most=str(NEEDS_OF))
        else:
            yield words.say(name, number=str(reach.least), most=str(NEEDS_OF))


def _row(tie: Tie, words: Words) -> tuple[str, ...]:
    row = tie.answers
    name = escape(shorten(row.need)) if row.need else words.say("row-unnamed", number=str(tie.place + 1))
    return (
        name,
        *(_cell(row_id, getattr(row, row_id), words) for row_id in ("direction", "how_much", "elsewhere", "evidence")),
    )


def _cell(question: str, answer: str | None, words: Words) -> str:
    return words.label(f"power.{question}={answer}") if answer else words.say("worked-not-said")
