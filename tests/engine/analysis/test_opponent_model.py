"""analysis.opponent_model: the rule of choice by hand, what offers and choices say, and the same bytes for any order."""

from __future__ import annotations

from fractions import Fraction as F
from itertools import permutations, product
from math import prod
from random import Random

import pytest

from playbook_engine.analysis.meso import equal_offers
from playbook_engine.analysis.opponent_model import Seen, candidate_weights, likely_guesses, revised_weights
from playbook_engine.analysis.robust import Guesses
from playbook_engine.domain import Range
from playbook_engine.errors import AnalysisError

EVEN = Range(F(1), F(5))


def talks(issues: int, ranges: Range = EVEN, options: int = 3) -> Guesses:
    """Every issue the other way round for the two sides, by even steps."""
    own = tuple(F(place, options - 1) / issues for place in range(options))
    ratings = tuple(1 - F(place, options - 1) for place in range(options))
    return Guesses(tuple("ABCDEFGH"[:issues]), (own,) * issues, (ratings,) * issues, (ranges,) * issues)


def test_who_keeps_an_issue_while_giving_way_on_the_others_is_read_as_caring_for_it() -> None:
    model = revised_weights(talks(3), [Seen((0, 1, 1)), Seen((0, 2, 1))])
    assert model.likelier == 0
    assert model.rise == model.weights[0] - model.before[0] > F(1, 20)
    assert model.weights[0] > model.weights[2] > model.weights[1]
    assert model.heaviest[0] > model.heaviest_before[0] == F(1, 3)


def test_the_offer_they_like_best_says_what_matters_to_them() -> None:
    offers = ((0, 2, 2), (2, 0, 2), (2, 2, 0))
    for liked, issue in zip(offers, range(3), strict=True):
        model = revised_weights(talks(3), [Seen(liked, among=offers)])
        assert (model.likelier, max(range(3), key=lambda i: model.weights[i])) == (issue, issue)


def test_nothing_seen_changes_nothing() -> None:
    model = revised_weights(talks(3), [])
    assert model.weights == model.before == (F(1, 3),) * 3
    assert model.heaviest == model.heaviest_before
    assert (model.likelier, model.rise) == (None, F(0))
    indifferent = revised_weights(talks(3), [Seen((0, 1, 2))], keenness=F(0))
    assert (indifferent.weights, indifferent.likelier) == (model.before, None)
    same = revised_weights(talks(2), [Seen((1, 1), among=((1, 1), (1, 1)))])
    assert (same.weights, same.likelier) == ((F(1, 2),) * 2, None)


def test_the_rule_of_choice_is_luce_s() -> None:
    """Two candidates; strengths 1.1 ** hundredths; the chance of an offer is its strength over that of all packages."""
    known = talks(2)
    rows = ((F(3, 4), F(1, 4)), (F(1, 4), F(3, 4)))

    def strength(row: tuple[F, ...], package: tuple[int, ...]) -> float:
        worth = [
            round(100 * float(w * known.ratings[i][o]) + 1e-9)
            for i, (w, o) in enumerate(zip(row, package, strict=True))
        ]
        return prod(1.1**n for n in worth)

    packages = list(product(range(3), repeat=2))
    offered = [strength(row, (0, 2)) / sum(strength(row, p) for p in packages) for row in rows]
    liked = [strength(row, (0, 2)) / (strength(row, (0, 2)) + strength(row, (1, 1))) for row in rows]
    one = revised_weights(known, [Seen((0, 2))], rows)
    both = revised_weights(known, [Seen((0, 2)), Seen((0, 2), ((0, 2), (1, 1)))], rows)
    assert float(one.chances[0]) == pytest.approx(offered[0] / sum(offered), abs=1e-5)
    products = [x * y for x, y in zip(offered, liked, strict=True)]
    assert float(both.chances[0]) == pytest.approx(products[0] / sum(products), abs=1e-5)
    tilted = revised_weights(known, [Seen((0, 2))], rows, (F(1, 10), F(9, 10)))
    scaled = offered[0] / 10, offered[1] * 9 / 10
    assert float(tilted.chances[0]) == pytest.approx(scaled[0] / sum(scaled), abs=1e-5)
    assert tilted.heaviest_before == (F(1, 10), F(9, 10))


@pytest.mark.parametrize("seed", range(25))
def test_shares_add_up_and_the_order_of_what_is_seen_does_not_matter(seed: int) -> None:
    dice = Random(seed)
    issues = dice.randint(1, 4)
    known = Guesses(
        tuple(map(str, range(issues))),
        ((F(0), F(1)),) * issues,
        tuple(tuple(F(dice.randint(0, 10), 10) for _ in range(2)) for _ in range(issues)),
        tuple(Range(F(dice.randint(1, 3)), F(dice.randint(3, 9))) for _ in range(issues)),
    )

    def package() -> tuple[int, ...]:
        return tuple(dice.randint(0, 1) for _ in range(issues))

    seen = [Seen(package())]
    for _ in range(2):
        offers = (package(), package(), package())
        seen.append(Seen(dice.choice(offers), offers))
    model = revised_weights(known, seen)
    for parts in (model.chances, model.weights, model.before, model.heaviest, model.heaviest_before):
        assert sum(parts) == 1
        assert min(parts) >= 0
    assert all(sum(row) == 1 for row in model.candidates)
    assert all(10**12 % chance.denominator == 0 for chance in model.chances) or model.likelier is None
    assert {repr(revised_weights(known, list(order))) for order in permutations(seen)} == {repr(model)}


def test_choices_by_known_weights_bring_the_mean_nearer_to_them() -> None:
    """On average over 20 people with weights from 1 to 10, six choices take a quarter off the distance."""
    known, before, after = talks(4), F(0), F(0)
    for seed in range(20):
        dice = Random(seed)
        true = [F(dice.randint(1, 10)) for _ in range(4)]
        true = [weight / sum(true) for weight in true]
        seen = []
        for _ in range(6):
            offers = tuple(tuple(dice.randint(0, 2) for _ in range(4)) for _ in range(3))
            worth = [sum(w * known.ratings[i][o] for i, (w, o) in enumerate(zip(true, p, strict=True))) for p in offers]
            seen.append(Seen(offers[worth.index(max(worth))], offers))
        model = revised_weights(known, seen)
        before += sum((abs(x - y) for x, y in zip(model.before, true, strict=True)), F(0))
        after += sum((abs(x - y) for x, y in zip(model.weights, true, strict=True)), F(0))
    assert after < before * F(3, 4)


def test_a_hundred_offers_leave_numbers_short() -> None:
    model = revised_weights(talks(5), [Seen((0, 1, 2, 1, 0))] * 100)
    assert all(chance.denominator <= 10**12 for chance in model.chances)
    assert sum(model.chances) == 1


@pytest.mark.parametrize(
    ("issues", "count"), [(1, 1), (2, 16 * 16), (3, 216), (4, 256), (5, 243), (8, 256), (9, 55), (20, 231)]
)
def test_there_are_many_candidates_and_never_too_many(issues: int, count: int) -> None:
    found = candidate_weights((EVEN,) * issues)
    assert len(set(found)) == len(found) <= count
    assert len(found) > count / 2 or issues == 1
    assert all(sum(row) == 1 and min(row) > 0 for row in found)


def test_an_issue_of_one_weight_keeps_its_proportion_to_the_bounds() -> None:
    fixed = candidate_weights((Range(F(2), F(2)), Range(F(1), F(3))), most=4)
    assert fixed == ((F(2, 3), F(1, 3)), (F(2, 5), F(3, 5)))


def test_guesses_for_the_next_offers_differ_and_begin_with_the_mean() -> None:
    model = revised_weights(talks(3), [Seen((0, 1, 2))])
    found = likely_guesses(model)
    assert found[0] == model.weights
    assert len(found) == 7
    assert all(sum(row) == 1 for row in found)
    for issue in range(3):
        weights = [row[issue] for row in found[1:]]
        assert weights[issue] == max(weights) == F(5, 7)
        assert weights[3 + issue] == min(weights) == F(1, 11)
    assert len(equal_offers(talks(3), F(1, 2), guesses=found).offers) > 1
    assert len(likely_guesses(revised_weights(talks(8), []))) <= 16


def test_what_cannot_be_read_is_refused_by_name() -> None:
    known = talks(2)
    for seen in ([Seen((0, 3))], [Seen((0,))], [Seen((0, 0), ((0, 0), (0, -1)))]):
        with pytest.raises(AnalysisError, match="seen: a package must name one option of each issue"):
            revised_weights(known, seen)
    with pytest.raises(AnalysisError, match="seen: a choice must be one of the offers"):
        revised_weights(known, [Seen((0, 0), ((1, 1),))])
    with pytest.raises(AnalysisError, match="seen: must hold at most 100"):
        revised_weights(known, [Seen((0, 0))] * 101)
    with pytest.raises(AnalysisError, match="keenness: must lie between 0 and 1"):
        revised_weights(known, [], keenness=F(2))
    with pytest.raises(AnalysisError, match="candidates: at least one is needed"):
        revised_weights(known, [], candidates=())
    with pytest.raises(AnalysisError, match="candidates: each needs one weight"):
        revised_weights(known, [], candidates=((F(0), F(0)),))
    with pytest.raises(AnalysisError, match="chances: one for each candidate"):
        revised_weights(known, [], candidates=((F(1), F(1)),), chances=(F(1, 2),))
    with pytest.raises(AnalysisError, match="known: ratings must lie between 0 and 1"):
        revised_weights(Guesses(("A",), ((F(0),),), ((F(2),),), (EVEN,)), [])
    for ranges in ((), (EVEN,) * 21):
        with pytest.raises(AnalysisError, match="ranges: 1 to 20 are needed"):
            candidate_weights(ranges)
    for bad in (Range(F(2), F(1)), Range(F(-1), F(1)), Range(F(0), F(0))):
        with pytest.raises(AnalysisError, match="ranges: must be of 0 or more"):
            candidate_weights((bad,))
    with pytest.raises(AnalysisError, match="most: must be at least 2"):
        candidate_weights((EVEN,), most=1)
