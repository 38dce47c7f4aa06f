import assert from "node:assert/strict";
import { test } from "node:test";

import { controlId, isEmpty, rowCounts, toAnswers, toEntries } from "../../docs/assets/js/form/form-data.mjs";

const ENTRIES = [
  ["role", "receive"],
  ["deal_worth.likely", "52,000"],
  ["deal_worth.low", ""],
  ["alternatives.0.name", "Join the clinic"],
  ["alternatives.0.worth.low_chance", "20%"],
  ["alternatives.2.works_out", "half"],
  ["their_alternative", "  "],
];
const ANSWERS = {
  alternatives: [{ name: "Join the clinic", worth: { low_chance: "20%" } }, {}, { works_out: "half" }],
  role: "receive",
  deal_worth: { likely: "52,000" },
  their_alternative: "  ",
};

test("controls become answers, exactly as typed, and empty rows keep their places", () => {
  assert.deepEqual(toAnswers(ENTRIES, { alternatives: 3 }), ANSWERS);
});

test("answers spread back into the controls they came from", () => {
  const filled = ENTRIES.filter(([, value]) => value !== "");
  assert.deepEqual(new Map(toEntries(ANSWERS)), new Map(filled));
  assert.deepEqual(toAnswers(toEntries(ANSWERS), rowCounts(ANSWERS)), ANSWERS);
});

test("'I do not know' replaces a whole range, whatever still stands in its parts", () => {
  assert.deepEqual(toAnswers([["deal_worth?", "?"], ["deal_worth.likely", "5"], ["target?", "?"]]), { deal_worth: "?", target: "?" });
});

test("a range whose only part is unknown is an unknown range", () => {
  assert.deepEqual(toEntries({ alternatives: [{ worth: { likely: "?", low: "" } }] }), [["alternatives.0.worth", "?"]]);
});

test("rows without anything in them are no answers", () => {
  assert.equal(isEmpty({ alternatives: [{}, { worth: {} }], role: "" }), true);
  assert.equal(isEmpty({ role: "?" }), false);
});

test("any text survives the way there and back", () => {
  for (const text of ["?!", "a.b", "<img src=x onerror=alert(1)>", "\u202eabc", "👩‍⚕️", "x".repeat(20000), "__proto__", "\n\t"]) {
    const answers = { evidence: text, alternatives: [{ name: text }] };
    assert.deepEqual(toAnswers(toEntries(answers), rowCounts(answers)), answers);
  }
});

test("ids are the names with dashes", () => {
  assert.equal(controlId("alternatives.0.worth.likely"), "q-alternatives-0-worth-likely");
});
