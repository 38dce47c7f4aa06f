import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { MOST_CHARACTERS, PlanError, createDraft, emptyPlan, readPlan, writePlan } from "../../docs/assets/js/plan/draft.mjs";

const PLAN = {
  version: 1,
  settings: { currency: "€", numbers: "comma" },
  worksheets: {
    batna: {
      role: "receive",
      deal_worth: { likely: "52.000" },
      alternatives: [{ name: "<b>👩‍⚕️</b> \u202e", worth: "?" }, {}],
    },
    another: { note: "kept, though this page does not know it" },
  },
  done: ["widen-your-alternatives/name-three"],
};

/** A storage that can be made to refuse. */
function fakeStorage() {
  const kept = new Map();
  return {
    kept,
    /** @type {string | null} */ fault: null,
    getItem(/** @type {string} */ key) {
      if (this.fault === "SecurityError") throw Object.assign(new Error(), { name: this.fault });
      return kept.get(key) ?? null;
    },
    setItem(/** @type {string} */ key, /** @type {string} */ value) {
      if (this.fault) throw Object.assign(new Error(), { name: this.fault });
      kept.set(key, value);
    },
    removeItem(/** @type {string} */ key) {
      kept.delete(key);
    },
  };
}

function openDraft(storage = fakeStorage()) {
  /** @type {string[]} */
  const told = [];
  const draft = createDraft({ storage: () => /** @type {any} */ (storage), onKeeping: (keeping) => told.push(keeping) });
  return { draft, storage, told };
}

test("a saved copy opens as the same plan", () => {
  assert.deepEqual(readPlan(writePlan(/** @type {any} */ (PLAN))), PLAN);
});

test("a plan without the parts that may be missing is filled up", () => {
  assert.deepEqual(readPlan('{"version":1}'), emptyPlan());
});

const REFUSED = /** @type {[string, string, string][]} */ ([
  ["no JSON", "{", "unreadable"],
  ["a list", "[]", "unreadable"],
  ["null", "null", "unreadable"],
  ["no version", '{"worksheets":{}}', "unreadable"],
  ["a version that is no number", '{"version":"1"}', "unreadable"],
  ["version 0", '{"version":0}', "unreadable"],
  ["a newer version", '{"version":2,"anything":[]}', "too-new"],
  ["an answer that is a number", '{"version":1,"worksheets":{"batna":{"role":5}}}', "unreadable"],
  ["an answer that is null", '{"version":1,"worksheets":{"batna":{"role":null}}}', "unreadable"],
  ["a row that is a text", '{"version":1,"worksheets":{"batna":{"alternatives":["x"]}}}', "unreadable"],
  ["a range inside a range", '{"version":1,"worksheets":{"batna":{"w":{"low":{"low":"1"}}}}}', "unreadable"],
  ["a name that reaches for the prototype", '{"version":1,"worksheets":{"__proto__":{"x":"1"}}}', "unreadable"],
  ["a prototype in an answer", '{"version":1,"worksheets":{"batna":{"__proto__":{"x":"1"}}}}', "unreadable"],
  ["a thousand rows", `{"version":1,"worksheets":{"batna":{"alternatives":[${"{},".repeat(999)}{}]}}}`, "unreadable"],
  ["deep nesting", "[".repeat(100_000), "unreadable"],
  ["a huge file", " ".repeat(MOST_CHARACTERS + 1), "too-large"],
  ["done that is no list", '{"version":1,"done":"x"}', "unreadable"],
]);
for (const [what, text, fault] of REFUSED) {
  test(`a copy with ${what} is refused`, () => {
    assert.throws(
      () => readPlan(text),
      (error) => error instanceof PlanError && error.fault === fault,
    );
  });
}

test("ticks that are no steps are dropped, and none counts twice", () => {
  assert.deepEqual(readPlan('{"version":1,"done":["a/b","a/b","<img>",7,"a/b/c"]}').done, ["a/b"]);
});

test("a draft is kept within a second even while somebody types without a pause", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { draft, storage, told } = openDraft();
  for (let key = 0; key < 10; key += 1) {
    draft.save({ ...emptyPlan(), done: [`a/${key}`] });
    mock.timers.tick(100);
  }
  assert.deepEqual(JSON.parse(storage.kept.get("playbook-plan")).done, ["a/7"]);
  draft.flush();
  assert.deepEqual(JSON.parse(storage.kept.get("playbook-plan")).done, ["a/9"]);
  assert.equal(told.at(-1), "kept");
  mock.timers.reset();
});

test("a full storage is told, and once there is room the draft is kept again", () => {
  const { draft, storage, told } = openDraft();
  storage.fault = "QuotaExceededError";
  draft.save(emptyPlan());
  draft.flush();
  storage.fault = null;
  draft.save(emptyPlan());
  draft.flush();
  assert.deepEqual(told, ["full", "kept"]);
});

test("a refused storage is told and breaks nothing", () => {
  const { draft, storage, told } = openDraft();
  storage.fault = "SecurityError";
  assert.equal(draft.load(), null);
  draft.save(emptyPlan());
  draft.flush();
  assert.deepEqual(told, ["refused", "refused"]);
});

test("what cannot be read, or is newer, is never overwritten", () => {
  for (const kept of ["{", '{"version":2}']) {
    const { draft, storage, told } = openDraft();
    storage.kept.set("playbook-plan", kept);
    assert.equal(draft.load(), null);
    draft.save(emptyPlan());
    draft.flush();
    assert.equal(storage.kept.get("playbook-plan"), kept);
    assert.deepEqual(told, ["guarded", "guarded"]);
  }
});

test("deleting leaves no trace, and nothing that waited is written afterwards", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { draft, storage } = openDraft();
  draft.save(/** @type {any} */ (PLAN));
  draft.flush();
  draft.save(/** @type {any} */ (PLAN));
  draft.clear();
  mock.timers.tick(5000);
  draft.flush();
  assert.equal(storage.kept.size, 0);
  mock.timers.reset();
});
