/** The engine's client with several questions at once, each on a channel of its own. */

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { LIMITS } from "../../docs/assets/js/engine/engine-client.mjs";
import { holdQuestions } from "../../docs/assets/js/engine/first-questions.mjs";
import { asked, engineHere, kinds, open, refuse, settled } from "./fake-worker.mjs";

beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
afterEach(() => mock.timers.reset());

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
  refuse(workers);
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
  refuse(workers);
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
