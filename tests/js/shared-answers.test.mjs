import assert from "node:assert/strict";
import { test } from "node:test";

import { emptyPlan } from "../../docs/assets/js/plan/plan.mjs";
import { gather, scatter } from "../../docs/assets/js/plan/shared-answers.mjs";

/** @typedef {import("../../docs/assets/js/plan/plan.mjs").Answers} Answers */

const PLACES = ["batna.target", "range.target", "time.goal"];
/** What the form of the worksheet "range" is marked with. */
const GROUPS = { target: PLACES };

const planOf = (/** @type {Record<string, Answers>} */ worksheets) => ({ ...emptyPlan(), worksheets });

const BLANKS = /** @type {[string, Answers][]} */ ([
  ["missing", {}],
  ["an empty text", { target: "" }],
  ["spaces and marks that nobody sees", { target: " \u200b\u202e\n" }],
  ["a range without a part", { target: {} }],
  ["a range of empty parts", { target: { low: "", likely: " " } }],
]);

test("without shared questions the form shows the worksheet's own answers, and they are all that it changes", () => {
  const own = { target: "60k", alternatives: [{}, { name: "x" }] };
  const other = { target: "70k" };
  assert.deepEqual(gather(planOf({ range: own, batna: other }), "range", {}), own);
  assert.deepEqual(gather(planOf({}), "range", {}), {});
  const typed = { note: "new" };
  const after = scatter(planOf({ range: own, batna: other }), "range", typed, {});
  assert.deepEqual(after, { range: typed, batna: other });
  assert.equal(after.range, typed);
  assert.equal(after.batna, other);
  assert.deepEqual(scatter(planOf({}), "range", {}, {}), { range: {} });
});

for (const [what, batna] of BLANKS) {
  test(`an answer that is ${what} is no answer: the next place has it, and it stays there`, () => {
    const plan = planOf({ batna, range: { note: "n" }, time: { goal: "3 months" } });
    assert.deepEqual(gather(plan, "range", GROUPS), { note: "n", target: "3 months" });
    const after = scatter(plan, "range", { note: "n", target: "4 months" }, GROUPS);
    assert.deepEqual(after, { batna, range: { note: "n" }, time: { goal: "4 months" } });
  });
}

test("of several answers the first place's counts, and the others are left as they are", () => {
  const plan = planOf({ time: { goal: "3" }, range: { target: "2" }, batna: { target: "1" } });
  assert.deepEqual(gather(plan, "range", GROUPS), { target: "1" });
  assert.deepEqual(scatter(plan, "range", { target: "5" }, GROUPS), { time: { goal: "3" }, range: { target: "2" }, batna: { target: "5" } });
  assert.deepEqual(scatter(plan, "range", { target: "1" }, GROUPS), plan.worksheets);
});

test("'I do not know' is an answer, which the other worksheet need not be told again", () => {
  const plan = planOf({ batna: { target: "?" } });
  assert.deepEqual(gather(plan, "range", GROUPS), { target: "?" });
  assert.deepEqual(scatter(plan, "range", { target: "60k" }, GROUPS), { batna: { target: "60k" }, range: {} });
});

test("an answer that stands nowhere yet goes to the question's own place", () => {
  assert.deepEqual(scatter(planOf({}), "range", { target: "60k" }, GROUPS), { range: { target: "60k" } });
  assert.deepEqual(scatter(planOf({ batna: { role: "pay" } }), "range", { target: "60k" }, GROUPS), {
    batna: { role: "pay" },
    range: { target: "60k" },
  });
});

for (const [what, typed] of BLANKS) {
  test(`an answer that becomes ${what} is taken out of every place, and nothing else is`, () => {
    const plan = planOf({ batna: { target: "1", role: "pay" }, range: { target: "2", note: "n" }, time: { goal: "3" } });
    assert.deepEqual(scatter(plan, "range", { note: "n", ...typed }, GROUPS), { batna: { role: "pay" }, range: { note: "n" }, time: {} });
  });
}

test("an answer of several parts is shared as a whole", () => {
  const plan = planOf({ batna: { target: { likely: "52,000" } } });
  assert.deepEqual(gather(plan, "range", GROUPS), { target: { likely: "52,000" } });
  const typed = { low: "50,000", likely: "52,000" };
  assert.deepEqual(scatter(plan, "range", { target: typed }, GROUPS), { batna: { target: typed }, range: {} });
});

test("a question inside a row is left alone, though it has the name of a shared one", () => {
  const answers = { alternatives: [{ target: "5" }], target: "60k" };
  const plan = planOf({ batna: { target: "1" }, range: { alternatives: [{ target: "4" }] } });
  assert.deepEqual(gather(plan, "range", GROUPS), { alternatives: [{ target: "4" }], target: "1" });
  assert.deepEqual(scatter(plan, "range", answers, GROUPS), { batna: { target: "60k" }, range: { alternatives: [{ target: "5" }] } });
});

test("a plan that is read and written without an edit is the same, and no plan is changed in place", () => {
  const plan = planOf({ time: { goal: "3" }, range: { note: "n" }, batna: { role: "pay" } });
  const before = structuredClone(plan);
  assert.deepEqual(scatter(plan, "range", gather(plan, "range", GROUPS), GROUPS), before.worksheets);
  const typed = { target: "9" };
  scatter(plan, "range", typed, GROUPS);
  scatter(plan, "range", {}, GROUPS);
  assert.deepEqual([plan, typed], [before, { target: "9" }]);
});

/** The first row of one worksheet shares the answers of another, and a range's likely amount that of an amount. */
const ROW = {
  "alternatives.0.name": ["quick.no_deal", "batna.alternatives.0.name"],
  "alternatives.0.worth.likely": ["quick.no_deal_worth", "batna.alternatives.0.worth.likely"],
  "deal_worth.likely": ["quick.offer", "batna.deal_worth.likely"],
};
const QUICK = Object.fromEntries(Object.values(ROW).map((places) => [places[0].slice("quick.".length), places]));

test("what was said in a short worksheet stands in the first row of a long one", () => {
  const plan = planOf({ quick: { no_deal: "Stay", no_deal_worth: "50k", offer: "52k" } });
  assert.deepEqual(gather(plan, "batna", ROW), { alternatives: [{ name: "Stay", worth: { likely: "50k" } }], deal_worth: { likely: "52k" } });
  const more = planOf({ ...plan.worksheets, batna: { alternatives: [{ months: "3" }, { name: "Go" }], deal_worth: { low: "51k" } } });
  assert.deepEqual(gather(more, "batna", ROW), {
    alternatives: [{ months: "3", name: "Stay", worth: { likely: "50k" } }, { name: "Go" }],
    deal_worth: { low: "51k", likely: "52k" },
  });
});

test("a change in the first row counts in the short worksheet, and the other rows stay where they are", () => {
  const plan = planOf({ quick: { no_deal: "Stay", offer: "52k" } });
  const typed = { alternatives: [{ name: "Go", months: "3" }, { name: "Wait" }], deal_worth: { likely: "53k", high: "55k" } };
  assert.deepEqual(scatter(plan, "batna", typed, ROW), {
    quick: { no_deal: "Go", offer: "53k" },
    batna: { alternatives: [{ months: "3" }, { name: "Wait" }], deal_worth: { high: "55k" } },
  });
});

test("an answer of a first row that nobody gave elsewhere stays in its row, and is shown in the short worksheet", () => {
  const typed = { alternatives: [{ name: "Go" }, {}], deal_worth: {} };
  const after = scatter(planOf({}), "batna", typed, ROW);
  assert.deepEqual(after, { batna: typed });
  assert.deepEqual(gather(planOf(after), "quick", QUICK), { no_deal: "Go" });
  assert.deepEqual(scatter(planOf(after), "quick", { no_deal: "Stay" }, QUICK), {
    batna: { alternatives: [{ name: "Stay" }, {}], deal_worth: {} },
    quick: {},
  });
});

test("emptied in one worksheet, it is gone from the first row of the other, which keeps its place", () => {
  const plan = planOf({ batna: { alternatives: [{ name: "Go", months: "3" }, { name: "Wait" }] }, quick: {} });
  assert.deepEqual(scatter(plan, "quick", {}, QUICK), { batna: { alternatives: [{ months: "3" }, { name: "Wait" }] }, quick: {} });
});

test("a plan that was written by hand has one text for a range: it is the likely amount, and nothing is lost", () => {
  const plan = planOf({ batna: { deal_worth: "52k" }, quick: {} });
  assert.deepEqual(gather(plan, "quick", QUICK), { offer: "52k" });
  assert.deepEqual(gather(plan, "batna", ROW), { deal_worth: "52k" });
});
