"""analysis.pareto: the published domains, certificates by enumeration, and sizes that enumeration cannot reach."""

from __future__ import annotations

from fractions import Fraction as F
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook_engine.analysis.pareto import frontier, opposition
from playbook_engine.analysis.scoring import Point
from playbook_engine.errors import AnalysisError
from tests.engine.analysis.packages_by_hand import answers, domain, every, random_scoring, scoring, undominated

# Energy: brute force in floats counts 208, because sums such as 0.1 + 0.2 differ in their last digit and let dominated
# packages through. In exact numbers 205 packages at 204 points are undominated.
DOMAINS = [
    pytest.param("itex_cypress", 180, 18, 18, "0.4315", id="Itex-Cypress"),
    pytest.param("laptop", 27, 4, 4, "0.1597", id="Laptop"),
    pytest.param("grocery", 1_600, 7, 7, "0.1914", id="Grocery"),
    pytest.param("energy", 390_625, 204, 205, "0.4454", id="Energy"),
    pytest.param("thompson_job_offer", 3_125, 25, 25, "0.3253", id="Thompson"),
]


@pytest.mark.parametrize(("name", "outcomes", "points", "packages", "opposed"), DOMAINS)
def test_the_domains_of_the_literature(name: str, outcomes: int, points: int, packages: int, opposed: str) -> None:
    found = frontier(domain(name))
    assert found.scoring.outcomes == outcomes == answers(name)["outcomes"]
    assert (len(found.points), sum(point.count for point in found.points)) == (points, packages)
    assert round(opposition(found.points), 4) == F(opposed)


def test_nice_or_die_has_three_outcomes_and_all_are_undominated() -> None:
    found = frontier(scoring([[(F(1), F("0.16")), (F("0.299"), F("0.299")), (F("0.16"), F(1))]]))
    assert len(found.points) == 3
    assert round(opposition(found.points), 4) == F("0.84")


@given(st.integers(0, 10**6))
def test_the_frontier_is_what_enumeration_finds(seed: int) -> None:
    """A certificate for every point, and for every package that is not among them."""
    scored = random_scoring(seed, 2, low=-1)
    values = every(scored)
    found = frontier(scored)
    assert {point.values for point in found.points} == undominated(list(values.values()))
    for point in found.points:
        full = found.with_packages(point, 10_000)
        assert list(full.packages) == sorted(p for p, v in values.items() if v == point.values)
        assert point.count == len(full.packages)
        assert point.packages[0] == full.packages[0]


@given(st.integers(0, 10**6), st.integers(1, 9), st.integers(1, 9))
def test_scaling_a_party_moves_no_package_off_the_frontier(seed: int, one: int, two: int) -> None:
    scored = random_scoring(seed, 2)
    scaled = scoring([[(a * one, b * two) for a, b in issue.scores] for issue in scored.issues])
    assert [p.packages for p in frontier(scored).points] == [p.packages for p in frontier(scaled).points]


def opposed(issues: int, options: int, digits: int, seed: int = 1) -> list[list[tuple[int, int]]]:
    dice = Random(seed)

    def ratings() -> list[int]:
        weight = dice.randint(1, 100)
        return sorted(weight * dice.randint(0, 10**digits) for _ in range(options))

    return [list(zip(ratings(), reversed(ratings()), strict=True)) for _ in range(issues)]


@pytest.mark.parametrize("digits", [1, 2, 6, 15])
def test_ten_issues_of_five_options_take_a_few_thousand_sums(digits: int) -> None:
    """Ten million packages, of which one in a thousand at most is looked at. How long that takes, make bench measures."""
    scored = scoring(opposed(10, 5, digits))
    found = frontier(scored)
    assert scored.outcomes == 9_765_625
    assert found._layers.work < 5_000
    assert len(found.points) > 20


def test_when_every_package_is_undominated_the_count_is_exact_and_beyond_the_bound_refused() -> None:
    table = [[(5**n * m, 5**n * (4 - m)) for m in range(5)] for n in range(10)]
    assert len(frontier(scoring(table[:6])).points) == 5**6
    with pytest.raises(AnalysisError, match="undominated"):
        frontier(scoring(table))


def test_alike_options_count_as_packages_of_their_own() -> None:
    found = frontier(scoring([[(1, 1), (1, 1), (0, 0)], [(2, 0), (2, 0)]]))
    assert [(point.values, point.count) for point in found.points] == [((3, 1), 4)]
    assert found.with_packages(found.points[0], 3).packages == ((0, 0), (0, 1), (1, 0))


def test_many_options_that_take_too_long_are_refused() -> None:
    wide = [[(n * (10**i + 1), (999 - n) * (10**i + 3)) for n in range(1000)] for i in range(6)]
    with pytest.raises(AnalysisError, match="issues"):
        frontier(scoring(wide))


def test_three_parties_have_no_such_frontier() -> None:
    with pytest.raises(AnalysisError, match="parties"):
        frontier(scoring([[(1, 2, 3)]]))


@pytest.mark.parametrize("points", [(), (Point((F(2), F(0)), 1, ()),)])
def test_opposition_needs_points_on_a_scale_up_to_one(points: tuple[Point, ...]) -> None:
    with pytest.raises(AnalysisError, match="points"):
        opposition(points)


@pytest.mark.parametrize("seed", range(10))
def test_no_outcome_is_nearer_to_the_best_of_both_than_the_frontier(seed: int) -> None:
    scored = random_scoring(seed, 2)
    tops = [top or 1 for top in scored.highest()]
    unit = scoring([[tuple(v / t for v, t in zip(row, tops, strict=True)) for row in i.scores] for i in scored.issues])
    nearest = min((1 - a) ** 2 + (1 - b) ** 2 for a, b in every(unit).values())
    assert abs(opposition(frontier(unit).points) ** 2 - nearest) < F(1, 10**40)
