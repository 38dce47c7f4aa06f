"""The claims that the quick worksheet's findings can make, in the order of urgency.

Their words stand in ``docs/reference/situations/quick.md``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from playbook_engine.worksheets.quick.findings import QuickFindings

_CLAIMS: Mapping[str, Callable[[QuickFindings], bool]] = {
    "you_are_not_safe": lambda found: found.answers.safe in ("no", "unsure"),
    "you_must_answer_today": lambda found: found.when == "today",
    "you_have_little_time": lambda found: found.when in ("today", "week"),
    "a_deal_is_agreed": lambda found: found.answers.where == "agreed",
    "talk_is_over": lambda found: found.answers.where == "over",
    "you_practise": lambda found: found.answers.where == "practising",
    "the_talk_has_begun": lambda found: found.answers.where in ("talking", "agreed", "over"),
    "you_said_they_need_you_more": lambda found: (
        found.answers.who_needs_more == "them" and not found.strength_is_measured
    ),
    "you_said_you_need_them_more": lambda found: (
        found.answers.who_needs_more == "me" and not found.strength_is_measured
    ),
    "you_expect_backlash": lambda found: found.answers.dread == "punished",
    "you_fear_a_question": lambda found: found.answers.dread == "question",
    "you_tend_to_give_early": lambda found: found.answers.dread in ("silence", "giving-in"),
    "they_get_angry": lambda found: found.answers.dread == "anger",
    "you_fear_their_first_number": lambda found: found.answers.dread == "first-number",
    "you_feel_anxious": lambda found: found.answers.dread == "nerves",
    "target_lacks_a_reason": lambda found: found.answers.target is not None and found.answers.target_reason is None,
    "target_has_a_reason": lambda found: found.answers.target is not None and found.answers.target_reason is not None,
    "your_request_is_only_a_number": lambda found: found.answers.target is not None and found.answers.ask_why is None,
    "your_request_has_a_reason": lambda found: found.answers.ask_why is not None,
    "request_names_no_need_of_theirs": lambda found: found.answers.ask is not None and found.answers.their_need is None,
    "their_need_is_known": lambda found: found.answers.their_need is not None,
    "somebody_speaks_for_you": lambda found: found.answers.voice == "for-me",
    "you_speak_for_others": lambda found: found.answers.voice == "for-others",
    "talk_is_in_writing": lambda found: found.answers.channel == "writing",
    "channel_is_open": lambda found: found.answers.channel == "open",
    "nothing_is_rehearsed": lambda found: found.answers.rehearsed == "no",
    "you_dread_silence": lambda found: found.answers.dread == "silence",
    "talk_is_by_video": lambda found: found.answers.channel == "video",
}

BACKGROUND: frozenset[str] = frozenset({"the_talk_has_begun"})
"""Situations that choose between wordings; another one is the reason where there is one."""

ALONE = ("you_are_not_safe", "talk_is_over")
"""Who is not safe gets no other advice, and a talk that is over needs none of that for a talk to come."""

PAST = frozenset({"a_deal_is_agreed", "talk_is_over"})
"""Situations that speak of a talk that lies behind."""

GAPS: Mapping[str, str] = MappingProxyType(
    {
        "target_lacks_a_reason": "target_reason",
        "your_request_is_only_a_number": "ask_why",
        "request_names_no_need_of_theirs": "their_need",
    }
)
"""Situations that say what was not answered, each with its question; they hold only where it was asked."""

SITUATIONS: Mapping[str, Callable[[QuickFindings], bool]] = MappingProxyType(_CLAIMS)

STATEMENTS: Mapping[str, Callable[[QuickFindings], str]] = MappingProxyType(
    {
        "you_said_you_need_it_more": lambda found: "who_needs_more" if found.answers.who_needs_more == "me" else "",
        "you_said_they_need_it_more": lambda found: "who_needs_more" if found.answers.who_needs_more == "them" else "",
        "you_said_it_is_before_the_talk": lambda found: "where" if found.answers.where == "before" else "",
        "you_said_you_are_talking": lambda found: "where" if found.answers.where == "talking" else "",
        "you_said_you_agreed": lambda found: "where" if found.answers.where == "agreed" else "",
        "you_said_it_is_over": lambda found: "where" if found.answers.where == "over" else "",
        "you_named_an_offer_of_theirs": lambda found: "offer" if found.answers.offer is not None else "",
        "you_said_no_offer_was_made": lambda found: "offer" if found.offer_is_none_yet else "",
        "you_said_you_speak_for_others": lambda found: "voice" if found.answers.voice == "for-others" else "",
    }
)
"""What an answer says that one in another worksheet may contradict: the path of the answer that says it, "" where none does."""
