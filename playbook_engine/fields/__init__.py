"""Field kinds: what a person typed -> an exact value, or the name of the message that says what to do.

Amounts are understood as people write them (``52,000``, ``52.000,50``, ``€52k``, ``52 000``). What can be read in two
ways is never guessed: the fault carries both readings, so that the person chooses. A new kind is a module here, a line
in this table, and a template in ``playbook_site/forms/templates``.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from playbook_engine.fields import amount, choice, date, duration, hours, long_text, percent, rows, text
from playbook_engine.fields import range as range_
from playbook_engine.fields.amount import infer_style
from playbook_engine.fields.kind import FieldKind
from playbook_engine.fields.numerals import NumberStyle

__all__ = ["KINDS", "FieldKind", "NumberStyle", "infer_style"]

_TABLE = (
    text.KIND,
    long_text.KIND,
    amount.KIND,
    range_.KIND,
    percent.KIND,
    duration.KIND,
    date.KIND,
    hours.KIND,
    choice.KIND,
    rows.KIND,
)

KINDS: Mapping[str, FieldKind] = MappingProxyType({kind.name: kind for kind in _TABLE})
"""Every kind by the name that a worksheet's fence gives it."""
