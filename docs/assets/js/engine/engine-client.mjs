/**
 * The page's side of the engine: starts it, asks it, and ends every wait.
 *
 * A question is asked on a channel. On one channel only the last question counts: a newer one makes the older one stale. Questions on
 * different channels wait side by side, so that an export does not drop a checklist.
 *
 * Pyodide may hang without a word (no WebAssembly, an endless sum), and a worker may die. So each wait has a limit. A worker that
 * hangs or dies is replaced, and the new one is asked every question that still waits. Where the quick start lacks something, the
 * whole Python takes its place, and where workers are refused, the same engine runs on the page's own thread. The person's answers
 * never live here, so nothing that goes wrong here can lose them.
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
 * How long each wait may last, in milliseconds, and how often in a row a worker is replaced.
 *
 * @type {Limits}
 */
export const LIMITS = {
  /** Without a byte, while loading. */
  stall: 45_000,
  /** Once all bytes are there, for Python's quick start, which takes about a second. */
  wake: 15_000,
  /** Once all bytes are there, for a start of the whole Python, which takes several. */
  start: 60_000,
  /** For one question, from when the worker comes to it. */
  request: 10_000,
  replacements: 2,
};

/** How often the engine may work on one question: the second time in a fresh worker. */
const TRIES = 2;

/**
 * @typedef {object} Question
 * @property {number} id
 * @property {string} channel
 * @property {string} text  the request, as the engine reads it
 * @property {number} tries  how often an engine has begun to work on it
 * @property {(answer: Answer) => void} resolve
 */

/**
 * @typedef {object} Client
 * @property {() => void} start  start, or try again after a failure; otherwise does nothing
 * @property {(request: Record<string, unknown>, channel?: string) => Promise<Answer>} ask  a newer question makes an older one on the
 *   same channel stale; without a channel it is about the checklist
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
  /** Whether a worker's script did not run. Once may be chance: Chromium now and then drops the request for it. */
  let refused = false;
  /** Whether files are fetched past the browser's cache, as they are after a failure: it would keep a damaged file for a year. */
  let fresh = false;
  /** Once the quick start has failed in whatever way, this page does without it. @type {Path} */
  let path = startWith;
  let replaced = 0;
  let lastId = 0;
  /** What has no answer yet, by channel, in the order in which it was asked. @type {Map<string, Question>} */
  const waiting = new Map();
  /**
   * The ids of what a ready worker has been given and has not answered, in that order: it works on the first. Stale questions are
   * among them, because a worker cannot be interrupted.
   *
   * @type {number[]}
   */
  let given = [];
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

  /** @param {number} id @returns {Question | undefined} undefined once it is answered or stale */
  const find = (id) => [...waiting.values()].find((question) => question.id === id);

  /** @param {Question | undefined} question @param {Answer} answer */
  function settle(question, answer) {
    if (question === undefined) return;
    waiting.delete(question.channel);
    question.resolve(answer);
  }

  function dismiss() {
    clearTimeout(clock);
    launch += 1;
    worker?.terminate();
    worker = null;
    here = null;
    given = [];
  }

  /** @param {string} code */
  function fail(code) {
    dismiss();
    become({ name: "failed", code });
    for (const question of [...waiting.values()]) settle(question, { kind: "failed" });
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
        // The reader is told in words, so the browser need not write the error into the console.
        event.preventDefault?.();
        if (mine !== launch) return;
        if (heard) {
          replace();
        } else if (refused) {
          beginHere(first);
        } else {
          refused = true;
          begin(first);
        }
      };
      arm(stall, () => fail("timeout"));
      // The worker holds them until it can answer.
      for (const question of waiting.values()) post(question);
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
   * Workers are refused, at once or twice over (a sandboxed frame, a policy): the page itself serves, and says that it may pause.
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
    if (where === "page") {
      for (const question of waiting.values()) answerHere(question);
      return;
    }
    given = [...waiting.values()].map((question) => question.id);
    watchFirst();
  }

  /** @param {any} message */
  function receive(message) {
    switch (message.kind) {
      case "hello":
        heard = true;
        refused = false;
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
        answered(message.id, { kind: "reply", reply: JSON.parse(message.text) });
        break;
      case "broken":
        if (!takeWhole(begin)) answered(message.id, { kind: "failed" });
        break;
      default:
        throw new Error(`unknown message ${message.kind}`);
    }
  }

  /** @param {Question} question */
  function post({ id, channel, text }) {
    worker?.postMessage({ kind: "run", id, channel, text });
  }

  /** The worker begins with the first of what it was given: from now on that one's time runs. */
  function watchFirst() {
    clearTimeout(clock);
    if (given.length === 0) return;
    const question = find(given[0]);
    if (question) question.tries += 1;
    arm(request, replace);
  }

  /** @param {number} id @param {Answer} answer */
  function answered(id, answer) {
    replaced = 0;
    const wasFirst = given[0] === id;
    given = given.filter((other) => other !== id);
    if (wasFirst) watchFirst();
    settle(find(id), answer);
  }

  /** @param {Question} question */
  function answerHere(question) {
    const mine = launch;
    // First the page has a moment to show that it is working. While the sums run on its own thread, it cannot.
    setTimeout(() => {
      if (mine !== launch || here === null || find(question.id) === undefined) return;
      try {
        settle(question, { kind: "reply", reply: JSON.parse(here.run(question.text)) });
      } catch {
        if (!takeWhole(beginHere)) settle(question, { kind: "failed" });
      }
    }, 30);
  }

  /** End a worker that hangs or has died, and start another, which is asked all that still waits. */
  function replace() {
    const first = given.length > 0 ? find(given[0]) : undefined;
    if (first && first.tries >= TRIES) settle(first, { kind: "failed" });
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
    ask(question, channel = "checklist") {
      settle(waiting.get(channel), { kind: "stale" });
      lastId += 1;
      const id = lastId;
      return new Promise((resolve) => {
        const asked = { id, channel, text: JSON.stringify({ v: 1, id, ...question }), tries: 0, resolve };
        waiting.set(channel, asked);
        if (worker) {
          post(asked);
          if (state.name !== "ready") return;
          given.push(id);
          if (given.length === 1) watchFirst();
        } else if (here) answerHere(asked);
        else this.start();
      });
    },
  };
}
