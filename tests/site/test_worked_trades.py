"""The points that the pages on trades work out before the reader's eyes are those of the analysis."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from playbook_engine.analysis.pareto import frontier
from playbook_engine.analysis.scoring import Package, ScoredIssue, Scoring, raw
from tests.site.prose import source

MINE, MIDDLE, THEIRS = 0, 1, 2


def talk(points: Mapping[str, tuple[int, int]]) -> Scoring:
    """Return issues in which the sides want the opposite: my way, halfway, their way."""
    return raw(
        ("you", "they"),
        tuple(
            ScoredIssue(
                name,
                ("my way", "halfway", "their way"),
                tuple((Fraction(mine * half, 2), Fraction(theirs * (2 - half), 2)) for half in (2, 1, 0)),
            )
            for name, (mine, theirs) in points.items()
        ),
    )


CHOIR = talk({"The fee": (20, 45), "The date": (50, 15), "The heating": (30, 40)})


def told(page: str) -> str:
    return " ".join(source(page).split())


def points(scoring: Scoring, package: Package) -> list[Fraction]:
    return list(scoring.value(package))


def on_the_frontier(scoring: Scoring, package: Package) -> bool:
    return scoring.value(package) in [point.values for point in frontier(scoring, named=False).points]


def test_the_choir_and_the_church_gain_as_the_page_says() -> None:
    """Halfway is 50 each, the swap 65 each, and then nothing more is free for the other side."""
    page = told("learn/making-more-to-share.md")
    assert points(CHOIR, (MIDDLE, MIDDLE, MIDDLE)) == [50, 50]
    assert "gives the choir 50 points, and the church 50." in page
    swap = (THEIRS, MINE, MIDDLE)
    assert points(CHOIR, swap) == [65, 65]
    assert "The choir has 50 and 15, which is 65. The church has 45 and 20, and that is 65 as well." in page
    assert on_the_frontier(CHOIR, swap)
    assert points(CHOIR, (THEIRS, MINE, MINE)) == [80, 45]
    assert points(CHOIR, (THEIRS, MINE, THEIRS)) == [50, 85]
    assert "it has 80, the church 45. Let the church have it, and it is 50 to 85." in page
    for name, (mine, theirs) in {"fee": (20, 45), "date": (50, 15), "heating": (30, 40)}.items():
        assert f"| **The {name}** | {mine} | {theirs} |" in page


def test_a_wrong_guess_turns_the_swap_into_a_loss() -> None:
    """With fee and date the other way round, the church would lose by the same swap."""
    truth = talk({"The fee": (20, 15), "The date": (50, 45), "The heating": (30, 40)})
    assert truth.value((THEIRS, MINE, MIDDLE))[1] == 35
    assert truth.value((MIDDLE, MIDDLE, MIDDLE))[1] == 50
    assert "That is 35, and halfway on everything would bring it 50." in told("learn/making-more-to-share.md")


def test_the_play_on_splitting_shows_what_a_trade_brings() -> None:
    """The three lines that are filled in hold for these points, and nothing is better for both."""
    fee_and_date = talk({"date": (70, 35), "fee": (30, 65)})
    assert points(fee_and_date, (MIDDLE, MIDDLE)) == [50, 50]
    assert points(fee_and_date, (MINE, THEIRS)) == [70, 65]
    assert on_the_frontier(fee_and_date, (MINE, THEIRS))
    page = told("plays/value/see-what-splitting-costs.md")
    assert "**Halfway on both:** 50 of my points, and 50 of theirs" in page
    assert "70 of mine, and 65 of theirs" in page


def test_the_bet_pays_what_it_says() -> None:
    """600, and 3 more for each ticket above 200."""
    assert 600 + 3 * (400 - 200) == 1_200
    assert "At 400 they pay 1,200" in told("plays/value/bet-on-a-disagreement.md")
