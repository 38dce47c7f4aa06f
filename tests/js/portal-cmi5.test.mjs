import assert from "node:assert/strict";
import { test } from "node:test";

import { KEPT, readLaunch } from "../../docs/assets/js/portal/cmi5-launch.mjs";
import { duration, statementsOf } from "../../docs/assets/js/portal/cmi5-statements.mjs";
import { cmi5 } from "../../docs/assets/js/portal/cmi5.mjs";
import { openOutbox } from "../../docs/assets/js/portal/outbox.mjs";

const ACTOR = { objectType: "Agent", account: { homePage: "https://portal.example", name: "l-17" } };
const TEMPLATE = { contextActivities: { grouping: [{ id: "https://portal.example/course/9" }] }, extensions: { "https://w3id.org/xapi/cmi5/context/extensions/sessionid": "s-1" } };
const LAUNCH = { endpoint: "https://lrs.example/xapi", fetch: "https://portal.example/fetch/1", actor: JSON.stringify(ACTOR), registration: "r-1", activityId: "https://portal.example/activity/4" };
const search = (/** @type {object} */ more = {}) => `?${new URLSearchParams({ ...LAUNCH, ...more })}`;
const turn = () => new Promise((resolve) => setTimeout(resolve, 0));

/** A portal with its record store. */
function portal({ token = /** @type {object} */ ({ "auth-token": "dG9r" }), data = {}, kept = /** @type {any} */ (null), refuses = /** @type {(path: string) => boolean} */ (() => false) } = {}) {
  /** @type {{ method: string, path: string, parameters: Record<string, string>, headers: any, body: any, keepalive: boolean | undefined }[]} */
  const asked = [];
  let document = kept;
  /** @type {any[]} */
  const statements = [];
  const answer = (/** @type {unknown} */ body, status = 200) => new Response(status === 204 ? null : JSON.stringify(body), { status });
  const fetch = async (/** @type {string} */ address, /** @type {any} */ sent) => {
    const url = new URL(address);
    const path = url.pathname.replace("/xapi/", "");
    const parameters = Object.fromEntries(url.searchParams);
    const body = sent.body ? JSON.parse(sent.body) : undefined;
    asked.push({ method: sent.method ?? "GET", path, parameters, headers: sent.headers, body, keepalive: sent.keepalive });
    if (refuses(path)) return answer({}, 503);
    if (path.startsWith("/fetch")) return answer(token);
    if (path === "agents/profile") return answer({}, 404);
    if (path === "statements") return statements.push(...body) && answer([], 200);
    if (parameters.stateId === "LMS.LaunchData") return answer({ contextTemplate: TEMPLATE, launchMode: "Normal", returnURL: "https://portal.example/back", ...data });
    if (sent.method !== "PUT") return document === null ? answer({}, 404) : answer(document);
    document = body;
    return answer(null, 204);
  };
  return { fetch, asked, statements, document: () => document };
}

async function launched(/** @type {any} */ options = {}, more = {}) {
  const lrs = portal(options);
  /** @type {(() => void)[]} */
  const leaving = [];
  /** @type {string[]} */
  const gone = [];
  let [time, count] = [Date.parse("2026-11-28T10:00:00Z"), 0];
  const reporter = /** @type {any} */ (
    await cmi5({
      self: { addEventListener: (/** @type {string} */ name, /** @type {any} */ act) => name === "pagehide" && leaving.push(act) },
      search: search(more),
      fetch: lrs.fetch,
      now: () => new Date((time += 500)),
      id: () => `id-${(count += 1)}`,
      go: (address) => gone.push(address),
    })(/** @type {any} */ ({}))
  );
  return { ...lrs, reporter, hide: () => leaving.forEach((act) => act()), gone, verbs: () => lrs.statements.map(({ verb }) => verb.id.split("/").pop()) };
}

test("a launch is read whole or not at all", () => {
  assert.equal(readLaunch(search())?.endpoint, "https://lrs.example/xapi/");
  for (const bad of [{ endpoint: "javascript:alert(1)" }, { fetch: "" }, { actor: "{" }, { actor: "null" }, { actor: JSON.stringify({ mbox: "mailto:a@b.example" }) }, { registration: "" }, { activityId: "" }]) {
    assert.equal(readLaunch(search(bad)), null, JSON.stringify(bad));
  }
  assert.equal(readLaunch("?v=1&parent=https://portal.example"), null);
});

test("the token comes first, then what the portal says, and only then the first statement", async () => {
  const { asked, statements } = await launched();
  assert.deepEqual(asked.map(({ method, path, parameters }) => [method, path, parameters.stateId ?? parameters.profileId]), [
    ["POST", "/fetch/1", undefined],
    ["GET", "activities/state", "LMS.LaunchData"],
    ["GET", "agents/profile", "cmi5LearnerPreferences"],
    ["GET", "activities/state", KEPT],
    ["POST", "statements", undefined],
  ]);
  for (const { headers } of asked.slice(1)) assert.deepEqual([headers.Authorization, headers["X-Experience-API-Version"]], ["Basic dG9r", "1.0.3"]);
  assert.deepEqual(statements, [
    {
      id: "id-1",
      actor: ACTOR,
      verb: { id: "http://adlnet.gov/expapi/verbs/initialized", display: { en: "initialized" } },
      object: { objectType: "Activity", id: LAUNCH.activityId },
      context: {
        ...TEMPLATE,
        registration: "r-1",
        contextActivities: { ...TEMPLATE.contextActivities, category: [{ id: "https://w3id.org/xapi/cmi5/context/categories/cmi5", objectType: "Activity" }] },
      },
      timestamp: "2026-11-28T10:00:01.000Z",
    },
  ]);
});

for (const [name, token] of Object.entries({ refused: { "error-code": "1", "error-text": "given out before" }, empty: { "auth-token": "" }, missing: {} })) {
  test(`where the token is ${name}, nothing more is asked and nobody is told`, async () => {
    const { reporter, asked } = await launched({ token });
    assert.deepEqual([reporter, asked.length], [null, 1]);
  });
}

test("where the first statement is refused, or there is no launch, nobody is told", async () => {
  assert.equal((await launched({ refuses: (/** @type {string} */ path) => path === "statements" })).reporter, null);
  const { reporter, asked } = await launched({}, { registration: "" });
  assert.deepEqual([reporter, asked], [null, []]);
});

test("from the first step to the way back: each verb once, in order, and the state is kept", async () => {
  const page = await launched();
  page.reporter.step({ slug: "a", done: 0, total: 4, state: "v1;0000;" });
  page.reporter.step({ slug: "b", done: 1, total: 4, state: "v1;1000;" });
  await turn();
  assert.deepEqual(page.document(), { state: "v1;1000;", completed: false, passed: false });
  page.reporter.step({ slug: "result", done: 4, total: 4, state: "v1;1111;" });
  page.reporter.completed({ done: 4, total: 4, state: "v1;1111;" });
  page.reporter.completed({ done: 4, total: 4, state: "v1;1111;" });
  await page.reporter.finish();
  page.hide();
  assert.deepEqual(page.verbs(), ["initialized", "progressed", "completed", "terminated"]);
  const [, progressed, completed, terminated] = page.statements;
  assert.deepEqual(progressed.result, { extensions: { "https://w3id.org/xapi/cmi5/result/extensions/progress": 25 } });
  assert.equal(progressed.context.contextActivities.category.length, 0);
  assert.deepEqual(completed.context.contextActivities.category.map((/** @type {any} */ one) => one.id.split("/").pop()), ["cmi5", "moveon"]);
  assert.equal(completed.result.completion, true);
  for (const { result } of [completed, terminated]) assert.match(result.duration, /^PT\d+\.\d\dS$/);
  assert.deepEqual(page.document(), { state: "v1;1111;", completed: true, passed: false });
  assert.deepEqual(page.gone, ["https://portal.example/back"]);
  assert.ok(page.asked.filter(({ method, path }) => method !== "GET" && !path.startsWith("/fetch")).every(({ keepalive }) => keepalive));
});

test("a later session of the registration says neither completed nor passed again, and goes on from the state", async () => {
  const page = await launched({ kept: { state: "v1;11;90", completed: true, passed: true } });
  assert.equal(page.reporter.resume(), "v1;11;90");
  page.reporter.step({ slug: "a", done: 2, total: 2, state: "v1;11;90" });
  page.reporter.score({ scaled: 0.2, passed: false, state: "v1;11;20" });
  page.reporter.completed({ done: 2, total: 2, state: "v1;11;20" });
  await page.reporter.finish();
  assert.deepEqual(page.verbs(), ["initialized", "terminated"]);
});

test("a state that is none of ours is not used", async () => {
  for (const kept of [{ state: "CANARY" }, { state: 5 }, [], "x"]) assert.equal((await launched({ kept })).reporter.resume(), null);
});

for (const launchMode of ["Browse", "Review"]) {
  test(`${launchMode}: begun and ended, and nothing judged`, async () => {
    const page = await launched({ data: { launchMode } });
    page.reporter.step({ slug: "b", done: 1, total: 2, state: "v1;10;" });
    page.reporter.completed({ done: 2, total: 2, state: "v1;11;" });
    page.hide();
    await turn();
    assert.deepEqual(page.verbs(), ["initialized", "terminated"]);
  });
}

test("a knowledge check is judged by the portal's mastery score, once in a session", async () => {
  const page = await launched({ data: { masteryScore: 0.9 } });
  for (const scaled of [0.8, 1]) {
    page.reporter.score({ scaled, passed: true, state: "v1;11;80" });
    page.reporter.completed({ done: 2, total: 2, state: "v1;11;80" });
  }
  await page.reporter.finish();
  assert.deepEqual(page.verbs(), ["initialized", "completed", "failed", "terminated"]);
  const failed = page.statements[2];
  assert.deepEqual([failed.result.success, failed.result.score], [false, { scaled: 0.8 }]);
  assert.deepEqual(failed.context.extensions, { ...TEMPLATE.extensions, "https://w3id.org/xapi/cmi5/context/extensions/masteryscore": 0.9 });
  assert.deepEqual(page.document(), { state: "v1;11;80", completed: true, passed: false });
});

test("somebody leaves while something is on its way: the rest goes at once, and nothing after it", async () => {
  const page = await launched();
  page.reporter.step({ slug: "b", done: 1, total: 4, state: "v1;1000;" });
  page.reporter.step({ slug: "c", done: 2, total: 4, state: "v1;1100;" });
  page.hide();
  page.reporter.step({ slug: "d", done: 3, total: 4, state: "v1;1110;" });
  await turn();
  assert.deepEqual(page.verbs(), ["initialized", "progressed", "progressed", "terminated"]);
  assert.equal(page.document().state, "v1;1100;");
});

test("a way back that is no address of the web is not taken", async () => {
  const page = await launched({ data: { returnURL: "javascript:alert(1)" } });
  await page.reporter.finish();
  assert.deepEqual(page.gone, []);
});

test("no statement and no state holds more than its own fields", async () => {
  const page = await launched();
  const more = { note: "CANARY-7f3a", answers: ["98765.43"] };
  page.reporter.step({ slug: "CANARY-7f3a", done: 1, total: 4, state: "v1;1000;", ...more });
  page.reporter.score({ scaled: 1, passed: true, state: "v1;1000;", ...more });
  page.reporter.completed({ done: 4, total: 4, state: "v1;1111;", ...more });
  page.reporter.error("CANARY-7f3a");
  await page.reporter.finish();
  assert.ok(!/CANARY|98765/.test(JSON.stringify(page.asked)));
});

test("what did not arrive is sent again with the next, in its order", async () => {
  /** @type {string[][]} */
  const posted = [];
  let works = false;
  const outbox = openOutbox({ post: async (batch) => posted.push(/** @type {any} */ (batch)) > 0 && works, put: async () => true });
  outbox.add(["one"].map(String).map((text) => /** @type {any} */ (text)), "{}");
  await outbox.settled();
  works = true;
  outbox.add(/** @type {any} */ (["two"]), "{}");
  await outbox.settled();
  outbox.close(/** @type {any} */ ("last"));
  await outbox.settled();
  assert.deepEqual(posted, [["one"], ["one", "two"], ["last"]]);
});

test("what the portal wants repeated in each statement stays whole", () => {
  const category = [{ id: "https://portal.example/kind/3" }];
  const launch = /** @type {any} */ (readLaunch(search()));
  const statement = statementsOf(launch, { contextTemplate: { ...TEMPLATE, contextActivities: { category } } }, { now: () => new Date(0), id: () => "id" });
  assert.deepEqual(statement("terminated").context.contextActivities.category[0], category[0]);
  assert.equal(statement("terminated").context.contextActivities.category.length, 2);
});

test("statements go one batch at a time", async () => {
  /** @type {(() => void)[]} */
  const arrive = [];
  let [flying, most] = [0, 0];
  const post = async () => {
    most = Math.max(most, (flying += 1));
    await new Promise((resolve) => arrive.push(() => resolve(null)));
    flying -= 1;
    return true;
  };
  const outbox = openOutbox({ post, put: async () => true });
  for (const name of ["one", "two", "three"]) outbox.add(/** @type {any} */ ([name]), "{}");
  for (let turns = 0; turns < 5; turns += 1) {
    arrive.shift()?.();
    await turn();
  }
  assert.equal(most, 1);
});

test("durations", () => assert.deepEqual([0, 1234, -5].map(duration), ["PT0.00S", "PT1.23S", "PT0.00S"]));
