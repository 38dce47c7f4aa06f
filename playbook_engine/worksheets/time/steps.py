"""Steps down from a number that stands, for who has no plan of the range; and what the rounds so far show of both sides."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor

from playbook_engine.analysis import concessions, opening
from playbook_engine.analysis.concessions import Exchange
from playbook_engine.analysis.opening import Role
from playbook_engine.standing import step_for
from playbook_engine.worksheets.time.answers import RoundAnswers

_LEAST_ROUNDS = 2


def down(
    role: Role | None,
    start: Fraction | None,
    limit: Fraction | None,
    target: Fraction | None,
    offer: Fraction | None,
) -> tuple[Fraction, ...]:
    """Return the offers after ``start`` as :func:`opening.pace` has them, rounded away from the limit; none where one is missing.

    Each is worse for the person than the one before and better than the limit.
    """
    if role is None or start is None or limit is None:
        return ()
    pace = opening.pace(role, start, limit, target, offer)
    if pace is None:
        return ()
    sign = 1 if role == "seller" else -1
    kept, last = list[Fraction](), start
    for step in pace.steps[1:]:
        grain = step_for([one for one in (target, limit) if one][:1], step.offer)
        near = (ceil if sign > 0 else floor)(step.offer / grain) * grain
        if sign * last > sign * near > sign * limit:
            kept.append(near)
            last = near
    return tuple(kept)


def exchange(rounds: Sequence[RoundAnswers], role: Role | None) -> Exchange | None:
    """Return who moved how far; None with fewer than two numbers of a side, or where they do not fit who pays.

    Who is paid names the higher numbers. Rows in which a side named none count for the other side alone.
    """
    mine = [row.mine for row in rounds if row.mine is not None]
    theirs = [row.theirs for row in rounds if row.theirs is not None]
    if role is None or min(len(mine), len(theirs)) < _LEAST_ROUNDS or mine[0] == theirs[0]:
        return None
    if (mine[0] > theirs[0]) is not (role == "seller"):
        return None
    return concessions.exchange(mine, theirs)
