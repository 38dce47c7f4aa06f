/**
 * A browser in which nothing happens by itself: its event loop, its clock and the messages between its tabs move only as they are told.
 * So every order in which tabs, database and messages can meet is played exactly, and again.
 *
 * Import it before everything else: it stands in for what the database and the page's modules find in the global scope.
 */

import { AsyncLocalStorage } from "node:async_hooks";

/** @typedef {{ name: string, dead: boolean }} Owner  the page that does something */

/** Who does what runs now. @type {AsyncLocalStorage<Owner>} */
export const doer = new AsyncLocalStorage();
const isDead = () => doer.getStore()?.dead === true;

/** Let everything run that has been promised. */
const turnOver = globalThis.setImmediate;
export const rest = () => new Promise((resolve) => turnOver(resolve));

// The event loop

/** @type {(() => void)[]} */
const tasks = [];
globalThis.setImmediate = /** @type {any} */ ((/** @type {() => void} */ task) => void tasks.push(AsyncLocalStorage.bind(task)));

/** Run the next of the database's tasks. Returns whether there was one. */
export async function turn() {
  const task = tasks.shift();
  if (task === undefined) return false;
  task();
  await rest();
  return true;
}

/** Run them until there is none. */
export async function turns() {
  while (await turn());
}

// The clock

let now = 1_000_000;
let timers = /** @type {{ id: number, at: number, act: () => void, owner: Owner | undefined }[]} */ ([]);
let timerId = 0;
Date.now = () => now;
globalThis.setTimeout = /** @type {any} */ (
  (/** @type {(...all: any[]) => void} */ act, /** @type {number} */ after = 0, /** @type {any[]} */ ...all) => {
    timerId += 1;
    timers.push({ id: timerId, at: now + after, act: AsyncLocalStorage.bind(() => act(...all)), owner: doer.getStore() });
    return timerId;
  }
);
globalThis.clearTimeout = /** @type {any} */ ((/** @type {number} */ id) => void (timers = timers.filter((one) => one.id !== id)));

/** Let time go by, and what is due come. @param {number} milliseconds @param {() => Promise<void>} [between]  done after each */
export async function pass(milliseconds, between = async () => {}) {
  const end = now + milliseconds;
  for (;;) {
    const next = timers.filter(({ at, owner }) => at <= end && !owner?.dead).sort((one, other) => one.at - other.at || one.id - other.id)[0];
    if (next === undefined) break;
    timers = timers.filter((one) => one !== next);
    now = next.at;
    next.act();
    await rest();
    await between();
  }
  now = end;
}

// What is called by chance in a browser is counted here, so that a play can be played again

let chances = 0;
crypto.getRandomValues = /** @type {any} */ (
  (/** @type {Uint8Array} */ bytes) => {
    chances += 1;
    new DataView(bytes.buffer).setUint32(0, chances);
    return bytes;
  }
);

// What tabs hear of each other

/** @type {{ to: Owner, act: () => void }[]} */
let post = [];
/** @type {Set<Channel>} */
const channels = new Set();

class Channel {
  /** @type {((event: { data: any }) => void) | null} */
  onmessage = null;
  owner = /** @type {Owner} */ (doer.getStore());

  constructor() {
    channels.add(this);
  }

  /** @param {any} data */
  postMessage(data) {
    if (this.owner.dead) return;
    for (const other of channels) {
      if (other === this || other.owner.dead) continue;
      post.push({ to: other.owner, act: () => channels.has(other) && other.onmessage?.({ data: structuredClone(data) }) });
    }
  }

  close() {
    channels.delete(this);
  }
}
globalThis.BroadcastChannel = /** @type {any} */ (Channel);

/** Note something that a page is to hear later. @param {Owner} to @param {() => void} act */
export const tellLater = (to, act) => void post.push({ to, act });

/** Let one message arrive. Each tab hears in order, one tab before or after another. @param {number} which */
export async function deliver(which) {
  post = post.filter(({ to }) => !to.dead);
  if (post.length === 0) return false;
  const readers = [...new Set(post.map(({ to }) => to))];
  const reader = readers[which % readers.length];
  const at = post.findIndex(({ to }) => to === reader);
  const [message] = post.splice(at, 1);
  doer.run(reader, message.act);
  await rest();
  return true;
}

// Storage

let full = false;
/** @param {boolean} set */
export const fill = (set) => void (full = set);
const noRoom = () => {
  if (full) throw new DOMException("", "QuotaExceededError");
};

/** A storage as pages share it. @param {(key: string, value: string | null) => void} [changed]  hears of each change */
export function createStorage(changed = () => {}) {
  /** @type {Map<string, string>} */
  const kept = new Map();
  return {
    kept,
    get length() {
      return kept.size;
    },
    key: (/** @type {number} */ at) => [...kept.keys()][at] ?? null,
    getItem: (/** @type {string} */ key) => kept.get(key) ?? null,
    setItem(/** @type {string} */ key, /** @type {string} */ value) {
      if (isDead()) return;
      noRoom();
      if (kept.get(key) === value) return;
      kept.set(key, value);
      changed(key, value);
    },
    removeItem(/** @type {string} */ key) {
      if (isDead() || !kept.delete(key)) return;
      changed(key, null);
    },
  };
}

// Locks: a page holds its own for as long as it is there, and others for as long as it needs them

/** @typedef {{ name: string, owner: Owner, begin: (held: boolean) => void }} Lock */
/** @type {Lock[]} */
let locks = [];
/** @type {Lock[]} */
let queue = [];

const isHeld = (/** @type {string} */ name) => locks.some((one) => one.name === name);

/** Give locks to those who wait for them. */
function grant() {
  for (const one of [...queue]) {
    if (isHeld(one.name)) continue;
    queue = queue.filter((other) => other !== one);
    locks.push(one);
    one.begin(true);
  }
}

/** @param {string} name @param {{ ifAvailable?: boolean }} options @param {(lock: object | null) => any} act */
function request(name, { ifAvailable = false }, act) {
  return new Promise((resolve, reject) => {
    /** @type {Lock} */
    const lock = { name, owner: /** @type {Owner} */ (doer.getStore()), begin: AsyncLocalStorage.bind(begin) };
    /** @param {boolean} held */
    function begin(held) {
      const over = () => {
        locks = locks.filter((one) => one !== lock);
        grant();
      };
      new Promise((done) => done(act(held ? lock : null))).finally(over).then(resolve, reject);
    }
    if (ifAvailable && isHeld(name)) begin(false);
    else {
      queue.push(lock);
      grant();
    }
  });
}
Object.defineProperty(globalThis, "navigator", {
  value: {
    locks: {
      request: (/** @type {string} */ name, /** @type {any} */ options, /** @type {any} */ act) => request(name, act ? options : {}, act ?? options),
      query: async () => ({ held: [...locks] }),
    },
  },
});

// Events of the window: those that a page of the play hears

/** @type {{ owner: Owner | undefined, kind: string, act: (event: any) => void }[]} */
let listeners = [];
globalThis.addEventListener = /** @type {any} */ (
  (/** @type {string} */ kind, /** @type {any} */ act) => void listeners.push({ owner: doer.getStore(), kind, act: AsyncLocalStorage.bind(act) })
);
globalThis.removeEventListener = /** @type {any} */ ((/** @type {string} */ _, /** @type {any} */ __) => {});

/** Tell a page of an event. @param {Owner} owner @param {string} kind @param {any} event */
export function dispatch(owner, kind, event) {
  for (const one of listeners) if (one.owner === owner && one.kind === kind) one.act(event);
}

// The database

await import("fake-indexeddb/auto");
/** @type {{ owner: Owner | undefined, transaction: IDBTransaction }[]} */
let open = [];
const { transaction } = IDBDatabase.prototype;
IDBDatabase.prototype.transaction = function (...all) {
  if (isDead()) throw new DOMException("", "InvalidStateError");
  const begun = transaction.apply(this, all);
  open.push({ owner: doer.getStore(), transaction: begun });
  return begun;
};
const { put } = IDBObjectStore.prototype;
IDBObjectStore.prototype.put = function (...all) {
  noRoom();
  return put.apply(this, all);
};

/** End a page: what it has not finished does not happen. @param {Owner} owner */
export async function end(owner) {
  owner.dead = true;
  for (const one of open.filter((each) => each.owner === owner)) {
    try {
      one.transaction.abort();
    } catch {
      // It has ended already.
    }
  }
  open = open.filter((one) => one.owner !== owner);
  listeners = listeners.filter((one) => one.owner !== owner);
  locks = locks.filter((one) => one.owner !== owner);
  queue = queue.filter((one) => one.owner !== owner);
  grant();
  await rest();
}

/** Begin with a browser in which nothing is kept. */
export async function empty() {
  full = false;
  now = 1_000_000;
  chances = 0;
  locks = [];
  queue = [];
  listeners = [];
  channels.clear();
  post = [];
  timers = [];
  open = [];
  tasks.length = 0;
  const { default: FDBFactory } = await import("fake-indexeddb/lib/FDBFactory");
  globalThis.indexedDB = /** @type {any} */ (new FDBFactory());
}

/** Everything that stands in the database, without a task of it being run. @returns {any[]} */
export function records() {
  const [database] = /** @type {any} */ (indexedDB)._databases.values();
  return [...(database?.rawObjectStores.get("plans")?.records.values() ?? [])].map(({ value }) => value);
}
