"""Talks by turns, for bench/advice.py: one side follows a strategy, the other one of four.

Each side makes ten moves, by turns. A move is one offer, or several at once of which the other side may take one; whoever
moves may instead accept. The four others are those of the literature: they concede evenly, late (boulware) or early
(conceder), or as much as was conceded to them (tit for tat). They accept what reaches the level of their next offer and,
at the very end, whatever is worth their reservation value. They offer a package near their level, like your last.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Protocol

from bench.deals import Deal
from playbook_engine.analysis.scoring import Package

MOVES = 10  # of each side
OTHERS = ("linear", "boulware", "conceder", "tit for tat")
EXPONENTS = {"linear": 1.0, "boulware": 5.0, "conceder": 0.4}
BAND = 0.06  # how far above its level an offer may be
TINY = 1e-9


class Bargainer(Protocol):
    """Your side: it makes offers, hears which of them was liked best, and answers what is offered."""

    def offers(self) -> list[Package]:
        """Return the offers of this move."""

    def liked(self, package: Package) -> None:
        """Hear which of the last offers they liked best without accepting it."""

    def accepts(self, package: Package, left: int) -> bool:
        """Return whether to accept their offer; after it the talk has so many moves left."""


class Other:
    """The other side, by one of the four strategies."""

    def __init__(self, deal: Deal, kind: str, dice: Random) -> None:
        """Begin a talk."""
        self.kind, self.dice, self.values = kind, dice, deal.values[1]
        self.floor, self.most = float(deal.reservation[1]), max(deal.values[1].values())
        self.heard: list[float] = []
        self.made = 0
        self.last: Package | None = None

    def level(self) -> float:
        """Return what their next offer is to be worth to them."""
        if self.kind == "tit for tat":
            return max(self.floor, self.most - (max(self.heard) - self.heard[0])) if len(self.heard) > 1 else self.most
        passed = min(1.0, self.made / (MOVES - 1))
        conceded: float = passed ** EXPONENTS[self.kind]
        return self.floor + (self.most - self.floor) * (1 - conceded)

    def offer(self) -> Package:
        """Return their next offer."""
        level = self.level()
        self.made += 1
        enough = [p for p, value in self.values.items() if value >= level - TINY]
        near = [p for p in enough if self.values[p] <= level + BAND]
        near = near or [min(enough, key=self.values.__getitem__)]
        if self.last is not None:
            alike = [sum(x == y for x, y in zip(p, self.last, strict=True)) for p in near]
            near = [p for p, same in zip(near, alike, strict=True) if same == max(alike)]
        return self.dice.choice(near)

    def answer(self, offers: Sequence[Package], left: int) -> tuple[Package, bool]:
        """Return the offer that they like best, and whether they accept it."""
        best = max(offers, key=self.values.__getitem__)
        value = self.values[best]
        self.heard.append(value)
        self.last = best
        return best, value >= self.level() - TINY or (left == 0 and value >= self.floor - TINY)


def talk(you: Bargainer, other: Other, you_begin: bool) -> tuple[Package | None, int | None]:
    """Return the package that was agreed and at which move, counted from 0; None and None without a deal."""
    for move in range(2 * MOVES):
        left = 2 * MOVES - 1 - move
        if (move % 2 == 0) == you_begin:
            best, accepted = other.answer(you.offers(), left)
            if accepted:
                return best, move
            you.liked(best)
        else:
            package = other.offer()
            if you.accepts(package, left):
                return package, move
    return None, None
