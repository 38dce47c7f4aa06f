"""bench/advice.py: the deals, the talks and the measures by hand; the same seed gives the same numbers."""

from __future__ import annotations

import json
from fractions import Fraction as F
from pathlib import Path
from random import Random

import pytest

from bench import advice
from bench.advice import additions, measure, table, verdicts
from bench.bargainers import ADVICE, BASELINES, STRATEGIES, Advised, EqualOffers, Linear, Paced, Split, Tough
from bench.deals import Deal, casino_deals, dealornodeal_deals, divided, random_deals
from bench.measures import Row, Talked, ahead, interval, outcome, summed
from bench.talks import MOVES, OTHERS, Other, talk
from playbook_engine.analysis.scoring import Package

#: Three things of two pieces: the first matters to you, the second to them, the third to both alike.
SHARE = divided((2, 2, 2), ((3, 1, 1), (1, 3, 1)), 2)


class Fixed:
    """Somebody who offers one package throughout and accepts nothing, or everything."""

    def __init__(self, package: Package, accepting: bool = False) -> None:
        self.package, self.accepting = package, accepting
        self.asked = 0

    def offers(self) -> list[Package]:
        self.asked += 1
        return [self.package]

    def liked(self, package: Package) -> None:
        assert package == self.package

    def accepts(self, package: Package, left: int) -> bool:
        assert package
        assert left >= 0
        return self.accepting


def test_a_seed_gives_the_same_deals_and_a_longer_list_begins_with_the_shorter_one() -> None:
    assert random_deals(4, 6)[:3] == random_deals(4, 3)
    assert random_deals(4, 1) != random_deals(5, 1)


def test_random_deals_are_of_the_protocol_s_sizes() -> None:
    same, issues = 0, 0
    for deal in random_deals(1, 150):
        mine, theirs = deal.ratings
        assert 3 <= len(mine) == len(theirs) <= 5
        for row, other in zip(mine, theirs, strict=True):
            assert 3 <= len(row) == len(other) <= 5
            assert list(row) == sorted(row)
            assert (row[0], row[-1]) == (F(0), F(1))
            assert {other[0], other[-1]} == {0, 1}
            same += other[0] == 0
            issues += 1
        assert [sum(weights) for weights in deal.weights] == [1, 1]
        assert all(F(1, 5) <= least <= F(1, 2) for least in deal.reservation)
        assert max(deal.values[0].values()) == max(deal.values[1].values()) == pytest.approx(1)
    assert 0.1 < same / issues < 0.2


def test_casino_s_campers_divide_nine_packets(tmp_path: Path) -> None:
    people = [
        {"High": "Water", "Medium": "Food", "Low": "Firewood"},
        {"Low": "Water", "High": "Food", "Medium": "Firewood"},
    ]
    sides = {f"mturk_agent_{n}": {"value2issue": wants} for n, wants in enumerate(people, start=1)}
    file = tmp_path / "casino.json"
    file.write_text(json.dumps([{"participant_info": sides}]), encoding="utf-8")
    (deal,) = casino_deals(file)
    assert len(deal.packages) == 64
    assert [deal.exact(0, p) * 36 for p in ((3, 0, 0), (0, 3, 0), (0, 0, 3))] == [12, 15, 9]
    assert [deal.exact(1, p) * 36 for p in ((0, 3, 3), (3, 0, 3), (3, 3, 0))] == [15, 9, 12]
    assert deal.reservation == (F(5, 36), F(5, 36))


def test_deal_or_no_deal_s_lines_come_in_pairs_and_count_once(tmp_path: Path) -> None:
    lines = [
        "1 0 4 2 1 2 YOU: the hats <eos> THEM: deal <eos> YOU: <selection> item0=0 item1=4 item2=0 <eos> reward=8 agree 1 4 4 1 1 2",
        "1 4 4 1 1 2 THEM: the hats <eos> YOU: deal <eos> THEM: <selection> item0=1 item1=0 item2=1 <eos> reward=6 agree 1 0 4 2 1 2",
        "",
    ]
    file = tmp_path / "data.txt"
    file.write_text("\n".join(lines), encoding="utf-8")
    (deal,) = dealornodeal_deals(file)
    assert [deal.exact(0, p) * 10 for p in ((1, 0, 0), (0, 4, 0), (0, 0, 1))] == [0, 8, 2]
    assert [deal.exact(1, p) * 10 for p in ((0, 4, 1), (1, 0, 1), (1, 4, 0))] == [4, 4, 2]
    assert deal.reservation == (F(0), F(0))


def test_the_others_begin_with_their_best_and_come_down_to_what_no_deal_is_worth() -> None:
    levels: dict[str, list[float]] = {}
    for kind in OTHERS[:3]:
        other = Other(SHARE, kind, Random(1))
        levels[kind] = []
        for _ in range(MOVES):
            levels[kind].append(other.level())
            assert SHARE.values[1][other.offer()] >= levels[kind][-1] - 1e-9
    for row in levels.values():
        assert [row[0], row[-1]] == pytest.approx([1, 0.2])
        assert row == sorted(row, reverse=True)
    assert levels["boulware"][5] > levels["linear"][5] > levels["conceder"][5]


def test_tit_for_tat_gives_what_was_given_to_it() -> None:
    other = Other(SHARE, "tit for tat", Random(1))
    assert other.answer([(2, 2, 2)], 9) == ((2, 2, 2), False)
    assert other.level() == 1.0
    other.answer([(2, 0, 2)], 7)
    assert other.level() == pytest.approx(0.4)


def test_an_other_takes_what_reaches_its_next_level_and_at_the_end_what_beats_no_deal() -> None:
    other = Other(SHARE, "boulware", Random(1))
    assert other.answer([(2, 1, 2), (1, 1, 1)], 5) == ((1, 1, 1), False)
    assert other.answer([(2, 1, 2)], 0) == ((2, 1, 2), True)
    assert other.answer([(2, 2, 1)], 0) == ((2, 2, 1), False)


def test_talks_have_ten_moves_each_by_turns() -> None:
    stubborn = Fixed((2, 2, 2))
    assert talk(stubborn, Other(SHARE, "linear", Random(1)), True) == (None, None)
    assert stubborn.asked == MOVES
    ready = Fixed((2, 2, 2), accepting=True)
    assert talk(ready, Other(SHARE, "linear", Random(1)), True) == ((0, 0, 0), 1)
    assert talk(ready, Other(SHARE, "linear", Random(1)), False) == ((0, 0, 0), 0)


def test_the_measures_of_a_talk_by_hand() -> None:
    none = outcome(SHARE, None, None)
    assert none == Talked(0.0, none.without, none.without, None, None)
    assert none.without == pytest.approx(0.4 / 1.4)
    found = outcome(SHARE, (2, 0, 1), 4)
    # The most that they could accept for you is all of the first, half of the second and all of the third: .9.
    assert [found.own, found.joint] == pytest.approx([(0.7 - 0.2) / (0.9 - 0.2), 1])
    assert (found.undominated, found.move) == (True, 4)
    assert outcome(SHARE, (1, 1, 1), 4).undominated is False


def test_risk_counts_each_move_before_the_deal() -> None:
    """A deal at move 2 survives two chances of a tenth; one at move 0 none; and the worse deal counts for what it is."""
    early, late, none = (
        Talked(0.5, 0.8, 0.4, False, 0),
        Talked(1.0, 1.0, 0.4, True, 2),
        Talked(0.0, 0.4, 0.4, None, None),
    )
    row = summed("x", [[early, late, none, none]], 0.1)
    assert row.own[0] == pytest.approx((0.5 + 0.81) / 4)
    assert row.agreed[0] == pytest.approx((1 + 0.81) / 4)
    assert row.joint[0] == pytest.approx((0.8 + 0.4 + 0.6 * 0.81 + 0.4 + 0.4) / 4)
    assert row.undominated[0] == pytest.approx(0.81 / 1.81)
    assert summed("x", [[none] * 4], 0.1).undominated == (0.0, 0.0)
    assert list(row.against.values()) == pytest.approx([0.5, 0.81, 0, 0])


def test_an_interval_by_hand() -> None:
    assert interval([]) == (0.0, 0.0)
    assert interval([0.5]) == (0.5, 0.0)
    assert list(interval([0.0, 1.0])) == pytest.approx([0.5, 1.96 * 0.5])


def test_the_pace_ends_at_the_floor_and_not_at_the_limit() -> None:
    paced = Paced(SHARE, Random(1))
    assert paced.level() == pytest.approx(1.0, abs=1e-5)
    paced.made = MOVES
    assert paced.level() == pytest.approx(0.2 + 0.4 * 0.8, abs=1e-5)
    linear = Linear(SHARE, Random(1))
    linear.made = MOVES
    assert linear.level() == pytest.approx(0.2)


def test_the_limit_is_kept_for_the_very_end() -> None:
    """While a move of one's own is left nothing below the floor is accepted; then whatever beats no deal is."""
    paced = Paced(SHARE, Random(1))
    paced.made = MOVES - 1
    assert [paced.accepts((1, 0, 1), left) for left in (1, 0)] == [False, True]
    assert paced.accepts((0, 0, 1), 0) is False
    assert paced.accepts((2, 0, 0), 1) is True


def test_what_people_do_without_advice() -> None:
    assert Split(SHARE, Random(1)).offers() == [(1, 1, 1)]
    poor = Deal(SHARE.ratings, SHARE.weights, (F(3, 5), F(1, 5)))
    assert Split(poor, Random(1)).values[Split(poor, Random(1)).middle()] >= 0.6
    tough = Tough(SHARE, Random(1))
    assert tough.accepts((2, 1, 1), 5) is False
    assert tough.accepts((1, 0, 0), 1) is True
    assert tough.accepts((0, 0, 1), 1) is False


def test_equal_offers_reach_the_level_and_differ() -> None:
    you = EqualOffers(SHARE, Random(1))
    you.made = 6
    level = you.level()
    offers = you.offers()
    assert len(set(offers)) == len(offers) > 1
    assert all(you.values[package] >= level - 1e-9 for package in offers)


def test_the_advice_looks_for_joint_gains_before_it_says_yes() -> None:
    """They offer half of the first two things and all of the third: enough, and still a trade is better for both."""
    you, offered = Advised(SHARE, Random(1)), (1, 1, 2)
    you.made = MOVES - 2
    assert Paced.accepts(you, offered, 3) is True
    assert you.accepts(offered, 3) is False
    better, same = you.offers()
    assert same == offered
    assert all(values[better] > values[offered] for values in SHARE.values)
    you.liked(better)
    assert you.seen[-1].among == (better, offered)
    assert Advised(SHARE, Random(1)).accepts(offered, 0) is True


def test_the_advice_reads_their_offers() -> None:
    you = Advised(SHARE, Random(1))
    for package in ((1, 0, 1), (2, 0, 1)):
        assert you.accepts(package, 19) is False
    model = you.model()
    assert model.likelier == 1
    assert you.guesses()[0] == model.weights


@pytest.mark.parametrize("name", list(STRATEGIES))
def test_the_same_seed_gives_the_same_numbers(name: str) -> None:
    deals = random_deals(2, 1)
    first = measure(deals, 3, strategies=[name])
    assert measure(deals, 3, strategies=[name]) == first
    assert [[row.strategy for row in rows] for rows in first.values()] == [[name], [name]]


def test_the_table_and_the_bars() -> None:
    def row(strategy: str, own: float) -> Row:
        return Row(
            strategy,
            (own, 0.02),
            (0.95, 0.01),
            (0.98, 0.0),
            (1.0, 0.0),
            dict.fromkeys(OTHERS, own),
            (own - 0.1, own + 0.1),
        )

    rows = [row("linear", 0.5), row(ADVICE, 0.75)]
    assert [line.split()[0] for line in table(rows)[1:]] == ["linear", "the"]
    assert "0.750 ± 0.020" in table(rows)[2]
    risky = [row("split", 0.1), row("linear", 0.37), row("tough", 0.2), row(ADVICE, 0.4)]
    found = verdicts(rows, risky)
    assert [line.split(":")[0] for line in found] == ["holds"] * 4 + ["FAILS", "holds"]
    assert len(found) == 3 + len(BASELINES)


def test_what_a_part_adds_is_told_deal_by_deal() -> None:
    """The same dice on both sides: a small difference counts when it is there in each deal."""

    def row(strategy: str, *by_deal: float) -> Row:
        return Row(strategy, (0.0, 0.0), (0.0, 0.0), (0.0, 0.0), (0.0, 0.0), {}, by_deal)

    assert list(ahead(row("x", 0.2, 0.8), row("y", 0.1, 0.7))) == pytest.approx([0.1, 0])
    rows = [row(name, *([0.1 * place] * 3)) for place, name in enumerate(STRATEGIES)]
    assert additions(rows)[0] == "the advice beside split: own +0.500 ± 0.000"
    assert additions(rows)[-1] == "the advice beside equal offers: own +0.100 ± 0.000"


def test_a_small_run_prints_its_seed_and_saves_its_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(advice, "ROOT", tmp_path)
    assert advice.main(["--domains", "1", "--seed", "5", "--processes", "1"]) == 0
    said = capsys.readouterr().out
    assert "seed 5; risk at a move 0.05" in said
    saved = json.loads((tmp_path / "build" / "bench-advice.json").read_text(encoding="utf-8"))
    assert saved["seed"] == 5
    assert [row["strategy"] for row in saved["random"]["0.0"]] == list(STRATEGIES)
