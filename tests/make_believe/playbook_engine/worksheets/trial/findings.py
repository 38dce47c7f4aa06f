"""The trial worksheet's answers -> what they imply. None means that the answers do not reach that far."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from playbook_engine.worksheets.trial import answers
from playbook_engine.worksheets.trial.answers import NOTHING, TrialAnswers, TryAnswers

from playbook_engine.analysis.decision_tree import Fork, rollback
from playbook_engine.sheet import Needed
from playbook_engine.standing import Standing
from playbook_engine.worksheet import Reading

_BEST_NEEDS = ("odds", "fee", "wait", "proof", "notes")  # asked of the best try alone


@dataclass(frozen=True, slots=True)
class Worth:
    """What a course is worth, and the ends between which it may turn out; all signed as gains."""

    value: Fraction
    low: Fraction
    high: Fraction

    @property
    def is_open(self) -> bool:
        """Whether it can turn out in more than one way."""
        return self.low != self.high


@dataclass(frozen=True, slots=True)
class TryFinding:
    """One try: its place in the form (from 0), its answers, and its worth where it has one."""

    place: int
    answers: TryAnswers
    worth: Worth | None


@dataclass(frozen=True, slots=True)
class TrialFindings:
    """What the answers imply. ``ranking`` holds the tries with a worth, the best first.

    ``floor`` is the reservation value that the BATNA worksheet of the same plan comes to, as typed amounts are.
    """

    answers: TrialAnswers
    tries: tuple[TryFinding, ...]
    ranking: tuple[TryFinding, ...]
    offer: Worth | None
    floor: Fraction | None

    @property
    def best(self) -> TryFinding | None:
        """The best try with a number."""
        return self.ranking[0] if self.ranking else None

    @property
    def margin(self) -> Fraction | None:
        """By how much the offer is better than the best try; negative when it is worse."""
        if self.offer is None or self.best is None or self.best.worth is None:
            return None
        return self.offer.value - self.best.worth.value


def find(reading: Reading, needed: Needed) -> TrialFindings:
    """Return what the answers imply; ``needed`` holds the findings of the BATNA worksheet where it was filled in."""
    given = answers.from_reading(reading)
    tries = tuple(
        TryFinding(place, row, _worth(answers.attempt(row, given), given))
        for place, row in zip(reading.places.get("tries", ()), given.tries, strict=True)
    )
    ranked = sorted((one for one in tries if one.worth), key=lambda one: -one.worth.value if one.worth else NOTHING)
    batna = needed.get("batna")
    floor = None if batna is None or batna.reservation_value is None else batna.sign * batna.reservation_value
    return TrialFindings(given, tries, tuple(ranked), _worth(answers.offer(given), given), floor)


def stand(found: TrialFindings) -> Standing:
    """Return where the person stands by this worksheet, in amounts as they would type them."""
    given, best = found.answers, found.best
    limit = best.worth if best else None
    ends = sorted(given.sign * end for end in (limit.low, limit.high)) if limit and limit.is_open else (None, None)
    return Standing(
        name=given.offer_name or "",
        lower_is_better=given.sign < 0,
        limit=None if limit is None else given.sign * limit.value,
        limit_low=ends[0],
        limit_high=ends[1],
        limit_name=(best.answers.try_name or "") if best else "",
        target=given.hope,
        offer=None if found.offer is None else given.sign * found.offer.value,
        margin=found.margin,
    )


def missing(found: TrialFindings) -> tuple[str, ...]:
    """Return the unanswered questions that would change a result, in the form's order."""
    given = found.answers
    wanted: list[tuple[str, object]] = [
        ("way", given.way),
        ("offer_takings", given.offer_takings),
        ("hope", given.hope),
    ]
    for one in found.tries:
        path = f"tries.{one.place}"
        wanted.append((f"{path}.takings", one.answers.takings))
        if one is found.best:
            wanted += [(f"{path}.{name}", getattr(one.answers, name)) for name in _BEST_NEEDS]
    if not found.tries:
        wanted.append(("tries", None))
    if len(found.tries) > 1:
        wanted.append(("together", given.together))
    if any(one.answers.effort for one in found.tries):
        wanted.append(("hour_price", given.hour_price))
    if any(one.answers.wait for one in found.tries) or given.offer_wait:
        wanted.append(("yearly", given.yearly))
    if any(worth.is_open for worth in (found.offer, *(one.worth for one in found.ranking)) if worth):
        wanted.append(("stake", given.stake))
    wanted += [("mood", given.mood), ("strength", given.strength), ("their_plan", given.their_plan)]
    return tuple(path for path, answer in wanted if answer is None)


def _worth(tree: Fork | None, given: TrialAnswers) -> Worth | None:
    if tree is None:
        return None
    rolled = rollback(tree, given.yearly or NOTHING, given.stake)
    ends = [outcome.value for outcome in rolled.prospect]
    return Worth(rolled.value, min(ends), max(ends))
