import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

import { frameReporter } from "../../docs/assets/js/embed/frame-reporter.mjs";
import { fits, readMessage, writer } from "../../docs/assets/js/embed/messages.mjs";
import { careful, openReporter } from "../../docs/assets/js/embed/reporter.mjs";

const HOST = "https://portal.example";
const SCHEMAS = new URL("../../docs/assets/js/embed/schema/", import.meta.url);
const schemas = Object.fromEntries(readdirSync(SCHEMAS).map((name) => [name.replace(".json", ""), JSON.parse(readFileSync(new URL(name, SCHEMAS), "utf8"))]));
const SETTINGS = { v: "1", parent: HOST, instance: "i1", theme: "auto", accent: "", lang: "en", chrome: "none", report: "progress", storage: "" };
const hello = (/** @type {any} */ type, payload = {}, more = {}) => ({ ns: "negotiation-playbook", v: 1, type, instance: "i1", seq: 1, payload, ...more });

/** A window in a frame: what it says and hears. */
function framed({ above = /** @type {any} */ (undefined), origins = /** @type {string[]} */ ([]), settings = {} } = {}) {
  /** @type {{ message: any, to: string }[]} */
  const said = [];
  const host = { postMessage: (/** @type {any} */ message, /** @type {string} */ to) => said.push({ message, to }) };
  /** @type {((event: any) => void)[]} */
  const ears = [];
  const self = { parent: host, location: { ancestorOrigins: above }, addEventListener: (/** @type {string} */ _, /** @type {any} */ ear) => ears.push(ear) };
  /** @type {any[]} */
  const orders = [];
  const asked = {
    activity: "quick",
    steps: ["a", "b"],
    build: "0f",
    settings: /** @type {any} */ ({ ...SETTINGS, ...settings }),
    orders: { theme: (/** @type {any} */ theme) => orders.push(theme), resume: (/** @type {any} */ state) => orders.push(state), exits: () => orders.push("exits") },
  };
  const reporter = /** @type {any} */ (frameReporter({ self: /** @type {any} */ (self), origins })(asked));
  const tell = (/** @type {any} */ data, origin = HOST, /** @type {any} */ source = host) => ears.forEach((ear) => ear({ data, origin, source }));
  return { said, orders, reporter, tell, host, types: () => said.map(({ message }) => message.type) };
}

function tellAll(/** @type {any} */ reporter) {
  reporter.ready("quick");
  reporter.resize(400);
  reporter.step({ slug: "b", done: 1, total: 2, state: "v1;10;" });
  reporter.score({ scaled: 0.8, passed: true, state: "" });
  reporter.completed({ done: 2, total: 2, state: "" });
  reporter.error("timeout");
}

test("what goes out is as the published schemas say, to the one origin, with numbers that rise", () => {
  const { said, reporter } = framed({ settings: { report: "score" } });
  tellAll(reporter);
  assert.deepEqual(said.map(({ message }) => message.type), ["ready", "resize", "progress", "score", "completed", "error"]);
  for (const { message, to } of said) {
    assert.equal(to, HOST);
    assert.ok(fits(schemas[message.type], message), JSON.stringify(message));
  }
  assert.deepEqual(said.map(({ message }) => message.seq), [1, 2, 3, 4, 5, 6]);
});

test("who leaves by the page's button is told of as a step, to a portal that has asked for the button", () => {
  const { said, orders, reporter, tell } = framed();
  reporter.step({ slug: "b", done: 1, total: 2, state: "v1;10;" });
  tell(hello("init", { exits: false }));
  assert.deepEqual(orders, []);
  tell(hello("init", { exits: true }));
  assert.deepEqual(orders, ["exits"]);
  reporter.finish();
  const { message } = said.at(-1) ?? assert.fail();
  assert.deepEqual([message.type, message.payload], ["progress", { done: 1, total: 2, step: "b", leaving: true }]);
  assert.ok(fits(schemas.progress, message));
  // Where steps are not told, leaving is not either, and there is no button for it.
  const quiet = framed({ settings: { report: "completion" } });
  quiet.tell(hello("init", { exits: true }));
  quiet.reporter.finish();
  assert.deepEqual([quiet.orders, quiet.said], [[], []]);
});

for (const [report, types] of /** @type {[string, string[]][]} */ ([
  ["none", []],
  ["completion", ["completed"]],
  ["progress", ["progress", "completed"]],
  ["score", ["progress", "score", "completed"]],
])) {
  test(`report=${report} lets through no more than it says`, () => {
    const page = framed({ settings: { report } });
    tellAll(page.reporter);
    assert.deepEqual(page.types().filter((type) => !["ready", "resize", "error"].includes(type)), types);
  });
}

test("nothing is said to nobody, to another, or in an unknown version", () => {
  assert.equal(framed({ settings: { parent: "" } }).reporter, null);
  assert.equal(framed({ settings: { v: "" } }).reporter, null);
  assert.equal(framed({ settings: { v: "other" } }).reporter, null);
  assert.equal(framed({ origins: ["https://other.example"] }).reporter, null);
  assert.equal(framed({ above: ["https://evil.example"] }).reporter, null);
  assert.notEqual(framed({ above: [HOST], origins: [HOST] }).reporter, null);
});

test("the parent can ask for colours, for progress, and to go on", () => {
  const page = framed();
  page.reporter.step({ slug: "b", done: 1, total: 2, state: "v1;10;" });
  page.tell(hello("setTheme", { theme: "dark" }));
  page.tell(hello("init", { theme: "light", lang: "en", resume: "v1;10;" }));
  page.tell(hello("requestState"));
  assert.deepEqual(page.orders, ["dark", "light", "v1;10;"]);
  assert.deepEqual(page.said.at(-1)?.message.payload, { done: 1, total: 2, step: "b" });
});

for (const [why, data, origin, stranger] of /** @type {[string, any, string, boolean][]} */ ([
  ["another origin", hello("setTheme", { theme: "dark" }), "https://evil.example", false],
  ["an opaque origin", hello("setTheme", { theme: "dark" }), "null", false],
  ["another window", hello("setTheme", { theme: "dark" }), HOST, true],
  ["another name", hello("setTheme", { theme: "dark" }, { ns: "other" }), HOST, false],
  ["another version", hello("setTheme", { theme: "dark" }, { v: 2 }), HOST, false],
  ["a version as text", hello("setTheme", { theme: "dark" }, { v: "1" }), HOST, false],
  ["another instance", hello("setTheme", { theme: "dark" }, { instance: "i2" }), HOST, false],
  ["a type of ours", hello("completed", { done: 1, total: 1 }), HOST, false],
  ["a type that every object has", hello("constructor"), HOST, false],
  ["a part too many", hello("setTheme", { theme: "dark" }, { html: "<b>" }), HOST, false],
  ["a payload too many", hello("setTheme", { theme: "dark", html: "<b>" }), HOST, false],
  ["no payload", { ns: "negotiation-playbook", v: 1, type: "requestState" }, HOST, false],
  ["no such colours", hello("setTheme", { theme: "pink" }), HOST, false],
  ["too much to go on with", hello("init", { resume: "1".repeat(5000) }), HOST, false],
  ["a date", new Date(), HOST, false],
])) {
  test(`a message is ignored: ${why}`, () => {
    const page = framed();
    page.reporter.step({ slug: "b", done: 1, total: 2, state: "" });
    page.tell(data, origin, stranger ? {} : page.host);
    assert.deepEqual([page.orders, page.types()], [[], ["progress"]]);
  });
}

/** A generator of numbers from 0 to 1 that begins anew with each run. */
function dice(/** @type {number} */ seed) {
  return () => {
    seed = (seed * 1664525 + 1013904223) % 4294967296;
    return seed / 4294967296;
  };
}

test("a thousand hostile messages throw nothing and change nothing", () => {
  const throwing = Object.defineProperty({}, "type", { enumerable: true, get() { throw new Error("owned"); } });
  const roll = dice(7);
  const pick = (/** @type {any[]} */ list) => list[Math.floor(roll() * list.length)];
  const junk = () => pick([null, undefined, 0, NaN, Infinity, "", "x".repeat(5000), "<img src=x>", [], {}, { __proto__: { theme: "dark" } }, Symbol("s"), () => 1, throwing, new Map(), 10n, new Proxy({}, { ownKeys() { throw new Error("owned"); } })]);
  const page = framed();
  page.reporter.step({ slug: "b", done: 1, total: 2, state: "" });
  for (let i = 0; i < 1000; i += 1) {
    page.tell(pick([junk(), hello(pick(["init", "setTheme", "requestState", "__proto__", junk()]), pick([junk(), { theme: junk() }, { resume: junk() }, { lang: "../../x" }]), { [pick(["ns", "v", "instance", "seq", "x"])]: junk() })]));
  }
  assert.deepEqual(page.orders, []);
  assert.deepEqual(new Set(page.types()), new Set(["progress"]));
  assert.equal(/** @type {any} */ ({}).theme, undefined);
});

test("every schema refuses what is not named in it", () => {
  for (const [name, schema] of Object.entries(schemas)) {
    assert.equal(schema.additionalProperties, false, name);
    assert.equal(schema.properties.payload.additionalProperties, false, name);
    assert.equal(schema.properties.type.const, name);
  }
  assert.equal(readMessage(hello("init", { resume: 5 }), "i1"), null);
  assert.deepEqual(writer("i9")("resize", { height: 3 }).instance, "i9");
});

test("a reporter that fails or is late is one that tells nobody, and its faults stay its own", async () => {
  const asked = /** @type {any} */ ({});
  assert.equal((await openReporter("scorm12", {}, asked)).kind, "none");
  assert.equal((await openReporter("__proto__", {}, asked)).kind, "none");
  assert.equal((await openReporter("x", { x: () => { throw new Error("no API"); } }, asked)).kind, "none");
  assert.equal((await openReporter("x", { x: () => new Promise(() => {}) }, asked, 5)).kind, "none");
  const broken = careful(/** @type {any} */ (new Proxy({ kind: "x" }, { get: (target, name) => (name === "kind" ? "x" : () => { throw new Error("portal"); }), ownKeys: () => ["kind"], getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }) })));
  tellAll({ ...broken, resize() {} });
  assert.equal(broken.resume(), null);
});

test("completed is told once, a fault once, and a step when it has changed", () => {
  /** @type {string[]} */
  const told = [];
  const note = (/** @type {string} */ name) => () => void told.push(name);
  const reporter = careful({ kind: "x", exits: false, listens: true, resume: () => null, ready: note("ready"), step: note("step"), score: note("score"), completed: note("completed"), error: note("error"), finish: note("finish") });
  for (let i = 0; i < 3; i += 1) {
    reporter.step({ slug: "a", done: 0, total: 2, state: "v1;00;" });
    reporter.completed({ done: 2, total: 2, state: "v1;11;" });
    reporter.error("timeout");
  }
  assert.deepEqual(told, ["step", "completed", "error"]);
});
