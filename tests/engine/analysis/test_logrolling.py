"""analysis.logrolling and analysis.robust: trades that help both, and those that help whatever the weights are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction as F
from itertools import combinations, product
from operator import sub
from random import Random

import pytest

from playbook_engine.analysis.logrolling import Stake, Trade, split_the_difference, stakes, trades, wins
from playbook_engine.analysis.robust import Guesses, gain_range, standing, sure_gains, sure_trades
from playbook_engine.analysis.scoring import Package, Scoring
from playbook_engine.domain import Range
from playbook_engine.errors import AnalysisError
from tests.engine.analysis.packages_by_hand import domain, random_scoring, scoring

THOMPSON = domain("thompson_job_offer")


def test_splitting_every_difference_gives_both_a_half_where_0_77_was_there_to_have() -> None:
    half = split_the_difference(THOMPSON)
    assert half.values == (F(1, 2), F(1, 2))
    assert half.options == ((2,),) * 5
    assert split_the_difference(THOMPSON, notice_compatible=True).values == (F("0.54"), F("0.54"))


def test_the_division_is_what_both_want() -> None:
    assert [stake.issue for stake in stakes(THOMPSON) if stake.best_for_all] == ["Job assignment"]


def test_each_wins_where_it_has_more_at_stake() -> None:
    bonus, division, moving, insurance, salary = stakes(THOMPSON)
    assert [wins(salary, bonus), wins(moving, insurance), wins(division, division)] == [0, 1, -1]
    with pytest.raises(AnalysisError, match="first"):
        wins(Stake("x", (F(1),), ()), salary)


def test_the_best_trade_is_the_bonus_for_the_salary() -> None:
    best = trades(THOMPSON, split_the_difference(THOMPSON).scores)[0]
    assert (best.changes, best.gains) == (((0, 0), (4, 4)), (F("0.12"), F("0.12")))


@pytest.mark.parametrize("parties", [2, 3])
@pytest.mark.parametrize("seed", range(20))
def test_every_trade_helps_and_costs_nobody_and_the_best_is_there(seed: int, parties: int) -> None:
    scored = random_scoring(seed, parties)
    half = split_the_difference(scored)
    found = trades(scored, half.scores)
    for trade in found:
        rows = list(half.scores)
        for issue, option in trade.changes:
            rows[issue] = scored.issues[issue].scores[option]
        after = tuple(sum(column) for column in zip(*rows, strict=True))
        assert tuple(x - y for x, y in zip(after, half.values, strict=True)) == trade.gains
        assert min(trade.gains) >= 0 < max(trade.gains)
    alone = [
        min(x - y for x, y in zip(row, half.scores[n], strict=True))
        for n, issue in enumerate(scored.issues)
        for row in issue.scores
    ]
    if max(alone) > 0:
        assert min(found[0].gains) >= max(alone)


def gains_over(scored: Scoring, base: Package, changes: Iterable[tuple[int, int]]) -> tuple[F, ...]:
    rows = [(scored.issues[i].scores[o], scored.issues[i].scores[base[i]]) for i, o in changes]
    return tuple(sum((new[p] - old[p] for new, old in rows), F(0)) for p in range(len(scored.parties)))


@pytest.mark.parametrize("seed", range(30))
def test_there_are_trades_exactly_where_a_package_is_dominated_and_no_part_of_one_is_a_trade(seed: int) -> None:
    scored = random_scoring(seed, 2)
    for base in list(product(*(range(len(issue.options)) for issue in scored.issues)))[::3]:
        rows = [issue.scores[place] for issue, place in zip(scored.issues, base, strict=True)]
        found = trades(scored, rows)
        now = scored.value(base)
        others = map(scored.value, product(*(range(len(issue.options)) for issue in scored.issues)))
        assert bool(found) == any(min(map(sub, other, now)) >= 0 and other != now for other in others)
        for trade in found:
            assert gains_over(scored, base, trade.changes) == trade.gains
            for size in range(1, len(trade.changes)):
                for part in combinations(trade.changes, size):
                    assert not min(gains_over(scored, base, part)) >= 0 < max(gains_over(scored, base, part))


def test_a_free_gift_is_a_trade() -> None:
    """The landlord does not mind the day; the tenant does."""
    scored = scoring([[(0, 5), (3, 5)], [(4, 0), (0, 4)]])
    assert trades(scored, ((F(0), F(5)), (F(4), F(0)))) == (Trade(((0, 1),), (F(3), F(0))),)


def exchange_of(issues: int, spare: int = 0) -> tuple[Scoring, tuple[tuple[F, ...], ...]]:
    """A negotiation in which only giving way in one issue for all the others together helps; spare issues add none."""
    rows = [[(0, 0), (3 * issues - 2, 3 - 2 * issues)], *([[(0, 0), (-3, 2)]] * (issues - 1)), *([[(0, 0)]] * spare)]
    return scoring(rows), ((F(0), F(0)),) * (issues + spare)


@pytest.mark.parametrize("issues", [2, 3, 4, 7])
def test_an_exchange_may_need_many_issues(issues: int) -> None:
    scored, base = exchange_of(issues, spare=2)
    assert trades(scored, base) == (Trade(tuple((n, 1) for n in range(issues)), (F(1), F(1))),)


def test_an_exchange_of_more_issues_than_can_be_gone_through_is_what_is_needed_of_a_better_package() -> None:
    scored, base = exchange_of(20, spare=3)
    wasteful = (*scored.issues[:20], *scoring([[(0, 0), (-1, 0)]] * 3).issues)
    scored = replace(scored, issues=wasteful)
    assert trades(scored, base) == ()
    better = (1,) * 20 + (1, 0, 0)  # the last change only costs, and is left out
    assert trades(scored, base, better) == (Trade(tuple((n, 1) for n in range(20)), (F(1), F(1))),)


def test_an_even_number_of_options_is_split_between_the_middle_two() -> None:
    half = split_the_difference(scoring([[(0, 9), (2, 6), (4, 1), (9, 0)]]))
    assert (half.values, half.options) == ((F(3), F(7, 2)), ((1, 2),))


def test_too_many_exchanges_are_refused() -> None:
    with pytest.raises(AnalysisError, match="issues"):
        trades(scoring([[(n, -n) for n in range(700)]] * 2), ((F(0), F(0)),) * 2)
    with pytest.raises(AnalysisError, match="base"):
        trades(THOMPSON, ())


def guessed(seed: int, spread: int = 3) -> Guesses:
    dice = Random(seed)
    issues = dice.randint(1, 3)
    own = tuple(tuple(F(dice.randint(0, 5)) for _ in range(3)) for _ in range(issues))
    ratings = tuple(tuple(F(dice.randint(0, 4), 4) for _ in range(3)) for _ in range(issues))
    lows = [dice.randint(1, 4) for _ in range(issues)]
    weights = tuple(Range(F(low), F(low + dice.randint(0, spread))) for low in lows)
    return Guesses(tuple(map(str, range(issues))), own, ratings, weights)


def corners(known: Guesses) -> list[tuple[F, ...]]:
    """Weights at the corners of the box: where a sum that is linear in each weight has its least and greatest."""
    return list(product(*((weight.low, weight.high) for weight in known.weights)))


@pytest.mark.parametrize("seed", range(40))
def test_sure_advice_holds_at_every_corner_of_the_ranges(seed: int) -> None:
    known = guessed(seed)
    base = [(own[1], ratings[1]) for own, ratings in zip(known.own, known.ratings, strict=True)]

    def theirs(package: tuple[int, ...], weights: tuple[F, ...]) -> F:
        total = sum(
            w * (known.ratings[i][o] - base[i][1]) for i, (o, w) in enumerate(zip(package, weights, strict=True))
        )
        return F(total) / sum(weights)

    def mine(package: tuple[int, ...]) -> F:
        return sum((known.own[i][o] - base[i][0] for i, o in enumerate(package)), F(0))

    def surely_better(package: tuple[int, ...]) -> bool:
        gains = [theirs(package, weights) for weights in corners(known)]
        return mine(package) >= 0 and min(gains) >= 0 and (mine(package) > 0 or min(gains) > 0)

    found = sure_gains(known, base)
    packages = list(product(range(3), repeat=len(known.names)))
    assert bool(found) == any(surely_better(package) for package in packages)
    for gain in found:
        ends = [theirs(gain.package, weights) for weights in corners(known)]
        assert (gain.own, gain.theirs) == (mine(gain.package), Range(min(ends), max(ends)))
        assert surely_better(gain.package)
    if found:
        assert found[0].own == max(mine(package) for package in packages if surely_better(package))
    for sure in sure_trades(known, base):
        changed = tuple(dict(sure.trade.changes).get(issue, 1) for issue in range(len(known.names)))
        ends = [theirs(changed, weights) for weights in corners(known)]
        assert sure.theirs == Range(min(ends), max(ends))
        assert min(sure.theirs.low, mine(changed)) > 0


@pytest.mark.parametrize("seed", range(40))
def test_a_package_stands_when_no_corner_has_a_better_one(seed: int) -> None:
    known = guessed(seed)
    packages = list(product(range(3), repeat=len(known.names)))

    def gains(package: tuple[int, ...], other: tuple[int, ...], weights: tuple[F, ...]) -> tuple[F, F]:
        places = range(len(package))
        mine = sum((known.own[i][other[i]] - known.own[i][package[i]] for i in places), F(0))
        ratings = known.ratings
        return mine, sum((weights[i] * (ratings[i][other[i]] - ratings[i][package[i]]) for i in places), F(0))

    for package in packages[:5]:
        better = {
            other: [min(g := gains(package, other, w)) >= 0 and any(g) for w in corners(known)] for other in packages
        }
        rivals = [
            other
            for other in packages
            if all(min(gains(package, other, w)) >= 0 for w in corners(known)) and any(better[other])
        ]
        expected = "falls" if rivals else "depends" if any(map(any, better.values())) else "stands"
        assert standing(known, package) == expected


def test_without_doubt_a_package_stands_when_it_is_on_the_frontier() -> None:
    known = Guesses(
        tuple(issue.name for issue in THOMPSON.issues),
        tuple(tuple(row[0] for row in issue.scores) for issue in THOMPSON.issues),
        tuple(tuple(row[1] / max(r[1] for r in issue.scores) for row in issue.scores) for issue in THOMPSON.issues),
        tuple(Range(w, w) for w in (F("0.41"), F("0.08"), F("0.28"), F("0.06"), F("0.17"))),
    )
    assert standing(known, (0, 4, 0, 4, 4)) == "stands"
    assert standing(known, (2, 2, 2, 2, 2)) == "falls"


def test_gain_range_of_one_weight_is_one_number() -> None:
    weights = (Range(F(1), F(1)), Range(F(3), F(3)))
    assert gain_range((F(1), F(-1)), weights) == Range(F(-1, 2), F(-1, 2))


@pytest.mark.parametrize(
    "weights", [(Range(F(-1), F(1)),), (Range(F(2), F(1)),), (Range(F(0), F(1)),), ()], ids=["-", "order", "0", "none"]
)
def test_ranges_that_hold_no_weights_are_refused(weights: tuple[Range, ...]) -> None:
    with pytest.raises(AnalysisError):
        Guesses(("x",), ((F(1),),), ((F(1),),), weights)
