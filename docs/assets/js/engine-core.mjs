/**
 * Starts the Python engine, alike in a worker, on the page's own thread and in Node.
 *
 * In a browser all files are fetched here first: so the reader sees bytes arrive, a damaged or half-replaced file is noticed by
 * its SHA-256 before anything runs, and Pyodide is given the WebAssembly with the right type whatever the server says (with a
 * wrong one it waits for ever).
 */

import { EMPTY_ARCHIVE, openImage } from "./image.mjs";
import { forget, keep, recall } from "./kept.mjs";

/** The smallest WebAssembly module: eight bytes. Where a policy forbids compiling, it says so at once; Pyodide would hang. */
const SMALLEST_WASM = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);
const LOADER = "pyodide.js";
const SCRIPT = "pyodide.asm.js";
const WASM = "pyodide.asm.wasm";
const ARCHIVE = "python.bin";
const IMAGE = "memory.bin";
const SHARED = [LOADER, SCRIPT, "lock.json"];
/** What later visits find unpacked. */
const KEPT = ["engine.wasm", IMAGE];
/** @type {Record<Path, string[]>} */
const PARTS = { image: [...SHARED, ...KEPT], whole: [...SHARED, WASM, ARCHIVE] };
const LIBRARY_PATH = "/library.json";

/**
 * @typedef {"image" | "whole"} Path  whether Python goes on from a memory that came with the site, with just the parts that the
 *   engine has been seen to use, or starts from nothing, whole
 * @typedef {{ run: (text: string) => string, path: Path, kept: boolean }} Engine  kept: from what an earlier visit left
 * @typedef {{ size: number, sha256: string }} FileFacts
 * @typedef {Record<string, Record<string, number>>} Sent  bytes on the line, by file and encoding
 * @typedef {(loaded: number, total: number) => void} OnProgress
 */

/** A start that failed, with a code for which the page has words: wasm-refused, damaged, unreachable, broken. */
export class EngineError extends Error {
  /** @param {string} code @param {string} [detail] */
  constructor(code, detail = "") {
    super(detail === "" ? code : `${code}: ${detail}`);
    this.code = code;
  }
}

/** Throw when WebAssembly is missing or not allowed. */
export async function checkWebAssembly() {
  try {
    await WebAssembly.compile(SMALLEST_WASM);
  } catch (error) {
    throw new EngineError("wasm-refused", String(error));
  }
}

/**
 * Start Python and open the library.
 *
 * What the image lacks ends in an exception, of the start or of `run`, never in another answer: the caller then starts the whole.
 *
 * @param {object} options
 * @param {string} options.runtime  the runtime folder's URL (in Node a path does too), with a slash at the end
 * @param {string | Promise<string>} options.libraryText  the text of library.json
 * @param {Path} options.path
 * @param {OnProgress} [options.onProgress]
 * @param {() => void} [options.onLoaded]  called when all bytes are there and Python begins to start
 * @param {boolean} [options.fresh]  fetch past the browser's cache: it may hold what failed before
 * @param {Map<string, Uint8Array>} [options.files]  contents by URL that are at hand: then nothing is fetched here (in Node
 *   Pyodide reads the others from the folder)
 * @returns {Promise<Engine>}
 */
export async function start({ runtime, libraryText, path, onProgress = () => {}, onLoaded = () => {}, fresh = false, files }) {
  // If WebAssembly fails first, nobody waits for the library any more.
  Promise.resolve(libraryText).catch(() => {});
  await checkWebAssembly();
  /** @type {Promise<WebAssembly.Module> | undefined} */
  let compiled;
  /** What can begin begins, while the larger files are still on their way. @param {string} url @param {Uint8Array} bytes */
  const prepare = (url, bytes) => {
    if (url.endsWith(".wasm")) compiled = WebAssembly.compile(/** @type {BufferSource} */ (bytes));
    const begun = url.endsWith(".wasm") ? compiled : url.endsWith(".js") ? import(url) : undefined;
    // Whoever needs it later is told of a failure then.
    begun?.catch(() => {});
  };
  let kept = false;
  const load = async () => {
    if (fresh) await forget();
    const found = await download(runtime, PARTS[path], { onProgress, onFile: prepare, fresh, mayBeKept: path === "image" ? KEPT : [] });
    kept = found.kept;
    return found.contents;
  };
  const [contents, text] = await Promise.all([files ?? load(), libraryText]);
  onLoaded();
  const folder = runtime.startsWith("file:") ? decodeURIComponent(new URL(runtime).pathname) : runtime;
  const restore = lend(compiled, contents, path === "image" ? standIns(runtime, contents) : new Map());
  try {
    const { loadPyodide } = await import(`${runtime}${LOADER}`);
    const python = await loadPyodide({
      indexURL: folder,
      stdLibURL: `${folder}${ARCHIVE}`,
      lockFileURL: `${folder}lock.json`,
      // Its default needs JavaScript Promise Integration, which Safari lacks.
      enableRunUntilComplete: false,
      // Python gets nothing of the page: no fetch, no document. It computes from text to text.
      jsglobals: Object.create(null),
      ...(path === "image" ? wakeFrom(contents.get(runtime + IMAGE), `${runtime}${SCRIPT}`) : {}),
    });
    const bridge = python.pyimport("playbook_engine.bridge");
    python.FS.writeFile(LIBRARY_PATH, text);
    bridge.open_library(LIBRARY_PATH);
    return { run: (text) => bridge.run(text), path, kept };
  } catch (error) {
    if (error instanceof EngineError) throw error;
    // Errors of Pyodide may quote its whole source: the first line tells enough.
    throw new EngineError("broken", String(error).split("\n", 1)[0].slice(0, 300));
  } finally {
    restore();
  }
}

/**
 * What Pyodide asks for under names of its own when it goes on from an image.
 *
 * @param {string} runtime
 * @param {Map<string, Uint8Array>} contents
 */
function standIns(runtime, contents) {
  const wasm = contents.get(`${runtime}engine.wasm`);
  return new Map([[runtime + ARCHIVE, EMPTY_ARCHIVE], ...(wasm ? [/** @type {const} */ ([runtime + WASM, wasm])] : [])]);
}

/**
 * The options with which Pyodide goes on from an image: of a snapshot as it knows them only the head, and the memory itself put
 * in place as soon as there is one, so that nothing is copied twice.
 *
 * @param {Uint8Array | undefined} bytes
 * @param {string} script
 */
function wakeFrom(bytes, script) {
  if (bytes === undefined) throw new EngineError("broken", "no image");
  const { head, fill } = openImage(bytes);
  /** @type {typeof fill | null} */
  let fillOnce = fill;
  return {
    _loadSnapshot: head,
    /** @param {unknown} settings */
    async createPyodideModule(settings) {
      const { default: make } = await import(script);
      const module = await make(settings);
      fillOnce?.(module.HEAPU8);
      // Pyodide keeps its options for good; the image need not stay with them.
      fillOnce = null;
      return module;
    },
  };
}

/**
 * Keep the quick start's files for later visits, unless they are kept already. For a moment in which nobody waits.
 *
 * @param {string} runtime
 */
export async function keepForLater(runtime) {
  const urls = KEPT.map((name) => runtime + name);
  await keep(urls, async () => (await download(runtime, KEPT)).contents);
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
 * @param {string[]} [options.mayBeKept]  those that an earlier visit may have left; one that differs is fetched
 * @returns {Promise<{ contents: Map<string, Uint8Array>, kept: boolean }>} contents by URL, and whether those that may be kept were
 */
export async function download(runtime, names, { onProgress = () => {}, onFile = () => {}, fresh = false, mayBeKept = [] } = {}) {
  const recalled = new Map(mayBeKept.map((name) => [name, recall(runtime + name)]));
  // All at once: on a slow line each round trip counts.
  const coming = new Map(
    names.map((name) => [name, (async () => ((await recalled.get(name)) === undefined ? get(runtime + name, fresh) : undefined))()]),
  );
  // Where one fails, the first to be waited for says so.
  for (const one of coming.values()) one.catch(() => {});
  const [response, weights] = await Promise.all(["manifest.json", "sent.json"].map((name) => get(runtime + name, fresh)));
  /** @type {{ files: Record<string, FileFacts> }} */
  const manifest = await response.json();
  // What the reader is told is what crosses the line: the server packs its files alike, the manifest and the large ones.
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
    if (await isSame(bytes, manifest.files[name])) whole.set(name, bytes);
    // Damaged, or of another build: as if nothing had been kept.
    else coming.set(name, forget().then(() => get(runtime + name, fresh)));
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

/**
 * Answer fetches for the downloaded files from memory, and with the WebAssembly that is compiled already, until the returned
 * function is called; all other fetches go their way.
 *
 * @param {Promise<WebAssembly.Module> | undefined} compiled
 * @param {Map<string, Uint8Array>[]} files
 * @returns {() => void}
 */
function lend(compiled, ...files) {
  const lent = new Map(files.flatMap((some) => [...some]));
  const { fetch, WebAssembly } = globalThis;
  const { instantiateStreaming } = WebAssembly;
  if (lent.size > 0) {
    globalThis.fetch = async (input, init) => {
      const url = input instanceof Request ? input.url : String(input);
      const bytes = lent.get(url);
      if (bytes === undefined) return fetch(input, init);
      lent.delete(url);
      const type = url.endsWith(".wasm") ? "application/wasm" : url.endsWith(".json") ? "application/json" : "application/octet-stream";
      return new Response(/** @type {BodyInit} */ (bytes), { headers: { "Content-Type": type } });
    };
  }
  if (compiled !== undefined) {
    WebAssembly.instantiateStreaming = async (_, imports) => {
      const module = await compiled;
      return { module, instance: await WebAssembly.instantiate(module, imports) };
    };
  }
  return () => {
    globalThis.fetch = fetch;
    WebAssembly.instantiateStreaming = instantiateStreaming;
  };
}
