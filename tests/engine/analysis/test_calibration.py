"""analysis.calibration: the numbers of the sources, the identity of the split, and deals looked back on."""

from __future__ import annotations

import math
from fractions import Fraction as F

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook_engine.analysis import calibration
from playbook_engine.analysis.calibration import Forecast
from playbook_engine.errors import AnalysisError


def made(*pairs: tuple[str, int]) -> list[Forecast]:
    return [Forecast(F(chance), happened == 1) for chance, happened in pairs]


THIRTY = [Forecast(F(tenths, 10), n < hits) for tenths, hits in ((1, 1), (5, 6), (9, 9)) for n in range(10)]


def test_five_forecasts() -> None:
    found = calibration.calibration(made((".9", 1), (".8", 1), (".7", 0), (".6", 1), (".3", 0)))
    assert (found.brier, found.is_enough) == (F("0.158"), False)


def test_thirty_forecasts_in_three_groups() -> None:
    found = calibration.calibration(THIRTY)
    assert (found.brier, found.reliability, found.resolution, found.uncertainty) == (
        F(43, 300), F(1, 300), F(98, 900), F(224, 900),
    )  # fmt: skip
    rounded = [round(n, 6) for n in (found.brier, found.reliability, found.resolution, found.uncertainty)]
    assert rounded == [F(n) for n in ("0.143333", "0.003333", "0.108889", "0.248889")]
    assert [(g.count, g.frequency) for g in found.groups] == [(10, F(1, 10)), (10, F(3, 5)), (10, F(9, 10))]


def test_a_half_always_scores_a_quarter_and_certainty_nothing() -> None:
    assert calibration.calibration(made((".5", 1), (".5", 0), (".5", 0))).brier == F(1, 4)
    perfect = calibration.calibration(made(("1", 1), ("0", 0)))
    assert (perfect.brier, perfect.skill) == (0, 1)
    assert calibration.calibration(made(("1", 1))).skill is None


@pytest.mark.parametrize(("count", "enough"), [(19, False), (20, True)])
def test_below_twenty_there_are_too_few_to_judge(count: int, enough: bool) -> None:
    assert calibration.calibration([Forecast(F(1, 2), True)] * count).is_enough is enough


forecasts = st.lists(
    st.builds(Forecast, st.fractions(0, 1, max_denominator=10), st.booleans()), min_size=1, max_size=30
)


@given(forecasts)
def test_the_split_adds_up_exactly(found: list[Forecast]) -> None:
    scored = calibration.calibration(found)
    assert scored.brier == scored.reliability - scored.resolution + scored.uncertainty
    assert min(scored.reliability, scored.resolution, scored.uncertainty) >= 0
    assert 0 <= scored.brier <= 1
    assert math.isclose(sum((float(f.chance) - f.happened) ** 2 for f in found) / len(found), float(scored.brier))


@given(forecasts, st.randoms(use_true_random=False))
def test_the_order_of_forecasts_does_not_count(found: list[Forecast], order: object) -> None:
    mixed = list(found)
    order.shuffle(mixed)  # type: ignore[attr-defined]
    assert calibration.calibration(mixed) == calibration.calibration(found)


@given(forecasts)
def test_what_really_happened_is_the_best_forecast_for_each_group(found: list[Forecast]) -> None:
    frequencies = {g.chance: g.frequency for g in calibration.calibration(found).groups}
    honest = [Forecast(frequencies[f.chance], f.happened) for f in found]
    assert calibration.calibration(honest).brier <= calibration.calibration(found).brier


def test_half_of_the_zone_whichever_side_one_is_on() -> None:
    assert calibration.value_claimed(F(110), F(100), F(120)) == F(1, 2)
    assert calibration.value_claimed(F(115), F(120), F(100)) == F(1, 4)
    assert calibration.value_claimed(F(95), F(100), F(120)) < 0


def test_a_compromise_on_every_issue_lies_below_the_best_trade() -> None:
    half, best = (F(1, 2), F(1, 2)), (F("0.77"), F("0.77"))
    found = calibration.distance_to_frontier(half, [(F(1), F("0.3")), best, (F("0.3"), F(1))])
    assert (found.nearest, found.better_for_both) == ((best,), (best,))
    assert math.isclose(float(found.distance), 0.27 * math.sqrt(2))
    assert calibration.distance_to_frontier(best, [best]).better_for_both == ()
    tied = calibration.distance_to_frontier((F(0), F(0)), [(F(3), F(4)), (F(4), F(3))])
    assert (tied.distance, len(tied.nearest)) == (5, 2)


def test_all_lowest_kinds_of_satisfaction_are_named() -> None:
    ratings = {"instrumental": F(7), "self": F(2), "process": F(2), "relationship": F(5)}
    found = calibration.satisfaction(ratings)
    assert (found.mean, found.lowest) == (4, ("self", "process"))


@pytest.mark.parametrize(
    ("call", "argument"),
    [
        pytest.param(lambda: calibration.calibration([]), "forecasts", id="none"),
        pytest.param(lambda: calibration.calibration(made(("2", 1))), "forecasts", id="more than sure"),
        pytest.param(lambda: calibration.value_claimed(F(1), F(2), F(2)), "theirs", id="no zone"),
        pytest.param(lambda: calibration.distance_to_frontier((F(0), F(0)), []), "frontier", id="no frontier"),
        pytest.param(lambda: calibration.satisfaction({}), "instrumental", id="no rating"),
        pytest.param(
            lambda: calibration.satisfaction(dict.fromkeys(calibration.SATISFACTIONS, F(8))),
            "instrumental",
            id="8 of 7",
        ),
    ],
)
def test_what_cannot_be_is_refused(call: object, argument: str) -> None:
    with pytest.raises(AnalysisError) as refused:
        call()  # type: ignore[operator]
    assert refused.value.argument == argument
