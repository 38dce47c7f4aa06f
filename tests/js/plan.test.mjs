import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

import { PlanError, emptyPlan, readCopy, readPlan, shortCurrency, writePlan } from "../../docs/assets/js/plan/plan.mjs";

const SHAPES = new URL("../plan_shapes/", import.meta.url);
const CASES = readdirSync(SHAPES)
  .filter((name) => name.endsWith(".json"))
  .flatMap((name) => JSON.parse(readFileSync(new URL(name, SHAPES), "utf8")));

/** The file that a case is about. @type {Record<string, (case_: any) => Blob>} */
const FILES = {
  document: ({ document }) => new Blob([JSON.stringify(document)]),
  text: ({ text }) => new Blob([text]),
  pieces: ({ pieces }) => new Blob(pieces.map((/** @type {[string, number]} */ [text, times]) => text.repeat(times))),
  hex: ({ hex, times = 1 }) => new Blob([Buffer.from(hex.repeat(times), "hex")]),
};
const REFUSALS = ["unreadable", "not-text", "too-new", "too-large"];

/** The keys that a case may have; a case that is written otherwise fails its test. @param {any} case_ */
function check(case_) {
  const keys = Object.keys(case_);
  const kinds = keys.filter((key) => key in FILES);
  const outcomes = keys.filter((key) => key === "plan" || key === "refused");
  assert.deepEqual([kinds.length, outcomes.length], [1, 1]);
  const more = [...(kinds[0] === "hex" ? ["times"] : []), ...(outcomes[0] === "refused" ? ["part"] : [])];
  assert.deepEqual(keys.filter((key) => !["what", ...kinds, ...outcomes, ...more].includes(key)), []);
  if ("refused" in case_) assert.ok(REFUSALS.includes(case_.refused));
  return FILES[kinds[0]](case_);
}

for (const case_ of CASES) {
  test(`a copy with ${case_.what} is ${"plan" in case_ ? "opened" : "refused"} as by the engine`, async () => {
    const file = check(case_);
    if ("plan" in case_) {
      const plan = await readCopy(file);
      assert.deepEqual(plan, case_.plan);
      assert.deepEqual(readPlan(writePlan(plan)), plan);
    } else {
      await assert.rejects(readCopy(file), (error) => {
        assert.ok(error instanceof PlanError, String(error));
        assert.deepEqual([error.fault, error.part], [case_.refused, case_.part ?? ""]);
        return true;
      });
    }
  });
}

test("the cases are there", () => {
  assert.ok(CASES.length > 100);
  assert.equal(new Set(CASES.map(({ what }) => what)).size, CASES.length);
});

test("a plan without anything in it opens as one", () => {
  assert.deepEqual(readPlan('{"version":1}'), emptyPlan());
});

test("a currency is shortened by whole characters, so that what is kept can be opened", () => {
  assert.equal(shortCurrency("Swiss francs"), "Swiss fr");
  assert.equal(shortCurrency("francs 🤝🤝"), "francs 🤝");
  const plan = { ...emptyPlan(), settings: { currency: shortCurrency("🤝".repeat(20)), numbers: "auto" } };
  assert.deepEqual(readPlan(writePlan(plan)), plan);
});
