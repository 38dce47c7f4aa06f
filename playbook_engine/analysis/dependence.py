"""Power and dependence: what each side stands to lose without the other (Emerson 1962, doi:10.2307/2089716).

A's power over B is B's dependence on A. Dependence rises with what is at stake for a side and falls with what else could
serve it. Two numbers describe a relation, and never one for the other: **mutual dependence**, the sum of both
dependences, and **imbalance**, how much more they depend on me than I on them (Casciaro and Piskorski 2005,
doi:10.2189/asqu.2005.50.2.167: imbalance hinders an arrangement, mutual dependence drives it). Where mutual dependence is
high, more relative power leaves the stronger side worse off (Piskorski and Casciaro 2006, Social Forces 85). The scaling is
ours: the part of the value at stake that nothing else would serve, from 0 to 1.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from playbook_engine.analysis.door import exact_numbers, make_exact
from playbook_engine.errors import AnalysisError

Operation = Literal["withdraw", "extend_network", "give_status", "form_coalition"]
# Who changes what, for the weaker side: own stake down, own alternative up, their stake up, their alternative down.
OPERATIONS: tuple[Operation, ...] = ("withdraw", "extend_network", "give_status", "form_coalition")
SOURCES = ("money", "market", "information", "time", "alternatives", "confidence")
MOST_POINTS = 4
EVEN = Fraction(1, 5)  # an imbalance of less than this part of the scale counts as even; so does a gap in feeling
LARGE = Fraction(1, 2)
LOW, HIGH = Fraction(1, 3), Fraction(2, 3)  # of the mean dependence


@dataclass(frozen=True, slots=True)
class Resource:
    """What one side gets from the other: what it is worth, and what the best substitute elsewhere would be worth."""

    name: str
    value: Fraction
    elsewhere: Fraction = Fraction(0)


@exact_numbers
def dependence(resources: Sequence[Resource]) -> Fraction:
    """Return how much a side depends on the other: the part of the value at stake that nothing else would serve.

    The sum of max(value - elsewhere, 0) over the sum of values. A side with nothing at stake does not depend: 0. Raises
    :class:`AnalysisError` for a negative value or substitute.

    >>> dependence([Resource("steel", Fraction(80), Fraction(60)), Resource("credit", Fraction(20))])
    Fraction(2, 5)
    """
    for resource in resources:
        if resource.value < 0 or resource.elsewhere < 0:
            raise AnalysisError("resources", f"'{resource.name}' must have amounts of 0 or more")
    stake = sum((resource.value for resource in resources), Fraction(0))
    return sum((_unserved(resource) for resource in resources), Fraction(0)) / stake if stake else Fraction(0)


@exact_numbers
def ordinal_dependence(importance: Fraction, substitutability: Fraction, most: Fraction = Fraction(4)) -> Fraction:
    """Return dependence from two ratings of 0 to ``most``: importance times what cannot be substituted, 0 to 1.

    >>> ordinal_dependence(Fraction(4), Fraction(1))
    Fraction(3, 4)
    """
    for name, rating in (("importance", importance), ("substitutability", substitutability)):
        if not 0 <= rating <= most:
            raise AnalysisError(name, f"must lie between 0 and {most}")
    return importance / most * (1 - substitutability / most)


@exact_numbers
def joint_dependence(dependences: Sequence[Fraction]) -> Fraction:
    """Return the dependence that several needs make together, 0 to 1: each counts for what the others leave.

    One less the product of what each leaves free, so that a further need never lowers it. No needs make none: 0. Raises
    :class:`AnalysisError` for a dependence outside 0 to 1.

    >>> joint_dependence([Fraction(3, 4), Fraction(1, 2)])
    Fraction(7, 8)
    """
    free = Fraction(1)
    for place, amount in enumerate(dependences):
        if not 0 <= amount <= 1:
            raise AnalysisError(f"dependences[{place}]", "must lie between 0 and 1")
        free *= 1 - amount
    return 1 - free


@dataclass(frozen=True, slots=True)
class Need:
    """What one side needs of the other, rated 0 to ``MOST_POINTS``: how much it matters, and how well it is had elsewhere."""

    name: str
    importance: Fraction
    substitutability: Fraction = Fraction(0)

    @property
    def dependence(self) -> Fraction:
        """What this need alone makes of dependence, 0 to 1."""
        return ordinal_dependence(self.importance, self.substitutability, Fraction(MOST_POINTS))


@dataclass(frozen=True, slots=True)
class Relation:
    """Both dependences on one scale of 0 to ``most``; ``mine`` is my dependence on them, ``theirs`` is theirs on me."""

    mine: Fraction
    theirs: Fraction
    most: Fraction = Fraction(1)

    def __post_init__(self) -> None:
        make_exact(self)
        for name, amount in (("mine", self.mine), ("theirs", self.theirs)):
            if not 0 <= amount <= self.most:
                raise AnalysisError(name, f"must lie between 0 and {self.most}")

    @property
    def mutual(self) -> Fraction:
        """The sum of both dependences."""
        return self.mine + self.theirs

    @property
    def mean(self) -> Fraction:
        """The mean of both dependences, which Emerson calls cohesion."""
        return self.mutual / 2

    @property
    def imbalance(self) -> Fraction:
        """My power advantage: their dependence on me less mine on them."""
        return self.theirs - self.mine

    @property
    def mutual_level(self) -> Literal["low", "middle", "high"]:
        """The mean dependence as a third of the scale."""
        part = self.mean / self.most
        return "low" if part < LOW else "high" if part >= HIGH else "middle"

    @property
    def lean(self) -> Literal["mine_large", "mine", "even", "theirs", "theirs_large"]:
        """Whose advantage the imbalance is, and whether it is large."""
        part = self.imbalance / self.most
        if abs(part) < EVEN:
            return "even"
        if part > 0:
            return "mine_large" if part >= LARGE else "mine"
        return "theirs_large" if part <= -LARGE else "theirs"


@dataclass(frozen=True, slots=True)
class Consideration:
    """One thing that follows from a relation: a code, and who found it."""

    code: str
    source: str


@exact_numbers
def considerations(relation: Relation) -> tuple[Consideration, ...]:
    """Return what follows from both numbers together, as codes.

    >>> [found.code for found in considerations(Relation(Fraction(5), Fraction(5), Fraction(5)))]
    ['create_value_together', 'keep_the_balance']
    """
    found = [
        {
            "low": Consideration("build_mutual_dependence", "Emerson 1962"),
            "middle": Consideration("show_mutual_value", "Emerson 1962"),
            "high": Consideration("create_value_together", "Casciaro and Piskorski 2005"),
        }[relation.mutual_level]
    ]
    if relation.lean == "even":
        found.append(Consideration("keep_the_balance", "Emerson 1962"))
    elif relation.imbalance < 0:
        found.append(Consideration("balance_the_relation", "Emerson 1962"))
        if relation.lean == "theirs_large":
            found.append(Consideration("imbalance_hinders", "Casciaro and Piskorski 2005"))
    else:
        if relation.mutual_level == "high" or relation.lean == "mine_large":
            found.append(Consideration("show_restraint", "Piskorski and Casciaro 2006"))
        else:
            found.append(Consideration("use_advantage_openly", "Emerson 1962"))
        if relation.lean == "mine_large":
            found.append(Consideration("imbalance_hinders", "Casciaro and Piskorski 2005"))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Move:
    """One balancing operation on one resource: the relation after it, and by how much the imbalance rises for me."""

    operation: Operation
    resource: str
    after: Relation
    gain: Fraction


@exact_numbers
def balancing_moves(
    mine: Sequence[Resource], theirs: Sequence[Resource], part: Fraction = Fraction(1, 4)
) -> tuple[Move, ...]:
    """Return the effect of each of Emerson's four operations on each resource, the largest first, ties in their order.

    ``part`` is the size of a move as a part of the resource's value: withdraw lowers my stake in what they give by it;
    extend my network raises what I could have elsewhere, up to the full value; give status raises their stake in what I
    give; a coalition lowers what they could have elsewhere. All are measured on the old stakes. ``mine`` are the resources that I get from them. Raises
    :class:`AnalysisError` for a part outside 0 to 1.

    >>> steel, orders = [Resource("steel", Fraction(100), Fraction(20))], [Resource("orders", Fraction(50), Fraction(40))]
    >>> best = balancing_moves(steel, orders)[0]
    >>> best.operation, best.gain
    ('withdraw', Fraction(1, 4))
    """
    if not 0 < part <= 1:
        raise AnalysisError("part", "must be above 0 and at most 1")
    before = Relation(dependence(mine), dependence(theirs))
    found = []
    for operation in OPERATIONS:
        own = operation in ("withdraw", "extend_network")
        for place, resource in enumerate(mine if own else theirs):
            changed = [*(mine if own else theirs)]
            changed[place] = _moved(resource, operation, part)
            amount = _on_old_stakes(mine if own else theirs, changed)
            after = Relation(amount, before.theirs) if own else Relation(before.mine, amount)
            found.append(Move(operation, resource.name, after, after.imbalance - before.imbalance))
    return tuple(sorted(found, key=lambda move: -move.gain))


@exact_numbers
def steps_to_balance(mine: Sequence[Need], theirs: Sequence[Need], most: Fraction) -> tuple[Move, ...]:
    """Return what one point does on the scale of each need, by each of Emerson's four operations, the largest first.

    ``mine`` are my needs of them. ``most`` is the highest rating that a substitute can have on the caller's scale, at most
    ``MOST_POINTS``; a step that a scale has no room for is left out. Raises :class:`AnalysisError` for a rating outside 0 to
    ``MOST_POINTS``.

    >>> flour, orders = [Need("flour", Fraction(4), Fraction(1))], [Need("orders", Fraction(2), Fraction(2))]
    >>> [(move.operation, move.gain) for move in steps_to_balance(flour, orders, Fraction(3))]
    [('extend_network', Fraction(1, 4)), ('withdraw', Fraction(3, 16)), ('give_status', Fraction(1, 8)), ('form_coalition', Fraction(1, 8))]
    """
    before = Relation(_together(mine), _together(theirs))
    found = []
    for operation in OPERATIONS:
        own = operation in ("withdraw", "extend_network")
        needs = mine if own else theirs
        for place, need in enumerate(needs):
            stepped = _stepped(need, operation, most)
            if stepped is None:
                continue
            amount = _together([*needs[:place], stepped, *needs[place + 1 :]])
            after = Relation(amount, before.theirs) if own else Relation(before.mine, amount)
            found.append(Move(operation, need.name, after, after.imbalance - before.imbalance))
    return tuple(sorted(found, key=lambda move: -move.gain))


def _together(needs: Sequence[Need]) -> Fraction:
    return joint_dependence([need.dependence for need in needs])


def _stepped(need: Need, operation: Operation, most: Fraction) -> Need | None:
    """Return a need after one step; None where the scale ends before it."""
    importance, elsewhere = need.importance, need.substitutability
    if operation == "withdraw":
        return replace(need, importance=importance - 1) if importance >= 1 else None
    if operation == "extend_network":
        return replace(need, substitutability=elsewhere + 1) if elsewhere + 1 <= most else None
    if operation == "give_status":
        return replace(need, importance=importance + 1) if importance + 1 <= MOST_POINTS else None
    return replace(need, substitutability=elsewhere - 1) if elsewhere >= 1 else None


def _moved(resource: Resource, operation: Operation, part: Fraction) -> Resource:
    step = part * resource.value
    if operation == "withdraw":
        return replace(resource, value=resource.value - step)
    if operation == "extend_network":
        return replace(resource, elsewhere=min(resource.elsewhere + step, max(resource.value, resource.elsewhere)))
    if operation == "give_status":
        return replace(resource, value=resource.value + step)
    return replace(resource, elsewhere=max(resource.elsewhere - step, Fraction(0)))


def _on_old_stakes(before: Sequence[Resource], after: Sequence[Resource]) -> Fraction:
    """Return the dependence measured on the old stakes: to want less is to depend less, to want more never less; 1 at most."""
    stake = sum((resource.value for resource in before), Fraction(0))
    unserved = sum((_unserved(resource) for resource in after), Fraction(0))
    return min(unserved / stake, Fraction(1)) if stake else Fraction(0)


def _unserved(resource: Resource) -> Fraction:
    return max(resource.value - resource.elsewhere, Fraction(0))


@dataclass(frozen=True, slots=True)
class FeltPower:
    """Felt against evidenced advantage, both from -1 (all theirs) to 1 (all mine); ``gap`` is felt less evidenced."""

    felt: Fraction
    evidenced: Fraction

    @property
    def gap(self) -> Fraction:
        """How much stronger the person feels than the evidence says."""
        return self.felt - self.evidenced

    @property
    def reading(self) -> Literal["feels_stronger", "feels_weaker", "in_line"]:
        """Which way feeling departs from the evidence, if it does."""
        if abs(self.gap) < EVEN:
            return "in_line"
        return "feels_stronger" if self.gap > 0 else "feels_weaker"


@exact_numbers
def felt_power(felt: Fraction, relation: Relation) -> FeltPower:
    """Compare a felt advantage of -1 to 1 with the evidenced one.

    >>> felt_power(Fraction(1, 2), Relation(Fraction(4, 5), Fraction(2, 5))).reading
    'feels_stronger'
    """
    if not -1 <= felt <= 1:
        raise AnalysisError("felt", "must lie between -1 and 1")
    return FeltPower(felt, relation.imbalance / relation.most)


@dataclass(frozen=True, slots=True)
class Audit:
    """Six sources of imbalance, each rated 0 to 4 for both sides; differences are mine less theirs.

    ``unknown`` names the sources with a rating missing: questions to ask. ``weakest`` and ``strongest`` are all sources
    with the lowest and the highest difference among the known ones; ``mean`` is None when none is known.
    """

    differences: tuple[tuple[str, Fraction], ...]
    unknown: tuple[str, ...]
    weakest: tuple[str, ...]
    strongest: tuple[str, ...]
    mean: Fraction | None


@exact_numbers
def audit(mine: Mapping[str, Fraction | None], theirs: Mapping[str, Fraction | None]) -> Audit:
    """Compare both sides on money, market, information, time, alternatives and confidence; None is not known.

    >>> known = {"money": Fraction(1), "time": Fraction(3)}
    >>> found = audit(known, {"money": Fraction(4), "time": Fraction(3)})
    >>> found.weakest, found.unknown
    (('money',), ('market', 'information', 'alternatives', 'confidence'))
    """
    for name, ratings in (("mine", mine), ("theirs", theirs)):
        for source, rating in ratings.items():
            if source not in SOURCES:
                raise AnalysisError(f"{name}.{source}", f"must be one of {', '.join(SOURCES)}")
            if rating is not None and not 0 <= rating <= MOST_POINTS:
                raise AnalysisError(f"{name}.{source}", f"must lie between 0 and {MOST_POINTS}")
    differences = []
    for source in SOURCES:
        own, other = mine.get(source), theirs.get(source)
        if own is not None and other is not None:
            differences.append((source, own - other))
    known = [difference for _, difference in differences]
    return Audit(
        differences=tuple(differences),
        unknown=tuple(source for source in SOURCES if source not in dict(differences)),
        weakest=tuple(source for source, difference in differences if difference == min(known)),
        strongest=tuple(source for source, difference in differences if difference == max(known)),
        mean=sum(known, Fraction(0)) / len(known) if known else None,
    )
