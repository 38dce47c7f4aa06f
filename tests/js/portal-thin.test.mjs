import assert from "node:assert/strict";
import { test } from "node:test";

import { openBridge, stepsDone } from "../../docs/assets/js/portal/thin.mjs";

const SITE = "https://playbook.example";
const PORTAL = "https://portal.example";
const STEPS = ["quick.case", "quick.safe", "quick.result", "batna.one", "batna.result"];

/** A thin package's page, with the frame of the site in it. */
function bridged({ own = PORTAL, kept = /** @type {string | null} */ (null), reporter = true } = {}) {
  /** @type {any[]} */
  const [ears, told, said] = [[], [], []];
  const contentWindow = { postMessage: (/** @type {any} */ message, /** @type {string} */ to) => said.push({ message, to }) };
  const frame = { src: "", contentWindow };
  const self = { location: { origin: own }, addEventListener: (/** @type {string} */ _, /** @type {any} */ ear) => ears.push(ear) };
  const noted = Object.fromEntries(["step", "score", "completed", "finish"].map((name) => [name, (/** @type {any} */ one) => told.push([name, one])]));
  const hears = openBridge(/** @type {any} */ ({ self, frame, address: `${SITE}/embed/preparation/`, steps: STEPS, report: "score", reporter: reporter ? { ...noted, resume: () => kept } : null, ready: () => said.push("ready"), leave: () => told.push(["leave"]) }));
  const tell = (/** @type {string} */ type, payload = {}, more = {}, origin = SITE, /** @type {any} */ source = contentWindow) =>
    ears.forEach((ear) => ear({ data: { ns: "negotiation-playbook", v: 1, instance: "scorm", seq: 1, type, payload, ...more }, origin, source }));
  return { hears, frame, told, said, tell };
}

test("the frame is told who hears it, and the portal is told a step, a count and a score", () => {
  const { frame, told, tell } = bridged();
  assert.equal(frame.src, `${SITE}/embed/preparation/?v=1&parent=https%3A%2F%2Fportal.example&instance=scorm&report=score`);
  tell("progress", { done: 1, total: 5, step: "quick.safe" });
  tell("score", { scaled: 0.9, passed: true });
  tell("completed", { done: 3, total: 5 });
  assert.deepEqual(told, [
    ["step", { slug: "quick.safe", done: 1, total: 5, state: "v1;10000;" }],
    ["score", { scaled: 0.9, passed: true, state: "v1;10000;" }],
    ["completed", { done: 3, total: 5, state: "v1;10000;" }],
  ]);
});

test("what was kept goes into the frame once it is there", () => {
  const { said, tell } = bridged({ kept: "v1;11100;" });
  tell("ready", { activity: "preparation", build: "0f", supports: [1], report: "score" });
  const init = (/** @type {object} */ payload) => ({ message: { ns: "negotiation-playbook", v: 1, type: "init", instance: "scorm", payload }, to: SITE });
  assert.deepEqual(said, ["ready", init({ resume: "v1;11100;" }), init({ exits: true })]);
});

test("who leaves by the button in the frame leaves the package, and the step is told before", () => {
  const { told, tell } = bridged();
  const at = { done: 1, total: 5, step: "quick.safe" };
  for (const leaving of ["yes", 1, false]) tell("progress", { ...at, leaving });
  assert.equal(told.filter(([what]) => what === "leave").length, 0);
  tell("progress", { ...at, leaving: true });
  assert.deepEqual(told.slice(-2), [["step", { slug: "quick.safe", done: 1, total: 5, state: "v1;10000;" }], ["leave"]]);
});

test("a message that is another's, or is not as it must be, is dropped", () => {
  const { told, tell } = bridged();
  const good = { done: 1, total: 5, step: "quick.safe" };
  tell("progress", good, {}, "https://evil.example");
  tell("progress", good, {}, SITE, {});
  for (const more of [{ ns: "other" }, { v: 2 }, { instance: "i2" }, { payload: null }, { payload: "x" }, { type: "constructor" }, { type: "resize" }]) tell("progress", good, more);
  for (const bad of [{ done: 6 }, { done: -1 }, { total: 1.5 }, { done: 3, total: 1e9 }, { step: "<b>" }, { step: "CANARY-7f3a x" }, { step: 5 }]) tell("progress", { ...good, ...bad });
  for (const bad of [{ scaled: 2, passed: true }, { scaled: NaN, passed: true }, { scaled: 0.5, passed: "yes" }]) tell("score", bad);
  assert.deepEqual(told, []);
  // A later site may say more in the same version.
  tell("progress", { ...good, chapter: 1 });
  assert.equal(told.length, 1);
});

test("without a portal, or where nobody could be named, the frame speaks to nobody", () => {
  for (const way of [{ reporter: false }, { own: "http://portal.example" }, { own: "null" }]) {
    const { hears, frame, told, tell } = bridged(way);
    tell("progress", { done: 1, total: 5, step: "quick.safe" });
    assert.deepEqual([hears, frame.src, told], [false, `${SITE}/embed/preparation/`, []]);
  }
});

test("which steps are done follows from the way through each part", () => {
  const heard = stepsDone(STEPS);
  assert.equal(heard({ done: 0, total: 5, step: "quick.case" }), "v1;00000;");
  assert.equal(heard({ done: 1, total: 5, step: "quick.safe" }), "v1;10000;");
  assert.equal(heard({ done: 1, total: 5, step: "quick.case" }), "v1;10000;");
  assert.equal(heard({ done: 1, total: 5, step: "batna.one" }), "v1;10000;");
  assert.equal(heard({ done: 3, total: 5, step: "batna.result" }), "v1;10011;");
  assert.equal(heard({ done: 5, total: 5, step: "quick.result" }), "v1;11111;");
});

test("a site with other steps than when the package was made is counted from the first", () => {
  const heard = stepsDone(STEPS);
  assert.equal(heard({ done: 2, total: 7, step: "quick.safe" }), "v1;1100000;");
  assert.equal(heard({ done: 2, total: 5, step: "new" }), "v1;11000;");
});
