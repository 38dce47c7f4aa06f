"""The numbers that the pages on time and on acting together work out are those of the analysis."""

from __future__ import annotations

from fractions import Fraction

from playbook_engine.analysis.alternating_offers import fixed_cost_shares
from playbook_engine.analysis.coalitions import blocking_coalitions, coalition_game
from playbook_engine.analysis.core import core
from playbook_engine.analysis.timing import WaitOrTake, wait_or_take
from playbook_engine.analysis.voting import council, power
from playbook_engine.domain import Alternative, Outcome
from tests.site.prose import source

BAKERIES = ("You", "The bridge", "Oven and Son")
TONNES = {"You": 20, "The bridge": 25, "Oven and Son": 30}
PER_TONNE, ADVICE = 240, 1_500


def told(page: str) -> str:
    return " ".join(source(page).split())


def test_the_bakeries_save_and_pay_as_the_page_says() -> None:
    """75 tonnes at 240, less an equal part of the cost for each."""
    page = told("learn/acting-together.md")
    saved = {name: weight * PER_TONNE for name, weight in TONNES.items()}
    left = {name: amount - ADVICE // 3 for name, amount in saved.items()}
    for name, label in (("You", "Yours"), ("The bridge", "At the bridge"), ("Oven and Son", "Oven and Son")):
        assert f"| **{label}** | {TONNES[name]} | {saved[name]:,} | {left[name]:,} |" in page
    assert f"The cost is {ADVICE:,} for advice" in page
    assert f"each pays {ADVICE // 3}. In all, {sum(left.values()):,} is gained." in page
    assert f"to save {sum(saved.values()):,}." in page


def test_each_bakery_counts_for_what_the_page_says() -> None:
    """At 60 tonnes all are needed; at 50 the largest is in every group."""
    page = told("learn/acting-together.md")
    at_sixty, at_fifty = (power(council(TONNES, quota)).shapley_shubik for quota in (60, 50))
    assert list(at_sixty) == [Fraction(1, 3)] * 3
    assert "All count for a third" in page
    assert list(at_fifty) == [Fraction(1, 6), Fraction(1, 6), Fraction(2, 3)]
    assert "ask for 50 tonnes, and not 60." in page
    assert "counts for two thirds, and each of you for a sixth." in page
    assert "Without you there are 55 tonnes, without the bridge 50, and without Oven and Son 45." in page


def test_the_side_offer_breaks_the_group_and_300_mends_it() -> None:
    """With 5,800 outside, the bridge does better alone, until it gets 300 more."""
    game = coalition_game(BAKERIES, {frozenset(BAKERIES): 16_500, frozenset({"The bridge"}): 5_800})
    equal = tuple(Fraction(share) for share in (4_300, 5_500, 6_700))
    (block,) = (b for b in blocking_coalitions(game, equal) if b.coalition == ("The bridge",))
    assert block.gain == 300
    mended = tuple(Fraction(share) for share in (4_150, 5_800, 6_550))
    assert not core(game).is_empty
    assert not blocking_coalitions(game, mended)
    page = told("learn/acting-together.md")
    assert "It would be 300 better off." in page
    assert "The two of you gain 11,000 between you. Give 300 of it to the bridge" in page


def test_no_way_of_sharing_keeps_three_when_any_two_have_it_all() -> None:
    """The three-person majority game has no core; above 16,500 the bridge cannot be kept."""
    pairs = [frozenset({one, other}) for one in BAKERIES for other in BAKERIES if one < other]
    assert core(coalition_game(BAKERIES, {**dict.fromkeys(pairs, 12_000), frozenset(BAKERIES): 12_000})).is_empty
    for outside, holds in ((6_400, True), (16_500, True), (16_501, False)):
        game = coalition_game(BAKERIES, {frozenset(BAKERIES): 16_500, frozenset({"The bridge"}): outside})
        assert core(game).is_empty != holds
    page = told("learn/acting-together.md")
    assert "It takes 900. They gain 11,000, so they can. Above 16,500 they could not" in page


def test_the_growers_pay_200_to_keep_hanna() -> None:
    """1,300 outside against 1,100 inside, with 900 each for the other two."""
    names = ("Hanna", "Second", "Third")
    game = coalition_game(names, {frozenset(names): 2_900, frozenset({"Hanna"}): 1_300})
    (block,) = blocking_coalitions(game, (Fraction(1_100), Fraction(900), Fraction(900)))
    assert (block.coalition, block.gain) == (("Hanna",), 200)
    assert not blocking_coalitions(game, (Fraction(1_300), Fraction(800), Fraction(800)))
    assert "- **What keeps her:** 200" in source("plays/coalitions/test-whether-the-group-will-hold.md")


def wait(now: int, later: int, fails: int, cost: int, percent: int) -> WaitOrTake:
    chance = Fraction(percent, 100)
    course = Alternative(
        "Wait", (Outcome(chance, Fraction(later)), Outcome(1 - chance, Fraction(fails))), cost=Fraction(cost)
    )
    return wait_or_take(Fraction(now), course)


def turning(found: WaitOrTake) -> int:
    assert found.break_even_chance is not None
    return round(found.break_even_chance * 100)


def test_the_carpenter_waits_at_the_chances_that_the_page_says() -> None:
    """64 percent as it stands, 40 when the offer stays, 49 with a cheaper week, 53 for a larger job."""
    page = told("learn/time-and-patience.md")
    plain = wait(18_000, 24_000, 14_000, 2_400, 50)
    assert (plain.verdict, turning(plain), plain.waiting.certainty_equivalent) == ("take", 64, 16_600)
    assert "That is a chance of 64 percent" in page
    assert "waiting is worth 16,600, and the kitchen 18,000." in page
    stays = wait(18_000, 24_000, 18_000, 2_400, 50)
    assert (stays.verdict, turning(stays)) == ("wait", 40)
    assert "a chance of 40 percent is enough, and with 50 it is better to wait." in page
    cheaper = wait(18_000, 24_000, 14_000, 900, 50)
    assert turning(cheaper) == 49
    assert "falls from 64 to 49 percent." in page
    larger = wait(18_000, 26_000, 14_000, 2_400, 50)
    assert (larger.verdict, turning(larger)) == ("take", 53)
    assert "That is 53 percent." in page


def test_the_van_and_the_round_numbers_of_the_play_hold() -> None:
    """44 percent for the van, one in four without a cost and one in two with it."""
    page = told("plays/time/decide-to-wait-or-take.md")
    van = wait(7_200, 8_500, 6_400, 3 * 40, 60)
    assert (van.verdict, turning(van)) == ("wait", 44)
    assert "a chance of 44 percent. I think it is 60, so I wait." in page
    assert turning(wait(100, 160, 80, 0, 50)) == 25
    assert turning(wait(100, 160, 80, 20, 50)) == 50
    assert "At one in four, since you risk 20 to win 60. With the wait at 20 it is one in two." in page


def test_in_theory_the_cheaper_week_takes_nearly_all() -> None:
    """400 a week against 399, of a pie of 18,000, as proposer."""
    least, most = fixed_cost_shares(Fraction(400, 18_000), Fraction(399, 18_000))
    assert least == most == Fraction(399, 18_000)
    assert "At 400 a week against 399" in told("learn/time-and-patience.md")
