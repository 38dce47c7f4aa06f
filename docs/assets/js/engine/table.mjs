/**
 * Lets every browser build the same table of functions, since the image calls functions by their slots in it.
 *
 * Pyodide appends to the table each exported function that it does not find there yet. It compares function objects. In V8 a table hands
 * out the very object that is exported; in WebKit it may hand out another for the same function, which is then appended a second time, and
 * each later slot is one too high. So the exports that have a slot from the start are put into it once more, before Pyodide looks:
 * after that every browser finds them. The build records the slots (`tasks.mjs` in playbook_site/runtime).
 */

/**
 * @typedef {object} Slots
 * @property {number} size  how many slots the table has from the start
 * @property {Record<string, number>} exports  the slots of those exports that are in the table from the start
 * @property {string[]} added  the names of the functions that Pyodide appends, in order
 */

/**
 * Put the exports into the slots that they have, and return a function that throws when the finished table is not as the build recorded
 * it.
 *
 * @param {WebAssembly.Exports} exports
 * @param {Slots} slots
 * @returns {() => void}
 */
export function seatFunctions(exports, slots) {
  const { size, seat, added } = watchTable(exports);
  for (const [name, slot] of Object.entries(slots.exports)) {
    // An error in here would leave Pyodide waiting for ever: what does not fit is found at the end.
    if (slot < size && typeof exports[name] === "function") seat(slot, exports[name]);
  }
  return () => {
    const names = added();
    // The last is CPython's trampoline for calls. On iOS, and where a browser cannot run it, CPython does without.
    const mayLack = names.length === slots.added.length - 1 ? 1 : 0;
    const wanted = slots.added.slice(0, slots.added.length - mayLack);
    if (size !== slots.size || names.join() !== wanted.join()) throw new Error("the table of functions differs from the image's");
  };
}

/**
 * Watch how Pyodide fills the table of functions.
 *
 * A function of WebAssembly has its number in its module as its name. A function of JavaScript is wrapped before it can go into a table,
 * and browsers name the wrapper differently; but Pyodide first tries to put it there as it is, and that name is the same everywhere.
 *
 * @param {WebAssembly.Exports} exports
 * @returns {{ size: number, seat: WebAssembly.Table["set"], added: () => string[] }}  how many slots there are before Pyodide adds to
 *   them; puts a function into one; ends watching, and returns the names of the functions that were appended by then
 */
export function watchTable(exports) {
  const table = /** @type {WebAssembly.Table} */ (exports.__indirect_function_table);
  const size = table.length;
  const seat = table.set.bind(table);
  /** @type {string[]} */
  const names = [];
  table.set = (slot, value) => {
    names[slot - size] ??= String(value?.name);
    seat(slot, value);
  };
  const added = () => {
    Reflect.deleteProperty(table, "set");
    return Array.from({ length: table.length - size }, (_, index) => names[index] ?? "");
  };
  return { size, seat, added };
}
