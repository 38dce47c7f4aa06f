"""The normal distribution in decimal arithmetic: density, chance above a mark, Mills ratio, and marks of a chance.

The chance above x is taken from the series of the error function where that converges fast, and from Laplace's continued
fraction of the Mills ratio further out (Abramowitz and Stegun 1964, Handbook of Mathematical Functions, 26.2.11 and
26.2.14). Results are right to at least 40 digits. Arguments and results are fractions, in standard units.
"""

from __future__ import annotations

from decimal import Context, Decimal
from fractions import Fraction

from playbook_engine.analysis.door import exact_numbers
from playbook_engine.analysis.exact import CONTEXT, to_decimal
from playbook_engine.errors import AnalysisError

_PRECISE = Context(prec=64, Emin=CONTEXT.Emin, Emax=CONTEXT.Emax, traps=[])
_PI = Decimal("3.14159265358979323846264338327950288419716939937510582097494459230781640628620899862803")
_ROOT_OF_TWO_PI = _PRECISE.sqrt(_PRECISE.multiply(2, _PI))
_FAR = 4  # from here the continued fraction gives its digits in fewer terms than the series
_TERMS = 160
_HALVINGS = 14
_NEWTON_STEPS = 5
FARTHEST = 40  # standard deviations; a chance beyond is below what a float can hold, and counts as 0


@exact_numbers
def density(x: Fraction) -> Fraction:
    """Return the height of the bell curve at x: exp(-x**2 / 2) / sqrt(2 pi).

    >>> round(float(density(Fraction(0))), 6)
    0.398942
    """
    return Fraction(_density(to_decimal(x))) if abs(x) <= FARTHEST else Fraction(0)


@exact_numbers
def chance_above(x: Fraction) -> Fraction:
    """Return the chance of a value above x.

    >>> round(float(chance_above(Fraction(-4, 3))), 6)
    0.908789
    """
    if abs(x) > FARTHEST:
        return Fraction(int(x < 0))
    if x < 0:  # both tails mirror each other to the last digit
        return 1 - chance_above(-x)
    near = to_decimal(x)
    return Fraction(_PRECISE.multiply(_mills(near), _density(near)))


@exact_numbers
def mills_ratio(x: Fraction) -> Fraction:
    """Return the chance above x divided by the density at x (Mills 1926); it falls as x rises.

    Raises :class:`AnalysisError` beyond 40 standard deviations.

    >>> round(float(mills_ratio(Fraction(0))), 6)
    1.253314
    """
    if abs(x) > FARTHEST:
        raise AnalysisError("x", f"must lie between -{FARTHEST} and {FARTHEST}")
    return Fraction(_mills(to_decimal(x)))


@exact_numbers
def mean_excess(x: Fraction) -> Fraction:
    """Return the mean of what a value exceeds x by, counted as 0 below x: density(x) - x * chance_above(x).

    >>> round(float(mean_excess(Fraction(-4, 3))), 6)
    1.375728
    """
    if abs(x) > FARTHEST:
        return max(-x, Fraction(0))
    near = to_decimal(x)
    gap = _PRECISE.subtract(1, _PRECISE.multiply(near, _mills(near)))
    return Fraction(_PRECISE.multiply(_density(near), gap))


@exact_numbers
def mark(chance: Fraction) -> Fraction:
    """Return the x that a value stays below with this chance. Raises :class:`AnalysisError` at 0 and 1.

    >>> round(float(mark(Fraction(95, 100))), 6)
    1.644854
    """
    if not 0 < chance < 1:
        raise AnalysisError("chance", "must lie between 0 and 1")
    if chance > Fraction(1, 2):
        return -mark(1 - chance)  # found in the lower tail, so that both tails mirror each other to the last digit
    low, high = Fraction(-1), Fraction(0)
    while chance_above(-low) > chance:
        low *= 2
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if chance_above(-middle) > chance:
            high = middle
        else:
            low = middle
    root = low  # the lower tail is convex, so Newton's method overshoots once and then comes down to the root
    for _ in range(_NEWTON_STEPS):
        root = round(root + (chance - chance_above(-root)) / density(root), 45)
    return root


def _density(x: Decimal) -> Decimal:
    half_square = _PRECISE.divide(_PRECISE.multiply(x, x), 2)
    return _PRECISE.divide(_PRECISE.exp(half_square.copy_negate()), _ROOT_OF_TWO_PI)


def _mills(x: Decimal) -> Decimal:
    if x < 0:
        whole = _PRECISE.divide(1, _density(x))
        return _PRECISE.subtract(whole, _mills(x.copy_negate()))
    if x < _FAR:
        return _PRECISE.subtract(_PRECISE.divide(Decimal("0.5"), _density(x)), _series(x))
    fraction = x
    for term in range(_TERMS, 0, -1):
        fraction = _PRECISE.add(x, _PRECISE.divide(term, fraction))
    return _PRECISE.divide(1, fraction)


def _series(x: Decimal) -> Decimal:
    """Return the chance between 0 and x, divided by the density at x: x + x**3/3 + x**5/(3*5) + ..."""
    square, term, total, odd = _PRECISE.multiply(x, x), x, x, 1
    while term > Decimal("1e-70"):
        odd += 2
        term = _PRECISE.divide(_PRECISE.multiply(term, square), odd)
        total = _PRECISE.add(total, term)
    return total
