import assert from "node:assert/strict";
import { test } from "node:test";

import { readConditions, isAsked } from "../../docs/assets/js/form/shown-when.mjs";

/** Each test of a condition, with answers that bring a question up and answers that do not. */
const TESTS = [
  ["months is answered", ["3 months", "?", "0", { likely: "5" }], [undefined, "", " ", "\u200e", {}, { likely: "" }]],
  ["chance is open", ["60%", "0.5", "six in ten", "?", "1", "99.9 percent", "10"], ["", "0", "100", "100 %", "0.0", " 100 percent ", "certain", "0%"]],
  ["worth is open", [{ low: "1", high: "2" }, { low: "1", likely: "2", high: "3" }], [{ likely: "1" }, { likely: "?" }, {}, { likely: "1", likely_chance: "50" }]],
  ["rows is two", [[{ a: "1" }, { b: "?" }], [{ a: "1" }, {}, { a: "2" }]], [[], [{}], [{ a: "1" }], [{ a: "1" }, { a: " " }], undefined]],
  ["kind is =hand", ["hand"], ["", "?", "possible", undefined, " hand"]],
  ["worth is hours", ["16 an hour", "28/h", "15 per hr", "16.50 p.h.", "12 hourly", { likely: "20 an hour" }, "20ph"], ["58,000", "per house", "the hourglass", "16 a year", undefined, "phone"]],
];

for (const [condition, yes, no] of /** @type {[string, any[], any[]][]} */ (TESTS)) {
  const [path] = condition.split(" is ");
  test(`${condition}: the answers that bring it up`, () => {
    for (const answer of yes) assert.equal(isAsked([condition], { [path]: answer }), true, JSON.stringify(answer));
    for (const answer of no) assert.equal(isAsked([condition], answer === undefined ? {} : { [path]: answer }), false, JSON.stringify(answer));
  });
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
