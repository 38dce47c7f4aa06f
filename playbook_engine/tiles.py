"""The three numbers of a result: the limit, the target, and what the other side offers."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from playbook_engine.sheet import Places
from playbook_engine.standing import Standing
from playbook_engine.words import Words


@dataclass(frozen=True, slots=True)
class Tile:
    """One number: its mark, its label, the number or that it was not said, and what it is for.

    ``link`` and ``field`` lead to the question that it comes from; both are "" where nothing is to be done there. ``page`` is
    the page on which it stands, "" for the one that is asked about.
    """

    mark: Literal["limit", "target", "offer"]
    label: str
    shown: str
    what: str = ""
    link: str = ""
    field: str = ""
    page: str = ""


def tiles(stand: Standing, places: Places, words: Words) -> tuple[Tile, ...]:
    """Return the three numbers, as inline Markdown. Where nothing has a number there is none."""
    if not stand.has_numbers:
        return ()
    return (_limit(stand, places, words), _target(stand, places, words), _offer(stand, places, words))


def _limit(stand: Standing, places: Places, words: Words) -> Tile:
    if stand.limit is None:
        return _asked("limit", words.say("tile-limit"), _unsaid(stand), places, words)
    told = words.unit(stand.basis)
    if stand.lower_is_better is None:
        return _tile("limit", words.say("tile-limit"), stand.limit, told, words)
    least, most = ("tile-at-most", "tile-most") if stand.lower_is_better else ("tile-at-least", "tile-least")
    return _tile(
        "limit", words.say("tile-limit"), stand.limit, words.say(least, unit=told) if told else words.say(most), words
    )


def _target(stand: Standing, places: Places, words: Words) -> Tile:
    if stand.target is None:
        return _asked("target", words.say("tile-target"), "tile-not-said", places, words)
    label, told = words.say("tile-target"), words.unit(stand.basis)
    if not stand.aims_too_low:
        return _tile("target", label, stand.target, told, words)
    link, page = words.say("tile-look-again"), places.elsewhere.get(places.target, "")
    return Tile("target", label, words.amount(stand.target), told, link, places.target, page)


def _offer(stand: Standing, places: Places, words: Words) -> Tile:
    """Return what they offer; once the talk is over, what they offered last, or what was agreed."""
    if stand.ended == "deal":
        label = words.say("tile-agreed")
        if stand.settled is None:
            return _asked("offer", label, "tile-not-said", places, words)
        return _tile("offer", label, stand.settled, words.unit(stand.basis), words)
    if stand.is_over:
        label = words.say("tile-last-offer")
    else:
        label = words.say("tile-asked" if stand.lower_is_better else "tile-offer")
    if stand.offer is None:
        said = "tile-none-yet" if stand.offer_is_none_yet and not stand.is_over else _unsaid(stand)
        return _asked("offer", label, said, places, words)
    return _tile("offer", label, stand.offer, words.unit(stand.basis), words)


def _unsaid(stand: Standing) -> str:
    """Return the words in the place of a number: what was typed says it only with the direction."""
    return "tile-not-known" if stand.needs_direction else "tile-not-said"


def _tile(mark: Literal["limit", "target", "offer"], label: str, number: Fraction, what: str, words: Words) -> Tile:
    return Tile(mark, label, words.amount(number), what)


def _asked(mark: Literal["limit", "target", "offer"], label: str, said: str, places: Places, words: Words) -> Tile:
    """Return a number that was not said, with the way to its question; ``said`` names the words in its place."""
    field: str = getattr(places, mark)
    return Tile(mark, label, words.say(said), "", words.say("tile-add"), field, places.elsewhere.get(field, ""))
