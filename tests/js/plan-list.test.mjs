import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import { emptyBrowser, fakeStorage, planOf } from "./keeping.mjs";
import { openDevice } from "../../docs/assets/js/plan/device.mjs";
import { openPlanList } from "../../docs/assets/js/plan/plan-list.mjs";

const ID = "a".repeat(24);
/** @type {Awaited<ReturnType<typeof openDevice>>} */
let device;

beforeEach(async () => {
  await emptyBrowser();
  device = await openDevice();
  await device.write(ID, () => ({ text: JSON.stringify(planOf({ ask: "A raise" })), made: [], last: null, seen: "" }));
});
afterEach(() => device.close());

test("a list that was read before a deletion brings nothing of the plan back", async () => {
  const [session, local] = [fakeStorage(), fakeStorage()];
  /** @type {(() => void)[]} */
  const answers = [];
  const late = { ...device, list: async () => {
    const found = await device.list();
    await new Promise((done) => answers.push(() => done(undefined)));
    return found;
  } };
  const list = openPlanList(/** @type {any} */ (late), { session: () => /** @type {any} */ (session), local: () => /** @type {any} */ (local) });
  const before = list.all();
  await new Promise((done) => setTimeout(done, 20));
  await list.remove(ID);
  const after = list.all();
  await new Promise((done) => setTimeout(done, 20));
  for (const answer of answers.reverse()) answer();
  assert.deepEqual([(await after).length, (await before).length], [0, 1]);
  assert.equal(local.kept.has("playbook-kept"), false);
});

test("a deletion is noted until the database has done it", async () => {
  const [session, local] = [fakeStorage(), fakeStorage()];
  const list = openPlanList(device, { session: () => /** @type {any} */ (session), local: () => /** @type {any} */ (local) });
  const removing = list.remove(ID);
  assert.deepEqual([...local.kept.values()].map((text) => JSON.parse(text).gone), [[ID]]);
  assert.equal((await removing)?.id, ID);
  assert.equal(local.kept.size, 0);
});
