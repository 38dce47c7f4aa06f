import assert from "node:assert/strict";
import { test } from "node:test";

import { caseIn, usualAnswers } from "../../docs/assets/js/form/cases.mjs";
import { emptyPlan } from "../../docs/assets/js/plan/plan.mjs";
import { withoutPrivate } from "../../docs/assets/js/plan/private.mjs";

const PAY = { id: "pay", words: {}, answers: { role: "receive", amounts_are_for: "year" } };
const LEASE = { id: "lease", words: {}, answers: { role: "pay", amounts_are_for: "month" } };

test("an address asks for a case by its fragment, and by nothing else", () => {
  assert.equal(caseIn("#case=pay"), "pay");
  for (const other of ["", "#pay", "#case=", "#case=Pay", "#case=pay&x=1", "#case=pay#x", "?case=pay", "#xcase=pay"]) assert.equal(caseIn(other), "", other);
});

test("a case gives its usual answers where nothing was said, and never in the place of what was", () => {
  assert.deepEqual(usualAnswers({}, PAY, undefined), PAY.answers);
  assert.deepEqual(usualAnswers({ role: "pay", amounts_are_for: " " }, PAY, undefined), { amounts_are_for: "year" });
  assert.deepEqual(usualAnswers({ role: "?" }, PAY, undefined), { amounts_are_for: "year" });
  assert.deepEqual(usualAnswers({ role: "pay" }, undefined, PAY), {});
});

test("what another case had filled in gives way, unless it was changed since", () => {
  assert.deepEqual(usualAnswers({ role: "receive", amounts_are_for: "year" }, LEASE, PAY), LEASE.answers);
  assert.deepEqual(usualAnswers({ role: "receive", amounts_are_for: "week" }, LEASE, PAY), { role: "pay" });
});

test("what is private is left out of a copy, in every worksheet, and nothing else is", () => {
  const plan = { ...emptyPlan(), worksheets: { quick: { safe: "no", ask: "a" }, batna: { safe: "no", role: "pay" } }, done: ["a/b"] };
  assert.deepEqual(withoutPrivate(plan, ["quick.safe", "power.safe"]), {
    ...plan,
    worksheets: { quick: { ask: "a" }, batna: { safe: "no", role: "pay" } },
  });
  assert.deepEqual(withoutPrivate(plan, []), plan);
});
