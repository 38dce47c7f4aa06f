"""What to share, what to trade for something, what to hold back, each with its reason; how to speak of an alternative.

Advice is coded: an action, a reason and a source. Nothing here ever advises to state what is not so. To hold is to keep
silent or to decline to say; it is never to deny.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from playbook_engine.analysis.door import exact_numbers
from playbook_engine.errors import AnalysisError

Kind = Literal[
    "interests", "priorities", "final_deadline", "time_cost", "reservation_value", "target", "alternative", "constraint",
    "need", "cost_structure", "defect",
]  # fmt: skip
Action = Literal["share", "share_reciprocally", "trade", "hold", "state_as_uncertain", "must_share"]
KINDS: tuple[Kind, ...] = (
    "interests", "priorities", "final_deadline", "time_cost", "reservation_value", "target", "alternative", "constraint",
    "need", "cost_structure", "defect",
)  # fmt: skip

_MOORE = "Gino and Moore 2008"
_THOMPSON = "Thompson 1991"
_LOSCHELDER = "Loschelder, Swaab, Trötschel and Galinsky 2014"
_SHELL = "Shell 1999"
_RAIFFA = "Raiffa 1982"
_RULE = "ABA Model Rule 4.1"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a person knows and may disclose.

    ``verifiable`` is whether the other side could check it; ``strong`` whether it helps the person's position;
    ``binds_both`` whether the talks end for both sides with it; ``they_reciprocate`` whether they have shared too;
    ``must_be_known`` whether law or contract obliges to disclose it.
    """

    name: str
    kind: Kind
    verifiable: bool = True
    strong: bool = True
    binds_both: bool = False
    they_reciprocate: bool = False
    must_be_known: bool = False


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do with one item, why, and what never to do; all codes. ``never`` may be empty."""

    name: str
    action: Action
    reason: str
    never: tuple[str, ...]
    source: str


@exact_numbers
def advise(item: Item, relationship_matters: bool = False) -> Advice:
    """Return whether to share, trade or hold one item.

    Raises :class:`AnalysisError` for a kind that is not known.

    >>> advise(Item("The board meets on Friday", "final_deadline", binds_both=True)).action
    'share'
    >>> advise(Item("Rent on an empty hall", "time_cost")).action
    'hold'
    """
    if item.kind not in KINDS:
        raise AnalysisError("kind", f"must be one of {', '.join(KINDS)}")
    if item.must_be_known or item.kind == "defect":
        return Advice(item.name, "must_share", "owed_by_law_or_fairness", ("conceal",), _RULE)
    if item.kind == "alternative":
        return _about_alternative(item, relationship_matters)
    action, reason, never, source = _table(item)
    return Advice(item.name, action, reason, never, source)


def _table(item: Item) -> tuple[Action, str, tuple[str, ...], str]:
    match item.kind:
        case "interests" if item.they_reciprocate:
            return "share_reciprocally", "interests_open_trades", (), _THOMPSON
        case "interests":
            return "share_reciprocally", "one_interest_at_a_time", (), _THOMPSON
        case "priorities" if item.they_reciprocate:
            return "share_reciprocally", "priorities_open_trades", (), _THOMPSON
        case "priorities":
            return "trade", "priorities_can_be_used_against_you", (), _LOSCHELDER
        case "final_deadline" if item.binds_both:
            return "share", "final_deadline_binds_both", (), _MOORE
        case "final_deadline":
            return "share", "final_deadline_often_helps", ("invent_a_deadline",), _MOORE
        case "time_cost":
            return "hold", "impatience_costs_share", ("deny_when_asked",), "Rubinstein 1982"
        case "reservation_value":
            return "hold", "reservation_value_is_private", ("misstate",), _RAIFFA
        case "target":
            return "share", "target_can_be_the_first_offer", (), _RAIFFA
        case "constraint" if item.verifiable:
            return "share", "verifiable_constraint_is_credible", ("invent_a_constraint",), "Schelling 1960"
        case "constraint":
            return "trade", "unverifiable_constraint_sounds_like_a_claim", ("invent_a_constraint",), "Schelling 1960"
        case "cost_structure":
            return "trade", "worth_something_to_them", ("misstate",), _THOMPSON
        case _:
            return "hold", "need_shows_dependence", ("deny_when_asked",), "Emerson 1962"


def _about_alternative(item: Item, relationship_matters: bool) -> Advice:
    if not item.verifiable:
        return Advice(item.name, "state_as_uncertain", "uncertain_is_not_a_fact", ("state_as_fact",), _RULE)
    if not item.strong:
        return Advice(
            item.name, "hold", "weak_alternative_anchors_low", ("exaggerate",), "Schaerer, Swaab and Galinsky 2015"
        )
    if relationship_matters:
        return Advice(item.name, "share", "mention_as_information_with_wish_to_agree", ("threaten",), _SHELL)
    return Advice(item.name, "share", "strong_alternative_gives_leverage", ("exaggerate",), _SHELL)


@dataclass(frozen=True, slots=True)
class Signal:
    """How to act on one's leverage: codes of what to do and what never to do."""

    do: tuple[str, ...]
    never: tuple[str, ...]
    source: str


@exact_numbers
def signal_leverage(leverage: Literal["strong", "weak"], stance: Literal["firm", "flexible"]) -> Signal:
    """Return how to signal leverage (after Shell 1999, Bargaining for Advantage, whose matrix we follow but for its bluff).

    >>> signal_leverage("weak", "firm").do
    ('stress_the_uncertain_future', 'improve_the_alternative', 'set_first_offer_from_target')
    """
    if leverage not in ("strong", "weak"):
        raise AnalysisError("leverage", "must be strong or weak")
    if stance not in ("firm", "flexible"):
        raise AnalysisError("stance", "must be firm or flexible")
    done = {
        ("strong", "firm"): ("make_confident_demands", "show_alternatives_leave_the_decision"),
        ("strong", "flexible"): ("show_you_invest_in_the_relationship", "be_generous"),
        ("weak", "firm"): ("stress_the_uncertain_future", "improve_the_alternative", "set_first_offer_from_target"),
        ("weak", "flexible"): ("acknowledge_their_position", "stress_future_gains", "appeal_to_shared_interests"),
    }
    never = {"strong": ("overuse_threats", "bluff"), "weak": ("bluff",)}
    return Signal(done[(leverage, stance)], never[leverage], _SHELL)
