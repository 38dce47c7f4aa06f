"""The amounts that the pages on relations and on stopping work out before the reader's eyes add up."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.site.prose import source


def told(page: str) -> str:
    return " ".join(source(page).split())


PHOTOGRAPHER_LATER = 2 * 300
SQUEEZE_AT_STAKE = 12 * 400 + Fraction(1, 4) * 20_000
CHOIR_LATER = 3 * 4 * 250


@pytest.mark.parametrize(
    ("page", "line"),
    [
        ("learn/relations-and-reputation.md", f"They have saved {1_800 - 1_350}."),
        ("learn/relations-and-reputation.md", f"That is {PHOTOGRAPHER_LATER}."),
        (
            "learn/relations-and-reputation.md",
            f"they have paid {PHOTOGRAPHER_LATER // 2 + 200} to save {1_800 - 1_350}",
        ),
        ("learn/relations-and-reputation.md", f"it needs to be worth only {(600 - 520) // 10}."),
        ("learn/when-not-to-negotiate.md", f"with one chance in three. That is {Fraction(1, 3) * 60} on average."),
        ("learn/when-not-to-negotiate.md", f"you would gain {Fraction(1, 3) * 60 * 12} in the first year on average"),
        ("learn/when-not-to-negotiate.md", f"The call costs {Fraction(1, 2) * 20} and brings {Fraction(1, 10) * 300}"),
        ("learn/when-not-to-negotiate.md", f"The form costs {35 + 20} and brings {Fraction(8, 10) * 300}."),
        ("plays/ethics/count-what-a-squeeze-costs-later.md", f"8,000 today, and {SQUEEZE_AT_STAKE:,} at stake"),
        ("plays/relationships/price-the-next-deal.md", f"That makes {CHOIR_LATER:,}."),
        ("plays/relationships/price-the-next-deal.md", f"{CHOIR_LATER // 2:,} is more than 400."),
        ("plays/ethics/do-not-mislead-with-true-words.md", f"I ask {6_000 - 700:,}"),
    ],
)
def test_a_sum_that_a_page_works_out_is_right(page: str, line: str) -> None:
    """Whoever follows the sum with a pencil comes to the same number."""
    assert line in told(page), line
