/**
 * The page's side of the engine: starts it, asks it, and ends every wait.
 *
 * Pyodide may hang without a word (no WebAssembly, an endless sum), and a worker may die. So each wait has a limit; a worker that
 * hangs or dies is replaced and asked once more; where the quick start lacks something, the whole Python takes its place; and where
 * workers are refused the same engine runs on the page's own thread. The answers never live here, so nothing that goes wrong here
 * can lose them.
 */

/**
 * @typedef {import("./progress.mjs").State} State
 * @typedef {import("./engine-core.mjs").Path} Path
 * @typedef {{ kind: "reply", reply: any } | { kind: "stale" } | { kind: "failed" }} Answer
 * @typedef {Pick<Worker, "postMessage" | "terminate"> & { onmessage: any, onerror: any, missed?: any[] }} WorkerLike  with the events
 *   that came before anybody listened
 * @typedef {{ stall: number, wake: number, start: number, request: number, replacements: number }} Limits
 */

/**
 * Milliseconds: without a byte while loading; once all bytes are there, for Python's quick start, which takes a second where a whole
 * one takes some, and for the whole one; for one request; then how often in a row a worker is replaced.
 *
 * @type {Limits}
 */
export const LIMITS = { stall: 45_000, wake: 15_000, start: 60_000, request: 10_000, replacements: 2 };

/** How often one request is tried: the second time in a fresh worker. */
const TRIES = 2;

/**
 * @typedef {object} Client
 * @property {() => void} start  start, or try again after a failure; otherwise does nothing
 * @property {(request: Record<string, unknown>) => Promise<Answer>} ask  a newer question makes an older one stale
 * @property {() => State} state
 */

/**
 * @param {object} options
 * @param {(start: { path: Path, fresh: boolean }) => WorkerLike} options.makeWorker  makes a worker that is told to start; the test seam
 * @param {(start: { path: Path, fresh: boolean, onProgress: (loaded: number, total: number) => void, onLoaded: () => void }) =>
 *   Promise<import("./engine-core.mjs").Engine>} options.startHere  the same engine on this thread
 * @param {(state: State) => void} [options.onState]
 * @param {Path} [options.startWith]  a site that is being written has no quick start
 * @param {Partial<Limits>} [options.limits]
 * @returns {Client}
 */
export function createClient({ makeWorker, startHere, onState = () => {}, startWith = "image", limits = {} }) {
  const { stall, wake, start, request, replacements } = { ...LIMITS, ...limits };
  /** @type {State} */
  let state = { name: "idle" };
  /** @type {WorkerLike | null} */
  let worker = null;
  /** @type {import("./engine-core.mjs").Engine | null} */
  let here = null;
  let launch = 0;
  let heard = false;
  /** After a failure nothing is taken from the browser's cache: it keeps a damaged file for a year. */
  let fresh = false;
  /** Once the quick start has failed in whatever way, this page does without it. @type {Path} */
  let path = startWith;
  let replaced = 0;
  let lastId = 0;
  /**
   * What was asked last; `with` is the worker that has it already: one that is still starting answers as soon as it can.
   *
   * @type {{ id: number, text: string, tries: number, with: WorkerLike | null, resolve: (answer: Answer) => void } | null}
   */
  let pending = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let clock;

  /** @param {State} next */
  function become(next) {
    state = next;
    onState(next);
  }

  /** @param {number} limit @param {() => void} end */
  function arm(limit, end) {
    clearTimeout(clock);
    clock = setTimeout(end, limit);
  }

  /** @param {Answer} answer */
  function settle(answer) {
    const waiting = pending;
    pending = null;
    waiting?.resolve(answer);
  }

  function dismiss() {
    clearTimeout(clock);
    launch += 1;
    worker?.terminate();
    worker = null;
    here = null;
  }

  /** @param {string} code */
  function fail(code) {
    dismiss();
    become({ name: "failed", code });
    settle({ kind: "failed" });
  }

  /** @param {State} first */
  function begin(first) {
    dismiss();
    heard = false;
    become(first);
    const mine = launch;
    try {
      const made = makeWorker({ path, fresh });
      worker = made;
      made.onmessage = (/** @type {{ data: any }} */ event) => {
        if (mine === launch) receive(event.data);
      };
      made.onerror = (/** @type {{ preventDefault?: () => void }} */ event) => {
        // Handled here: an error that the reader sees in words need not stand in the console as well.
        event.preventDefault?.();
        if (mine !== launch) return;
        if (heard) replace();
        else beginHere(first);
      };
      arm(stall, () => fail("timeout"));
      if (pending) post();
      for (const event of made.missed?.splice(0) ?? []) event.type === "error" ? made.onerror(event) : made.onmessage(event);
    } catch {
      beginHere(first);
    }
  }

  /**
   * The quick start lacks something: start the whole Python, which has it.
   *
   * @param {(first: State) => void} again
   * @returns {boolean} whether there was anything left to start
   */
  function takeWhole(again) {
    if (path === "whole") return false;
    path = "whole";
    again({ name: "restarting" });
    return true;
  }

  /**
   * Workers are refused (a sandboxed frame, a policy): the page itself serves, and says that it may pause.
   *
   * @param {State} first
   */
  function beginHere(first) {
    dismiss();
    const mine = launch;
    become(first);
    arm(stall, () => fail("timeout"));
    const ifMine = (/** @type {() => void} */ act) => () => mine === launch && act();
    startHere({
      path,
      fresh,
      onProgress: (loaded, total) => ifMine(() => progressed(loaded, total))(),
      onLoaded: ifMine(() => loadedAll(beginHere)),
    }).then(
      (engine) =>
        ifMine(() => {
          here = engine;
          ready("page", engine.kept);
        })(),
      (error) =>
        ifMine(() => {
          const code = error?.code ?? "broken";
          if (code !== "broken" || !takeWhole(beginHere)) fail(code);
        })(),
    );
  }

  /** @param {number} loaded @param {number} total */
  function progressed(loaded, total) {
    become({ name: "loading", loaded, total });
    arm(stall, () => fail("timeout"));
  }

  /** @param {(first: State) => void} again */
  function loadedAll(again) {
    become({ name: "starting" });
    if (path === "image") arm(wake, () => takeWhole(again));
    else arm(start, () => fail("timeout"));
  }

  /** @param {"worker" | "page"} where @param {boolean} kept */
  function ready(where, kept) {
    clearTimeout(clock);
    become({ name: "ready", where, path, kept });
    if (pending) send();
  }

  /** @param {any} message */
  function receive(message) {
    switch (message.kind) {
      case "hello":
        heard = true;
        break;
      case "progress":
        progressed(message.loaded, message.total);
        break;
      case "starting":
        loadedAll(begin);
        break;
      case "ready":
        ready("worker", message.kept === true);
        break;
      case "failed":
        if (message.code !== "broken" || !takeWhole(begin)) fail(message.code);
        break;
      case "reply":
        if (pending?.id === message.id) accept(message.text);
        break;
      case "broken":
        if (!takeWhole(begin) && pending?.id === message.id) {
          clearTimeout(clock);
          settle({ kind: "failed" });
        }
        break;
      default:
        throw new Error(`unknown message ${message.kind}`);
    }
  }

  /** @param {string} text */
  function accept(text) {
    clearTimeout(clock);
    replaced = 0;
    settle({ kind: "reply", reply: JSON.parse(text) });
  }

  /** Give the question to the worker, which keeps the last one until it can answer. */
  function post() {
    if (pending === null || worker === null) return;
    pending.with = worker;
    worker.postMessage({ kind: "run", id: pending.id, text: pending.text });
  }

  function send() {
    const mine = pending;
    if (mine === null) return;
    mine.tries += 1;
    if (worker) {
      arm(request, replace);
      if (mine.with !== worker) post();
      return;
    }
    // A moment for the page to show that it is working: on this thread it cannot while the sums run.
    setTimeout(() => {
      if (mine !== pending || here === null) return;
      try {
        accept(here.run(mine.text));
      } catch {
        if (!takeWhole(beginHere)) settle({ kind: "failed" });
      }
    }, 30);
  }

  /** End a worker that hangs or has died, start another, and ask it the newest question once more. */
  function replace() {
    if (pending && pending.tries >= TRIES) settle({ kind: "failed" });
    if (replaced >= replacements) {
      fail("gave-up");
      return;
    }
    replaced += 1;
    path = "whole";
    begin({ name: "restarting" });
  }

  return {
    state: () => state,
    start() {
      if (state.name !== "idle" && state.name !== "failed") return;
      replaced = 0;
      fresh = state.name === "failed";
      begin({ name: "loading", loaded: 0, total: 0 });
    },
    ask(question) {
      settle({ kind: "stale" });
      lastId += 1;
      const id = lastId;
      return new Promise((resolve) => {
        pending = { id, text: JSON.stringify({ v: 1, id, ...question }), tries: 0, with: null, resolve };
        if (state.name === "ready") send();
        else if (worker) post();
        else this.start();
      });
    },
  };
}
