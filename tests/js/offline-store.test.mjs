import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { afterEach, beforeEach, mock, test } from "node:test";

import { openBook } from "../../docs/assets/js/offline/book.mjs";
import { NotKept, install } from "../../docs/assets/js/offline/install.mjs";
import { openStore } from "../../docs/assets/js/offline/store.mjs";
import { fakeCaches } from "./fake-caches.mjs";

const ROOT = "https://book.example/x/";
const [OLD, NEW] = ["aaaaaaaaaaaa", "bbbbbbbbbbbb"];

/** A release: what each address holds. @param {string} id @param {Record<string, string>} [more] */
function releaseOf(id, more = {}) {
  /** @type {Record<string, string>} */
  const pages = { "": `home of ${id}`, "plays/": `plays of ${id}`, "404.html": `lost of ${id}`, ...more };
  const files = { [`assets/js/${id}/a.mjs`]: `script ${id}`, "assets/runtime/same/memory.bin": "memory" };
  const spare = { "assets/runtime/same/python.bin": "python" };
  const facts = (/** @type {Record<string, string>} */ some) =>
    Object.entries(some).map(([path, text]) => /** @type {[string, string, number]} */ ([path, createHash("sha256").update(text).digest("hex"), text.length]));
  return { list: { release: id, pages: facts(pages), files: facts(files), spare: facts(spare) }, held: { ...pages, ...files, ...spare } };
}

/** @type {ReturnType<typeof fakeCaches>} */
let fake;
/** What was asked for, and how. @type {string[]} */
let asked = [];

/** @param {Record<string, string>} held @param {(path: string, cache: string) => string | Error | undefined} [instead] */
function serve(held, instead = () => undefined) {
  asked = [];
  mock.method(globalThis, "fetch", async (/** @type {string} */ url, /** @type {RequestInit} */ { cache, signal } = {}) => {
    signal?.throwIfAborted();
    const path = url.slice(ROOT.length);
    asked.push(`${path} ${cache}`);
    const other = instead(path, String(cache));
    if (other instanceof Error) throw other;
    const text = other ?? held[path];
    const headers = { "Content-Type": "text/plain", "Content-Security-Policy": "default-src 'none'", "Set-Cookie": "a=b", Vary: "Accept-Encoding" };
    return text === undefined ? new Response("gone", { status: 404 }) : new Response(text, { headers });
  });
}

/** @param {ReturnType<typeof releaseOf>} release @param {Partial<import("../../docs/assets/js/offline/install.mjs").Options>} [options] */
const bring = ({ list }, options = {}) =>
  install(ROOT, list, { signal: new AbortController().signal, spare: false, onProgress: () => {}, quiet: async () => {}, ...options });
const kept = () => Object.fromEntries([...fake.shelves].map(([name, held]) => [name, [...held.keys()].map((url) => url.slice(ROOT.length)).sort()]));
const text = async (/** @type {Promise<Response | undefined>} */ asking) => (await asking)?.text();
/** Let what can go on go on. */
const turns = async () => {
  for (let turn = 0; turn < 500; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};
const why = (/** @type {string} */ wanted) => (/** @type {unknown} */ error) => error instanceof NotKept && error.why === wanted;
const store = openStore(ROOT);
const original = Object.getOwnPropertyDescriptor(globalThis, "caches");

beforeEach(() => {
  fake = fakeCaches();
  Object.defineProperty(globalThis, "caches", { value: fake.caches, configurable: true });
});
afterEach(() => {
  mock.restoreAll();
  if (original) Object.defineProperty(globalThis, "caches", original);
  else Reflect.deleteProperty(globalThis, "caches");
});

test("a release is kept whole, pages first, with the headers that answers need", async () => {
  const old = releaseOf(OLD);
  serve(old.held);
  /** @type {string[]} */
  const told = [];
  await bring(old, { onProgress: (done, total) => told.push(`${done}/${total}`) });
  assert.deepEqual(await store.current(), old.list);
  assert.equal(await text(store.page(ROOT)), `home of ${OLD}`);
  assert.equal(await text(store.file(`${ROOT}assets/js/${OLD}/a.mjs`)), `script ${OLD}`);
  const headers = (await store.page(ROOT))?.headers;
  assert.deepEqual([...(headers ?? [])], [["content-security-policy", "default-src 'none'"], ["content-type", "text/plain"]]);
  assert.deepEqual(asked.slice(0, 3), [" no-cache", "plays/ no-cache", "404.html no-cache"]);
  assert.deepEqual([told[0], told.at(-1), told.length], ["0/5", "5/5", 6]);
  assert.equal(asked.some((one) => one.includes("python.bin")), false);
});

test("the whole Python comes where it is asked for", async () => {
  const old = releaseOf(OLD);
  serve(old.held);
  await bring(old);
  asked = [];
  await bring(old, { spare: true });
  assert.deepEqual(asked, ["assets/runtime/same/python.bin default"]);
});

test("of a newer release only what differs is fetched, and the earlier one is in use until it is whole", async () => {
  const same = { "learn/": "learn of ", "about/": "no release in it" };
  const old = releaseOf(OLD, { ...same, "learn/": `learn of ${OLD}` });
  const next = releaseOf(NEW, { ...same, "learn/": `learn of ${NEW}`, "plays/": `more plays of ${NEW}` });
  serve(old.held);
  await bring(old);
  serve(next.held, (path) => (path.startsWith("assets/js/") ? new TypeError("no network") : undefined));
  await assert.rejects(bring(next), why("unreachable"));
  assert.equal((await store.current())?.release, OLD);
  assert.equal(await text(store.page(`${ROOT}plays/`)), `plays of ${OLD}`);
  assert.deepEqual(asked, ["plays/ no-cache", `assets/js/${NEW}/a.mjs default`]);
  serve(next.held);
  await bring(next);
  assert.deepEqual(asked, [`assets/js/${NEW}/a.mjs default`]);
  assert.equal((await store.current())?.release, NEW);
  assert.equal(await text(store.page(`${ROOT}learn/`)), `learn of ${NEW}`);
  assert.equal(await text(store.page(`${ROOT}plays/`)), `more plays of ${NEW}`);
  // A page of the earlier one may still be open.
  assert.equal(await text(store.file(`${ROOT}assets/js/${OLD}/a.mjs`)), `script ${OLD}`);
  await store.tidy();
  assert.deepEqual(kept(), {
    "playbook /x/ files": [`assets/js/${NEW}/a.mjs`, "assets/runtime/same/memory.bin", "offline.json"],
    [`playbook /x/ pages ${NEW}`]: next.list.pages.map(([path]) => path).sort(),
  });
});

const DAMAGED = /** @type {[string, (path: string, cache: string) => string | Error | undefined, string, number][]} */ ([
  ["another text", () => "Log in here", "damaged", 2],
  ["half of it", () => `plays of ${OLD}`.slice(4), "damaged", 2],
  ["one letter more", () => `plays of ${OLD}.`, "damaged", 2],
  ["another of the same length", () => `PLAYS of ${OLD}`, "damaged", 2],
  ["nothing", () => "", "damaged", 2],
  ["no answer", () => new TypeError("no network"), "unreachable", 1],
]);
for (const [what, instead, reason, times] of DAMAGED) {
  test(`${what} in a page's place is not kept, and nothing is in use`, async () => {
    const old = releaseOf(OLD);
    serve(old.held, (path, cache) => (path === "plays/" ? instead(path, cache) : undefined));
    await assert.rejects(bring(old), why(reason));
    assert.equal(await store.current(), null);
    assert.equal(await store.page(ROOT), undefined);
    assert.equal(fake.shelves.get(`playbook /x/ pages ${OLD}`)?.has(`${ROOT}plays/`), false);
    assert.equal(asked.filter((one) => one.startsWith("plays/")).length, times);
  });
}

test("what only the browser's cache holds damaged is fetched past it", async () => {
  const old = releaseOf(OLD);
  serve(old.held, (path, cache) => (path.endsWith("memory.bin") && cache !== "reload" ? "MEMORY" : undefined));
  await bring(old);
  assert.equal(await text(store.file(`${ROOT}assets/runtime/same/memory.bin`)), "memory");
});

test("a file that is gone is told as a network that does not answer", async () => {
  const old = releaseOf(OLD);
  serve({ ...old.held, "plays/": /** @type {any} */ (undefined) });
  await assert.rejects(bring(old), why("unreachable"));
});

test("what the engine has kept meanwhile is not fetched", async () => {
  const old = releaseOf(OLD);
  serve(old.held);
  const quiet = async () => (await fake.caches.open("playbook /x/ files")).put(`${ROOT}assets/runtime/same/memory.bin`, new Response("memory"));
  await bring(old, { quiet });
  assert.equal(asked.some((one) => one.includes("memory.bin")), false);
});

test("nothing is fetched while the page has something of its own to fetch", async () => {
  const old = releaseOf(OLD);
  serve(old.held);
  let go = () => {};
  const wait = /** @type {Promise<void>} */ (new Promise((resolve) => (go = () => resolve())));
  const running = bring(old, { quiet: () => wait });
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(asked, []);
  go();
  await running;
  assert.equal(asked.length, 5);
});

for (const last of ["", "404.html"]) {
  test(`once it has failed, nothing more is told, asked for or put down, though "${last}" was still on its way`, async () => {
    const old = releaseOf(OLD);
    serve(old.held, (path) => (path === "plays/" ? "Log in here" : undefined));
    const plain = globalThis.fetch;
    let come = () => {};
    const late = /** @type {Promise<void>} */ (new Promise((resolve) => (come = () => resolve())));
    mock.method(globalThis, "fetch", async (/** @type {string} */ url, /** @type {RequestInit} */ options) => {
      if (url === ROOT + last) await late;
      return plain(url, options);
    });
    let told = 0;
    const count = () => [told, asked.length, fake.put.count];
    /** @type {number[]} */
    let then = [];
    const running = bring(old, { onProgress: () => (told += 1) }).catch((error) => {
      then = count();
      throw error;
    });
    const rejected = assert.rejects(running, why("damaged"));
    await turns();
    come();
    await rejected;
    await turns();
    assert.deepEqual(count(), then);
    assert.equal(asked.some((one) => one.includes("memory.bin")), false);
  });
}

test("a full store keeps nothing of it, and the earlier release stays", async () => {
  const [old, next] = [releaseOf(OLD), releaseOf(NEW)];
  serve(old.held);
  await bring(old);
  const before = kept();
  serve(next.held, (path) => {
    if (path.startsWith("assets/js")) fake.put.fault = new DOMException("full", "QuotaExceededError");
    return undefined;
  });
  await assert.rejects(bring(next), why("full"));
  assert.deepEqual(kept(), { ...before, [`playbook /x/ pages ${NEW}`]: [] });
  assert.equal((await store.current())?.release, OLD);
});

test("a store that is refused is told", async () => {
  const old = releaseOf(OLD);
  serve(old.held);
  fake.put.fault = new DOMException("no", "SecurityError");
  await assert.rejects(bring(old), why("refused"));
});

test("whoever stops it stops it, and the next run goes on", async () => {
  const old = releaseOf(OLD);
  const stop = new AbortController();
  serve(old.held);
  await assert.rejects(bring(old, { signal: stop.signal, onProgress: (done) => done === 2 && stop.abort() }), why("stopped"));
  const first = asked.length;
  assert.ok(first < 5);
  await bring(old);
  assert.ok(asked.length <= 5 + 2, "at most what was under way is asked for again");
});

test("an address that leads nowhere gets the page for that, in folders of ours", async () => {
  const old = releaseOf(OLD);
  serve(old.held);
  await bring(old);
  const lost = await store.lost(`${ROOT}plays/nowhere/`);
  assert.deepEqual([lost?.status, await lost?.text()], [404, `lost of ${OLD}`]);
  for (const other of ["of-somebody-else/", "nowhere", "plays.txt"]) assert.equal(await store.lost(ROOT + other), undefined);
});

test("what others keep on this host stays", async () => {
  for (const name of ["playbook / files", "playbook /x/y/ files", "playbook /xx/ pages 1", "theirs"]) await fake.caches.open(name);
  const old = releaseOf(OLD);
  serve(old.held);
  await bring(old);
  await store.tidy();
  assert.equal(fake.shelves.size, 6);
  await store.remove();
  assert.deepEqual([...fake.shelves.keys()], ["playbook / files", "playbook /x/y/ files", "playbook /xx/ pages 1", "theirs"]);
});

/** @param {{ active?: any, locks?: any, saveData?: boolean, register?: () => Promise<any> }} [options] */
function browser({ active = { state: "activated", addEventListener() {}, postMessage() {} }, locks, saveData = false, register } = {}) {
  const registration = { active, scope: ROOT, unregister: mock.fn(async () => true) };
  const serviceWorker = { register: register ?? (async () => registration), getRegistration: async () => (register ? undefined : registration) };
  mock.getter(globalThis, "navigator", () => ({ serviceWorker, locks, connection: { saveData } }));
  return registration;
}
const book = (/** @type {object} */ more = {}) => openBook({ root: ROOT, release: OLD, inFrame: false, ...more });

test("a browser that can keeps it, and says which release", async () => {
  const old = releaseOf(OLD);
  serve({ ...old.held, "offline.json": JSON.stringify(old.list) });
  browser();
  assert.deepEqual(await book().state(), { name: "not-kept", why: "never" });
  /** @type {string[]} */
  const newest = [];
  assert.deepEqual(await book().keep({ onNewest: (release) => newest.push(release) }), { name: "kept", release: OLD });
  assert.deepEqual(newest, [OLD]);
  assert.deepEqual(await book().state(), { name: "kept", release: OLD });
});

const NOT = /** @type {[string, object, Parameters<typeof browser>[0], string][]} */ ([
  ["a frame of another site", { inFrame: true }, {}, "unsupported"],
  ["a site that offers none", { release: "" }, {}, "unsupported"],
  ["a browser that is to save data", {}, { saveData: true }, "saving-data"],
  ["a browser that refuses workers", {}, { register: () => Promise.reject(new DOMException("no", "SecurityError")) }, "refused"],
  ["a browser in which nothing comes of it", {}, { register: async () => undefined }, "refused"],
  ["a worker that fails", {}, { active: { state: "redundant", addEventListener() {} } }, "refused"],
  ["another page that is at it", {}, { locks: { request: async (/** @type {any} */ _, /** @type {any} */ __, /** @type {any} */ act) => act(null) } }, "elsewhere"],
]);
for (const [what, place, options, reason] of NOT) {
  test(`${what} ends in "${reason}", and nothing is kept`, async () => {
    const old = releaseOf(OLD);
    serve({ ...old.held, "offline.json": JSON.stringify(old.list) });
    browser(options);
    assert.deepEqual(await book(place).keep({}), { name: "not-kept", why: reason });
    assert.deepEqual(kept(), {});
  });
}

test("a button keeps it where data is to be saved, and takes over from a page that is at it", async () => {
  const old = releaseOf(OLD);
  serve({ ...old.held, "offline.json": JSON.stringify(old.list) });
  /** @type {any[]} */
  const requests = [];
  const locks = { request: async (/** @type {string} */ name, /** @type {any} */ how, /** @type {any} */ act) => (requests.push([name, how]), act({})) };
  browser({ saveData: true, locks });
  assert.deepEqual(await book().keep({ first: true }), { name: "kept", release: OLD });
  assert.deepEqual(requests, [["playbook /x/ keep", { steal: true }]]);
});

test("without a network what is kept is still told as kept", async () => {
  const old = releaseOf(OLD);
  serve({ ...old.held, "offline.json": JSON.stringify(old.list) });
  browser();
  await book().keep({});
  serve({}, () => new TypeError("no network"));
  assert.deepEqual(await book().keep({}), { name: "kept", release: OLD });
});

test("a page of the release in use lets the earlier ones go, and a page of an earlier one does not", async () => {
  const next = releaseOf(NEW);
  serve({ ...next.held, "offline.json": JSON.stringify(next.list) });
  const postMessage = mock.fn();
  browser({ active: { state: "activated", addEventListener() {}, postMessage } });
  await book().keep({});
  assert.equal(postMessage.mock.callCount(), 0);
  await book({ release: NEW }).keep({});
  assert.deepEqual(postMessage.mock.calls[0].arguments, [{ kind: "tidy" }]);
});

test("removing ends the worker and leaves no shelf, and says so where it cannot", async () => {
  const old = releaseOf(OLD);
  serve({ ...old.held, "offline.json": JSON.stringify(old.list) });
  const registration = browser();
  await book().keep({});
  assert.equal(await book().remove(), true);
  assert.deepEqual([kept(), registration.unregister.mock.callCount()], [{}, 1]);
  fake.caches.keys = () => Promise.reject(new DOMException("no", "SecurityError"));
  assert.equal(await book().remove(), false);
});
