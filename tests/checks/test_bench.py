"""bench/engines.py: how visits that took turns become one table of three engines."""

from __future__ import annotations

from bench.engines import COLD, READY, Found, sum_up, table
from bench.pages import OURS, PLAIN

FOUND: Found = {
    PLAIN: {READY: [4000, 5000, 6000]},
    OURS: {READY: [480, 400, 900]},
}


def test_each_visit_is_set_beside_the_one_that_took_turns_with_it() -> None:
    row = sum_up({name: {READY: values[READY]} for name, values in FOUND.items()}, {READY: 0.12})["measured"][READY]
    assert (row["ratio"], row["ratios"], row["bar"]) == (0.096, (0.08, 0.15), 0.12)
    assert row[PLAIN] == {"median": 5000, "least": 4000, "most": 6000}


def test_what_only_one_page_was_measured_at_has_no_row() -> None:
    assert list(sum_up({PLAIN: {READY: [1.0]}, OURS: {READY: [1.0], COLD: [2.0]}}, {})["measured"]) == [READY]


def test_the_table_has_every_engine_and_how_python_started_in_it() -> None:
    measured = sum_up({name: {READY: values[READY]} for name, values in FOUND.items()}, {READY: 0.12})
    lines = table(
        {"Firefox": measured | {"started": ["worker image"]}, "WebKit": measured | {"started": ["worker whole"]}}
    )
    assert lines[1].split() == ["Firefox,", "intent", "to", "ready", "5.00", "(4.00-6.00)", "0.48", "(0.40-0.90)",
                                "0.096", "(0.080-0.150)", "0.12"]  # fmt: skip
    assert [line for line in lines if "started" in line] == [
        "Firefox started Python as: worker image",
        "WebKit started Python as: worker whole",
    ]
