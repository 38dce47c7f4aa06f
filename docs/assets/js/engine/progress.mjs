/**
 * Decides what the reader is told while the engine starts: which message for which state, how many megabytes, and how often a screen
 * reader is spoken to. The elements on the page are the business of `pages/status-view.mjs`.
 */

/**
 * @typedef {{ name: "idle" } | { name: "loading", loaded: number, total: number } | { name: "starting" } | { name: "restarting" }
 *   | { name: "ready", where: "worker" | "page", path: import("./engine-core.mjs").Path, kept: boolean } | { name: "failed", code: string }} State
 */

/**
 * Megabytes with one decimal, as download lists show them.
 *
 * @param {number} bytes
 */
export function megabytes(bytes) {
  return (bytes / 1e6).toFixed(1);
}

/** The messages that tell what went wrong. Anything that is not listed is told as a start that failed. */
const FAILURES = new Map([
  ["wasm-refused", "page-engine-wasm-refused"],
  ["gave-up", "page-engine-gave-up"],
  ["damaged", "page-engine-damaged"],
]);

/**
 * Choose the message for a state, or null when there is nothing to say.
 *
 * @param {State} state
 * @returns {{ message: string, values: Record<string, string> } | null}
 */
export function describe(state) {
  switch (state.name) {
    case "idle":
      return null;
    case "loading":
      if (state.total === 0) return { message: "page-engine-prepare", values: {} };
      return {
        message: "page-engine-progress",
        values: { done: megabytes(Math.min(state.loaded, state.total)), total: megabytes(state.total) },
      };
    case "starting":
      return { message: "page-engine-starting", values: {} };
    case "restarting":
      return { message: "page-engine-restarted", values: {} };
    case "ready":
      return { message: state.where === "page" ? "page-engine-worker-refused" : "page-engine-ready", values: {} };
    case "failed":
      return { message: FAILURES.get(state.code) ?? "page-engine-failed", values: {} };
    default:
      throw new Error(`unknown state ${JSON.stringify(state)}`);
  }
}

/**
 * Return a speaker for a polite live region. What happens by itself is said at most once per `gap`: of several texts, the last one. An
 * answer to what the person has just done is said at once.
 *
 * @param {(text: string) => void} speak
 * @param {{ gap?: number, now?: () => number }} [options]
 * @returns {(text: string, atOnce?: boolean) => void}
 */
export function politely(speak, { gap = 5000, now = () => performance.now() } = {}) {
  let last = -Infinity;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;
  const say = (/** @type {string} */ text) => {
    last = now();
    speak(text);
  };
  return (text, atOnce = false) => {
    clearTimeout(waiting);
    // Rounded up, because a timer counts whole milliseconds and would end too early.
    const wait = atOnce ? 0 : Math.ceil(last + gap - now());
    if (wait <= 0) say(text);
    else waiting = setTimeout(say, wait, text);
  };
}
