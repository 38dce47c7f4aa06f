"""The line with both ranges: limit, target and opening with what others got above the ruler, their number and limit below."""

from __future__ import annotations

from collections.abc import Iterator

from playbook_engine.charts.chart import Chart
from playbook_engine.charts.line import Line, Worse
from playbook_engine.charts.marks import Mark
from playbook_engine.standing import rounded
from playbook_engine.words import Words, escape
from playbook_engine.worksheets.range.findings import RangeFindings


def range_line(found: RangeFindings, words: Words) -> Chart | None:
    """Return the line; None where neither comparables nor their limit stand on it, for then it says no more than any other."""
    if not found.priced and found.answers.their_limit is None:
        return None
    you, they = tuple(_yours(found, words)), tuple(_theirs(found, words))
    known = found.limit is not None and found.role is not None
    worse: Worse = "" if not known else "above" if found.role == "buyer" else "below"
    return Chart(
        name=" ".join(_says(found, words)),
        sentence=" ".join(_reads(found, words)),
        caption=" ".join(_unknown(found, words)),
        drawing=Line(you, they, words.amount, worse),
        table_caption=words.say("line-table"),
        columns=(words.say("line-column-mark"), words.say("line-column-number"), words.say("line-column-range")),
        rows=tuple((escape(mark.name), _number(mark, words), _ends(mark, words)) for mark in (*you, *they)),
    )


def _yours(found: RangeFindings, words: Words) -> Iterator[Mark]:
    stand = rounded(found.numbers).stand
    name = words.say("tile-limit")
    if stand.limit is None:
        yield Mark("pole", name, words.say("line-not-known"))
    else:
        yield Mark("pole", name, words.amount(stand.limit), stand.limit, stand.limit_low, stand.limit_high)
    target = found.answers.target
    if target is not None:
        yield Mark("triangle", words.say("tile-target"), words.amount(target), target)
    if found.start is not None and found.start != target:
        name = words.say("mark-named" if found.has_opened else "mark-opening")
        yield Mark("ring", name, words.amount(found.start), found.start)
    if found.others:
        low, high = found.others
        if low == high:
            yield Mark("dot", words.say("mark-others"), words.amount(low), low)
        else:
            span = words.between(words.amount(low), words.amount(high))
            yield Mark("bracket", words.say("mark-others"), span, low=low, high=high)
    for one in found.out_of_line:
        if one.answers.got is not None:
            yield Mark("dot", words.say("mark-outlier"), words.amount(one.answers.got), one.answers.got)


def _theirs(found: RangeFindings, words: Words) -> Iterator[Mark]:
    if found.offer is not None:
        name = words.say("tile-asked" if found.role == "buyer" else "tile-offer")
        yield Mark("ring", name, words.amount(found.offer), found.offer)
    guess, name = found.answers.their_limit, words.say("mark-their-limit")
    if guess is None:
        yield Mark("hatching", name, words.say("line-not-known"))
        return
    points = sorted(guess.points)
    if len(points) == 1:
        yield Mark("pole", name, words.amount(points[0]), points[0])
        return
    span = words.between(words.amount(points[0]), words.amount(points[-1]))
    if guess.likely is None or points[0] == points[-1]:
        yield Mark("hatching", name, span, low=points[0], high=points[-1])
    else:
        yield Mark("pole", name, span, guess.likely, points[0], points[-1])


def _number(mark: Mark, words: Words) -> str:
    """Return a mark's own number; its words where it has neither a number nor ends."""
    if mark.at is not None:
        return words.amount(mark.at)
    return words.say("chart-no-value") if mark.numbers else mark.text


def _ends(mark: Mark, words: Words) -> str:
    low, high = mark.ends
    if low is None or high is None:
        return words.say("chart-no-value")
    return words.between(words.amount(low), words.amount(high))


def _says(found: RangeFindings, words: Words) -> Iterator[str]:
    """Yield what people hear who cannot see the line."""
    if found.limit is None:
        yield words.say("line-limit-unknown")
    else:
        yield words.say("line-limit", limit=words.amount_per(found.limit, found.basis))
    if found.answers.target is not None:
        yield words.say("line-target", target=words.amount_per(found.answers.target, found.basis))
    if found.start is not None:
        name = "line-named" if found.has_opened else "line-opening"
        yield words.say(name, number=words.amount_per(found.start, found.basis))
    if found.others:
        low, high = (words.amount(end) for end in found.others)
        name = "line-others-one" if low == high else "line-others"
        yield words.say(name, range=low if low == high else words.between(low, high))
    if found.offer is not None:
        said = "line-asked" if found.role == "buyer" else "line-offer"
        yield words.say(said, offer=words.amount_per(found.offer, found.basis))
    guess = found.answers.their_limit
    if guess is not None:
        points = sorted(guess.points)
        ends = [words.amount(point) for point in (points[0], points[-1])]
        name = "line-their-limit-one" if ends[0] == ends[1] else "line-their-limit"
        yield words.say(name, range=ends[0] if ends[0] == ends[1] else words.between(*ends))


def _reads(found: RangeFindings, words: Words) -> Iterator[str]:
    """Yield how to read the line."""
    if found.limit is None:
        yield words.say("line-nothing-shaded")
    elif found.role is None:
        yield words.say("line-role-unshaded")
    else:
        yield words.say("line-shaded")


def _unknown(found: RangeFindings, words: Words) -> Iterator[str]:
    """Yield how far anybody knows their limit."""
    if found.answers.their_limit is None:
        yield words.say("line-their-limit-blank")
    elif found.belief is None:
        yield words.say("line-their-limit-narrow")
    else:
        yield words.say("line-their-limit-guess")
