import assert from "node:assert/strict";
import { test } from "node:test";

import { seatFunctions, watchTable } from "../../docs/assets/js/engine/table.mjs";

const SLOTS = { size: 3, exports: { malloc: 1 }, added: ["272", "_out", "0"] };

/** @param {string} name @returns {any} */
const named = (name) => Object.defineProperty(() => {}, "name", { value: name });

/** A table that takes only functions of WebAssembly, as a browser's does: their names are numbers. */
class Table {
  /** @param {any[]} functions */
  constructor(functions) {
    this.functions = functions;
  }
  get length() {
    return this.functions.length;
  }
  /** @param {number} slot */
  get(slot) {
    return this.functions[slot];
  }
  /** @param {number} slot @param {any} value */
  set(slot, value) {
    if (Number.isNaN(Number(value.name))) throw new TypeError("not a function of WebAssembly");
    this.functions[slot] = value;
  }
}

/** Pyodide's loader: appends a function that is not in the table yet; one of JavaScript goes in wrapped. @param {Table} table @param {any} value */
function append(table, value) {
  if (table.functions.includes(value)) return;
  const slot = table.functions.push(null) - 1;
  try {
    table.set(slot, value);
  } catch {
    table.set(slot, named(""));
  }
}

/** A table in which slot 1 holds the exported function: in V8 the same object, in WebKit another one. @param {boolean} same */
function exportsOf(same) {
  const malloc = named("14534");
  const table = new Table([null, same ? malloc : named("14534"), named("9")]);
  return { table, exports: /** @type {any} */ ({ malloc, memory: {}, __indirect_function_table: table }) };
}

for (const [browser, same] of /** @type {const} */ ([["V8", true], ["WebKit", false]])) {
  test(`${browser}: an export that is in the table is found there, and nothing moves`, () => {
    const { table, exports } = exportsOf(same);
    const check = seatFunctions(exports, SLOTS);
    for (const one of [exports.malloc, named("272"), named("_out"), named("0")]) append(table, one);
    check();
    assert.equal(table.length, 6);
    assert.equal(Object.hasOwn(table, "set"), false);
  });
}

test("without it, WebKit's table has one function more", () => {
  const { table, exports } = exportsOf(false);
  for (const one of [exports.malloc, named("272"), named("_out"), named("0")]) append(table, one);
  assert.equal(table.length, 7);
});

test("the last function, the trampoline, may be missing", () => {
  const { table, exports } = exportsOf(true);
  const check = seatFunctions(exports, SLOTS);
  for (const one of [named("272"), named("_out")]) append(table, one);
  check();
});

for (const [what, size, added] of /** @type {[string, number, string[]][]} */ ([
  ["another order", 3, ["_out", "272", "0"]],
  ["a function too many", 3, ["272", "_out", "0", "1"]],
  ["two too few", 3, ["272"]],
  ["another one in the place of the last but one, and no last", 3, ["272", "_err"]],
  ["another size from the start", 4, ["272", "_out", "0"]],
])) {
  test(`${what}: refused`, () => {
    const { table, exports } = exportsOf(true);
    const check = seatFunctions(exports, { ...SLOTS, size });
    for (const name of added) append(table, named(name));
    assert.throws(check, /differs from the image/);
  });
}

test("what does not fit is left alone, since an error there would leave Pyodide waiting", () => {
  const { table, exports } = exportsOf(true);
  seatFunctions(exports, { ...SLOTS, exports: { malloc: 9, memory: 1, gone: 2 } });
  assert.equal(table.length, 3);
  assert.equal(table.get(1), exports.malloc);
});

test("a slot that nobody filled has no name", () => {
  const { table, exports } = exportsOf(true);
  const { added } = watchTable(exports);
  table.functions.push(null);
  assert.deepEqual(added(), [""]);
});
