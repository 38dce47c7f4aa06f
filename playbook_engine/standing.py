"""Where a person stands: the numbers and claims of one worksheet's findings that every result speaks of."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from playbook_engine.fields.basis import Basis
from playbook_engine.fields.days import Day


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a person stands. Amounts are as they would type them, never signed; None and "" mean that nothing says it.

    ``limit`` is the reservation value, and lies between ``limit_low`` and ``limit_high`` where it is not firm;
    ``limit_name`` names the best alternative that it comes from, ``limit_kind`` says what that is. ``margin`` is by how
    much the offer is better than the limit, all told; negative where it is worse. ``their_loss`` and ``your_loss`` are what
    no deal costs. ``stronger`` says who needs the other less, by both sides' losses; ``said_stronger`` what the person
    said of it, where nothing was measured.
    """

    name: str = ""
    they: str = ""
    basis: Basis = ""
    lower_is_better: bool = False
    limit: Fraction | None = None
    limit_low: Fraction | None = None
    limit_high: Fraction | None = None
    limit_name: str = ""
    limit_kind: Literal["", "status-quo", "possible", "in-hand"] = ""
    target: Fraction | None = None
    offer: Fraction | None = None
    offer_said: Literal["", "none-yet", "spoken", "written"] = ""
    margin: Fraction | None = None
    close: bool = False
    their_loss: Fraction | None = None
    your_loss: Fraction | None = None
    stronger: Literal["", "you", "they", "even"] = ""
    said_stronger: Literal["", "you", "they", "even"] = ""
    when: Literal["", "today", "week", "later"] = ""
    talk: Day | None = None
    safe: Literal["", "yes", "no", "unsure"] = ""
