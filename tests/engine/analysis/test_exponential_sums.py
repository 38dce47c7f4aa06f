"""analysis.exponential_sums: every change of sign, against sums whose zeros are known."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook_engine.analysis.exact import exponential, logarithm
from playbook_engine.analysis.exponential_sums import Term, sign_changes


def with_zeros(*zeros: F) -> list[Term]:
    """A sum of exp(-k s), a polynomial in u = exp(-s), that is 0 at these u."""
    found = [F(1)]
    for zero in zeros:
        found = [low - zero * high for low, high in zip([F(0), *found], [*found, F(0)], strict=True)]
    return [(F(power), coefficient) for power, coefficient in enumerate(found)]


def near(found: tuple[F, ...], zeros: list[F], within: F = F(1, 10**25)) -> bool:
    exact = sorted(-logarithm(zero) for zero in zeros)
    return len(found) == len(exact) and all(abs(x - y) <= y * within for x, y in zip(found, exact, strict=True))


@pytest.mark.parametrize(
    ("all_zeros", "changes"),
    [
        pytest.param("1/2", "1/2", id="one"),
        pytest.param("1 1/2 1/3 1/5 1/11 9/10", "9/10 1/2 1/3 1/5 1/11", id="five, and one at s = 0"),
        pytest.param("1/2 1/2", "", id="touching 0 once"),
        pytest.param("1 1 1 1", "", id="four at s = 0"),
        pytest.param("1/2 500001/1000000", "1/2 500001/1000000", id="near to each other"),
        pytest.param("1/1000000000 999999999/1000000000", "1/1000000000 999999999/1000000000", id="far apart"),
        pytest.param("2 3 -1", "", id="none that counts"),
        pytest.param(
            " ".join(f"{n}/40" for n in range(1, 40, 2)), " ".join(f"{n}/40" for n in range(1, 40, 2)), id="20"
        ),
    ],
)
def test_the_changes_of_a_polynomial_in_one_exponential(all_zeros: str, changes: str) -> None:
    found = sign_changes(with_zeros(*map(F, all_zeros.split())))
    assert near(found, list(map(F, changes.split())))


def test_a_change_where_the_sum_is_flat_is_found() -> None:
    assert near(sign_changes(with_zeros(F(1, 2), F(1, 2), F(1, 2))), [F(1, 2)], within=F(1, 10**10))


@pytest.mark.parametrize("terms", [[], [(F(3), F(1))], [(F(1), F(1)), (F(2), F(3))], [(F(1), F(1)), (F(1), F(-1))]])
def test_a_sum_of_one_sign_or_of_nothing_never_changes(terms: list[Term]) -> None:
    assert sign_changes(terms) == ()


def test_exponents_that_only_rounding_tells_apart_are_one() -> None:
    found = sign_changes([(F(0), F(1)), (F(1, 10**30), F(-1)), (F(1), F(-1)), (F(2), F(2))])
    assert near(found, [F(1, 2)])


terms = st.lists(st.tuples(st.integers(-9, 9).map(F), st.integers(-5, 5).map(F)), min_size=2, max_size=8)


@given(terms)
def test_the_sign_is_the_same_between_two_changes_and_another_beyond(given_terms: list[Term]) -> None:
    found = sign_changes(given_terms)
    by_exponent: dict[F, F] = {}
    for exponent, coefficient in given_terms:
        by_exponent[exponent] = by_exponent.get(exponent, F(0)) + coefficient
    signs = [c > 0 for _, c in sorted(by_exponent.items()) if c]
    assert len(found) <= sum(one != other for one, other in zip(signs, signs[1:], strict=False))

    def above(s: F) -> bool:
        return sum(c * exponential((min(by_exponent) - x) * s) for x, c in by_exponent.items()) > 0

    ends = [F(0), *found, (found[-1] if found else F(0)) + 40]
    between = []
    for low, high in zip(ends, ends[1:], strict=False):
        parts = {above(low + (high - low) * F(step, 17)) for step in range(1, 17)}
        assert len(parts) == 1 or (not found and not any(by_exponent.values()))
        between.append(parts.pop())
    assert all(one != other for one, other in zip(between, between[1:], strict=False))
