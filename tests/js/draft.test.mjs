import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { noteAsked, wasAsked } from "../../docs/assets/js/plan/asked.mjs";
import { createDraft } from "../../docs/assets/js/plan/draft.mjs";
import { emptyPlan } from "../../docs/assets/js/plan/plan.mjs";

const PLAN = { ...emptyPlan(), worksheets: { batna: { role: "receive" } } };

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
  assert.equal(draft.load(), undefined);
  draft.save(emptyPlan());
  draft.flush();
  assert.deepEqual(told, ["refused", "refused"]);
});

test("what cannot be read, or is newer, is never overwritten", () => {
  for (const kept of ["{", '{"version":2}']) {
    const { draft, storage, told } = openDraft();
    storage.kept.set("playbook-plan", kept);
    assert.equal(draft.load(), undefined);
    draft.save(emptyPlan());
    draft.flush();
    assert.equal(storage.kept.get("playbook-plan"), kept);
    assert.deepEqual(told, ["guarded", "guarded"]);
  }
});

test("deleting leaves no trace, and nothing that waited is written afterwards", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { draft, storage } = openDraft();
  draft.save(PLAN);
  draft.flush();
  noteAsked(() => /** @type {any} */ (storage), "batna");
  draft.save(PLAN);
  draft.clear();
  mock.timers.tick(5000);
  draft.flush();
  assert.equal(storage.kept.size, 0);
  mock.timers.reset();
});

test("the worksheets whose checklists were made are noted once each, and damage or refusal leaves none", () => {
  const kept = fakeStorage();
  const storage = () => /** @type {any} */ (kept);
  for (const name of ["batna", "range", "batna"]) noteAsked(storage, name);
  assert.equal(kept.kept.get("playbook-asked"), '["batna","range"]');
  assert.deepEqual(["batna", "time"].map((name) => wasAsked(storage, name)), [true, false]);
  for (const damaged of ["{", "null", "7", '"batna"']) {
    kept.kept.set("playbook-asked", damaged);
    assert.equal(wasAsked(storage, "batna"), false);
  }
  kept.fault = "SecurityError";
  noteAsked(storage, "batna");
  assert.equal(wasAsked(storage, "batna"), false);
});
