"""What the findings of the worksheet on questions say: what to ask, what to tell, and how the order came about."""

from __future__ import annotations

from collections.abc import Iterator

from playbook_engine.sheet import Account, Listing, Point, Row, Telling
from playbook_engine.words import Filler, Words, escape, shorten, spoken
from playbook_engine.worksheets.questions.findings import MOST_WORTH, Disclosure, Fact, Hard, QuestionsFindings

CARD_LIMIT = 3
"""How many questions go on the card: those whose answers are worth most."""


def tell(found: QuestionsFindings, words: Words, fill: Filler) -> Telling:  # noqa: ARG001
    """Return what is said of the questions, of what to tell, and of how they were ranked."""
    return Telling(
        notes=tuple(_notes(found, words)),
        lists=tuple(one for one in _lists(found, words) if one.points),
        changes=tuple(_changes(found, words)),
        accounts=tuple(_accounts(found, words)),
        assumptions=tuple(_assumptions(found, words)),
    )


def line(found: QuestionsFindings, words: Words) -> str:
    """Return how many of the listed things are worth finding out."""
    if not found.facts:
        return ""
    return words.say("facts-open", open=str(len(found.open)), number=str(len(found.facts)))


def head(found: QuestionsFindings, words: Words) -> tuple[str, str] | None:
    """Return what the result comes to, in two sentences; None where nothing was written down."""
    key = (*found.key_unknowns, *found.key_beliefs)
    if key:
        name = "head-key-one" if len(key) == 1 else "head-key"
        first = "head-first-unknown" if found.key_unknowns else "head-first-believed"
        return words.say(name, number=str(len(key))), words.say(first, what=_what(key[0], words))
    if found.beyond_reach:
        return words.say("head-beyond-reach"), words.say("head-plan-for-both")
    if found.is_enough:
        return words.say("head-enough"), words.say("head-enough-so")
    if any(fact.answers.would_change is None for fact in found.open):
        return words.say("head-so-far"), words.say("head-so-far-so")
    if found.unweighed:
        return words.say("head-unweighed"), words.say("head-unweighed-so")
    if found.open:
        return words.say("head-little"), words.say("head-little-so")
    if found.disclosures:
        return words.say("head-told"), _counts(found, words)
    if found.hard:
        answered = len(found.hard) - len(found.unanswered)
        return words.say("head-hard"), words.say("hard-answered", answered=str(answered), number=str(len(found.hard)))
    return None


def _counts(found: QuestionsFindings, words: Words) -> str:
    numbers = {name: str(len(found.told(name or None))) for name in ("share", "trade", "hold", "")}
    said = words.say("told-counts", share=numbers["share"], trade=numbers["trade"], hold=numbers["hold"])
    return " ".join((said, *((words.say("told-undecided", number=numbers[""]),) if found.undecided else ())))


def _notes(found: QuestionsFindings, words: Words) -> Iterator[str]:
    """Yield what to do with too little time, and whom the other side must ask."""
    best = min(found.ladder, key=lambda fact: fact.rank, default=None)
    if best and len(found.ladder) > 1 and best.answers.would_change:
        yield words.say("note-one-only", what=_what(best, words))
    if found.answers.decider == "must-ask":
        approver, needs = found.answers.approver, found.answers.approver_needs
        name = spoken(approver) if approver else words.say("note-somebody")
        if needs:
            yield words.say("note-approver-needs", approver=name, needs=_quoted(needs))
        else:
            yield words.say("note-approver", approver=name)


def _lists(found: QuestionsFindings, words: Words) -> Iterator[Listing]:
    person = found.answers.person
    title = words.say("list-ask-person", person=spoken(person)) if person else words.say("list-ask")
    asked = tuple(Point(_ask(fact, words), _why(fact, words)) for fact in found.ladder)
    best = sorted(found.ladder, key=lambda fact: fact.rank)[:CARD_LIMIT]
    taken = tuple(_ask(fact, words) for fact in found.ladder if fact in best)
    yield Listing(title, asked, ordered=True, on_card=taken)
    for name, facts in (("look-up", found.look_up), ("out-of-reach", found.out_of_reach)):
        yield Listing(words.say(f"list-{name}"), tuple(Point(_what(fact, words), _why(fact, words)) for fact in facts))
    for name in ("share", "trade", "hold", ""):
        told = tuple(_told(one, words) for one in found.told(name or None))
        yield Listing(words.say(f"list-{name or 'undecided'}"), told)
    yield Listing(words.say("list-hard"), tuple(_hard(one, words) for one in found.hard))


def _ask(fact: Fact, words: Words) -> str:
    """Return a question in the form that fits its sort."""
    return words.say(f"ask-{fact.answers.kind or 'plain'}", what=_what(fact, words))


def _why(fact: Fact, words: Words) -> str:
    """Return what was said of a fact: how sure it is, and what the answer would change."""
    row = fact.answers
    return " ".join(
        words.say(name) for name in (f"sure-{row.know or 'unsaid'}", f"turn-{row.would_change or 'unsaid'}")
    )


def _told(one: Disclosure, words: Words) -> Point:
    row = one.answers
    fact = _quoted(row.fact) if row.fact else words.say("told-unnamed-row", number=str(one.place + 1))
    if row.tell == "trade":
        back = row.in_return
        fact = words.say("told-for", fact=fact, back=_quoted(back)) if back else words.say("told-for-unsaid", fact=fact)
    return Point(fact, _reason(one, words))


def _reason(one: Disclosure, words: Words) -> str:
    """Return why a thing of its sort is usually shared, traded or held, and whether the person's choice is another one."""
    if one.advice is None:
        return ""
    reason = words.say(f"advice-{one.advice.reason}".replace("_", "-"))
    if one.answers.tell == one.advised:
        return reason
    start = "usual" if one.answers.tell is None else "unlike"
    return " ".join((words.say(f"{start}-{one.advised}"), reason))


def _hard(one: Hard, words: Words) -> Point:
    row = one.answers
    question = _quoted(row.they_ask) if row.they_ask else words.say("hard-unnamed-row", number=str(one.place + 1))
    answer = words.say("hard-answer", answer=_quoted(row.you_say)) if row.you_say else words.say("hard-no-answer")
    return Point(question, answer)


def _changes(found: QuestionsFindings, words: Words) -> Iterator[str]:
    """Yield what would change the plan: what it hangs on and nobody has checked."""
    for fact in found.key_beliefs:
        yield words.say("change-belief", what=_what(fact, words))


def _accounts(found: QuestionsFindings, words: Words) -> Iterator[Account]:
    """Yield what each answer is worth, the one that is worth most first; of those that are worth nothing, why."""
    ranked = sorted(found.facts, key=lambda fact: (not fact.is_open, fact.rank))
    if rows := tuple(_row(fact, words) for fact in ranked):
        yield Account(words.say("worked-worth"), words.say("worked-unit", most=str(MOST_WORTH)), rows)


def _row(fact: Fact, words: Words) -> Row:
    row = fact.answers
    if row.know == "known":
        return Row(words.say("worked-known", what=_what(fact, words)), "0")
    if row.would_change == "no":
        return Row(words.say("worked-no-change", what=_what(fact, words)), "0")
    if fact.worth is not None:
        return Row(words.say("worked-fact", what=_what(fact, words), why=_why(fact, words)), str(fact.worth))
    blank = "know" if row.know is None else "would_change"
    label = words.say(f"worked-open-{blank}".replace("_", "-"), what=_what(fact, words))
    return Row(label, words.say("chart-no-value"), f"facts.{fact.place}.{blank}")


def _assumptions(found: QuestionsFindings, words: Words) -> Iterator[str]:
    if any(fact.worth for fact in found.open):
        yield words.say("assumption-worth", most=str(MOST_WORTH))
    if len(found.ladder) > 1:
        yield words.say("assumption-order")
    if any(fact.answers.kind is None for fact in found.ladder):
        yield words.say("assumption-unsorted")
    if found.told("hold"):
        yield words.say("assumption-hold")


def _what(fact: Fact, words: Words) -> str:
    """Return what a fact is called, in the person's own words."""
    named = fact.answers.what
    return _quoted(named) if named else words.say("fact-unnamed-row", number=str(fact.place + 1))


def _quoted(text: str | None) -> str:
    return f"“{escape(shorten(text or ''))}”"
