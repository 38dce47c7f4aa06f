"""What the findings of the worksheet for after the talk say: the result, what was given, whether it lasts, and the guesses."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from playbook_engine.sheet import Account, Places, Row, Telling
from playbook_engine.words import Filler, Words, escape, shorten
from playbook_engine.worksheets.review.findings import ENOUGH, LASTS, Prediction, ReviewFindings

_FEELS = {"worse": "result-feels-worse", "better": "result-feels-better"}
_GAVE = {
    "silence": ("early-silence", "next-after-silence"),
    "number": ("early-number", "next-after-number"),
    "hurry": ("early-hurry", "next-after-hurry"),
    "anger": ("early-anger", "next-after-anger"),
    "peace": ("early-peace", "next-after-peace"),
}
_KEPT = {"": "kept-back", "yes": "kept-back-yes", "no": "kept-back-no", "unsure": "kept-back-unsure"}
_LACKS = ("lacks-serves-me", "lacks-serves-them", "lacks-written", "lacks-can-keep", "lacks-if-broken")
_LEANS = {"hopeful": "predictions-hopeful", "careful": "predictions-careful", "near": "predictions-near"}
_CAME = {"yes": "worked-came-yes", "no": "worked-came-no"}


def tell(found: ReviewFindings, words: Words, fill: Filler) -> Telling:  # noqa: ARG001
    """Return what is said of a talk that was held."""
    return Telling(
        notes=tuple(note for note in (" ".join(part) for part in _notes(found, words)) if note),
        accounts=tuple(_accounts(found, words)),
        assumptions=tuple(_assumptions(found, words)),
        places=Places("reservation", "target", "last_offer" if found.ended != "deal" else "agreed"),
    )


def line(found: ReviewFindings, words: Words) -> str:
    """Return how many predictions are settled."""
    if not found.made:
        return ""
    settled, number = len(found.settled_predictions), len(found.made)
    return words.say("predictions-settled", settled=str(settled), number=str(number))


def head(found: ReviewFindings, words: Words) -> tuple[str, str] | None:
    """Return what the answers come to where nothing has a number, and the talk goes on."""
    if found.answers.outcome != "not-yet":
        return None
    return words.say("head-goes-on"), words.say("head-goes-on-so")


def _notes(found: ReviewFindings, words: Words) -> Iterator[tuple[str, ...]]:
    """Yield a paragraph each: the result, what was given and kept back, the next time, whether it lasts, the predictions."""
    yield tuple(_result(found, words))
    yield tuple(_given(found, words))
    yield tuple(_next(found, words))
    yield tuple(_lasting(found, words))
    yield tuple(_predictions(found, words))


def _result(found: ReviewFindings, words: Words) -> Iterator[str]:
    if found.part_of_the_way is not None:
        yield words.say("result-way", share=words.rough_percent(found.part_of_the_way))
    if found.beyond_guess is not None:
        yield words.say("result-beyond-guess", amount=words.amount_per(found.beyond_guess, found.numbers.basis))
    if found.feels:
        yield words.say(_FEELS[found.feels])


def _given(found: ReviewFindings, words: Words) -> Iterator[str]:
    answers = found.answers
    if answers.gave_early == "nothing":
        yield words.say("early-nothing")
    elif answers.gave_early in _GAVE:
        what = f"“{_quoted(answers.gave_what)}”" if answers.gave_what else words.say("early-unnamed")
        yield words.say(_GAVE[answers.gave_early][0], what=what)
    if answers.kept_back:
        name = _KEPT[answers.telling_helps or ""]
        yield words.say(name, what=f"“{_quoted(answers.kept_back)}”")


def _next(found: ReviewFindings, words: Words) -> Iterator[str]:
    """Yield the line for next time, else the first half of one that the answers carry."""
    first, then = found.next_if, found.next_then
    if first and then:
        yield words.say("next-line", first=_quoted(first), then=_quoted(then))
    elif first:
        yield words.say("next-half", first=_quoted(first))
    elif found.answers.gave_early in _GAVE:
        yield words.say(_GAVE[found.answers.gave_early][1])


def _lasting(found: ReviewFindings, words: Words) -> Iterator[str]:
    if found.lasting is None:
        return
    there, answered = found.lasting
    if found.looks_lasting:
        yield words.say("lasts-all", number=str(there))
        return
    yield words.say("lasts-some", there=str(there))
    if answered < len(LASTS):
        yield words.say("lasts-unsaid", number=str(len(LASTS) - answered))
    for name, message in zip(LASTS, _LACKS, strict=True):
        if getattr(found.answers, name) not in (None, "yes"):
            yield words.say(message)


def _predictions(found: ReviewFindings, words: Words) -> Iterator[str]:
    score = found.score
    if score is None:
        return
    if not found.lean:
        left = ENOUGH - score.count
        if score.count == 1:
            yield words.say("predictions-few-one")
        else:
            yield words.say("predictions-few", number=str(score.count))
        if left == 1:
            yield words.say("predictions-left-one")
        else:
            yield words.say("predictions-left", left=str(left))
        return
    happened = sum(one.answers.happened == "yes" for one in found.settled_predictions)
    mean = words.rough_percent(score.bias + Fraction(happened, score.count))
    yield words.say("predictions-mean", chance=mean, happened=str(happened), number=str(score.count))
    yield words.say(_LEANS[found.lean])
    if not score.is_enough:
        yield words.say("predictions-first-hint")


def _accounts(found: ReviewFindings, words: Words) -> Iterator[Account]:
    """Yield each prediction with what came of it, and the score once there are enough for one."""
    if not found.made:
        return
    rows = [Row(_named(one, words), _came(one, words), _open(one)) for one in found.made]
    if found.lean and found.score is not None:
        rows.append(
            Row(words.say("worked-score"), words.number(Fraction(round(found.score.brier * 100), 100)), is_sum=True)
        )
    yield Account(words.say("worked-predictions"), words.say("worked-chance"), tuple(rows))


def _came(one: Prediction, words: Words) -> str:
    chance = words.percent(one.answers.chance or Fraction(0))
    name = _CAME.get(one.answers.happened or "", "worked-came-open")
    return words.say(name, chance=chance)


def _open(one: Prediction) -> str:
    return "" if one.answers.happened else f"predictions.{one.place}.happened"


def _named(one: Prediction, words: Words) -> str:
    if one.answers.what:
        return f"“{_quoted(one.answers.what)}”"
    return words.say("prediction-unnamed", number=str(one.place + 1))


def _assumptions(found: ReviewFindings, words: Words) -> Iterator[str]:
    if found.part_of_the_way is not None:
        yield words.say("assumption-way")
    if found.lasting is not None:
        yield words.say("assumption-lasts")
    if found.made:
        yield words.say("assumption-score" if found.lean else "assumption-few")
    if found.feels:
        yield words.say("assumption-feels")


def _quoted(text: str | None) -> str:
    return escape(shorten(text or ""))
