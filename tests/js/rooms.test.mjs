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

/** What makes markup or code out of a text. A text that somebody typed must never come near one of these. */
const MAKES_MARKUP_OR_CODE =
  /\b(?:innerHTML|outerHTML|insertAdjacentHTML|setHTMLUnsafe|parseHTMLUnsafe|createContextualFragment|srcdoc|DOMParser)\b|\bdocument\.write(?:ln)?\b|\beval\s*\(|\bnew\s+Function\b|(?<![.\w])Function\s*\(|\bset(?:Timeout|Interval)\(\s*["'`]/g;

test("no script makes markup or code out of a text, but for the one that shows what the engine sends", () => {
  const found = FILES.flatMap((name) => [...readFileSync(join(ROOT, name), "utf8").matchAll(MAKES_MARKUP_OR_CODE)].map(([way]) => `${name}: ${way}`));
  assert.deepEqual(found, ["result/reply-html.mjs: innerHTML"]);
});

for (const way of [
  "node.innerHTML = text",
  "node.outerHTML = text",
  'node.insertAdjacentHTML("beforeend", text)',
  "document.write(text)",
  "document.writeln(text)",
  "eval(text)",
  "globalThis.eval (text)",
  "new Function(text)",
  "Function(text)",
  'setTimeout("go()", 5)',
  "range.createContextualFragment(text)",
  'new DOMParser().parseFromString(text, "text/html")',
  "frame.srcdoc = text",
]) {
  test(`${way} would be found`, () => assert.equal([...way.matchAll(MAKES_MARKUP_OR_CODE)].length, 1));
}
