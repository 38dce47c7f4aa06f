"""What a portal can show: each worksheet as an activity, all of them over one plan, and the knowledge check."""

from __future__ import annotations

from dataclasses import dataclass

from playbook_engine.library import Library, Worksheet
from playbook_site.content.sentences import Sentences

#: The activity that holds all worksheets for the time before a talk, over one plan.
PREPARATION = "preparation"
#: The last step of every worksheet; `docs/assets/js/embed/sheet.mjs` has its twin.
RESULT = "result"


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity: its worksheets in the order in which they are offered, and its steps, which a portal is told.

    ``lead`` is the sentence below the title. A step is a screen that is asked before the first result, named like its
    group of questions, and the result; where there are several worksheets, with the worksheet's name before it.
    """

    slug: str
    title: str
    lead: str
    minutes: int
    sheets: tuple[Worksheet, ...]
    steps: tuple[str, ...]

    @property
    def several(self) -> bool:
        """Whether there is more than one worksheet."""
        return len(self.sheets) > 1


def steps_of(sheet: Worksheet) -> tuple[str, ...]:
    """Return the names of a worksheet's steps."""
    return (*(group.id for group in sheet.groups if not group.sharper), RESULT)


def activities(library: Library, leads: dict[str, str]) -> tuple[Activity, ...]:
    """Return every activity with worksheets, the whole preparation first. ``leads`` gives the sentence below a worksheet's title, by its id."""
    say = Sentences(library.messages)
    single = [
        Activity(sheet.id, sheet.title, leads.get(sheet.id, ""), sheet.minutes, (sheet,), steps_of(sheet))
        for sheet in library.worksheets
    ]
    before = tuple(sheet for sheet in library.worksheets if sheet.phase == "prepare")
    whole = Activity(
        PREPARATION,
        say("embed-preparation"),
        say("embed-preparation-lead"),
        sum(sheet.minutes for sheet in before),
        before,
        tuple(f"{sheet.id}.{step}" for sheet in before for step in steps_of(sheet)),
    )
    return (whole, *single)
