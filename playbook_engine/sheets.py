"""The one ordered table of worksheets. A new worksheet is a folder in ``worksheets/`` and a line here.

The order is that in which findings are made, so a worksheet stands below those that it needs; and it is the order of
urgency: within a stage of the checklist, what an earlier worksheet calls for comes first.
"""

from __future__ import annotations

from importlib import import_module
from typing import cast

from playbook_engine.sheet import Parts, Sheet


def _sheet(name: str, needs: tuple[str, ...] = ()) -> Sheet:
    """Return a line of the table; ``PARTS`` of the folder of that name are its parts."""
    return Sheet(name, cast("Parts", import_module(f"playbook_engine.worksheets.{name}").PARTS), needs)


SHEETS: tuple[Sheet, ...] = (
    _sheet("batna"),
)  # fmt: skip
