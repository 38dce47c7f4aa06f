/** The engine's client where workers are refused: the page's own thread serves. */

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { LIMITS } from "../../docs/assets/js/engine/engine-client.mjs";
import { asked, engineHere, open, refuse, settled } from "./fake-worker.mjs";

beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
afterEach(() => mock.timers.reset());

test("where workers are refused at once, the page itself serves", async () => {
  const { client, states } = open({
    makeWorker: () => {
      throw new Error("SecurityError");
    },
    startHere: async () => engineHere,
  });
  const answer = client.ask({ n: 1 });
  await settled();
  assert.equal(states.at(-1), "ready");
  mock.timers.tick(50);
  assert.deepEqual(await answer, { kind: "reply", reply: { v: 1, id: 1, n: 1, ok: true, here: true } });
});

test("a worker whose script did not come is made once more, and is asked what waits", async () => {
  const { client, workers } = open();
  const answer = client.ask({ n: 1 });
  workers[0].onerror({ preventDefault() {} });
  assert.deepEqual([workers.length, workers[0].ended, asked(workers[1])], [2, true, [[1, "checklist"]]]);
  workers[1].becomeReady();
  workers[1].reply(1);
  assert.equal((await answer).kind, "reply");
  assert.deepEqual(client.state(), { name: "ready", where: "worker", path: "image", kept: false });
});

test("where a policy refuses the worker a moment later, and the next one too, the page itself serves", async () => {
  const { client, workers } = open({ startHere: async () => engineHere });
  client.start();
  refuse(workers);
  await settled();
  assert.deepEqual(client.state(), { name: "ready", where: "page", path: "image", kept: false });
});

test("on the page too, the whole Python takes over from a quick start that lacks something", async () => {
  /** @type {string[]} */
  const started = [];
  const { client, workers } = open({
    startHere: async (/** @type {{ path: string }} */ { path }) => {
      started.push(path);
      if (started.length === 1) throw { code: "broken" };
      return engineHere;
    },
  });
  const answer = client.ask({ n: 1 });
  refuse(workers);
  await settled();
  mock.timers.tick(50);
  assert.equal((await answer).kind, "reply");
  assert.deepEqual(started, ["image", "whole"]);
});

test("on the page too, a request that breaks is asked again of the whole Python", async () => {
  const lacking = {
    run: () => {
      throw new Error("unreachable");
    },
  };
  const { client, workers } = open({ startHere: async (/** @type {{ path: string }} */ { path }) => (path === "image" ? lacking : engineHere) });
  const answer = client.ask({ n: 1 });
  refuse(workers);
  await settled();
  mock.timers.tick(50);
  await settled();
  mock.timers.tick(50);
  assert.equal((await answer).kind, "reply");
});

test("a start on the page that never ends is ended too", async () => {
  const { client, workers, states } = open({ startHere: () => new Promise(() => {}) });
  client.start();
  refuse(workers);
  mock.timers.tick(LIMITS.stall);
  assert.equal(states.at(-1), "failed timeout");
});
