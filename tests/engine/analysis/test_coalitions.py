"""analysis.coalitions and analysis.core: games of the literature, and what must hold for any game."""

from __future__ import annotations

from fractions import Fraction as F
from itertools import combinations, pairwise, permutations, product
from operator import ge

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook_engine.analysis.airport import airport_shares
from playbook_engine.analysis.coalitions import (
    CoalitionGame,
    Missing,
    blocking_coalitions,
    coalition_game,
    is_convex,
    shapley_value,
    superadditivity_gap,
)
from playbook_engine.analysis.core import core
from playbook_engine.analysis.voting import VotingBody, power
from playbook_engine.errors import AnalysisError
from tests.engine.analysis.test_voting import bodies


def game(players: str, missing: Missing = "zero", **values: int | F) -> CoalitionGame:
    """A game of players of one letter."""
    return coalition_game(players, {frozenset(coalition): value for coalition, value in values.items()}, missing)


def fractions(text: str) -> tuple[F, ...]:
    return tuple(F(part) for part in text.split())


FOUNDERS = game("ABC", AB=F(1, 3), BC=F(5, 6), AC=F(1, 6), ABC=1)
ONE_POINT = game("ABCD", AB=1, AC=1, BD=1, CD=1, BCD=1, ACD=1, ABD=1, ABC=2, ABCD=2, AD=0, BC=0)
GLOVES = game("LRS", LR=1, LS=1, LRS=1)
MAJORITY = game("ABC", AB=1, AC=1, BC=1, ABC=1)
# R packages GameTheory 2.7 (Lemaire's investors) and CoopGame 0.2.2 (Ibn Ezra's inheritance, after Aumann 2010).
INVESTORS = game("ABC", A=46125, B=F("17437.5"), C=F("5812.5"), AB=F("69187.5"), AC=F("53812.5"), BC=30750, ABC=90000)
INHERITANCE = coalition_game(
    "ABCD",
    {
        frozenset(c): max({"A": 120, "B": 60, "C": 40, "D": 30}[name] for name in c)
        for size in range(1, 5)
        for c in combinations("ABCD", size)
    },
)


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        pytest.param(FOUNDERS, "5/36 17/36 14/36", id="three founders"),
        pytest.param(GLOVES, "2/3 1/6 1/6", id="gloves"),
        pytest.param(MAJORITY, "1/3 1/3 1/3", id="majority"),
        pytest.param(INVESTORS, "51750 25875 12375", id="Lemaire's investors"),
        pytest.param(INHERITANCE, "485/6 125/6 65/6 15/2", id="Ibn Ezra's inheritance"),
    ],
)
def test_shapley_values_of_the_literature(one: CoalitionGame, expected: str) -> None:
    assert shapley_value(one) == fractions(expected)


def test_the_amending_formula_of_victoria_gives_ontario_and_quebec_nearly_a_third_each() -> None:
    """Ontario, Quebec, two Atlantic provinces, and British Columbia with a prairie province or all three of those."""
    provinces = ["ON", "QC", "BC", "AB", "SK", "MB", "NB", "NS", "PE", "NL"]

    def passes(side: frozenset[str]) -> bool:
        prairie, atlantic = len(side & {"AB", "SK", "MB"}), len(side & {"NB", "NS", "PE", "NL"})
        west = prairie == 3 or (prairie >= 1 and "BC" in side)
        return side >= {"ON", "QC"} and atlantic >= 2 and west

    sides = [frozenset(c) for size in range(1, 11) for c in combinations(provinces, size)]
    found = shapley_value(coalition_game(provinces, {side: int(passes(side)) for side in sides}))
    assert found == fractions("53/168 53/168 1/8 1/24 1/24 1/24 5/168 5/168 5/168 5/168")


def test_the_game_whose_core_is_one_point() -> None:
    found = core(ONE_POINT)
    assert (found.is_empty, found.is_single, found.epsilon) == (False, True, 0)
    assert found.point == (0, 1, 1, 0)
    assert found.ranges == ((0, 0), (1, 1), (1, 1), (0, 0))


def test_in_the_glove_game_the_scarce_glove_takes_all() -> None:
    found = core(GLOVES)
    assert (found.point, found.is_single, found.epsilon) == ((1, 0, 0), True, 0)


def test_a_majority_cannot_share_a_prize_so_that_it_holds() -> None:
    found = core(MAJORITY)
    assert (found.is_empty, found.point, found.epsilon, found.ranges) == (True, None, F(1, 3), ())
    assert found.nucleolus == fractions("1/3 1/3 1/3")
    assert found.proof == ((("A", "B"), F(1, 2)), (("A", "C"), F(1, 2)), (("B", "C"), F(1, 2)))


def test_the_founders_shapley_value_lies_in_the_core() -> None:
    assert blocking_coalitions(FOUNDERS, shapley_value(FOUNDERS)) == ()
    assert not core(FOUNDERS).is_empty


def test_the_nucleolus_of_lemaires_investors() -> None:
    """The published result of the R package GameTheory for this game."""
    assert core(INVESTORS).nucleolus == fractions("52687.5 24468.75 12843.75")


@pytest.mark.parametrize(
    ("estate", "awards"),
    [(100, "100/3 100/3 100/3"), (200, "50 75 75"), (300, "50 100 150"), (400, "50 125 225")],
)
def test_the_nucleolus_of_a_bankruptcy_is_the_contested_garment_division(estate: int, awards: str) -> None:
    """Aumann and Maschler (1985), theorem D: a group can count on what the others' claims leave of the estate."""
    claims = {"A": 100, "B": 200, "C": 300}
    values = {
        frozenset(c): max(0, estate - sum(claim for name, claim in claims.items() if name not in c))
        for size in range(1, 4)
        for c in combinations("ABC", size)
    }
    assert core(coalition_game("ABC", values)).nucleolus == fractions(awards)


# A player who brings a loss into every coalition: the prenucleolus lets it pay for that, the nucleolus cannot.
@pytest.mark.parametrize(
    ("one", "nucleolus", "prenucleolus"),
    [
        pytest.param(game("ABC", A=2, B=6, C=5, AB=15, AC=1, BC=18, ABC=14), "2 7 5", "-1 13 2", id="three"),
        pytest.param(
            game("ABC", A=4, B=6, C=5, AB=15, AC=1, BC=18, ABC=14), None, "0 12 2", id="more apart than together"
        ),
        pytest.param(
            game("ABC", A=0, B=0, C=0, AB=9, AC=0, BC=0, ABC=6), "3 3 0", "15/4 15/4 -3/2", id="a third is in the way"
        ),
        pytest.param(MAJORITY, "1/3 1/3 1/3", "1/3 1/3 1/3", id="the same without a core"),
        pytest.param(GLOVES, "1 0 0", "1 0 0", id="the same in the core"),
        pytest.param(game("ABC", A=5, B=5, C=5, AB=30, ABC=15), "5 5 5", "10 10 -5", id="only one split is held"),
    ],
)
def test_the_nucleolus_and_the_prenucleolus(one: CoalitionGame, nucleolus: str | None, prenucleolus: str) -> None:
    found = core(one)
    assert found.nucleolus == (fractions(nucleolus) if nucleolus else None)
    assert found.prenucleolus == fractions(prenucleolus)


def test_a_larger_game_takes_a_few_hundred_steps() -> None:
    """A bankruptcy with 12 creditors: 4,094 constraints in each of its programmes. How long it takes, the bench measures."""
    claims = [50 * (place + 3) for place in range(12)]
    estate = sum(claims) // 2
    left = [estate - sum(claim for place, claim in enumerate(claims) if not mask >> place & 1) for mask in range(2**12)]
    found = core(CoalitionGame(tuple("ABCDEFGHIJKL"), tuple(F(max(0, value)) for value in left)))
    assert found.nucleolus == tuple(F(claim, 2) for claim in claims)  # half of each claim, at half of all claims
    assert found.steps < 1_000


def test_one_player_has_nobody_to_quarrel_with() -> None:
    found = core(game("A", A=7))
    assert (found.point, found.is_single, found.epsilon, found.ranges) == ((7,), True, None, ((7, 7),))


def test_two_players_share_what_they_gain_together() -> None:
    found = core(game("AB", A=20, B=40, AB=100))
    assert (found.point, found.epsilon, found.ranges) == ((40, 60), -20, ((20, 60), (40, 80)))


def test_superadditivity_names_the_worst_merger() -> None:
    assert superadditivity_gap(game("ABC", A=5, AB=5, AC=5, BC=4, ABC=6)) == (("A",), ("B", "C"), 3)
    assert superadditivity_gap(MAJORITY) is None
    assert not is_convex(MAJORITY)


def test_a_missing_coalition_is_worth_nothing_or_its_best_parts() -> None:
    assert game("ABC", A=3, BC=4, ABC=9).values[0b011] == 0
    assert game("ABC", "best_parts", A=3, BC=4).values == (0, 3, 0, 3, 0, 3, 4, 7)
    assert game("ABC", "best_parts", A=3, BC=4).assumed == (("A", "B"), ("A", "C"), ("A", "B", "C"))


@pytest.mark.parametrize(
    ("players", "values", "argument"),
    [
        pytest.param("", {}, "players", id="nobody"),
        pytest.param("AA", {}, "players", id="a name twice"),
        pytest.param("ABCDEFGHIJKLMNOPQ", {}, "players", id="too many"),
        pytest.param("AB", {"AX": 1, "AB": 1}, "values", id="a stranger"),
        pytest.param("AB", {"": 1, "AB": 1}, "values", id="a value for nobody"),
        pytest.param("AB", {"A": 1}, "values", id="no value for all"),
    ],
)
def test_games_that_are_no_games_are_refused(players: str, values: dict[str, int], argument: str) -> None:
    with pytest.raises(AnalysisError) as raised:
        coalition_game(players, {frozenset(key): value for key, value in values.items()})
    assert raised.value.argument == argument


def test_what_is_no_split_or_too_large_is_refused() -> None:
    with pytest.raises(AnalysisError, match="split"):
        blocking_coalitions(MAJORITY, (F(1), F(1), F(0)))
    with pytest.raises(AnalysisError, match="players"):
        core(game("ABCDEFGHIJKLMNO", ABCDEFGHIJKLMNO=1))


# What must hold for any game.


@st.composite
def games(draw: st.DrawFn, most: int = 4) -> CoalitionGame:
    players = "ABCDE"[: draw(st.integers(1, most))]
    amounts = st.integers(-6, 12) | st.fractions(-3, 12, max_denominator=4)
    size = 2 ** len(players)
    return CoalitionGame(
        tuple(players), (F(0), *(F(v) for v in draw(st.lists(amounts, min_size=size - 1, max_size=size - 1))))
    )


def members(mask: int, number: int) -> list[int]:
    return [place for place in range(number) if mask >> place & 1]


@given(games())
def test_the_shapley_value_is_the_average_over_all_orders(one: CoalitionGame) -> None:
    number = len(one.players)
    totals, orders = [F(0)] * number, list(permutations(range(number)))
    for order in orders:
        mask = 0
        for place in order:
            totals[place] += one.values[mask | 1 << place] - one.values[mask]
            mask |= 1 << place
    found = shapley_value(one)
    assert found == tuple(total / len(orders) for total in totals)
    assert sum(found) == one.values[-1]


@given(games(most=5))
def test_the_core_is_proved_either_way(one: CoalitionGame) -> None:
    number = len(one.players)
    found = core(one)
    shares = found.prenucleolus
    assert sum(shares) == one.values[-1]
    excess = [one.values[m] - sum(shares[p] for p in members(m, number)) for m in range(1, 2**number - 1)]
    assert found.epsilon == max(excess, default=None)
    if not found.is_empty:
        assert found.point == found.nucleolus == shares
        assert blocking_coalitions(one, shares) == ()
        assert found.is_single == all(low == high for low, high in found.ranges)
        assert all(low <= share <= high for share, (low, high) in zip(shares, found.ranges, strict=True))
        return
    # Balanced weights, the proof of Bondareva and Shapley: every player is covered once, yet the parts are worth more.
    for player in one.players:
        assert sum(weight for coalition, weight in found.proof if player in coalition) == 1
    place = one.players.index
    worth = [(one.values[sum(1 << place(name) for name in coalition)], weight) for coalition, weight in found.proof]
    assert sum(value * weight for value, weight in worth) > one.values[-1]
    assert all(weight > 0 for _, weight in found.proof)


@given(games(most=3))
def test_no_split_on_a_grid_complains_less_than_the_nucleolus(one: CoalitionGame) -> None:
    """Of the prenucleolus no split at all; of the nucleolus none that gives each player at least what it gets alone."""
    number = len(one.players)
    alone = [one.values[1 << place] for place in range(number)]

    def complaints(shares: tuple[F, ...]) -> list[F]:
        found = [one.values[m] - sum(shares[p] for p in members(m, number)) for m in range(1, 2**number - 1)]
        return sorted(found, reverse=True)

    found = core(one)
    assert number == 1 or (found.nucleolus is None) == (sum(alone) > one.values[-1])
    steps = [F(step, 2) for step in range(-4, 5)]
    for best, held in ((found.prenucleolus, False), (found.nucleolus, True)):
        assert best is None or not held or number == 1 or all(map(ge, best, alone))
        for first, second in product(steps, steps) if best and number > 1 else ():
            moved = [best[0] + first, *([best[1] + second] if number > 2 else [])]
            other = (*moved, one.values[-1] - sum(moved))
            if not held or all(map(ge, other, alone)):
                assert complaints(best) <= complaints(other)


@given(games())
def test_in_a_convex_game_the_shapley_value_cannot_be_bettered(one: CoalitionGame) -> None:
    if is_convex(one):
        assert superadditivity_gap(one) is None
        assert blocking_coalitions(one, shapley_value(one)) == ()


@given(games())
def test_superadditivity_follows_from_its_definition(one: CoalitionGame) -> None:
    size = len(one.values)
    losses = [
        one.values[a] + one.values[b] - one.values[a | b] for a in range(1, size) for b in range(1, size) if not a & b
    ]
    found = superadditivity_gap(one)
    assert (found[2] if found else 0) == max([*losses, F(0)])


@given(bodies(excluded=False, most=6))
def test_the_shapley_shubik_index_is_the_shapley_value_of_the_vote(one: VotingBody) -> None:
    number = len(one.members)
    values = tuple(F(sum(one.weights[p] for p in members(m, number)) >= one.quota) for m in range(2**number))
    assert shapley_value(CoalitionGame(one.members, values)) == power(one).shapley_shubik


# The airport game.


@pytest.mark.parametrize(
    ("costs", "shares"),
    [
        pytest.param("1500 2200 3000", "500 850 1650", id="three runways"),
        pytest.param("40 50 60 70 80 90", "40/6 52/6 67/6 87/6 117/6 177/6", id="six runways"),
        pytest.param("0 10 10", "0 5 5", id="equal and none"),
        pytest.param("3000 1500 2200", "1650 500 850", id="in any order"),
    ],
)
def test_airport_costs_of_the_literature(costs: str, shares: str) -> None:
    assert airport_shares(fractions(costs)).shares == fractions(shares)


@given(st.lists(st.integers(0, 20).map(F), min_size=1, max_size=5))
def test_airport_shares_are_the_shapley_value_and_subsidise_nobody(costs: list[F]) -> None:
    number = len(costs)
    costly = tuple(max((costs[p] for p in members(m, number)), default=F(0)) for m in range(2**number))
    found = airport_shares(costs)
    assert found.shares == shapley_value(CoalitionGame(tuple("ABCDE"[:number]), costly))
    saving = CoalitionGame(tuple("ABCDE"[:number]), tuple(-cost for cost in costly))
    assert blocking_coalitions(saving, [-share for share in found.shares]) == ()
    assert sum(segment.cost for segment in found.segments) == max(costs)
    assert all(len(small.users) > len(large.users) for small, large in pairwise(found.segments))


@pytest.mark.parametrize("costs", [[], [F(-1)]])
def test_airport_costs_that_make_no_sense_are_refused(costs: list[F]) -> None:
    with pytest.raises(AnalysisError, match="costs"):
        airport_shares(costs)
