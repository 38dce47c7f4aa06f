"""The worksheet's answers -> who shares the problem, who can carry it, and whether the group holds. A blank is no claim."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from playbook_engine.sheet import Needed
from playbook_engine.worksheet import Reading
from playbook_engine.worksheets.coalition import answers
from playbook_engine.worksheets.coalition.answers import CoalitionAnswers, MemberAnswers
from playbook_engine.worksheets.coalition.gains import Better, Gains, gains, worth_staying_out
from playbook_engine.worksheets.coalition.votes import Member, Votes, in_order, pairs_apart, rank, votes


@dataclass(frozen=True)
class CoalitionFindings:
    """What the answers to the worksheet on coalitions imply. Rows that hold nothing are left out."""

    answers: CoalitionAnswers
    others: tuple[Member, ...]

    @property
    def faces(self) -> bool:
        """Whether the person is the side that a group faces."""
        return self.answers.seat == "face"

    @property
    def is_barred(self) -> bool:
        """Whether the person said that they may not act together: then nothing is worked out for a group."""
        return not self.faces and self.answers.allowed == "no"

    @property
    def is_checked(self) -> bool:
        """Whether nothing was said against acting together: neither that one may not, nor that one is unsure."""
        return self.answers.allowed not in ("no", "unsure")

    @property
    def organises(self) -> bool:
        """Whether the person would act together with others, and may as far as they said."""
        return not self.faces and self.is_checked

    @property
    def sharing(self) -> tuple[Member, ...]:
        """Those who want the same, wholly or partly."""
        return tuple(one for one in self.others if one.answers.shares_the_interest)

    @property
    def candidates(self) -> tuple[Member, ...]:
        """Those against whom nothing speaks that was said."""
        return tuple(one for one in self.others if one.answers.may_join)

    @property
    def you(self) -> Member:
        """The person themselves, as one of the group."""
        given = self.answers
        return Member(None, MemberAnswers(weight=given.my_weight, alone=given.my_alone, together=given.my_together))

    @cached_property
    def members(self) -> tuple[Member, ...]:
        """The whole group: all who may join, with the person where it is not the group that they face."""
        return self.candidates if self.faces else (self.you, *self.candidates)

    @cached_property
    def votes(self) -> Votes | None:
        """The group as a vote; None where a weight or what is needed was not given."""
        return votes(self.members, self.answers.needed)

    @cached_property
    def gains(self) -> Gains | None:
        """What the group gets together and apart; None where an amount is missing. Of a group that one faces, nothing is worked out."""
        if self.faces:
            return None
        return gains(self.members, self.answers.cost, self.votes, pairs_apart(self.members))

    @property
    def to_ask(self) -> tuple[Member, ...]:
        """Whom to ask, in order; one that will not act with somebody who is in comes last."""
        return tuple(sorted(in_order(self.candidates, self.votes), key=lambda one: self.kept_from(one) is not None))

    def kept_from(self, member: Member) -> Member | None:
        """Return somebody who is in and with whom a member will not act; None without one."""
        return next((one for one in self.members if one.is_in and (one.avoids(member) or member.avoids(one))), None)

    @property
    def is_ranked(self) -> bool:
        """Whether anything that was said puts one of those to ask before another one."""
        return len({(self.kept_from(one) is None, rank(one, self.votes)) for one in self.to_ask}) > 1

    @property
    def apart(self) -> tuple[tuple[Member, Member], ...]:
        """The pairs that will not act together."""
        named = {one.key: one for one in self.members}
        return tuple((named[one], named[other]) for one, other in pairs_apart(self.members))

    @property
    def offered(self) -> tuple[Member, ...]:
        """Those who were offered something of their own so as to stay out."""
        return tuple(one for one in self.candidates if one.answers.side_offer == "yes")

    @property
    def partly(self) -> tuple[Member, ...]:
        """Those who want the same only in part."""
        return tuple(one for one in self.sharing if one.answers.same_interest == "partly")

    @property
    def uncounted(self) -> tuple[Member, ...]:
        """Those who want the same, of whom it was not said what they get alone, or together.

        Before they said yes that is too early to ask, unless amounts were given already.
        """
        asked = (one for one in self.sharing if one.is_in or self.counts_money)
        return tuple(one for one in asked if None in (one.answers.alone, one.answers.together))

    @property
    def unasked(self) -> tuple[Member, ...]:
        """Those of whom it was said that they have not been asked yet, in the order in which to ask."""
        return tuple(one for one in self.to_ask if one.answers.joined == "open")

    @property
    def costs_too_much(self) -> bool:
        """Whether all of them get less together, after the cost, than each by itself."""
        return self.gains is not None and self.gains.gain < 0

    @property
    def leaving(self) -> Better | None:
        """Who gains most by staying out, by what is known; None where nobody does, or nothing says it.

        Where some amounts are missing, those are looked at who get more outside even before any cost.
        """
        if self.faces:
            return None
        if self.gains is not None:
            return next(iter(self.gains.better_without), None)
        known = [(gain, one) for one in self.members if (gain := worth_staying_out(one)) is not None and gain > 0]
        return Better((max(known, key=lambda pair: pair[0])[1],), max(gain for gain, _ in known)) if known else None

    @property
    def you_would_leave(self) -> bool:
        """Whether it is the person themselves who gains most by staying out."""
        return self.leaving is not None and [one.place for one in self.leaving.members] == [None]

    @property
    def no_share_holds(self) -> bool:
        """Whether somebody does better outside, however what the group brings is shared; False where that is not known."""
        return self.gains is not None and self.leaving is not None and self.gains.split is None

    @property
    def weighs(self) -> bool:
        """Whether anything was said of how much somebody counts, or of how much is needed."""
        return self.answers.needed is not None or any(one.answers.weight is not None for one in self.members)

    @property
    def counts_money(self) -> bool:
        """Whether anything was said of what somebody of the group gets, and the person is one of it."""
        if self.answers.seat != "organise":
            return False
        return any((one.answers.alone, one.answers.together) != (None, None) for one in self.members)

    @property
    def critical(self) -> tuple[Member, ...]:
        """Those in the group without whom it is not carried, though the group as it is carries it; the person left out."""
        held = self.votes
        if held is None or not held.carries:
            return ()
        spare = held.reached - held.needed
        return tuple(one for one in held.inside if one.place is not None and (one.answers.weight or 0) > spare)


def find(reading: Reading, needed: Needed) -> CoalitionFindings:  # noqa: ARG001  it needs no other worksheet
    """Return what the answers of the worksheet on coalitions imply; total: every set of answers has findings."""
    given = answers.from_reading(reading)
    rows = zip(reading.places.get("others", ()), given.others, strict=True)
    return CoalitionFindings(given, tuple(Member(place, row) for place, row in rows if row != MemberAnswers()))


def missing(found: CoalitionFindings) -> tuple[str, ...]:
    """Return the unanswered questions that would change a result, in the form's order."""
    given = found.answers
    if found.is_barred:
        return ()
    asked: list[str] = [] if given.seat else ["seat"]
    asked += [] if found.others else ["others"]
    organises = given.seat == "organise"
    for one in found.others:
        row = one.answers
        names = ["name"]
        if row.may_join:
            names += ["same_interest"]
            names += ["joined"] if organises else []
            names += ["side_offer"] if found.faces or row.joined == "in" else []
            names += ["weight"] if found.weighs else []
            names += ["alone", "together"] if found.counts_money else []
            names += ["side_worth"] if organises and row.side_offer == "yes" else []
        asked += [f"others.{one.place}.{name}" for name in names if getattr(row, name) is None]
    single = ["needed"] if found.faces else ["allowed", "needed"]
    single += ["my_weight"] if organises and found.weighs else []
    single += ["my_alone", "my_together"] if organises else []
    single += ["cost"] if found.counts_money else []
    asked += [name for name in (*single, "speaker") if getattr(given, name) is None]
    return tuple(asked)
