"""How the reservation value was worked out: each thing that counts with its amount, and each assumption beside its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from playbook_engine.analysis import batna
from playbook_engine.analysis.batna import Valuation
from playbook_engine.sheet import Account, Row
from playbook_engine.standing import rounded
from playbook_engine.words import Words, escape, shorten
from playbook_engine.worksheets.batna.answers import NOTHING, AlternativeAnswers, fails_into_the_unknown
from playbook_engine.worksheets.batna.findings import AlternativeFinding, BatnaFindings


def of_limit(found: BatnaFindings, words: Words) -> Account | None:
    """Return the account of the reservation value, from the best alternative; None where there is none."""
    if found.best is None or found.best.valuation is None or found.reservation_value is None:
        return None
    teller = _Teller(found, found.best, found.best.valuation, words)
    name = found.best.answers.name
    row = words.say("chart-row-unnamed", number=str(found.best.place + 1))
    unnamed = words.say("worked-unnamed") if found.is_unnamed else row
    told = words.unit(found.basis)
    return Account(
        of=escape(shorten(name)) if name else unnamed,
        unit=told[:1].upper() + told[1:] if told else words.say("worked-amount"),
        rows=tuple(teller.rows()),
    )


@dataclass(frozen=True, slots=True)
class _Teller:
    """What the lines are told from. Amounts are gains inside, and what the person would type in a line."""

    found: BatnaFindings
    best: AlternativeFinding
    worth: Valuation
    words: Words

    def rows(self) -> Iterator[Row]:
        yield self._first()
        yield from self._costs()
        yield from self._wait()
        yield from self._risk()
        deal = tuple(self._deal())
        if deal:
            level = self.found.sign * self.worth.certainty_equivalent
            yield Row(self.words.say("worked-all-told"), self.words.amount(level), is_sum=True)
            yield from deal
        yield self._limit()

    @property
    def _row(self) -> AlternativeAnswers:
        return self.best.answers

    def _path(self, name: str) -> str:
        return f"alternatives.{self.best.place}.{name}"

    def _moved(self, gain: Fraction) -> str:
        """Return by how much something moves the amount that the person would type."""
        typed = self.found.sign * gain
        if not typed:
            return self.words.amount(typed)
        name = "worked-more" if typed > 0 else "worked-less"
        return self.words.say(name, amount=self.words.amount(abs(typed)))

    def _first(self) -> Row:
        """Return the line of what the alternative comes to, and of how likely it is."""
        row, words = self._row, self.words
        expected = words.amount(self.found.sign * (self.worth.expected + self.worth.alternative.cost))
        if row.works_out is None and row.kind not in ("status-quo", "in-hand"):
            return Row(words.say("worked-certain-unsaid"), expected, self._path("works_out"))
        if row.works_out in (None, 1):
            several = row.worth is not None and len(row.worth.points) > 1
            return Row(words.say("worked-average" if several else "worked-worth"), expected)
        if fails_into_the_unknown(row, self.found.answers):
            return Row(words.say("worked-otherwise-unknown"), expected, self._path("otherwise"))
        chance, worth = words.percent(row.works_out), words.amount(self._if_it_works_out())
        if row.otherwise is None:
            return Row(
                words.say("worked-otherwise-nothing", chance=chance, worth=worth), expected, self._path("otherwise")
            )
        return Row(
            words.say("worked-chance", chance=chance, worth=worth, otherwise=words.amount(row.otherwise)), expected
        )

    def _if_it_works_out(self) -> Fraction:
        """Return what the alternative comes to on average when it works out, as typed."""
        works = self.worth.alternative.outcomes[:-1]
        chance = sum((outcome.chance for outcome in works), NOTHING)
        if not chance:
            likely = self._row.worth.likely if self._row.worth else None
            return likely if likely is not None else NOTHING
        return self.found.sign * batna.expected_value(works) / chance

    def _costs(self) -> Iterator[Row]:
        row, words, spread = self._row, self.words, self.found.answers.reckoning.spread
        unsaid = row.cost_money is None and row.cost_hours is None and row.cost_relationship is None
        if unsaid and row.kind != "status-quo":
            yield Row(words.say("worked-costs-unsaid"), words.amount(NOTHING), self._path("cost_money"))
        if row.cost_money:
            yield Row(words.say("worked-cost"), self._moved(-spread(row.cost_money)))
        if row.cost_hours:
            hours, price = words.hours(row.cost_hours), self.found.answers.hour_value
            if price is None:
                yield Row(words.say("worked-hours-unpriced", hours=hours), words.amount(NOTHING), "hour_value")
            else:
                said = words.say("worked-hours", hours=hours, price=words.amount(price))
                yield Row(said, self._moved(-spread(row.cost_hours * price)))
        if row.cost_relationship:
            yield Row(words.say("worked-strain"), self._moved(-spread(row.cost_relationship)))

    def _wait(self) -> Iterator[Row]:
        row, words, rate = self._row, self.words, self.found.answers.annual_rate
        if not row.months:
            return
        wait = words.duration(row.months)
        if rate is None:
            yield Row(words.say("worked-wait-unpriced", wait=wait), words.amount(NOTHING), "annual_rate")
        else:
            said = words.say("worked-wait", wait=wait, rate=words.percent(rate))
            yield Row(said, self._moved(self.worth.present - self.worth.expected))

    def _risk(self) -> Iterator[Row]:
        words, tolerance = self.words, self.found.answers.risk_tolerance
        if not self.worth.is_uncertain:
            return
        if tolerance is None:
            yield Row(words.say("worked-risk-unpriced"), words.amount(NOTHING), "risk_tolerance")
        else:
            said = words.say("worked-risk", tolerance=words.amount(tolerance))
            yield Row(said, self._moved(self.worth.certainty_equivalent - self.worth.present))

    def _deal(self) -> Iterator[Row]:
        """Yield what the deal itself costs and brings, which moves what it must pay."""
        given, words = self.found.answers, self.words
        cost, benefit = given.share_of_deal_cost, given.deal_benefit or NOTHING
        carried = (self.found.reservation_value or NOTHING) - cost + benefit - self.worth.certainty_equivalent
        if carried and given.deal_months:
            yield Row(words.say("worked-deal-wait", wait=words.duration(given.deal_months)), self._moved(carried))
        if cost:
            yield Row(words.say("worked-deal-cost"), self._moved(cost))
        if benefit:
            yield Row(words.say("worked-deal-benefit"), self._moved(-benefit))

    def _limit(self) -> Row:
        words = self.words
        limit = self.found.sign * (self.found.reservation_value or NOTHING)
        shown = rounded(self.found.stand).stand.limit
        label = words.say("tile-limit")
        if shown is not None and words.amount(shown) != words.amount(limit):
            label = words.say("worked-limit-rounded", limit=label, shown=words.amount(shown))
        return Row(label, words.amount(limit), is_sum=True)
