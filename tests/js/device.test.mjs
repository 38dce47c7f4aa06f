import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import { emptyBrowser } from "./keeping.mjs";
import { openDevice } from "../../docs/assets/js/plan/device.mjs";

const ID = "a".repeat(24);
const PLAN = { text: "{}", made: [], last: null, seen: "" };
/** What the pages of this browser listen to. @type {EventTarget[]} */
let pages = [];
/** @type {Awaited<ReturnType<typeof openDevice>>[]} */
let devices = [];

/** A page of its own, with what it has of the database. */
async function openPage() {
  const page = new EventTarget();
  pages.push(page);
  Object.assign(globalThis, { addEventListener: page.addEventListener.bind(page), removeEventListener: page.removeEventListener.bind(page) });
  const device = await openDevice();
  devices.push(device);
  /** @param {string} name */
  const tell = (name) => page.dispatchEvent(Object.assign(new Event(name), { persisted: true }));
  return { device, leave: () => tell("pagehide"), comeBack: () => tell("pageshow") };
}

/** @param {Promise<unknown>} asked */
const within = (asked) => Promise.race([asked, new Promise((resolve) => setTimeout(resolve, 300, "still waiting"))]);

beforeEach(emptyBrowser);
afterEach(() => {
  for (const device of devices) device.close();
  for (const name of ["addEventListener", "removeEventListener"]) Reflect.deleteProperty(globalThis, name);
  [pages, devices] = [[], []];
});

test("a page that waits to come back keeps no other from writing, and finishes its own writing once it is back", async () => {
  const one = await openPage();
  const other = await openPage();
  /** Left in the middle of a writing, as often as one is tried. */
  let tries = 0;
  const writing = one.device.write(ID, (now) => {
    tries += 1;
    if (tries === 1) one.leave();
    return { ...PLAN, text: `${now?.text ?? "nothing"} and one` };
  });
  assert.notEqual(await within(other.device.write(ID, () => ({ ...PLAN, text: "other" }))), "still waiting");
  assert.equal(await within(writing), "still waiting");
  one.comeBack();
  assert.equal(/** @type {any} */ (await writing).text, "other and one");
  assert.equal(tries, 2);
});

test("what a page begins while it waits is begun once it is back", async () => {
  const one = await openPage();
  const other = await openPage();
  one.leave();
  const removing = one.device.remove(ID);
  await other.device.write(ID, () => PLAN);
  assert.equal(await within(removing), "still waiting");
  assert.notEqual(await other.device.read(ID), null);
  one.comeBack();
  assert.equal(/** @type {any} */ (await removing).text, "{}");
  assert.equal(await other.device.read(ID), null);
});

test("a page that is left for good goes on writing as long as it is there", async () => {
  const { device } = await openPage();
  const writing = device.write(ID, () => {
    pages[0]?.dispatchEvent(Object.assign(new Event("pagehide"), { persisted: false }));
    return PLAN;
  });
  assert.equal(/** @type {any} */ (await writing).id, ID);
});
