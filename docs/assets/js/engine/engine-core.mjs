/**
 * Starts the Python engine: in a worker, on the page's own thread, and in Node.
 *
 * In a browser all files are fetched here before Pyodide asks for them. So the reader sees bytes arrive, and a file that is damaged, or of
 * another build, is noticed by its SHA-256 before anything of it runs. And Pyodide gets the WebAssembly with the right type, whatever the
 * server says of it: with a wrong type it would wait for ever.
 */

import { EngineError, download } from "./download.mjs";
import { EMPTY_ARCHIVE, openImage } from "./image.mjs";
import { forget, keep } from "./kept.mjs";
import { seatFunctions } from "./table.mjs";

// A page that runs the engine on its own thread fetches this file alone, and needs this function too.
export { fetchText } from "./download.mjs";

/** The smallest WebAssembly module, of eight bytes. Where a policy forbids compiling, compiling it fails at once; Pyodide would hang. */
const SMALLEST_WASM = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);
const LOADER = "pyodide.js";
const SCRIPT = "pyodide.asm.js";
const WASM = "pyodide.asm.wasm";
const ARCHIVE = "python.bin";
const IMAGE = "memory.bin";
const SHARED = [LOADER, SCRIPT, "lock.json"];
/** The files that are kept, unpacked, for later visits. */
const KEPT = ["engine.wasm", IMAGE];
/** @type {Record<Path, string[]>} */
const PARTS = { image: [...SHARED, ...KEPT], whole: [...SHARED, WASM, ARCHIVE] };
const LIBRARY_PATH = "/library.json";

/**
 * @typedef {"image" | "whole"} Path  "image": Python goes on from a memory that came with the site, and has only the parts that the engine
 *   was seen to use. "whole": all of Python starts from nothing
 * @typedef {{ run: (text: string) => string, path: Path, kept: boolean }} Engine  kept: from what an earlier visit left
 * @typedef {(instance: WebAssembly.Instance, module: WebAssembly.Module) => void} Receive
 * @typedef {{ instantiateWasm: (imports: WebAssembly.Imports, receive: Receive) => object }} Settings  what Pyodide's loader gives its script
 */

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
 * Whatever the image lacks ends in an exception, at the start or in `run`, and never in a different answer. The caller then starts the
 * whole Python.
 *
 * @param {object} options
 * @param {string} options.runtime  the runtime folder's URL (in Node a path does too), with a slash at the end
 * @param {string | Promise<string>} options.libraryText  the text of library.json
 * @param {Path} options.path
 * @param {import("./download.mjs").OnProgress} [options.onProgress]
 * @param {() => void} [options.onLoaded]  called when all bytes are there and Python begins to start
 * @param {boolean} [options.fresh]  fetch past the browser's cache: it may hold what failed before
 * @param {Map<string, Uint8Array>} [options.files]  contents by URL that are at hand: then nothing is fetched here (in Node
 *   Pyodide reads the others from the folder)
 * @returns {Promise<Engine>}
 */
export async function start({ runtime, libraryText, path, onProgress = () => {}, onLoaded = () => {}, fresh = false, files }) {
  // If WebAssembly fails first, a failure of the library is of no interest.
  Promise.resolve(libraryText).catch(() => {});
  await checkWebAssembly();
  /** @type {Promise<WebAssembly.Module> | undefined} */
  let compiled;
  /** What can begin begins, while the larger files are still on their way. @param {string} url @param {Uint8Array} bytes */
  const prepare = (url, bytes) => {
    if (url.endsWith(".wasm")) compiled = WebAssembly.compile(/** @type {BufferSource} */ (bytes));
    const begun = url.endsWith(".wasm") ? compiled : url.endsWith(".js") ? import(url) : undefined;
    // A failure is reported where the result is waited for; until then nobody handles it.
    begun?.catch(() => {});
  };
  let kept = false;
  const load = async () => {
    if (fresh) void forget(KEPT.map((name) => runtime + name));
    const mayBeKept = path === "image" && !fresh ? KEPT : [];
    const found = await download(runtime, PARTS[path], { onProgress, onFile: prepare, fresh, mayBeKept });
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
    return { run: (text) => checked(bridge.run(text), path), path, kept };
  } catch (error) {
    if (error instanceof EngineError) throw error;
    // Errors of Pyodide may quote its whole source: the first line tells enough.
    throw new EngineError("broken", String(error).split("\n", 1)[0].slice(0, 300));
  } finally {
    restore();
  }
}

/**
 * Return a reply, unless a fault of ours stands in its place and a part that the image lacks may be the cause: then throw, so that
 * the caller asks the whole Python.
 *
 * @param {string} reply
 * @param {Path} path
 */
export function checked(reply, path) {
  // The engine writes this itself; in what a person typed the quotation marks would be escaped.
  if (path === "image" && reply.includes('"ok":false,"error":{"code":"request-failed"')) throw new EngineError("broken", "request-failed");
  return reply;
}

/**
 * Return what Pyodide is given in place of two of its own files when it goes on from an image.
 *
 * @param {string} runtime
 * @param {Map<string, Uint8Array>} contents
 */
function standIns(runtime, contents) {
  const wasm = contents.get(`${runtime}engine.wasm`);
  return new Map([[runtime + ARCHIVE, EMPTY_ARCHIVE], ...(wasm ? [/** @type {const} */ ([runtime + WASM, wasm])] : [])]);
}

/**
 * Return the options with which Pyodide goes on from an image.
 *
 * It is given only the head of a snapshot as it knows them. The memory itself is filled in as soon as Pyodide has made one, so that
 * nothing is copied twice.
 *
 * @param {Uint8Array | undefined} bytes
 * @param {string} script
 */
function wakeFrom(bytes, script) {
  if (bytes === undefined) throw new EngineError("broken", "no image");
  /** @type {ReturnType<typeof openImage> | null} */
  let image = openImage(bytes);
  return {
    _loadSnapshot: image.head,
    /** @param {Settings} settings */
    async createPyodideModule(settings) {
      if (image === null) throw new Error("an image is filled in once");
      const { slots, fill } = image;
      const { instantiateWasm } = settings;
      let checkTable = () => {};
      settings.instantiateWasm = (imports, receive) =>
        instantiateWasm(imports, (instance, module) => {
          checkTable = seatFunctions(instance.exports, slots);
          receive(instance, module);
        });
      const { default: make } = await import(script);
      const module = await make(settings);
      checkTable();
      fill(module.HEAPU8);
      // Pyodide keeps its options for good; the image need not stay with them.
      image = null;
      return module;
    },
  };
}

/**
 * Keep the quick start's files for later visits, unless they are kept already. To be called when nobody waits for the engine.
 *
 * @param {string} runtime
 */
export async function keepForLater(runtime) {
  const urls = KEPT.map((name) => runtime + name);
  await keep(urls, async () => (await download(runtime, KEPT)).contents);
}

/**
 * Let Pyodide find the downloaded files, and the WebAssembly that is compiled already, until the returned function is called. Fetches of
 * anything else go to the network as usual.
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
