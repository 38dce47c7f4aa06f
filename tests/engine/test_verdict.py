"""verdict, tiles, and the rounding of what they show: one line that is true, and claims nothing that was not said."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook_engine.library import Library
from playbook_engine.sheet import Places
from playbook_engine.standing import Standing, Terms, rounded
from playbook_engine.tiles import tiles
from playbook_engine.verdict import Verdict, judge, kind_of
from playbook_engine.words import Words, plain


def stand(**said: Any) -> Standing:
    """Where somebody stands; numbers may be written as they are."""
    said = {"lower_is_better": False, **said}
    return Standing(**{name: Fraction(value) if type(value) in (int, float) else value for name, value in said.items()})


PAY = {"basis": "year", "target": 58_000, "offer": 52_000}
NURSE = {
    **PAY,
    "limit": 51_118,
    "limit_low": 46_886,
    "limit_high": 56_910,
    "margin": 882,
    "limit_name": "Join the clinic",
}
RENT = {"basis": "month", "lower_is_better": True, "limit": 1_420, "target": 1_300, "offer": 1_480, "margin": -60}
MILL = {"basis": "year", "limit": 82_000, "target": 88_500, "offer": 84_000, "margin": 2_000}


def said(where: Standing, content: Library) -> Verdict:
    return judge(rounded(where), Words(content, "point", ""))


@pytest.mark.parametrize(
    ("where", "kind", "head", "sentence"),
    [
        pytest.param(
            stand(safe="no", **NURSE), "unsafe", "Stop here, and get help first.",
            "You said that this is not safe for you. That comes before any deal.", id="not safe",
        ),
        pytest.param(
            stand(safe="unsure"), "unsafe", "Stop here, and get help first.",
            "You are not sure that you can talk safely. That comes before any deal.", id="not sure that it is safe",
        ),
        pytest.param(
            stand(name="A raise", when="today"), "no-number", "No number yet.",
            "Put a rough number on one thing first: what you want, what they offer, or what you would have without a deal.",
            id="nothing has a number",
        ),
        pytest.param(
            stand(limit_name="Join the clinic", **PAY), "no-limit", "No limit yet.",
            "You named what you would do without a deal, “Join the clinic”, and not what it is worth to you. "
            "Until then, nothing says whether 52,000 a year is enough.", id="an alternative without a number",
        ),
        pytest.param(
            stand(lower_is_better=True, offer=1_480, basis="month"), "no-limit", "No limit yet.",
            "Nothing says yet what you would have without a deal. Until then, nothing says whether 1,480 a month is too much.",
            id="a price without a limit",
        ),
        pytest.param(
            stand(target=58_000), "no-limit", "No limit yet.",
            "Nothing says yet what you would have without a deal. Until then, no offer can be called good or bad.",
            id="a target alone",
        ),
        pytest.param(
            stand(basis="year", limit=53_900, target=52_500, offer=51_000, margin=-2_900), "target-off",
            "Your target is below your limit.",
            "You aim for 52,500, and going without a deal is as good for you as 53,900 a year. "
            "One of the two is off. Look at both before you talk.", id="a target that is worse than leaving",
        ),
        pytest.param(
            stand(lower_is_better=True, limit=1_420, target=1_500), "target-off", "Your target is above your limit.",
            "You aim for 1,500, and going without a deal is as good for you as 1,420. "
            "One of the two is off. Look at both before you talk.", id="a rent to aim for that is worse than leaving",
        ),
        pytest.param(
            stand(limit=51_100, target=58_000, offer_is_none_yet=True), "no-offer", "Their side is blank.",
            "They have named no number so far. "
            "You have not said what no deal would cost them, so nothing here says who needs this more.", id="nothing known of them",
        ),
        pytest.param(
            stand(limit=51_100, said_stronger="you"), "no-offer", "No offer yet.",
            "You have not said what they offer. You said that they need this more than you do.", id="only said who is stronger",
        ),
        pytest.param(
            stand(limit=51_100, basis="year", their_loss=8_000, your_loss=2_000, stronger="you"), "no-offer", "No offer yet.",
            "You have not said what they offer. Without a deal they lose about 8,000 a year, and you 2,000.",
            id="no offer, and both losses known",
        ),
        pytest.param(
            stand(close=True, **NURSE), "close", "Too close to call.",
            "Their 52,000 is about 900 a year better for you than your best alternative, “Join the clinic”. "
            "That gap is too small to decide by. Your limit is not firm yet.", id="close",
        ),
        pytest.param(
            stand(limit=52_000, offer=52_000, margin=0), "close", "Too close to call.",
            "Their 52,000 is exactly as good for you as what you would have without a deal.", id="equal",
        ),
        pytest.param(
            stand(limit=50_000, offer=54_000, target=58_000, margin=4_000, basis="year", limit_kind="status-quo"), "yes",
            "You can say yes.",
            "Their 54,000 is 4,000 a year better for you than leaving things as they are. "
            "Ask once more first: your target is 58,000.", id="a clear yes",
        ),
        pytest.param(
            stand(limit=50_000, offer=58_000, target=58_000, margin=8_000), "yes", "You can say yes.",
            "Their 58,000 is 8,000 better for you than what you would have without a deal. It meets your target of 58,000.",
            id="a yes at the target",
        ),
        pytest.param(
            stand(**{**NURSE, "offer": 55_000, "margin": 3_882}), "yes", "On balance, yes.",
            "Their 55,000 is about 3,900 a year better for you than your best alternative, “Join the clinic”. "
            "Your limit is not firm yet. Ask once more first: your target is 58,000.", id="a yes that could still turn",
        ),
        pytest.param(
            stand(limit=53_900, offer=52_000, target=58_000, margin=-1_900, basis="year", limit_name="The clinic’s offer", limit_kind="in-hand"),
            "no", "This is too little.",
            "Their 52,000 is 1,900 a year worse for you than your best alternative, “The clinic’s offer”. "
            "You have that alternative in hand.", id="a clear no",
        ),
        pytest.param(
            stand(**{**NURSE, "offer": 48_000, "margin": -3_118}), "no", "On balance, too little.",
            "Their 48,000 is about 3,100 a year worse for you than your best alternative, “Join the clinic”. "
            "Your limit is not firm yet.", id="a no that could still turn",
        ),
        pytest.param(
            stand(limit_name="The flat on Station Road", **RENT), "no", "Too much as it stands.",
            "Their 1,480 is 60 a month worse for you than your best alternative, “The flat on Station Road”.",
            id="a price that is too high",
        ),
        pytest.param(
            stand(limit_low=1_300, limit_high=1_500, **RENT), "no", "On balance, too much.",
            "Their 1,480 is about 60 a month worse for you than what you would have without a deal. Your limit is not firm yet.",
            id="a price that may be too high",
        ),
        pytest.param(
            stand(their_loss=8_000, your_loss=2_000, stronger="you", **MILL), "stronger", "They need this more than you do.",
            "Without a deal they lose about 8,000 a year, and you 2,000. "
            "Their 84,000 is 2,000 a year better for you than what you would have without a deal.", id="the stronger side",
        ),
        pytest.param(
            stand(limit=50_000, offer=52_000, margin=3_500), "yes", "You can say yes.",
            "All told, their 52,000 is 3,500 better for you than what you would have without a deal.",
            id="more counts than the two numbers",
        ),
        pytest.param(
            stand(stronger="you", their_loss=8_000, **MILL), "yes", "You can say yes.",
            "Their 84,000 is 2,000 a year better for you than what you would have without a deal. "
            "Ask once more first: your target is 88,500.", id="one loss alone proves nothing",
        ),
        pytest.param(
            stand(stronger="they", their_loss=1_000, your_loss=9_000, **MILL), "yes", "You can say yes.",
            "Their 84,000 is 2,000 a year better for you than what you would have without a deal. "
            "Ask once more first: your target is 88,500.", id="the weaker side",
        ),
    ],
)  # fmt: skip
def test_each_place_to_stand_has_one_verdict(
    where: Standing, kind: str, head: str, sentence: str, content: Library
) -> None:
    found = said(where, content)
    assert (found.kind, plain(found.head), plain(found.sentence)) == (kind, head, sentence)


TRADE = ((0, "Rent", "mine"), (1, "", "theirs"))


@pytest.mark.parametrize(
    ("terms", "head", "sentence"),
    [
        (Terms("unweighed"), "Your list is not weighed yet.", "Give two issues points on both sides, and a trade can be looked for."),
        (Terms("nothing", is_plan=True), "Your plan leaves nothing to trade.", "By the points that you wrote, whatever helps one of you costs the other something."),
        (Terms("nothing"), "No trade shows up so far.", "By your points, any change from halfway that helps one of you costs the other something. A further issue could change that."),
        (Terms("both", is_plan=True, changes=TRADE), "Your plan is worse for both of you than another one.", "Both of you would gain with “Rent” your way and issue 2 their way."),
        (Terms("both", changes=TRADE, is_guess=True), "Meeting halfway on everything costs you both.",
         "Both of you would gain with “Rent” your way and issue 2 their way. That rests on your points for them, so ask before you offer it."),
        (Terms("you", is_plan=True, changes=TRADE[:1]), "Your plan misses something that costs neither of you.", "You would gain with “Rent” your way, and it costs them nothing."),
        (Terms("they", changes=TRADE[1:]), "Meeting halfway misses something that costs neither of you.", "They would gain with issue 2 their way, and it costs you nothing."),
    ],
)  # fmt: skip
def test_a_list_of_issues_has_a_verdict_of_its_own(terms: Terms, head: str, sentence: str, content: Library) -> None:
    """Where there are numbers, the verdict is about the offer; an unsafe talk and one that is over come before everything."""
    found = said(Standing(terms=terms), content)
    assert (found.kind, plain(found.head), plain(found.sentence)) == ("terms", head, sentence)
    assert kind_of(Standing(terms=terms, safe="no")) == "unsafe"
    assert kind_of(Standing(terms=terms, where="over")) == "over"
    assert kind_of(Standing(terms=terms, target=Fraction(5))) != "terms"


@pytest.mark.parametrize(
    "name", ["The Smiths", "us", "a", "Wait!", "Go; stop", "“Plan B”", "10 more shifts", "Ask again?"]
)
def test_a_verdict_stays_grammatical_whatever_the_alternative_is_called(name: str, content: Library) -> None:
    """The name stands behind a comma and in quotation marks, so that no verb has to agree with it."""
    found = plain(said(stand(**{**NURSE, "limit_name": name}), content).sentence)
    assert f"than your best alternative, “{name}”." in found


numbers = st.one_of(st.none(), st.integers(1, 10**7).map(Fraction), st.fractions(1, 10**6))
stands = st.builds(
    Standing,
    limit=numbers, limit_low=numbers, limit_high=numbers, target=numbers, offer=numbers, lower_is_better=st.booleans(),
    their_loss=numbers, your_loss=numbers, stronger=st.sampled_from(["", "you", "they", "even"]),
    said_stronger=st.sampled_from(["", "you", "they", "even"]), basis=st.sampled_from(["", "once", "hour", "month", "year"]),
    limit_kind=st.sampled_from(["", "status-quo", "possible", "in-hand"]),
)  # fmt: skip


def with_margin(where: Standing) -> Standing:
    """The same place with the margin that its offer and limit have."""
    if where.offer is None or where.limit is None:
        return where
    gain = where.limit - where.offer if where.lower_is_better else where.offer - where.limit
    return Standing(**{**{name: getattr(where, name) for name in where.__slots__}, "margin": gain})


@given(stands.map(with_margin))
def test_rounding_never_turns_a_verdict(where: Standing) -> None:
    assert kind_of(rounded(where).stand) == kind_of(where)


@given(stands.map(with_margin))
def test_the_margin_is_the_distance_between_the_two_numbers_that_are_shown(where: Standing) -> None:
    shown = rounded(where).stand
    if shown.margin is not None and shown.offer is not None and shown.limit is not None:
        assert abs(shown.margin) == abs(shown.offer - shown.limit)


@given(stands.map(with_margin))
def test_who_needs_it_more_is_claimed_only_where_both_losses_are_known(content: Library, where: Standing) -> None:
    found = said(where, content)
    told = "need this more" in plain(f"{found.head} {found.sentence}").replace("says who needs this more", "")
    assert not told or where.knows_both_losses or "You said that" in found.sentence


@pytest.mark.parametrize(
    ("where", "limit", "margin"),
    [
        pytest.param(stand(**NURSE), 51_100, 900, id="one digit more than was typed"),
        pytest.param(stand(limit=51_925, offer=52_000, target=58_000, margin=75), 51_925, 75, id="firm: made of typed numbers"),
        pytest.param(stand(limit=51_996, limit_low=50_000, offer=52_000, target=58_000, margin=4), 51_996, 4, id="never onto the offer"),
        pytest.param(stand(limit=943_210, limit_low=900_000, offer=1_000_000, margin=56_790), 943_000, 57_000, id="three digits at least"),
        pytest.param(stand(limit=Fraction(1755, 100), limit_low=17, offer=18, margin=Fraction(45, 100)), Fraction(176, 10), Fraction(4, 10), id="an hour's pay"),
        pytest.param(stand(limit=Fraction(155_000, 3), offer=52_000, margin=Fraction(1_000, 3)), 51_700, 300, id="discounted"),
    ],
)  # fmt: skip
def test_a_computed_number_carries_what_the_persons_own_carry(where: Standing, limit: Any, margin: Any) -> None:
    shown = rounded(where).stand
    assert (shown.limit, shown.margin) == (limit, margin)


def test_three_numbers_with_what_they_are_for_and_a_way_to_those_that_are_missing(content: Library) -> None:
    words, places = Words(content, "point", ""), Places("alternatives.0.worth", "target", "deal_worth")

    def shown(where: Standing) -> list[tuple[str, str, str, str]]:
        return [(tile.label, tile.shown, tile.what, tile.field) for tile in tiles(where, places, words)]

    assert shown(stand(**NURSE)) == [
        ("Your limit", "51,118", "a year at least", ""),
        ("Your target", "58,000", "a year", ""),
        ("Their offer", "52,000", "a year", ""),
    ]
    assert shown(stand(lower_is_better=True, limit=1_420, target=1_500)) == [
        ("Your limit", "1,420", "at most", ""),
        ("Your target", "1,500", "", "target"),
        ("They ask", "Not said", "", "deal_worth"),
    ]
    assert shown(stand(offer=9))[0] == ("Your limit", "Not said", "", "alternatives.0.worth")
    assert shown(stand(limit=9, offer_is_none_yet=True))[2] == ("Their offer", "None yet", "", "deal_worth")
    assert shown(stand(when="today")) == []
