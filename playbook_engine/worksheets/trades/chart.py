"""The packages on a plane: the plan, halfway, and what is better; and a table of each issue by all three."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from playbook_engine.charts.chart import Chart
from playbook_engine.charts.frontier import Frontier, Spot, placed
from playbook_engine.words import Words, escape, shorten
from playbook_engine.worksheets.trades.findings import TradesFindings
from playbook_engine.worksheets.trades.packages import Better, Issue, Packages


def frontier(found: TradesFindings, words: Words) -> Chart | None:
    """Return the plane; None where fewer than two issues are weighed on both sides."""
    held = found.packages
    if held is None:
        return None
    return Chart(
        name=" ".join(_sums(found, held, words, aloud=True)),
        sentence=" ".join(_sums(found, held, words)),
        caption=" ".join(_caption(found, words)),
        drawing=_drawing(found, held, words),
        table_caption=words.say("frontier-table"),
        columns=tuple(words.say(f"column-{name}") for name in ("issue", "you", "they", *_packages(found))),
        rows=(*(_row(one, found, held, words) for one in found.issues), *_totals(found, held, words)),
    )


def points(share: Fraction, words: Words) -> str:
    """Return a share of all points as points of 100, with one decimal at most."""
    return words.number(Fraction(round(share * 1000), 10))


def name_of(issue: Issue, words: Words) -> str:
    """Return what a row calls its issue, in quotation marks, else which row it is."""
    if issue.answers.issue:
        return f"“{escape(shorten(issue.answers.issue))}”"
    return words.say("issue-unnamed", number=str(issue.place + 1))


def way_of(issue: Issue, way: str, words: Words) -> str:
    """Return how an issue is settled, in the person's own words where they wrote them."""
    own = issue.answers.their_way if way == "theirs" else issue.answers.my_way if way in ("mine", "both") else None
    return escape(shorten(own)) if own else words.say(f"way-{way}")


def changes_of(better: Better, words: Words) -> str:
    """Return the changes of a better package, as a list in a sentence."""
    said = [words.say(f"terms-{way}", issue=name_of(one, words)) for one, way in better.changes]
    return said[0] if len(said) == 1 else words.say("terms-and", first=", ".join(said[:-1]), last=said[-1])


def _drawing(found: TradesFindings, held: Packages, words: Words) -> Frontier:
    spots = [Spot(words.say("spot-halfway"), placed(held.value(held.halfway)))]
    if found.plan is not None:
        spots.append(Spot(words.say("spot-plan"), placed(held.value(found.plan))))
    better = found.better
    if better is None:
        return Frontier(_line(held), tuple(spots), _names(words))
    ends = (better.theirs_between.low + better.before[1], better.theirs_between.high + better.before[1])
    low, high = (round(min(max(end, Fraction(0)), Fraction(1)) * 100) for end in ends)
    return Frontier(
        points=_line(held),
        spots=(*spots, Spot(words.say("spot-better"), placed(better.after), is_ring=True)),
        names=_names(words),
        arrow=(placed(better.before), placed(better.after)),
        could_be=(low, high) if high > low else None,
        shaded=better.helps_both,
    )


def _line(held: Packages) -> tuple[tuple[int, int], ...]:
    return tuple(dict.fromkeys(placed(point) for point in held.points()))


def _names(words: Words) -> tuple[str, str]:
    return words.say("frontier-across"), words.say("frontier-up")


def _packages(found: TradesFindings) -> tuple[str, ...]:
    """Return the columns of packages: the plan where it is whole, halfway, and what is better."""
    return (
        *(("plan",) if found.plan is not None else ()),
        "halfway",
        *(("better",) if found.better is not None else ()),
    )


def _settled(found: TradesFindings, held: Packages) -> dict[str, tuple[int, ...]]:
    made = {"plan": found.plan, "halfway": held.halfway, "better": found.better.package if found.better else None}
    return {name: package for name in _packages(found) if (package := made[name]) is not None}


def _sums(found: TradesFindings, held: Packages, words: Words, *, aloud: bool = False) -> Iterator[str]:
    """Yield what each package is worth to both sides; for people who only hear it without the names that a person typed."""
    for name, package in _settled(found, held).items():
        you, they = (points(one, words) for one in held.value(package))
        if name != "better" or found.better is None:
            yield words.say(f"worth-{name}", you=you, they=they)
        elif aloud:
            yield words.say("heard-better", you=you, they=they)
        else:
            yield words.say("worth-better", you=you, they=they, changes=changes_of(found.better, words))


def _caption(found: TradesFindings, words: Words) -> Iterator[str]:
    """Yield how to read the plane."""
    better = found.better
    yield words.say("frontier-line")
    if better is None:
        return
    yield words.say("frontier-arrow")
    if better.helps_both:
        yield words.say("frontier-shaded")
    if better.theirs_between.low < better.theirs_between.high:
        yield words.say("frontier-hatching")


def _row(issue: Issue, found: TradesFindings, held: Packages, words: Words) -> tuple[str, ...]:
    row, unsaid = issue.answers, words.say("worked-not-said")
    worth = tuple(unsaid if one is None else points(one, words) for one in (row.your_points, row.their_points))
    name = escape(shorten(row.issue)) if row.issue else words.say("issue-unnamed", number=str(issue.place + 1))
    settled = _settled(found, held)
    if issue not in held.issues:
        return (name, *worth, *(words.say("way-left-out") for _ in settled))
    place = held.issues.index(issue)
    return (name, *worth, *(way_of(issue, issue.ways[package[place]], words) for package in settled.values()))


def _totals(found: TradesFindings, held: Packages, words: Words) -> Iterator[tuple[str, ...]]:
    """Yield what each package is worth to each side, as the last rows."""
    worth = [held.value(package) for package in _settled(found, held).values()]
    for side, name in ((0, "row-worth-you"), (1, "row-worth-they")):
        yield (words.say(name), "", "", *(points(one[side], words) for one in worth))
