"""Where a person stands: the numbers and claims of one worksheet's findings that every result speaks of."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from playbook_engine.fields.basis import Basis
from playbook_engine.fields.days import Day

Kind = Literal["", "status-quo", "possible", "in-hand"]
"""What an alternative is today: things stay as they are, it may come, or the person could say yes to it."""

Stronger = Literal["", "you", "they", "even"]
When = Literal["", "today", "week", "later"]
Safe = Literal["", "yes", "no", "unsure"]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a person stands. Amounts are as they would type them, never signed; None and "" mean that nothing says it.

    ``limit`` is the reservation value, and lies between ``limit_low`` and ``limit_high`` where it is not firm;
    ``limit_name`` names the best alternative that it comes from, ``limit_kind`` says what that is. ``margin`` is by how
    much the offer is better than the limit, all told; negative where it is worse. ``their_loss`` and ``your_loss`` are what
    no deal costs. ``stronger`` says who needs the other less, by both sides' losses; ``said_stronger`` what the person
    said of it, where nothing was measured. ``they`` is the name that the person gave the other side; without one, the
    words of their ``case`` call it something. ``talk_is_rough`` tells that only the week or the month of the talk was named.
    """

    name: str = ""
    they: str = ""
    case: str = ""
    basis: Basis = ""
    lower_is_better: bool = False
    limit: Fraction | None = None
    limit_low: Fraction | None = None
    limit_high: Fraction | None = None
    limit_name: str = ""
    limit_kind: Kind = ""
    target: Fraction | None = None
    offer: Fraction | None = None
    offer_said: Literal["", "none-yet", "spoken", "written"] = ""
    margin: Fraction | None = None
    close: bool = False
    their_loss: Fraction | None = None
    your_loss: Fraction | None = None
    stronger: Stronger = ""
    said_stronger: Stronger = ""
    when: When = ""
    talk: Day | None = None
    talk_is_rough: bool = False
    safe: Safe = ""
