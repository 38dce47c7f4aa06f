"""A play's plate: what its front matter says, below its title, and the words that its page's script says."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from playbook_engine.library import Play
from playbook_site.content.sentences import Sentences
from playbook_site.forms.drawing import Drawing
from playbook_site.frames import BARS

#: What the script of a play's page says.
SPOKEN = ("copy", "copied", "not-copied", "your-seat", "back-to-step", "back-of", "back-of-unnamed")


def render_plate(play: Play, messages: Mapping[str, str]) -> Markup:
    """Return the plate as HTML. Raises ContentErrors when it says what nobody has written."""
    say = Sentences(messages)
    return Drawing(messages).draw(
        "plate",
        play=play,
        month=month(play.reviewed, say("site-months")),
        filled=BARS[play.evidence],
        spoken={name: say(f"site-{name}") for name in SPOKEN},
    )


def month(reviewed: str, names: str) -> str:
    """Return a month as a reader writes it. ``names`` are those of the twelve, with a space between two.

    >>> month("2026-11", "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec")
    'Nov 2026'
    """
    year, number = reviewed.split("-")
    return f"{names.split()[int(number) - 1]} {year}"
