"""analysis.claims: the divisions of the Talmud, and what each rule promises."""

from __future__ import annotations

from fractions import Fraction as F
from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook_engine.analysis import claims as module
from playbook_engine.analysis.claims import RULES, Rule, contested_garment, divide
from playbook_engine.errors import AnalysisError


def fractions(text: str) -> tuple[F, ...]:
    return tuple(F(part) for part in text.split())


WIVES = fractions("100 200 300")


@pytest.mark.parametrize(
    ("estate", "awards"),
    [
        (0, "0 0 0"),
        (100, "100/3 100/3 100/3"),
        (200, "50 75 75"),
        (300, "50 100 150"),
        (400, "50 125 225"),
        (500, "200/3 500/3 800/3"),
        (600, "100 200 300"),
    ],
)
def test_the_three_wives_of_the_talmud(estate: int, awards: str) -> None:
    assert contested_garment(F(estate), WIVES) == fractions(awards)


def test_two_hold_a_garment_one_claims_all_and_one_half() -> None:
    assert contested_garment(F(1), fractions("1 1/2")) == fractions("3/4 1/4")


@pytest.mark.parametrize(
    ("rule", "estate", "awards"),
    [
        (module.proportional, 300, "50 100 150"),
        (module.proportional, 100, "50/3 100/3 50"),
        (module.constrained_equal_awards, 300, "100 100 100"),
        (module.constrained_equal_awards, 400, "100 150 150"),
        (module.constrained_equal_awards, 500, "100 200 200"),
        (module.constrained_equal_losses, 100, "0 0 100"),
        (module.constrained_equal_losses, 300, "0 100 200"),
        (module.constrained_equal_losses, 500, "200/3 500/3 800/3"),
    ],
)
def test_the_other_rules(rule: Rule, estate: int, awards: str) -> None:
    assert rule(F(estate), WIVES) == fractions(awards)


def test_more_than_enough_pays_everyone_in_full_and_leaves_the_rest() -> None:
    for one in divide(F(700), WIVES):
        assert (one.awards, one.left_over) == (WIVES, 100)


amounts = st.integers(0, 40).map(F) | st.fractions(0, 40, max_denominator=6)
problems = st.tuples(st.lists(amounts, min_size=1, max_size=5), st.integers(0, 12)).map(
    lambda drawn: (sum(drawn[0], F(0)) * drawn[1] / 12, tuple(drawn[0]))
)


@given(problems, st.sampled_from(RULES))
def test_every_rule_shares_out_all_and_keeps_within_the_claims(problem: tuple[F, tuple[F, ...]], rule: Rule) -> None:
    estate, claims = problem
    awards = rule(estate, claims)
    assert sum(awards) == estate
    assert all(0 <= award <= claim for award, claim in zip(awards, claims, strict=True))
    pairs = [(a, b) for a in range(len(claims)) for b in range(len(claims)) if claims[a] <= claims[b]]
    for small, large in pairs:  # a larger claim is awarded no less, and loses no less
        assert awards[small] <= awards[large]
        assert claims[small] - awards[small] <= claims[large] - awards[large]


@given(problems, st.sampled_from(RULES))
def test_every_rule_agrees_with_itself_on_any_two_claimants(problem: tuple[F, tuple[F, ...]], rule: Rule) -> None:
    """Consistency: what two get together, the rule divides between the two alone as it did among all."""
    estate, claims = problem
    awards = rule(estate, claims)
    for one, other in combinations(range(len(claims)), 2):
        assert rule(awards[one] + awards[other], (claims[one], claims[other])) == (awards[one], awards[other])


@given(problems)
def test_any_two_share_as_two_who_hold_a_garment(problem: tuple[F, tuple[F, ...]]) -> None:
    """Each concedes what it does not claim; the rest is halved. That property alone fixes the rule."""
    estate, claims = problem
    awards = contested_garment(estate, claims)
    for one, other in permutations(range(len(claims)), 2):
        held = awards[one] + awards[other]
        conceded_to_one, conceded_to_other = max(F(0), held - claims[other]), max(F(0), held - claims[one])
        assert awards[one] == conceded_to_one + (held - conceded_to_one - conceded_to_other) / 2


@given(problems)
def test_awards_and_losses_mirror_each_other(problem: tuple[F, tuple[F, ...]]) -> None:
    estate, claims = problem
    missing = sum(claims, F(0)) - estate
    mirrored = {
        module.contested_garment: module.contested_garment,
        module.proportional: module.proportional,
        module.constrained_equal_awards: module.constrained_equal_losses,
    }
    for rule, mirror in mirrored.items():
        losses = mirror(missing, claims)
        assert rule(estate, claims) == tuple(claim - loss for claim, loss in zip(claims, losses, strict=True))


@given(problems, st.integers(1, 30), st.sampled_from(RULES))
def test_a_larger_estate_harms_nobody(problem: tuple[F, tuple[F, ...]], more: int, rule: Rule) -> None:
    estate, claims = problem
    assert all(a <= b for a, b in zip(rule(estate, claims), rule(estate + more, claims), strict=True))


@pytest.mark.parametrize(
    ("estate", "claims", "argument"),
    [(F(1), [], "claims"), (F(1), [F(-1)], "claims"), (F(-1), [F(1)], "estate")],
)
def test_what_cannot_be_shared_is_refused(estate: F, claims: list[F], argument: str) -> None:
    with pytest.raises(AnalysisError) as raised:
        divide(estate, claims)
    assert raised.value.argument == argument
