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
