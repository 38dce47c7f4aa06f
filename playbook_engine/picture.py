"""The line of a result: where a person stands, drawn, said in a sentence, and as a table.

Their marks stand above the ruler: limit, target, and the courses without a deal where there are several. What the other
side offers stands below, with hatching for what nobody knows of them. Once the talk is over, their last offer and what was agreed
stand there.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from playbook_engine.charts.chart import Chart, Drawing
from playbook_engine.charts.line import Line, Worse
from playbook_engine.charts.marks import Mark
from playbook_engine.charts.strip import Row, Strip
from playbook_engine.sheet import Course
from playbook_engine.standing import Shown, Standing
from playbook_engine.words import Words, escape, plain, shorten


def picture(shown: Shown, courses: tuple[Course, ...], words: Words) -> Chart | None:
    """Return the line of where a person stands, from rounded numbers; None where nothing has a number.

    Of several courses without a deal each gets a row.
    """
    stand = shown.stand
    if all(number is None for number in (stand.limit, stand.target, stand.offer, stand.settled)):
        return None
    you, they = tuple(_yours(stand, words)), tuple(_theirs(stand, words))
    worse: Worse = (
        "" if stand.limit is None or stand.lower_is_better is None else "above" if stand.lower_is_better else "below"
    )
    rows = tuple(_row(course, shown, words) for course in courses) if len(courses) > 1 else ()
    drawing: Drawing = Strip(rows, you, they, words.amount, worse) if rows else Line(you, they, words.amount, worse)
    marks = [(plain(row.name), row.text, row.low, row.high) for row in rows]
    marks += [(mark.name, mark.text, mark.low, mark.high) for mark in (*you, *they)]
    return Chart(
        name=" ".join(_says(stand, words)),
        sentence=" ".join(_reads(stand, words)),
        caption=" ".join(_unknown(stand, words)),
        drawing=drawing,
        table_caption=words.say("line-table"),
        columns=(words.say("line-column-mark"), words.say("line-column-number"), words.say("line-column-range")),
        rows=tuple((escape(name), text, _ends(low, high, words)) for name, text, low, high in marks),
    )


def _yours(stand: Standing, words: Words) -> Iterator[Mark]:
    name = words.say("tile-limit")
    if stand.limit is None:
        yield Mark("pole", name, words.say("line-not-known"))
    else:
        yield Mark("pole", name, words.amount(stand.limit), stand.limit, stand.limit_low, stand.limit_high)
    if stand.target is not None:
        yield Mark("triangle", words.say("tile-target"), words.amount(stand.target), stand.target)


def _theirs(stand: Standing, words: Words) -> Iterator[Mark]:
    """Yield their offer, and hatching over all that they might agree to beyond it."""
    unknown = words.say("line-not-known")
    if stand.is_over:
        yield from _at_the_end(stand, words)
        return
    if stand.offer is None:
        yield Mark("hatching", words.say("line-their-side"), unknown)
        return
    if stand.lower_is_better is None:
        yield Mark("ring", words.say("tile-offer"), words.amount(stand.offer), stand.offer)
        return
    offer = words.say("tile-asked" if stand.lower_is_better else "tile-offer")
    yield Mark("ring", offer, words.amount(stand.offer), stand.offer)
    if stand.lower_is_better:
        yield Mark("hatching", words.say("line-could-take"), unknown, high=stand.offer)
    else:
        yield Mark("hatching", words.say("line-could-pay"), unknown, low=stand.offer)


def _at_the_end(stand: Standing, words: Words) -> Iterator[Mark]:
    """Yield their last offer and what was agreed: nothing beyond them can be had any more."""
    if stand.offer is not None and stand.offer != stand.settled:
        yield Mark("ring", words.say("tile-last-offer"), words.amount(stand.offer), stand.offer)
    if stand.settled is not None:
        yield Mark("ring", words.say("tile-agreed"), words.amount(stand.settled), stand.settled)


def _row(course: Course, shown: Shown, words: Words) -> Row:
    name = shorten(course.name)
    if course.worth is None:
        return Row(name, words.say("line-not-known"))
    at = shown.near(course.worth)
    if course.low is None or course.high is None or course.low == course.high:
        return Row(name, words.amount(at), at)
    low, high = shown.near(course.low), shown.near(course.high)
    return Row(name, words.amount(at), at, min(low, at), max(high, at))


def _ends(low: Fraction | None, high: Fraction | None, words: Words) -> str:
    if low is None or high is None:
        return words.say("chart-no-value")
    return words.between(words.amount(min(low, high)), words.amount(max(low, high)))


def _says(stand: Standing, words: Words) -> Iterator[str]:
    """Yield what people hear who cannot see the line."""
    if stand.limit is None:
        yield words.say("line-limit-unknown")
    elif stand.is_firm:
        yield words.say("line-limit", limit=words.amount_per(stand.limit, stand.basis))
    else:
        yield words.say(
            "line-limit-range", limit=words.amount_per(stand.limit, stand.basis), range=_limit_ends(stand, words)
        )
    if stand.target is not None:
        yield words.say("line-target", target=words.amount_per(stand.target, stand.basis))
    if stand.settled is not None:
        yield words.say("line-agreed", agreed=words.amount_per(stand.settled, stand.basis))
    if stand.offer is not None and stand.is_over:
        yield words.say("line-offered-last", offer=words.amount_per(stand.offer, stand.basis))
    elif stand.offer is not None:
        said = "line-asked" if stand.lower_is_better else "line-offer"
        yield words.say(said, offer=words.amount_per(stand.offer, stand.basis))


_AGREED = {1: "line-agreed-better", 0: "line-agreed-at-limit", -1: "line-agreed-worse"}


def _limit_ends(stand: Standing, words: Words) -> str:
    ends = [end for end in (stand.limit_low, stand.limit, stand.limit_high) if end is not None]
    return words.between(words.amount(min(ends)), words.amount(max(ends)))


def _reads(stand: Standing, words: Words) -> Iterator[str]:
    """Yield how to read the line: how far the limit could move, and on which side of it the offer stands."""
    if stand.limit is None:
        yield words.say("line-nothing-shaded")
        return
    if stand.lower_is_better is None:
        yield words.say("line-role-unshaded")
        return
    if not stand.is_firm:
        yield words.say("line-limit-could-be", range=_limit_ends(stand, words))
    if stand.is_over:
        yield words.say("line-shaded" if stand.gained is None else _AGREED[(stand.gained > 0) - (stand.gained < 0)])
    elif stand.offer is None:
        yield words.say("line-shaded")
    elif stand.is_open:
        yield words.say("line-offer-inside")
    else:
        gain = stand.limit - stand.offer if stand.lower_is_better else stand.offer - stand.limit
        yield words.say("line-offer-better" if gain > 0 else "line-offer-worse" if gain else "line-offer-at-limit")


def _unknown(stand: Standing, words: Words) -> Iterator[str]:
    """Yield what nobody knows of the other side; once the talk is over, that the line cannot show how far they would have gone."""
    if stand.is_over:
        yield words.say("line-never-known")
        return
    if stand.offer is None:
        yield words.say("line-them-unknown")
    elif stand.lower_is_better is None:
        yield words.say("line-role-unknown")
    else:
        yield words.say("line-take-unknown" if stand.lower_is_better else "line-pay-unknown")
