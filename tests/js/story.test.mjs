import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { emptyBrowser, fakeStorage, planOf } from "./keeping.mjs";
import { keepCopy } from "../../docs/assets/js/pages/story.mjs";
import { openDevice } from "../../docs/assets/js/plan/device.mjs";
import { currentPlan } from "../../docs/assets/js/plan/kept-index.mjs";
import { openTab } from "../../docs/assets/js/plan/tab.mjs";

const OWN = "a".repeat(24);
const STORY = { ...planOf({}), name: "A first large customer", worksheets: { power: { felt_power: "weak" } } };

beforeEach(emptyBrowser);

function stores() {
  const [session, local] = [fakeStorage(), fakeStorage()];
  return { session: () => /** @type {any} */ (session), local: () => /** @type {any} */ (local) };
}

test("the copy of a story's plan is one more, and the tab is at it", async () => {
  const device = await openDevice();
  const own = JSON.stringify(planOf({ ask: "A raise" }));
  await device.write(OWN, () => ({ text: own, made: ["quick"], last: null, seen: "" }));
  const at = stores();
  assert.equal(await keepCopy(STORY, at, { shelf: device, where: "device", trouble: "" }), "kept");
  const kept = await device.list();
  device.close();
  assert.equal(kept.length, 2);
  assert.equal(kept.find(({ id }) => id === OWN)?.text, own);
  const copy = kept.find(({ id }) => id === currentPlan(at.session, at.local).id);
  assert.deepEqual(JSON.parse(copy?.text ?? "{}"), STORY);
});

test("a plan in a tab that has room for one stays", async () => {
  const at = stores();
  const shelf = openTab(at.session);
  assert.equal(await keepCopy(STORY, at, { shelf, where: "tab", trouble: "" }), "kept");
  const other = { ...STORY, name: "Another story" };
  assert.equal(await keepCopy(other, at, { shelf, where: "tab", trouble: "" }), "full");
  assert.deepEqual((await shelf.list()).map(({ text }) => JSON.parse(text).name), ["A first large customer"]);
});

test("where the browser refuses, that is said", async () => {
  const refuse = () => Promise.reject(new Error("refused"));
  const shelf = /** @type {any} */ ({ list: refuse, write: refuse });
  assert.equal(await keepCopy(STORY, stores(), { shelf, where: "device", trouble: "" }), "failed");
});
