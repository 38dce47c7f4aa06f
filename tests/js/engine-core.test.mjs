import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { afterEach, mock, test } from "node:test";

import { EngineError, download, verify } from "../../docs/assets/js/engine/download.mjs";
import { checkWebAssembly, checked } from "../../docs/assets/js/engine/engine-core.mjs";
import { forget, keep, recall } from "../../docs/assets/js/engine/kept.mjs";

const SITE = "https://book.example/x/";
const R = `${SITE}assets/runtime/new/`;
const BYTES = new TextEncoder().encode("the bytes of a file");
const FACTS = { size: BYTES.length, sha256: createHash("sha256").update(BYTES).digest("hex") };

/** @typedef {import("../../docs/assets/js/engine/download.mjs").FileFacts} FileFacts */

/** @param {Record<string, () => Response>} answers */
function serve(answers) {
  answers = { [`${R}sent.json`]: () => Response.json({}), ...answers };
  mock.method(globalThis, "fetch", async (/** @type {string} */ url) => (answers[url] ?? (() => new Response("", { status: 404 })))());
}
const manifest = (/** @type {FileFacts} */ facts = FACTS) => () => Response.json({ files: { "a.bin": facts } });
const code = (/** @type {string} */ wanted) => (/** @type {unknown} */ error) => error instanceof EngineError && error.code === wanted;

afterEach(() => mock.restoreAll());

test("WebAssembly is tried with eight bytes, and where it is refused that is said at once", async () => {
  await checkWebAssembly();
  mock.method(WebAssembly, "compile", () => Promise.reject(new WebAssembly.CompileError("blocked by a policy")));
  await assert.rejects(checkWebAssembly(), code("wasm-refused"));
});

test("files are counted as they come and handed over whole", async () => {
  serve({ [`${R}manifest.json`]: manifest(), [`${R}a.bin`]: () => new Response(BYTES) });
  /** @type {number[][]} */
  const seen = [];
  /** @type {string[]} */
  const whole = [];
  const { contents, kept } = await download(R, ["a.bin", "not-in-the-manifest"], {
    onProgress: (loaded, total) => seen.push([loaded, total]),
    onFile: (url) => whole.push(url),
  });
  assert.deepEqual([whole, kept], [[`${R}a.bin`], false]);
  assert.deepEqual(contents, new Map([[`${R}a.bin`, BYTES]]));
  assert.deepEqual([seen[0], seen.at(-1)], [[0, FACTS.size], [FACTS.size, FACTS.size]]);
});

for (const [encoding, bytes] of /** @type {[string, number][]} */ ([["br", 5], ["gzip", 7], ["", 19]])) {
  test(`the reader is told the bytes that cross the line, packed as ${encoding || "nothing"}`, async () => {
    const headers = encoding === "" ? undefined : { "Content-Encoding": encoding };
    const text = await manifest()().text();
    const sent = () => Response.json({ "a.bin": { br: 5, gzip: 7 } });
    serve({ [`${R}manifest.json`]: () => new Response(text, { headers }), [`${R}sent.json`]: sent, [`${R}a.bin`]: () => new Response(BYTES) });
    /** @type {number[]} */
    let last = [];
    await download(R, ["a.bin"], { onProgress: (loaded, total) => (last = [Math.round(loaded), total]) });
    assert.deepEqual(last, [bytes, bytes]);
  });
}

const DAMAGED = /** @type {[string, Uint8Array<ArrayBuffer>][]} */ ([
  ["other bytes", new TextEncoder().encode("the bytes of a fila")],
  ["too few bytes", BYTES.slice(1)],
  ["too many bytes", new TextEncoder().encode("the bytes of a file!")],
  ["no bytes", new Uint8Array(0)],
]);
for (const [what, bytes] of DAMAGED) {
  test(`a file with ${what} is refused before anything runs`, async () => {
    serve({ [`${R}manifest.json`]: manifest(), [`${R}a.bin`]: () => new Response(bytes) });
    await assert.rejects(download(R, ["a.bin"]), code("damaged"));
  });
}

/** What an earlier visit left, and what became of it. @param {Record<string, Uint8Array<ArrayBuffer>>} left */
function storage(left) {
  const shelf = new Map(Object.entries(left));
  const original = Object.getOwnPropertyDescriptor(globalThis, "caches");
  const caches = {
    match: async (/** @type {string} */ url) => shelf.has(url) && new Response(shelf.get(url)),
    open: async () => ({
      keys: async () => [...shelf.keys()].map((url) => ({ url })),
      delete: async (/** @type {string} */ url) => shelf.delete(url),
      put: async (/** @type {string} */ url, /** @type {Response} */ response) => shelf.set(url, new Uint8Array(await response.arrayBuffer())),
    }),
    delete: async () => shelf.clear(),
  };
  Object.defineProperty(globalThis, "caches", { value: caches, configurable: true });
  return {
    shelf,
    caches,
    restore: () => (original ? Object.defineProperty(globalThis, "caches", original) : Reflect.deleteProperty(globalThis, "caches")),
  };
}

test("what an earlier visit left is not fetched, and no byte of it is counted", async () => {
  const { restore } = storage({ [`${R}a.bin`]: BYTES });
  try {
    serve({ [`${R}manifest.json`]: manifest() });
    /** @type {number[][]} */
    const seen = [];
    const { contents, kept } = await download(R, ["a.bin"], { mayBeKept: ["a.bin"], onProgress: (...of) => seen.push(of) });
    assert.deepEqual([contents, kept, seen.at(-1)], [new Map([[`${R}a.bin`, BYTES]]), true, [0, 0]]);
  } finally {
    restore();
  }
});

for (const [what, bytes] of /** @type {[string, Uint8Array<ArrayBuffer> | null][]} */ ([["nothing", null], ...DAMAGED])) {
  test(`where an earlier visit left ${what}, the file is fetched and nothing is said`, async () => {
    const { restore, shelf } = storage(bytes ? { [`${R}a.bin`]: bytes } : {});
    try {
      serve({ [`${R}manifest.json`]: manifest(), [`${R}a.bin`]: () => new Response(BYTES) });
      const { contents, kept } = await download(R, ["a.bin"], { mayBeKept: ["a.bin"] });
      assert.deepEqual([contents, kept, shelf.size], [new Map([[`${R}a.bin`, BYTES]]), false, 0]);
    } finally {
      restore();
    }
  });
}

test("a store that never answers keeps nobody from the file", async () => {
  const { restore, caches } = storage({});
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    caches.match = () => new Promise(() => {});
    serve({ [`${R}manifest.json`]: manifest(), [`${R}a.bin`]: () => new Response(BYTES) });
    const found = download(R, ["a.bin"], { mayBeKept: ["a.bin"] });
    mock.timers.tick(1500);
    assert.deepEqual((await found).contents, new Map([[`${R}a.bin`, BYTES]]));
  } finally {
    mock.timers.reset();
    restore();
  }
});

test("of another build nothing stays, and what is there already is not written again", async () => {
  const { restore, shelf } = storage({ [`${SITE}assets/runtime/old/a.bin`]: BYTES, [`${SITE}assets/css/1/a.css`]: BYTES });
  let loads = 0;
  const load = async () => {
    loads += 1;
    return new Map([[`${R}a.bin`, BYTES]]);
  };
  try {
    await keep([`${R}a.bin`], load);
    await keep([`${R}a.bin`], load);
    assert.deepEqual([[...shelf.keys()], loads], [[`${SITE}assets/css/1/a.css`, `${R}a.bin`], 1]);
  } finally {
    restore();
  }
});

test("where a whole release is kept, what that needs stays", async () => {
  const left = { [`${SITE}offline.json`]: BYTES, [`${SITE}assets/runtime/old/a.bin`]: BYTES };
  const { restore, shelf } = storage(left);
  try {
    await keep([`${R}a.bin`], async () => new Map([[`${R}a.bin`, BYTES]]));
    assert.deepEqual([...shelf.keys()], [...Object.keys(left), `${R}a.bin`]);
    await forget([`${R}a.bin`]);
    assert.deepEqual([...shelf.keys()], Object.keys(left));
  } finally {
    restore();
  }
});

test("a full store ends with nothing kept, and a refused one does no harm", async () => {
  const { restore, caches, shelf } = storage({ [`${SITE}assets/runtime/old/a.bin`]: BYTES });
  try {
    const { open } = caches;
    caches.open = async () => ({ ...(await open()), put: () => Promise.reject(new DOMException("full", "QuotaExceededError")) });
    await keep([`${R}a.bin`], async () => new Map([[`${R}a.bin`, BYTES]]));
    assert.equal(shelf.size, 0);
    Object.defineProperty(globalThis, "caches", { get: () => assert.fail("SecurityError"), configurable: true });
    assert.equal(await recall(`${R}a.bin`), undefined);
    await keep([`${R}a.bin`], () => assert.fail("nothing is loaded that cannot be kept"));
    await forget([`${R}a.bin`]);
  } finally {
    restore();
  }
});

test("a file that is not there, and no network at all, are told apart from damage", async () => {
  serve({ [`${R}manifest.json`]: manifest() });
  await assert.rejects(download(R, ["a.bin"]), code("unreachable"));
  mock.method(globalThis, "fetch", () => Promise.reject(new TypeError("Failed to fetch")));
  await assert.rejects(download(R, ["a.bin"]), code("unreachable"));
});

test("without a secure context there is no digest, and the length has to do", async () => {
  const original = Object.getOwnPropertyDescriptor(globalThis, "crypto");
  Object.defineProperty(globalThis, "crypto", { value: {}, configurable: true });
  try {
    await verify("a.bin", new Uint8Array(FACTS.size), FACTS);
    serve({ [`${R}manifest.json`]: manifest(), [`${R}a.bin`]: () => new Response(BYTES.slice(1)) });
    await assert.rejects(download(R, ["a.bin"]), code("damaged"));
  } finally {
    Object.defineProperty(globalThis, "crypto", /** @type {PropertyDescriptor} */ (original));
  }
});

test("a fault of ours in place of a reply sends the quick start's page to the whole Python, and is told by the whole one", () => {
  const fault = '{"v":1,"id":1,"ok":false,"error":{"code":"request-failed","message":"We could not work it out."}}';
  assert.throws(() => checked(fault, "image"), code("broken"));
  assert.equal(checked(fault, "whole"), fault);
});

test("what a person typed is never taken for a fault of ours", () => {
  const typed = JSON.stringify({ v: 1, id: 1, ok: true, html: '"ok":false,"error":{"code":"request-failed"' });
  assert.equal(checked(typed, "image"), typed);
});
