"""Where a person stands -> the one line that every result begins with, and that a person can repeat.

The order of the kinds is the order of precedence. What nobody said is not claimed: without a limit no offer is called good
or bad, and without both sides' cost of no deal nobody is called the stronger one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from playbook_engine.standing import Shown, Standing, Terms
from playbook_engine.words import Words, quoted

Kind = Literal[
    "unsafe",
    "over",
    "needs",
    "terms",
    "no-number",
    "no-role",
    "no-limit",
    "target-off",
    "no-offer",
    "close",
    "stronger",
    "yes",
    "no",
]


@dataclass(frozen=True, slots=True)
class Verdict:
    """One verdict: its kind, its head, and the sentence below, as inline Markdown in which a person's words are escaped."""

    kind: Kind
    head: str
    sentence: str


def kind_of(stand: Standing) -> Kind:
    """Return which verdict the answers carry.

    >>> from fractions import Fraction
    >>> kind_of(Standing(lower_is_better=False, limit=Fraction(50_000), offer=Fraction(54_000), margin=Fraction(4_000)))
    'yes'
    """
    if stand.is_unsafe:
        return "unsafe"
    if stand.is_over:
        return "over"
    if not stand.has_numbers:
        return "needs" if stand.needs else "terms" if stand.terms else "no-number"
    if stand.needs_direction:
        return "no-role"
    if stand.limit is None:
        return "no-limit"
    if stand.aims_too_low:
        return "target-off"
    if stand.offer is None or stand.margin is None:
        return "no-offer"
    if stand.close or not stand.margin:
        return "close"
    if stand.margin < 0:
        return "no"
    return "stronger" if stand.stronger == "you" and stand.knows_both_losses else "yes"


def judge(shown: Shown, words: Words) -> Verdict:
    """Return the verdict on where a person stands, from numbers that are rounded already."""
    kind, stand = kind_of(shown.stand), shown.stand
    opening = "" if stand.opening is None else words.amount_per(stand.opening, stand.basis)
    return Verdict(kind, words.say(_head(kind, stand), opening=opening), " ".join(_sentences(kind, shown, words)))


_HEADS: dict[Kind, str] = {
    "unsafe": "verdict-unsafe",
    "no-number": "verdict-no-number",
    "no-role": "verdict-no-role",
    "no-limit": "verdict-no-limit",
    "close": "verdict-close",
    "stronger": "verdict-stronger",
}


def _head(kind: Kind, stand: Standing) -> str:
    if kind == "over":
        return _over_head(stand)
    if kind == "needs":
        return _needs_head(stand)
    if kind == "terms":
        return _terms_head(stand)
    if kind == "target-off":
        return "verdict-target-above" if stand.lower_is_better else "verdict-target-below"
    if kind == "no-offer" and stand.opening is not None and not stand.has_begun:
        return "verdict-open-at"
    if kind == "no-offer":
        return "verdict-no-offer" if _knows_them(stand) else "verdict-their-side-is-blank"
    if kind == "yes":
        return "verdict-yes-open" if stand.is_open else "verdict-yes"
    if kind == "no":
        much, little = ("verdict-too-much-open", "verdict-too-little-open") if stand.is_open else _NO
        return much if stand.lower_is_better else little
    return _HEADS[kind]


_NO = ("verdict-too-much", "verdict-too-little")


def _sentences(kind: Kind, shown: Shown, words: Words) -> Iterator[str]:
    stand = shown.stand
    match kind:
        case "unsafe":
            yield words.say("verdict-unsafe-no" if stand.safe == "no" else "verdict-unsafe-unsure")
        case "over":
            yield from _looking_back(shown, words)
        case "needs":
            yield from _needs(stand, words)
        case "terms":
            yield from _terms(stand, words)
        case "no-number":
            yield words.say("verdict-no-number-yet")
        case "no-role":
            yield words.say("verdict-role-unsaid")
        case "no-limit":
            yield from _without_limit(stand, words)
        case "target-off":
            yield _target_off(stand, words)
        case "no-offer":
            yield from _without_offer(stand, words)
        case "stronger":
            yield from _losses(stand, words)
            yield _compared(shown, words)
        case "yes" | "no" | "close":
            yield _compared(shown, words)
            yield from _beside(kind, stand, words)


def _needs_head(stand: Standing) -> str:
    """Return what the map of needs says, by itself; who is the stronger one only where nothing that is open could turn it."""
    needs = stand.needs
    if needs is None or (needs.yours is None and needs.theirs is None):
        return "verdict-needs-unweighed"
    if needs.yours is None or needs.theirs is None:
        return "verdict-needs-half"
    return {"you": "verdict-needs-you", "they": "verdict-needs-they", "even": "verdict-needs-even"}.get(
        needs.stronger, "verdict-needs-open"
    )


def _needs(stand: Standing, words: Words) -> Iterator[str]:
    """Yield what the head means, or which half is blank; the numbers stand with the map."""
    needs = stand.needs
    if needs is None or (needs.yours is None and needs.theirs is None):
        yield words.say("verdict-needs-weigh-one")
    elif needs.yours is None or needs.theirs is None:
        yield words.say("verdict-needs-yours-blank" if needs.yours is None else "verdict-needs-theirs-blank")
    else:
        yield words.say(f"{_needs_head(stand)}-so")


def _terms_head(stand: Standing) -> str:
    """Return what the list of issues says of the plan, or of halfway."""
    terms = stand.terms
    if terms is None or terms.helped == "unweighed":
        return "verdict-terms-unweighed"
    base = "plan" if terms.is_plan else "halfway"
    return f"verdict-terms-{base}-{terms.helped if terms.helped in ('both', 'nothing') else 'one'}"


def _terms(stand: Standing, words: Words) -> Iterator[str]:
    """Yield what to change, whom it helps, and on what that rests."""
    terms = stand.terms
    if terms is None or terms.helped == "unweighed":
        yield words.say("verdict-terms-weigh-two")
    elif terms.helped == "nothing":
        yield words.say("verdict-terms-nothing-so" if terms.is_plan else "verdict-terms-halfway-so")
    else:
        yield words.say(f"verdict-terms-helps-{terms.helped}", changes=changes_of(terms, words))
        if terms.is_guess:
            yield words.say("verdict-terms-guess")


def changes_of(terms: Terms, words: Words) -> str:
    """Return the changes of a better package, as a list in a sentence."""
    said = [words.say(f"terms-{way}", issue=_issue(place, name, words)) for place, name, way in terms.changes]
    return said[0] if len(said) == 1 else words.say("terms-and", first=", ".join(said[:-1]), last=said[-1])


def _issue(place: int, name: str, words: Words) -> str:
    return quoted(name) if name else words.say("terms-issue-unnamed", number=str(place + 1))


def _over_head(stand: Standing) -> str:
    """Return how the talk ended, as far as it was said and can be told."""
    if stand.ended != "deal":
        return "verdict-over-no-deal" if stand.ended else "verdict-over"
    if stand.gained is not None and stand.gained <= 0:
        worse = "verdict-over-more" if stand.lower_is_better else "verdict-over-less"
        return worse if stand.gained else "verdict-over-at-limit"
    if stand.missed is not None:
        short = "verdict-over-off" if stand.gained is None else "verdict-over-short"
        return short if stand.missed > 0 else "verdict-over-met"
    return "verdict-over-deal" if stand.gained is None else "verdict-over-beats"


def _agreed(shown: Shown, words: Words) -> Iterator[str]:
    """Yield what was agreed beside the limit and beside the target, as far as the three are known."""
    stand = shown.stand
    if stand.settled is None:
        yield words.say("verdict-over-settled-unsaid")
        return
    settled = words.amount_per(stand.settled, stand.basis)
    if stand.lower_is_better is None:
        yield words.say("verdict-over-settled", settled=settled)
        yield words.say("verdict-role-unsaid")
        return
    if stand.gained is None:
        yield words.say("verdict-over-settled", settled=settled)
    else:
        name = (
            "verdict-over-gained" if stand.gained > 0 else "verdict-over-lost" if stand.gained else "verdict-over-even"
        )
        by = words.amount(abs(stand.gained))
        about = words.say("number-about", number=by) if shown.about else by
        yield words.say(name, settled=settled, margin=about, other=_without_deal(stand, words))
    if stand.missed is not None and stand.target is not None:
        name = (
            "verdict-over-missed" if stand.missed > 0 else "verdict-over-beyond" if stand.missed else "verdict-over-hit"
        )
        yield words.say(name, gap=words.amount(abs(stand.missed)), target=words.amount(stand.target))


def _looking_back(shown: Shown, words: Words) -> Iterator[str]:
    """Yield how what was agreed compares, else their last offer, where that is known, and what to set beside the result."""
    stand = shown.stand
    if stand.ended == "deal":
        yield from _agreed(shown, words)
        return
    if stand.offer is not None and stand.margin:
        better = stand.margin > 0
        yield _set_beside(shown, words, "verdict-over-better" if better else "verdict-over-worse")
    if stand.ended:
        if stand.offer is None or stand.margin is None:
            yield words.say("verdict-over-last-unsaid")
        elif stand.margin <= 0:
            yield words.say("verdict-over-rightly")
    elif stand.target is None:
        yield words.say("verdict-over-write-down")
    else:
        yield words.say("verdict-over-target", target=words.amount_per(stand.target, stand.basis))


def _without_limit(stand: Standing, words: Words) -> Iterator[str]:
    if stand.limit_name:
        yield words.say("verdict-limit-unnumbered", name=_name(stand))
    else:
        yield words.say("verdict-limit-unsaid")
    if stand.offer is None or stand.lower_is_better is None:
        yield words.say("verdict-limit-needed")
    else:
        needed = "verdict-limit-needed-to-pay" if stand.lower_is_better else "verdict-limit-needed-to-receive"
        yield words.say(needed, offer=words.amount_per(stand.offer, stand.basis))


def _target_off(stand: Standing, words: Words) -> str:
    if stand.target is None or stand.limit is None:
        return ""
    target, limit = words.amount(stand.target), words.amount_per(stand.limit, stand.basis)
    return words.say("verdict-target-off", target=target, limit=limit)


def _without_offer(stand: Standing, words: Words) -> Iterator[str]:
    """Yield what is known of them, and nothing more."""
    yield words.say("verdict-offer-none-yet" if stand.offer_is_none_yet else "verdict-offer-unsaid")
    if stand.knows_both_losses:
        yield from _losses(stand, words)
    elif stand.said_stronger:
        yield words.say(_SAID[stand.said_stronger])
    elif stand.their_loss is None:
        yield words.say("verdict-strength-unknown")


_SAID = {"you": "verdict-said-you", "they": "verdict-said-they", "even": "verdict-said-even"}


def _knows_them(stand: Standing) -> bool:
    return stand.their_loss is not None or bool(stand.said_stronger) or stand.guesses_their_limit


def _losses(stand: Standing, words: Words) -> Iterator[str]:
    if stand.their_loss is not None and stand.your_loss is not None:
        theirs, yours = words.amount_per(stand.their_loss, stand.basis), words.amount(stand.your_loss)
        yield words.say("verdict-losses", theirs=theirs, yours=yours)


def _compared(shown: Shown, words: Words) -> str:
    """Return the sentence that sets the offer beside what there is without a deal."""
    stand = shown.stand
    if not stand.margin:
        return _set_beside(shown, words, "verdict-as-good")
    better, worse = ("verdict-better", "verdict-worse") if _is_distance(stand) else _ALL_TOLD
    return _set_beside(shown, words, better if stand.margin > 0 else worse)


def _set_beside(shown: Shown, words: Words, name: str) -> str:
    """Return a sentence that names the offer, by how much it is better or worse, and what there is without a deal."""
    stand = shown.stand
    if stand.offer is None or stand.margin is None:
        return ""
    margin = words.amount_per(abs(stand.margin), stand.basis)
    if shown.about:
        margin = words.say("number-about", number=margin)
    return words.say(name, offer=words.amount(stand.offer), margin=margin, other=_without_deal(stand, words))


_ALL_TOLD = ("verdict-better-all-told", "verdict-worse-all-told")


def _is_distance(stand: Standing) -> bool:
    """Whether the margin is just the distance between offer and limit, with nothing else counted in."""
    if stand.margin is None or stand.offer is None or stand.limit is None:
        return False
    return abs(stand.margin) == abs(stand.offer - stand.limit)


def _without_deal(stand: Standing, words: Words) -> str:
    """Return what there is without a deal, as it stands behind "better than"."""
    if stand.limit_kind == "status-quo":
        return words.say("verdict-other-status-quo")
    return words.say("verdict-other-named", name=_name(stand)) if stand.limit_name else words.say("verdict-other")


def _beside(kind: Kind, stand: Standing, words: Words) -> Iterator[str]:
    """Yield what belongs to a comparison: how firm it is, and what to try before a yes."""
    if kind == "close" and stand.margin:
        yield words.say("verdict-close-gap")
    if not stand.is_firm and (kind == "close" or stand.is_open):
        yield words.say("verdict-not-firm")
    if kind == "no" and stand.limit_kind == "in-hand":
        yield words.say("verdict-in-hand")
    if kind in ("yes", "close") and stand.target is not None and not stand.can_gain:
        yield words.say("verdict-target-met", target=words.amount(stand.target))
    if kind == "yes" and stand.where != "agreed" and stand.target is not None and stand.can_gain:
        yield words.say("verdict-ask-once-more", target=words.amount(stand.target))


def _name(stand: Standing) -> str:
    return quoted(stand.limit_name)
