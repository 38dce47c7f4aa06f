"""The one ordered table of worksheets. A new worksheet is a folder in ``worksheets/`` and a line here.

The order is the order of urgency: within a stage of the checklist, what an earlier worksheet calls for comes first. A
later worksheet may ask the same as an earlier one. Findings are made in the order of need instead.
"""

from __future__ import annotations

from importlib import import_module
from typing import cast

from playbook_engine.sheet import Parts, Sheet


def _sheet(name: str, needs: tuple[str, ...] = (), tells: tuple[str, ...] = ()) -> Sheet:
    """Return a line of the table; ``PARTS`` of the folder of that name are its parts."""
    return Sheet(name, cast("Parts", import_module(f"playbook_engine.worksheets.{name}").PARTS), needs, tells)


SHEETS: tuple[Sheet, ...] = (
    _sheet("quick", needs=("batna",), tells=("batna",)),
    _sheet("batna", needs=("power",)),
    _sheet("power"),
    _sheet("range", needs=("batna",), tells=("batna",)),
    _sheet("questions"),
    _sheet("trades"),
    _sheet("coalition"),
    _sheet("time", needs=("batna", "range"), tells=("batna",)),
    _sheet("fairness", needs=("range",)),
    _sheet("review", needs=("batna",)),
)  # fmt: skip
