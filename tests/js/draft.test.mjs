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
  /** @type {any[]} */
  const left = [];
  const draft = createDraft({
    storage: () => /** @type {any} */ (storage),
    onKeeping(keeping, without) {
      told.push(keeping);
      left.push(...without);
    },
  });
  return { draft, storage, told, left };
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
  assert.equal(draft.load(), null);
  draft.save(emptyPlan());
  draft.flush();
  assert.deepEqual(told, ["refused", "refused"]);
});

test("what cannot be read, or is newer, is never overwritten", () => {
  for (const kept of ["{", '{"version":3}']) {
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

test("an answer that could not be read again is never called kept, and the others are", () => {
  const { draft, storage, told, left } = openDraft();
  draft.save({ ...emptyPlan(), worksheets: { batna: { evidence: "x".repeat(1_000_001), target: "60k" } } });
  draft.flush();
  assert.deepEqual([told, left], [["partly"], [{ part: "worksheets.batna.evidence", length: 1_000_001 }]]);
  assert.deepEqual(openDraft(storage).draft.load()?.worksheets.batna, { evidence: "", target: "60k" });
  draft.save(PLAN);
  draft.flush();
  assert.deepEqual([told.at(-1), openDraft(storage).draft.load()], ["kept", PLAN]);
});

test("a plan that could not be read again for another reason leaves what was kept as it is", () => {
  const { draft, storage, told, left } = openDraft();
  draft.save(PLAN);
  draft.flush();
  draft.save({ ...PLAN, worksheets: { batna: { "csrf[token]": "1" } } });
  draft.flush();
  assert.deepEqual([told, left], [["kept", "unfit"], [{ part: "worksheets.batna", length: 0 }]]);
  assert.deepEqual(openDraft(storage).draft.load(), PLAN);
});

test("a page that comes back learns what another visit has kept or deleted, and whether it holds anything unsaved", () => {
  const { draft, storage } = openDraft();
  assert.equal(draft.news(), null);
  draft.save(PLAN);
  draft.flush();
  assert.equal(draft.news(), null);
  const newer = { ...PLAN, done: ["a/1"] };
  storage.kept.set("playbook-plan", JSON.stringify(newer));
  assert.deepEqual(draft.news(), { plan: newer, unsaved: false });
  assert.equal(draft.news(), null);
  storage.fault = "QuotaExceededError";
  draft.save(emptyPlan());
  draft.flush();
  assert.equal(draft.news(), null);
  storage.kept.set("playbook-plan", JSON.stringify(PLAN));
  assert.deepEqual(draft.news(), { plan: PLAN, unsaved: true });
  storage.kept.clear();
  assert.deepEqual(draft.news(), { plan: null, unsaved: true });
  storage.fault = "SecurityError";
  assert.equal(draft.news(), null);
});

test("a newer visit's answers that this page cannot read are guarded from then on", () => {
  const { draft, storage, told } = openDraft();
  draft.save(PLAN);
  draft.flush();
  storage.kept.set("playbook-plan", '{"version":3}');
  assert.equal(draft.news(), null);
  draft.save(PLAN);
  draft.flush();
  assert.deepEqual([storage.kept.get("playbook-plan"), told], ['{"version":3}', ["kept", "guarded", "guarded"]]);
});
