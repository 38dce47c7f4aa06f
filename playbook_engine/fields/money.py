"""Counts an amount for the time that its question counts in, or says what is needed for that."""

from __future__ import annotations

import re
from fractions import Fraction

from playbook_engine.errors import Choice
from playbook_engine.fields.basis import LENGTHS, Amount, Basis, Reckoning, spelt
from playbook_engine.fields.kind import Asked, Counted, Reader, Understood
from playbook_engine.fields.numerals import plain

_ROW = re.compile(r"\.\d+\.")
_DAYS_OF_A_WEEK = {"choice-four-days": 4, "choice-five-days": 5}


def count(question: Asked, amount: Amount, path: str, reader: Reader) -> Fraction | None:
    """Return what an amount comes to where it is asked for; None when that is asked about first.

    A question of the deal counts in the deal's own time. One of what is paid once takes an amount for a time as well,
    and counts it for a year. One of an hour or a week takes an amount for another time as well. Others take no time, also one of
    what is paid only once, such as a stake.
    """
    reader.amounts.append(Counted(question.basis, amount, path))
    basis = _basis_of(question, amount, reader.reckoning)
    if amount.basis == "day" and question.basis not in ("", "only-once"):
        choices = tuple(_by_the_week(amount, days, name) for name, days in _DAYS_OF_A_WEEK.items())
        reader.fault(path, "amount-by-the-day", choices=choices)
        return None
    if question.basis == "deal" and not amount.basis and reader.reckoning.mixed and amount.value:
        return None  # the question of what amounts are for is asked
    if question.basis in ("once", "only-once") and amount.value and reader.lacks_hours(reader.reckoning.basis):
        return None
    typed = Amount(amount.value, amount.basis or basis)
    value = amount.value if not amount.value else reader.reckoning.convert(typed, basis)
    if value is None:
        if "once" in (typed.basis, basis) or not (reader.lacks_hours(typed.basis) or reader.lacks_hours(basis)):
            reader.fault(path, _fault(question, typed))
        return None
    reader.understood[path] = Understood("amount", value, basis=basis, typed=() if typed.basis == basis else (typed,))
    return value


def _basis_of(question: Asked, amount: Amount, reckoning: Reckoning) -> Basis:
    """Return the time that a question's answer counts in."""
    match question.basis:
        case "deal":
            return reckoning.basis
        case "once" if amount.basis not in ("", "once") and reckoning.basis != "once":
            return "year"  # what is paid again and again counts for the year against which all else is set
        case "hour" | "week" as own:
            return own
        case _:
            return "once"


def _fault(question: Asked, typed: Amount) -> str:
    if question.basis in ("", "only-once"):
        return "amount-has-no-time"
    return "amount-only-once" if typed.basis == "once" else "amount-not-once"


def _by_the_week(amount: Amount, days: int, message: str) -> Choice:
    week = amount.value * days
    return Choice(plain(week) + spelt("week"), plain(week), message, week)


def decide(amounts: list[Counted], basis: Basis, hours_a_week: Fraction | None) -> Reckoning:
    """Return how a worksheet's amounts are counted together.

    ``amounts`` are those that were read; ``basis`` is what the person said that amounts are for. Where they did not
    say, all amounts may say it themselves: then the first one outside rows decides, or else the longest time of all, so
    that the order of rows changes nothing. Where only some say it, the others cannot be counted.
    """
    if basis:
        return Reckoning(basis, hours_a_week)
    of_deal = [one for one in amounts if one.counts_in == "deal" and one.amount.value and one.amount.basis != "day"]
    named = [one for one in of_deal if one.amount.basis]
    timed = any(one.counts_in == "once" and one.amount.basis not in ("", "once", "day") for one in amounts)
    outside = [one.amount.basis for one in named if not _ROW.search(one.path)]
    longest = sorted((one.amount.basis for one in named), key=LENGTHS.index)
    found = (outside or longest[::-1] or [""])[0]
    return Reckoning(found, hours_a_week, mixed=len(named) < len(of_deal) and (bool(named) or timed))
