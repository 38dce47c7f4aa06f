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


# Thompson: brute force in floats counts 50, because packages worth exactly .76 or .78 to the employer fall on either
# side of the edge. 49 are nearer than .01, and 14 are exactly .01 away.
def test_thompson_has_63_packages_within_a_hundredth_of_0_77_of_which_49_are_nearer() -> None:
    thompson = known(domain("thompson_job_offer"))
    assert equal_offers(thompson, F("0.77"), F("0.01")).candidates == 63
    assert equal_offers(thompson, F("0.77"), F("0.01") - F(1, 10**9)).candidates == 49


def test_itex_has_four_packages_within_a_hundredth_of_0_72() -> None:
    scored = domain("itex_cypress")
    assert equal_offers(known(scored), F("0.72"), F("0.01")).candidates == 4
    values = sorted(map(scored.value, product(range(5), range(4), range(3), range(3))), reverse=True)
    near = [[round(float(v), 4) for v in pair] for pair in values if abs(pair[0] - F("0.72")) <= F("0.01")]
    assert [0.7215, 0.6705] in near
    assert [0.7122, 0.5382] in near
    assert [0.7111, 0.3918] in near


def test_too_small_a_tolerance_says_how_far_it_must_grow() -> None:
    itex = known(domain("itex_cypress"))
    found = equal_offers(itex, F("0.72"), F("0.0001"))
    assert (found.candidates, found.offers) == (0, ())
    assert found.tolerance_needed is not None
    assert equal_offers(itex, F("0.72"), found.tolerance_needed).candidates == 2
    assert equal_offers(itex, F("0.72"), found.tolerance_needed - F(1, 10**20)).candidates < 2
    assert equal_offers(itex, F("0.72"), F(1), reservation=F(1)).candidates == 1
    assert equal_offers(itex, F("0.72"), F(1), reservation=F(2)).tolerance_needed is None


@pytest.mark.parametrize("seed", range(40))
def test_each_offer_is_best_for_them_under_its_guess_and_equal_for_you(seed: int) -> None:
    dice = Random(seed)
    issues, options = dice.randint(1, 4), dice.randint(1, 4)
    own = tuple(tuple(F(dice.randint(0, 9), 9) for _ in range(options)) for _ in range(issues))
    ratings = tuple(tuple(F(dice.randint(0, 9), 9) for _ in range(options)) for _ in range(issues))
    talks = Guesses(tuple(map(str, range(issues))), own, ratings, (EVEN,) * issues)
    target, tolerance = F(dice.randint(0, 9 * issues), 9), F(dice.randint(0, 4), 9)
    reservation = dice.choice((None, target - tolerance / 2))
    found = equal_offers(talks, target, tolerance, reservation, number=4)
    mine = {p: sum((own[i][o] for i, o in enumerate(p)), F(0)) for p in product(range(options), repeat=issues)}
    near = [
        package
        for package, value in mine.items()
        if abs(value - target) <= tolerance and (reservation is None or value >= reservation)
    ]
    assert found.candidates == len(near)
    gaps = sorted(abs(v - target) for v in mine.values() if reservation is None or v >= reservation)
    assert found.tolerance_needed == (gaps[1] if len(gaps) > 1 else None)
    assert bool(found.offers) == bool(near)
    for offer in found.offers:
        assert offer.own == mine[offer.package]
        assert offer.package in near
        for guess in offer.best_for:
            most = max(sum(found.guesses[guess][i] * ratings[i][o] for i, o in enumerate(p)) for p in near)
            assert offer.theirs[guess] == most
    for one in found.offers:
        for two in found.offers:
            assert one == two or any(x > y for x, y in zip(one.theirs, two.theirs, strict=True))
    values = [offer.own for offer in found.offers]
    assert not values or max(values) - min(values) <= 2 * tolerance


def test_offers_differ_as_much_as_they_can() -> None:
    rising, falling = (F(0), F(1, 3)), (F(1), F(0))
    talks = Guesses(("a", "b", "c"), (rising,) * 3, (falling,) * 3, (EVEN,) * 3)
    found = equal_offers(talks, F(1, 3), F(0))
    assert [offer.package for offer in found.offers] == [(0, 0, 1), (0, 1, 0), (1, 0, 0)]
    assert guesses_of(talks)[0] == (F(5, 7), F(1, 7), F(1, 7))


@pytest.mark.parametrize(
    ("changes", "argument"),
    [
        pytest.param({"tolerance": F(-1)}, "tolerance", id="tolerance"),
        pytest.param({"number": 1}, "number", id="number"),
        pytest.param({"guesses": ()}, "guesses", id="no guess"),
        pytest.param({"guesses": ((F(1),),)}, "guesses", id="short guess"),
    ],
)
def test_what_makes_no_offer_is_refused(changes: dict[str, object], argument: str) -> None:
    with pytest.raises(AnalysisError) as raised:
        equal_offers(**{"known": known(domain("laptop")), "target": F(1), "tolerance": F(1), **changes})  # type: ignore[arg-type]
    assert raised.value.argument == argument


def test_too_many_packages_are_refused() -> None:
    dice = Random(2)
    rows = tuple(tuple(F(dice.randint(0, 10**9)) for _ in range(5)) for _ in range(18))
    with pytest.raises(AnalysisError, match="too many"):
        equal_offers(Guesses(tuple(map(str, range(18))), rows, rows, (EVEN,) * 18), F(10**9), F(1))
