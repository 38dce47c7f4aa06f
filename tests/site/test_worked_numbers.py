"""The numbers that a page works out before the reader's eyes are those of the analysis."""

from __future__ import annotations

import re
from fractions import Fraction

from playbook_engine.analysis.dependence import Relation, ordinal_dependence
from tests.site.prose import source

# As the worksheet on who needs whom rates its answers, 0 to 4.
VITAL, MUCH, SOME = Fraction(4), Fraction(3), Fraction(2)
HARDLY, WITH_EFFORT, EASILY = Fraction(1), Fraction(2), Fraction(3)


def tenths(importance: Fraction, elsewhere: Fraction) -> int:
    """Return a need as a number of ten, halves rounded up."""
    return int(ordinal_dependence(importance, elsewhere) * 10 + Fraction(1, 2))


def part(page: str, heading: str) -> str:
    """Return the words of one section, its lines joined."""
    found = re.search(rf"^## {heading}\n(.*?)(?=^## )", source(page), re.MULTILINE | re.DOTALL)
    assert found, f"{page} has no section '{heading}'"
    return " ".join(found[1].split())


def test_the_bakery_and_the_mill_need_each_other_as_the_analysis_says() -> None:
    """Flour is vital and hardly had elsewhere; the orders are replaced easily, the visits are not."""
    flour, orders, visits = tenths(VITAL, HARDLY), tenths(SOME, EASILY), tenths(MUCH, HARDLY)
    before = Relation(Fraction(flour), Fraction(orders), Fraction(10))
    after = Relation(Fraction(flour), Fraction(visits), Fraction(10))
    told = part("learn/power-and-dependence.md", "An example")
    for words in (
        f"need about {flour}.",
        f"makes about {orders}, and so {flour} against {orders}:",
        f"a sum of {before.mutual} and a gap of {abs(before.imbalance)}.",
        f"alone makes about {visits}.",
        f"it is {flour} against {visits}. The sum has gone up to {after.mutual}, and the gap is down to {abs(after.imbalance)}.",
    ):
        assert words in told


def test_a_second_mill_moves_the_balance_as_the_analysis_says() -> None:
    """One step on the scale of what can be had elsewhere."""
    flour, less, visits = tenths(VITAL, HARDLY), tenths(VITAL, WITH_EFFORT), tenths(MUCH, HARDLY)
    then = Relation(Fraction(less), Fraction(visits), Fraction(10))
    page = "learn/power-and-dependence.md"
    assert f"from about {flour} to about {less}." in part(page, "What moves the balance")
    told = part(page, "Try it in two minutes")
    assert f"Its need goes from {flour} to {less}, and the mill's stays at {visits}." in told
    assert f"The sum is {then.mutual}, and the gap is {abs(then.imbalance)}." in told


def test_a_store_of_flour_halves_the_gap() -> None:
    """What the play shows filled in agrees with what it asks the reader to work out."""
    page = "plays/power/need-less-of-what-only-they-give.md"
    before, after = (Relation(Fraction(need), Fraction(3), Fraction(10)) for need in (9, 6))
    assert "goes from 9 to 6, theirs of me stays at 3. The gap is halved." in " ".join(source(page).split())
    assert abs(after.imbalance) * 2 == abs(before.imbalance)
    sums = f"The sum falls from {before.mutual} to {after.mutual}, and the gap from {abs(before.imbalance)} to {abs(after.imbalance)}."
    assert sums in part(page, "Try it in two minutes")
