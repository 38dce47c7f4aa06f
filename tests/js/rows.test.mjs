import assert from "node:assert/strict";
import { test } from "node:test";

import { renumbered } from "../../docs/assets/js/form/rows.mjs";

const CASES = [
  ["alternatives.N.name", "alternatives.4.name"],
  ["alternatives.12.worth.low", "alternatives.4.worth.low"],
  ["alternatives.0.worth?", "alternatives.4.worth?"],
  ["q-alternatives-N-name", "q-alternatives-4-name"],
  ["q-alternatives-1-name-why q-alternatives-1-name-error", "q-alternatives-4-name-why q-alternatives-4-name-error"],
  ["q-alternatives-why", "q-alternatives-why"],
  ["alternatives", "alternatives"],
  ["other.1.name", "other.1.name"],
  ["alternatives.name.1", "alternatives.name.1"],
];

for (const [before, after] of CASES) {
  test(`${before} in row 4 is ${after}`, () => {
    assert.equal(renumbered(before, "alternatives", 4), after);
  });
}
