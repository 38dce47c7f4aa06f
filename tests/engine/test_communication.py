"""What the plays on communication answer to: what somebody dreads, how they will talk, and what they have not said aloud."""

from __future__ import annotations

import pytest

from playbook_engine import checklist, findings, plan
from playbook_engine.library import Library
from playbook_engine.situations import holding, holds
from tests.people import BAKERY, LANDLORD, NURSE, Answers, person

TOPIC = "communication"
BETTER_OFFER = {**NURSE, "no_deal": "The clinic", "no_deal_kind": "in-hand", "no_deal_worth": "57000"}


def true_of(content: Library, document: Answers, asked: str = "quick") -> frozenset[str]:
    return holding(findings.find(plan.from_json(document), content, asked))


def steps_of(content: Library, document: Answers, asked: str = "quick") -> set[str]:
    """Return the steps of the topic that fit, whether or not they find room."""
    true = true_of(content, document, asked)
    return {
        f"{play.slug}/{step.id}"
        for play in content.plays
        if play.topic == TOPIC and holds(play.when, true)
        for step in play.steps
        if holds(step.when, true)
    }


def now(content: Library, document: Answers) -> tuple[str, ...]:
    found = findings.find(plan.from_json(document), content, "quick")
    return tuple(item.id for item in checklist.build(found, content, found.standing, "quick").now)


ANSWERS = [
    pytest.param({"dread": "silence"}, {"wait-after-you-ask"}, id="silence"),
    pytest.param({"dread": "giving-in"}, {"wait-after-you-ask"}, id="giving in"),
    pytest.param({"dread": "anger"}, {"answer-anger-without-giving-way"}, id="anger"),
    pytest.param({"dread": "nerves"}, {"steady-yourself-before-the-talk"}, id="nerves"),
    pytest.param({"dread": "punished"}, {"ask-when-you-fear-a-backlash"}, id="being punished"),
    pytest.param({"dread": "question"}, set(), id="a question has plays elsewhere"),
    pytest.param({"channel": "open"}, {"choose-where-you-talk"}, id="the way is open"),
    pytest.param({"channel": "video"}, {"choose-where-you-talk"}, id="by video"),
    pytest.param({"channel": "face"}, set(), id="face to face"),
    pytest.param(
        {"channel": "writing"},
        {"write-an-e-mail-that-reads-as-you-mean-it", "say-it-plainly-and-with-respect"},
        id="in writing",
    ),
    pytest.param(
        {"rehearsed": "no"}, {"practise-a-calm-delivery", "say-it-plainly-and-with-respect"}, id="not said aloud"
    ),
    pytest.param({"rehearsed": "yes"}, set(), id="said aloud"),
    pytest.param({}, set(), id="none of it was answered"),
]


@pytest.mark.parametrize("person_is", [NURSE, BAKERY, LANDLORD], ids=["nurse", "bakery", "landlord"])
@pytest.mark.parametrize(("answers", "plays"), ANSWERS)
def test_a_play_on_communication_answers_to_one_thing_that_was_said(
    content: Library, person_is: Answers, answers: Answers, plays: set[str]
) -> None:
    """Nobody is told how to bear silence who never named it, and who writes is not told how to use a pause."""
    assert {step.partition("/")[0] for step in steps_of(content, person({**person_is, **answers}))} == plays


def test_who_writes_is_told_nothing_about_a_voice_or_a_pause(content: Library) -> None:
    steps = steps_of(content, person({**NURSE, "channel": "writing", "dread": "silence", "rehearsed": "no"}))
    spoken = ("wait-after-you-ask", "practise-a-calm-delivery")
    assert not [step for step in steps if step.startswith(spoken)]


@pytest.mark.parametrize(
    ("dread", "said"),
    [
        ("silence", {"end-on-the-request", "write-in-the-quiet", "ask-and-give-nothing"}),
        ("giving-in", {"end-on-the-request", "answer-theirs-only"}),
    ],
)
def test_silence_is_told_apart_from_giving_in(content: Library, dread: str, said: set[str]) -> None:
    steps = steps_of(content, person({**NURSE, "dread": dread}))
    assert steps == {f"wait-after-you-ask/{step}" for step in said}


@pytest.mark.parametrize(("where", "begun"), [("before", False), ("practising", False), ("talking", True)])
def test_what_comes_after_a_loud_minute_is_for_a_talk_that_has_begun(content: Library, where: str, begun: bool) -> None:
    steps = steps_of(content, person({**NURSE, "dread": "anger", "where": where}))
    assert ("answer-anger-without-giving-way/look-for-another-reading" in steps) is begun
    assert ("answer-anger-without-giving-way/write-the-rule" in steps) is True


@pytest.mark.parametrize("where", ["agreed", "over"])
@pytest.mark.parametrize("answers", [param.values[0] for param in ANSWERS], ids=str)
def test_what_is_agreed_or_over_needs_no_more_courage(content: Library, answers: Answers, where: str) -> None:
    assert steps_of(content, person({**NURSE, **answers, "where": where})) == set()


SAID = [param.values[0] for param in ANSWERS]


@pytest.mark.parametrize("when", ["week", "later"])
@pytest.mark.parametrize("answers", SAID, ids=str)
@pytest.mark.parametrize("person_is", [NURSE, BAKERY, LANDLORD, BETTER_OFFER], ids=["nurse", "bakery", "landlord", "better offer"])  # fmt: skip
def test_how_it_is_said_comes_after_what_is_at_stake(
    content: Library, person_is: Answers, answers: Answers, when: str
) -> None:
    """With days left, none of the first three steps is about wording, and an offer in hand is asked about first."""
    slugs = {play.slug for play in content.plays if play.topic == TOPIC}
    first = now(content, person({**person_is, **answers, "when": when}))
    assert not [step for step in first if step.partition("/")[0] in slugs]


@pytest.mark.parametrize("answers", SAID, ids=str)
def test_a_better_offer_is_asked_about_among_the_first_three(content: Library, answers: Answers) -> None:
    """No rehearsal and no plan for a bad moment stands before the day on which the offer in hand ends."""
    first = now(content, person({**BETTER_OFFER, **answers, "when": "later"}))
    assert "improve-your-best-alternative/ask-until-when" in first


DREADS = ("silence", "giving-in", "anger", "punished", "nerves")


@pytest.mark.parametrize("dread", DREADS)
@pytest.mark.parametrize("person_is", [NURSE, BAKERY, LANDLORD], ids=["nurse", "bakery", "landlord"])
def test_who_practises_plays_it_through_and_plans_for_what_they_dread(
    content: Library, person_is: Answers, dread: str
) -> None:
    first = now(content, person({**person_is, "dread": dread, "where": "practising", "when": "later"}))
    assert "decide-who-speaks-and-how/play-it-through" in first
    assert [step for step in first if step.startswith("plan-for-the-moment-you-dread/")]


@pytest.mark.parametrize("answers", SAID, ids=str)
def test_who_is_spoken_for_is_told_nothing_about_their_own_voice(content: Library, answers: Answers) -> None:
    """Whoever speaks in their place faces the silence, the loud voice and the nerves."""
    plays = {step.partition("/")[0] for step in steps_of(content, person({**NURSE, **answers, "voice": "for-me"}))}
    assert not plays & {
        "wait-after-you-ask", "answer-anger-without-giving-way", "steady-yourself-before-the-talk",
        "practise-a-calm-delivery", "write-an-e-mail-that-reads-as-you-mean-it",
    }  # fmt: skip


@pytest.mark.parametrize(("hard", "fits"), [([], True), ([{"they_ask": "Why so late?"}], False)], ids=["none", "one"])
def test_five_questions_are_written_down_where_none_is_listed(
    content: Library, hard: list[Answers], fits: bool
) -> None:
    """Whoever listed their hard questions has a play for these, which knows that some get no answer."""
    document = person({"person": "Ana", "openness": "open", "hard": hard}, "questions")
    steps = steps_of(content, document, "questions")
    assert ("prepare-the-five-hardest-questions/write-one-for-each" in steps) is fits


def test_hostile_relations_turn_the_you_and_are_written_first(content: Library) -> None:
    document = person({"openness": "hostile"}, "questions", quick={"ask": "A raise", "channel": "open"})
    steps = steps_of(content, document, "questions")
    assert {"say-it-plainly-and-with-respect/turn-the-you", "choose-where-you-talk/write-while-it-is-bitter"} <= steps
    assert "choose-where-you-talk/offer-two-ways" not in steps
