import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { kindOf, networkFirst, storeFirst } from "../../docs/assets/js/offline/answers.mjs";
import { readList } from "../../docs/assets/js/offline/list.mjs";

const ROOT = "https://book.example/x/";
const HASH = "0123456789abcdef".repeat(4);

/** @param {string} path @param {Record<string, any>} [more] */
const asked = (path, more = {}) => ({ method: "GET", url: ROOT + path, mode: "cors", cache: "default", headers: new Headers(), ...more });
const shown = { mode: "navigate" };

const KINDS = /** @type {[string, Record<string, any>, string][]} */ ([
  ["", shown, "page"],
  ["plays/x/", shown, "page"],
  ["worksheets/quick/#all", shown, "page"],
  ["plays/x/", { ...shown, cache: "reload" }, "page"],
  ["plays/x/", { ...shown, cache: "no-cache" }, "page"],
  ["plays/x/?from=mail", shown, ""],
  ["worksheets/quick/?a#all", shown, ""],
  ["plays/x/", { ...shown, method: "POST" }, ""],
  ["plays/x/", {}, ""],
  ["search/search_index.json", {}, "page"],
  ["assets/img/favicon.svg", {}, "page"],
  ["assets/img/favicon.svg", { cache: "no-cache" }, ""],
  ["assets/js/12ab/worksheet.mjs", {}, "file"],
  ["assets/js/12ab/worksheet.mjs", { cache: "no-cache" }, "file"],
  ["assets/runtime/12ab/memory.bin", {}, "file"],
  ["assets/runtime/12ab/memory.bin", { cache: "reload" }, ""],
  ["assets/runtime/12ab/memory.bin", { cache: "no-store" }, ""],
  ["assets/runtime/12ab/memory.bin?x", {}, ""],
  ["assets/runtime/12ab/memory.bin", { method: "HEAD" }, ""],
  ["assets/runtime/12ab/memory.bin", { headers: new Headers({ Range: "bytes=0-9" }) }, ""],
  ["offline.js", {}, ""],
  ["offline.js", shown, ""],
  ["offline.json", {}, ""],
  ["offline.json", shown, ""],
  ["_live", {}, ""],
  ["", { url: "https://book.example/assets/js/12ab/a.mjs" }, ""],
  ["", { url: "https://book.example/xy/", ...shown }, ""],
  ["", { url: "https://other.example/x/", ...shown }, ""],
  ["", { url: "http://book.example/x/", ...shown }, ""],
]);
for (const [path, more, kind] of KINDS) {
  test(`${more.method ?? "GET"} ${more.url ?? path} ${JSON.stringify(more)} is ${kind || "left alone"}`, () => {
    assert.equal(kindOf(asked(path, more), ROOT), kind);
  });
}

const answer = (/** @type {number} */ status, /** @type {string} */ of) => ({ status, of });
const NEW = answer(200, "network");
const OLD = answer(200, "store");
const fails = () => Promise.reject(new TypeError("Failed to fetch"));

for (const status of [200, 204, 301, 304, 404, 410]) {
  test(`the network's ${status} is shown, though there is a copy`, async () => {
    assert.deepEqual(await networkFirst(async () => answer(status, "network"), async () => OLD, 10), answer(status, "network"));
  });
}
for (const status of [500, 502, 503, 504]) {
  test(`a server that fails with ${status} is stood in for, where there is a copy`, async () => {
    const failing = async () => answer(status, "network");
    assert.equal(await networkFirst(failing, async () => OLD, 10), OLD);
    assert.deepEqual(await networkFirst(failing, async () => undefined, 10), answer(status, "network"));
  });
}

test("without a network the copy is shown, and without a copy the failure", async () => {
  assert.equal(await networkFirst(fails, async () => OLD, 10), OLD);
  await assert.rejects(networkFirst(fails, async () => undefined, 10), TypeError);
});

test("a network that does not answer is waited for a while, and for good where there is no copy", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    /** @type {(answer: any) => void} */
    let give = () => {};
    const slow = () => new Promise((resolve) => (give = resolve));
    const copied = networkFirst(slow, async () => OLD, 5000);
    mock.timers.tick(4999);
    assert.equal(await Promise.race([copied, new Promise((resolve) => setImmediate(resolve, "waits"))]), "waits");
    mock.timers.tick(1);
    assert.equal(await copied, OLD);
    const alone = networkFirst(slow, async () => undefined, 5000);
    mock.timers.tick(5000);
    await new Promise((resolve) => setImmediate(resolve));
    give(NEW);
    assert.equal(await alone, NEW);
  } finally {
    mock.timers.reset();
  }
});

test("a file comes from the store, and is asked for only where it is not there", async () => {
  assert.equal(await storeFirst(() => assert.fail("asked"), async () => OLD), OLD);
  assert.equal(await storeFirst(async () => NEW, async () => undefined), NEW);
});

const LIST = { release: "0123456789ab", pages: [["", HASH, 3]], files: [["assets/js/a/b.mjs", HASH, 0]], spare: [] };

test("a list is read as it is written", () => assert.deepEqual(readList(JSON.stringify(LIST)), LIST));

const NO_LISTS = /** @type {[string, any][]} */ ([
  ["a page to log in at", "<!doctype html>"],
  ["nothing", ""],
  ["null", "null"],
  ["another thing", "[]"],
  ["no release", { ...LIST, release: undefined }],
  ["a release like a path", { ...LIST, release: "../../../../" }],
  ["no pages", { ...LIST, pages: undefined }],
  ["a page without a hash", { ...LIST, pages: [["a/"]] }],
  ["a hash in capitals", { ...LIST, pages: [["a/", HASH.toUpperCase(), 1]] }],
  ["a size in words", { ...LIST, pages: [["a/", HASH, "1"]] }],
  ["an address on another host", { ...LIST, files: [["https://other.example/a", HASH, 1]] }],
  ["an address at the root", { ...LIST, files: [["/a", HASH, 1]] }],
  ["an address that climbs", { ...LIST, files: [["a/../../b", HASH, 1]] }],
  ["an address with a query", { ...LIST, files: [["a?b", HASH, 1]] }],
  ["an address with a fragment", { ...LIST, spare: [["a#b", HASH, 1]] }],
]);
for (const [what, list] of NO_LISTS) {
  test(`${what} is no list`, () => assert.equal(readList(typeof list === "string" ? list : JSON.stringify(list)), null));
}
