import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { mock, test } from "node:test";

import { describe, megabytes, politely } from "../../docs/assets/js/engine/progress.mjs";

const MESSAGES = readFileSync(new URL("../../docs/reference/words/page.md", import.meta.url), "utf8");

test("bytes are told in megabytes with one decimal", () => {
  assert.deepEqual([0, 49_999, 1_234_567, 14_000_000].map(megabytes), ["0.0", "0.0", "1.2", "14.0"]);
});

test("the count never passes the total", () => {
  assert.deepEqual(describe({ name: "loading", loaded: 9_900_000, total: 4_000_000 })?.values, { done: "4.0", total: "4.0" });
});

test("every state has words, and the words are in words/page.md", () => {
  const states = [
    { name: "loading", loaded: 0, total: 0 },
    { name: "loading", loaded: 1, total: 2 },
    { name: "starting" },
    { name: "restarting" },
    { name: "ready", where: "worker", path: "image" },
    { name: "ready", where: "page", path: "whole" },
    ...["wasm-refused", "gave-up", "damaged", "unreachable", "broken", "timeout", "anything"].map((code) => ({ name: "failed", code })),
  ];
  for (const state of states) {
    const words = describe(state);
    assert.ok(MESSAGES.includes(`- \`${words?.message}\`:`), `${JSON.stringify(state)}: ${words?.message}`);
  }
  assert.equal(describe({ name: "idle" }), null);
  assert.throws(() => describe(/** @type {any} */ ({ name: "sleeping" })), /unknown state/);
});

test("a screen reader is spoken to at once, then at most every five seconds, with the newest words", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  let time = 0;
  /** @type {string[]} */
  const said = [];
  const speak = politely((text) => said.push(text), { now: () => time });
  const pass = (/** @type {number} */ ms) => {
    time += ms;
    mock.timers.tick(ms);
  };
  speak("one");
  pass(1000);
  speak("two");
  pass(1000);
  speak("three");
  assert.deepEqual(said, ["one"]);
  pass(3000);
  assert.deepEqual(said, ["one", "three"]);
  pass(60_000);
  speak("four");
  assert.deepEqual(said, ["one", "three", "four"]);
  speak("five");
  speak("answer to a press", true);
  pass(60_000);
  assert.deepEqual(said, ["one", "three", "four", "answer to a press"]);
  mock.timers.reset();
});
