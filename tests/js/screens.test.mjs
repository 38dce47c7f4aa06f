import assert from "node:assert/strict";
import { test } from "node:test";

import { firstScreens, progressOf, sharperScreens, startView, toFragment, toView, viewAfter, viewBefore } from "../../docs/assets/js/pages/screens.mjs";

/** Screens from a line: `o` open, `x` answered, `-` not asked now; in capitals or as `_` those that make sharper;
 * `k` and `K` the opening one, open and answered. */
const screens = (/** @type {string} */ line) =>
  [...line].map((one) => ({ sharper: "OX_".includes(one), opening: "kK".includes(one), asked: !"-_".includes(one), answered: "xXK".includes(one) }));

test("the address names a screen and nothing else, and is read back", () => {
  for (let at = 0; at < 12; at += 1) assert.deepEqual(toView(toFragment({ name: "ask", at }), 12), { name: "ask", at });
  for (const name of /** @type {const} */ (["check", "result", "card", "room", "stop", "all"])) assert.deepEqual(toView(toFragment({ name }), 3), { name });
  for (const strange of ["", "#", "#q-0", "#q-13", "#q-1a", "#q-01", "#q-target", "#q--1", "#Check", "#pb-group-offer", "#case=pay", "#q-99999"]) {
    assert.equal(toView(strange, 12), null, strange);
  }
});

test("the first screens leave out what nothing brings up, and what comes after the result", () => {
  assert.deepEqual(firstScreens(screens("ox-oO_")), [0, 1, 3]);
  assert.deepEqual(firstScreens([]), []);
});

test("sharper questions come in order, those passed over last, and none that has an answer", () => {
  assert.deepEqual(sharperScreens(screens("xOXO_O"), new Set()), [1, 3, 5]);
  assert.deepEqual(sharperScreens(screens("xOXO_O"), new Set([1])), [3, 5, 1]);
  assert.deepEqual(sharperScreens(screens("xX"), new Set()), []);
});

test("somebody who comes back goes on behind the last answer", () => {
  assert.deepEqual(startView(screens("oooO"), false), { name: "ask", at: 0 });
  assert.deepEqual(startView(screens("xooO"), false), { name: "ask", at: 1 });
  assert.deepEqual(startView(screens("oxoO"), false), { name: "ask", at: 2 });
  assert.deepEqual(startView(screens("x-oO"), false), { name: "ask", at: 2 });
  assert.deepEqual(startView(screens("oxxO"), false), { name: "check" });
  assert.deepEqual(startView(screens("oooO"), true), { name: "result" });
  assert.deepEqual(startView([], false), { name: "check" });
});

test("Continue leads to the next question, then to the answers, or back to where one came from", () => {
  const some = screens("o-ooO");
  assert.deepEqual(viewAfter(some, 0, ""), { name: "ask", at: 2 });
  assert.deepEqual(viewAfter(some, 3, ""), { name: "check" });
  assert.deepEqual(viewAfter(some, 0, "check"), { name: "check" });
  assert.deepEqual(viewAfter(some, 2, "result"), { name: "result" });
  assert.deepEqual(viewAfter(some, 4, ""), { name: "result" });
});

test("Back leads to the question before, and from a sharper one to the result", () => {
  const some = screens("o-ooO");
  assert.equal(viewBefore(some, 0), null);
  assert.deepEqual(viewBefore(some, 2), { name: "ask", at: 0 });
  assert.deepEqual(viewBefore(some, 4), { name: "result" });
});

test("the kind of talk is asked first, is not counted, and not asked again once it is known", () => {
  assert.deepEqual(startView(screens("kooO"), false), { name: "ask", at: 0 });
  assert.deepEqual(startView(screens("KooO"), false), { name: "ask", at: 1 });
  assert.equal(progressOf(screens("kooO"), 0), null);
  assert.deepEqual(progressOf(screens("kooO"), 1), { number: 1, count: 2 });
  assert.deepEqual(progressOf(screens("KxoO"), 2), { number: 2, count: 2 });
  assert.equal(progressOf(screens("KooO"), 3), null);
  assert.equal(viewBefore(screens("KooO"), 1), null);
  assert.deepEqual(viewBefore(screens("kooO"), 1), { name: "ask", at: 0 });
  assert.deepEqual(viewAfter(screens("kooO"), 0, ""), { name: "ask", at: 1 });
});
