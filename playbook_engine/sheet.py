"""What a worksheet's folder offers to the rooms that know no worksheet by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType
from typing import Any, Literal, Protocol

from playbook_engine.charts.chart import Chart
from playbook_engine.standing import Standing
from playbook_engine.words import Fill, Filler, Words
from playbook_engine.worksheet import Reading

Needed = Mapping[str, Any]
"""The findings of the worksheets that a worksheet needs, by their ids; those that were not filled in are absent."""
ROLES: Mapping[str, Literal["seller", "buyer"]] = MappingProxyType({"receive": "seller", "pay": "buyer"})
"""The answers on which way the money goes, as the analyses name the person's role."""


class Stands(Protocol):
    """Findings that say where the person stands."""

    @property
    def stand(self) -> Standing:
        """Where the person stands by them."""


def standing_of(needed: Needed, worksheet: str) -> Standing:
    """Return where the person stands by a worksheet that is needed; nothing is known of it where it was not filled in."""
    found: Stands | None = needed.get(worksheet)
    return found.stand if found else Standing()


@dataclass(frozen=True, slots=True)
class Course:
    """What a person could do without a deal, as plain text: what it comes to all told, and from where to where it could be."""

    name: str
    worth: Fraction | None
    low: Fraction | None = None
    high: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One line of an account: what counts, and by how much, as inline Markdown.

    ``field`` is the path of the question whose answer would replace an assumption, "" where none was made; ``page`` is the
    page on which it stands, "" for the one that is asked about.
    """

    label: str
    amount: str = ""
    field: str = ""
    page: str = ""
    is_sum: bool = False


@dataclass(frozen=True, slots=True)
class Account:
    """How one number was worked out: what it is of, what its amounts are for, and its lines in the order of the sum."""

    of: str
    unit: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """One line of a listing, and what stands below it, "" for nothing; both as inline Markdown."""

    text: str
    below: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list that a person takes to the talk: its title, its lines, and whether their order counts.

    ``on_card`` are the lines that go on the card too, in the same order, and hold nothing that the person keeps to themselves.
    """

    title: str
    points: tuple[Point, ...]
    ordered: bool = False
    on_card: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Places:
    """The paths of the questions that the three numbers come from, so that a person can be led there.

    ``elsewhere`` gives the page of each path that does not stand on the page that is asked about.
    """

    limit: str = ""
    target: str = ""
    offer: str = ""
    elsewhere: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Telling:
    """What a worksheet says of its findings, as inline Markdown in which a person's words are escaped.

    ``courses`` are what the person could do without a deal, the best first; ``charts`` are pictures of the worksheet's own, and
    ``line`` is the line with more marks on it, which stands in the place of the one that every result has. ``notes`` stand
    below all pictures, and ``lists`` below these. ``changes`` say what would change the
    result, ``accounts`` how the numbers were worked out, and ``assumptions`` what belongs to no single number.
    """

    courses: tuple[Course, ...] = ()
    charts: tuple[Chart, ...] = ()
    line: Chart | None = None
    notes: tuple[str, ...] = ()
    lists: tuple[Listing, ...] = ()
    changes: tuple[str, ...] = ()
    accounts: tuple[Account, ...] = ()
    assumptions: tuple[str, ...] = ()
    places: Places = Places()


@dataclass(frozen=True, slots=True)
class Parts:
    """What a worksheet's folder holds. ``found`` stands for what ``find`` returns, a record of the folder's own.

    ``records`` are the records that its answers are read into: "" for the worksheet itself, the name of a ``rows``
    question for its rows. The build checks their fields against the page's questions, both ways. ``situations`` stand
    in the order of urgency; those of ``background`` choose between wordings, and another one is the reason where there
    is one; one of ``alone``, the first that holds, leaves no other standing, whatever else was answered; those of ``past``
    speak of a talk that lies behind, and stand beside such a one that does so too; those of ``gaps``
    say that a question was not answered, each with its path, and hold only where the page of some worksheet that was filled
    in asked it; those of ``numberless`` say that something has no number, those of ``contradictory`` that two
    answers do not fit together, those of ``hurried`` that there is no day left; a step of those of ``pressing`` comes now whatever
    its stage. ``aloud`` names the placeholders that are
    meant to be said to the other side. ``missing`` names the unanswered questions that would change a result, as field paths in the
    form's order.
    ``statements`` are what an answer says that one in another worksheet may contradict, each with what gives the path of that answer.
    ``stand`` tells where the person stands, ``line`` in a few words how far the answers reach; "" where there is nothing to tell.
    ``held`` are the texts of what the person said that they keep to themselves. ``head`` says in two sentences what its result comes to, in the place of a verdict of the kinds in
    ``leads``; None where it has nothing of its own to say.
    ``warns`` tells that the head comes before every number: it says not to do what was planned, and why.
    """

    records: Mapping[str, type]
    find: Callable[[Reading, Needed], Any]
    situations: Mapping[str, Callable[[Any], bool]]
    placeholders: Mapping[str, Callable[[Any], Fill | None]]
    missing: Callable[[Any], tuple[str, ...]]
    tell: Callable[[Any, Words, Filler], Telling]
    background: frozenset[str] = frozenset()
    numberless: frozenset[str] = frozenset()
    contradictory: frozenset[str] = frozenset()
    hurried: frozenset[str] = frozenset()
    pressing: frozenset[str] = frozenset()
    aloud: frozenset[str] = frozenset()
    alone: tuple[str, ...] = ()
    past: frozenset[str] = frozenset()
    gaps: Mapping[str, str] = MappingProxyType({})
    statements: Mapping[str, Callable[[Any], str]] = MappingProxyType({})
    stand: Callable[[Any], Standing] = lambda found: Standing()  # noqa: ARG005
    line: Callable[[Any, Words], str] = lambda found, words: ""  # noqa: ARG005
    held: Callable[[Any], tuple[str, ...]] = lambda found: ()  # noqa: ARG005
    head: Callable[[Any, Words], tuple[str, str] | None] = lambda found, words: None  # noqa: ARG005
    warns: Callable[[Any], bool] = lambda found: False  # noqa: ARG005
    leads: frozenset[str] = frozenset({"no-number", "needs"})


@dataclass(frozen=True, slots=True)
class Sheet:
    """A line of the table of worksheets: its id, its parts, and the worksheets whose findings it needs.

    Its result also tells the numbers of those in ``tells``, as if they were its own.
    """

    id: str
    parts: Parts
    needs: tuple[str, ...] = ()
    tells: tuple[str, ...] = ()
