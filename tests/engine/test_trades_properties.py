"""What holds of every list of issues, drawn: exchanged seats, guesses, blank rows, and what is called better or equal."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from playbook_engine.library import Library
from playbook_engine.worksheets.trades.packages import MATTERS, Better, Packages
from tests.engine.test_trades import WAYS, Row, listed, reply_to, row

TURNED = {"mine": "theirs", "theirs": "mine", "middle": "middle", "": ""}

weight = st.sampled_from([0, 5, 10, 20, 25, 30, 40, 60, 80, 100])
opposed = st.builds(
    row, weight, weight, direction=st.sampled_from(["opposed", ""]), told=st.sampled_from(["told", "guess", ""]),
    my_plan=st.sampled_from(WAYS),
)  # fmt: skip
planned = st.one_of(opposed, st.builds(row, weight, weight, direction=st.just("same"), my_plan=st.sampled_from(WAYS)))
told = planned.map(lambda one: {**one, "told": "told"})
anything = st.builds(
    row, st.sampled_from(["", "?", "0", "40", "70"]), st.sampled_from(["", "?", "0", "30", "60"]),
    direction=st.sampled_from(["", "?", "opposed", "same", "unsure"]), told=st.sampled_from(["", "guess", "told"]),
    my_plan=st.sampled_from(["", "?", *WAYS]), offered_before=st.sampled_from(["", *WAYS]), offered_last=st.sampled_from(["", *WAYS]),
)  # fmt: skip
lists = st.lists(planned, min_size=2, max_size=5)


def turned(rows: list[Row]) -> list[Row]:
    """The same list from the other seat."""
    return [
        {
            **one,
            "your_points": one["their_points"],
            "their_points": one["your_points"],
            "my_plan": TURNED[one["my_plan"]],
        }
        for one in rows
    ]


def every(packages: Packages) -> list[tuple[Fraction, Fraction]]:
    """What each package is worth to both sides, one by one."""
    places: list[tuple[int, ...]] = [()]
    for one in packages.issues:
        places = [(*before, place) for before in places for place in range(len(one.ways))]
    return [packages.value(package) for package in places]


@given(rows=st.lists(told, min_size=2, max_size=5))
def test_to_swap_the_two_sides_mirrors_the_trade(content: Library, rows: list[Row]) -> None:
    here, there = listed(content, *rows), listed(content, *turned(rows))
    assert (here.better is None, here.nothing_is_left) == (there.better is None, there.nothing_is_left)
    assert [one.place for one in here.cheap] == [one.place for one in there.dear]
    assert (here.splitting is None) == (there.splitting is None)
    if here.better and there.better:
        assert sorted(here.better.gains) == sorted(there.better.gains)


@given(rows=lists)
def test_what_is_called_better_costs_nobody_anything(content: Library, rows: list[Row]) -> None:
    found = listed(content, *rows)
    for better in (found.better, found.smallest, found.splitting):
        if better:
            assert min(better.gains) >= 0
            assert max(better.gains) >= MATTERS


@given(rows=lists)
def test_a_plan_on_the_frontier_is_never_called_worse(content: Library, rows: list[Row]) -> None:
    found = listed(content, *rows)
    if found.packages is None or found.plan is None:
        return
    you, they = found.packages.value(found.plan)
    beaten = any(min(a - you, b - they) >= 0 and max(a - you, b - they) >= MATTERS for a, b in every(found.packages))
    assert (found.better is not None) is beaten
    both = any(min(a - you, b - they) >= MATTERS for a, b in every(found.packages))
    assert both or not (found.better and found.better.helps_both)


@given(rows=lists, off=st.lists(st.sampled_from([Fraction(1, 2), Fraction(1), Fraction(3, 2)]), min_size=5, max_size=5))
def test_what_holds_for_every_guess_holds_for_each(content: Library, rows: list[Row], off: list[Fraction]) -> None:
    """Whatever their points really are, within the bounds that the page names, it costs them nothing."""
    found = listed(content, *rows)
    better, packages = found.better, found.packages
    if better is None or packages is None or not better.is_sure:
        return
    weights = [
        points * (1 if one.is_told else by)
        for one, points, by in zip(packages.issues, packages.theirs, off, strict=False)
    ]
    ratings = packages.known.ratings
    gain = sum(
        w * (r[new] - r[old]) for w, r, new, old in zip(weights, ratings, better.package, better.base, strict=True)
    )
    assert gain >= 0


@given(rows=lists)
def test_where_it_turns_it_costs_them_nothing_more_and_gives_them_nothing(content: Library, rows: list[Row]) -> None:
    found = listed(content, *rows)
    better, packages = found.better, found.packages
    if better is None or packages is None:
        return
    for one in (*found.given, *found.asked):
        turn = packages.turns(better, one)
        if turn is not None:
            moved = [
                {**raw, "their_points": str(float(turn * 100))} if place == one.place else raw
                for place, raw in enumerate(rows)
            ]
            after = listed(content, *moved).packages
            if after is not None and after.issues and len(after.issues) == len(packages.issues):
                change = after.value(better.package)[1] - after.value(better.base)[1]
                assert abs(change) < Fraction(1, 1000)


@given(rows=st.lists(told, min_size=2, max_size=5), place=st.integers(0, 4))
def test_more_for_me_never_makes_me_accept_less(content: Library, rows: list[Row], place: int) -> None:
    """A plan that asks for more is never answered by a package that is worth less to me than that plan."""
    place %= len(rows)
    before = listed(content, *rows)
    more = listed(content, *(one if number != place else {**one, "my_plan": "mine"} for number, one in enumerate(rows)))
    if more.packages is None or more.plan is None or before.plan is None:
        return
    assert more.packages.value(more.plan)[0] >= more.packages.value(before.plan)[0]
    kept = more.better.after[0] if more.better else more.packages.value(more.plan)[0]
    assert kept >= more.packages.value(before.plan)[0]


@given(rows=lists)
def test_packages_that_are_called_equal_are_about_equal_to_me(content: Library, rows: list[Row]) -> None:
    found = listed(content, *rows)
    if not found.equal or found.packages is None or found.base is None:
        return
    worth = [offer.own for offer in found.equal]
    floor = found.better.after[0] if found.better else found.packages.value(found.base)[0]
    assert min(worth) >= floor
    assert max(worth) - min(worth) <= Fraction(1, 10)
    assert len({offer.package for offer in found.equal}) > 1


@given(rows=st.lists(anything, max_size=6), blank=st.sampled_from([{}, {"issue": " "}, {"issue": "?"}]))
def test_a_blank_row_changes_nothing(content: Library, rows: list[Row], blank: Row) -> None:
    one, other = listed(content, *rows), listed(content, *rows, blank)
    assert (one.better, one.equal, one.cheap, one.gave_way) == (other.better, other.equal, other.cheap, other.gave_way)


@given(rows=st.lists(anything, max_size=8))
def test_every_list_gets_a_page_that_claims_no_more(content: Library, rows: list[Row]) -> None:
    reply = reply_to(content, {"issues": rows})
    found, said = listed(content, *rows), reply["markdown"]
    better: Better | None = found.better
    assert ("Both of you would gain" in said) is (better is not None and better.helps_both)
    assert ("worse for both" in said) is (better is not None and better.helps_both)
    assert ("leaves nothing to trade" in said) == (found.packages is not None and found.nothing_is_left)
    assert ("Package 1" in said) is (len(found.equal) > 1)
    assert len(set(reply["gaps"])) == len(reply["gaps"])
