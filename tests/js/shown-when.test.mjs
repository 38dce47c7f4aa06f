import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { readConditions, isAsked } from "../../docs/assets/js/form/shown-when.mjs";

const RULES = JSON.parse(readFileSync(new URL("../follow_ups.json", import.meta.url), "utf8"));

for (const { why, test: rule, answer, holds } of RULES) {
  test(`${rule}: ${why}`, () => assert.equal(isAsked([`first is ${rule}`], answer === null ? {} : { first: answer }), holds));
}

test("a question without conditions is always asked, one with several when any of them holds", () => {
  assert.equal(isAsked([], {}), true);
  assert.equal(isAsked(["a is answered", "b is answered"], { b: "x" }), true);
  assert.equal(isAsked(["a is answered", "b is answered"], { c: "x" }), false);
});

test("any row brings up a question outside, and only the same row one inside", () => {
  const rows = [{ odds: "100%" }, { odds: "60%" }];
  assert.equal(isAsked(["tries.*.odds is open"], { tries: rows }), true);
  assert.equal(isAsked(["tries.*.odds is open"], { tries: [rows[0]] }), false);
  assert.equal(isAsked(["tries.*.odds is open"], {}), false);
  const questions = new Set(["odds", "left"]);
  assert.equal(isAsked(["odds is open"], { tries: rows }, { answers: rows[0], questions }), false);
  assert.equal(isAsked(["odds is open"], { tries: rows }, { answers: rows[1], questions }), true);
});

test("inside a row, a question of the worksheet may be meant as well", () => {
  const row = { answers: {}, questions: new Set(["odds"]) };
  assert.equal(isAsked(["role is =buy"], { role: "buy" }, row), true);
  assert.equal(isAsked(["role is =buy"], { role: "sell" }, row), false);
});

test("conditions stand in one attribute", () => {
  assert.deepEqual(readConditions("a is answered|b.*.c is =x"), ["a is answered", "b.*.c is =x"]);
  assert.deepEqual(readConditions(undefined), []);
});

test("what is no condition is a mistake of ours", () => {
  assert.throws(() => isAsked(["a"], {}), /no condition: a/);
  assert.throws(() => isAsked(["a is large"], { a: "x" }), /no test: large/);
});
