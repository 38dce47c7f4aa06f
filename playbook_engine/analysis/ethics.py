"""Is a planned tactic fair: five families of doubtful tactics, five tests, and restraint for the stronger side.

The families are those of Robinson, Lewicki and Donahue (2000, doi:10.1002/1099-1379(200009)21:6<649::AID-JOB45>3.0.CO;2-#),
in own words. A tactic is described by what it does, so that nothing depends on how it is worded. The first family, hard
but open bargaining, is allowed; the others are stopped. To say nothing of one's reservation value is allowed; to state
what is not so, a bluff among it, never is.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, get_args

from playbook_engine.analysis.batna import discount_factor
from playbook_engine.analysis.door import exact_numbers
from playbook_engine.errors import AnalysisError

Family = Literal["competitive_bargaining", "network", "misrepresentation", "information", "false_promises"]
Verdict = Literal["acceptable", "think_again", "stop"]

Statement = Literal["none", "true", "unchecked", "misleading", "false"]
Promise = Literal["none", "meant", "unsure", "not_meant"]
Gathering = Literal["none", "public", "asked", "pretext", "breach_of_confidence", "reward"]
Network = Literal["none", "open", "behind_their_back", "undermining"]
Demand = Literal["none", "supported", "inflated"]
Withheld = Literal["none", "reservation_value", "strategy", "owed"]
LockIn = Literal["none", "open", "hidden"]

_STOP = {
    "false", "misleading", "not_meant", "pretext", "breach_of_confidence", "reward", "undermining", "owed", "hidden",
}  # fmt: skip
_DOUBT = {"unchecked", "unsure", "behind_their_back", "inflated"}


@dataclass(frozen=True, slots=True)
class Tactic:
    """What a planned tactic does, and the person's own answers to the tests; None is not answered yet.

    ``statement``: what is said of facts (an alternative that does not exist is ``false``, a true one that gives a wrong
    picture ``misleading``). ``promise``: what is promised, and whether it is meant. ``gathering``: how information is got.
    ``network``: what is done with people around the other side. ``demand``: the opening position. ``withheld``: what is not
    said; ``owed`` when law, contract or a question answered in part makes silence a lie. ``lock_in``: what ties the other
    side; ``hidden`` when they cannot see it, or could hardly undo it. ``absent`` names people who are not at the table and
    would bear a cost; ``absent_considered`` is whether the plan looks after them.
    """

    name: str
    statement: Statement = "none"
    promise: Promise = "none"
    gathering: Gathering = "none"
    network: Network = "none"
    demand: Demand = "none"
    withheld: Withheld = "none"
    lock_in: LockIn = "none"
    accept_done_to_me: bool | None = None
    front_page: bool | None = None
    legal: bool | None = None
    absent: tuple[str, ...] = ()
    absent_considered: bool | None = None


@dataclass(frozen=True, slots=True)
class Test:
    """One test of fairness; ``passed`` None means that it has not been answered."""

    __test__ = False  # the name is the field's, not pytest's

    name: Literal["true", "accept_done_to_me", "front_page", "legal", "absent_stakeholders"]
    passed: bool | None


@dataclass(frozen=True, slots=True)
class Judgement:
    """Families a tactic belongs to, its tests, and the verdict: ``stop`` outweighs ``think_again``.

    ``reasons`` are codes: the features and the failed tests that led to the verdict; empty when acceptable.
    """

    name: str
    families: tuple[Family, ...]
    tests: tuple[Test, ...]
    verdict: Verdict
    reasons: tuple[str, ...]


# Some tactics by name, as what they do. The verdict follows from that.
KNOWN: dict[str, Tactic] = {
    tactic.name: tactic
    for tactic in (
        Tactic("keep_reservation_value_private", withheld="reservation_value"),
        Tactic("open_high_with_support", demand="supported"),
        Tactic("take_time_to_answer", withheld="strategy"),
        Tactic("open_far_beyond_support", demand="inflated"),
        Tactic("mention_a_real_alternative", statement="true"),
        Tactic("correct_a_misunderstanding", statement="true"),
        Tactic("say_what_is_uncertain", statement="true"),
        Tactic("invent_an_alternative", statement="false"),
        Tactic("invent_a_deadline", statement="false"),
        Tactic("deny_a_known_fact", statement="false"),
        Tactic("quote_numbers_out_of_context", statement="misleading"),
        Tactic("conceal_a_known_defect", withheld="owed"),
        Tactic("promise_what_is_planned", promise="meant"),
        Tactic("promise_with_a_stated_condition", promise="meant"),
        Tactic("put_the_promise_in_writing", promise="meant"),
        Tactic("promise_what_will_not_be_done", promise="not_meant"),
        Tactic("promise_without_authority", promise="not_meant"),
        Tactic("promise_a_later_deal_that_is_not_planned", promise="not_meant"),
        Tactic("read_public_records", gathering="public"),
        Tactic("ask_them_directly", gathering="asked"),
        Tactic("ask_former_customers", gathering="asked"),
        Tactic("pose_as_a_customer", gathering="pretext"),
        Tactic("get_secrets_from_their_employee", gathering="breach_of_confidence"),
        Tactic("pay_for_inside_information", gathering="reward"),
        Tactic("invite_their_manager_openly", network="open"),
        Tactic("ask_a_common_contact_to_introduce", network="open"),
        Tactic("build_a_coalition_openly", network="open"),
        Tactic("go_over_their_head_in_secret", network="behind_their_back"),
        Tactic("run_them_down_to_their_superior", network="undermining"),
        Tactic("threaten_to_shame_them_before_their_team", network="undermining"),
        Tactic("hire_away_to_weaken_them", network="undermining"),
    )
}


@exact_numbers
def families(tactic: Tactic) -> tuple[Family, ...]:
    """Return the families of doubtful tactics that a tactic belongs to; none for what is plainly open.

    >>> families(KNOWN["keep_reservation_value_private"]), families(KNOWN["invent_an_alternative"])
    (('competitive_bargaining',), ('misrepresentation',))
    """
    belongs: tuple[tuple[Family, bool], ...] = (
        (
            "competitive_bargaining",
            tactic.demand in ("inflated", "supported") or tactic.withheld in ("reservation_value", "strategy"),
        ),
        ("network", tactic.network in ("behind_their_back", "undermining")),
        ("misrepresentation", tactic.statement in ("false", "misleading", "unchecked") or tactic.withheld == "owed"),
        ("information", tactic.gathering in ("pretext", "breach_of_confidence", "reward")),
        ("false_promises", tactic.promise in ("unsure", "not_meant")),
    )
    return tuple(family for family, holds in belongs if holds)


@exact_numbers
def judge(tactic: Tactic) -> Judgement:
    """Judge a planned tactic. What is false, not meant, got by breach or illegal is stopped, whatever the other answers.

    Raises :class:`AnalysisError` for a feature that is not known.

    >>> judge(Tactic("say I have an offer that does not exist", statement="false")).verdict
    'stop'
    >>> judge(Tactic("keep my reservation value private", withheld="reservation_value")).verdict
    'acceptable'
    """
    features = {
        "statement": Statement, "promise": Promise, "gathering": Gathering, "network": Network, "demand": Demand,
        "withheld": Withheld, "lock_in": LockIn,
    }  # fmt: skip
    for name, allowed in features.items():
        if getattr(tactic, name) not in get_args(allowed):
            raise AnalysisError(name, f"must be one of {', '.join(get_args(allowed))}")
    found = {name: getattr(tactic, name) for name in features}
    stops = [f"{name}:{value}" for name, value in found.items() if value in _STOP]
    doubts = [f"{name}:{value}" for name, value in found.items() if value in _DOUBT]
    if all(value == "none" for value in found.values()):
        doubts.append("not_described")
    tests = _tests(tactic)
    for test in tests:
        if test.passed is False and test.name in ("true", "legal"):
            stops.append(f"fails:{test.name}")
        elif test.passed is False:
            doubts.append(f"fails:{test.name}")
    verdict: Verdict = "stop" if stops else "think_again" if doubts else "acceptable"
    return Judgement(tactic.name, families(tactic), tests, verdict, (*stops, *doubts))


def _tests(tactic: Tactic) -> tuple[Test, ...]:
    untrue = tactic.statement in ("false", "misleading") or tactic.promise == "not_meant" or tactic.withheld == "owed"
    unknown = tactic.statement == "unchecked" or tactic.promise == "unsure"
    return (
        Test("true", False if untrue else None if unknown else True),
        Test("accept_done_to_me", tactic.accept_done_to_me),
        Test("front_page", tactic.front_page),
        Test("legal", tactic.legal),
        Test("absent_stakeholders", True if not tactic.absent else tactic.absent_considered),
    )


@dataclass(frozen=True, slots=True)
class Restraint:
    """The gain of a squeeze now against its long-run cost, in today's money.

    ``lost_trade`` is what the drop in the chance of going on costs, ``net`` the gain less that and less what a grudging
    performance costs. ``break_even_drop`` is the drop at which the squeeze just pays nothing; None when the relation is
    worth nothing later. ``verdict`` is ``restrain`` when the net is 0 or less.
    """

    gain: Fraction
    future_worth: Fraction
    lost_trade: Fraction
    implementation_loss: Fraction
    net: Fraction
    break_even_drop: Fraction | None
    verdict: Literal["restrain", "gain_exceeds_cost"]


@exact_numbers
def restraint(
    gain: Fraction,
    yearly_worth: Fraction,
    years: int,
    drop: Fraction,
    annual_rate: Fraction = Fraction(0),
    implementation_loss: Fraction = Fraction(0),
) -> Restraint:
    """Weigh what a stronger side gains by a squeeze against the future trade that it puts at risk.

    The relation is worth ``yearly_worth`` at the end of each of ``years`` years; the squeeze lowers the chance of having it
    by ``drop`` (0 to 1). Raises :class:`AnalysisError` for a negative amount, a drop outside 0 to 1, or years outside 0 to
    100.

    >>> weighed = restraint(Fraction(20_000), Fraction(30_000), years=5, drop=Fraction(1, 5))
    >>> weighed.lost_trade, weighed.net, weighed.verdict
    (Fraction(30000, 1), Fraction(-10000, 1), 'restrain')
    """
    for name, amount in (("gain", gain), ("yearly_worth", yearly_worth), ("implementation_loss", implementation_loss)):
        if amount < 0:
            raise AnalysisError(name, "must not be negative")
    if not 0 <= drop <= 1:
        raise AnalysisError("drop", "must lie between 0 and 1")
    if not 0 <= years <= 100:
        raise AnalysisError("years", "must lie between 0 and 100")
    parts = (yearly_worth * discount_factor(annual_rate, Fraction(12 * year)) for year in range(1, years + 1))
    worth = sum(parts, Fraction(0))
    lost = worth * drop
    net = gain - lost - implementation_loss
    left = gain - implementation_loss
    return Restraint(
        gain=gain,
        future_worth=worth,
        lost_trade=lost,
        implementation_loss=implementation_loss,
        net=net,
        break_even_drop=min(max(left / worth, Fraction(0)), Fraction(1)) if worth else None,
        verdict="restrain" if net <= 0 else "gain_exceeds_cost",
    )
