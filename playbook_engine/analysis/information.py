"""The expected value of perfect information: what an answer is worth before a choice is made.

EVPI = E[max over actions of the value, the unknown known] - max over actions of E[value] (Howard 1966, Information Value
Theory, doi:10.1109/TSSC.1966.300074). It is the most that the answer can be worth, so questions can be ranked by it. For a
person who minds risk, with exponential utility, the price that may be paid for the answer is the difference of the two
certainty equivalents. Amounts are in one currency's main unit.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import prod

from playbook_engine.analysis.batna import certainty_equivalent, net_outcomes
from playbook_engine.analysis.best_of import best_outcomes
from playbook_engine.analysis.door import exact_numbers
from playbook_engine.analysis.exact import tied_for_best
from playbook_engine.domain import Alternative, Outcome
from playbook_engine.errors import AnalysisError

MOST_STATES = 100_000


@dataclass(frozen=True, slots=True)
class Answer:
    """What knowing one unknown is worth, and whether any answer could change the choice."""

    unknown: str
    value: Fraction
    could_change_choice: bool


@dataclass(frozen=True, slots=True)
class Information:
    """The choice without information and what knowing each unknown, and all of them, is worth.

    ``best`` names every best action; ``ranked`` has the answer that is worth most first, ties in the order of input.
    """

    best: tuple[str, ...]
    worth: Fraction
    ranked: tuple[Answer, ...]
    all_together: Fraction
    risk_tolerance: Fraction | None


State = Mapping[str, Fraction]
Action = Callable[[State], Fraction]


@exact_numbers
def value_of_information(
    actions: Mapping[str, Action], unknowns: Mapping[str, Sequence[Outcome]], risk_tolerance: Fraction | None = None
) -> Information:
    """Return the value of knowing each of several independent unknowns before choosing an action.

    An action is a function from the unknowns' values to what it is worth then. Raises :class:`AnalysisError` without an
    action, for chances that do not add up to 1, or for more than 100,000 combinations.

    >>> oil = [Outcome(Fraction(5, 10), Fraction(0)), Outcome(Fraction(3, 10), Fraction(700)),
    ...        Outcome(Fraction(2, 10), Fraction(1200))]
    >>> cost = [Outcome(Fraction(2, 10), Fraction(150)), Outcome(Fraction(6, 10), Fraction(300)),
    ...         Outcome(Fraction(2, 10), Fraction(500))]
    >>> found = value_of_information({"drill": lambda now: now["oil"] - now["cost"], "leave": lambda now: Fraction(0)},
    ...                              {"oil": oil, "cost": cost})
    >>> int(found.worth), [(answer.unknown, int(answer.value)) for answer in found.ranked]
    (140, [('oil', 155), ('cost', 10)])
    """
    if not actions:
        raise AnalysisError("actions", "at least one is needed")
    for name, outcomes in unknowns.items():
        chances = [outcome.chance for outcome in outcomes]
        if not chances or min(chances) < 0 or sum(chances) != 1:
            raise AnalysisError(name, "chances must be 0 or more and add up to 1")
    if prod(len(outcomes) for outcomes in unknowns.values()) * len(actions) > MOST_STATES:
        raise AnalysisError("unknowns", f"more than {MOST_STATES} combinations; leave out the least important")
    states = _states(unknowns)

    def certain(chosen: list[tuple[Fraction, Fraction]]) -> Fraction:
        return certainty_equivalent([Outcome(chance, value) for chance, value in chosen], risk_tolerance)

    payoffs = {name: [action(state) for _, state in states] for name, action in actions.items()}
    worths = {
        name: certain([(c, v) for (c, _), v in zip(states, values, strict=True)]) for name, values in payoffs.items()
    }
    worth = max(worths.values())
    names = list(actions)
    best = tuple(names[place] for place in tied_for_best(list(worths.values())))

    def informed(unknown: str | None) -> tuple[Fraction, bool]:
        """Return the worth when one unknown (None: all) is known first, and whether an answer changes the choice."""
        groups: dict[object, list[int]] = {}
        for place, (_, state) in enumerate(states):
            groups.setdefault(place if unknown is None else state[unknown], []).append(place)
        lottery, changes = [], False
        for places in groups.values():
            chance = sum((states[place][0] for place in places), Fraction(0))
            given = {
                name: certain([(states[place][0] / chance, values[place]) for place in places])
                for name, values in payoffs.items()
            }
            lottery.append((chance, max(given.values())))
            changes = changes or max(given.values()) > given[best[0]]
        return certain(lottery), changes

    answers = []
    for name in unknowns:
        known, changes = informed(name)
        answers.append(Answer(name, known - worth if changes else Fraction(0), changes))
    return Information(best, worth, _ranked(answers), max(informed(None)[0] - worth, Fraction(0)), risk_tolerance)


@exact_numbers
def about_alternatives(
    alternatives: Sequence[Alternative], annual_rate: Fraction = Fraction(0), risk_tolerance: Fraction | None = None
) -> Information:
    """Return what it is worth to know, for each independent alternative, which of its outcomes will come.

    Once alternative i is known, the better of it and the best of the rest is taken, so nothing must be enumerated.

    >>> job = Alternative("Job", (Outcome(Fraction(1, 2), Fraction(60)), Outcome(Fraction(1, 2), Fraction(40))))
    >>> stay = Alternative("Stay", (Outcome(Fraction(1), Fraction(48)),))
    >>> found = about_alternatives([job, stay])
    >>> found.best, [(answer.unknown, answer.value) for answer in found.ranked]
    (('Job',), [('Job', Fraction(4, 1)), ('Stay', Fraction(0, 1))])
    """
    if not alternatives:
        raise AnalysisError("alternatives", "at least one is needed")
    lotteries = [net_outcomes(alternative, annual_rate) for alternative in alternatives]
    worths = [certainty_equivalent(lottery, risk_tolerance) for lottery in lotteries]
    worth = max(worths)
    answers = []
    for place, (alternative, lottery) in enumerate(zip(alternatives, lotteries, strict=True)):
        rest = max((w for other, w in enumerate(worths) if other != place), default=None)
        known = [Outcome(o.chance, o.value if rest is None else max(o.value, rest)) for o in lottery]
        values = [o.value for o in lottery if o.chance]
        # Known values move the choice only when they lie on both sides of what the rest is worth.
        changes = rest is not None and min(values) < rest < max(values)
        gain = certainty_equivalent(known, risk_tolerance) - worth if changes else Fraction(0)
        answers.append(Answer(alternative.name, gain, changes))
    together = certainty_equivalent(best_outcomes(lotteries), risk_tolerance) - worth
    together = max(together, Fraction(0))
    best = tuple(alternatives[place].name for place in tied_for_best(worths))
    return Information(best, worth, _ranked(answers), together, risk_tolerance)


def _states(unknowns: Mapping[str, Sequence[Outcome]]) -> list[tuple[Fraction, dict[str, Fraction]]]:
    names = list(unknowns)
    states = []
    for combination in product(*unknowns.values()):
        chance = Fraction(1)
        for outcome in combination:
            chance *= outcome.chance
        if chance:
            states.append((chance, {name: o.value for name, o in zip(names, combination, strict=True)}))
    return states


def _ranked(answers: list[Answer]) -> tuple[Answer, ...]:
    return tuple(sorted(answers, key=lambda answer: -answer.value))
