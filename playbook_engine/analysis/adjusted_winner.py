"""Adjusted Winner: two people divide several items so that both are equally pleased, and split at most one of them.

Brams and Taylor (1996, Fair Division, ISBN 978-0-521-55644-6). Each person spreads the same number of points over the
items. Each item goes to whoever gave it more points; then items move from the person who is ahead, those first that
cost the least per point gained, until both have the same number of points by their own count.

Where the totals differ, a point of one person is worth less than a point of the other, and equal points would take from
whoever spread more points, down to giving all away. So both are brought to 100 points first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from playbook_engine.analysis.door import exact_numbers
from playbook_engine.errors import AnalysisError

_WHOLE = Fraction(100)


@dataclass(frozen=True, slots=True)
class Item:
    """Something to divide, with the points that the first and the second person give it."""

    name: str
    first: Fraction
    second: Fraction


@dataclass(frozen=True, slots=True)
class Share:
    """How much of an item each person gets; the two fractions add up to 1."""

    item: str
    first: Fraction
    second: Fraction


@dataclass(frozen=True, slots=True)
class AdjustedWinner:
    """The division: ``shares`` in the order of the items.

    ``won`` are the points of both people after the winning phase, with tied items given out; ``ahead`` is 0 or 1 for the
    person who led then, None when nobody did. ``moved`` are the items that passed over, whole or in part, in order.
    ``split`` is the one item that is divided, None when none is. ``points`` are the final points of both, equal.
    ``tied`` are the items to which both gave the same points; ``equally_cheap`` are items that could have been split
    instead at the same price. ``scaled_to`` is 100 when the two gave different totals and every point here, those of
    ``items`` too, is out of 100; None when points count as they were given. ``same_totals`` says whether the totals that
    were given are the same: where they are not and nothing was scaled, equal points do not promise that nobody envies
    the other.
    """

    items: tuple[Item, ...]
    shares: tuple[Share, ...]
    won: tuple[Fraction, Fraction]
    ahead: int | None
    moved: tuple[str, ...]
    split: Share | None
    points: Fraction
    tied: tuple[str, ...]
    equally_cheap: tuple[str, ...]
    same_totals: bool
    scaled_to: Fraction | None = None


@exact_numbers
def adjusted_winner(items: Sequence[Item], scale: bool = True) -> AdjustedWinner:
    """Divide items between two people so that both get the same points by their own count.

    Points count as they are given when both give the same total; else each person's are brought to 100 in all, unless
    ``scale`` is false. A tied item goes to the person who is behind at that moment, in the order of the
    items, and to the first when nobody is; this changes who holds which item, not the points that both end with.
    Raises :class:`AnalysisError` when there is no item, a name stands twice, points are negative, or somebody gives no
    points at all.

    Carol and Bob part; points for each item, hers first (https://pages.nyu.edu/adjustedwinner/awProcedure.htm).

    >>> listed = {"Retirement": (50, 40), "Home": (20, 30), "Cottage": (15, 10), "Investments": (10, 10), "Other": (5, 10)}
    >>> found = adjusted_winner([Item(name, Fraction(a), Fraction(b)) for name, (a, b) in listed.items()])
    >>> found.split.item, str(found.split.second), str(found.points)
    ('Retirement', '1/6', '170/3')
    """
    _check(items)
    totals = sum((item.first for item in items), Fraction(0)), sum((item.second for item in items), Fraction(0))
    same = totals[0] == totals[1]
    if scale and not same:
        items = [Item(i.name, i.first * _WHOLE / totals[0], i.second * _WHOLE / totals[1]) for i in items]
    kept = {item.name: Fraction(1) for item in items if item.first > item.second}
    kept.update({item.name: Fraction(0) for item in items if item.first < item.second})
    tied = [item for item in items if item.first == item.second]
    for item in tied:
        mine, theirs = _points(items, kept)
        kept[item.name] = Fraction(0 if mine > theirs else 1)
    won = _points(items, kept)
    ahead = None if won[0] == won[1] else int(won[0] < won[1])
    moved: list[Item] = []
    if ahead is not None:
        moved = _equalise(items, kept, ahead)
    shares = tuple(Share(item.name, kept[item.name], 1 - kept[item.name]) for item in items)
    split = next((share for share in shares if 0 < share.first < 1), None)
    return AdjustedWinner(
        items=tuple(items),
        shares=shares,
        won=won,
        ahead=ahead,
        moved=tuple(item.name for item in moved),
        split=split,
        points=_points(items, kept)[0],
        tied=tuple(item.name for item in tied),
        equally_cheap=() if split is None else _equally_cheap(items, moved[-1]),
        same_totals=same,
        scaled_to=_WHOLE if scale and not same else None,
    )


def _equalise(items: Sequence[Item], kept: dict[str, Fraction], ahead: int) -> list[Item]:
    """Move items from the person ahead, the least lost per point gained first, until both have the same points."""
    moved = []
    holding = [item for item in items if kept[item.name] == 1 - ahead and (item.first or item.second)]
    for item in sorted(holding, key=lambda one: _price(one, ahead)):
        gap = abs(_points(items, kept)[0] - _points(items, kept)[1])
        if not gap:
            break
        part = min(Fraction(1), gap / (item.first + item.second))
        kept[item.name] += part if ahead else -part
        moved.append(item)
    return moved


def _price(item: Item, ahead: int) -> tuple[bool, Fraction]:
    """Return how much the person ahead loses for each point that the other gains; last, when the other gains none."""
    loss, gain = (item.second, item.first) if ahead else (item.first, item.second)
    return not gain, loss / gain if gain else Fraction(0)


def _equally_cheap(items: Sequence[Item], split: Item) -> tuple[str, ...]:
    return tuple(
        item.name
        for item in items
        if item.name != split.name
        and item.first * split.second == item.second * split.first
        and item.first + item.second
    )


def _points(items: Sequence[Item], kept: dict[str, Fraction]) -> tuple[Fraction, Fraction]:
    """Return both people's points for the items that are given out so far."""
    given = [item for item in items if item.name in kept]
    mine = sum((item.first * kept[item.name] for item in given), Fraction(0))
    return mine, sum((item.second * (1 - kept[item.name]) for item in given), Fraction(0))


def _check(items: Sequence[Item]) -> None:
    if not items:
        raise AnalysisError("items", "at least one is needed")
    if len({item.name for item in items}) < len(items):
        raise AnalysisError("items", "must have different names")
    if any(item.first < 0 or item.second < 0 for item in items):
        raise AnalysisError("items", "must not have negative points")
    if not any(item.first for item in items) or not any(item.second for item in items):
        raise AnalysisError("items", "must have some points from each person")
