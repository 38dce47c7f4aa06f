"""analysis.bargaining, analysis.search and analysis.splitting: published solutions, and every tie that enumeration finds."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction as F
from operator import ge, sub
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook_engine.analysis import search, splitting
from playbook_engine.analysis.bargaining import divide_money, leximin_rank, nash_rank, on_a_curve, solutions
from playbook_engine.analysis.exact import square_root
from playbook_engine.analysis.pareto import frontier
from playbook_engine.analysis.scoring import Scoring
from playbook_engine.errors import AnalysisError
from tests.engine.analysis.packages_by_hand import (
    METHODS,
    answers,
    domain,
    every,
    packages_of,
    random_scoring,
    scoring,
    solved_by_hand,
    undominated,
)

NOTHING = (F(0), F(0))


@pytest.mark.parametrize("way", ["frontier", "search"])
@pytest.mark.parametrize("name", ["itex_cypress", "laptop", "grocery", "energy", "thompson_job_offer"])
def test_the_domains_of_the_literature(name: str, way: str) -> None:
    scored = domain(name)
    found = solutions(frontier(scored), NOTHING) if way == "frontier" else search.solve(scored, NOTHING)
    assert found is not None
    for method in METHODS:
        points = getattr(found, method).points
        assert len(points) == (2 if (name, method) == ("grocery", "utilitarian") else 1)  # .96 + .775 = .84 + .895
        assert answers(name)[method] in [[round(float(value), 6) for value in point.values] for point in points]


def test_nice_or_die_has_two_nash_points_and_a_fair_one() -> None:
    scored = scoring([[(F(1), F("0.16")), (F("0.299"), F("0.299")), (F("0.16"), F(1))]])
    for found in (solutions(frontier(scored), NOTHING), search.solve(scored, NOTHING)):
        assert found is not None
        assert packages_of(found) == {
            "nash": [(0,), (2,)],
            "kalai_smorodinsky": [(1,)],
            "egalitarian": [(1,)],
            "utilitarian": [(0,), (2,)],
        }


def test_laptop_by_name() -> None:
    found = solutions(frontier(domain("laptop")), NOTHING)
    assert found is not None
    assert found.nash.points[0].packages == ((2, 0, 0),)
    assert round(float(found.nash.points[0].values[1]), 4) == 0.8151


@pytest.mark.parametrize("block", [1, 6, 2048])
@pytest.mark.parametrize("parties", [1, 2, 3, 4])
@pytest.mark.parametrize("seed", range(25))
def test_every_tie_that_enumeration_finds(seed: int, parties: int, block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(splitting, "BLOCK", block)
    scored = random_scoring(seed, parties, options=3, low=seed % 2)
    dice = Random(seed)
    reservation = tuple(top * F(dice.randint(0, 11), 10) for top in scored.highest())
    by_hand = solved_by_hand(scored, reservation)
    values = every(scored)
    assert search.acceptable(scored, reservation) == sum(
        all(x >= y for x, y in zip(value, reservation, strict=True)) for value in values.values()
    )
    found = [search.solve(scored, reservation, 10_000)]
    if parties == 2:
        found.append(solutions(frontier(scored), reservation, 10_000))
        if found[0] and found[1]:
            assert found[0].ideal == found[1].ideal
    best = undominated(list(values.values()))
    for solved in found:
        assert (solved is None) == (by_hand is None)
        if solved and by_hand:
            assert packages_of(solved) == by_hand
            for method in METHODS:
                assert getattr(solved, method).count == len(by_hand[method])
                assert all(point.values in best for point in getattr(solved, method).points)


def test_equal_least_gains_are_told_apart_by_the_next() -> None:
    found = solutions(frontier(scoring([[(5, 7), (8, 5), (2, 9)]])), NOTHING)
    assert found is not None
    assert [point.values for point in found.egalitarian.points] == [(8, 5)]
    assert [point.values for point in found.egalitarian.set_aside] == [(5, 7)]


def test_the_greatest_sum_gives_way_to_a_reservation_value() -> None:
    scored = scoring([[(10, 0), (4, 5), (3, 3)]])
    found = solutions(frontier(scored), (F(0), F(1)))
    assert found is not None
    assert [point.values for point in found.utilitarian.points] == [(4, 5)]
    assert found.ideal == (4, 5)


def test_where_one_party_cannot_gain_the_other_still_does() -> None:
    scored = scoring([[(3, 4), (3, 6), (1, 9)]])
    for found in (solutions(frontier(scored), (F(3), F(0))), search.solve(scored, (F(3), F(0)))):
        assert found is not None
        assert set(map(tuple, packages_of(found).values())) == {((1,),)}


@given(st.integers(0, 10**6), st.integers(1, 9), st.integers(1, 9))
def test_nash_and_kalai_smorodinsky_do_not_depend_on_units(seed: int, one: int, two: int) -> None:
    scored = random_scoring(seed, 2)
    scaled = scoring([[(a * one, b * two) for a, b in issue.scores] for issue in scored.issues])
    found, other = (solutions(frontier(each), NOTHING) for each in (scored, scaled))
    assert found is not None
    assert other is not None
    assert packages_of(found)["nash"] == packages_of(other)["nash"]
    assert packages_of(found)["kalai_smorodinsky"] == packages_of(other)["kalai_smorodinsky"]


@given(st.integers(0, 10**6), st.integers(1, 5))
def test_a_better_alternative_never_makes_a_party_accept_less(seed: int, more: int) -> None:
    scored = random_scoring(seed, 2)
    found, other = (solutions(frontier(scored), (F(0), F(least))) for least in (1, 1 + more))
    if found and other:
        assert all(point.values[1] >= 1 + more for method in METHODS for point in getattr(other, method).points)
        assert other.ideal[0] <= found.ideal[0]


def test_no_package_for_all_is_none_and_not_a_guess() -> None:
    scored = scoring([[(1, 9), (9, 1)]])
    assert solutions(frontier(scored), (F(5), F(5))) is None
    assert search.solve(scored, (F(5), F(5))) is None
    assert search.acceptable(scored, (F(5), F(5))) == 0


def test_ten_million_opposed_packages_of_different_worth() -> None:
    """Every package is on the frontier, which is too large to list; the middle is found all the same."""
    scored = scoring([[(5**n * m, 5**n * (4 - m)) for m in range(5)] for n in range(10)])
    found = search.solve(scored, NOTHING, 5)
    assert found is not None
    assert [point.values for point in found.nash.points] == [(4_882_812, 4_882_812)]
    assert found.egalitarian.points == found.kalai_smorodinsky.points == found.nash.points
    assert (found.utilitarian.count, len(found.utilitarian.points)) == (5**10, 5)
    assert all(point.count == 1 for point in found.utilitarian.points)


def test_ten_million_packages_of_three_parties() -> None:
    dice = Random(3)
    scored = scoring([[[dice.randint(0, 100) for _ in range(3)] for _ in range(5)] for _ in range(10)])
    least = tuple(top / 2 for top in scored.highest())
    found = search.solve(scored, least)
    assert found is not None
    for method in METHODS:
        for point in getattr(found, method).points:
            assert scored.value(point.packages[0]) == point.values
            assert improving(scored, point.packages[0]) == []


def improving(scored: Scoring, package: tuple[int, ...]) -> list[tuple[int, ...]]:
    """Return packages that differ in one or two issues and dominate this one."""
    own, found = scored.value(package), []
    for i in range(len(package)):
        for j in range(i):
            for x in range(5):
                for y in range(5):
                    other = tuple(x if n == i else y if n == j else o for n, o in enumerate(package))
                    values = scored.value(other)
                    if values != own and all(a >= b for a, b in zip(values, own, strict=True)):
                        found.append(other)
    return found


def test_too_many_packages_are_refused() -> None:
    dice = Random(1)
    scored = scoring([[[dice.randint(0, 10**9) for _ in range(3)] for _ in range(5)] for _ in range(20)])
    with pytest.raises(AnalysisError, match="too many"):
        search.acceptable(scored, tuple(top / 2 for top in scored.highest()))


@pytest.mark.parametrize("call", [search.solve, search.acceptable])
def test_one_reservation_value_a_party(call: object) -> None:
    with pytest.raises(AnalysisError, match="reservation"):
        call(scoring([[(1, 2)]]), (F(0),))  # type: ignore[operator]
    with pytest.raises(AnalysisError, match="reservation"):
        solutions(frontier(scoring([[(1, 2)]])), (F(0),))


def test_a_smooth_frontier_has_the_points_of_the_textbook() -> None:
    nash, kalai = on_a_curve(lambda u: square_root(1 - u), F(0), F(1), NOTHING)
    assert [round(float(u), 9) for u in (*nash, *kalai)] == [0.666666667, 0.577350269, 0.618033989, 0.618033989]


def test_a_pie_of_100_with_20_and_40_outside_is_divided_40_to_60() -> None:
    assert divide_money(F(100), (F(20), F(40))) == (40, 60)
    nash, kalai = on_a_curve(lambda u: 100 - u, F(0), F(100), (F(20), F(40)))
    assert [round(float(u), 6) for u in (*nash, *kalai)] == [40, 60, 40, 60]
    assert divide_money(F(50), (F(20), F(40))) is None


@pytest.mark.parametrize("reservation", [(F(2), F(0)), (F(0), F(2)), (F(0), F(1))])
def test_a_curve_without_a_gain_for_both_is_refused(reservation: tuple[F, F]) -> None:
    with pytest.raises(AnalysisError, match="reservation"):
        on_a_curve(lambda u: square_root(1 - u), F(0), F(1), reservation)
    with pytest.raises(AnalysisError, match="outside"):
        divide_money(F(1), ())


@pytest.mark.parametrize("block", [1, 9, 2048])
def test_options_alike_are_counted_on_both_sides_of_the_split(block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(splitting, "BLOCK", block)
    found = search.solve(scoring([[(1, 0), (1, 0), (0, 1)]] * 4), NOTHING, 5)
    assert found is not None
    assert found.utilitarian.count == 3**4
    assert [point.count for point in found.utilitarian.points] == [16, 32, 24, 8, 1]
    assert found.nash.count == 24


@pytest.mark.parametrize("seed", range(40))
def test_reservation_values_that_bind(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(splitting, "BLOCK", 9)
    dice = Random(seed)
    scored = scoring([[[dice.randint(0, 99) for _ in range(3)] for _ in range(3)] for _ in range(5)])
    reservation = tuple(top * F(dice.randint(50, 75), 100) for top in scored.highest())
    by_hand, found = solved_by_hand(scored, reservation), search.solve(scored, reservation)
    assert (packages_of(found) if found else None) == by_hand


def test_a_large_frontier_is_ranked_in_whole_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    """4,096 points, and a few hundred operations on fractions. How long 65,536 points take, the bench measures."""
    issues = [[(k * 4**n, (3 - k) * 4**n) for k in range(4)] for n in range(6)]
    large = frontier(scoring(issues))
    worked: list[str] = []

    def counting(name: str) -> Any:
        original = getattr(F, name)
        return lambda *given: worked.append(name) or original(*given)

    for name in ("__add__", "__radd__", "__sub__", "__mul__", "__rmul__", "__truediv__", "__eq__", "_richcmp"):
        monkeypatch.setattr(F, name, counting(name))
    solved = solutions(large, (F(1, 7), F(1, 3)))
    monkeypatch.undo()
    assert len(large.points) == 4096
    assert len(worked) < 1_000
    assert solved is not None
    middle = [(F(2048), F(2047)), (F(2047), F(2048))]
    assert [point.values for point in solved.nash.points] == [middle[1]]
    assert solved.utilitarian.count == sum(min(point.values) >= 1 for point in large.points)


@pytest.mark.parametrize("seed", range(60))
def test_whole_numbers_rank_points_as_their_definitions_do(seed: int) -> None:
    """Also where one party, or none, has anything to gain."""
    dice = Random(seed)
    scored = random_scoring(seed, 2)
    found = frontier(scored)
    tops = [max(column) for column in zip(*(point.values for point in found.points), strict=True)]
    reservation = tuple(top - F(dice.choice((0, 0, 1, 3, 7)), dice.choice((1, 2, 3))) for top in tops)
    solved = solutions(found, reservation)
    gains = {
        point.values: tuple(map(sub, point.values, reservation))
        for point in found.points
        if all(map(ge, point.values, reservation))
    }
    assert (solved is None) == (not gains)
    if solved is None:
        return
    ideal = tuple(map(max, zip(*gains.values(), strict=True)))
    ranks: dict[str, Callable[[tuple[F, ...]], Any]] = {
        "nash": lambda gain: nash_rank(gain, ideal),
        "kalai_smorodinsky": lambda gain: leximin_rank(g / best for g, best in zip(gain, ideal, strict=True) if best),
        "egalitarian": leximin_rank,
        "utilitarian": sum,
    }
    for method, rank in ranks.items():
        best = max(map(rank, gains.values()))
        expected = {values for values, gain in gains.items() if rank(gain) == best}
        assert {point.values for point in getattr(solved, method).points} == expected
        if method in ("kalai_smorodinsky", "egalitarian"):
            aside = {
                values for values, gain in gains.items() if rank(gain) != best and best and rank(gain)[0] == best[0]
            }
            assert {point.values for point in getattr(solved, method).set_aside} == aside
