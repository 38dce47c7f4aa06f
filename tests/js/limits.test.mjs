import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { excess, lengthAsRead } from "../../docs/assets/js/form/limits.mjs";

/** Texts with their lengths on one line and on several; `tests/site/test_forms.py` finds the same. */
const CASES = JSON.parse(readFileSync(new URL("../text_lengths.json", import.meta.url), "utf8"));

for (const { what, pieces, line, lines } of CASES) {
  test(`${what}: as long as the engine finds it`, () => {
    const text = pieces.map((/** @type {[string, number]} */ [piece, times]) => piece.repeat(times)).join("");
    assert.deepEqual([lengthAsRead(text, false), lengthAsRead(text, true)], [line, lines]);
  });
}

/** A control as the markup draws it. @param {string} value @param {string} [limit] */
const control = (value, limit, localName = "input") => /** @type {any} */ ({ value, localName, dataset: limit ? { limit } : {} });

test("an answer is too long from one character more than its limit", () => {
  assert.equal(excess(control("x".repeat(200), "200")), null);
  assert.deepEqual(excess(control("x".repeat(201), "200")), { length: 201, limit: 200 });
  assert.equal(excess(control("🤝".repeat(200), "200")), null);
  assert.equal(excess(control(`${"x ".repeat(100)}${" ".repeat(999)}`, "200")), null);
  assert.deepEqual(excess(control(`a${" ".repeat(200)}b`, "200", "textarea")), { length: 202, limit: 200 });
});

test("a control without a limit holds any text", () => {
  assert.equal(excess(control("x".repeat(1_000_001))), null);
});

test("the work grows with the text and no faster", () => {
  // A text whose characters are counted while it is read: twice the text may cost twice as many.
  const reads = (/** @type {number} */ size) => {
    let count = 0;
    const text = { length: size, *[Symbol.iterator]() { for (; count < size; count += 1) yield count % 3 ? " " : "x"; } };
    excess(control(/** @type {any} */ (text), "200"));
    return count;
  };
  assert.deepEqual([reads(200), reads(201), reads(900_000)], [0, 201, 900_000]);
});
