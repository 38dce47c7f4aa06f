/**
 * Starts the Python engine, alike in a worker, on the page's own thread and in Node.
 *
 * In a browser all files are fetched here first: so the reader sees bytes arrive, a damaged or half-replaced file is noticed by
 * its SHA-256 before anything runs, and Pyodide is given the WebAssembly with the right type whatever the server says (with a
 * wrong one it waits for ever).
 */

/** The smallest WebAssembly module: eight bytes. Where a policy forbids compiling, it says so at once; Pyodide would hang. */
const SMALLEST_WASM = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);
const LOADER = "pyodide.js";
const PARTS = [LOADER, "pyodide.asm.js", "pyodide.asm.wasm", "python.bin", "lock.json"];
const LIBRARY_PATH = "/library.json";

/**
 * @typedef {"normal" | "snapshot"} Path  whether Python started from nothing or went on from a kept memory
 * @typedef {{ run: (text: string) => string, path: Path }} Engine
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
 * @param {object} options
 * @param {string} options.runtime  the runtime folder's URL (in Node a path does too), with a slash at the end
 * @param {string | Promise<string>} options.libraryText  the text of library.json
 * @param {OnProgress} [options.onProgress]
 * @param {() => void} [options.onLoaded]  called when all bytes are there and Python begins to start
 * @param {boolean} [options.fresh]  fetch past the browser's cache: it may hold what failed before
 * @param {Promise<Uint8Array | null>} [options.kept]  the memory of an earlier start, to go on from
 * @param {(memory: Uint8Array) => void} [options.onMemory]  given the memory of a normal start, for the next time
 * @returns {Promise<Engine>}
 */
export async function start({ runtime, libraryText, onProgress = () => {}, onLoaded = () => {}, fresh = false, kept, onMemory }) {
  // If WebAssembly fails first, nobody waits for the library any more.
  Promise.resolve(libraryText).catch(() => {});
  await checkWebAssembly();
  const inNode = typeof process === "object" && typeof process.versions?.node === "string";
  const [files, text] = await Promise.all([inNode ? new Map() : download(runtime, PARTS, onProgress, fresh), libraryText]);
  onLoaded();
  const folder = inNode && runtime.startsWith("file:") ? decodeURIComponent(new URL(runtime).pathname) : runtime;
  const restore = lend(files);
  try {
    const memory = await kept;
    const { loadPyodide } = await import(`${runtime}${LOADER}`);
    const python = await loadPyodide({
      indexURL: folder,
      stdLibURL: `${folder}python.bin`,
      lockFileURL: `${folder}lock.json`,
      // Its default needs JavaScript Promise Integration, which Safari lacks.
      enableRunUntilComplete: false,
      // Python gets nothing of the page: no fetch, no document. It computes from text to text.
      jsglobals: Object.create(null),
      ...(memory ? { _loadSnapshot: memory } : { _makeSnapshot: onMemory !== undefined }),
    });
    const bridge = python.pyimport("playbook_engine.bridge");
    // Now, before Python has been given anything: what is kept must hold nothing that a person typed.
    if (onMemory && !memory) copyMemory(python, onMemory);
    python.FS.writeFile(LIBRARY_PATH, text);
    bridge.open_library(LIBRARY_PATH);
    return { run: (text) => bridge.run(text), path: memory ? "snapshot" : "normal" };
  } catch (error) {
    if (error instanceof EngineError) throw error;
    // Errors of Pyodide may quote its whole source: the first line tells enough.
    throw new EngineError("broken", String(error).split("\n", 1)[0].slice(0, 300));
  } finally {
    restore();
  }
}

/** @param {{ makeMemorySnapshot: () => Uint8Array }} python @param {(memory: Uint8Array) => void} onMemory */
function copyMemory(python, onMemory) {
  try {
    onMemory(python.makeMemorySnapshot());
  } catch {
    // Then the next visit starts from nothing too.
  }
}

/**
 * Fetch the files, counting bytes and checking them against the manifest.
 *
 * @param {string} runtime
 * @param {string[]} names
 * @param {OnProgress} onProgress
 * @param {boolean} [fresh]
 * @returns {Promise<Map<string, Uint8Array>>} contents by URL
 */
export async function download(runtime, names, onProgress, fresh = false) {
  // All at once: on a slow line each round trip counts.
  const coming = new Map(names.map((name) => [name, get(runtime + name, fresh)]));
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
  const total = wanted.reduce((sum, name) => sum + cost(name), 0);
  let loaded = 0;
  let told = 0;
  onProgress(0, total);
  const contents = await Promise.all(
    wanted.map(async (name) => {
      const facts = manifest.files[name];
      const share = cost(name) / facts.size;
      const bytes = await readCounting(await /** @type {Promise<Response>} */ (coming.get(name)), facts.size, (count) => {
        loaded += count * share;
        // A hundred times is enough for a bar, and each time costs the page some work.
        if (loaded - told < total / 100) return;
        told = loaded;
        onProgress(loaded, total);
      });
      await verify(name, bytes, facts);
      return /** @type {[string, Uint8Array]} */ ([runtime + name, bytes]);
    }),
  );
  onProgress(total, total);
  return new Map(contents);
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
 * Compare with the manifest's SHA-256. Pages without a secure context have no `crypto.subtle`; there the length must do.
 *
 * @param {string} name
 * @param {Uint8Array} bytes
 * @param {FileFacts} facts
 */
export async function verify(name, bytes, facts) {
  if (!globalThis.crypto?.subtle) return;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", /** @type {BufferSource} */ (bytes)));
  const found = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (found !== facts.sha256) throw new EngineError("damaged", `${name} is not the file that the manifest names`);
}

/**
 * Answer fetches for the downloaded files from memory until the returned function is called; all others go their way.
 *
 * @param {Map<string, Uint8Array>} files
 * @returns {() => void}
 */
function lend(files) {
  if (files.size === 0) return () => {};
  const original = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    const bytes = files.get(url);
    if (bytes === undefined) return original(input, init);
    files.delete(url);
    const type = url.endsWith(".wasm") ? "application/wasm" : url.endsWith(".json") ? "application/json" : "application/octet-stream";
    return new Response(/** @type {BodyInit} */ (bytes), { headers: { "Content-Type": type } });
  };
  return () => {
    globalThis.fetch = original;
  };
}
