import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import { emptyBrowser, fakeStorage, openTab, planOf, settle } from "./keeping.mjs";
import { DeviceError, openDevice, unique } from "../../docs/assets/js/plan/device.mjs";
import { openJournal } from "../../docs/assets/js/plan/journal.mjs";
import { putAllBack, putBack } from "../../docs/assets/js/plan/open-kept.mjs";
import { readPlan } from "../../docs/assets/js/plan/plan.mjs";

/** @type {any[]} */
let tabs = [];
const ID = "a".repeat(24);
const NOTHING = { made: [], last: null, seen: "" };

/** @param {any} [options] */
async function open(options) {
  tabs.push(await openTab(ID, options));
  return tabs.at(-1);
}

async function onDevice() {
  const kept = await tabs[0].shelf.read(ID);
  return kept && readPlan(kept.text).worksheets;
}

beforeEach(emptyBrowser);
afterEach(() => {
  for (const tab of tabs) tab.close();
  tabs = [];
});

test("what a page was deleting when it was left is deleted by the next one, and what was typed since is kept", async () => {
  const storage = fakeStorage();
  const local = () => /** @type {any} */ (storage);
  const one = await open({ journal: openJournal(local) });
  const other = await open();
  one.type("ask", "A raise");
  await settle();
  const removing = one.keeper.remove();
  // What the page did until it was left, by the name of one that is there no more.
  const left = [...storage.kept.values()][0];
  assert.deepEqual(JSON.parse(left).gone, [ID]);
  one.type("ask", "Another");
  void one.keeper.flush();
  const leftTyped = [...storage.kept.values()][0];
  await removing;
  await settle();
  assert.deepEqual([storage.kept.size, (await onDevice()).quick], [0, { ask: "Another" }]);
  for (const [text, quick] of [[left, undefined], [leftTyped, { ask: "Another" }]]) {
    await other.shelf.write(ID, () => ({ text: JSON.stringify(planOf({ ask: "A raise" })), ...NOTHING }));
    storage.kept.set(`playbook-waiting-${unique()}`, text);
    await putAllBack(other.shelf, local);
    assert.deepEqual([(await onDevice())?.quick, storage.kept.size], [quick, 0]);
  }
});

test("a page that comes back does not delete again what another has deleted for it", async () => {
  const storage = fakeStorage();
  const one = await open({ journal: openJournal(() => /** @type {any} */ (storage)) });
  one.type("ask", "A raise");
  await settle();
  const removing = one.keeper.remove();
  storage.kept.clear();
  await removing;
  assert.deepEqual((await onDevice()).quick, { ask: "A raise" });
});

test("what could not be read is deleted all the same, and no deletion is told that did not happen", async () => {
  const one = await open();
  one.type("ask", "A raise");
  await settle();
  const refuse = () => Promise.reject(new DeviceError("refused"));
  const blind = await openTab(ID, { shelf: { ...one.shelf, read: refuse } });
  assert.equal((await blind.keeper.remove())?.id, ID);
  assert.equal(await onDevice(), null);
  const shut = await openTab(ID, { shelf: { ...one.shelf, read: refuse, remove: refuse } });
  await assert.rejects(shut.keeper.remove());
  assert.ok(!shut.told.includes("empty"));
});

/** A page that waits to come back, whose last words another page has written in its place. */
async function awayAndWritten() {
  const storage = fakeStorage();
  const local = () => /** @type {any} */ (storage);
  // It hears nothing while it waits.
  const device = await openDevice();
  /** @type {typeof device.write} */
  const write = (id, decide) => {
    // The page notes something while the database is at it.
    page?.keeper.note({ made: ["quick"] });
    return device.write(id, decide);
  };
  /** @type {any} */
  let page = null;
  const shelf = { ...device, listen() {}, write };
  page = await open({ shelf, journal: openJournal(local), delay: 10_000 });
  page.type("ask", "A raise");
  await page.keeper.flush();
  page.type("target", "58k");
  page.keeper.hold();
  const other = await open();
  const [[key, entry]] = [...storage.kept];
  await putBack(other.shelf, JSON.parse(entry));
  storage.removeItem(key);
  assert.deepEqual((await onDevice())?.quick, { ask: "A raise", target: "58k" });
  return { page, other };
}

test("a page that comes back after its last words were written and deleted elsewhere is empty too", async () => {
  const { page, other } = await awayAndWritten();
  await other.keeper.remove();
  await page.keeper.look();
  assert.deepEqual([page.shown.worksheets, page.told.includes("gone"), await onDevice()], [{}, false, null]);
});

test("a page that comes back and is typed into after all was deleted elsewhere asks what to keep", async () => {
  const { page, other } = await awayAndWritten();
  page.type("target", "59k");
  await other.keeper.remove();
  await page.keeper.look();
  assert.deepEqual([page.shown.worksheets.quick, page.told.at(-1), await onDevice()], [{ ask: "A raise", target: "59k" }, "gone", null]);
});

test("a page that has only noted something beside a plan is empty when that is deleted elsewhere", async () => {
  const page = await open({ delay: 10_000 });
  page.type("ask", "A raise");
  await page.keeper.flush();
  page.keeper.note({ made: ["quick"] });
  const other = await open();
  await other.keeper.remove();
  await settle();
  assert.deepEqual([page.shown.worksheets, page.told.includes("gone"), await onDevice()], [{}, false, null]);
});
