"""Readers that several analyses share: amounts, rates, chances, alternatives, and beliefs about an amount.

Bounds keep every result within what a JSON number can hold.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from playbook_engine.analysis.beliefs import Belief, Normal, Points, Triangular, Uniform, three_points
from playbook_engine.domain import Alternative, Outcome
from playbook_engine.terminal.analyse.inputs import Node

LARGEST = 10**15
SMALLEST = Fraction(1, 10**9)  # of what must be positive
LONGEST = 1200  # months
MOST = 500  # items of a list
MOST_PARTS = 12  # the largest denominator of a fraction that is suggested


def amount(node: Node) -> Fraction:
    """Return an amount of money, gains positive."""
    return node.number(-LARGEST, LARGEST)


def positive(node: Node) -> Fraction:
    """Return an amount above 0."""
    return max(node.number(SMALLEST, LARGEST), SMALLEST)  # a stand-in, too, must not be 0: it may be divided by


def part(node: Node) -> Fraction:
    """Return a number from 0 to 1."""
    return node.number(0, 1)


def rate(node: Node) -> Fraction:
    """Return an annual rate as a part of one."""
    return node.number(Fraction(-9, 10), 10)


def months(node: Node) -> Fraction:
    """Return a time in months."""
    return node.number(0, LONGEST)


def listed(node: Node, least: int = 0, most: int = MOST) -> list[Node]:
    """Return a list's nodes; a longer one than can be worked out is a fault."""
    nodes = node.items(least)
    if len(nodes) > most:
        node.fault(f"write at most {most} of these")
        return nodes[:most]
    return nodes


def terms(document: Node) -> tuple[Fraction, Fraction | None]:
    """Return the annual rate (0 where there is none) and the risk tolerance (None where there is none)."""
    annual = rate(document.get("annual_rate")) if document.has("annual_rate") else Fraction(0)
    tolerance = positive(document.get("risk_tolerance")) if document.has("risk_tolerance") else None
    return annual, tolerance


def outcomes(node: Node, most: int = 50) -> tuple[Outcome, ...]:
    """Return outcomes whose chances add up to 1."""
    found = []
    for item in listed(node, 1, most):
        item.only("chance", "value")
        found.append(Outcome(part(item.get("chance")), amount(item.get("value"))))
    whole = check_chances(node, [outcome.chance for outcome in found])
    return tuple(found) if whole else (Outcome(Fraction(1), Fraction(0)),)


def check_chances(node: Node, chances: Sequence[Fraction]) -> bool:
    """Return whether there are chances and they add up to 1; where they do not, note it, with fractions that would."""
    total = sum(chances, Fraction(0))
    if chances and total != 1:
        meant = [simple_fraction(chance) for chance in chances]
        hints = [
            f'"{whole}" for {_shown(chance)}' for chance, whole in zip(chances, meant, strict=True) if whole != chance
        ]
        advice = f", such as by writing {', '.join(dict.fromkeys(hints))}" if sum(meant) == 1 else ""
        node.fault(f"chances add up to {_shown(total)}; make them add up to 1{advice}")
    return bool(chances) and total == 1


def simple_fraction(number: Fraction) -> Fraction:
    """Return the fraction with a denominator of 12 at most that a decimal is the rounding of; else the number itself.

    >>> str(simple_fraction(Fraction("0.333"))), str(simple_fraction(Fraction("0.67"))), str(simple_fraction(Fraction("0.3")))
    ('1/3', '2/3', '3/10')
    """
    places = next((n for n in range(2, 40) if 10**n % number.denominator == 0), None)
    near = number.limit_denominator(MOST_PARTS)
    return near if places and abs(near - number) < Fraction(1, 10**places) else number


def alternative(node: Node, name: str | None = None) -> Alternative:
    """Return an alternative: its name, outcomes, cost and months."""
    node.only("name", "outcomes", "cost", "months")
    return Alternative(
        name=node.get("name").text() if name is None else name,
        outcomes=outcomes(node.get("outcomes")),
        cost=amount(node.get("cost")) if node.has("cost") else Fraction(0),
        months=months(node.get("months")) if node.has("months") else Fraction(0),
    )


def belief(node: Node) -> Belief:
    """Return a belief about an amount, of one of five kinds."""
    kind = node.get("kind").one_of("uniform", "triangular", "normal", "points", "discrete")
    match kind:
        case "uniform":
            node.only("kind", *_LOW, *_HIGH)
            low, high = _rising(node, (_LOW, _HIGH), strictly=True)
            return Uniform(low, high)
        case "triangular":
            node.only("kind", *_LOW, *_MODE, *_HIGH)
            low, mode, high = _rising(node, (_LOW, _MODE, _HIGH), strictly=True)
            return Triangular(low, mode, high)
        case "points":
            node.only("kind", *_LOW, *_MIDDLE, *_HIGH)
            return three_points(*_rising(node, (_LOW, _MIDDLE, _HIGH), strictly=False))
        case "discrete":
            node.only("kind", "outcomes")
            return Points(outcomes(node.get("outcomes")))
        case _:
            node.only("kind", *_MEAN, *_DEVIATION)
            return Normal(amount(_named(node, _MEAN)), positive(_named(node, _DEVIATION)))


# Each field's name, and other names that are understood.
_LOW, _HIGH = ("low", "min"), ("high", "max")
_MODE, _MIDDLE = ("mode", "likely"), ("middle", "median")
_MEAN, _DEVIATION = ("mean", "mu"), ("standard_deviation", "sd", "sigma")


def _named(node: Node, names: Sequence[str]) -> Node:
    return node.get(next((name for name in names if node.has(name)), names[0]))


def _rising(node: Node, fields: Sequence[Sequence[str]], strictly: bool) -> tuple[Fraction, ...]:
    """Return amounts that rise in this order; where they do not, note it and return some that do."""
    before = len(node.faults.lines)
    found = tuple(amount(_named(node, names)) for names in fields)
    if len(node.faults.lines) == before and (list(found) != sorted(found) or (strictly and found[0] == found[-1])):
        node.fault(f"amounts must rise: {' <= '.join(names[0] for names in fields)}" + ", not all equal" * strictly)
    elif len(node.faults.lines) == before:
        return found
    return tuple(Fraction(place) for place in range(len(fields)))


def _shown(number: Fraction) -> str:
    is_decimal = 10**12 % number.denominator == 0
    return f"{float(number):.12g}" if is_decimal or number.denominator >= 1000 else str(number)
