"""A catalogue of named negotiations, as the plans that a page would send.

A test names its negotiation; what is at stake stands in the function's docstring.
"""

from __future__ import annotations

from collections.abc import Callable

from tests.plans import Answers, Plan, plan

HOSTILE = "<img src=x onerror=alert(1)> [x](javascript:alert(1)) **b** `c` | \"q\" 'a' & </text> {target} =1+1"


def salary() -> Plan:
    """A nurse is offered 52,000 to stay; a clinic across town may pay more, and staying on the old pay is certain."""
    return plan(
        {
            "role": "receive",
            "deal_name": "Stay, with the raise",
            "deal_worth": {"likely": "52,000"},
            "deal_cost": "0",
            "deal_benefit": "2,000",
            "deal_months": "1 month",
            "target": "58,000",
            "alternatives": [
                {
                    "name": "Join the clinic",
                    "worth": {"low": "54,000", "likely": "57,000", "high": "60,000"},
                    "works_out": "60%",
                    "otherwise": "50,000",
                    "cost_money": "500",
                    "cost_hours": "20",
                    "cost_relationship": "300",
                    "months": "3 months",
                    "confidence": "heard",
                    "evidence": "The pay range in the advert",
                },
                {
                    "name": "Keep my old pay",
                    "worth": {"likely": "50,000"},
                    "works_out": "100%",
                    "confidence": "written",
                },
            ],
            "linked": "no",
            "hour_value": "30",
            "annual_rate": "5%",
            "risk_sleep": "uneasily",
            "risk_tolerance": "20,000",
            "felt_power": "weak",
            "their_alternative": "Advertise the post again",
        }
    )


def supplier() -> Plan:
    """A bakery is asked for 88,000 for a year of flour, and could buy with others or change mills. It pays."""
    return plan(
        {
            "role": "pay",
            "deal_name": "Renew with the large mill",
            "deal_worth": {"likely": "88000"},
            "target": "82000",
            "alternatives": [
                {
                    "name": "Buy together",
                    "worth": {"likely": "76000"},
                    "works_out": "50%",
                    "otherwise": "90000",
                    "cost_money": "1000",
                    "cost_hours": "60",
                    "months": "2 months",
                    "confidence": "guess",
                },
                {
                    "name": "Change to the regional mill",
                    "worth": {"low": "95000", "likely": "86000", "high": "78000"},
                    "works_out": "100%",
                    "cost_money": "3000",
                    "cost_hours": "40",
                    "cost_relationship": "1000",
                    "months": "1 month",
                    "confidence": "written",
                    "evidence": "A price list",
                },
            ],
            "linked": "yes",
            "hour_value": "35",
            "risk_sleep": "uneasily",
            "felt_power": "weak",
        }
    )


def court() -> Plan:
    """A firm is sued: 30 % win, 50 % lose 1,000k, 20 % lose 300k, trial cost 100k, against a settlement of 600k."""
    worth = {
        "low": "1,000k",
        "likely": "300k",
        "high": "0",
        "low_chance": "50%",
        "likely_chance": "20%",
        "high_chance": "30%",
    }
    return plan(
        {
            "role": "pay",
            "deal_name": "Settle",
            "deal_worth": {"likely": "600k"},
            "alternatives": [{"name": "Go to court", "worth": worth, "works_out": "100%", "cost_money": "100k"}],
            "risk_sleep": "easily",
        }
    )


def demand(risk_tolerance: str = "", risk_sleep: str = "") -> Plan:
    """Half a chance of losing a million in court, against a demand for 600k: the advice turns with risk tolerance."""
    worth = {"low": "1,000,000", "high": "0", "low_chance": "50%", "high_chance": "50%"}
    return plan(
        {
            "role": "pay",
            "deal_name": "Pay the demand",
            "deal_worth": {"likely": "600,000"},
            "alternatives": [{"name": "Go to trial", "worth": worth, "works_out": "100%"}],
            "risk_tolerance": risk_tolerance,
            "risk_sleep": risk_sleep,
        },
        currency="$",
    )


def claim() -> Plan:
    """A claim for 100k with a chance of 70 %, at a cost of 15k, in a year, at 5 %: 55,000, and 52,380.95 today."""
    return plan(
        {
            "role": "receive",
            "deal_name": "Take their offer",
            "deal_worth": {"likely": "50,000"},
            "annual_rate": "5%",
            "alternatives": [
                {
                    "name": "Sue",
                    "worth": {"likely": "100,000"},
                    "works_out": "70%",
                    "otherwise": "0",
                    "cost_money": "15,000",
                    "months": "12 months",
                }
            ],
        }
    )


def no_alternative() -> Plan:
    """A freelancer with one client has named no alternative at all."""
    return plan(
        {"role": "receive", "deal_name": "Renew the contract", "deal_worth": {"likely": "4,000"}, "target": "4,500"}
    )


def weak_alternatives() -> Plan:
    """Both courses without a deal fall far short of the target."""
    return plan(
        {
            "role": "receive",
            "deal_name": "The partnership",
            "deal_worth": {"likely": "40,000"},
            "target": "50,000",
            "alternatives": [
                {"name": "Go on alone", "worth": {"likely": "20,000"}, "works_out": "90%", "confidence": "guess"},
                {"name": "Ask the smaller partner", "worth": {"likely": "15,000"}, "works_out": "50%"},
            ],
            "linked": "?",
            "felt_power": "strong",
        }
    )


def strong_alternative() -> Plan:
    """One written offer beats the deal."""
    return plan(
        {
            "role": "receive",
            "deal_name": "Their offer",
            "deal_worth": {"likely": "60,000"},
            "target": "65,000",
            "alternatives": [
                {
                    "name": "The other firm",
                    "worth": {"likely": "70,000"},
                    "works_out": "95%",
                    "otherwise": "60,000",
                    "cost_money": "0",
                    "confidence": "written",
                    "evidence": "A signed letter",
                }
            ],
            "felt_power": "rather_weak",
            "their_alternative": "Search again",
            "risk_sleep": "easily",
        }
    )


def close_call() -> Plan:
    """The deal and the best alternative are within five percent of each other."""
    return plan(
        {
            "role": "receive",
            "deal_worth": {"likely": "100,000"},
            "target": "110,000",
            "alternatives": [
                {"name": "Offer A", "worth": {"likely": "99,000"}},
                {"name": "Offer B", "worth": {"likely": "98,000"}},
                {"name": "Offer C", "worth": {"likely": "60,000"}},
            ],
            "linked": "no",
        }
    )


def tie() -> Plan:
    """Two alternatives are worth exactly the same."""
    return plan(
        {
            "role": "receive",
            "deal_worth": {"likely": "12,000"},
            "alternatives": [
                {"name": "First", "worth": {"likely": "10,000"}},
                {"name": "Second", "worth": {"likely": "20,000"}, "works_out": "50%"},
            ],
        }
    )


def linked() -> Plan:
    """Three alternatives that hang on the same event."""
    return plan(
        {
            "role": "receive",
            "deal_worth": {"likely": "30,000"},
            "target": "31,000",
            "alternatives": [
                {"name": "Client one", "worth": {"likely": "29,000"}, "works_out": "80%", "otherwise": "20,000"},
                {"name": "Client two", "worth": {"likely": "28,000"}, "works_out": "70%", "otherwise": "20,000"},
                {"name": "Client three"},
            ],
            "linked": "yes",
            "felt_power": "even",
        }
    )


def eight_alternatives() -> Plan:
    """As many alternatives as the form takes, some without a worth and some without a name."""
    rows: list[Answers] = [
        {
            "name": "" if number == 3 else f"Course {number}",
            "worth": {} if number == 5 else {"low": f"{number}0,000", "high": f"{number + 2}0,000"},
            "works_out": f"{100 - 5 * number}%",
            "otherwise": "5,000",
            "cost_hours": str(10 * number),
            "months": f"{number} months",
        }
        for number in range(1, 9)
    ]
    return plan(
        {
            "role": "receive",
            "deal_worth": {"low": "40,000", "likely": "50,000", "high": "55,000"},
            "target": "70,000",
            "alternatives": rows,
            "hour_value": "40",
            "annual_rate": "8%",
            "risk_tolerance": "30,000",
        }
    )


def hostile() -> Plan:
    """Every text answer tries to become a tag, a link, an attribute, a formula or a placeholder."""
    rows = [
        {"name": HOSTILE, "worth": {"likely": "5,000"}, "works_out": "60%", "evidence": HOSTILE, "confidence": "heard"},
        {"name": "2. " + HOSTILE, "worth": {"likely": "?"}},
        {"name": "# " + HOSTILE, "worth": {"likely": "4,900"}},
    ]
    return plan(
        {
            "role": "receive",
            "deal_name": "- " + HOSTILE,
            "deal_worth": {"likely": "6,000"},
            "target": "9,000",
            "alternatives": rows,
            "their_alternative": HOSTILE,
        },
        currency="<b>$",
    )


def right_to_left() -> Plan:
    """Names in Hebrew and Arabic, one with marks that would turn the sentence around."""
    return plan(
        {
            "role": "receive",
            "deal_name": "הצעה ראשונה",
            "deal_worth": {"likely": "6,000"},
            "alternatives": [
                {"name": "عرض آخر", "worth": {"likely": "5,000"}},
                {"name": "a\u202eb", "worth": {"likely": "٤٬٥٠٠"}},
            ],
        },
        currency="₪",
    )


def unknown() -> Plan:
    """Every question answered with "I do not know"."""
    unsure = dict.fromkeys(("low", "likely", "high", "low_chance", "likely_chance", "high_chance"), "?")
    row = dict.fromkeys(
        (
            "name",
            "works_out",
            "otherwise",
            "cost_money",
            "cost_hours",
            "cost_relationship",
            "months",
            "confidence",
            "evidence",
        ),
        "?",
    )
    top = dict.fromkeys(
        (
            "role", "deal_name", "deal_cost", "deal_benefit", "deal_months", "target", "linked", "hour_value",
            "annual_rate", "risk_sleep", "risk_tolerance", "felt_power", "their_alternative",
        ),
        "?",
    )  # fmt: skip
    return plan({**top, "deal_worth": unsure, "alternatives": [{**row, "worth": unsure}, {**row, "worth": "?"}]})


def blank() -> Plan:
    """A form sent before anything was typed: every text empty, two empty rows."""
    parts = dict.fromkeys(("low", "likely", "high", "low_chance", "likely_chance", "high_chance"), "")
    document = unknown()
    answers = document["worksheets"]["batna"]
    for name in answers:
        answers[name] = ""
    row = {"name": "", "worth": parts, "works_out": "", "otherwise": " "}
    answers.update(deal_worth=parts, alternatives=[row, {}])
    return document


def nothing() -> Plan:
    """A plan without a single answer."""
    return plan({})


def comma_decimals() -> Plan:
    """A person in Munich: points group thousands, a comma marks decimals, the currency stands behind."""
    return plan(
        {
            "role": "receive",
            "deal_name": "Verlängerung",
            "deal_worth": {"likely": "52.000,50"},
            "target": "58.000",
            "alternatives": [
                {"name": "Neue Stelle", "worth": {"likely": "54.250,75"}, "works_out": "62,5%", "otherwise": "48.000"},
            ],
            "annual_rate": "2,5%",
        },
        numbers="comma",
    )


def ambiguous() -> Plan:
    """Answers that need another look: two readings, no number, a chance over 100 %, chances off 100 %, a bare duration."""
    return plan({
        "role": "receive",
        "deal_worth": {"likely": "52.000"},
        "target": "as much as I can get",
        "alternatives": [
            {"name": "Sell at the market", "worth": {"likely": "48,000"}, "works_out": "120%", "months": "6"},
            {
                "name": "Sell later",
                "worth": {"low": "30k", "likely": "50k", "high": "60k", "low_chance": "50%", "likely_chance": "20%",
                          "high_chance": "20%"},
                "works_out": "0.5",
            },
        ],
    })  # fmt: skip


def payer_with_discount() -> Plan:
    """A buyer compares paying now with a cheaper course that comes, and is paid, in two years."""
    return plan(
        {
            "role": "pay",
            "deal_name": "Buy now",
            "deal_worth": {"likely": "100,000"},
            "deal_cost": "1,500",
            "deal_benefit": "4,000",
            "target": "90,000",
            "alternatives": [
                {
                    "name": "Build it",
                    "worth": {"low": "130,000", "likely": "105,000", "high": "95,000"},
                    "months": "2 years",
                },
                {"name": "Rent", "worth": {"likely": "99,000"}, "cost_relationship": "2,000", "confidence": "written"},
            ],
            "annual_rate": "6%",
            "risk_tolerance": "80,000",
            "felt_power": "strong",
        },
        currency="CHF",
    )


def certain_to_fail() -> Plan:
    """An alternative whose chance is 0 %, and one that costs more than it brings."""
    return plan(
        {
            "role": "receive",
            "deal_worth": {"likely": "100"},
            "alternatives": [
                {"name": "Lottery", "worth": {"likely": "1,000,000"}, "works_out": "0%", "otherwise": "-5"},
                {"name": "Sue", "worth": {"likely": "900"}, "works_out": "100%", "cost_money": "1,200"},
            ],
        }
    )


def extreme() -> Plan:
    """Amounts near a million billion, beside a risk tolerance of a cent."""
    return plan(
        {
            "role": "receive",
            "deal_worth": {"low": "-999,999,999,999,999", "likely": "0", "high": "999,999,999,999,999"},
            "target": "999,999,999,999,999",
            "alternatives": [
                {"name": "All", "worth": {"low": "0.01", "high": "999,999,999,999,999"}, "works_out": "1 in 999999999"},
                {"name": "Nothing", "worth": {"likely": "0"}, "months": "100 years"},
            ],
            "annual_rate": "100%",
            "risk_tolerance": "0.01",
        }
    )


NEGOTIATIONS: dict[str, Callable[[], Plan]] = {
    make.__name__: make
    for make in (
        salary, supplier, court, demand, claim, no_alternative, weak_alternatives, strong_alternative, close_call, tie,
        linked, eight_alternatives, hostile, right_to_left, unknown, blank, nothing, comma_decimals, ambiguous,
        payer_with_discount, certain_to_fail, extreme,
    )
}  # fmt: skip
"""Every negotiation of this module by its name."""
