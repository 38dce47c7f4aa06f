import assert from "node:assert/strict";
import { test } from "node:test";

import { openShelf, pack, unpack } from "../../docs/assets/js/snapshot.mjs";

const PAGE = 4096;

/** A memory with something in its first, third and last page; the last page is not full. */
function someMemory() {
  const memory = new Uint8Array(5 * PAGE + 16);
  memory[0] = 1;
  memory[2 * PAGE + 7] = 2;
  memory[memory.length - 1] = 3;
  return memory;
}

/** A Cache storage of one's own, on which a test may lay hands. */
function fakeStorage() {
  /** @type {Map<string, Map<string, Response>>} */
  const shelves = new Map();
  const storage = {
    async open(/** @type {string} */ name) {
      const shelf = shelves.get(name) ?? new Map();
      shelves.set(name, shelf);
      return {
        match: async (/** @type {string} */ key) => shelf.get(key)?.clone(),
        put: async (/** @type {string} */ key, /** @type {Response} */ value) => void shelf.set(key, value),
        keys: async () => [...shelf.keys()],
        delete: async (/** @type {string} */ key) => shelf.delete(key),
      };
    },
    delete: async (/** @type {string} */ name) => shelves.delete(name),
  };
  const kept = () => [...shelves.values()].flatMap((shelf) => [...shelf.entries()]);
  return { storage: () => /** @type {any} */ (storage), kept, shelves };
}

const open = (/** @type {any} */ storage, runtime = "/r/", more = {}) => openShelf(runtime, { storage, browser: "A/1", ...more });

test("a memory comes back as it was, and pages of zeros cost nothing", () => {
  const memory = someMemory();
  const packed = pack(memory);
  assert.equal(packed.length, 8 + 3 * 4 + 3 * PAGE);
  assert.deepEqual(unpack(packed), memory);
});

test("bytes that are not a packed memory are refused", () => {
  for (const bytes of [new Uint8Array(0), new Uint8Array(8).fill(255), pack(someMemory()).subarray(0, 5000)]) {
    assert.throws(() => unpack(bytes));
  }
});

test("what is kept is loaded again", async () => {
  const { storage, kept } = fakeStorage();
  assert.equal(await open(storage).keep(someMemory()), true);
  assert.deepEqual(await open(storage).load(), someMemory());
  assert.equal(kept().length, 1);
});

test("never more than one is kept", async () => {
  const { storage, kept } = fakeStorage();
  for (const runtime of ["/old/", "/r/"]) await open(storage, runtime).keep(someMemory());
  assert.deepEqual(kept().map(([key]) => key), ["/r/start?A%2F1"]);
});

test("another runtime's or another browser's is not taken", async () => {
  const { storage } = fakeStorage();
  await open(storage).keep(someMemory());
  assert.equal(await open(storage, "/other/").load(), null);
  assert.equal(await open(storage, "/r/", { browser: "A/2" }).load(), null);
});

test("a damaged one is dropped", async () => {
  for (const spoil of ["x-sha256", "x-length"]) {
    const { storage, kept, shelves } = fakeStorage();
    await open(storage).keep(someMemory());
    kept()[0][1].headers.set(spoil, "0");
    assert.equal(await open(storage).load(), null);
    assert.equal(shelves.size, 0);
  }
});

test("storage that throws, refuses or is full ends in nothing kept, and never in an error", async () => {
  const full = fakeStorage();
  const broken = [
    () => {
      throw new DOMException("no", "SecurityError");
    },
    () => undefined,
    () => ({ open: () => Promise.reject(new DOMException("no")), delete: () => Promise.reject(new DOMException("no")) }),
    () => ({
      ...full.storage(),
      open: async () => ({ keys: async () => [], put: () => Promise.reject(new DOMException("full", "QuotaExceededError")) }),
    }),
  ];
  for (const storage of broken) {
    assert.equal(await open(storage).keep(someMemory()), false);
    assert.equal(await open(storage).load(), null);
    await open(storage).forget();
  }
});

test("storage that never answers does not hold up the start", async () => {
  assert.equal(await open(() => ({ open: () => new Promise(() => {}) }), "/r/", { patience: 5 }).load(), null);
});
