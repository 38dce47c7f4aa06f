import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { afterEach, mock, test } from "node:test";

import { EngineError, checkWebAssembly, download, verify } from "../../docs/assets/js/engine-core.mjs";

const BYTES = new TextEncoder().encode("the bytes of a file");
const FACTS = { size: BYTES.length, sha256: createHash("sha256").update(BYTES).digest("hex") };

/** @typedef {import("../../docs/assets/js/engine-core.mjs").FileFacts} FileFacts */

/** @param {Record<string, () => Response>} answers */
function serve(answers) {
  answers = { "/r/sent.json": () => Response.json({}), ...answers };
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
  serve({ "/r/manifest.json": manifest(), "/r/a.bin": () => new Response(BYTES) });
  /** @type {number[][]} */
  const seen = [];
  const files = await download("/r/", ["a.bin", "not-in-the-manifest"], (loaded, total) => seen.push([loaded, total]));
  assert.deepEqual(files, new Map([["/r/a.bin", BYTES]]));
  assert.deepEqual([seen[0], seen.at(-1)], [[0, FACTS.size], [FACTS.size, FACTS.size]]);
});

for (const [encoding, bytes] of /** @type {[string, number][]} */ ([["br", 5], ["gzip", 7], ["", 19]])) {
  test(`the reader is told the bytes that cross the line, packed as ${encoding || "nothing"}`, async () => {
    const headers = encoding === "" ? undefined : { "Content-Encoding": encoding };
    const text = await manifest()().text();
    const sent = () => Response.json({ "a.bin": { br: 5, gzip: 7 } });
    serve({ "/r/manifest.json": () => new Response(text, { headers }), "/r/sent.json": sent, "/r/a.bin": () => new Response(BYTES) });
    /** @type {number[]} */
    let last = [];
    await download("/r/", ["a.bin"], (loaded, total) => (last = [Math.round(loaded), total]));
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
    serve({ "/r/manifest.json": manifest(), "/r/a.bin": () => new Response(bytes) });
    await assert.rejects(download("/r/", ["a.bin"], () => {}), code("damaged"));
  });
}

test("a file that is not there, and no network at all, are told apart from damage", async () => {
  serve({ "/r/manifest.json": manifest() });
  await assert.rejects(download("/r/", ["a.bin"], () => {}), code("unreachable"));
  mock.method(globalThis, "fetch", () => Promise.reject(new TypeError("Failed to fetch")));
  await assert.rejects(download("/r/", ["a.bin"], () => {}), code("unreachable"));
});

test("without a secure context there is no digest, and the length has to do", async () => {
  const original = Object.getOwnPropertyDescriptor(globalThis, "crypto");
  Object.defineProperty(globalThis, "crypto", { value: {}, configurable: true });
  try {
    await verify("a.bin", new Uint8Array(FACTS.size), FACTS);
    serve({ "/r/manifest.json": manifest(), "/r/a.bin": () => new Response(BYTES.slice(1)) });
    await assert.rejects(download("/r/", ["a.bin"], () => {}), code("damaged"));
  } finally {
    Object.defineProperty(globalThis, "crypto", /** @type {PropertyDescriptor} */ (original));
  }
});
