"""The answers after a talk -> how the result stands to limit and target, what may not last, and how good the guesses were."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Literal

from playbook_engine.analysis import calibration
from playbook_engine.analysis.calibration import Calibration, Forecast
from playbook_engine.sheet import Needed, standing_of
from playbook_engine.standing import Ended, Standing, rounded
from playbook_engine.worksheet import Reading
from playbook_engine.worksheets.review import answers
from playbook_engine.worksheets.review.answers import PredictionAnswers, ReviewAnswers

ENOUGH = 10  # with fewer settled predictions nothing is said of whoever made them
NEAR = Fraction(1, 10)  # so far the mean chance may be off before it is called too hopeful or too careful
_NEARLY = Fraction(4, 5)
_BARELY = Fraction(1, 5)
_ENDED: dict[str, Ended] = {"agreed": "deal", "none": "no-deal"}
_CONTENT = {"very": 1, "rather": 1, "little": -1, "not": -1}
LASTS = ("serves_me", "serves_them", "written", "can_keep", "if_broken")
Lean = Literal["", "hopeful", "careful", "near"]


@dataclass(frozen=True, slots=True)
class Prediction:
    """One row that holds anything: its place in the form (from 0), and its answers."""

    place: int
    answers: PredictionAnswers

    @property
    def is_settled(self) -> bool:
        """Whether it has a chance, and it is known whether it came true."""
        return self.answers.chance is not None and self.answers.happened in ("yes", "no")


@dataclass(frozen=True)
class ReviewFindings:
    """What the answers after a talk imply. ``numbers`` is where the person stands by the BATNA worksheet, whose limit counts.

    None, "" and () mean that the answers do not reach that far.
    """

    answers: ReviewAnswers
    predictions: tuple[Prediction, ...]
    numbers: Standing

    @property
    def ended(self) -> Ended:
        """How the talk ended; "" where it was not said, or where it goes on."""
        return _ENDED.get(self.answers.outcome or "", "")

    @property
    def settled(self) -> Fraction | None:
        """What was agreed; an amount that was typed before the answer changed counts no more."""
        return self.answers.agreed if self.ended == "deal" else None

    @cached_property
    def beside(self) -> Standing:
        """What was agreed beside limit and target, with the limit as it is shown, so that differences agree with what is read."""
        return replace(rounded(self.numbers).stand, ended=self.ended, settled=self.settled)

    @property
    def way(self) -> Fraction | None:
        """How much of the way from limit to target was reached; None unless the target is better than the limit."""
        stand = self.beside
        if stand.gained is None or stand.missed is None or stand.settled is None:
            return None
        if stand.limit is None or stand.target is None or stand.aims_too_low or stand.limit == stand.target:
            return None
        return calibration.value_claimed(stand.settled, stand.limit, stand.target)

    @property
    def part_of_the_way(self) -> Fraction | None:
        """How much of the way was reached by what lies between limit and target; None at either of them and beyond."""
        return self.way if self.way is not None and 0 < self.way < 1 else None

    @property
    def is_worse_than_limit(self) -> bool:
        """Whether what was agreed is worse than the limit."""
        return self.beside.gained is not None and self.beside.gained < 0

    @property
    def is_met(self) -> bool:
        """Whether the target was reached, by a deal that is not worse than the limit."""
        return self.beside.missed is not None and self.beside.missed <= 0 and not self.is_worse_than_limit

    @property
    def is_short(self) -> bool:
        """Whether the target was missed, by a deal that is not worse than the limit."""
        return self.beside.missed is not None and self.beside.missed > 0 and not self.is_worse_than_limit

    @property
    def turned_down(self) -> Fraction | None:
        """By how much the last offer was better than the limit, negative where it was worse, where the talk ended without a deal."""
        return self.numbers.margin if self.ended == "no-deal" else None

    @property
    def beyond_guess(self) -> Fraction | None:
        """By how much they went further than the furthest end of the guess of their limit; None where they did not."""
        guess, lower = self.answers.their_limit, self.numbers.lower_is_better
        if self.settled is None or guess is None or not guess.points or lower is None:
            return None
        beyond = min(guess.points) - self.settled if lower else self.settled - max(guess.points)
        return beyond if beyond > 0 else None

    @property
    def feels(self) -> Literal["", "worse", "better"]:
        """Whether the result feels worse, or better, than it stands to limit and target; "" where neither can be said."""
        content, way = _CONTENT.get(self.answers.content or ""), self.way
        if content == -1 and (self.is_met or (way is not None and way >= _NEARLY)):
            return "worse"
        if content == 1 and (self.is_worse_than_limit or (way is not None and way <= _BARELY)):
            return "better"
        return ""

    @property
    def next_if(self) -> str:
        """The moment of the line for next time, as it stands in a sentence; "" for none."""
        return _half(self.answers.next_if, "if")

    @property
    def next_then(self) -> str:
        """The act of the line for next time, as it stands in a sentence; "" for none."""
        return _half(self.answers.next_then, "then", "i")

    @property
    def lasting(self) -> tuple[int, int] | None:
        """How many of the signs that a deal lasts are there, and how many were answered; None where none was, or no deal."""
        said = [getattr(self.answers, name) for name in LASTS]
        given = [one for one in said if one is not None]
        return (given.count("yes"), len(given)) if given and self.ended == "deal" else None

    @property
    def looks_lasting(self) -> bool:
        """Whether all signs that a deal lasts are there."""
        return self.lasting == (len(LASTS), len(LASTS))

    @property
    def made(self) -> tuple[Prediction, ...]:
        """The predictions that have a chance."""
        return tuple(one for one in self.predictions if one.answers.chance is not None)

    @property
    def settled_predictions(self) -> tuple[Prediction, ...]:
        """The predictions of which it is known whether they came true."""
        return tuple(one for one in self.predictions if one.is_settled)

    @property
    def open_predictions(self) -> tuple[Prediction, ...]:
        """The predictions that have a chance, and of which nobody said whether they came true."""
        return tuple(one for one in self.made if not one.is_settled)

    @cached_property
    def score(self) -> Calibration | None:
        """How good the predictions were; None where none is settled. What it says of a person needs ``ENOUGH`` of them."""
        settled = [one.answers for one in self.settled_predictions]
        forecasts = [Forecast(one.chance, one.happened == "yes") for one in settled if one.chance is not None]
        return calibration.calibration(forecasts) if forecasts else None

    @property
    def lean(self) -> Lean:
        """Whether the predictions were too hopeful, too careful or near; "" where they are too few to judge."""
        if self.score is None or self.score.count < ENOUGH:
            return ""
        return "near" if abs(self.score.bias) <= NEAR else "hopeful" if self.score.bias > 0 else "careful"

    @property
    def stand(self) -> Standing:
        """Where the person stands by this worksheet: how the talk ended, and what was agreed."""
        return Standing(
            ended=self.ended,
            settled=self.settled,
            where="talking" if self.answers.outcome == "not-yet" else "",
        )


def _half(text: str | None, *before: str) -> str:
    """Return half of an if-then line without the words that the sentence around it has, and without its end.

    >>> _half("Then I wait.", "then", "i"), _half("they go quiet", "if")
    ('wait', 'they go quiet')
    """
    said = (text or "").strip().rstrip(" .,;!")
    for word in before:
        head, _, rest = said.partition(" ")
        said = rest.strip() if head.lower() == word and rest.strip() else said
    return said


def find(reading: Reading, needed: Needed) -> ReviewFindings:
    """Return what the answers after a talk imply; total: every set of answers has findings."""
    given = answers.from_reading(reading)
    rows = zip(reading.places.get("predictions", ()), given.predictions, strict=True)
    return ReviewFindings(
        answers=given,
        predictions=tuple(Prediction(place, row) for place, row in rows if row != PredictionAnswers()),
        numbers=standing_of(needed, "batna"),
    )
