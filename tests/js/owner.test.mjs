import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { openPlan } from "../../docs/assets/js/plan/owner.mjs";
import { emptyPlan } from "../../docs/assets/js/plan/plan.mjs";

beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
afterEach(() => mock.timers.reset());

const SETTINGS = { currency: "€", numbers: "auto" };

/** The plan of a page with the worksheet `trial`, whose `hope` another worksheet asks too. @param {Record<string, string>} [kept] */
function open(kept = {}) {
  const store = new Map(Object.entries(kept));
  const storage = /** @type {any} */ ({
    getItem: (/** @type {string} */ key) => store.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ value) => store.set(key, value),
    removeItem: (/** @type {string} */ key) => store.delete(key),
  });
  /** @type {string[]} */
  const told = [];
  const owner = openPlan({
    worksheet: "trial",
    shared: { hope: ["batna.target", "trial.hope"] },
    storage: () => storage,
    onKeeping: (keeping) => told.push(keeping),
  });
  const saved = () => JSON.parse(store.get("playbook-plan") ?? "null");
  return { owner, saved, told, store };
}

test("what the form says is kept, and a shared answer in the place where it stands", () => {
  const { owner, saved, told } = open({ "playbook-plan": JSON.stringify({ version: 2, worksheets: { batna: { target: "58k", role: "buy" } } }) });
  assert.equal(owner.load(), true);
  assert.deepEqual(owner.answers(), { hope: "58k" });
  owner.put({ hope: "60k", name: "The raise" }, SETTINGS);
  mock.timers.tick(1000);
  assert.deepEqual(saved().worksheets, { batna: { target: "60k", role: "buy" }, trial: { name: "The raise" } });
  assert.deepEqual(told, ["kept"]);
});

test("a tick is kept once, and taken back", () => {
  const { owner, saved } = open();
  owner.tick("a/b", true);
  owner.tick("a/b", true);
  owner.tick("a/c", true);
  owner.tick("a/b", false);
  owner.flush();
  assert.deepEqual(saved().done, ["a/c"]);
});

test("an example stands in the place of the person's own plan and leaves no trace in it but the settings", () => {
  const { owner, saved } = open();
  owner.put({ name: "Mine" }, SETTINGS);
  owner.tick("a/b", true);
  owner.tryOut({ name: "Theirs" });
  assert.deepEqual(owner.answers(), { name: "Theirs" });
  assert.deepEqual(owner.shown().done, []);
  owner.put({ name: "Changed" }, { ...SETTINGS, currency: "CHF" });
  owner.tick("x/y", true);
  assert.deepEqual(owner.shown().worksheets, { trial: { name: "Changed" } });
  assert.deepEqual(owner.shown().done, ["x/y"]);
  owner.flush();
  assert.deepEqual(saved().worksheets, { trial: { name: "Mine" } });
  assert.deepEqual(saved().done, ["a/b"]);
  assert.equal(saved().settings.currency, "CHF");
  owner.leaveExample();
  assert.deepEqual(owner.answers(), { name: "Mine" });
  assert.deepEqual(owner.shown().done, ["a/b"]);
});

test("another plan takes the place of the person's own and of an example, and is kept when it is to be", () => {
  const { owner, saved } = open();
  owner.put({ name: "Mine" }, SETTINGS);
  owner.flush();
  owner.tryOut({ name: "Theirs" });
  const opened = { ...emptyPlan(), settings: SETTINGS, worksheets: { trial: { name: "From a copy" } } };
  owner.replace(opened);
  assert.deepEqual(owner.answers(), { name: "From a copy" });
  assert.equal(saved().worksheets.trial.name, "Mine");
  owner.keep();
  owner.flush();
  assert.equal(saved().worksheets.trial.name, "From a copy");
});

test("what another visit has kept is taken over, and what only this page holds stays", () => {
  const { owner, saved, store } = open();
  owner.put({ name: "Mine" }, SETTINGS);
  owner.flush();
  assert.equal(owner.catchUp({ name: "Mine" }, SETTINGS), false);
  const other = { ...saved(), worksheets: { trial: { name: "Mine" }, batna: { role: "buy" } } };
  owner.put({ name: "Typed since" }, SETTINGS);
  store.set("playbook-plan", JSON.stringify(other));
  assert.equal(owner.catchUp({ name: "Typed since" }, SETTINGS), true);
  owner.flush();
  assert.deepEqual(saved().worksheets, { trial: { name: "Typed since" }, batna: { role: "buy" } });
});

test("after everything was deleted elsewhere nothing of it is left here", () => {
  const { owner, store } = open();
  owner.put({ name: "Mine" }, SETTINGS);
  owner.flush();
  store.delete("playbook-plan");
  assert.equal(owner.catchUp({ name: "Mine" }, SETTINGS), true);
  assert.deepEqual(owner.own().worksheets, {});
});
