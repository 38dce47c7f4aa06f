import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

import { readFile } from "../../docs/assets/js/plan/copy-file.mjs";
import { MOST_CHARACTERS, PlanError, emptyPlan, fitting, readPlan, shortCurrency, writePlan } from "../../docs/assets/js/plan/plan.mjs";

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
      const { plan } = /** @type {{ plan: any }} */ (await readFile(file));
      assert.deepEqual(plan, case_.plan);
      assert.deepEqual(readPlan(writePlan(plan)), plan);
    } else {
      await assert.rejects(readFile(file), (error) => {
        assert.ok(error instanceof PlanError, String(error));
        assert.deepEqual([error.fault, error.part], [case_.refused, case_.part ?? ""]);
        return true;
      });
    }
  });
}

const COPIES = new URL("../plan_versions/", import.meta.url);
/** What a copy of an earlier version did not have, and what stands there after it was opened. */
const ADDED = { name: "", aside: [] };

for (const name of readdirSync(COPIES).filter((one) => one.endsWith(".json"))) {
  test(`the saved copy ${name} opens with all that is in it`, async () => {
    const text = readFileSync(new URL(name, COPIES), "utf8");
    const copy = JSON.parse(text);
    const { plan: opened } = /** @type {{ plan: any }} */ (await readFile(new Blob([text])));
    assert.deepEqual(opened, { ...ADDED, ...copy, version: emptyPlan().version });
    assert.deepEqual(Object.keys(opened), Object.keys(emptyPlan()));
    assert.deepEqual(readPlan(writePlan(opened)), opened);
    if (copy.version === opened.version) assert.equal(writePlan(opened), text);
  });
}

test("the cases are there", () => {
  assert.ok(CASES.length > 100);
  assert.equal(new Set(CASES.map(({ what }) => what)).size, CASES.length);
});

test("a plan without anything in it opens as one", () => {
  assert.deepEqual(readPlan('{"version":2}'), emptyPlan());
});

test("a currency is shortened by whole characters, so that what is kept can be opened", () => {
  assert.equal(shortCurrency("Swiss francs"), "Swiss fr");
  assert.equal(shortCurrency("francs 🤝🤝"), "francs 🤝");
  const plan = { ...emptyPlan(), settings: { currency: shortCurrency("🤝".repeat(20)), numbers: "auto" } };
  assert.deepEqual(readPlan(writePlan(plan)), plan);
});

/** A plan with these answers in a worksheet, and its size as JSON. @param {any} answers */
const planWith = (answers) => ({ ...emptyPlan(), worksheets: { batna: answers } });
const EMPTY = JSON.stringify(planWith({ evidence: "" })).length;

/** Answers that together are too long, and the parts that have to go, with their characters. */
const TOO_MUCH = [
  ["one text", { evidence: "x".repeat(1_000_001) }, [["evidence", 1_000_001]]],
  ["one character too many", { evidence: "x".repeat(MOST_CHARACTERS - EMPTY + 1) }, [["evidence", MOST_CHARACTERS - EMPTY + 1]]],
  ["characters of two units", { evidence: "🤝".repeat(500_000) }, [["evidence", 500_000]]],
  ["characters that JSON writes as six", { evidence: "\u0001".repeat(200_000) }, [["evidence", 200_000]]],
  ["a part of a range", { deal_worth: { likely: "9".repeat(2_000_000), low: "1" } }, [["deal_worth.likely", 2_000_000]]],
  ["two texts in rows", { alternatives: [{ name: "x".repeat(600_000) }, { notes: "y".repeat(700_000) }] }, [["alternatives.1.notes", 700_000]]],
  [
    "three texts",
    { a: "x".repeat(900_000), b: "y".repeat(1_200_000), c: "z".repeat(500_000), d: "kept" },
    [["b", 1_200_000], ["a", 900_000]],
  ],
];

for (const [what, answers, left] of /** @type {[string, any, [string, number][]][]} */ (TOO_MUCH)) {
  test(`of too much in ${what} the longest is left out by name, and the rest can be read again`, () => {
    const plan = planWith(answers);
    const before = structuredClone(plan);
    const fit = fitting(plan);
    assert.deepEqual(fit.left, left.map(([part, length]) => ({ part: `worksheets.batna.${part}`, length })));
    const read = readPlan(fit.text);
    for (const { part } of fit.left) {
      const path = part.split(".");
      const last = /** @type {string} */ (path.pop());
      /** @type {any} */ (path.reduce((/** @type {any} */ record, step) => record[step], before))[last] = "";
    }
    assert.deepEqual(read, before);
    assert.deepEqual(plan, planWith(answers), "what the page holds is not touched");
    assert.throws(() => writePlan(plan), (/** @type {any} */ error) => error.fault === "too-large" && error.part === fit.left[0].part);
  });
}

test("as much as can be read is kept and saved whole, on one line where lines are too long", () => {
  for (const spare of [0, 1, 50]) {
    const plan = planWith({ evidence: "x".repeat(MOST_CHARACTERS - EMPTY - spare) });
    assert.deepEqual([fitting(plan).left, readPlan(fitting(plan).text)], [[], plan]);
    assert.deepEqual(readPlan(writePlan(plan)), plan);
  }
  const rows = planWith({ alternatives: Array.from({ length: 200 }, () => Object.fromEntries(Array.from({ length: 320 }, (_, n) => [`q${n}`, "123"]))) });
  assert.ok(JSON.stringify(rows, null, 2).length > MOST_CHARACTERS);
  assert.deepEqual(readPlan(writePlan(rows)), rows);
});

test("what could not be read again for another reason is refused with its part", () => {
  const REFUSED = [
    [planWith({ "yoroi-ext[]": "1" }), "worksheets.batna"],
    [planWith({ alternatives: Array.from({ length: 201 }, () => ({})) }), "worksheets.batna.alternatives"],
    [{ ...emptyPlan(), settings: { currency: "Swiss francs", numbers: "auto" } }, "settings.currency"],
    [{ ...emptyPlan(), done: ["x"] }, "done"],
  ];
  for (const [plan, part] of /** @type {[any, string][]} */ (REFUSED)) {
    for (const write of [fitting, writePlan]) assert.throws(() => write(plan), (/** @type {any} */ error) => error instanceof PlanError && error.part === part);
  }
});
