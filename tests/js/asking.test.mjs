import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { PAUSE, openAsking } from "../../docs/assets/js/pages/asking.mjs";

beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
afterEach(() => mock.timers.reset());

/** An engine that answers when it is told to, and what the page has heard. */
function open(name = "ready") {
  /** @type {{ said: string, reply: (answer?: any) => Promise<void> }[]} */
  const sent = [];
  /** @type {string[]} */
  const heard = [];
  const page = { says: "a" };
  const state = { name };
  const client = {
    state: () => state,
    ask(/** @type {any} */ request) {
      return new Promise((resolve) => {
        sent.push({
          said: request.said,
          async reply(answer = { kind: "reply", reply: {} }) {
            resolve(answer);
            await new Promise((done) => setImmediate(done));
          },
        });
      });
    },
  };
  const asking = openAsking({
    client: /** @type {any} */ (client),
    ask: () => ({ request: { said: page.says }, about: page.says }),
    answered: (answer, about) => heard.push(`${answer.kind} ${about}`),
  });
  return { asking, sent, heard, page, state, said: () => sent.map((one) => one.said) };
}

test("an answer that is finished is asked about at once", () => {
  const { asking, said } = open();
  asking.soon(true);
  assert.deepEqual(said(), ["a"]);
});

test("while somebody types, the question waits for a short pause, and each key begins it anew", () => {
  const { asking, said, page } = open();
  asking.soon(false);
  mock.timers.tick(PAUSE - 1);
  page.says = "ab";
  asking.soon(false);
  mock.timers.tick(PAUSE - 1);
  assert.deepEqual(said(), []);
  mock.timers.tick(1);
  assert.deepEqual(said(), ["ab"]);
  assert.ok(PAUSE <= 100);
});

test("never more than one is under way: what changes meanwhile is asked about next, and the late reply is dropped", async () => {
  const { asking, sent, heard, page, said } = open();
  asking.soon(true);
  for (const word of ["b", "c", "d"]) {
    page.says = word;
    asking.soon(true);
  }
  assert.deepEqual(said(), ["a"]);
  await sent[0].reply();
  assert.deepEqual(said(), ["a", "d"]);
  assert.deepEqual(heard, []);
  await sent[1].reply();
  assert.deepEqual(heard, ["reply d"]);
  assert.equal(asking.waits(), false);
});

test("a reply that comes while somebody types is dropped, and the next one is shown", async () => {
  const { asking, sent, heard, page } = open();
  asking.soon(true);
  page.says = "b";
  asking.soon(false);
  await sent[0].reply();
  assert.deepEqual(heard, []);
  assert.equal(asking.waits(), true);
  mock.timers.tick(PAUSE);
  await sent[1].reply();
  assert.deepEqual(heard, ["reply b"]);
});

test("before the engine is ready the newest question takes the place of the one that waits", async () => {
  const { asking, sent, heard, page, said } = open("loading");
  void asking.now();
  page.says = "b";
  void asking.now();
  assert.deepEqual(said(), ["a", "b"]);
  await sent[0].reply({ kind: "stale" });
  await sent[1].reply();
  assert.deepEqual(heard, ["reply b"]);
});

test("nothing is asked of an engine that is not there, until somebody wants it", () => {
  const { asking, said } = open("idle");
  asking.soon(true);
  asking.soon(false);
  mock.timers.tick(1000);
  assert.deepEqual(said(), []);
  void asking.now();
  assert.deepEqual(said(), ["a"]);
});

test("a failure is told, and the next question is asked", async () => {
  const { asking, sent, heard, said } = open();
  asking.soon(true);
  await sent[0].reply({ kind: "failed" });
  asking.soon(true);
  assert.deepEqual(heard, ["failed a"]);
  assert.deepEqual(said(), ["a", "a"]);
});
