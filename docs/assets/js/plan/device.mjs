/**
 * The plans that are kept on this device, in the browser's own database (IndexedDB).
 *
 * A record holds one plan as text, so that what is found there is read with the same care as a file. Whoever writes looks at the
 * record first, in the same transaction: no tab can write over what it has not seen. Tabs tell each other on a channel.
 */

import { openDB } from "idb";

import { PlanError } from "./plan.mjs";

const NAME = "negotiation-playbook";
const VERSION = 1;
const PLANS = "plans";
/** Milliseconds that the browser may take to open the database. Some leave the question open where storage is refused. */
const PATIENCE = 3000;

/**
 * @typedef {object} Kept  one plan with what belongs to it
 * @property {string} id
 * @property {string} revision  another one after each writing
 * @property {number} saved  when, in milliseconds since 1970
 * @property {string} text  the plan as JSON
 * @property {string[]} made  the worksheets whose result was made
 * @property {import("./last-result.mjs").Last | null} last  what the home page and the list of plans show of it
 * @property {string} seen  what the last shown result was made from, as JSON; "" for none
 *
 * @typedef {{ kind: "changed" | "deleted", id: string, revision: string }} News
 * @typedef {"refused" | "newer" | "full"} Trouble  `newer`: a newer playbook has changed the database
 */

/** Why something could not be read or written. */
export class DeviceError extends Error {
  /** @param {Trouble} trouble */
  constructor(trouble) {
    super(trouble);
    this.trouble = trouble;
  }
}

/** @param {any} error */
function troubleOf(error) {
  if (error instanceof DeviceError || error instanceof PlanError) return error;
  if (error?.name === "QuotaExceededError") return new DeviceError("full");
  return new DeviceError(error?.name === "VersionError" ? "newer" : "refused");
}

/** A text that no other tab or time makes again. */
export function unique() {
  return [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Open the database. Rejects with DeviceError.
 *
 * @param {() => void} outdated
 * @param {() => void} lost  the browser has closed it
 * @returns {Promise<import("idb").IDBPDatabase>}
 */
async function connect(outdated, lost) {
  const opening = openDB(NAME, VERSION, {
    upgrade(database) {
      database.createObjectStore(PLANS, { keyPath: "id" });
    },
    blocking(_, __, event) {
      /** @type {IDBDatabase} */ (event.target).close();
      outdated();
    },
    terminated: lost,
  });
  try {
    const patience = new Promise((_, reject) => setTimeout(reject, PATIENCE, new DeviceError("refused")));
    return /** @type {any} */ (await Promise.race([opening, patience]));
  } catch (error) {
    opening.then((late) => late.close()).catch(() => {});
    throw troubleOf(error);
  }
}

/**
 * Open the channel between tabs. A page that is left lets it go: Chromium would drop one that hears something while it waits to come back.
 * A page that comes back looks for itself.
 *
 * @param {(news: News) => void} heard
 */
function openChannel(heard) {
  /** @type {BroadcastChannel | null} */
  let channel = null;
  const close = () => {
    channel?.close();
    channel = null;
  };
  const open = () => {
    if (channel || typeof BroadcastChannel === "undefined") return;
    channel = new BroadcastChannel(NAME);
    channel.onmessage = (event) => heard(event.data);
  };
  open();
  globalThis.addEventListener?.("pagehide", close);
  globalThis.addEventListener?.("pageshow", open);
  return {
    /** @param {News} news */
    tell(news) {
      if (channel) channel.postMessage(news);
      else if (typeof BroadcastChannel !== "undefined") {
        const once = new BroadcastChannel(NAME);
        once.postMessage(news);
        once.close();
      }
    },
    close() {
      close();
      globalThis.removeEventListener?.("pagehide", close);
      globalThis.removeEventListener?.("pageshow", open);
    },
  };
}

/**
 * @typedef {object} Listener
 * @property {(news: News) => void} heard  another tab, or another part of this page, has written
 * @property {() => void} outdated  a newer playbook wants to change the database: nothing can be written any more
 */

/** Open the plans on this device. Rejects with DeviceError where the browser refuses, or holds those of a newer playbook. */
export async function openDevice() {
  let closed = false;
  /** @type {Listener} */
  let listener = { heard() {}, outdated() {} };
  /** @type {import("idb").IDBPDatabase | null} */
  let database = null;
  const open = async () =>
    (database ??= await connect(
      () => {
        closed = true;
        listener.outdated();
      },
      () => {
        database = null;
      },
    ));
  await open();
  /** What the database is at for this page. @type {Set<import("idb").IDBPTransaction<any, any, any>>} */
  const running = new Set();
  /** How often the page was left to wait until it comes back; and what is done once it is here. */
  let leavings = 0;
  let here = Promise.resolve();
  let back = () => {};
  /** A page that has come back may hold a connection that does nothing any more (WebKit). @param {PageTransitionEvent} event */
  const reconnect = (event) => {
    if (!event.persisted) return;
    database?.close();
    database = null;
    back();
  };
  /** WebKit keeps what a waiting page was at as it stands, and lets no other page write meanwhile. @param {PageTransitionEvent} event */
  const letGo = (event) => {
    if (!event.persisted) return;
    leavings += 1;
    here = new Promise((resolve) => (back = resolve));
    for (const transaction of running) abort(transaction);
  };
  globalThis.addEventListener?.("pagehide", letGo);
  globalThis.addEventListener?.("pageshow", reconnect);
  const channel = openChannel((news) => listener.heard(news));

  /**
   * Do something in one transaction, and return what comes of it once the database has it. What was let go when the page was left is
   * done again.
   *
   * @template T
   * @param {"readonly" | "readwrite"} mode
   * @param {(store: any) => Promise<T>} act
   * @returns {Promise<T>}
   */
  async function attempt(mode, act) {
    if (closed) throw new DeviceError("newer");
    const before = leavings;
    try {
      await here;
      const found = await open();
      if (leavings > before) return await attempt(mode, act);
      const transaction = found.transaction(PLANS, mode);
      running.add(transaction);
      try {
        const made = await act(transaction.store);
        await transaction.done;
        return made;
      } catch (error) {
        transaction.done.catch(() => {});
        abort(transaction);
        throw error;
      } finally {
        running.delete(transaction);
      }
    } catch (error) {
      // The connection may be lost without a word: the next attempt opens another one.
      if (/** @type {any} */ (error)?.name === "InvalidStateError") database = null;
      if (leavings > before) return attempt(mode, act);
      throw troubleOf(error);
    }
  }

  /**
   * Do something to one record, as it stands.
   *
   * @template T
   * @param {string} id
   * @param {(store: any, now: Kept | null) => Promise<T>} act
   */
  const change = (id, act) => attempt("readwrite", async (store) => act(store, orNull(await store.get(id))));

  /** @param {"changed" | "deleted"} kind @param {string} id @param {string} [revision] */
  const tell = (kind, id, revision = "") => channel.tell({ kind, id, revision });

  return {
    /** @param {Listener} to */
    listen(to) {
      listener = to;
    },
    /** All records, the last saved first. @returns {Promise<Kept[]>} */
    async list() {
      /** @type {any[]} */
      const found = await attempt("readonly", (store) => store.getAll());
      return found.map(whole).sort((one, other) => other.saved - one.saved);
    },
    /** @param {string} id @returns {Promise<Kept | null>} */
    read: (id) => attempt("readonly", async (store) => orNull(await store.get(id))),
    /**
     * Write what `decide` makes of the record as it stands, in one transaction. It may return null to leave the record as it is.
     *
     * @param {string} id
     * @param {(now: Kept | null) => Omit<Kept, "id" | "revision" | "saved"> | null} decide
     * @returns {Promise<Kept | null>} what was written
     */
    async write(id, decide) {
      const kept = await change(id, async (store, now) => {
        const next = decide(now);
        const record = next && { ...next, id, revision: unique(), saved: Date.now() };
        if (record) await store.put(record);
        return record;
      });
      if (kept) tell("changed", id, kept.revision);
      return kept;
    },
    /** Remove a plan, and return what stood there. @param {string} id @returns {Promise<Kept | null>} */
    async remove(id, stands = () => true) {
      const before = await change(id, async (store, now) => {
        if (!stands()) return null;
        await store.delete(id);
        return now;
      });
      tell("deleted", id);
      return before;
    },
    /**
     * Put a record back that was removed. Where another tab has begun one in its place, it comes back under another id.
     *
     * @param {Kept} kept
     * @returns {Promise<string>} its id
     */
    async restore(kept) {
      const id = await change(kept.id, async (store, now) => {
        const place = now === null ? kept.id : unique();
        await store.put({ ...kept, id: place, revision: unique() });
        return place;
      });
      tell("changed", id);
      return id;
    },
    close() {
      closed = true;
      globalThis.removeEventListener?.("pagehide", letGo);
      globalThis.removeEventListener?.("pageshow", reconnect);
      channel.close();
      database?.close();
    },
  };
}

/** @typedef {Awaited<ReturnType<typeof openDevice>>} Device */

/** @param {import("idb").IDBPTransaction<any, any, any>} transaction */
function abort(transaction) {
  try {
    transaction.abort();
  } catch {
    // It has ended already.
  }
}

/** @param {unknown} found */
const orNull = (found) => (found === undefined ? null : whole(found));

/**
 * A record with all its parts. Something else may have written it: what is not as it should be is as if it were not there, but for the
 * plan's text, which is kept as it stands.
 *
 * @param {any} found @returns {Kept}
 */
export function whole(found) {
  const { id, revision, saved, text, made, last, seen } = found;
  return {
    id: String(id),
    revision: typeof revision === "string" ? revision : "",
    saved: Number.isFinite(saved) ? saved : 0,
    text: typeof text === "string" ? text : JSON.stringify(found),
    made: Array.isArray(made) ? made.filter((name) => typeof name === "string") : [],
    last: typeof last === "object" && last !== null ? last : null,
    seen: typeof seen === "string" ? seen : "",
  };
}

/** Remove every plan from this device, and the database itself. Returns whether they are gone. */
export async function emptyDevice() {
  try {
    const device = await openDevice();
    for (const { id } of await device.list()) await device.remove(id);
    device.close();
    return true;
  } catch {
    return false;
  }
}
