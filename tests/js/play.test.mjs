import assert from "node:assert/strict";
import { test } from "node:test";

import { cameFrom, nextTab } from "../../docs/assets/js/pages/play.mjs";

const HERE = "plays/batna/aim-from-your-target/";
const FROM = { play: "batna/aim-from-your-target", step: "collect", number: 3, of: 5, name: "Pay rise", page: "/worksheets/quick/", words: { target: "58,000" } };

test("who came from a step of a checklist is led back to it", () => {
  assert.deepEqual(cameFrom(JSON.stringify(FROM), HERE), { step: "collect", number: 3, name: "Pay rise", page: "/worksheets/quick/", words: { target: "58,000" } });
  for (const play of [HERE, "batna/aim-from-your-target/", "plays/batna/aim-from-your-target"]) {
    assert.equal(cameFrom(JSON.stringify({ ...FROM, play }), HERE)?.number, 3, play);
  }
});

test("what is left out is empty, and words that are no words are left out", () => {
  const { name, page, words, ...least } = FROM;
  assert.deepEqual(cameFrom(JSON.stringify(least), HERE), { step: "collect", number: 3, name: "", page: "", words: {} });
  assert.deepEqual(cameFrom(JSON.stringify({ ...FROM, words: { a: 5, b: "", c: "yes", d: null } }), HERE)?.words, { c: "yes" });
});

test("another play, and anything that is no such record, leads nowhere", () => {
  const others = [null, "", "null", "[]", "5", "no JSON", "{}", JSON.stringify({ ...FROM, play: "batna/other" }), JSON.stringify({ ...FROM, number: 0 }),
    JSON.stringify({ ...FROM, number: "x" }), JSON.stringify({ ...FROM, step: 1 }), JSON.stringify({ ...FROM, play: undefined })];
  for (const kept of others) assert.equal(cameFrom(kept, HERE), null, String(kept));
});

test("arrows go round the tabs, Home and End to the ends, other keys nowhere", () => {
  assert.deepEqual(["ArrowRight", "ArrowLeft", "Home", "End", "a", "Tab"].map((key) => nextTab(key, 1, 2)), [0, 0, 0, 1, -1, -1]);
  assert.deepEqual([nextTab("ArrowLeft", 0, 3), nextTab("ArrowRight", 2, 3)], [2, 0]);
});
