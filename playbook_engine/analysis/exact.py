"""Roots, powers and exponentials of exact numbers, in decimal arithmetic.

The C libraries of CPython and of Pyodide may differ in a float's last digit; decimal arithmetic is the same everywhere.
A result that is a fraction is returned exactly; any other is right to about 50 digits.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Context, Decimal, DivisionByZero, InvalidOperation, Overflow
from fractions import Fraction
from math import isqrt

from playbook_engine.analysis.door import exact_numbers
from playbook_engine.errors import AnalysisError

# Exponent bounds of the 32-bit build that Pyodide is.
MOST_DIGITS = 10_000
TIE = Fraction(1, 10**20)  # two results of decimal arithmetic count as equal within this part of the larger one
CONTEXT = Context(prec=60, Emin=-425_000_000, Emax=425_000_000, traps=[InvalidOperation, DivisionByZero, Overflow])


@exact_numbers
def to_decimal(number: Fraction) -> Decimal:
    """Return a fraction to 60 digits."""
    return CONTEXT.divide(Decimal(number.numerator), Decimal(number.denominator))


@exact_numbers
def square_root(number: Fraction) -> Fraction:
    """Return the square root, exactly where it is a fraction. Raises :class:`AnalysisError` below 0.

    >>> square_root(Fraction(9, 16))
    Fraction(3, 4)
    """
    if number < 0:
        raise AnalysisError("number", "must not be negative")
    above, below = isqrt(number.numerator), isqrt(number.denominator)
    if above * above == number.numerator and below * below == number.denominator:
        return Fraction(above, below)
    return Fraction(CONTEXT.sqrt(to_decimal(number)))


@exact_numbers
def power(base: Fraction, exponent: Fraction) -> Fraction:
    """Return base ** exponent for a base of 0 or more; exact for a whole exponent of at most 1,000.

    Raises :class:`AnalysisError` for a negative base, or for 0 to a negative power.

    >>> power(Fraction(1, 2), Fraction(5))
    Fraction(1, 32)
    >>> round(float(power(Fraction(1, 2), Fraction(1, 5))), 6)
    0.870551
    """
    if base < 0 or (base == 0 and exponent < 0):
        raise AnalysisError("base", "must be positive")
    if base in (0, 1):
        return base if exponent else Fraction(1)
    if exponent.denominator == 1 and abs(exponent) <= 1000:
        return base**exponent.numerator
    return exponential(Fraction(CONTEXT.ln(to_decimal(base))) * exponent)


@exact_numbers
def exponential(number: Fraction) -> Fraction:
    """Return e to the power of a number; below exp(-10,000) it counts as 0. Raises :class:`AnalysisError` above 10,000.

    >>> round(float(exponential(Fraction(-1))), 6)
    0.367879
    """
    if number > MOST_DIGITS:
        raise AnalysisError("number", f"must be at most {MOST_DIGITS}")
    if number < -MOST_DIGITS:  # as a fraction it would fill the memory
        return Fraction(0)
    return Fraction(CONTEXT.exp(to_decimal(number))) if number else Fraction(1)


@exact_numbers
def logarithm(number: Fraction) -> Fraction:
    """Return the natural logarithm. Raises :class:`AnalysisError` unless the number is positive.

    >>> round(float(logarithm(Fraction(1, 10))), 6)
    -2.302585
    """
    if number <= 0:
        raise AnalysisError("number", "must be positive")
    return Fraction(CONTEXT.ln(to_decimal(number))) if number != 1 else Fraction(0)


@exact_numbers
def tied_for_best(values: Sequence[Fraction]) -> tuple[int, ...]:
    """Return the places of all greatest values; values that only rounding tells apart count as equal.

    >>> tied_for_best([Fraction(1), Fraction(3), Fraction(3)])
    (1, 2)
    """
    top = max(values)
    margin = TIE * max(abs(value) for value in values)
    return tuple(place for place, value in enumerate(values) if top - value <= margin)
