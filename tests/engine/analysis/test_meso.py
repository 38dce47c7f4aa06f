"""analysis.meso: the numbers of the domains, and every offer best for the other side under its guess."""

from __future__ import annotations

from fractions import Fraction as F
from itertools import product
from random import Random

import pytest

from playbook_engine.analysis.meso import equal_offers, guesses_of
from playbook_engine.analysis.robust import Guesses
from playbook_engine.analysis.scoring import Scoring
from playbook_engine.domain import Range
from playbook_engine.errors import AnalysisError
from tests.engine.analysis.packages_by_hand import domain

EVEN = Range(F(1), F(5))


def known(scored: Scoring, weights: tuple[Range, ...] | None = None) -> Guesses:
    return Guesses(
        tuple(issue.name for issue in scored.issues),
        tuple(tuple(row[0] for row in issue.scores) for issue in scored.issues),
        tuple(tuple(row[1] / max(r[1] for r in i.scores) for row in i.scores) for i in scored.issues),
        weights or (EVEN,) * len(scored.issues),
    )


TINY = F(1, 10**9)


def between(talks: Guesses, low: F, high: F) -> int:
    """How many packages are worth between these two amounts to you, both of them counted."""
    return equal_offers(talks, low).candidates - equal_offers(talks, high + TINY).candidates


# Thompson: brute force in floats counts 50 about .77, because packages worth exactly .76 or .78 to the employer fall on
# either side of the edge. 49 are nearer than .01, and 14 are exactly .01 away.
def test_thompson_has_63_packages_within_a_hundredth_of_0_77_of_which_49_are_nearer() -> None:
    thompson = known(domain("thompson_job_offer"))
    assert between(thompson, F("0.76"), F("0.78")) == 63
    assert between(thompson, F("0.76") + TINY, F("0.78") - 2 * TINY) == 49


def test_itex_has_four_packages_within_a_hundredth_of_0_72() -> None:
    scored = domain("itex_cypress")
    assert between(known(scored), F("0.71"), F("0.73")) == 4
    values = sorted(map(scored.value, product(range(5), range(4), range(3), range(3))), reverse=True)
    near = [[round(float(v), 4) for v in pair] for pair in values if abs(pair[0] - F("0.72")) <= F("0.01")]
    assert [0.7215, 0.6705] in near
    assert [0.7122, 0.5382] in near
    assert [0.7111, 0.3918] in near


def test_an_offer_leaves_nothing_on_the_table_that_costs_you_nothing() -> None:
    """The issue on which both want the same is settled so, though that is worth more to you than your target."""
    rising, falling = (F(0), F(1, 4)), (F(1), F(0))
    talks = Guesses(("Pay", "Leave", "Start"), (rising,) * 3, (falling, falling, (F(0), F(1))), (EVEN,) * 3)
    found = equal_offers(talks, F(1, 4))
    assert [(offer.package, offer.own) for offer in found.offers] == [((0, 0, 1), F(1, 4))]
    found = equal_offers(talks, F(1, 2) - TINY)
    assert [(offer.package, offer.own) for offer in found.offers] == [((0, 1, 1), F(1, 2)), ((1, 0, 1), F(1, 2))]


@pytest.mark.parametrize("indifferent", range(3))
def test_what_is_the_same_to_them_is_settled_your_way(indifferent: int) -> None:
    """Whichever issue it is: they rate its options alike, and you do not."""
    rows = [(F(0), F(1)) for _ in range(3)]
    ratings = [(F(1), F(1)) if issue == indifferent else (F(1), F(0)) for issue in range(3)]
    found = equal_offers(Guesses(("a", "b", "c"), tuple(rows), tuple(ratings), (EVEN,) * 3), F(0))
    assert [offer.package for offer in found.offers] == [tuple(int(issue == indifferent) for issue in range(3))]


def test_too_high_a_target_says_how_high_it_may_be() -> None:
    itex = known(domain("itex_cypress"))
    found = equal_offers(itex, F("1.1"))
    assert (found.candidates, found.offers) == (0, ())
    assert found.highest_floor is not None
    assert equal_offers(itex, found.highest_floor).candidates == 2
    assert equal_offers(itex, found.highest_floor + TINY).candidates == 1
    assert equal_offers(itex, F(0), reservation=F(1)).candidates == 1
    assert equal_offers(itex, F(0), reservation=F(1)).floor == 1


@pytest.mark.parametrize("seed", range(40))
def test_each_offer_is_best_for_them_under_its_guess_and_none_is_worse_for_both_than_another_package(seed: int) -> None:
    dice = Random(seed)
    issues, options = dice.randint(1, 4), dice.randint(1, 4)
    own = tuple(tuple(F(dice.randint(0, 9), 9) for _ in range(options)) for _ in range(issues))
    ratings = tuple(tuple(F(dice.randint(0, 9), 9) for _ in range(options)) for _ in range(issues))
    talks = Guesses(tuple(map(str, range(issues))), own, ratings, (EVEN,) * issues)
    target = F(dice.randint(0, 9 * issues), 9)
    reservation = dice.choice((None, target - F(1, 9), target + F(1, 9)))
    floor = target if reservation is None else max(target, reservation)
    found = equal_offers(talks, target, reservation, number=4)
    mine = {p: sum((own[i][o] for i, o in enumerate(p)), F(0)) for p in product(range(options), repeat=issues)}
    enough = [package for package, value in mine.items() if value >= floor]
    theirs = {
        package: [sum(row[i] * ratings[i][o] for i, o in enumerate(package)) for row in found.guesses]
        for package in mine
    }
    values = sorted(mine.values(), reverse=True)
    assert (found.candidates, found.floor) == (len(enough), floor)
    assert found.highest_floor == (values[1] if len(values) > 1 else None)
    assert bool(found.offers) == bool(enough)
    for offer in found.offers:
        assert offer.own == mine[offer.package]
        assert list(offer.theirs) == theirs[offer.package]
        assert offer.package in enough
        assert offer.best_for
        for guess in offer.best_for:
            assert offer.theirs[guess] == max(theirs[package][guess] for package in enough)
        for package in enough:
            better = [x > y for x, y in zip(theirs[package], offer.theirs, strict=True)]
            assert not (mine[package] > offer.own and all(better))
    for guess, row in enumerate(found.guesses):
        alone = equal_offers(talks, target, reservation, guesses=[row]).offers
        ranks = [(theirs[package][guess], mine[package]) for package in enough]
        assert [(*offer.theirs, offer.own) for offer in alone] == ([max(ranks)] if ranks else [])
    for one in found.offers:
        for two in found.offers:
            assert one == two or any(x > y for x, y in zip(one.theirs, two.theirs, strict=True))


def test_offers_differ_as_much_as_they_can() -> None:
    rising, falling = (F(0), F(1, 3)), (F(1), F(0))
    talks = Guesses(("a", "b", "c"), (rising,) * 3, (falling,) * 3, (EVEN,) * 3)
    found = equal_offers(talks, F(1, 3))
    assert [offer.package for offer in found.offers] == [(0, 0, 1), (0, 1, 0), (1, 0, 0)]
    assert guesses_of(talks)[0] == (F(5, 7), F(1, 7), F(1, 7))


@pytest.mark.parametrize(
    ("changes", "argument"),
    [
        pytest.param({"number": 1}, "number", id="number"),
        pytest.param({"guesses": ()}, "guesses", id="no guess"),
        pytest.param({"guesses": ((F(1),),)}, "guesses", id="short guess"),
    ],
)
def test_what_makes_no_offer_is_refused(changes: dict[str, object], argument: str) -> None:
    with pytest.raises(AnalysisError) as raised:
        equal_offers(**{"known": known(domain("laptop")), "target": F(1), **changes})  # type: ignore[arg-type]
    assert raised.value.argument == argument


def test_too_many_packages_are_refused() -> None:
    dice = Random(2)
    rows = tuple(tuple(F(dice.randint(0, 10**9)) for _ in range(5)) for _ in range(18))
    with pytest.raises(AnalysisError, match="too many"):
        equal_offers(Guesses(tuple(map(str, range(18))), rows, rows, (EVEN,) * 18), F(10**9))


@pytest.mark.parametrize("seed", range(20))
def test_what_is_best_under_the_likeliest_guess_is_always_offered(seed: int) -> None:
    """Also when offers without it would differ more."""
    dice = Random(seed)
    rising, falling = (F(0), F(1, 2), F(1)), (F(1), F(1, 2), F(0))
    rows = [tuple(F(dice.randint(1, 9)) for _ in range(5)) for _ in range(8)]
    talks = Guesses(tuple("abcde"), (rising,) * 5, (falling,) * 5, (EVEN,) * 5)
    found = equal_offers(talks, F(2), number=2, guesses=rows)
    assert len(found.offers) == 2
    assert any(0 in offer.best_for for offer in found.offers)
