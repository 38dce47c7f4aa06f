/**
 * Opens the plan that this tab is at, wherever it is kept: on the device, in the tab only, or nowhere where the browser refuses both.
 */

import { DeviceError, openDevice, unique } from "./device.mjs";
import { hasTabPlan } from "./in-tab.mjs";
import { isLeft, openJournal, waiting, watchWaiting } from "./journal.mjs";
import { createKeeper } from "./keeper.mjs";
import { currentPlan, goTo, noteAll, noteGone, wantsTab } from "./kept-index.mjs";
import { merge } from "./merge.mjs";
import { emptyPlan, readPlan } from "./plan.mjs";
import { holdPrivate, withPrivate, withoutPrivate } from "./private.mjs";
import { HERE, openTab } from "./tab.mjs";

/** Two pages that wrote the same would make two plans of it where it cannot be put together with what is kept. */
const PUTTING_BACK = "playbook-putting-back";
/** Milliseconds that a page which is being left takes at most to end. One that stays is not waited for any longer. */
const ENDING = 1000;

/** @typedef {import("./device.mjs").Device} Device */
/** @typedef {"device" | "tab"} Where */
/** @typedef {{ session: () => Storage, local: () => Storage }} Stores  called each time: even reading `window.localStorage` may throw */

/**
 * Open where plans are kept. `trouble` says why it is not the device, though the reader wishes it to be.
 *
 * @param {Stores} stores
 * @returns {Promise<{ shelf: Device, where: Where, trouble: import("./device.mjs").Trouble | "" }>}
 */
export async function openShelf({ session, local }) {
  if (wantsTab(local) || hasTabPlan(session)) {
    void finish(local);
    return { shelf: openTab(session), where: "tab", trouble: "" };
  }
  try {
    const shelf = await openDevice();
    // Where there is no room for it now, it goes on waiting.
    await putAllBack(shelf, local, ENDING).catch(() => {});
    return { shelf, where: "device", trouble: "" };
  } catch (error) {
    const trouble = error instanceof DeviceError ? error.trouble : "refused";
    if (trouble !== "newer") return { shelf: openTab(session), where: "tab", trouble };
    return { shelf: closedShelf(trouble), where: "device", trouble };
  }
}

/** Do on the device what pages left, from a page whose own plan is elsewhere. @param {() => Storage} local */
async function finish(local) {
  if (!isLeft(local)) return;
  try {
    const device = await openDevice();
    await putAllBack(device, local, ENDING).finally(device.close);
  } catch {
    // It goes on waiting.
  }
}

/**
 * Write and delete what pages left waiting that are there no more, unless another page is at it.
 *
 * @param {Device} shelf @param {() => Storage} local @param {number} [patience]  milliseconds to wait for pages that may be ending
 */
export async function putAllBack(shelf, local, patience = 0) {
  const left = await waiting(local, patience);
  if (left.length === 0) return;
  const act = async () => {
    // Another page may have been at it while this one looked.
    for (const { entry, done } of await waiting(local)) {
      await putBack(shelf, entry);
      for (const id of entry.gone) noteGone(local, id);
      done();
    }
  };
  const locks = globalThis.navigator?.locks;
  if (!locks) {
    await act();
    return;
  }
  /** @type {Promise<void> | undefined} */
  let acting;
  // A page that waits to come back keeps no other from it.
  const away = new Promise((resolve) => globalThis.addEventListener?.("pagehide", resolve, { once: true }));
  await locks.request(PUTTING_BACK, { ifAvailable: true }, (lock) => lock && Promise.race([(acting = act()), away]));
  await acting;
}

/**
 * Write what other pages leave waiting from now on, and tell when something was written.
 *
 * @param {Device} shelf @param {() => Storage} local @param {() => unknown} written
 */
export function watchLeft(shelf, local, written) {
  watchWaiting(local, () => putAllBack(shelf, local).then(written, () => {}));
}

/**
 * Delete and write what a page left waiting. Where it cannot be put together with what is kept, both stay: it becomes a plan of its own.
 *
 * @param {Device} shelf @param {import("./journal.mjs").Entry} entry
 */
export async function putBack(shelf, { gone, id, base, text, beside }) {
  for (const one of gone) await shelf.remove(one);
  if (text === "") return;
  let mine;
  try {
    mine = readPlan(text);
  } catch {
    return;
  }
  const before = base === "" ? emptyPlan() : readPlan(base);
  let apart = false;
  await shelf.write(id, (now) => {
    // It was deleted meanwhile: deleted means gone.
    if (now === null) return base === "" ? { text, ...beside } : null;
    const { plan, clashes } = merge(before, mine, readPlan(now.text));
    apart = clashes.length > 0;
    const { made, last, seen } = { ...beside, last: beside.last ?? now.last, seen: beside.seen || now.seen };
    return apart ? null : { text: JSON.stringify(plan), made: [...new Set([...now.made, ...made])], last, seen };
  });
  if (apart) await shelf.write(unique(), () => ({ text, ...beside }));
}

/** @param {import("./device.mjs").Trouble} trouble @returns {Device} */
function closedShelf(trouble) {
  const refuse = () => Promise.reject(new DeviceError(trouble));
  return { listen() {}, list: refuse, read: refuse, write: refuse, remove: refuse, restore: refuse, close() {} };
}

/**
 * Open the plan of this tab. `plan` is null where there is none that we can read.
 *
 * @param {object} options
 * @param {Stores} options.stores
 * @param {Awaited<ReturnType<typeof openShelf>>} options.opened
 * @param {string[]} options.secret  places whose answers stay in the tab
 * @param {import("./shared-answers.mjs").Groups} options.shared
 */
export async function openKept({ stores, opened, secret, shared }) {
  const { session, local } = stores;
  const { shelf, where, trouble } = opened;
  const onDevice = where === "device";
  const { id, joins } = onDevice ? await choose(shelf, stores) : { id: HERE, joins: false };
  const keeper = createKeeper({
    shelf,
    id,
    joins,
    shared: Object.values(shared),
    ...(onDevice && {
      journal: openJournal(local),
      apart: {
        strip: (/** @type {import("./plan.mjs").Plan} */ plan) => withoutPrivate(plan, secret),
        join: (/** @type {string} */ at, /** @type {import("./plan.mjs").Plan} */ plan) => withPrivate(session, at, plan, secret),
        hold: (/** @type {string} */ at, /** @type {import("./plan.mjs").Plan} */ plan) => holdPrivate(session, at, plan, secret),
      },
    }),
  });
  shelf.listen(keeper);
  return { keeper, shelf, where, trouble, plan: await keeper.load() };
}

/** @typedef {Awaited<ReturnType<typeof openKept>>} OpenKept */

/**
 * Return the id of the plan that this tab is at, or of a new one, and whether it may turn out to be one that another tab begins.
 *
 * @param {Device} shelf @param {Stores} stores
 */
async function choose(shelf, { session, local }) {
  const { id, fresh } = currentPlan(session, local);
  if (fresh) return { id, joins: false };
  try {
    const kept = await shelf.list();
    noteAll(local, kept);
    const there = kept.find((one) => one.id === id) ?? kept[0];
    if (there) return { id: there.id, joins: false };
    goTo(session, "");
  } catch {
    // What is wrong is said when the plan is read.
  }
  return { id: unique(), joins: true };
}
