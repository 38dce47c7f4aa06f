/** What the tests of the engine's client share: a worker that does what a test says, and a client that gets such workers. */

import { createClient } from "../../docs/assets/js/engine/engine-client.mjs";

/** A worker that does only what the test says. */
export class FakeWorker {
  /** @type {any[]} */ sent = [];
  ended = false;
  /** @type {any} */ onmessage = null;
  /** @type {any} */ onerror = null;
  postMessage(/** @type {any} */ message) {
    this.sent.push(message);
  }
  terminate() {
    this.ended = true;
  }
  say(/** @type {any} */ message) {
    this.onmessage({ data: message });
  }
  becomeReady() {
    this.say({ kind: "hello" });
    this.say({ kind: "progress", loaded: 1, total: 2 });
    this.say({ kind: "starting" });
    this.say({ kind: "ready", path: "normal" });
  }
  reply(/** @type {number} */ id, what = {}) {
    this.say({ kind: "reply", id, text: JSON.stringify({ v: 1, id, ok: true, ...what }) });
  }
}

/** A client with workers of the test's own: it, they, and the states that it has told. */
export function open(options = {}) {
  /** @type {FakeWorker[]} */
  const workers = [];
  /** @type {string[]} */
  const states = [];
  const client = createClient({
    makeWorker: (start) => {
      workers.push(new FakeWorker());
      workers.at(-1)?.sent.push({ kind: "start", ...start });
      return /** @type {any} */ (workers.at(-1));
    },
    startHere: () => Promise.reject(new Error("not in this test")),
    onState: (state) => states.push("code" in state ? `${state.name} ${state.code}` : state.name),
    ...options,
  });
  return { client, workers, states };
}

/** Let the first worker's script not run, and the second's neither. @param {FakeWorker[]} workers */
export function refuse(workers) {
  workers[0].onerror({ preventDefault() {} });
  workers[1].onerror({ preventDefault() {} });
}

export const paths = (/** @type {FakeWorker[]} */ workers) => workers.map((worker) => worker.sent[0].path);

/** What a worker was asked: ids and channels. @param {FakeWorker} worker */
export const asked = (worker) => worker.sent.filter(({ kind }) => kind === "run").map(({ id, channel }) => [id, channel]);

/** @param {Promise<import("../../docs/assets/js/engine/engine-client.mjs").Answer>[]} answers */
export const kinds = async (answers) => (await Promise.all(answers)).map(({ kind }) => kind);

export const settled = async () => {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
};

/** An engine on the page's own thread. */
export const engineHere = { path: "image", kept: false, run: (/** @type {string} */ text) => JSON.stringify({ ...JSON.parse(text), ok: true, here: true }) };
