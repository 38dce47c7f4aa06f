/**
 * The worker's side of the engine: messages in, messages out, nothing else.
 *
 * In:  `{kind: "start", runtime, library, fresh, path, keeps}`, `{kind: "run", id, channel, text}`.
 * Out: `{kind: "hello"}` when the script itself has loaded, `progress`, `starting`, `ready`, `failed` with its code, `reply`, `broken`.
 */

import { EngineError, fetchText } from "./download.mjs";
import { keepForLater, start } from "./engine-core.mjs";
import { holdQuestions } from "./first-questions.mjs";

/** Milliseconds from being ready until the files are kept for later visits: the first checklist is done by then. */
const KEEP_AFTER = 3000;

/** @type {import("./engine-core.mjs").Engine | undefined} */
let engine;
const questions = holdQuestions(answer);

/** @param {{ runtime: string, library: string, fresh: boolean, path: import("./engine-core.mjs").Path, keeps?: boolean }} task */
async function begin({ runtime, library, fresh, path, keeps = true }) {
  try {
    engine = await start({
      runtime,
      path,
      fresh,
      libraryText: fetchText(library, fresh),
      onProgress: (loaded, total) => self.postMessage({ kind: "progress", loaded, total }),
      onLoaded: () => self.postMessage({ kind: "starting" }),
    });
    self.postMessage({ kind: "ready", kept: engine.kept });
    questions.open();
    if (keeps && path === "image" && !engine.kept) setTimeout(keepForLater, KEEP_AFTER, runtime);
  } catch (error) {
    self.postMessage({ kind: "failed", code: error instanceof EngineError ? error.code : "broken" });
  }
}

/** @param {import("./first-questions.mjs").Question} question */
function answer({ id, text }) {
  try {
    self.postMessage({ kind: "reply", id, text: /** @type {import("./engine-core.mjs").Engine} */ (engine).run(text) });
  } catch {
    self.postMessage({ kind: "broken", id });
  }
}

self.addEventListener("message", (event) => {
  const message = event.data;
  switch (message.kind) {
    case "start":
      void begin(message);
      break;
    case "run":
      questions.ask(message);
      break;
    default:
      throw new Error(`unknown message ${message.kind}`);
  }
});

self.postMessage({ kind: "hello" });
