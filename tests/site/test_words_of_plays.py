"""The words of plays: for both seats, without a trick, one act a step."""

from __future__ import annotations

import re

import pytest

from playbook_site.content import reader
from tests.site.prose import (
    DOCS,
    LONGEST_SENTENCE,
    PAGES,
    PLAYS,
    front_matter,
    line_at,
    prose,
    refuse,
    sentences,
    source,
)

MOVES = (
    r"bluff(?:s|ed|ing)?|lie(?! anywhere)|lies(?! (?:between|at|on|beyond|where|with|inside))|lying|lied|threats?|threaten(?:s|ed|ing)?"
    r"|fake[sd]?|invent(?:s|ed)?(?! (?:people|answers))|trick(?:s|ed)?|deceive[sd]?"
)


# A sentence may name such a move to refuse it, to say what counts as one, to speak of others, or to report a study.
REFUSALS = (
    r"\b(?:never|not|no|without|nor|nobody|(?:is|into) a (?:lie|bluff|threat)|somebody threatens|the other side cheats"
    r"|threatened or harassed|how and when|empty threats|Early hints|come to light)\b"
)


def test_the_concepts_of_a_play_look_like_concepts() -> None:
    """They are ids such as A9 or B65c, each once, in order."""
    faults = []
    for path in PLAYS:
        concepts = front_matter(path)["concepts"]
        if not isinstance(concepts, list) or not concepts:
            faults.append(f"{path}:1: has no list of concepts")
            continue
        strange = [concept for concept in concepts if not re.fullmatch(r"[AB]\d{1,2}[a-f]?", concept)]
        faults += [f"{path}:1: {concept!r} does not look like a concept" for concept in strange]
        keys = [
            (concept[0], int(re.sub(r"\D", "", concept)), concept) for concept in concepts if concept not in strange
        ]
        if keys != sorted(set(keys)):
            faults.append(f"{path}:1: the concepts are not in order, each once: {concepts}")
    refuse(faults)


@pytest.mark.parametrize(
    ("said", "is_move"),
    [
        ("Lie about your offer.", True),
        ("He lies to them.", True),
        ("Invent another buyer.", True),
        ("Your limit could lie anywhere from 40 to 60.", False),
        ("Their offer lies inside the hatching.", False),
        ("The chance lies between 0 and 100 percent.", False),
    ],
)
def test_what_counts_as_a_bluff_a_lie_or_a_threat(said: str, is_move: bool) -> None:
    """A number lies somewhere; a person lies."""
    assert bool(re.search(rf"\b(?:{MOVES})\b", said, re.IGNORECASE)) == is_move


def test_nothing_advises_a_bluff_a_lie_or_a_threat() -> None:
    """Such words appear only where they are refused or described."""
    refuse(
        f"{path}:{block.line}: {sentence}"
        for path in PAGES
        for block in prose(path)
        for sentence in sentences(block.text)
        if re.search(rf"\b(?:{MOVES})\b", sentence, re.IGNORECASE) and not re.search(REFUSALS, sentence, re.IGNORECASE)
    )


# What a stronger side says to show its power while it says that it will not use it. The weaker side hears a threat.
BOASTS = (
    r"\b(?:I|we) could (?:do|go|push|fill|pay|get|take|find|drop|replace|wait|accept|manage)\b"
    r"|\b(?:you|they) (?:depend on|know that we|have no choice)|\bhow badly\b|\byour only\b|\bonly large buyer\b"
    r"|\bagainst you\b|\bhurt you more\b|\bbetter than you can\b|\bwe are (?:larger|bigger|stronger)\b|\byou would have to\b"
    r"|\bhurry you\b|\bthat we could accept\b|, and you know (?:it|that)\b"
)


def test_the_stronger_side_gives_a_standard_or_a_time_and_no_boast() -> None:
    """Power that is named in order to be set aside is still shown."""
    for boast in (
        "I could push this through. I would rather change two points.",
        "We could fill this for less.",
        "We can bear a slow start better than you can.",
        "We have other good candidates, and you know that.",
    ):
        assert re.search(BOASTS, boast, re.IGNORECASE), boast
    faults = []
    for path in PLAYS:
        for seat in re.finditer(r"^### If you have more power\n(.*?)(?=^##)", source(path), re.MULTILINE | re.DOTALL):
            for said in re.finditer(r"^(?:- |\*\*You:).+$", seat[1], re.MULTILINE):
                found = re.search(BOASTS, said[0], re.IGNORECASE)
                if found:
                    line = line_at(source(path), seat.start(1) + said.start())
                    faults.append(f"{path}:{line}: '{found[0]}' in: {said[0]}")
    refuse(faults)


def test_a_step_is_one_short_act() -> None:
    """Three to five steps; each starts with a verb in the imperative and stays below 26 words."""
    faults = []
    for path in PLAYS:
        section = re.search(r"^## Steps\n(.*?)(?=^## )", source(path), re.MULTILINE | re.DOTALL)
        if not section:
            faults.append(f"{path}:1: has no section 'Steps' before another one")
            continue
        line = line_at(source(path), section.start())
        steps = re.findall(r"^\d+\. (.+?) \{#[a-z-]+(?: when=\"[a-z_, ]+\")?\}$", section[1], re.MULTILINE)
        if not 3 <= len(steps) <= 5:
            faults.append(f"{path}:{line}: {len(steps)} steps, three to five are wanted")
        for step in steps:
            if len(step.split()) > LONGEST_SENTENCE:
                faults.append(f"{path}:{line}: {len(step.split())} words: {step}")
            if not re.match(r"(?!You|If|The|A |It|When|Be )[A-Z][a-z]+ ", step):
                faults.append(f"{path}:{line}: does not begin with a verb: {step}")
    refuse(faults)


ONE_BREATH = 30
MOST_SENTENCES = 3
# What may be said to the other side: the target or the number to open with, no limit, chance or alternative. No name either:
# people call a deal "Stay, with the raise", and nobody can say "What matters to you in stay, with the raise?"
SAID = {"target", "opening"}
PRESSURE = (
    r"\bunless\b|\bor else\b|\bfinal\b|\blast (?:offer|word|chance)\b|\bwalk (?:away|out)\b|\bno choice\b"
    r"|\b(?:must|have to) (?:agree|accept|decide)\b|\botherwise\b|\bregret\b"
)


def fault_of_line(say: str) -> str:
    """Return why a line cannot be said aloud by anybody to anybody, nothing when it can."""
    words = re.fullmatch(r'"([A-Z][^"]*[.?])"', say)
    if not words:
        return "not one pair of quotes around whole sentences"
    if len(words[1].split()) > ONE_BREATH or len(sentences(words[1])) > MOST_SENTENCES:
        return "longer than a breath"
    private = set(re.findall(r"\{(\w+)\}", say)) - SAID
    if private:
        return f"says what is private or may not fit a sentence: {sorted(private)}"
    found = re.search(rf"{PRESSURE}|{BOASTS}|\b(?:{MOVES})\b", say, re.IGNORECASE)
    return f"presses: '{found[0]}'" if found else ""


@pytest.mark.parametrize(
    ("say", "fault"),
    [
        ('"I would like to agree. Could we look at one point?"', ""),
        ('"I am asking for {target}."', ""),
        ("I am asking for {target}.", "quotes"),
        ('"he said "no" to me."', "quotes"),
        ('"Well, ' + "and so on " * 11 + 'it goes."', "breath"),
        ('"No. No. No. No."', "breath"),
        ('"My limit is {reservation_value}."', "not fit"),
        ('"I can always take {best_alternative}."', "not fit"),
        ('"What matters to you in {deal_name}?"', "not fit"),
        ('"I will leave unless you raise it."', "presses"),
        ('"This is my final offer."', "presses"),
        ('"I could push this through. I would rather not."', "presses"),
        ('"You have to accept that."', "presses"),
    ],
)
def test_what_counts_as_a_line_to_say(say: str, fault: str) -> None:
    assert fault in fault_of_line(say)
    assert bool(fault) == bool(fault_of_line(say))


def test_a_line_to_say_can_be_said_in_one_breath_and_presses_nobody() -> None:
    """A nurse, a baker and a landlord can say it as it stands, whatever they answered."""
    said = [(play, step) for play in reader.read(DOCS).plays for step in play.steps if step.say]
    assert said
    refuse(f"{play.page}: {step.id}: {fault}: {step.say}" for play, step in said if (fault := fault_of_line(step.say)))


def test_glossary_terms_are_linked_where_a_play_first_uses_them() -> None:
    """A term of art leads to its meaning: every play that says BATNA or reservation value links one of the terms."""
    faults = []
    for path in PLAYS:
        term = re.search(r"\b(BATNAs?|reservation value|certainty equivalent|mutual dependence)\b", source(path))
        if term and "glossary.md#" not in source(path):
            faults.append(f"{path}:{line_at(source(path), term.start())}: links no term of the glossary: {term[0]}")
    refuse(faults)
