"""Additive value functions: what a package of options is worth to each party.

A package settles every issue by one of its options. A party's value of it is the sum over the issues of what the chosen
option is worth to the party (Keeney and Raiffa 1976, Decisions with Multiple Objectives, ISBN 978-0-521-43883-4): no
issue's worth depends on how another is settled. Everything else about packages (the Pareto frontier, the bargaining
solutions, trades, simultaneous offers) builds on this sum.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm, prod

from playbook_engine.analysis.door import exact_numbers
from playbook_engine.errors import AnalysisError

# The place of the chosen option in each issue, in the order of the issues.
Package = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ScoredIssue:
    """One issue: its options, and what each is worth to each party, ``scores[option][party]``."""

    name: str
    options: tuple[str, ...]
    scores: tuple[tuple[Fraction, ...], ...]


@dataclass(frozen=True, slots=True)
class Scoring:
    """The issues of a negotiation as all parties score them. A package is worth the sum of its options' scores."""

    parties: tuple[str, ...]
    issues: tuple[ScoredIssue, ...]

    @property
    def outcomes(self) -> int:
        """The number of packages."""
        return prod(len(issue.options) for issue in self.issues)

    @exact_numbers
    def value(self, package: Package) -> tuple[Fraction, ...]:
        """Return what a package is worth to each party."""
        chosen = [issue.scores[place] for issue, place in zip(self.issues, package, strict=True)]
        return tuple(sum(column, Fraction(0)) for column in zip(*chosen, strict=True))

    def highest(self) -> tuple[Fraction, ...]:
        """Return the most that any package is worth to each party."""
        best = [[max(column) for column in zip(*issue.scores, strict=True)] for issue in self.issues]
        return tuple(sum(column, Fraction(0)) for column in zip(*best, strict=True))


@dataclass(frozen=True, slots=True)
class Point:
    """A point that packages reach: each party's value, how many packages reach it, and some of them in order.

    ``packages`` holds all of them when there are no more than the search was asked to list.
    """

    values: tuple[Fraction, ...]
    count: int
    packages: tuple[Package, ...]


@exact_numbers
def raw(parties: Sequence[str], issues: Sequence[ScoredIssue]) -> Scoring:
    """Return the scoring of issues whose scores are added up as given.

    Raises :class:`AnalysisError` when there is no party, no issue or no option, or when a score is missing.

    >>> price = ScoredIssue("Price", ("low", "high"), ((Fraction(0), Fraction(9)), (Fraction(5), Fraction(2))))
    >>> raw(("seller", "buyer"), (price,)).value((1,))
    (Fraction(5, 1), Fraction(2, 1))
    """
    if not parties:
        raise AnalysisError("parties", "at least one is needed")
    if not issues:
        raise AnalysisError("issues", "at least one is needed")
    for issue in issues:
        if not issue.options or len(issue.options) != len(issue.scores):
            raise AnalysisError("issues", f"'{issue.name}' needs one row of scores for each option")
        if any(len(row) != len(parties) for row in issue.scores):
            raise AnalysisError("issues", f"'{issue.name}' needs one score for each party")
    return Scoring(tuple(parties), tuple(issues))


@exact_numbers
def weighted(parties: Sequence[str], issues: Sequence[ScoredIssue], weights: Sequence[Sequence[Fraction]]) -> Scoring:
    """Return the scoring u(x) = sum of w_i v_i(x_i), with each evaluation and each weight brought to a scale of 0 to 1.

    The scores given are evaluations: each is divided by its issue's maximum for that party, and each weight
    (``weights[party][issue]``) by the sum of the party's weights, so that the best option of every issue gives 1. This
    is the convention of the automated negotiation literature (for example Baarslag et al. 2013,
    doi:10.1016/j.artint.2012.09.004); another one changes the bargaining solutions. An issue in which a party gives
    every option 0 is worth 0 to it whatever is chosen.

    Raises :class:`AnalysisError` for a negative weight, for weights that are all 0, and for an issue without an
    option of positive worth although another option is worth less than 0.

    >>> cake = ScoredIssue("Icing", ("none", "much"), ((Fraction(10), Fraction(5)), (Fraction(0), Fraction(20))))
    >>> weighted(("a", "b"), (cake,), ((Fraction(1),), (Fraction(3),))).value((0,))
    (Fraction(1, 1), Fraction(1, 4))
    """
    given = raw(parties, issues)
    shares = [normal_weights(row, len(issues)) for row in weights]
    if len(shares) != len(given.parties):
        raise AnalysisError("weights", "one row for each party is needed")
    scored = []
    for place, issue in enumerate(given.issues):
        factors = []
        for party, column in enumerate(zip(*issue.scores, strict=True)):
            best = max(column)
            if best <= 0 and any(column):
                raise AnalysisError("issues", f"'{issue.name}' needs an option that is worth more than 0")
            factors.append(shares[party][place] / best if best else Fraction(0))
        rows = tuple(tuple(v * f for v, f in zip(row, factors, strict=True)) for row in issue.scores)
        scored.append(ScoredIssue(issue.name, issue.options, rows))
    return Scoring(given.parties, tuple(scored))


@exact_numbers
def normal_weights(weights: Sequence[Fraction], issues: int) -> tuple[Fraction, ...]:
    """Return weights divided by their sum.

    Raises :class:`AnalysisError` for a wrong number of them, a negative one, or when all are 0.

    >>> normal_weights((Fraction(3), Fraction(1)), 2)
    (Fraction(3, 4), Fraction(1, 4))
    """
    if len(weights) != issues:
        raise AnalysisError("weights", f"{issues} are needed, one for each issue")
    if any(weight < 0 for weight in weights) or not any(weights):
        raise AnalysisError("weights", "must be 0 or more, and not all 0")
    total = sum(weights, Fraction(0))
    return tuple(weight / total for weight in weights)


@dataclass(frozen=True, slots=True)
class Table:
    """A scoring in whole numbers of one common unit, 1/``scale``: ``rows[issue][option][party]``."""

    scale: int
    rows: tuple[tuple[tuple[int, ...], ...], ...]
    amounts: tuple[int, ...]


@exact_numbers
def whole_numbers(scoring: Scoring, amounts: Sequence[Fraction] = ()) -> Table:
    """Return a scoring and further amounts as multiples of their least common unit: sums stay exact, and fast.

    >>> halves = ScoredIssue("Split", ("even",), ((Fraction(1, 2), Fraction(1, 3)),))
    >>> whole_numbers(raw(("a", "b"), (halves,)), (Fraction(1, 4),))
    Table(scale=12, rows=(((6, 4),),), amounts=(3,))
    """
    scores = [score for issue in scoring.issues for row in issue.scores for score in row]
    scale = lcm(*(number.denominator for number in (*scores, *amounts)))

    def whole(number: Fraction) -> int:
        return number.numerator * (scale // number.denominator)

    rows = tuple(tuple(tuple(whole(score) for score in row) for row in issue.scores) for issue in scoring.issues)
    return Table(scale, rows, tuple(whole(amount) for amount in amounts))
