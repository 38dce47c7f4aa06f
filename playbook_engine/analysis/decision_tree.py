"""Decision trees: what a course of decisions and chances is worth, and what to do at each decision (Raiffa 1968).

Rolled back from the end (Raiffa 1968, Decision Analysis): a payoff is worth itself, a chance the mean of its branches or,
for a person who minds risk, its certainty equivalent, a decision its best option. A branch may cost and take time; as in
:mod:`~playbook_engine.analysis.batna` a branch's cost is counted when the branch has been gone through. All values are in
today's money, so that a risk tolerance means the same at every node. Amounts are in one currency's main unit.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from playbook_engine.analysis.batna import certainty_equivalent, discount_factor
from playbook_engine.analysis.door import exact_numbers
from playbook_engine.analysis.exact import tied_for_best
from playbook_engine.domain import Outcome
from playbook_engine.errors import AnalysisError


@dataclass(frozen=True, slots=True)
class Payoff:
    """An end of the tree: what it pays, besides the costs on the way."""

    value: Fraction


@dataclass(frozen=True, slots=True)
class Branch:
    """One way on from a node: its name, what follows, what going it costs, the months it takes.

    ``chance`` counts at a chance only; a decision's options have None.
    """

    name: str
    then: Node
    chance: Fraction | None = None
    cost: Fraction = Fraction(0)
    months: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class Fork:
    """A point where ways part: a ``decision`` of the person, or a ``chance``."""

    kind: Literal["decision", "chance"]
    name: str
    branches: tuple[Branch, ...]


Node = Payoff | Fork


@dataclass(frozen=True, slots=True)
class Choice:
    """What a decision came to: the path of branch names to it, each option's value today, and every best option."""

    path: tuple[str, ...]
    name: str
    values: tuple[tuple[str, Fraction], ...]
    best: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rollback:
    """The tree's value today under a rate and a risk tolerance, and how it is reached.

    ``choices`` hold the decisions that the best strategy can meet, in the tree's order; where options tie, all of them are
    named and the first is followed. ``prospect`` is that strategy's lottery: chances and amounts in today's money.
    """

    value: Fraction
    choices: tuple[Choice, ...]
    prospect: tuple[Outcome, ...]
    annual_rate: Fraction
    risk_tolerance: Fraction | None


@exact_numbers
def rollback(tree: Node, annual_rate: Fraction = Fraction(0), risk_tolerance: Fraction | None = None) -> Rollback:
    """Roll a tree back. Without a rate and a tolerance the value is the expected one; with a rate the present one.

    Raises :class:`AnalysisError` when a fork has no branch, or a chance's branches do not add up to 1.

    >>> verdict = Fork("chance", "verdict", (
    ...     Branch("win", Payoff(Fraction(0)), Fraction(3, 10)), Branch("lose", Payoff(Fraction(-1_000)), Fraction(1, 2)),
    ...     Branch("in part", Payoff(Fraction(-300)), Fraction(1, 5))))
    >>> case = Fork("decision", "case", (Branch("litigate", verdict, cost=Fraction(100)),
    ...                                  Branch("settle", Payoff(Fraction(-600)))))
    >>> found = rollback(case)
    >>> found.value, found.choices[0].best, found.choices[0].values[0]
    (Fraction(-600, 1), ('settle',), ('litigate', Fraction(-660, 1)))
    """
    value, choices, prospect = _roll(tree, (), (Fraction(0), Fraction(0)), (annual_rate, risk_tolerance))
    return Rollback(value, choices, prospect, annual_rate, risk_tolerance)


_Rolled = tuple[Fraction, tuple[Choice, ...], tuple[Outcome, ...]]


def _roll(
    node: Node, path: tuple[str, ...], so_far: tuple[Fraction, Fraction], terms: tuple[Fraction, Fraction | None]
) -> _Rolled:
    """Roll a node back; ``so_far`` holds the months gone by and the costs so far in today's money."""
    months, paid = so_far
    annual_rate, tolerance = terms
    if isinstance(node, Payoff):
        worth = node.value * discount_factor(annual_rate, months) - paid
        return worth, (), (Outcome(Fraction(1), worth),)
    if not node.branches:
        raise AnalysisError("branches", f"'{node.name}' has none")
    rolled = []
    for branch in node.branches:
        if branch.months < 0:
            raise AnalysisError("months", "must not be negative")
        later = months + branch.months
        cost = branch.cost * discount_factor(annual_rate, later)
        rolled.append(_roll(branch.then, (*path, branch.name), (later, paid + cost), terms))
    return _decide(node, path, rolled) if node.kind == "decision" else _mix(node, rolled, tolerance)


def _decide(node: Fork, path: tuple[str, ...], rolled: list[_Rolled]) -> _Rolled:
    top = max(value for value, _, _ in rolled)
    best = tied_for_best([value for value, _, _ in rolled])
    _, choices, prospect = rolled[best[0]]
    values = tuple((branch.name, value) for branch, (value, _, _) in zip(node.branches, rolled, strict=True))
    names = tuple(node.branches[place].name for place in best)
    return top, (Choice(path, node.name, values, names), *choices), prospect


def _mix(node: Fork, rolled: list[_Rolled], tolerance: Fraction | None) -> _Rolled:
    chances = [Fraction(-1) if branch.chance is None else branch.chance for branch in node.branches]
    if min(chances) < 0 or sum(chances) != 1:
        raise AnalysisError("branches", f"chances of '{node.name}' must be 0 or more and add up to 1")
    here = [Outcome(chance, value) for chance, (value, _, _) in zip(chances, rolled, strict=True)]
    choices = tuple(choice for chance, (_, found, _) in zip(chances, rolled, strict=True) if chance for choice in found)
    prospect = tuple(
        Outcome(chance * end.chance, end.value)
        for chance, (_, _, ends) in zip(chances, rolled, strict=True)
        if chance
        for end in ends
    )
    return certainty_equivalent(here, tolerance), choices, prospect
