import assert from "node:assert/strict";
import { test } from "node:test";

import { openPlan } from "../../docs/assets/js/plan/owner.mjs";
import { emptyPlan, readPlan } from "../../docs/assets/js/plan/plan.mjs";

const SETTINGS = { currency: "€", numbers: "auto" };

/** The plan of a page with the worksheet `trial`, whose `hope` another worksheet asks too. @param {any} [kept] */
function open(kept) {
  /** @type {any} */
  let saved = null;
  const owner = openPlan({
    worksheet: "trial",
    shared: { hope: ["batna.target", "trial.hope"] },
    keeper: { save: (plan) => (saved = plan) },
    kept: kept ? readPlan(JSON.stringify({ version: 2, ...kept })) : null,
  });
  return { owner, saved: () => saved };
}

test("what the form says is kept, and a shared answer in the place where it stands", () => {
  const { owner, saved } = open({ worksheets: { batna: { target: "58k", role: "buy" } } });
  assert.deepEqual(owner.answers(), { hope: "58k" });
  owner.put({ hope: "60k", name: "The raise" }, SETTINGS);
  assert.deepEqual(saved().worksheets, { batna: { target: "60k", role: "buy" }, trial: { name: "The raise" } });
});

test("a tick is kept once, and taken back", () => {
  const { owner, saved } = open();
  owner.tick("a/b", true);
  owner.tick("a/b", true);
  owner.tick("a/c", true);
  owner.tick("a/b", false);
  assert.deepEqual(saved().done, ["a/c"]);
});

test("a step is set aside once, and brought back, beside the ticks", () => {
  const { owner, saved } = open();
  owner.tick("a/b", true);
  for (const [step, set] of /** @type {[string, boolean][]} */ ([["a/b", true], ["a/c", true], ["a/b", true], ["a/c", false], ["x/y", false]])) {
    owner.setAside(step, set);
  }
  assert.deepEqual([saved().done, saved().aside], [["a/b"], ["a/b"]]);
  owner.tryOut({ name: "Theirs" });
  owner.setAside("x/y", true);
  assert.deepEqual(owner.shown().aside, ["x/y"]);
  owner.leaveExample();
  assert.deepEqual(owner.shown().aside, ["a/b"]);
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
  owner.tryOut({ name: "Theirs" });
  const opened = { ...emptyPlan(), settings: SETTINGS, worksheets: { trial: { name: "From a copy" } } };
  owner.replace(opened);
  assert.deepEqual(owner.answers(), { name: "From a copy" });
  assert.equal(saved().worksheets.trial.name, "Mine");
  owner.keep();
  assert.equal(saved().worksheets.trial.name, "From a copy");
});

test("what another tab has kept is taken over, and nothing after it was deleted there", () => {
  const { owner, saved } = open();
  owner.put({ name: "Mine" }, SETTINGS);
  owner.takeOver({ ...saved(), worksheets: { trial: { name: "Mine" }, batna: { role: "buy" } } });
  owner.put({ name: "Typed since" }, SETTINGS);
  assert.deepEqual(saved().worksheets, { trial: { name: "Typed since" }, batna: { role: "buy" } });
  owner.takeOver(null);
  assert.deepEqual(owner.own().worksheets, {});
});
