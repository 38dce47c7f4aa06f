import assert from "node:assert/strict";
import { test } from "node:test";

import { MOST, findApi } from "../../docs/assets/js/portal/find-api.mjs";
import { LONGEST, timespan, openers } from "../../docs/assets/js/portal/scorm.mjs";

const CALLS = {
  scorm12: ["LMSInitialize", "LMSFinish", "LMSGetValue", "LMSSetValue", "LMSCommit"],
  scorm2004: ["Initialize", "Terminate", "GetValue", "SetValue", "Commit"],
};
const NAMES = { scorm12: "API", scorm2004: "API_1484_11" };

/** A management system's half: it notes what it is asked and told. @param {"scorm12" | "scorm2004"} kind @param {Record<string, string>} values */
function system(kind, values = {}, start = "true") {
  /** @type {string[]} */
  const log = [];
  const held = { ...values };
  const [initialize, end, get, set, commit] = CALLS[kind];
  const api = {
    [initialize]: () => log.push("start") && start,
    [end]: () => log.push("end") && "true",
    [get]: (/** @type {string} */ name) => log.push(`get ${name}`) && (held[name] ?? ""),
    [set](/** @type {string} */ name, /** @type {string} */ value) {
      log.push(`${name}=${value}`);
      held[name] = value;
      return "true";
    },
    [commit]: () => log.push("commit") && "true",
  };
  return { api, log, held };
}

/** A window in a frame of a portal's window. */
function framed(/** @type {object} */ above = {}) {
  /** @type {(() => void)[]} */
  const leaving = [];
  const parent = /** @type {any} */ ({ opener: null, ...above });
  parent.parent ??= parent;
  const self = { parent, opener: null, addEventListener: (/** @type {string} */ name, /** @type {any} */ act) => name === "pagehide" && leaving.push(act) };
  return { self, hide: () => leaving.forEach((act) => act()) };
}

/** @param {"scorm12" | "scorm2004"} kind */
async function opened(kind, values = {}) {
  const lms = system(kind, values);
  const page = framed({ [NAMES[kind]]: lms.api });
  let time = 0;
  const reporter = /** @type {any} */ (await openers({ self: page.self, now: () => time, wait: async () => {} })[kind](/** @type {any} */ ({})));
  lms.log.length = reporter ? lms.log.length : 0;
  return { ...lms, ...page, reporter, pass: (/** @type {number} */ seconds) => (time += 1000 * seconds) };
}

/** A window whose every property throws but the way up. @param {object} more */
const foreign = (more) =>
  new Proxy(more, {
    get(target, name) {
      if (Object.hasOwn(target, name)) return /** @type {any} */ (target)[name];
      throw new DOMException("Blocked", "SecurityError");
    },
  });

test("the object is found above foreign windows, and with whoever opened one of them", () => {
  const api = { LMSInitialize() {} };
  const portal = /** @type {any} */ ({ API: api });
  portal.parent = portal;
  assert.equal(findApi({ parent: foreign({ parent: portal }) }, "API", "LMSInitialize"), api);
  const popup = /** @type {any} */ (foreign({ opener: { parent: portal } }));
  assert.equal(findApi({ parent: popup }, "API", "LMSInitialize"), api);
  assert.equal(findApi({ API: { tagName: "DIV" }, parent: null }, "API", "LMSInitialize"), null);
});

test("a chain of windows without an end is given up", () => {
  let looked = 0;
  const next = () =>
    new Proxy({}, {
      get(_, name) {
        looked += name === "API" ? 1 : 0;
        return name === "parent" ? next() : undefined;
      },
    });
  assert.equal(findApi(next(), "API", "LMSInitialize"), null);
  assert.equal(looked, MOST);
  const circle = /** @type {any} */ ({});
  circle.parent = { parent: circle };
  assert.equal(findApi(circle, "API", "LMSInitialize"), null);
});

test("a portal that is late is waited for two seconds; where nobody has framed us, nobody is waited for", async () => {
  for (const [comes, found] of /** @type {[number, boolean][]} */ ([[9, true], [10, false]])) {
    const page = framed();
    let waits = 0;
    const wait = async (/** @type {number} */ milliseconds) => {
      assert.equal(milliseconds, 200);
      if ((waits += 1) === comes) page.self.parent.API = system("scorm12").api;
    };
    assert.equal((await openers({ self: page.self, now: () => 0, wait }).scorm12(/** @type {any} */ ({}))) !== null, found);
    assert.equal(waits, 9);
  }
  const alone = /** @type {any} */ ({ opener: null });
  alone.parent = alone;
  assert.equal(await openers({ self: alone, now: () => 0, wait: () => assert.fail("waited") }).scorm12(/** @type {any} */ ({})), null);
});

test("a portal that says no to the start is no portal", async () => {
  const page = framed({ API: system("scorm12", {}, "false").api });
  assert.equal(await openers({ self: page.self, now: () => 0, wait: async () => {} }).scorm12(/** @type {any} */ ({})), null);
});

test("SCORM 1.2 from the first step to the end: told at once, kept after each step, ended once", async () => {
  const { reporter, log, pass, hide } = await opened("scorm12", { "cmi.core.lesson_status": "not attempted" });
  reporter.step({ slug: "safe", done: 1, total: 2, state: "v1;10;" });
  pass(3725);
  reporter.completed({ done: 2, total: 2, state: "v1;11;" });
  reporter.finish();
  hide();
  reporter.step({ slug: "late", done: 2, total: 2, state: "v1;11;" });
  assert.deepEqual(log, [
    "start", "get cmi.core.lesson_status", "get cmi.suspend_data",
    "cmi.core.lesson_status=incomplete", "cmi.core.exit=suspend", "commit",
    "cmi.core.lesson_location=safe", "cmi.suspend_data=v1;10;", "commit",
    "cmi.core.lesson_status=completed", "cmi.core.exit=", "cmi.suspend_data=v1;11;", "commit",
    "cmi.core.exit=", "cmi.core.session_time=0001:02:05.00", "commit", "end",
  ]);
});

test("SCORM 2004 has a field for completion and one for success", async () => {
  const { reporter, log, held, pass } = await opened("scorm2004", { "cmi.completion_status": "unknown" });
  reporter.step({ slug: "safe", done: 1, total: 2, state: "v1;10;" });
  pass(61);
  reporter.completed({ done: 2, total: 2, state: "v1;11;" });
  reporter.finish();
  assert.deepEqual(held, {
    "cmi.completion_status": "completed", "cmi.success_status": "passed", "cmi.exit": "normal", "cmi.location": "safe", "cmi.suspend_data": "v1;11;", "cmi.session_time": "PT61S",
  });
  assert.equal(log.filter((line) => line === "end").length, 1);
});

test("somebody leaves half-way: the attempt is suspended and goes on from there", async () => {
  const first = await opened("scorm12");
  first.reporter.step({ slug: "safe", done: 1, total: 2, state: "v1;10;" });
  first.hide();
  first.hide();
  assert.equal(first.held["cmi.core.exit"], "suspend");
  assert.deepEqual(first.log.filter((line) => line === "end"), ["end"]);
  const second = await opened("scorm12", first.held);
  assert.equal(second.reporter.resume(), "v1;10;");
});

test("what is completed stays so when it is opened again", async () => {
  const { reporter, log, held } = await opened("scorm12", { "cmi.core.lesson_status": "completed", "cmi.suspend_data": "v1;11;" });
  reporter.step({ slug: "case", done: 2, total: 2, state: "v1;11;" });
  reporter.finish();
  assert.equal(held["cmi.core.lesson_status"], "completed");
  assert.ok(!log.some((line) => line.includes("incomplete") || line.includes("suspend=")));
});

for (const [kind, status] of /** @type {["scorm12" | "scorm2004", string][]} */ ([["scorm12", "cmi.core.lesson_status"], ["scorm2004", "cmi.success_status"]])) {
  test(`a knowledge check tells its score, and whether it was passed: ${kind}`, async () => {
    const { reporter, held } = await opened(kind);
    reporter.score({ scaled: 0.6, passed: false, state: "v1;11;60" });
    reporter.completed({ done: 2, total: 2, state: "v1;11;60" });
    assert.equal(held[status], "failed");
    const score = kind === "scorm12" ? "cmi.core.score" : "cmi.score";
    assert.deepEqual([held[`${score}.raw`], held[`${score}.min`], held[`${score}.max`]], ["60", "0", "100"]);
    assert.equal(held["cmi.score.scaled"], kind === "scorm12" ? undefined : "0.6");

    const again = await opened(kind, held);
    again.reporter.score({ scaled: 0.9, passed: true, state: "v1;11;90" });
    again.reporter.completed({ done: 2, total: 2, state: "v1;11;90" });
    assert.equal(again.held[status], "passed");

    const third = await opened(kind, again.held);
    third.reporter.score({ scaled: 0.2, passed: false, state: "v1;11;20" });
    third.reporter.completed({ done: 2, total: 2, state: "v1;11;20" });
    assert.deepEqual([third.held[status], third.held[`${score}.raw`]], ["passed", "90"]);
  });
}

test("no more is written than the smallest portal takes, and no name is asked for", async () => {
  const { reporter, log } = await opened("scorm12");
  reporter.step({ slug: "safe", done: 1, total: 2, state: "1".repeat(LONGEST) });
  reporter.step({ slug: "safe", done: 1, total: 2, state: "1".repeat(LONGEST + 1) });
  assert.deepEqual(log.filter((line) => line.startsWith("cmi.suspend_data")).map((line) => line.length - "cmi.suspend_data=".length), [LONGEST]);
  assert.ok(!log.some((line) => /name|interactions|comments|objectives/.test(line)));
});

test("a portal that throws harms nobody", async () => {
  const { api, self } = { ...system("scorm12"), ...framed() };
  self.parent.API = { ...api, LMSSetValue() { throw new Error("gone"); }, LMSCommit() { throw new Error("gone"); } };
  const reporter = /** @type {any} */ (await openers({ self, now: () => 0, wait: async () => {} }).scorm12(/** @type {any} */ ({})));
  reporter.step({ slug: "safe", done: 1, total: 2, state: "v1;10;" });
  reporter.finish();
});

test("times of SCORM 1.2", () => {
  assert.deepEqual([0, 59.9, 3600, 400000].map(timespan), ["0000:00:00.00", "0000:00:59.00", "0001:00:00.00", "0111:06:40.00"]);
});
