import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import { emptyBrowser, fakeStorage, openTab, planOf, settle } from "./keeping.mjs";
import { DeviceError, openDevice, unique } from "../../docs/assets/js/plan/device.mjs";
import { openJournal, waiting } from "../../docs/assets/js/plan/journal.mjs";
import { putBack, watchLeft } from "../../docs/assets/js/plan/open-kept.mjs";
import { readPlan } from "../../docs/assets/js/plan/plan.mjs";

/** @type {any[]} */
let tabs = [];
const ID = "a".repeat(24);
const NOTHING = { made: [], last: null, seen: "" };

/** @param {any} [options] */
async function open(options) {
  const tab = await openTab(ID, options);
  tabs.push(tab);
  return tab;
}

async function onDevice(id = ID) {
  const device = await openDevice();
  tabs.push(device);
  const kept = await device.read(id);
  return kept && readPlan(kept.text).worksheets;
}

beforeEach(emptyBrowser);
afterEach(() => {
  for (const tab of tabs) tab.close();
  tabs = [];
});

test("what is typed is kept, and there in the next tab", async () => {
  const one = await open();
  one.type("ask", "A raise");
  await settle();
  assert.deepEqual(one.told, ["kept"]);
  assert.deepEqual((await open()).shown.worksheets, { quick: { ask: "A raise" } });
});

test("nothing is written by opening, nor by looking", async () => {
  const one = await open();
  await one.keeper.look();
  one.keeper.note({ made: ["quick"] });
  await one.keeper.flush();
  await settle();
  assert.equal(await onDevice(), null);
});

test("what is noted while a plan is being written does not bring back the one before", async () => {
  const one = await open();
  one.type("ask", "A raise");
  await settle();
  one.type("target", "58k");
  const writing = one.keeper.flush();
  await Promise.resolve();
  one.keeper.note({ made: ["quick"] });
  await writing;
  await settle();
  assert.deepEqual((await onDevice()).quick, { ask: "A raise", target: "58k" });
  assert.deepEqual((await one.shelf.read(ID))?.made, ["quick"]);
});

test("what is noted between the writing and its end is kept, with what the database holds", async () => {
  const device = await openDevice();
  let late = () => {};
  /** @type {typeof device.write} */
  const write = async (...all) => {
    const kept = await device.write(...all);
    late();
    return kept;
  };
  const one = await open({ shelf: { ...device, write } });
  one.type("ask", "A raise");
  late = () => {
    late = () => {};
    one.keeper.note({ made: ["quick"] });
  };
  await settle();
  assert.deepEqual(one.keeper.beside().made, ["quick"]);
  assert.deepEqual((await one.shelf.read(ID))?.made, ["quick"]);
});

test("a tab shows what another tab has changed, and both changes stay", async () => {
  const one = await open();
  one.type("ask", "A raise");
  await settle();
  const other = await open();
  one.type("target", "58k");
  await settle();
  assert.equal(other.shown.worksheets.quick.target, "58k");
  other.type("offer", "52k");
  one.type("when", "today");
  await settle();
  const all = { ask: "A raise", target: "58k", offer: "52k", when: "today" };
  assert.deepEqual([one.shown.worksheets.quick, other.shown.worksheets.quick, (await onDevice()).quick], [all, all, all]);
});

test("what stands in the fields and was not handed over is not lost when another tab writes", async () => {
  const one = await open();
  const other = await open({ delay: 10_000 });
  other.typed = planOf({ ask: "Typed here" });
  one.type("target", "58k");
  await settle();
  await other.keeper.flush();
  await settle();
  assert.deepEqual((await onDevice()).quick, { ask: "Typed here", target: "58k" });
});

for (const [choice, expected] of [["mine", "There"], ["theirs", "Here"]]) {
  test(`where both have changed the same answer the later tab stops until somebody takes ${choice}`, async () => {
    const one = await open({ delay: 10_000 });
    const other = await open({ delay: 10_000 });
    one.type("ask", "Here");
    other.type("ask", "There");
    other.type("target", "58k");
    await one.keeper.flush();
    await other.keeper.flush();
    await settle();
    assert.deepEqual(await onDevice(), { quick: { ask: "Here" } });
    assert.deepEqual([other.told.at(-1), other.keeper.clashes()], ["clash", [{ part: "worksheets.quick.ask", mine: "There", theirs: "Here" }]]);
    other.type("offer", "52k");
    await other.keeper.flush();
    assert.deepEqual(await onDevice(), { quick: { ask: "Here" } });
    await other.keeper.choose(/** @type {any} */ (choice));
    await settle();
    const all = { ask: expected, target: "58k", offer: "52k" };
    assert.deepEqual([await onDevice(), other.shown.worksheets, one.shown.worksheets], [{ quick: all }, { quick: all }, { quick: all }]);
    assert.equal(other.told.at(-1), "kept");
  });
}

test("what is typed before somebody chooses is what the choice is about", async () => {
  const one = await open({ delay: 10_000 });
  const other = await open({ delay: 10_000 });
  one.type("ask", "There");
  other.type("ask", "Here");
  await one.keeper.flush();
  await other.keeper.flush();
  other.type("ask", "Here, again");
  await other.keeper.flush();
  assert.deepEqual(other.keeper.clashes(), [{ part: "worksheets.quick.ask", mine: "Here, again", theirs: "There" }]);
  other.type("ask", "There");
  await other.keeper.flush();
  assert.deepEqual([other.keeper.stopped(), other.told.at(-1)], ["", "kept"]);
});

test("what has changed there since somebody chose is asked about again", async () => {
  const one = await open({ delay: 10_000 });
  const other = await open({ delay: 10_000 });
  one.type("ask", "Here");
  other.type("ask", "There");
  await one.keeper.flush();
  await other.keeper.flush();
  one.type("ask", "Here, later");
  await one.keeper.flush();
  await settle();
  await other.keeper.choose("mine");
  assert.deepEqual([await onDevice(), other.told.at(-1), other.keeper.clashes()[0].theirs], [{ quick: { ask: "Here, later" } }, "clash", "Here, later"]);
  await other.keeper.choose("mine");
  assert.deepEqual(await onDevice(), { quick: { ask: "There" } });
});

test("what is typed after somebody chose theirs is not dropped with what they chose against", async () => {
  let full = false;
  const shelf = await openDevice();
  const { write } = shelf;
  shelf.write = (...all) => (full ? Promise.reject(new DeviceError("full")) : write(...all));
  const one = await open({ delay: 10_000 });
  const other = await open({ delay: 10_000, shelf });
  one.type("ask", "There");
  other.type("ask", "Here");
  await one.keeper.flush();
  await other.keeper.flush();
  full = true;
  await other.keeper.choose("theirs");
  other.type("ask", "Here, later");
  full = false;
  await other.keeper.flush();
  assert.deepEqual([other.told.at(-1), other.keeper.clashes()[0].mine], ["clash", "Here, later"]);
});

test("an answer that two worksheets share is not changed twice in silence", async () => {
  const shared = [["quick.target", "batna.target"]];
  const one = await open({ delay: 10_000, shared });
  const other = await open({ delay: 10_000, shared });
  one.type("target", "58k");
  other.put({ ...other.shown, worksheets: { batna: { target: "60k" } } });
  await one.keeper.flush();
  await other.keeper.flush();
  await settle();
  assert.equal(other.told.at(-1), "clash");
  await other.keeper.choose("mine");
  await settle();
  assert.equal((await onDevice()).quick.target, "60k");
});

test("ticks of both tabs stay, and so does what was taken back", async () => {
  const one = await open();
  one.put(planOf({}, { done: ["a/1", "a/2"] }));
  await settle();
  const other = await open({ delay: 10_000 });
  one.put({ ...one.shown, done: ["a/2", "a/3"] });
  other.put({ ...other.shown, done: ["a/1", "a/2", "a/4"], aside: ["b/1"] });
  await settle();
  await other.keeper.flush();
  await settle();
  assert.deepEqual([other.shown.done, one.shown.done, one.shown.aside], [["a/2", "a/3", "a/4"], ["a/2", "a/3", "a/4"], ["b/1"]]);
});

test("deleted is gone in every tab, and is not brought back without a word", async () => {
  const one = await open();
  one.type("ask", "A raise");
  await settle();
  const idle = await open();
  const busy = await open({ delay: 10_000 });
  busy.type("target", "58k");
  await one.keeper.remove();
  await settle();
  assert.deepEqual([idle.shown.worksheets, await onDevice()], [{}, null]);
  assert.equal(busy.told.at(-1), "gone");
  await busy.keeper.flush();
  assert.equal(await onDevice(), null);
  await busy.keeper.startAnew(busy.shown);
  await settle();
  assert.equal(await onDevice(), null);
  assert.deepEqual((await onDevice(busy.keeper.id())).quick, { ask: "A raise", target: "58k" });
});

test("what was deleted comes back as it was, and beside what another tab has begun there since", async () => {
  const one = await open();
  one.type("ask", "A raise");
  one.keeper.note({ made: ["quick"] });
  await settle();
  const kept = await one.keeper.remove();
  assert.deepEqual([kept?.made, await onDevice()], [["quick"], null]);
  assert.equal(await one.shelf.restore(/** @type {any} */ (kept)), ID);
  assert.deepEqual((await onDevice()).quick, { ask: "A raise" });
  const other = await one.shelf.restore(/** @type {any} */ (kept));
  assert.notEqual(other, ID);
  assert.deepEqual((await onDevice(other)).quick, { ask: "A raise" });
});

test("two tabs that were opened before anything was kept are at one plan", async () => {
  const one = await openTab(ID, { joins: true });
  const other = await openTab("b".repeat(24), { joins: true });
  tabs.push(one, other);
  one.type("ask", "A raise");
  await settle();
  other.type("target", "58k");
  await settle();
  assert.equal(other.keeper.id(), ID);
  assert.deepEqual((await onDevice()).quick, { ask: "A raise", target: "58k" });
});

test("a plan that cannot be read, or is newer, is never written over", async () => {
  for (const text of ["{", '{"version":99}', '{"version":1,"worksheets":7}']) {
    const one = await open();
    await one.shelf.write(ID, () => ({ text, made: [], last: null, seen: "" }));
    const other = await open();
    other.type("ask", "A raise");
    await other.keeper.flush();
    await settle();
    assert.deepEqual([other.told.at(-1), other.keeper.raw(), (await one.shelf.read(ID))?.text], ["guarded", text, text]);
    await other.keeper.startAnew(other.shown);
    assert.deepEqual((await onDevice(other.keeper.id())).quick, { ask: "A raise" });
    assert.equal((await one.shelf.read(ID))?.text, text);
  }
});

test("a record that something else has written is told apart, and kept as it stands", async () => {
  const one = await open();
  await new Promise((resolve) => {
    const opening = indexedDB.open("negotiation-playbook", 1);
    opening.onsuccess = () => {
      const change = opening.result.transaction("plans", "readwrite");
      change.objectStore("plans").put({ id: ID, revision: 7, text: { not: "text" }, made: "quick", seen: 1 });
      change.oncomplete = () => resolve(opening.result.close());
    };
  });
  const other = await open();
  assert.equal(other.told.at(-1), "guarded");
  assert.deepEqual(JSON.parse(other.keeper.raw()).text, { not: "text" });
  assert.deepEqual((await one.shelf.list()).map(({ made, seen }) => [made, seen]), [[[], ""]]);
});

test("a full storage is told, and what waits is kept once there is room", async () => {
  const device = await openDevice();
  tabs.push(device);
  let full = true;
  const shelf = { ...device, write: (/** @type {any} */ ...all) => (full ? Promise.reject(new DeviceError("full")) : device.write(.../** @type {[any, any]} */ (all))) };
  const one = await open({ shelf });
  one.type("ask", "A raise");
  await settle();
  assert.deepEqual([one.told.at(-1), one.keeper.unsaved(), await onDevice()], ["full", true, null]);
  full = false;
  await one.keeper.flush();
  assert.deepEqual([one.told.at(-1), one.keeper.unsaved()], ["kept", false]);
  assert.deepEqual((await onDevice()).quick, { ask: "A raise" });
});

test("an answer that could not be read again is never called kept, and the others are", async () => {
  const one = await open();
  one.put(planOf({ ask: "x".repeat(1_000_001), target: "60k" }));
  await settle();
  assert.equal(one.told.at(-1), "partly");
  assert.deepEqual((await onDevice()).quick, { ask: "", target: "60k" });
});

test("what a page left waiting is written by the next one, and deleted stays deleted", async () => {
  const storage = fakeStorage();
  const local = () => /** @type {any} */ (storage);
  const one = await open();
  one.type("ask", "A raise");
  await settle();
  const entry = { gone: [], id: ID, base: JSON.stringify(planOf({ ask: "A raise" })), text: JSON.stringify(planOf({ ask: "A raise", target: "58k" })), beside: { made: ["quick"], last: null, seen: "" } };
  openJournal(local).write(entry);
  // The page that wrote it is there no more: it holds no lock.
  const held = [...storage.kept.keys()].map((key) => key.replace(/.{24}$/, unique()));
  storage.kept.set(held[0], [...storage.kept.values()][0]);
  for (const left of await waiting(local)) {
    await putBack(one.shelf, left.entry);
    left.done();
  }
  assert.deepEqual((await onDevice()).quick, { ask: "A raise", target: "58k" });
  assert.deepEqual((await one.shelf.read(ID))?.made, ["quick"]);
  assert.equal(storage.kept.size, 1, "the entry of a page that is still there stays for it");
  await one.keeper.remove();
  await putBack(one.shelf, entry);
  assert.equal(await onDevice(), null);
});

test("what a page leaves waiting once others are open is written by them", async () => {
  const storage = fakeStorage();
  const local = () => /** @type {any} */ (storage);
  const one = await open();
  const key = `playbook-waiting-${unique()}`;
  let leave = () => {};
  const left = navigator.locks.request(key, () => new Promise((done) => (leave = () => done(undefined))));
  storage.kept.set(key, JSON.stringify({ id: ID, base: "", text: JSON.stringify(planOf({ ask: "In haste" })), beside: NOTHING }));
  let written = 0;
  for (let pages = 0; pages < 2; pages += 1) watchLeft(one.shelf, local, () => (written += 1));
  await settle();
  assert.deepEqual([written, await onDevice(), storage.kept.size], [0, null, 1]);
  leave();
  await left;
  await settle();
  assert.deepEqual([(await onDevice()).quick, storage.kept.size, (await one.shelf.list()).length], [{ ask: "In haste" }, 0, 1]);
  assert.ok(written > 0);
});

test("what a page left waiting and another has changed since both stay", async () => {
  const one = await open();
  one.type("ask", "Here");
  await settle();
  await putBack(one.shelf, { gone: [], id: ID, base: "", text: JSON.stringify(planOf({ ask: "There" })), beside: NOTHING });
  const kept = await one.shelf.list();
  assert.deepEqual(kept.map(({ text }) => readPlan(text).worksheets.quick.ask).sort(), ["Here", "There"]);
});

test("a tab of an older playbook stops writing when a newer one opens the database", async () => {
  const one = await open();
  one.type("ask", "A raise");
  await settle();
  await new Promise((resolve, reject) => {
    const opening = indexedDB.open("negotiation-playbook", 2);
    opening.onsuccess = () => resolve(opening.result.close());
    opening.onerror = reject;
  });
  assert.equal(one.told.at(-1), "newer");
  one.type("target", "58k");
  await one.keeper.flush();
  assert.deepEqual([one.told.at(-1), one.keeper.unsaved()], ["newer", true]);
  await assert.rejects(openDevice(), { trouble: "newer" });
});
