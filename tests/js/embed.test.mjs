import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { endingOf } from "../../docs/assets/js/beside.mjs";
import { GROUNDS, LEAST as READABLE, ON, contrast, isReadable } from "../../docs/assets/js/embed/colours.mjs";
import { openHeights } from "../../docs/assets/js/embed/height.mjs";
import { memory } from "../../docs/assets/js/embed/memory.mjs";
import { openProgress } from "../../docs/assets/js/embed/progress.mjs";
import { calibration, scoreOf, sureness } from "../../docs/assets/js/embed/score.mjs";
import { isOrigin, readSettings } from "../../docs/assets/js/embed/settings.mjs";
import { read, written } from "../../docs/assets/js/embed/state.mjs";

test("the address keeps its settings and loses all else", () => {
  const search = "?userGuid=u-17&v=1&parent=https%3A%2F%2Fportal.example&sessionToken=s-99&instance=i1&theme=dark&report=score&name=Ada";
  const { settings, kept } = readSettings(search);
  assert.equal(kept, "?v=1&parent=https%3A%2F%2Fportal.example&instance=i1&theme=dark&report=score");
  assert.deepEqual(settings, { v: "1", parent: "https://portal.example", instance: "i1", theme: "dark", accent: "", lang: "en", chrome: "none", report: "score", storage: "" });
});

for (const [name, value] of [
  ["v", "one"], ["parent", "https://portal.example/path"], ["parent", "javascript:alert(1)"], ["parent", "http://portal.example"], ["parent", "*"], ["parent", "null"],
  ["instance", "a b"], ["instance", "x".repeat(33)], ["theme", "pink"], ["accent", "red"], ["accent", "12345"], ["lang", "../../x"], ["chrome", "all"], ["report", "answers"], ["storage", "cloud"],
]) {
  test(`a setting that is none is left out: ${name}=${value}`, () => {
    assert.equal(readSettings(new URLSearchParams({ [name]: value }).toString()).kept, "");
  });
}

test("a version that is unknown is kept, so that the page can say so", () => {
  assert.equal(readSettings("?v=2").settings.v, "other");
  assert.equal(readSettings("").settings.v, "");
});

test("a portal on one's own machine may listen without a secure line, another may not", () => {
  for (const origin of ["https://portal.example", "https://portal.example:8443", "http://localhost:3000", "http://127.0.0.1:8080"]) assert.ok(isOrigin(origin), origin);
  for (const text of ["", "https://portal.example/", "http://localhost.evil.example", "https://user@portal.example", "HTTPS://portal.example", "file://"]) assert.ok(!isOrigin(text), text);
});

test("a state says which steps are behind somebody, and nothing else is read as one", () => {
  const steps = ["a", "b", "result"];
  assert.equal(written(steps, new Set(["a", "result"]), [80]), "v1;101;80");
  assert.deepEqual(read("v1;101;80", steps), { done: new Set(["a", "result"]), scores: [80] });
  for (const text of [null, "", "v2;101;", "v1;1010;", "v1;1x1;", "v1;101;CANARY", `v1;101;${"1,".repeat(300)}1`, {}]) assert.equal(read(text, steps), null, String(text));
  assert.ok(written(Array.from({ length: 90 }, (_, at) => `s${at}`), new Set(), [100]).length <= 256);
});

test("progress never goes back, and a resumed one adds to it", () => {
  const progress = openProgress(["a", "b", "result"]);
  assert.deepEqual(progress.told(), { slug: "a", done: 0, total: 3, state: "v1;000;" });
  progress.pass(["a", "sharper question"]);
  progress.reach("b");
  progress.reach("sharper question");
  assert.deepEqual(progress.told(), { slug: "b", done: 1, total: 3, state: "v1;100;" });
  assert.equal(progress.next(), "b");
  assert.equal(progress.resume("v1;01;"), false);
  assert.equal(progress.resume("v1;010;"), true);
  assert.deepEqual(progress.told().state, "v1;110;");
  assert.equal(progress.next(), "result");
});

/** A clock that is moved by hand. */
function watch() {
  let time = 0;
  /** @type {{ act: () => void, at: number }[]} */
  let queue = [];
  return {
    now: () => time,
    later: (/** @type {() => void} */ act, /** @type {number} */ after) => queue.push({ act, at: time + after }),
    move(/** @type {number} */ by) {
      time += by;
      const due = queue.filter(({ at }) => at <= time);
      queue = queue.filter(({ at }) => at > time);
      for (const { act } of due) act();
    },
  };
}

test("heights: ten times a second at most, not for a pixel, and the last one always", () => {
  const clock = watch();
  let height = 100;
  /** @type {[number, number][]} */
  const told = [];
  const look = openHeights({ measure: () => height, tell: (one) => told.push([one, clock.now()]), now: clock.now, later: clock.later });
  for (let step = 0; step < 200; step += 1) {
    height += step % 2 === 0 ? 40 : -39;
    look();
    clock.move(10);
  }
  clock.move(1000);
  assert.ok(Math.abs((told.at(-1)?.[0] ?? 0) - height) < 2);
  for (let at = 10; at < told.length; at += 1) assert.ok(told[at][1] - told[at - 10][1] >= 1000);
  const before = told.length;
  height = (told.at(-1)?.[0] ?? 0) + 1;
  look();
  clock.move(1000);
  assert.equal(told.length, before);
  height = 1e6;
  look();
  assert.equal(told.at(-1)?.[0], 20000);
});

test("an accent is worn only where words can be read on it and in it", () => {
  assert.equal(Math.round(contrast("#000000", "#ffffff")), 21);
  assert.ok(isReadable("1449a3", "light"));
  assert.ok(!isReadable("1449a3", "dark"));
  assert.ok(!isReadable("ffff00", "light"));
  assert.ok(isReadable("94bbff", "dark"));
  assert.equal(READABLE, 4.5);
});

test("the grounds of accents are those of the stylesheet", () => {
  const css = readFileSync(new URL("../../docs/assets/css/tokens.css", import.meta.url), "utf8");
  const [light, dark] = [css.slice(0, css.indexOf('"slate"')), css.slice(css.indexOf('"slate"'))];
  const value = (/** @type {string} */ part, /** @type {string} */ name) => part.match(new RegExp(`--${name}: (#[0-9a-f]{6});`))?.[1];
  for (const [part, scheme] of /** @type {const} */ ([[light, "light"], [dark, "dark"]])) {
    assert.deepEqual(GROUNDS[scheme], [value(part, "paper"), value(part, "sheet")]);
    assert.equal(ON[scheme], value(part, "on-act"));
  }
});

test("memory is asked like a browser's storage, and tells what changes", () => {
  /** @type {[string, string | null][]} */
  const told = [];
  const storage = memory((key, value) => told.push([key, value]));
  storage.setItem("a", /** @type {any} */ (5));
  assert.deepEqual([storage.getItem("a"), storage.length, storage.key(0), storage.getItem("b")], ["5", 1, "a", null]);
  storage.removeItem("a");
  assert.deepEqual([storage.length, told], [0, [["a", "5"], ["a", null]]]);
});

test("scripts are asked for by the ending that this one has", () => {
  assert.equal(endingOf("https://x.example/app/embed.js"), ".js");
  assert.equal(endingOf("https://x.example/assets/js/1f/embed.mjs?x"), ".mjs");
});

test("a knowledge check: what is right, and how sure somebody was", () => {
  const marks = scoreOf(["A", "", "C"], ["A", "B", "B"]);
  assert.deepEqual(marks, [true, false, false]);
  assert.deepEqual(["50", "80 %", "72,5", "49", "98765.43", "", "sure"].map(sureness), [50, 80, 72.5, null, null, null, null]);
  assert.deepEqual(calibration([90, null, 70], marks), { mean: 80, share: 50 });
  assert.equal(calibration([null, null, null], marks), null);
});
