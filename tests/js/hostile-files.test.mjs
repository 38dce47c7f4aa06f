import assert from "node:assert/strict";
import { test } from "node:test";

import { MOST_BYTES, PlanError } from "../../docs/assets/js/plan/plan.mjs";
import { openSealed, readFile } from "../../docs/assets/js/plan/copy-file.mjs";
import { SealError, seal } from "../../docs/assets/js/plan/sealed.mjs";

const FAULTS = ["unreadable", "not-text", "too-new", "too-large", "rounds", "wrong"];
const PASSPHRASE = "four grey horses swim";
const SEALED = await seal('{"version":1}', PASSPHRASE, "A copy.");

/** @typedef {{ what: string, file: any, faults?: string[] }} Hostile */

/** @param {string} what @param {any[]} parts @param {string[]} [faults] @returns {Hostile} */
const file = (what, parts, faults) => ({ what, file: new Blob(parts), faults });
const bytes = (/** @type {string} */ hex) => Buffer.from(hex, "hex");
const plan = (/** @type {any} */ more) => JSON.stringify({ version: 2, name: "", settings: {}, worksheets: {}, done: [], aside: [], ...more });
const answers = (/** @type {any} */ found) => plan({ worksheets: { quick: found } });
/** A plan in whose text a mark is replaced by what JSON.stringify would not write. @param {string} raw */
const raw = (raw) => answers({ target: "MARK" }).replace('"MARK"', raw);
const changed = (/** @type {(sealed: any) => void} */ change) => {
  const sealed = JSON.parse(SEALED);
  change(sealed);
  return JSON.stringify(sealed);
};

const MAGIC = {
  zip: "504b0304140000000800", gzip: "1f8b0800000000000003", pdf: "255044462d312e370a25e2e3cfd3", png: "89504e470d0a1a0a0000000d49484452", jpeg: "ffd8ffe000104a464946",
  gif: "474946383961010001008000", wasm: "0061736d01000000", elf: "7f454c460201010000", exe: "4d5a90000300000004000000ffff0000", sqlite: "53514c69746520666f726d6174203300",
  "7z": "377abcaf271c", rar: "526172211a0700", bzip2: "425a6839314159265359", xz: "fd377a585a00", class: "cafebabe00000034", ole: "d0cf11e0a1b11ae1",
  "UTF-16, little end first": "fffe7b00220076006500", "UTF-16, big end first": "feff007b002200760065", "UTF-32": "fffe00007b000000", "Latin 1": "7b22e4223a2231227d",
  "an overlong character": "7b22c080223a317d", "half a character of UTF-8": "7b22e282", "a surrogate in UTF-8": "7b22eda080223a317d", "a character above the last": "7b22f4908080223a317d",
};
const TEXTS = {
  nothing: "", "a space": " ", HTML: "<!doctype html><script>globalThis.ran=1</script>", SVG: '<svg xmlns="http://www.w3.org/2000/svg" onload="globalThis.ran=1"/>',
  script: "globalThis.ran = 1", module: 'import("data:text/javascript,globalThis.ran=1")', XML: '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
  "entities in entities": '<!DOCTYPE a [<!ENTITY b "&c;&c;"><!ENTITY c "&d;&d;">]><a>&b;</a>', YAML: "version: 2\nname: !!python/object:os.system x", CSV: "=1+1,@SUM(A1)",
  "a part of JSON": '{"version": 2,', "two of JSON": '{"version":2}{"version":2}', "JSON with a comment": '{"version":2} // x', "JSON in single quotes": "{'version':2}",
  "JSON with a comma too many": '{"version":2,}', NaN: '{"version":NaN}', Infinity: '{"version":Infinity}', "a hex number": '{"version":0x2}', "a bare text": '"plan"', "a bare number": "2",
  null: "null", true: "true", "a list": "[]", "a list of plans": '[{"version":2}]', "an empty record": "{}", "a mark and nothing": "\ufeff", "a null character": '{"version":2}\u0000',
  "a calendar": "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "a mail": "From: x\r\n\r\nversion: 2",
};
const NUMBERS = ["1e999", "-1e999", "1e308", "9".repeat(400), "1e15", "1000000000000000", "-1e15", "1e-7", "0.00001", "true", "false", "null", "[]", "[1]", "[[]]", "[null]", "{}{}"];
const KEYS = [
  "__proto__", "constructor.prototype", "toString()", "", " ", "A", "1a", "a.b", "a b", "é", "\u202e", "x".repeat(65), "\ud800", "<b>", "-a", "_a", "$", "#", "\u0000", "hasOwnProperty",
];

/** @returns {Hostile[]} */
function hostile() {
  return [
    ...Object.entries(MAGIC).flatMap(([what, hex]) => [file(what, [bytes(hex)], ["unreadable"]), file(`a longer ${what}`, [bytes(hex.repeat(500))], ["unreadable"])]),
    ...Object.entries(TEXTS).map(([what, text]) => file(what, [text], ["unreadable"])),
    ...[1, 10, 1_000, 100_000, 499_000].flatMap((depth) => [
      file(`${depth} lists in each other`, ["[".repeat(depth), "]".repeat(depth)], ["unreadable"]),
      file(`${depth} lists without an end`, ["[".repeat(depth)], ["unreadable"]),
    ]),
    ...[100, 10_000, 150_000].map((depth) => file(`${depth} records in each other`, ['{"a":'.repeat(depth), "1", "}".repeat(depth)], ["unreadable", "too-large"])),
    ...[2, 3, 50, 10_000].map((depth) => file(`an answer ${depth} deep`, [raw(`${'{"a":'.repeat(depth)}"1"${"}".repeat(depth)}`)], ["unreadable", "not-text"])),
    ...NUMBERS.map((number) => file(`the answer ${number.slice(0, 20)}`, [raw(number)], number === "[]" ? undefined : ["unreadable", "not-text"])),
    ...KEYS.flatMap((key) =>
      [plan({}).replace("{", `{${JSON.stringify(key)}:{"polluted":1},`), answers({}).replace('"quick":{', `"quick":{${JSON.stringify(key)}:"1",`), plan({ worksheets: {} }).replace('"worksheets":{', `"worksheets":{${JSON.stringify(key)}:{},`)]
        .map((text, place) => file(`the key ${JSON.stringify(key).slice(0, 20)} in place ${place}`, [text], key === "hasOwnProperty" || !/^[a-z][a-z0-9_-]{0,63}$/.test(key) ? ["unreadable"] : undefined)),
    ),
    ...[0, -1, 1.5, 3, 99, 2 ** 53, 1e300, "2", null, true, [], {}].map((version) => file(`version ${JSON.stringify(version)}`, [plan({ version })], ["unreadable", "too-new"])),
    ...["settings", "worksheets", "done", "aside", "name"].flatMap((part) =>
      [null, 1, true, "x".repeat(1_000), [[]], [{}], { a: 1 }].map((value) => file(`${part}: ${JSON.stringify(value).slice(0, 20)}`, [plan({ [part]: value })], ["unreadable", "not-text"])),
    ),
    file("too many rows", [answers({ rows: Array.from({ length: 201 }, () => ({})) })], ["unreadable"]),
    file("a million characters too many", [answers({ target: "x".repeat(1_000_001) })], ["too-large"]),
    file("the longest file that is read, of spaces", [" ".repeat(MOST_BYTES)], ["too-large"]),
    ...sealedOnes(),
  ];
}

/** @returns {Hostile[]} */
function sealedOnes() {
  const values = [null, 0, 1, -1, 1.5, 1e300, true, "", "x", [], {}, "A".repeat(100_000)];
  /** @type {[string, (sealed: any, value: any) => void][]} */
  const places = [
    ["sealed", (one, value) => (one.sealed = value)],
    ["about", (one, value) => (one.about = value)],
    ["derive", (one, value) => (one.derive = value)],
    ["encrypt", (one, value) => (one.encrypt = value)],
    ["text", (one, value) => (one.text = value)],
    ["derive.name", (one, value) => (one.derive.name = value)],
    ["derive.hash", (one, value) => (one.derive.hash = value)],
    ["derive.rounds", (one, value) => (one.derive.rounds = value)],
    ["derive.salt", (one, value) => (one.derive.salt = value)],
    ["encrypt.name", (one, value) => (one.encrypt.name = value)],
    ["encrypt.bits", (one, value) => (one.encrypt.bits = value)],
    ["encrypt.nonce", (one, value) => (one.encrypt.nonce = value)],
  ];
  /** What is as good as before, or tells no more than that the passphrase is wrong. */
  const fine = (/** @type {string} */ place, /** @type {any} */ value) =>
    (place === "sealed" && value === 1) || (place === "about" && typeof value === "string" && value.length <= 500) || (place === "text" && typeof value === "string" && value.length % 4 === 0);
  const all = places.flatMap(([place, change]) =>
    values.filter((value) => !fine(place, value)).map((value) => file(`sealed, with ${place} ${JSON.stringify(value).slice(0, 20)}`, [changed((one) => change(one, value))], ["unreadable", "too-new", "rounds"])),
  );
  const more = ["__proto__", "plan", "version"].map((key) => file(`sealed, with ${key}`, [SEALED.replace("{", `{"${key}":{"polluted":1},`)], ["unreadable"]));
  const rounds = [1, 599_999, 10_000_001, 2 ** 31, 2 ** 32 + 600_000, 1e15].map((number) => file(`sealed, ${number} rounds`, [changed((one) => (one.derive.rounds = number))], ["rounds"]));
  const missing = ["about", "derive", "encrypt", "text"].map((key) => file(`sealed, without ${key}`, [changed((one) => delete one[key])], ["unreadable"]));
  return [...all, ...more, ...rounds, ...missing];
}

const FILES = hostile();

test("there are enough of them, each another one", () => {
  assert.ok(FILES.length >= 200, String(FILES.length));
  assert.equal(new Set(FILES.map(({ what }) => what)).size, FILES.length);
});

/** How often the browser's cryptography was asked for work. */
let worked = 0;
for (const name of /** @type {const} */ (["importKey", "deriveKey", "decrypt", "encrypt"])) {
  const kept = /** @type {any} */ (crypto.subtle[name]).bind(crypto.subtle);
  Object.defineProperty(crypto.subtle, name, { value: (/** @type {any[]} */ ...given) => ((worked += 1), kept(...given)), configurable: true });
}

for (const { what, file, faults } of FILES) {
  test(`a file with ${what} is told apart from a copy, and nothing comes of it`, async () => {
    const before = worked;
    if (faults === undefined) assert.ok("plan" in (await readFile(file)));
    else {
      await assert.rejects(readFile(file), (/** @type {any} */ error) => {
        assert.ok(error instanceof PlanError || error instanceof SealError, String(error));
        assert.ok(FAULTS.includes(error.fault) && faults.includes(error.fault), `${error.fault} ${error.part}`);
        return true;
      });
    }
    assert.equal(worked, before, "no key was derived");
    assert.equal(/** @type {any} */ ({}).polluted, undefined);
    assert.equal(/** @type {any} */ (globalThis).ran, undefined);
  });
}

test("of a file that is too large not a byte is read", async () => {
  for (const size of [6_000_000, 2 ** 31, 2 ** 53]) {
    const large = /** @type {any} */ ({ size, arrayBuffer: () => assert.fail("it was read") });
    await assert.rejects(readFile(large), (/** @type {any} */ error) => error.fault === "too-large");
  }
});

test("a file that cannot be read any more is no copy", async () => {
  const gone = /** @type {any} */ ({ size: 10, arrayBuffer: () => Promise.reject(new Error("gone")) });
  await assert.rejects(readFile(gone), /gone/);
});

test("half a character in an answer stays what it is", async () => {
  const found = await readFile(new Blob([raw('"\\ud800"')]));
  assert.ok("plan" in found && found.plan.worksheets.quick.target === "\ud800");
});

test("what is sealed is held to the same as what is not", async () => {
  for (const text of ["", "not JSON", '{"version":9}', '{"version":2,"x":1}', "[".repeat(100_000), '{"version":2,"worksheets":{"__proto__":{}}}', '{"sealed":1}']) {
    const found = await readFile(new Blob([await seal(text, PASSPHRASE, "A copy.")]));
    assert.ok("sealed" in found);
    await assert.rejects(openSealed(found.sealed, PASSPHRASE), (error) => error instanceof PlanError);
  }
});
