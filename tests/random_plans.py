"""Plans with answers drawn at random: plain ones, odd ones and faulty ones."""

from __future__ import annotations

import random

from tests.negotiations import HOSTILE
from tests.plans import Answers, Plan, plan

_AMOUNTS = (
    "", "?", "0", "1", "-1", "100", "52000", "52,000", "52.000", "52.000,50", "52 000", "€52k", "1.5m", "3 lakh", "48,500.25", "0.01",
    "999,999,999,999,999", "-20,000", "(1,200)", "lots", "1e400", "NaN", "about 60k", "٥٢٠٠٠", " 7 ", "12,5", "250000", "610k", "1m",
)  # fmt: skip
_PERCENTS = (
    "",
    "?",
    "0%",
    "1%",
    "10%",
    "33.3%",
    "50%",
    "60",
    "80 %",
    "99.9%",
    "100%",
    "0.8",
    "1",
    "120%",
    "3/4",
    "2 in 3",
    "x",
)
_DURATIONS = ("", "?", "now", "6", "2 weeks", "3 months", "18 months", "1.5 years", "100 years", "10 days", "soon")
_TEXTS = (
    "", "?", " ", "Stay", "Go to court", HOSTILE, "עברית", "العربية 12", "日本語", "🤝 deal", "a\u202eb", "x" * 120, "x" * 250, "\u200b",
    "two\nlines", "\ud800", "#1", "1) one", "&amp;", "{deal_name}",
)  # fmt: skip


def random_plan(rng: random.Random) -> Plan:
    """Return a plan with answers drawn at random: plain ones, odd ones and faulty ones, some left out."""

    def maybe(pool: tuple[str, ...], share: float = 0.7) -> str | None:
        return rng.choice(pool) if rng.random() < share else None

    def worth() -> dict[str, str]:
        if rng.random() < 0.3:
            return {"likely": rng.choice(_AMOUNTS)}
        ends = sorted(rng.randrange(-50, 200) * 1000 for _ in range(3))
        if rng.random() < 0.3:
            ends.reverse()
        parts = dict(zip(("low", "likely", "high"), map(str, ends), strict=True))
        if rng.random() < 0.4:
            parts.update(
                low_chance="20%", likely_chance=rng.choice(("50%", "")), high_chance=rng.choice(("30%", "40%"))
            )
        if rng.random() < 0.3:
            parts.pop("likely")
            parts.pop("likely_chance", None)
        return parts

    def row() -> Answers:
        found = {
            "name": maybe(_TEXTS, 0.9),
            "worth": worth() if rng.random() < 0.8 else None,
            "works_out": maybe(_PERCENTS),
            "otherwise": maybe(_AMOUNTS, 0.4),
            "cost_money": maybe(_AMOUNTS, 0.3),
            "cost_hours": maybe(("", "20", "7,5", "x"), 0.3),
            "cost_relationship": maybe(_AMOUNTS, 0.2),
            "months": maybe(_DURATIONS, 0.5),
            "confidence": maybe(("guess", "heard", "written", "?", "sworn"), 0.6),
            "evidence": maybe(_TEXTS, 0.5),
        }
        return {key: value for key, value in found.items() if value is not None}

    found = {
        "role": maybe(("receive", "pay", "receive", "pay", "?", "both"), 0.9),
        "deal_name": maybe(_TEXTS),
        "deal_worth": worth() if rng.random() < 0.8 else None,
        "deal_cost": maybe(_AMOUNTS, 0.3),
        "deal_benefit": maybe(_AMOUNTS, 0.3),
        "deal_months": maybe(_DURATIONS, 0.3),
        "target": maybe(_AMOUNTS, 0.6),
        "alternatives": [row() for _ in range(rng.choice((0, 1, 1, 2, 2, 2, 3, 3, 4, 8, 9)))],
        "linked": maybe(("yes", "no", "?"), 0.6),
        "hour_value": maybe(_AMOUNTS, 0.4),
        "annual_rate": maybe(_PERCENTS, 0.4),
        "risk_sleep": maybe(("easily", "uneasily", "badly", "?"), 0.6),
        "risk_tolerance": maybe((*_AMOUNTS, "20000", "100k", "500k", "0.001"), 0.5),
        "felt_power": maybe(("weak", "rather_weak", "even", "rather_strong", "strong", "?"), 0.6),
        "their_alternative": maybe(_TEXTS, 0.5),
    }
    answers = {key: value for key, value in found.items() if value is not None}
    currency = rng.choice(("", "€", "$", "CHF", "kr", "Rs.", "US$", "<b>", "₪"))
    return plan(answers, currency, rng.choice(("auto", "auto", "point", "comma")))
