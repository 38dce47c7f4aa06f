/** The engine's client with one question at a time: starting, waiting, and what dies, hangs or breaks. */

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { LIMITS } from "../../docs/assets/js/engine/engine-client.mjs";
import { FakeWorker, asked, open, paths } from "./fake-worker.mjs";

beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
afterEach(() => mock.timers.reset());

test("nothing is started before it is asked for", () => {
  const { workers } = open();
  assert.equal(workers.length, 0);
});

test("a site without a quick start is started whole at once", () => {
  const { client, workers } = open({ startWith: "whole" });
  client.start();
  assert.deepEqual(paths(workers), ["whole"]);
});

test("a question asked while the engine loads goes to the worker at once, which answers when it can", async () => {
  const { client, workers, states } = open();
  const answer = client.ask({ do: "checklist" });
  assert.deepEqual(workers[0].sent, [
    { kind: "start", fresh: false, path: "image" },
    { kind: "run", id: 1, channel: "checklist", text: '{"v":1,"id":1,"do":"checklist"}' },
  ]);
  workers[0].becomeReady();
  assert.equal(workers[0].sent.length, 2);
  workers[0].reply(1, { steps: 3 });
  assert.deepEqual(await answer, { kind: "reply", reply: { v: 1, id: 1, ok: true, steps: 3 } });
  assert.deepEqual(states, ["loading", "loading", "starting", "ready"]);
});

test("a newer question makes the older one stale, and its late reply is dropped", async () => {
  const { client, workers } = open();
  client.start();
  workers[0].becomeReady();
  const older = client.ask({ n: 1 });
  const newer = client.ask({ n: 2 });
  workers[0].reply(1, { old: true });
  workers[0].reply(2);
  assert.deepEqual(await older, { kind: "stale" });
  assert.deepEqual(await newer, { kind: "reply", reply: { v: 1, id: 2, ok: true } });
});

test("what a worker said before anybody listened is heard", async () => {
  const early = Object.assign(new FakeWorker(), { missed: [{ data: { kind: "hello" } }, { data: { kind: "starting" } }] });
  const { client, states } = open({ makeWorker: () => early });
  client.start();
  assert.deepEqual(states, ["loading", "starting"]);
  const broken = Object.assign(new FakeWorker(), { missed: [{ type: "error" }] });
  const second = open({ makeWorker: () => broken, startHere: () => new Promise(() => {}) });
  second.client.start();
  assert.equal(broken.ended, true);
});

test("starting twice starts one worker", () => {
  const { client, workers } = open();
  client.start();
  client.start();
  assert.equal(workers.length, 1);
});

test("a start without a byte ends after the stall limit; bytes put the limit off", () => {
  const { client, workers, states } = open();
  client.start();
  for (let minute = 0; minute < 5; minute += 1) {
    mock.timers.tick(LIMITS.stall - 1);
    workers[0].say({ kind: "progress", loaded: minute, total: 9 });
  }
  assert.equal(client.state().name, "loading");
  mock.timers.tick(LIMITS.stall);
  assert.equal(states.at(-1), "failed timeout");
  assert.equal(workers[0].ended, true);
});

test("Python's own start has a limit: Pyodide may hang without a word; then the whole Python has its chance", () => {
  const { client, workers, states } = open();
  client.start();
  workers[0].say({ kind: "starting" });
  mock.timers.tick(LIMITS.wake - 1);
  assert.equal(states.at(-1), "starting");
  mock.timers.tick(1);
  assert.deepEqual(paths(workers), ["image", "whole"]);
  workers[1].say({ kind: "starting" });
  mock.timers.tick(LIMITS.start - 1);
  assert.equal(states.at(-1), "starting");
  mock.timers.tick(1);
  assert.equal(states.at(-1), "failed timeout");
});

test("after a failed start one may try again", async () => {
  const { client, workers } = open();
  const first = client.ask({ n: 1 });
  workers[0].say({ kind: "failed", code: "unreachable" });
  assert.deepEqual(await first, { kind: "failed" });
  const second = client.ask({ n: 2 });
  // Past the browser's cache, which may hold the very file that was damaged.
  assert.equal(workers[1].sent[0].fresh, true);
  workers[1].becomeReady();
  workers[1].reply(2);
  assert.equal((await second).kind, "reply");
});

test("a worker that takes a dead one's place starts the whole Python, and so does every later one", () => {
  const { client, workers } = open();
  client.start();
  workers[0].becomeReady();
  workers[0].onerror({});
  workers[1].say({ kind: "failed", code: "unreachable" });
  client.start();
  assert.deepEqual(paths(workers), ["image", "whole", "whole"]);
});

test("a quick start that breaks gives way to the whole Python, and the question is asked there", async () => {
  const { client, workers, states } = open();
  const answer = client.ask({ n: 1 });
  workers[0].say({ kind: "failed", code: "broken" });
  assert.equal(workers[0].ended, true);
  assert.deepEqual(paths(workers), ["image", "whole"]);
  assert.equal(states.at(-1), "restarting");
  workers[1].becomeReady();
  workers[1].reply(1);
  assert.equal((await answer).kind, "reply");
});

test("a request that needs what the quick start lacks is asked again of the whole Python", async () => {
  const { client, workers } = open();
  client.start();
  workers[0].becomeReady();
  const answer = client.ask({ n: 1 });
  workers[0].say({ kind: "broken", id: 1 });
  assert.deepEqual(paths(workers), ["image", "whole"]);
  workers[1].becomeReady();
  workers[1].reply(1);
  assert.equal((await answer).kind, "reply");
  assert.deepEqual(client.state(), { name: "ready", where: "worker", path: "whole", kept: false });
});

test("a quick start that could not be fetched is tried again", () => {
  const { client, workers } = open();
  client.start();
  workers[0].say({ kind: "failed", code: "damaged" });
  client.start();
  assert.deepEqual(paths(workers), ["image", "image"]);
});

test("what refuses WebAssembly is said by name", () => {
  const { client, workers, states } = open();
  client.start();
  workers[0].say({ kind: "failed", code: "wasm-refused" });
  assert.equal(states.at(-1), "failed wasm-refused");
});

test("a hung request ends its worker and is asked once more in a fresh one", async () => {
  const { client, workers, states } = open();
  client.start();
  workers[0].becomeReady();
  const answer = client.ask({ n: 1 });
  mock.timers.tick(LIMITS.request);
  assert.equal(workers[0].ended, true);
  assert.equal(states.at(-1), "restarting");
  workers[1].becomeReady();
  assert.equal(workers[1].sent[1].id, 1);
  workers[1].reply(1);
  assert.equal((await answer).kind, "reply");
});

test("a request that hangs every time fails, and the next one finds a fresh worker", async () => {
  const { client, workers } = open();
  client.start();
  workers[0].becomeReady();
  const bad = client.ask({ n: 1 });
  mock.timers.tick(LIMITS.request);
  workers[1].becomeReady();
  mock.timers.tick(LIMITS.request);
  assert.deepEqual(await bad, { kind: "failed" });
  workers[2].becomeReady();
  const good = client.ask({ n: 2 });
  workers[2].reply(2);
  assert.equal((await good).kind, "reply");
});

test("a worker that keeps dying is given up after two replacements", async () => {
  const { client, workers, states } = open();
  const answer = client.ask({ n: 1 });
  for (let life = 0; life < 3; life += 1) {
    workers[life].say({ kind: "hello" });
    workers[life].onerror({ preventDefault() {} });
  }
  assert.equal(workers.length, 3);
  assert.equal(states.at(-1), "failed gave-up");
  assert.deepEqual(await answer, { kind: "failed" });
});

test("a reply forgives earlier deaths", async () => {
  const { client, workers } = open();
  client.start();
  for (let life = 0; life < 5; life += 1) {
    workers[life].becomeReady();
    const answer = client.ask({ life });
    workers[life].reply(life + 1);
    await answer;
    workers[life].onerror({});
  }
  assert.equal(client.state().name, "restarting");
});

test("words of an ended worker are not heard", async () => {
  const { client, workers } = open();
  client.start();
  workers[0].becomeReady();
  const answer = client.ask({ n: 1 });
  mock.timers.tick(LIMITS.request);
  workers[0].reply(1, { from: "the dead" });
  workers[1].becomeReady();
  workers[1].reply(1);
  assert.deepEqual(await answer, { kind: "reply", reply: { v: 1, id: 1, ok: true } });
});

test("a whole Python that breaks on one request fails that request only", async () => {
  const { client, workers } = open();
  client.start();
  workers[0].say({ kind: "failed", code: "broken" });
  workers[1].becomeReady();
  const answer = client.ask({ n: 1 });
  workers[1].say({ kind: "broken", id: 1 });
  assert.deepEqual(await answer, { kind: "failed" });
  assert.equal(client.state().name, "ready");
});
