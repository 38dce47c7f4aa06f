"""First offers: whether to go first, how far, as a range or a point, round or precise. Considerations, never a price.

Each consideration is coded, with the way it points and its source. Effect sizes are averages over many studies and are
never turned into a forecast. First offers: g = 0.42 for the first mover, more ambitious ones g = 1.14, but impasses
g = -0.42 and the recipient's feeling g = -0.40, all smaller with more issues (Petrowsky et al. 2025, doi:10.1016/j.obhdp.2025.104448).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from playbook_engine.analysis.comparables import Support
from playbook_engine.analysis.door import exact_numbers
from playbook_engine.errors import AnalysisError

Direction = Literal["go_first", "wait", "either", "caution"]
RangeKind = Literal["bolstering", "backdown", "bracketing", "point", "off_target"]
MOST_POINTS = 4
MANY_ISSUES = 4
CLEAR = 2  # points of difference on a scale of 0 to 4 that count as an asymmetry

_PETROWSKY = "Petrowsky et al. 2025"
_GALINSKY = "Galinsky and Mussweiler 2001"
_MAARAVI = "Maaravi and Levy 2017"  # both sides did better not to go first when one knew all and the other nothing
_LOW_POWER = "Negotiation Journal 39(1), 2023, Low-Power, First-Offers, and Reservation Prices"
_AMES = "Ames and Mason 2015"
_MASON = "Mason, Lee, Wiley and Ames 2013"
_LOSCHELDER = "Loschelder, Friese, Schaerer and Galinsky 2016"


@dataclass(frozen=True, slots=True)
class Consideration:
    """One thing to weigh: a code, the way it points, and its source."""

    code: str
    direction: Direction
    source: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What the adviser is told. Information and leverage are rated 0 to 4 for each side."""

    my_information: int
    their_information: int
    my_leverage: int
    their_leverage: int
    issues: int
    relationship_matters: bool
    comparables: int


@dataclass(frozen=True, slots=True)
class FirstOffer:
    """The considerations and which way they lean: who is clearly less informed does not go first, whatever else holds."""

    leaning: Literal["go_first", "do_not_go_first", "either"]
    considerations: tuple[Consideration, ...]


@exact_numbers
def first_offer(standing: Standing) -> FirstOffer:
    """Return what speaks for and against making the first offer.

    Raises :class:`AnalysisError` for a rating outside 0 to 4, fewer than one issue or a negative count.

    >>> first_offer(Standing(1, 4, 2, 2, issues=1, relationship_matters=False, comparables=0)).leaning
    'do_not_go_first'
    """
    for name in ("my_information", "their_information", "my_leverage", "their_leverage"):
        if not 0 <= getattr(standing, name) <= MOST_POINTS:
            raise AnalysisError(name, f"must lie between 0 and {MOST_POINTS}")
    if standing.issues < 1:
        raise AnalysisError("issues", "must be at least 1")
    if standing.comparables < 0:
        raise AnalysisError("comparables", "must not be negative")
    ahead = standing.my_information - standing.their_information
    stronger = standing.my_leverage - standing.their_leverage
    found = [*_about_information(ahead, standing.my_information), *_about_leverage(stronger)]
    if standing.issues >= MANY_ISSUES:
        found.append(Consideration("offer_a_package", "either", _PETROWSKY))
        found.append(Consideration("effect_smaller_with_many_issues", "caution", _PETROWSKY))
    elif standing.issues == 1:
        found.append(Consideration("single_issue_add_issues", "caution", "Raiffa 1982"))
    if standing.relationship_matters:
        found.append(Consideration("first_offer_can_cost_goodwill", "caution", _PETROWSKY))
    if standing.comparables:
        found.append(Consideration("comparables_justify_offer", "go_first", "Fisher and Ury 1981"))
    else:
        found.append(Consideration("gather_comparables_first", "wait", "Fisher and Ury 1981"))
    found.append(Consideration("ambitious_offers_risk_impasse", "caution", _PETROWSKY))
    return FirstOffer(_leaning(ahead, found), tuple(found))


def _about_information(ahead: int, mine: int) -> tuple[Consideration, ...]:
    if ahead <= -CLEAR:
        return (Consideration("they_know_more", "wait", _MAARAVI),)
    if ahead == MOST_POINTS:
        return (Consideration("all_knowledge_on_one_side", "wait", _MAARAVI),)
    if ahead >= CLEAR:
        return (Consideration("i_know_more", "go_first", _GALINSKY),)
    if mine <= 1:
        return (Consideration("both_know_little", "wait", "Raiffa 1982"),)
    return (Consideration("both_informed", "go_first", _GALINSKY),)


def _about_leverage(stronger: int) -> tuple[Consideration, ...]:
    if stronger >= CLEAR:
        return (Consideration("more_leverage", "go_first", _LOW_POWER),)
    if stronger <= -CLEAR:
        return (
            Consideration("less_leverage_second_may_do_better", "wait", _LOW_POWER),
            Consideration("anchor_on_target_not_on_weak_alternative", "caution", "Schaerer, Swaab and Galinsky 2015"),
        )
    return ()


def _leaning(ahead: int, found: list[Consideration]) -> Literal["go_first", "do_not_go_first", "either"]:
    if ahead <= -CLEAR:
        return "do_not_go_first"
    balance = sum((c.direction == "go_first") - (c.direction == "wait") for c in found)
    return "go_first" if balance > 0 else "do_not_go_first" if balance < 0 else "either"


@dataclass(frozen=True, slots=True)
class PlannedOffer:
    """A planned first offer against what the evidence supports.

    ``excess`` is how far it lies beyond the most favourable amount that anything supports, 0 when it does not, None when
    nothing is known.
    """

    offer: Fraction
    excess: Fraction | None
    considerations: tuple[Consideration, ...]


@exact_numbers
def planned_offer(offer: Fraction, evidence: Support, reservation: Fraction | None = None) -> PlannedOffer:
    """Check a planned first offer: beyond all support it risks an impasse, short of the median it gives away.

    >>> from playbook_engine.analysis.comparables import support
    >>> pay = support("seller", [Fraction(n) for n in (70_000, 72_000, 75_000, 78_000)])
    >>> [found.code for found in planned_offer(Fraction(95_000), pay).considerations]
    ['impasse_warning', 'round']
    """
    sign = 1 if evidence.role == "seller" else -1
    found, excess = [], None
    if evidence.aspiration is None or evidence.furthest is None or evidence.quartiles is None:
        found.append(Consideration("no_support_known", "caution", "Fisher and Ury 1981"))
    else:
        excess = max(sign * (offer - evidence.furthest), Fraction(0))
        if excess:
            found.append(Consideration("impasse_warning", "caution", _PETROWSKY))
        elif sign * (offer - evidence.quartiles[1]) < 0:
            found.append(Consideration("short_of_the_median", "caution", _PETROWSKY))
        else:
            found.append(Consideration("supported", "go_first", "Fisher and Ury 1981"))
    if reservation is not None and sign * (offer - reservation) <= 0:
        found.append(Consideration("no_room_above_reservation_value", "caution", "Raiffa 1982"))
    found.append(precision(offer))
    return PlannedOffer(offer, excess, tuple(found))


@exact_numbers
def significant_digits(amount: Fraction) -> int | None:
    """Return how many digits an amount is written with, zeros at the end not counted; None when it never ends.

    >>> significant_digits(Fraction(95_000)), significant_digits(Fraction(27_750)), significant_digits(Fraction("0.5"))
    (2, 4, 1)
    """
    rest = amount.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        return None
    whole = abs(amount)
    while whole.denominator != 1:
        whole *= 10
    return len(str(whole.numerator).rstrip("0")) or 1


@exact_numbers
def precision(amount: Fraction, expert: bool = False) -> Consideration:
    """Say whether an amount is round (up to two digits), precise (three or four) or more precise than is wise.

    Precise first offers anchor more; too much precision puts experts off, and precise prices make some not enter at all.

    >>> precision(Fraction(27_750)).code, precision(Fraction("27753.21"), expert=True).code
    ('precise', 'over_precise_for_an_expert')
    """
    digits = significant_digits(amount)
    if digits is not None and digits <= 2:
        return Consideration("round", "either", _MASON)
    if digits is not None and digits <= 4:
        return Consideration("precise", "either", _MASON)
    return Consideration("over_precise_for_an_expert" if expert else "very_precise", "caution", _LOSCHELDER)


@exact_numbers
def range_kind(role: Literal["seller", "buyer"], first: Fraction, second: Fraction, target: Fraction) -> RangeKind:
    """Name a range offer by where the own target lies in it (Ames and Mason 2015, doi:10.1037/pspi0000016).

    Bolstering starts at the target and goes on in the own favour; backdown starts at the target and gives way; bracketing
    has the target inside. A range that does not touch the target is off target; one without width is a point.

    >>> range_kind("seller", Fraction(7_200), Fraction(7_600), target=Fraction(7_200))
    'bolstering'
    """
    if role not in ("seller", "buyer"):
        raise AnalysisError("role", "must be seller or buyer")
    if first == second:
        return "point"
    low, high = min(first, second), max(first, second)
    modest, ambitious = (low, high) if role == "seller" else (high, low)
    if target == modest:
        return "bolstering"
    if target == ambitious:
        return "backdown"
    return "bracketing" if low < target < high else "off_target"


@exact_numbers
def range_consideration(kind: RangeKind) -> Consideration:
    """Return what is known of such a range offer.

    >>> range_consideration("backdown").code
    'range_backdown_costs'
    """
    codes: dict[RangeKind, tuple[str, Direction]] = {
        "bolstering": ("range_bolstering_helps", "go_first"),
        "backdown": ("range_backdown_costs", "caution"),
        "bracketing": ("range_bracketing_neutral", "either"),
        "point": ("not_a_range", "either"),
        "off_target": ("range_misses_target", "caution"),
    }
    code, direction = codes[kind]
    return Consideration(code, direction, _AMES)
