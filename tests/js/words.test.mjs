import assert from "node:assert/strict";
import { test } from "node:test";

import { fill, speaker } from "../../docs/assets/js/words.mjs";

test("placeholders are filled, and what is not given stays visible", () => {
  assert.equal(fill("{row} removed, {count} left of {all}.", { row: "Alternative 2", count: 1 }), "Alternative 2 removed, 1 left of {all}.");
});

test("curly brackets that a person typed are never filled again", () => {
  assert.equal(fill("{a} and {b}", { a: "{b}", b: "{a}" }), "{b} and {a}");
});

test("a value's dollar signs are text, not a pattern", () => {
  assert.equal(fill("{a}", { a: "$& $1 $$" }), "$& $1 $$");
});

test("names that every object has are no placeholders", () => {
  assert.equal(fill("{constructor} {toString}", {}), "{constructor} {toString}");
  assert.throws(() => speaker({})("constructor"), /no message constructor/);
});
