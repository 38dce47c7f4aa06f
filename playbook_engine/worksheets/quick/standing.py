"""Where the person stands: the numbers of the BATNA worksheet, and what this one knows of the talk."""

from __future__ import annotations

from dataclasses import replace
from typing import cast, get_args

from playbook_engine.standing import Safe, Standing, Stronger, When, Where
from playbook_engine.worksheets.quick.findings import QuickFindings

_SAID: dict[str, Stronger] = {"me": "they", "them": "you", "even": "even"}


def stand(found: QuickFindings) -> Standing:
    """Return where the person stands. Whose need is greater was said, and is told apart from what was measured."""
    answers = found.answers
    numbers = found.numbers.stand if found.numbers else Standing()
    talk = answers.talk_date
    return replace(
        numbers,
        name=answers.ask or numbers.name,
        they=answers.other or numbers.they,
        case=answers.case or "",
        reason=answers.target_reason or "",
        said_stronger=_SAID.get(answers.who_needs_more or "", ""),
        when=cast("When", found.when if found.when in get_args(When) else ""),
        where=cast("Where", answers.where if answers.where in get_args(Where) else ""),
        talk=talk.day if talk else None,
        talk_is_rough=bool(talk and talk.rough),
        safe=cast("Safe", answers.safe if answers.safe in get_args(Safe) else ""),
    )
