"""What each story tells: the numbers in its prose are those of its plan, and its people are told what the result says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.people import RESTRAINT
from tests.site.prose import front_matter, source
from tests.site.story_pages import (
    BAKERY,
    BUYER,
    CUSTOMER,
    FINANCE,
    NURSE,
    STREET,
    SURVEYOR,
    plan,
    reply_to,
    result_of,
    steps_of,
    words,
)


def test_what_the_founder_is_told_is_what_the_result_says(docs: Path) -> None:
    """A card first, a line about her at the end of the notes, and further down the step that she did not read."""
    steps = steps_of(docs, CUSTOMER, "power")
    assert steps[0] == "set-feelings-beside-the-numbers/write-their-needs"
    assert "set-feelings-beside-the-numbers/hold-back-unasked" in steps[3:]
    assert re.findall(r'<p class="pb-note">(.*?)</p>', result_of(docs, CUSTOMER, "power"))[-1].startswith("You feel ")
    assert not {*RESTRAINT} & {*steps}


def test_what_the_nurse_is_told_is_what_the_result_says(docs: Path) -> None:
    """The centre comes to less than the raise, and to more at the upper end of what it could be."""
    told = plan(NURSE)["batna"]
    offer, centre = int(told["deal_worth"]["likely"]), told["alternatives"][0]
    html = result_of(docs, NURSE, "batna")
    limit = int(
        re.search(r'<dd class="pb-big">([\d,]+)</dd><dd class="pb-what">a year at least', html)[1].replace(",", "")
    )  # type: ignore[index]
    upper = int(re.search(r"from [\d,]+ to ([\d,]+)\.", words(html))[1].replace(",", ""))  # type: ignore[index]
    assert limit < offer < upper
    text = " ".join(source(NURSE).split("## The case")[1].split("```")[0].split())
    now = told["alternatives"][-1]["worth"]["likely"]
    for amount in (now, told["deal_worth"]["likely"], told["target"], centre["worth"]["likely"]):
        assert f"{int(amount):,}" in text
    assert f"She wrote {centre['works_out'].rstrip('%')}." in text
    assert not {*RESTRAINT} & {*steps_of(docs, NURSE, "batna")}


def test_the_nurse_ends_above_the_last_of_her_steps(docs: Path) -> None:
    """What she agrees on is one of the numbers that others get, and no worse than where her plan stops."""
    stop = int(re.search(r"Stop at ([\d,]+)\.", words(result_of(docs, NURSE, "range")))[1].replace(",", ""))  # type: ignore[index]
    others = {int(row["got"]) for row in plan(NURSE)["range"]["comparables"]}
    agreed = int(re.search(r"and ([\d,]+) from the day she holds it", source(NURSE))[1].replace(",", ""))  # type: ignore[index]
    assert agreed in others
    assert agreed >= stop


def test_what_the_project_lead_is_told_is_what_the_result_says(docs: Path) -> None:
    """Her plan gives him nothing, a day to stop is cheap for her and dear to him, and the open fact about him comes first."""
    html = words(result_of(docs, FINANCE, "trades"))
    last = plan(FINANCE)["trades"]["issues"][-1]
    assert "gives them nothing" in html
    assert f"by your points: “{last['issue']}”" in html
    assert steps_of(docs, FINANCE, "questions")[0] == "keep-a-ledger-and-stop-in-time/send-the-question"
    (fact,) = (row for row in plan(FINANCE)["questions"]["facts"] if row["know"] == "open")
    assert fact["what"] in reply_to(docs, FINANCE, "questions")["items"][0]["text"]
    assert not {*RESTRAINT} & {*steps_of(docs, FINANCE, "trades")}


def amounts(text: str) -> list[int]:
    """The amounts of a text, in their order.

    >>> amounts("9,000 and 4,500")
    [9000, 4500]
    """
    return [int(found.replace(",", "")) for found in re.findall(r"\d{1,3}(?:,\d{3})+", text)]


def test_what_the_buyer_is_told_is_what_the_result_says(docs: Path) -> None:
    """A blank is half of the result, and the step that would have filled it stands among the first three, in the middle."""
    html = words(result_of(docs, BUYER, "fairness"))
    told = plan(BUYER)["fairness"]
    assert "only half said" in html
    assert f"At least {int(told['next_deals']):,} is at stake" in html
    assert "effort_worth" not in told
    assert "absent" not in told
    assert steps_of(docs, BUYER, "fairness")[1] == "count-what-a-squeeze-costs-later/list-what-they-could-hold-back"


def test_what_the_squeeze_cost_adds_up_and_turns_the_first_line(docs: Path) -> None:
    """The three amounts on the nurse's sheet make the sum that fills the blank, and it is more than pressing brought."""
    gain, told = int(plan(BUYER)["fairness"]["squeeze_gain"]), source(BUYER)
    sheet = re.search(r"laid a sheet on Ulrike's desk\.(.*?)$", told, re.MULTILINE)[1]  # type: ignore[index]
    pairs, rented, each, late = amounts(sheet)
    assert "Eight operations that began late" in sheet
    assert late == 8 * each
    cost = pairs + rented + late
    assert amounts(told.split("Together it was")[1])[:2] == [cost, gain]
    assert f"typed the {cost:,} into the blank" in told
    head = words(result_of(docs, BUYER, "fairness", effort_worth=str(cost)).split("</div>")[0])
    assert head.startswith("Pressing puts more at risk than it brings.")


def test_what_the_surveyor_is_told_is_what_the_result_says(docs: Path) -> None:
    """The days come first; her chance is too near to call, and the one that she hears of later settles it."""
    told = plan(SURVEYOR)["time"]
    html = words(result_of(docs, SURVEYOR, "time"))
    assert "Waiting and taking it now are about as good" in html
    assert re.search(r"offer ends on Wednesday .*?, 2 days from today", html)
    assert "about 25 January" in html
    dealt = steps_of(docs, SURVEYOR, "time")
    assert dealt[0] == "ask-for-more-time/ask-for-the-days"
    assert dealt[2] == "plan-for-the-moment-you-dread/find-what-protects-you"
    text = " ".join(source(SURVEYOR).split())
    assert f"she wrote {told['later_chance'].rstrip('%')} percent" in text
    heard = re.search(r"crossed out the 50 and wrote (\d+)\.", text)[1]  # type: ignore[index]
    later = words(result_of(docs, SURVEYOR, "time", later_chance=f"{heard}%"))
    assert "taking it now is worth more than waiting" in later
    assert not {*RESTRAINT} & {*dealt}


def test_the_surveyor_ends_between_the_offer_and_the_last_step_but_one(docs: Path) -> None:
    """What she agrees on is more than they offered, and no further down than her second step."""
    told, html = plan(SURVEYOR)["time"], result_of(docs, SURVEYOR, "time")
    second = amounts(words(html.split("Your steps, and what each must bring back")[1]))[1]
    (agreed,) = (int(one.replace(",", "")) for one in re.findall(r"It was ([\d,]+) in the end", source(SURVEYOR)))
    assert int(told["offer"]) < second <= agreed < int(told["target"])


def test_what_the_baker_is_told_is_what_the_result_says(docs: Path) -> None:
    """Waiting does not pay by her chance, the group would hold once it stands, and one of the three was never asked."""
    told, group = plan(BAKERY)["time"], plan(BAKERY)["coalition"]
    tonnes = {row["name"]: int(row["weight"]) for row in group["others"]} | {"Celia": int(group["my_weight"])}
    text = " ".join(source(BAKERY).split("## The case")[1].split("```")[0].split())
    price, list_off, off = (
        int(re.search(said, text)[1])  # type: ignore[index]
        for said in (r"pays (\d+) a tonne", r"takes (\d+) off each", r"I take (\d+) off each")
    )
    assert f"Celia uses {tonnes['Celia']} tonnes" in text
    assert f"Agata uses {tonnes['Agata']} tonnes, and Bruno {tonnes['Bruno']}." in text
    assert f"an order of {group['needed']} tonnes" in text
    assert all(sum(tonnes.values()) - one < int(group["needed"]) <= sum(tonnes.values()) for one in tonnes.values())
    third = int(group["cost"]) // 3
    assert int(told["reservation"]) == price * tonnes["Celia"]
    assert int(told["offer"]) == (price - off) * tonnes["Celia"]
    assert int(told["later_offer"]) == (price - list_off) * tonnes["Celia"] + third
    assert int(group["my_alone"]) == off * tonnes["Celia"]
    assert int(group["my_together"]) == list_off * tonnes["Celia"]
    assert [int(row["together"]) for row in group["others"]] == [
        list_off * tonnes[row["name"]] for row in group["others"]
    ]
    assert f"{sum(tonnes.values())} tonnes" in source(BAKERY).split("## In the talk")[1]
    steps = steps_of(docs, BAKERY, "coalition")
    assert steps[:2] == [
        "decide-to-wait-or-take/take-it-with-one-thing",
        "list-who-shares-your-problem/ask-for-something-small",
    ]
    html = words(result_of(docs, BAKERY, "coalition"))
    assert "Nobody gets more outside it" in html
    assert "Ask “Bruno” next" in html
    turning = int(re.search(r"Both are alike at a chance of (\d+) percent", words(result_of(docs, BAKERY, "time")))[1])  # type: ignore[index]
    assert int(told["later_chance"].rstrip("%")) < turning
    assert not {*RESTRAINT} & {*steps}


def test_what_the_street_is_told_is_what_the_result_says(docs: Path) -> None:
    """Its heading is stopped, those who make it enough were never asked, and the road that is not there has nothing beside it."""
    group, fair = plan(STREET)["coalition"], plan(STREET)["fairness"]
    weights = {row["name"]: int(row["weight"]) for row in group["others"]}
    text = " ".join(source(STREET).split("## The case")[1].split("```")[0].split())
    assert f"if {group['needed']} people have signed it" in text
    assert f"Jasmin had {group['my_weight']} names" in text
    inside = [row["name"] for row in group["others"] if row["joined"] == "in"]
    assert all(f"with {weights[name]}" in text for name in inside)
    so_far = int(group["my_weight"]) + sum(weights[name] for name in inside)
    assert so_far + weights["The traders' circle"] < int(group["needed"]) <= so_far + weights["The allotment club"]
    assert "Ask the allotment club next." in words(result_of(docs, STREET, "coalition"))
    html = words(result_of(docs, STREET, "fairness"))
    assert "Do not do this." in html
    assert f"No change for “{fair['absent']}” is named yet." in html
    steps = steps_of(docs, STREET, "fairness")
    assert steps[:2] == [
        "test-a-tactic-before-you-use-it/strike-it-out",
        "argue-against-your-own-case-first/write-three-weak-points",
    ]
    assert "think-of-who-is-not-in-the-room/ask-one-of-them" in steps[3:]
    assert not {*RESTRAINT} & {*steps}


@pytest.mark.parametrize("page", [BAKERY, STREET])
def test_each_play_that_a_story_names_is_dealt_by_its_plan(docs: Path, page: str) -> None:
    dealt = {step.split("/")[0] for worksheet in plan(page) for step in steps_of(docs, page, worksheet)}
    assert set(front_matter(page)["plays"]) <= dealt  # type: ignore[call-overload]
