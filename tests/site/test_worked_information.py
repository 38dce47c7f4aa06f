"""What the page on information works out, and the table that it shows, are those of the analysis."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest

from playbook_engine.analysis.disclosure import Item, advise
from playbook_engine.analysis.information import Information, value_of_information
from playbook_engine.domain import Outcome
from tests.site.prose import source
from tests.site.test_worked_numbers import part

PAGE = "learn/information-what-to-find-and-what-to-tell.md"
SUMMER, WANTED, UNWANTED, ROOF = Fraction(6_000), Fraction(11_000), Fraction(2_000), Fraction(1_000)


def at_the_lake(percent: int) -> Information:
    """Return what the answers are worth when the town wants winter with this chance."""
    wanted = Fraction(percent, 100)
    return value_of_information(
        {"summer": lambda now: SUMMER - now["roof"], "winter": lambda now: now["winter"] - now["roof"]},
        {
            "winter": [Outcome(wanted, WANTED), Outcome(1 - wanted, UNWANTED)],
            "roof": [Outcome(Fraction(1, 2), ROOF), Outcome(Fraction(1, 2), Fraction(0))],
        },
    )


def winter(percent: int) -> Fraction:
    return Fraction(percent, 100) * WANTED + Fraction(100 - percent, 100) * UNWANTED


def test_the_kiosk_is_worth_what_the_page_says() -> None:
    """The answer on winter is worth 2,000 for the choice, that on the roof nothing."""
    found = at_the_lake(40)
    answers = {answer.unknown: answer.value for answer in found.ranked}
    told = part(PAGE, "An example")
    assert found.best == ("summer",)
    for words in (
        f"winter brings {winter(40):,} on average, and you had better plan for summer: {SUMMER:,}.",
        f"That makes {SUMMER + answers['winter']:,} on average. So the answer is worth {answers['winter']:,},",
        f"For this choice the answer is worth {answers['roof']}.",
    ):
        assert words in told


def test_a_surer_chance_makes_the_answer_worth_less() -> None:
    """At 70 percent there is less to learn."""
    found = at_the_lake(70)
    value = found.ranked[0].value
    told = part(PAGE, "Try it in two minutes")
    assert found.best == ("winter",)
    assert f"winter brings {winter(70):,} on average, and is the better plan." in told
    assert f"Knowing first would bring {winter(70) + value:,}." in told
    assert f"It is worth {value:,}, less than before." in told


@pytest.mark.parametrize(
    ("shows", "rule", "item"),
    [
        ("What you are aiming for", "Tell it", Item("", "target")),
        ("A date that ends it for both", "Tell it", Item("", "final_deadline", binds_both=True)),
        ("What you need it for", "Tell it as they tell you", Item("", "interests")),
        ("What matters most to you", "Trade it", Item("", "priorities")),
        ("What you could not do without", "Hold it", Item("", "need")),
        ("What each week costs you", "Hold it", Item("", "time_cost")),
        ("The least that you would take", "Hold it", Item("", "reservation_value")),
        ("A fault or a danger", "Tell it, always", Item("", "defect")),
    ],
)
def test_the_table_tells_what_the_analysis_advises(shows: str, rule: str, item: Item) -> None:
    """Each row of the page is a row of the analysis, in plain words."""
    said = {
        "share": "Tell it",
        "share_reciprocally": "Tell it as they tell you",
        "trade": "Trade it",
        "hold": "Hold it",
        "must_share": "Tell it, always",
    }
    assert said[advise(item).action] == rule
    assert re.search(rf"^\| {re.escape(shows)} \| {re.escape(rule)} \| .+ \|$", source(PAGE), re.MULTILINE)
