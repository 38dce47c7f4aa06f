"""Plans with answers drawn at random, from the samples of the field kinds: plain ones, odd ones and faulty ones.

One generator serves the rehearsal of a build and the tests. The same seed draws the same plans.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from playbook_engine.fields import KINDS
from playbook_engine.fields.kind import Asked, Raw
from playbook_engine.worksheet import Worksheet

T = TypeVar("T")
ANSWERED = 0.8  # the chance that a question is answered
PRIVATE = 0.2  # the chance that questions are answered whose answer may end all advice, such as that of being safe
_CURRENCIES = ("", "€", "$", "CHF", "kr", "Rs.", "US$", "<b>", "₪", "😀")
_NUMBERS = ("auto", "auto", "point", "comma")


class Chance:
    """Draws answers; ``odd`` is the share of those that nobody should give."""

    def __init__(self, rng: random.Random, odd: float) -> None:
        self.strange = False
        self._rng = rng
        self._odd = odd

    def pick(self, pool: Sequence[T]) -> T:
        """Return one of them."""
        return self._rng.choice(pool)

    def chance(self, share: float) -> bool:
        """Tell whether something that happens with this chance happens now."""
        return self._rng.random() < share

    def number(self, low: int, high: int) -> int:
        """Return a whole number between two, both included."""
        return self._rng.randint(low, high)

    def answers(self, questions: Sequence[Asked]) -> Mapping[str, Raw]:
        """Return answers to most of these questions."""
        found: dict[str, Raw] = {}
        for question in questions:
            if self.chance(ANSWERED):
                self.strange = self.chance(self._odd)
                found[question.id] = KINDS[question.kind].sample(question, self)
        return found


def random_answers(sheet: Worksheet, rng: random.Random) -> dict[str, Raw]:
    """Return raw answers to most of a worksheet's questions: in some plans nearly all plain, in some nearly all odd."""
    chance = Chance(rng, rng.choice((0.05, 0.1, 0.3, 0.9)))
    private = chance.chance(PRIVATE)
    return dict(chance.answers(tuple(question for question in sheet.questions() if private or not question.private)))


def random_plan(sheets: Sequence[Worksheet], rng: random.Random) -> dict[str, Any]:
    """Return a plan that holds answers to these worksheets, as a page would send it."""
    return {
        "version": 2,
        "name": "",
        "settings": {"currency": rng.choice(_CURRENCIES), "numbers": rng.choice(_NUMBERS)},
        "worksheets": {sheet.id: random_answers(sheet, rng) for sheet in sheets},
        "done": [],
        "aside": [],
    }
