/**
 * What a page could not write or delete before it was left. The database takes a moment, and a page that is closed has none; localStorage
 * takes what it is given at once. The next page that opens does to the database what was left.
 */

import { unique, whole } from "./device.mjs";

const KEY = "playbook-waiting-";

/**
 * @typedef {{ gone: string[], id: string, base: string, text: string, beside: import("./keeper.mjs").Beside }} Entry  the ids of plans that
 *   are to be deleted first; then two plans as JSON: as it was last known, "" for none, and as it is now, "" for nothing to write; and
 *   what is kept beside the plan
 */

/** @param {() => Storage} local  called each time: even reading `window.localStorage` may throw */
export function openJournal(local) {
  const own = KEY + unique();
  /** Whether the entry could be written. */
  let written = false;
  let release = () => {};
  // Whoever finds the entry can tell by it whether this page is still there to write it itself.
  const hold = () => {
    const held = globalThis.navigator?.locks?.request(own, () => new Promise((done) => (release = () => done(undefined))));
    held?.catch(() => {});
  };
  hold();
  // A page that waits to come back writes nothing: another one does it.
  globalThis.addEventListener?.("pagehide", () => release());
  globalThis.addEventListener?.("pageshow", (event) => event.persisted && hold());

  return {
    /** @param {Entry} entry */
    write(entry) {
      try {
        local().setItem(own, JSON.stringify(entry));
        written = true;
      } catch {
        // Then only the database can take it, if there is time.
      }
    },
    /** Note the plans that this page is deleting. @param {string[]} gone */
    deleting(gone) {
      this.write({ gone, id: "", base: "", text: "", beside: { made: [], last: null, seen: "" } });
    },
    /** Whether what this page had waiting is still to be done: while it waited to come back, another may have done it. */
    stands() {
      try {
        return !written || local().getItem(own) !== null;
      } catch {
        return true;
      }
    },
    /** What this page had waiting is in the database, or is not to be kept. */
    clear() {
      written = false;
      try {
        local().removeItem(own);
      } catch {
        // Nothing was written there.
      }
    },
  };
}

/**
 * Return what pages left waiting that are there no more, each with what takes it away.
 *
 * @param {() => Storage} local
 * @param {number} [patience]  milliseconds to wait for the end of pages that have something waiting: after a reload, the page that was
 *   there before may still be ending
 * @returns {Promise<{ entry: Entry, done: () => void }[]>}
 */
export async function waiting(local, patience = 0) {
  const found = entries(local);
  if (found.length === 0) return [];
  let held = await heldNow();
  const busy = found.filter(({ key }) => held.includes(key));
  if (busy.length > 0 && patience > 0) {
    const giveUp = new AbortController();
    const ends = busy.map(({ key }) => navigator.locks.request(key, { signal: giveUp.signal }, () => {}).catch(() => {}));
    await Promise.race([Promise.all(ends), new Promise((resolve) => setTimeout(resolve, patience))]);
    giveUp.abort();
    held = await heldNow();
  }
  return entries(local).filter(({ key }) => !held.includes(key));
}

/** Whether any page has something waiting. @param {() => Storage} local */
export const isLeft = (local) => entries(local).length > 0;

/** The names of the locks that pages hold. */
async function heldNow() {
  return (await globalThis.navigator?.locks?.query())?.held?.map(({ name }) => name) ?? [];
}

/**
 * Act once a page that has something waiting is there no more: it may be left only after this page has opened.
 *
 * @param {() => Storage} local
 * @param {() => void} act
 */
export function watchWaiting(local, act) {
  const locks = globalThis.navigator?.locks;
  /** Pages whose end is waited for. @type {Set<string>} */
  const awaited = new Set();
  let giveUp = new AbortController();
  const wait = (/** @type {string} */ key) => {
    if (awaited.has(key)) return;
    awaited.add(key);
    locks
      ?.request(key, { signal: giveUp.signal }, () => void awaited.delete(key))
      .then(() => entries(local).some((one) => one.key === key) && act())
      .catch(() => {});
  };
  const waitForAll = () => {
    for (const { key } of entries(local)) wait(key);
  };
  waitForAll();
  globalThis.addEventListener?.("storage", ({ key, newValue }) => key?.startsWith(KEY) && newValue !== null && wait(key));
  // A page that waits to come back must not be given a lock that it could not let go.
  globalThis.addEventListener?.("pagehide", () => {
    giveUp.abort();
    giveUp = new AbortController();
    awaited.clear();
  });
  globalThis.addEventListener?.("pageshow", (event) => event.persisted && waitForAll());
}

/** @param {() => Storage} local @returns {{ key: string, entry: Entry, done: () => void }[]} */
function entries(local) {
  try {
    const store = local();
    const keys = Array.from({ length: store.length }, (_, at) => store.key(at) ?? "").filter((key) => key.startsWith(KEY));
    return keys.flatMap((key) => {
      const found = store.getItem(key) ?? "";
      // Not what the page has written since, after it had come back.
      const done = () => void (store.getItem(key) === found && store.removeItem(key));
      try {
        const { gone = [], id, base, text, beside } = JSON.parse(found);
        const { made, last, seen } = whole({ ...beside });
        const texts = [id, base, text, ...gone];
        if (texts.every((one) => typeof one === "string")) return [{ key, entry: { gone, id, base, text, beside: { made, last, seen } }, done }];
      } catch {
        // It is no entry of ours.
      }
      done();
      return [];
    });
  } catch {
    return [];
  }
}

/** Remove what all pages left waiting. Throws where storage is refused. @param {() => Storage} local */
export function forgetJournal(local) {
  for (const { done } of entries(local)) done();
}
