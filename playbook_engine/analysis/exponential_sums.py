"""Where a sum of exponentials, c_1 exp(-x_1 s) + ... + c_n exp(-x_n s), changes its sign: all such s above 0.

Such a sum has at most as many positive zeros as its coefficients, in the order of the exponents, have changes of sign:
Descartes' rule for exponents that need not be whole (Laguerre 1883; Pólya and Szegő 1976, Problems and Theorems in
Analysis II, part V). With f' + a f for an ``a`` between two neighbours of different sign, one change is gone. So as
many steps as there are changes lead to a sum of constant sign, and the changes of sign along the sums so made, at both
ends of an interval, bound the zeros between: their difference is the number of zeros or an even number more
(Budan-Fourier for such chains: Coste, Lajous-Loaeza, Lombardi and Roy 2005, doi:10.1016/j.jco.2004.11.003).

Intervals are halved, on a logarithmic scale, until that difference is 0, or 1 with one zero proved inside, or until the
terms above 0 at one end outweigh those below 0 at the other: each of both sums falls as s rises. All is decimal
arithmetic, with digits enough for the smallest value that a sum can have at the ends of the search.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal, DivisionByZero, InvalidOperation
from fractions import Fraction
from itertools import pairwise
from math import factorial

from playbook_engine.analysis.exact import TIE, logarithm

Term = tuple[Fraction, Fraction]  # an exponent and its coefficient
APART = Decimal("1e-12")  # two zeros nearer to each other than this part of them may count as none
_ACCURATE, _NEAR = Decimal("1e-30"), Decimal("3e-31")
_DIGITS = 40


def sign_changes(terms: Sequence[Term]) -> tuple[Fraction, ...]:
    """Return every s above 0 at which the sum of c exp(-x s) over the terms (x, c) changes its sign, rising.

    Each is right to about 30 digits, and to ten where the sum is flat as it changes. Exponents nearer to each other than 1 part in 10^20 of their spread count as one.
    Two changes nearer to each other than 1 part in 10^12 may be left out together, as a sum that touches 0 is.

    exp(-s) - 3 exp(-2 s) + 2 exp(-3 s) is 0 at exp(-s) = 1/2, and at s = 0, which does not count:

    >>> [round(float(s), 6) for s in sign_changes([(Fraction(1), Fraction(1)), (Fraction(2), Fraction(-3)),
    ...                                            (Fraction(3), Fraction(2))])]
    [0.693147]
    """
    scaled, width = _scaled(terms)
    ends = _ends(scaled) if len(scaled) > 1 else None
    if ends is None:
        return ()
    low, high, digits = ends
    chain = _Chain(scaled, digits)
    return tuple(Fraction(chain.root(*found)) / width for found in chain.isolate(low, high))


def _scaled(terms: Sequence[Term]) -> tuple[list[Term], Fraction]:
    """Return the terms by rising exponent, equal ones added up, the least exponent 0 and the greatest 1; and the spread."""
    used = sorted(term for term in terms if term[1])
    width = used[-1][0] - used[0][0] if used else Fraction(0)
    if not width:
        return [], width
    found: list[Term] = []
    for exponent, coefficient in used:
        place = (exponent - used[0][0]) / width
        if found and place - found[-1][0] <= TIE:
            found[-1] = found[-1][0], found[-1][1] + coefficient
        else:
            found.append((place, coefficient))
    return [term for term in found if term[1]], width


def _ends(terms: list[Term]) -> tuple[Decimal, Decimal, int] | None:
    """Return between which s all changes lie, and the digits it takes; None where there can be no change.

    Near 0 the sum is its first moment that is not 0, times a power of s; far out it is its first term. A moment smaller
    than 1 part in 10^20 counts as 0: so small a difference is rounding.
    """
    whole = sum((abs(c) for _, c in terms), Fraction(0))
    start = terms[0][0]
    for order in range(len(terms)):
        moment = abs(sum((c * (x - start) ** order for x, c in terms), Fraction(0))) / factorial(order)
        if moment > TIE * whole:
            break
    else:
        return None
    low = min(Fraction(1), moment * factorial(order + 1) / (3 * whole))
    rest = (whole - abs(terms[0][1])) / abs(terms[0][1])
    high = logarithm(rest) / (terms[1][0] - start) + 1 if rest > 1 else Fraction(0)
    if high <= low:
        return None
    least = moment * low**order
    digits = max(0, least.denominator.bit_length() - least.numerator.bit_length()) * 3 // 10
    context = Context(prec=_DIGITS)
    ends = [context.divide(Decimal(end.numerator), Decimal(end.denominator)) for end in (low, high)]
    return ends[0], ends[1], _DIGITS + digits


@dataclass(frozen=True, slots=True)
class _Point:
    """An s, each term's exponential there, and the sums of the terms above and below 0, both as positive numbers."""

    at: Decimal
    powers: tuple[Decimal, ...]
    gain: Decimal
    loss: Decimal

    @property
    def sign(self) -> bool:
        """Whether the whole sum is above 0."""
        return self.gain > self.loss


class _Chain:
    """The sum and what follows from it by f' + a f, one change of sign less each time."""

    def __init__(self, terms: list[Term], digits: int) -> None:
        # Exponent bounds of the 32-bit build that Pyodide is; a smaller exponential counts as nothing.
        self.context = Context(
            prec=digits, Emin=-425_000_000, Emax=425_000_000, traps=[InvalidOperation, DivisionByZero]
        )
        self.exponents = [self._decimal(-x) for x, _ in terms]
        rows = [[c for _, c in terms]]
        for (before, one), (after, other) in pairwise(terms):
            if (one > 0) != (other > 0):
                middle = (before + after) / 2
                rows.append([c * (middle - x) for c, (x, _) in zip(rows[-1], terms, strict=True)])
        self.gains = [self._decimal(max(c, Fraction(0))) for c in rows[0]]
        self.losses = [self._decimal(max(-c, Fraction(0))) for c in rows[0]]
        self.rows = [[self._decimal(c) for c in row] for row in rows[1:]]

    def _decimal(self, number: Fraction) -> Decimal:
        return self.context.divide(Decimal(number.numerator), Decimal(number.denominator))

    def _sum(self, row: Sequence[Decimal], powers: Sequence[Decimal]) -> Decimal:
        total = Decimal(0)
        for coefficient, power in zip(row, powers, strict=True):
            total = self.context.fma(coefficient, power, total)
        return total

    def _point(self, at: Decimal) -> _Point:
        powers = tuple(self.context.exp(self.context.multiply(exponent, at)) for exponent in self.exponents)
        return _Point(at, powers, self._sum(self.gains, powers), self._sum(self.losses, powers))

    def _changes(self, point: _Point) -> int:
        signs = [point.sign, *(self._sum(row, point.powers) > 0 for row in self.rows)]
        return sum(one != other for one, other in pairwise(signs))

    def _middle(self, low: Decimal, high: Decimal) -> Decimal:
        return self.context.sqrt(self.context.multiply(low, high))

    def isolate(self, low: Decimal, high: Decimal) -> Iterator[tuple[_Point, _Point]]:
        """Yield the ends of intervals in which the sum changes its sign once, rising."""
        stack = [(self._point(low), self._point(high))]
        while stack:
            one, other = stack.pop()
            if other.gain > one.loss or other.loss > one.gain:
                continue
            left = self._changes(one) - self._changes(other)
            if left <= 0:
                continue
            if left == 1 or self.context.subtract(other.at, one.at) <= self.context.multiply(APART, one.at):
                if one.sign != other.sign:
                    yield one, other
                continue
            middle = self._point(self._middle(one.at, other.at))
            stack += [(middle, other), (one, middle)]

    def root(self, low: _Point, high: _Point) -> Decimal:
        """Return where between such ends the sum is 0, by Ridders' method (1979, doi:10.1109/TCS.1979.1084580)."""
        do = self.context
        while do.subtract(high.at, low.at) > do.multiply(_ACCURATE, low.at):
            middle = self._point(do.divide(do.add(low.at, high.at), Decimal(2)))
            one, here, other = (do.subtract(point.gain, point.loss) for point in (low, middle, high))
            spread = do.sqrt(do.subtract(do.multiply(here, here), do.multiply(one, other)))
            step = do.divide(do.multiply(do.subtract(middle.at, low.at), here), spread) if spread else Decimal(0)
            guess = do.add(middle.at, step) if one > other else do.subtract(middle.at, step)
            # A guess is nearly right: just below and just above it the sum has different signs.
            margin = do.multiply(guess, _NEAR)
            near = [at for at in (do.subtract(guess, margin), do.add(guess, margin)) if low.at < at < high.at]
            points = sorted([low, middle, high, *map(self._point, near)], key=lambda point: point.at)
            low, high = next(pair for pair in pairwise(points) if pair[0].sign != pair[1].sign)
        return low.at
