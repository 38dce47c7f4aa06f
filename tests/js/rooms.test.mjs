import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../docs/assets/js/", import.meta.url));

/** The rooms, and those that each may use beside itself. "" is what every room may use. */
const MAY_USE = new Map([
  ["portal", ["embed"]],
  ["embed", ["pages", "form", "plan", "engine", ""]],
  ["pages", ["form", "result", "plan", "engine", "offline", ""]],
  ["form", ["plan", ""]],
  ["search", []],
  ["offline", [""]],
  ["result", ["plan", ""]],
  ["plan", ["engine", ""]],
  ["engine", [""]],
  ["", []],
]);
const FILES = readdirSync(ROOT, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".mjs"));

const roomOf = (/** @type {string} */ path) => (path.includes("/") ? path.split("/")[0] : "");

/** Every module that a file names: in an import, in one that comes later, or for a type. @param {string} text */
const named = (text) => [...text.matchAll(/\b(?:from|import)\s*\(?\s*"(\.[^"]+)"/g)].map(([, name]) => name);

for (const file of FILES) {
  test(`${file} uses only its own room and those below it, and has one idea`, () => {
    const text = readFileSync(join(ROOT, file), "utf8");
    const room = roomOf(file);
    assert.ok(MAY_USE.has(room), `${room} has no place yet: give it one here`);
    const used = named(text).map((name) => roomOf(relative(ROOT, join(ROOT, dirname(file), name))));
    assert.deepEqual(used.filter((other) => other !== room && !MAY_USE.get(room)?.includes(other)), []);
    assert.ok(text.split("\n").length <= 400, "past 400 lines a file usually holds two ideas");
  });
}

test("what runs in the page's head brings along no more than it needs", () => {
  const imports = (/** @type {string} */ name) => [...readFileSync(join(ROOT, name), "utf8").matchAll(/ from "([^"]+)"/g)].map(([, other]) => other);
  assert.deepEqual(imports("pages/early.mjs"), ["./way.mjs", "../plan/kept-index.mjs"]);
  assert.deepEqual([imports("plan/kept-index.mjs"), imports("plan/in-tab.mjs")], [["./in-tab.mjs"], []]);
});
