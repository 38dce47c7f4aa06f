/**
 * The worker's side of the engine: messages in, messages out, nothing else.
 *
 * In:  `{kind: "start", runtime, library, fresh, anew}`, `{kind: "run", id, text}`.
 * Out: `{kind: "hello"}` when the script itself has loaded, `progress`, `starting`, `ready` with the path that the start took, `failed`, `reply`, `broken`.
 */

import { EngineError, fetchText, start } from "./engine-core.mjs";
import { openShelf } from "./snapshot.mjs";

/** Milliseconds without a request before the start is kept for the next visit. */
const QUIET = 1500;

/** @type {import("./engine-core.mjs").Engine | undefined} */
let engine;
/** A fresh memory, until there is time to keep it. @type {{ shelf: ReturnType<typeof openShelf>, memory: Uint8Array } | undefined} */
let unkept;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let clock;

/** @param {{ runtime: string, library: string, fresh: boolean, anew: boolean }} task */
async function begin({ runtime, library, fresh, anew }) {
  const shelf = openShelf(runtime);
  /** @param {Promise<Uint8Array | null>} kept */
  const launch = (kept) =>
    start({
      runtime,
      fresh,
      kept,
      libraryText: fetchText(library, fresh),
      onProgress: (loaded, total) => self.postMessage({ kind: "progress", loaded, total }),
      onLoaded: () => self.postMessage({ kind: "starting" }),
      onMemory: (memory) => (unkept = { shelf, memory }),
    });
  try {
    // What failed or died before may have gone on from a kept start: that one gets no second chance.
    if (anew) await shelf.forget();
    const kept = anew ? Promise.resolve(null) : shelf.load();
    try {
      engine = await launch(kept);
    } catch (error) {
      if ((await kept) === null || !(error instanceof EngineError) || error.code !== "broken") throw error;
      await shelf.forget();
      engine = await launch(Promise.resolve(null));
    }
    self.postMessage({ kind: "ready", path: engine.path });
    keepSoon();
  } catch (error) {
    self.postMessage({ kind: "failed", code: error instanceof EngineError ? error.code : "broken" });
  }
}

/** Keep the start when nobody waits for anything. */
function keepSoon() {
  clearTimeout(clock);
  if (unkept === undefined) return;
  clock = setTimeout(() => {
    const { shelf, memory } = /** @type {NonNullable<typeof unkept>} */ (unkept);
    unkept = undefined;
    void shelf.keep(memory);
  }, QUIET);
}

/** @param {number} id @param {string} text */
function answer(id, text) {
  try {
    if (engine === undefined) throw new Error("asked before it was ready");
    self.postMessage({ kind: "reply", id, text: engine.run(text) });
  } catch {
    self.postMessage({ kind: "broken", id });
  }
  keepSoon();
}

self.addEventListener("message", (event) => {
  const message = event.data;
  switch (message.kind) {
    case "start":
      void begin(message);
      break;
    case "run":
      answer(message.id, message.text);
      break;
    default:
      throw new Error(`unknown message ${message.kind}`);
  }
});

self.postMessage({ kind: "hello" });
