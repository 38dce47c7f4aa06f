import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { LIMITS, createClient } from "../../docs/assets/js/engine/engine-client.mjs";
import { holdQuestions } from "../../docs/assets/js/engine/first-questions.mjs";

beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
afterEach(() => mock.timers.reset());

/** A worker that does only what the test says. */
class FakeWorker {
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

function open(options = {}) {
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

const paths = (/** @type {FakeWorker[]} */ workers) => workers.map((worker) => worker.sent[0].path);

/** What a worker was asked: ids and channels. @param {FakeWorker} worker */
const asked = (worker) => worker.sent.filter(({ kind }) => kind === "run").map(({ id, channel }) => [id, channel]);

/** @param {Promise<import("../../docs/assets/js/engine/engine-client.mjs").Answer>[]} answers */
const kinds = async (answers) => (await Promise.all(answers)).map(({ kind }) => kind);

const settled = async () => {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
};

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

const engineHere = { path: "image", kept: false, run: (/** @type {string} */ text) => JSON.stringify({ ...JSON.parse(text), ok: true, here: true }) };

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

test("where a policy refuses the worker a moment later, the page itself serves", async () => {
  const { client, workers } = open({ startHere: async () => engineHere });
  client.start();
  workers[0].onerror({ preventDefault() {} });
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
  workers[0].onerror({});
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
  workers[0].onerror({});
  await settled();
  mock.timers.tick(50);
  await settled();
  mock.timers.tick(50);
  assert.equal((await answer).kind, "reply");
});

test("a start on the page that never ends is ended too", async () => {
  const { client, workers, states } = open({ startHere: () => new Promise(() => {}) });
  client.start();
  workers[0].onerror({});
  mock.timers.tick(LIMITS.stall);
  assert.equal(states.at(-1), "failed timeout");
});

for (const order of [[1, 2], [2, 1]]) {
  test(`an export asked while a checklist is pending leaves both answered, replies coming as ${order}`, async () => {
    const { client, workers } = open();
    client.start();
    workers[0].becomeReady();
    const answers = [client.ask({ do: "checklist" }), client.ask({ do: "export" }, "export")];
    for (const id of order) workers[0].reply(id);
    assert.deepEqual(
      (await Promise.all(answers)).map((answer) => answer.kind === "reply" && answer.reply.id),
      [1, 2],
    );
  });
}

test("a checklist asked while an export is pending leaves both answered, the engine still starting", async () => {
  const { client, workers } = open();
  const answers = [client.ask({ do: "export" }, "export"), client.ask({ do: "checklist" })];
  assert.deepEqual(asked(workers[0]), [[1, "export"], [2, "checklist"]]);
  workers[0].becomeReady();
  workers[0].reply(1);
  workers[0].reply(2);
  assert.deepEqual(await kinds(answers), ["reply", "reply"]);
});

test("a newer question makes an older one stale on its own channel only", async () => {
  const { client, workers } = open();
  client.start();
  workers[0].becomeReady();
  const answers = [client.ask({}), client.ask({}, "export"), client.ask({}), client.ask({}, "export")];
  for (const id of [1, 2, 3, 4]) workers[0].reply(id);
  assert.deepEqual(await kinds(answers), ["stale", "stale", "reply", "reply"]);
});

test("the worker that takes another's place is asked every question that waits, in order, and no stale one", async () => {
  const { client, workers } = open();
  client.start();
  workers[0].becomeReady();
  const answers = [client.ask({}), client.ask({}, "export"), client.ask({})];
  workers[0].onerror({});
  assert.deepEqual(asked(workers[1]), [[2, "export"], [3, "checklist"]]);
  workers[1].becomeReady();
  workers[1].reply(2);
  workers[1].reply(3);
  assert.deepEqual(await kinds(answers), ["stale", "reply", "reply"]);
});

test("a quick start that lacks something gives way, and the whole Python is asked every question that waits", async () => {
  const { client, workers } = open();
  client.start();
  workers[0].becomeReady();
  const answers = [client.ask({}), client.ask({}, "export")];
  workers[0].say({ kind: "broken", id: 1 });
  assert.deepEqual(asked(workers[1]), [[1, "checklist"], [2, "export"]]);
  workers[1].becomeReady();
  workers[1].reply(1);
  workers[1].reply(2);
  assert.deepEqual(await kinds(answers), ["reply", "reply"]);
});

test("a failure settles every question that waits", async () => {
  const { client, workers } = open();
  const answers = [client.ask({}), client.ask({}, "export")];
  workers[0].say({ kind: "failed", code: "wasm-refused" });
  assert.deepEqual(await kinds(answers), ["failed", "failed"]);
});

test("each question has its own time, which begins when the worker comes to it", async () => {
  const { client, workers } = open();
  client.start();
  workers[0].becomeReady();
  const answers = [client.ask({}), client.ask({}, "export")];
  mock.timers.tick(LIMITS.request - 1);
  workers[0].reply(1);
  mock.timers.tick(LIMITS.request - 1);
  assert.equal(workers.length, 1);
  workers[0].reply(2);
  assert.deepEqual(await kinds(answers), ["reply", "reply"]);
  mock.timers.tick(10 * LIMITS.request);
  assert.equal(workers.length, 1);
});

test("a hang over one question fails that one after two tries, and the others are answered", async () => {
  const { client, workers } = open();
  client.start();
  workers[0].becomeReady();
  const hanging = client.ask({});
  const other = client.ask({}, "export");
  mock.timers.tick(LIMITS.request);
  workers[1].becomeReady();
  mock.timers.tick(LIMITS.request);
  assert.deepEqual(await hanging, { kind: "failed" });
  assert.deepEqual(asked(workers[2]), [[2, "export"]]);
  workers[2].becomeReady();
  workers[2].reply(2);
  assert.equal((await other).kind, "reply");
});

test("asking again and again puts off no limit: a worker that hangs over a stale question is replaced", async () => {
  const { client, workers } = open();
  client.start();
  workers[0].becomeReady();
  let last = client.ask({});
  for (let passed = 0; passed < LIMITS.request; passed += 500) {
    mock.timers.tick(500);
    last = client.ask({ passed });
  }
  assert.equal(workers.length, 2);
  workers[1].becomeReady();
  const [id] = asked(workers[1]).at(-1) ?? [];
  workers[1].reply(Number(id));
  assert.equal((await last).kind, "reply");
});

test("a reply that is no JSON ends in a fresh worker, not in a wait without end", async () => {
  const { client, workers } = open();
  client.start();
  workers[0].becomeReady();
  const answer = client.ask({});
  assert.throws(() => workers[0].say({ kind: "reply", id: 1, text: "{" }), SyntaxError);
  mock.timers.tick(LIMITS.request);
  workers[1].becomeReady();
  workers[1].reply(1);
  assert.equal((await answer).kind, "reply");
});

test("a whole Python that breaks on one question goes on with the others", async () => {
  const { client, workers } = open();
  client.start();
  workers[0].say({ kind: "failed", code: "broken" });
  workers[1].becomeReady();
  const answers = [client.ask({}), client.ask({}, "export")];
  workers[1].say({ kind: "broken", id: 1 });
  workers[1].reply(2);
  assert.deepEqual(await kinds(answers), ["failed", "reply"]);
});

test("the page itself serves every channel, and drops what has become stale", async () => {
  /** @type {number[]} */
  const ran = [];
  const run = (/** @type {string} */ text) => {
    ran.push(JSON.parse(text).id);
    return text;
  };
  const { client, workers } = open({ startHere: async () => ({ ...engineHere, run }) });
  const first = [client.ask({}), client.ask({}, "export"), client.ask({})];
  workers[0].onerror({});
  await settled();
  mock.timers.tick(50);
  assert.deepEqual(await kinds(first), ["stale", "reply", "reply"]);
  const later = [client.ask({}, "export"), client.ask({}), client.ask({}, "export")];
  mock.timers.tick(50);
  assert.deepEqual(await kinds(later), ["stale", "reply", "reply"]);
  assert.deepEqual(ran, [2, 3, 5, 6]);
});

test("a whole Python on the page that breaks on one question goes on with the others", async () => {
  const run = (/** @type {string} */ text) => {
    if (JSON.parse(text).do === "break") throw new Error("unreachable");
    return text;
  };
  const { client, workers } = open({ startHere: async () => ({ ...engineHere, run }) });
  const answers = [client.ask({ do: "break" }), client.ask({}, "export")];
  workers[0].onerror({});
  for (let starts = 0; starts < 2; starts += 1) {
    await settled();
    mock.timers.tick(50);
  }
  assert.deepEqual(await kinds(answers), ["failed", "reply"]);
});

test("a worker without an engine holds the last question of each channel, and answers them in the order in which they were asked", () => {
  /** @type {number[]} */
  const answered = [];
  const questions = holdQuestions(({ id }) => answered.push(id));
  const ask = (/** @type {number} */ id, /** @type {string} */ channel) => questions.ask({ id, channel, text: "" });
  ask(1, "checklist");
  ask(2, "export");
  ask(3, "checklist");
  ask(4, "other");
  assert.deepEqual(answered, []);
  questions.open();
  assert.deepEqual(answered, [2, 3, 4]);
  ask(5, "checklist");
  ask(6, "checklist");
  assert.deepEqual(answered, [2, 3, 4, 5, 6]);
});

test("an unknown message is our mistake and says so", () => {
  const { client, workers } = open();
  client.start();
  assert.throws(() => workers[0].say({ kind: "surprise" }), /unknown message surprise/);
});
