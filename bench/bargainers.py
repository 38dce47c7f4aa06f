"""Ways to bargain, for bench/advice.py: the playbook's advice, parts of it, and three that people use without advice.

The advice is only what the library says: a plan of concessions, equal offers, weights read from the talk, and a look for
joint gains before saying yes. It knows your own values, how the other side rates the options, and not its weights, its
reservation value, or how it bargains.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from random import Random
from types import MappingProxyType

from bench.deals import Deal
from bench.talks import BAND, MOVES, TINY, Bargainer
from playbook_engine.analysis.concessions import time_plan
from playbook_engine.analysis.joint_gains import joint_gains
from playbook_engine.analysis.meso import equal_offers
from playbook_engine.analysis.opponent_model import OpponentModel, Seen, likely_guesses, revised_weights
from playbook_engine.analysis.robust import Guesses
from playbook_engine.analysis.scoring import Package, ScoredIssue, Scoring
from playbook_engine.domain import Range

BETA = Fraction(3, 2)
FLOOR = Fraction(2, 5)  # of the way from the reservation value to the best package
GUESSED = Range(Fraction(1), Fraction(5))
TOUGH = 0.9
FINE = 10**6
WORTH_A_MOVE = 0.05  # of your gain: a smaller one is not worth another move


class Linear:
    """Concede evenly from the best package to the reservation value; of the packages near the level offer any."""

    def __init__(self, deal: Deal, dice: Random) -> None:
        """Begin a talk."""
        self.deal, self.dice = deal, dice
        self.values = deal.values[0]
        self.least, self.most = float(deal.reservation[0]), max(self.values.values())
        self.made = 0

    def level(self) -> float:
        """Return what the next offer is to be worth to you."""
        return self.least + (self.most - self.least) * (1 - min(1.0, self.made / (MOVES - 1)))

    def offers(self) -> list[Package]:
        """Offer one package near the level."""
        level = self.level()
        self.made += 1
        enough = [p for p, value in self.values.items() if value >= level - TINY]
        near = [p for p in enough if self.values[p] <= level + BAND]
        return [self.dice.choice(near or [min(enough, key=self.values.__getitem__)])]

    def liked(self, package: Package) -> None:
        """Take no notice."""

    def accepts(self, package: Package, left: int) -> bool:
        """Accept what reaches the next level and, when nothing else is to come, whatever beats no deal."""
        value = self.values[package]
        return value >= self.level() - TINY or (left <= 1 and value >= self.least - TINY)


class Tough(Linear):
    """Stay at nine tenths of the way to the best package, and take what there is at the end."""

    def level(self) -> float:
        """Return the same level throughout."""
        return self.least + (self.most - self.least) * TOUGH


class Split(Linear):
    """Offer the middle of every issue throughout; where that is worth too little, the nearest package that is not."""

    def middle(self) -> Package:
        """Return the middle, or the package nearest to it that is worth the reservation value."""
        middle = self.deal.middle()
        enough = [p for p, value in self.values.items() if value >= self.least - TINY]
        return min(enough, key=lambda p: sum(abs(x - y) for x, y in zip(p, middle, strict=True)))

    def level(self) -> float:
        """Return what the middle is worth."""
        return self.values[self.middle()]

    def offers(self) -> list[Package]:
        """Offer the middle."""
        return [self.middle()]


class Paced(Linear):
    """The pace and the floor of the advice, and nothing else of it."""

    def __init__(self, deal: Deal, dice: Random) -> None:
        """Plan the levels."""
        super().__init__(deal, dice)
        best = max(deal.exact(0, package) for package in deal.packages)
        floor = deal.reservation[0] + FLOOR * (best - deal.reservation[0])
        plan = time_plan(best, floor, MOVES - 1, BETA)
        self.levels = [Fraction(int(step.offer * FINE), FINE) for step in plan.steps]

    def planned(self) -> Fraction:
        """Return the planned level of the next offer."""
        return self.levels[min(self.made, MOVES - 1)]

    def level(self) -> float:
        """Return the planned level of the next offer."""
        return float(self.planned())

    def accepts(self, package: Package, left: int) -> bool:
        """Accept what reaches the next level; less than the floor only when no move of your own is left."""
        return super().accepts(package, left if left == 0 else MOVES)


class EqualOffers(Paced):
    """At each level up to three offers at once, best for them under guesses from 1 to 5 for every weight."""

    def __init__(self, deal: Deal, dice: Random) -> None:
        """Know your values and their ratings."""
        super().__init__(deal, dice)
        rows = zip(deal.weights[0], deal.ratings[0], strict=True)
        own = tuple(tuple(weight * rating for rating in row) for weight, row in rows)
        names = tuple(map(str, range(len(own))))
        self.known = Guesses(names, own, deal.ratings[1], (GUESSED,) * len(names))

    def guesses(self) -> tuple[tuple[Fraction, ...], ...] | None:
        """Return the guesses of their weights; None for those of the equal offers themselves."""
        return None

    def offers(self) -> list[Package]:
        """Offer up to three packages of the planned level."""
        level = self.planned()
        self.made += 1
        found = equal_offers(self.known, level, self.deal.reservation[0], guesses=self.guesses())
        return [offer.package for offer in found.offers]


class Advised(EqualOffers):
    """The whole advice: equal offers for weights read from the talk, and joint gains before a yes."""

    def __init__(self, deal: Deal, dice: Random) -> None:
        """Begin with nothing seen."""
        super().__init__(deal, dice)
        self.seen: list[Seen] = []
        self.last: list[Package] = []
        self.proposal: list[Package] = []

    def model(self) -> OpponentModel:
        """Return what the talk so far says of their weights."""
        return revised_weights(self.known, self.seen)

    def guesses(self) -> tuple[tuple[Fraction, ...], ...]:
        """Return the likely weights."""
        return likely_guesses(self.model())

    def offers(self) -> list[Package]:
        """Offer what is better for both than their own offer, beside it; else the equal offers."""
        if self.proposal:
            self.made += 1
            self.last, self.proposal = self.proposal, []
        else:
            self.last = super().offers()
        return self.last

    def liked(self, package: Package) -> None:
        """Remember the choice."""
        if len(self.last) > 1:
            self.seen.append(Seen(package, tuple(self.last)))

    def accepts(self, package: Package, left: int) -> bool:
        """Say yes to what is enough, unless both could gain by another package: then that is offered beside it."""
        self.seen.append(Seen(package))
        if not super().accepts(package, left):
            return False
        better = self.better(package) if left else None
        if better is not None:
            self.proposal = [better, package]
        return better is None

    def better(self, package: Package) -> Package | None:
        """Return the package with the best gain for both that is worth another move; None where there is none."""
        weights = self.model().weights
        issues = []
        for name, own, ratings, weight in zip(
            self.known.names, self.known.own, self.known.ratings, weights, strict=True
        ):
            rows = tuple((value, weight * rating) for value, rating in zip(own, ratings, strict=True))
            issues.append(ScoredIssue(name, ("",) * len(own), rows))
        found = joint_gains(Scoring(("you", "they"), tuple(issues)), package).nash
        enough = WORTH_A_MOVE * (self.values[package] - self.least)
        return found.package if found and float(found.gains[0]) > enough else None


BASELINES = ("split", "linear", "tough")
ADVICE = "the advice"
STRATEGIES: Mapping[str, Callable[[Deal, Random], Bargainer]] = MappingProxyType(
    {
        "split": Split,
        "linear": Linear,
        "tough": Tough,
        "pace and floor": Paced,
        "equal offers": EqualOffers,
        ADVICE: Advised,
    }
)
