"""analysis.joint_gains: every answer against a plain list of all packages."""

from __future__ import annotations

from fractions import Fraction as F
from itertools import product
from random import Random

import pytest

from playbook_engine.analysis.bargaining import leximin_rank, nash_rank
from playbook_engine.analysis.joint_gains import Improvement, joint_gains
from playbook_engine.analysis.pareto import frontier
from playbook_engine.analysis.scoring import Package, Scoring
from playbook_engine.errors import AnalysisError
from tests.engine.analysis.packages_by_hand import domain, every, random_scoring, scoring, undominated

#: Pay matters more to the first, Leave to the second; both want the same start.
JOB = scoring([[(0, 2), (4, 1), (8, 0)], [(0, 8), (1, 4), (2, 0)], [(0, 0), (1, 1)]])


def better_by_hand(scored: Scoring, base: Package, floor: F = F(0)) -> dict[Package, tuple[F, ...]]:
    """All packages that cost neither party anything, help one, and give the second its floor, with the gains."""
    now = scored.value(base)
    gains = {package: tuple(x - y for x, y in zip(v, now, strict=True)) for package, v in every(scored).items()}
    return {package: each for package, each in gains.items() if min(each) >= 0 < max(each) and each[1] >= floor}


def changed(package: Package, base: Package) -> int:
    return sum(x != y for x, y in zip(package, base, strict=True))


def test_a_deal_in_the_middle_of_everything_is_improved_by_one_change_and_more_by_three() -> None:
    found = joint_gains(JOB, (1, 1, 0))
    assert found.is_dominated
    assert found.single == (Improvement((1, 1, 1), ((2, 1),), (F(6), F(6)), (F(1), F(1))),)
    assert [(step.changes, step.gains) for step in found.steps] == [
        (((2, 1),), (F(1), F(1))),
        (((0, 2), (1, 0)), (F(3), F(3))),
        (((0, 2), (1, 0), (2, 1)), (F(4), F(4))),
    ]
    assert (found.fewest, found.best) == (found.steps[0], found.steps[-1])
    assert [each.package for each in found.better] == [(2, 1, 1), (2, 0, 1), (1, 0, 1)]
    assert found.nash == found.best
    assert found.count == 3


def test_an_undominated_package_leaves_nothing_to_gain() -> None:
    found = joint_gains(JOB, (2, 0, 1))
    assert (found.is_dominated, found.better, found.single, found.steps, found.nash) == (False, (), (), (), None)
    assert (found.fewest, found.best, found.count) == (None, None, 0)


def test_every_point_of_thompson_s_frontier_is_undominated_and_the_compromise_is_not() -> None:
    thompson = domain("thompson_job_offer")
    for point in frontier(thompson).points:
        assert not joint_gains(thompson, point.packages[0]).is_dominated
    middle = joint_gains(thompson, (2, 2, 2, 2, 2))
    assert middle.values == (F(1, 2), F(1, 2))
    assert middle.best is not None
    assert middle.best.values == (F("0.77"), F("0.77"))


@pytest.mark.parametrize("seed", range(60))
def test_it_finds_what_a_list_of_all_packages_holds(seed: int) -> None:
    scored = random_scoring(seed, 2, low=seed % 2)
    dice = Random(seed)
    base = tuple(dice.randrange(len(issue.options)) for issue in scored.issues)
    floor = F(dice.choice((0, 0, 1, 3)))
    found = joint_gains(scored, base, listed=10_000, floor=floor)
    all_better = better_by_hand(scored, base, floor)
    assert found.is_dominated == bool(all_better)
    best_values = undominated(list(all_better.values()))
    assert [each.gains for each in found.better] == sorted(best_values, reverse=True)
    assert found.count == len(best_values)
    for each in (*found.better, *found.single, *found.steps):
        assert all_better[each.package] == each.gains
        assert each.values == scored.value(each.package)
        assert dict(each.changes) == {i: o for i, o in enumerate(each.package) if o != base[i]}
    for each in found.better:
        same = [package for package, gains in all_better.items() if gains == each.gains]
        assert len(each.changes) == min(changed(package, base) for package in same)
    alone = {
        i: [g for p, g in all_better.items() if changed(p, base) == 1 and p[i] != base[i]] for i in range(len(base))
    }
    ranks = sorted((leximin_rank(max(rows, key=leximin_rank)) for rows in alone.values() if rows), reverse=True)
    assert [leximin_rank(each.gains) for each in found.single] == ranks
    best = None
    expected = []
    for number in range(1, len(base) + 1):
        reach = [leximin_rank(gains) for package, gains in all_better.items() if changed(package, base) <= number]
        if reach and max(reach) != best:
            best = max(reach)
            expected.append((number, best))
    assert [(len(step.changes), leximin_rank(step.gains)) for step in found.steps] == expected
    if found.nash:
        ideal = [max(column) for column in zip(*all_better.values(), strict=True)]
        assert nash_rank(found.nash.gains, ideal) == max(nash_rank(gains, ideal) for gains in all_better.values())


@pytest.mark.parametrize("seed", range(20))
def test_scaling_one_party_s_values_changes_no_verdict(seed: int) -> None:
    scored = random_scoring(seed, 2)
    tables = [[(7 * row[0], row[1]) for row in issue.scores] for issue in scored.issues]
    for base in product(*(range(len(issue.options)) for issue in scored.issues)):
        one, other = joint_gains(scored, base), joint_gains(scoring(tables), base)
        assert [each.package for each in one.better] == [each.package for each in other.better]
        assert one.is_dominated == other.is_dominated


def test_a_long_list_names_both_ends_and_counts_all() -> None:
    powers = scoring([[(0, 0), (2**n, 2**n + 1), (2**n + 1, 2**n)] for n in range(8)])
    base = (0,) * 8
    whole, few = joint_gains(powers, base, listed=10_000), joint_gains(powers, base, listed=3)
    assert few.count == whole.count == len(whole.better) > 3
    assert (few.better[0], few.better[-1], len(few.better)) == (whole.better[0], whole.better[-1], 3)
    assert joint_gains(powers, base, listed=1).better == whole.better[:1]


def test_what_cannot_be_compared_is_refused_by_name() -> None:
    with pytest.raises(AnalysisError, match="scoring: joint gains are computed for two parties"):
        joint_gains(random_scoring(1, 3), (0, 0, 0, 0))
    for base in ((0, 0), (0, 0, 2), (-1, 0, 0)):
        with pytest.raises(AnalysisError, match="base: must name one option of each issue"):
            joint_gains(JOB, base)
    with pytest.raises(AnalysisError, match="listed: must be at least 1"):
        joint_gains(JOB, (0, 0, 0), listed=0)
    with pytest.raises(AnalysisError, match="floor: must be 0 or more"):
        joint_gains(JOB, (0, 0, 0), floor=F(-1))
    with pytest.raises(AnalysisError, match=r"scoring: has more than 10,000,000 packages; settle some"):
        joint_gains(scoring([[(0, 1), (1, 0)]] * 24), (0,) * 24)
    dice = Random(1)
    opposed = [[(n := dice.randrange(10**9), 10**9 - n) for _ in range(10)] for _ in range(7)]
    with pytest.raises(AnalysisError, match="scoring: has too many undominated packages"):
        joint_gains(scoring(opposed), (0,) * 7)
