/**
 * Fetches the engine's files, all at the same time. The bytes that cross the line are counted, and each file is compared with the
 * manifest before anything of it runs. Files that an earlier visit kept are not fetched.
 */

import { forget, recall } from "./kept.mjs";

/**
 * @typedef {{ size: number, sha256: string }} FileFacts
 * @typedef {Record<string, Record<string, number>>} Sent  bytes on the line, by file and encoding
 * @typedef {(loaded: number, total: number) => void} OnProgress
 */

/** A start has failed. `code` is one of wasm-refused, damaged, unreachable and broken; the page has words for each. */
export class EngineError extends Error {
  /** @param {string} code @param {string} [detail] */
  constructor(code, detail = "") {
    super(detail === "" ? code : `${code}: ${detail}`);
    this.code = code;
  }
}

/**
 * Fetch the files, counting bytes and checking them against the manifest.
 *
 * @param {string} runtime
 * @param {string[]} names
 * @param {object} [options]
 * @param {OnProgress} [options.onProgress]
 * @param {(url: string, bytes: Uint8Array) => void} [options.onFile]  called with each file once it is found whole
 * @param {boolean} [options.fresh]
 * @param {string[]} [options.mayBeKept]  the names that an earlier visit may have kept; a kept file that differs is fetched
 * @returns {Promise<{ contents: Map<string, Uint8Array>, kept: boolean }>} contents by URL, and whether all that may be kept were
 */
export async function download(runtime, names, { onProgress = () => {}, onFile = () => {}, fresh = false, mayBeKept = [] } = {}) {
  const recalled = new Map(mayBeKept.map((name) => [name, recall(runtime + name)]));
  // All at once: on a slow line each round trip counts.
  const coming = new Map(
    names.map((name) => [name, (async () => ((await recalled.get(name)) === undefined ? get(runtime + name, fresh) : undefined))()]),
  );
  // A fetch that fails is reported where it is waited for, below; until then nobody handles it.
  for (const one of coming.values()) one.catch(() => {});
  const [response, weights] = await Promise.all(["manifest.json", "sent.json"].map((name) => get(runtime + name, fresh)));
  /** @type {{ files: Record<string, FileFacts> }} */
  const manifest = await response.json();
  // The reader is told the bytes that cross the line. The server packs the large files in the same way as the manifest.
  /** @type {Sent} */
  const sent = await weights.json();
  const encoding = response.headers.get("content-encoding") ?? "";
  const wanted = names.filter((name) => Object.hasOwn(manifest.files, name));
  const cost = (/** @type {string} */ name) => sent[name]?.[encoding] ?? manifest.files[name].size;

  /** @type {Map<string, Uint8Array>} */
  const whole = new Map();
  for (const name of mayBeKept) {
    const bytes = await recalled.get(name);
    if (bytes === undefined || !Object.hasOwn(manifest.files, name)) continue;
    if (await isSame(bytes, manifest.files[name])) {
      whole.set(name, bytes);
      continue;
    }
    // Damaged: as if nothing had been kept.
    void forget([runtime + name]);
    coming.set(name, get(runtime + name, fresh));
  }
  const kept = whole.size > 0 && whole.size === mayBeKept.length;
  const total = wanted.reduce((sum, name) => sum + (whole.has(name) ? 0 : cost(name)), 0);
  let loaded = 0;
  let told = 0;
  onProgress(0, total);
  const contents = await Promise.all(
    wanted.map(async (name) => {
      const facts = manifest.files[name];
      const share = cost(name) / facts.size;
      const bytes =
        whole.get(name) ??
        (await readCounting(/** @type {Response} */ (await coming.get(name)), facts.size, (count) => {
          loaded += count * share;
          // A hundred times is enough for a bar, and each time costs the page some work.
          if (loaded - told < total / 100) return;
          told = loaded;
          onProgress(loaded, total);
        }));
      if (!whole.has(name)) await verify(name, bytes, facts);
      onFile(runtime + name, bytes);
      return /** @type {[string, Uint8Array]} */ ([runtime + name, bytes]);
    }),
  );
  onProgress(total, total);
  return { contents: new Map(contents), kept };
}

/** @param {string} url @param {boolean} fresh */
async function get(url, fresh) {
  try {
    const response = await fetch(url, { cache: fresh ? "reload" : "default" });
    if (response.ok) return response;
    throw new EngineError("unreachable", `${response.status} ${url}`);
  } catch (error) {
    throw error instanceof EngineError ? error : new EngineError("unreachable", String(error));
  }
}

/**
 * Fetch a text file of ours.
 *
 * @param {string} url
 * @param {boolean} [fresh]
 */
export async function fetchText(url, fresh = false) {
  return (await get(url, fresh)).text();
}

/**
 * @param {Response} response
 * @param {number} size  what the manifest says, to hold the bytes in one piece from the start
 * @param {(count: number) => void} count
 */
async function readCounting(response, size, count) {
  const bytes = new Uint8Array(size);
  let at = 0;
  try {
    for (const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader(); ; ) {
      const { done, value } = await reader.read();
      if (done) break;
      if (at + value.length > size) throw new EngineError("damaged", `${response.url} is longer than the manifest says`);
      bytes.set(value, at);
      at += value.length;
      count(value.length);
    }
  } catch (error) {
    throw error instanceof EngineError ? error : new EngineError("unreachable", String(error));
  }
  if (at < size) throw new EngineError("damaged", `${response.url} is shorter than the manifest says`);
  return bytes;
}

/**
 * Throw when a file's bytes are not those that the manifest names.
 *
 * @param {string} name
 * @param {Uint8Array} bytes
 * @param {FileFacts} facts
 */
export async function verify(name, bytes, facts) {
  if (!(await isSame(bytes, facts))) throw new EngineError("damaged", `${name} is not the file that the manifest names`);
}

/**
 * Compare length and SHA-256. Pages without a secure context have no `crypto.subtle`; there the length must do.
 *
 * @param {Uint8Array} bytes
 * @param {FileFacts} facts
 */
async function isSame(bytes, { size, sha256 }) {
  if (bytes.length !== size) return false;
  if (!globalThis.crypto?.subtle) return true;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", /** @type {BufferSource} */ (bytes)));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("") === sha256;
}
