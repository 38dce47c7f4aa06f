"""analysis.voting: councils of the literature, and every coalition counted one by one."""

from __future__ import annotations

from fractions import Fraction as F
from itertools import combinations, pairwise
from math import factorial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook_engine.analysis import coalition_counts
from playbook_engine.analysis.voting import VotingBody, council, in_whole_numbers, power
from playbook_engine.errors import AnalysisError


def body(quota: int | F, *weights: int | F, excluded: tuple[str, ...] = ()) -> VotingBody:
    """A council of members A, B, C ...; pairs are written "AB"."""
    names = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return council(dict(zip(names, weights, strict=False)), quota, [(pair[0], pair[1]) for pair in excluded])


def fractions(text: str) -> tuple[F, ...]:
    return tuple(F(part) for part in text.split())


# Councils of the literature.

UNSC = council({f"P{n}": 7 for n in range(5)} | {f"N{n}": 1 for n in range(10)}, 39)
EEC = council({"Germany": 4, "France": 4, "Italy": 4, "Belgium": 2, "Netherlands": 2, "Luxembourg": 1}, 12)
BUNDESTAG = {"Union": 208, "SPD": 120, "AfD": 152, "Greens": 85, "Left": 64, "SSW": 1}


@pytest.mark.parametrize(
    ("council_", "shapley_shubik", "swings"),
    [
        pytest.param(body(51, 50, 49, 1), "2/3 1/6 1/6", (3, 1, 1), id="fifty, forty-nine and one"),
        pytest.param(EEC, "7/30 7/30 7/30 3/20 3/20 0", (10, 10, 10, 6, 6, 0), id="EEC 1958"),
        pytest.param(body(6, 4, 3, 2, 1), "5/12 1/4 1/4 1/12", (5, 3, 3, 1), id="Straffin"),
        pytest.param(body(6, 4, 3, 2), "2/3 1/6 1/6", (3, 1, 1), id="three members"),
        pytest.param(body(4, 3, 2, 1, 1), "1/2 1/6 1/6 1/6", (6, 2, 2, 2), id="four members"),
        pytest.param(body(51, 49, 49, 2), "1/3 1/3 1/3", (2, 2, 2), id="equal power of unequal votes"),
        pytest.param(council(BUNDESTAG, 316), "2/5 7/30 7/30 1/15 1/15 0", (20, 12, 12, 4, 4, 0), id="Bundestag 2025"),
        # github.com/maxlit/powerindex, docs/German-elections-2025-analysis.md
        pytest.param(
            body(368, 197, 206, 83, 91, 39, 1), "1/3 1/3 1/6 1/6 0 0", (16, 16, 8, 8, 0, 0), id="five of 2021"
        ),
        pytest.param(
            body(355, 221, 127, 162, 90, 68, 1, 39),
            "1/3 1/6 4/15 1/10 1/10 0 1/30",
            (36, 20, 28, 12, 12, 0, 4),
            id="Bundestag 2025 with a seventh party",
        ),
        # R package CoopGame 0.2.2, manual pages of the Banzhaf and Shapley-Shubik indices
        pytest.param(body(12, 8, 6, 4, 2), "5/12 1/4 1/4 1/12", (5, 3, 3, 1), id="CoopGame: Straffin doubled"),
        pytest.param(body(67, 50, 30, 20), "2/3 1/6 1/6", (3, 1, 1), id="CoopGame: two thirds"),
        pytest.param(body(50, 10, 10, 20, 30), "1/12 1/12 1/4 7/12", (1, 1, 3, 5), id="CoopGame: Stach 2011"),
        pytest.param(body(3, 2, 1, 1, 1), "1/2 1/6 1/6 1/6", (6, 2, 2, 2), id="CoopGame: apex game"),
        # For All Practical Purposes, 10th edition, exercise 11.35: dummies of the Nassau County board
        pytest.param(body(16, 9, 9, 7, 3, 1, 1), "1/3 1/3 1/3 0 0 0", (16, 16, 16, 0, 0, 0), id="Nassau County 1958"),
        pytest.param(
            body(58, 31, 31, 21, 28, 2, 2), "1/3 1/3 0 1/3 0 0", (16, 16, 0, 16, 0, 0), id="Nassau County 1964"
        ),
    ],
)
def test_councils_of_the_literature(council_: VotingBody, shapley_shubik: str, swings: tuple[int, ...]) -> None:
    found = power(council_)
    assert found.shapley_shubik == fractions(shapley_shubik)
    assert found.swings == found.formed_swings == swings
    assert found.banzhaf == tuple(F(number, sum(swings)) for number in swings)
    assert found.dummies == tuple(n for n, number in zip(council_.members, swings, strict=True) if not number)


def test_a_permanent_seat_in_the_security_council_has_a_hundred_times_the_power_of_another() -> None:
    found = power(UNSC)
    assert found.shapley_shubik == (F(421, 2145),) * 5 + (F(4, 2145),) * 10
    assert found.swings == (848,) * 5 + (84,) * 10
    assert found.banzhaf == (F(106, 635),) * 5 + (F(21, 1270),) * 10
    assert found.veto == ("P0", "P1", "P2", "P3", "P4")
    assert (found.winning_coalitions, found.dummies, found.dictator, found.proper) == (848, (), None, True)


def test_nassau_county_raised_the_quota_until_nobody_was_a_dummy() -> None:
    """For All Practical Purposes, exercise 11.35."""
    assert power(body(63, 31, 31, 21, 28, 2, 2)).dummies == ()
    assert power(body(71, 35, 35, 23, 32, 2, 3)).dummies == ()
    assert power(body(65, 30, 28, 15, 22, 6, 7)).dummies == ()


# The votes of the 51 members of the Electoral College after the census of 1990; 270 of 538 elect a president.
ELECTORS = [54, 33, 32, 25, 23, 22, 21, 18, 15, 14, 13, 13, 12, 12] + [11] * 4 + [10] * 2 + [9] * 2 + [8] * 6
ELECTORS += [7] * 3 + [6] * 2 + [5] * 4 + [4] * 6 + [3] * 8


def by_table(weights: list[int], quota: int, place: int) -> tuple[F, int]:
    """Shapley-Shubik index and swings of one member by a plain table of sizes and sums, without taking anything out."""
    others = weights[:place] + weights[place + 1 :]
    table = [[0] * quota for _ in range(len(weights))]
    table[0][0] = 1
    for taken, weight in enumerate(others):
        for size in range(taken, -1, -1):
            for total in range(quota - weight):
                table[size + 1][total + weight] += table[size][total]
    swung = [sum(row[max(0, quota - weights[place]) :]) for row in table]
    number = len(weights)
    orders = sum(ways * factorial(size) * factorial(number - size - 1) for size, ways in enumerate(swung))
    return F(orders, factorial(number)), sum(swung)


def test_the_electoral_college_agrees_with_a_table_of_all_sums() -> None:
    found = power(council({str(place): votes for place, votes in enumerate(ELECTORS)}, 270))
    assert sum(ELECTORS) == 538
    assert sum(found.shapley_shubik) == sum(found.banzhaf) == 1
    for place in (0, 50):
        assert (found.shapley_shubik[place], found.swings[place]) == by_table(ELECTORS, 270, place)


# Every coalition one by one, as the independent check.


def strength(weights: tuple[F, ...], clash: set[frozenset[int]], coalition: tuple[int, ...]) -> F:
    """The weight of the strongest part of a coalition that holds no excluded pair."""
    best = F(0)
    for size in range(len(coalition) + 1):
        for part in combinations(coalition, size):
            if not any(pair <= set(part) for pair in clash):
                best = max(best, sum((weights[place] for place in part), F(0)))
    return best


def one_by_one(one: VotingBody) -> tuple[list[F], list[int], list[int], int]:
    """Shapley-Shubik, swings, swings of formed coalitions, and the number of winning coalitions, from the definitions."""
    number = len(one.members)
    clash = {frozenset(one.members.index(name) for name in pair) for pair in one.excluded}
    subsets = [c for size in range(number + 1) for c in combinations(range(number), size)]
    wins = {c: strength(one.weights, clash, c) >= one.quota for c in subsets}
    formed = {c: not any(pair <= set(c) for pair in clash) for c in subsets}
    index, swings, formed_swings = [F(0)] * number, [0] * number, [0] * number
    for c in subsets:
        for place in set(range(number)) - set(c):
            joined = tuple(sorted((*c, place)))
            if wins[joined] and not wins[c]:
                swings[place] += 1
                formed_swings[place] += formed[joined]
                index[place] += F(factorial(len(c)) * factorial(number - len(c) - 1), factorial(number))
    return index, swings, formed_swings, sum(wins.values())


@st.composite
def bodies(draw: st.DrawFn, excluded: bool = True, most: int = 7) -> VotingBody:
    weights = draw(st.lists(st.integers(0, 9) | st.just(F(5, 2)) | st.just(F(1, 3)), min_size=1, max_size=most))
    total = sum(F(weight) for weight in weights)
    if not total:
        weights, total = [*weights[1:], 1], F(1)
    quota = draw(st.integers(1, 12)) * total / 12
    names = "ABCDEFGHIJ"[: len(weights)]
    pairs = [a + b for a, b in combinations(names, 2)]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=6)) if excluded and pairs else []
    return body(quota, *weights, excluded=tuple(chosen))


@given(bodies())
def test_every_index_follows_from_its_definition(one: VotingBody) -> None:
    index, swings, formed_swings, winning = one_by_one(one)
    found = power(one)
    assert list(found.shapley_shubik) == index
    assert list(found.swings) == swings
    assert list(found.formed_swings) == formed_swings
    assert found.winning_coalitions == winning
    assert found.banzhaf_absolute == tuple(F(number, 2 ** (len(swings) - 1)) for number in swings)


@given(bodies())
def test_power_is_shared_out_and_vetoes_and_dummies_are_what_they_say(one: VotingBody) -> None:
    found = power(one)
    can_win = found.winning_coalitions > 0
    assert sum(found.shapley_shubik) == sum(found.banzhaf) == can_win
    for place, name in enumerate(one.members):
        assert (name in found.dummies) == (not found.shapley_shubik[place])
        pairs = [pair for pair in one.excluded if name not in pair]
        rest = {n: w for n, w in zip(one.members, one.weights, strict=True) if n != name}
        still = sum(rest.values()) >= one.quota and power(council(rest, one.quota, pairs)).winning_coalitions > 0
        assert (name in found.veto) == (can_win and not still)


@given(bodies(excluded=False), st.integers(1, 10**6), st.integers(1, 10**6))
def test_counting_votes_in_another_unit_changes_nothing(one: VotingBody, up: int, down: int) -> None:
    scale = F(up, down)
    scaled = VotingBody(one.members, tuple(weight * scale for weight in one.weights), one.quota * scale)
    assert power(scaled).shapley_shubik == power(one).shapley_shubik
    assert in_whole_numbers(scaled) == in_whole_numbers(one)


@given(bodies(excluded=False))
def test_more_votes_never_mean_less_power(one: VotingBody) -> None:
    found = power(one)
    order = sorted(range(len(one.members)), key=lambda place: one.weights[place])
    for light, heavy in pairwise(order):
        assert found.shapley_shubik[light] <= found.shapley_shubik[heavy]
        assert found.swings[light] <= found.swings[heavy]


@given(bodies(excluded=False, most=8), st.integers(0, 10**6))
def test_two_halves_count_what_generating_functions_count(one: VotingBody, noise: int) -> None:
    game = in_whole_numbers(one)
    free = {place: weight * 10**6 + noise for place, weight in enumerate(game.weights)}
    free = {place: weight for place, weight in free.items() if weight}
    quota = max(1, sum(free.values()) // 2)
    if free:
        number = len(game.weights)
        by_halves = coalition_counts._by_two_halves(free, quota, number)
        by_sums = coalition_counts._by_generating_functions(free, (), quota, number, coalition_counts.MOST_STEPS)
        in_play = set(free)
        assert [by_halves.swings[place] for place in in_play] == [by_sums.swings[place] for place in in_play]
        assert by_halves.losing == by_sums.losing


# Excluded partners.


def test_a_party_with_whom_nobody_governs_leaves_its_power_to_the_others() -> None:
    """The published 58.3, 25, 8.3 and 8.3 % of github.com/maxlit/powerindex, which sets the party's seats to 0."""
    shunned = [("AfD", other) for other in BUNDESTAG if other != "AfD"]
    found = power(council(BUNDESTAG, 316, shunned))
    assert found.shapley_shubik == fractions("7/12 1/4 0 1/12 1/12 0")
    alone = power(council({**BUNDESTAG, "AfD": 0}, 316))
    assert (alone.shapley_shubik, alone.banzhaf) == (found.shapley_shubik, found.banzhaf)
    assert found.dummies == ("AfD", "SSW")


def test_the_middle_party_decides_when_the_large_ones_will_not_sit_together() -> None:
    found = power(body(51, 49, 49, 2, excluded=("AB",)))
    assert found.shapley_shubik == fractions("1/6 1/6 2/3")
    assert (found.swings, found.formed_swings, found.veto) == ((1, 1, 3), (1, 1, 2), ("C",))


def test_a_member_without_votes_may_join_any_formed_coalition() -> None:
    one = body(51, 49, 49, 2, 0, excluded=("AB",))
    assert power(one).formed_swings == (2, 2, 4, 0) == tuple(one_by_one(one)[2])


def test_nobody_has_power_where_no_compatible_majority_exists() -> None:
    found = power(body(100, 50, 50, excluded=("AB",)))
    assert (found.shapley_shubik, found.banzhaf, found.winning_coalitions) == ((0, 0), (0, 0), 0)
    assert (found.veto, found.dummies) == ((), ("A", "B"))


def test_a_member_shunned_by_nineteen_others_is_no_obstacle() -> None:
    weights = {str(place): 5 + place for place in range(20)} | {"shunned": 30}
    found = power(council(weights, 150, [("shunned", str(place)) for place in range(20)]))
    del weights["shunned"]
    assert found.shapley_shubik[:-1] == power(council(weights, 150)).shapley_shubik


# Sizes.


@pytest.mark.parametrize(
    ("weights", "method"),
    [
        pytest.param([1 + place % 20 for place in range(200)], "generating functions", id="200 members"),
        pytest.param([3 * 10**8 + 7**place % 10**8 for place in range(24)], "two halves", id="24 populations"),
    ],
)
def test_large_councils_are_counted_exactly(weights: list[int], method: str) -> None:
    found = power(council({str(place): weight for place, weight in enumerate(weights)}, F(sum(weights), 2) + 1))
    assert sum(found.shapley_shubik) == sum(found.banzhaf) == 1
    assert found.method == method


def test_equal_votes_are_equal_power_however_many_members() -> None:
    found = power(council({str(place): 7 for place in range(300)}, 1_057))
    assert set(found.shapley_shubik) == {F(1, 300)}


# What is refused.


@pytest.mark.parametrize(
    ("weights", "quota", "excluded", "argument"),
    [
        pytest.param({}, 1, [], "weights", id="nobody"),
        pytest.param({"A": -1, "B": 3}, 1, [], "weights", id="negative weight"),
        pytest.param({"A": 1}, 0, [], "quota", id="no quota"),
        pytest.param({"A": 1}, 2, [], "quota", id="out of reach"),
        pytest.param({"A": 0}, 1, [], "quota", id="no votes"),
        pytest.param({str(n): 1 for n in range(301)}, 1, [], "weights", id="too many members"),
        pytest.param({"A": 1}, 1, [("A", "A")], "excluded", id="a member that will not sit with itself"),
        pytest.param({"A": 1}, 1, [("A", "X")], "excluded", id="a stranger"),
        pytest.param({"A": F(1, 10**45), "B": F(1, 3**90)}, F(1, 10**45), [], "weights", id="too many digits"),
        pytest.param({str(n): 10**12 + 7**n % 10**12 for n in range(40)}, 10**13, [], "weights", id="too many sums"),
        pytest.param(
            {str(n): 1 for n in range(17)}, 2, [(str(n), str(n + 1)) for n in range(16)], "excluded", id="a long chain"
        ),
    ],
)
def test_what_cannot_be_counted_is_refused_by_name(
    weights: dict[str, int], quota: int, excluded: list[tuple[str, str]], argument: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(coalition_counts, "MOST_STEPS", 300_000)
    with pytest.raises(AnalysisError) as raised:
        power(council(weights, quota, excluded))
    assert raised.value.argument == argument


def test_a_small_quota_is_allowed_and_flagged() -> None:
    found = power(body(2, 2, 1, 1))
    assert not found.proper
    assert found.shapley_shubik == fractions("2/3 1/6 1/6")
    assert power(body(3, 2, 1, 1)).proper


def test_a_dictator_is_named() -> None:
    assert power(body(5, 5, 2, 2)).dictator == "A"
    assert power(body(3, 5, 2, 2)).dictator is None
