"""Which tests run inside Pyodide: the numeric ground and a case of each analysis, or all tests of the analyses."""

from __future__ import annotations

#: What every analysis stands on: exact roots, powers, logarithms, the normal distribution, linear programmes.
NUMBERS = (
    "tests/engine/analysis/test_beliefs.py",
    "tests/engine/analysis/test_linear_programme.py",
    "tests/engine/test_batna.py",
)
#: The examples in the modules' own docstrings, and one documented example of each command.
EXAMPLES = ("playbook_engine/analysis", "tests/engine/analysis/test_documented.py")
#: Modules whose docstrings hold no example, each with a test that goes through it.
INSTEAD = {
    "coalition_counts": "tests/engine/analysis/test_voting.py::test_two_halves_count_what_generating_functions_count",
    "splitting": "tests/engine/analysis/test_bargaining.py::test_nice_or_die_has_two_nash_points_and_a_fair_one",
}
GROUND = (*NUMBERS, *EXAMPLES, *INSTEAD.values())
EVERYTHING = ("tests/engine/analysis", "tests/engine/test_batna.py", "playbook_engine/analysis")
