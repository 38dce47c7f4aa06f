"""Answers to the make-believe worksheet that the browser tests use, as a person would type them."""

from __future__ import annotations

from typing import Any

WORKSHEET = "trial"
PAGE = f"worksheets/{WORKSHEET}/"

#: The least that gives a result.
SHORT: dict[str, Any] = {
    "offer_name": "The raise",
    "offer_takings": {"likely": "52,000"},
    "tries": [{"try_name": "Join the clinic", "takings": {"likely": "57,000"}}],
}
#: An answer to every question.
ANSWERS: dict[str, Any] = {
    "way": "earn",
    "offer_name": "Stay, with the raise",
    "offer_takings": {"likely": "52,000"},
    "offer_fee": "0",
    "offer_extra": "2,000",
    "offer_wait": "1 month",
    "hope": "58,000",
    "tries": [
        {
            "try_name": "Join the clinic",
            "takings": {"low": "54,000", "likely": "57,000", "high": "60,000"},
            "odds": "60%",
            "left_over": "50,000",
            "fee": "500",
            "effort": "20",
            "strain": "300",
            "wait": "3 months",
            "proof": "told",
            "notes": "The pay range in the advert",
        },
        {"try_name": "Keep my old pay", "takings": {"likely": "50,000"}, "odds": "100%", "proof": "signed"},
    ],
    "together": "no",
    "hour_price": "30",
    "yearly": "5%",
    "mood": "uneasily",
    "stake": "20,000",
    "strength": "weak",
    "their_plan": "Advertise the post again",
}
#: Four answers that need another look.
FAULTY: dict[str, Any] = {
    "offer_name": "The raise",
    "offer_takings": {"likely": "1.234"},
    "hope": "lots",
    "tries": [{"try_name": "Join the clinic", "takings": {"likely": "57,000"}, "odds": "120%", "wait": "3"}],
}
