/**
 * Rows that can be added, removed and put back. Names and ids carry the row's number. After each change the rows are numbered anew, from
 * 0 and without gaps, as the engine counts them.
 */

import { openControls } from "./controls.mjs";
import { controlId } from "./form-data.mjs";

const NUMBERED = ["name", "id", "for", "aria-describedby", "aria-labelledby"];

/**
 * Give a name, an id or a list of ids the row number `index`. What does not belong to a row of `path` stays as it is.
 *
 * @param {string} value
 * @param {string} path
 * @param {number} index
 */
export function renumbered(value, path, index) {
  const starts = [
    [`${path}.`, "."],
    [`${controlId(path)}-`, "-"],
  ];
  return value
    .split(" ")
    .map((token) => {
      for (const [start, joint] of starts) {
        if (!token.startsWith(start)) continue;
        const rest = token.slice(start.length);
        const end = rest.indexOf(joint);
        if (end > 0 && /^(\d+|N)$/.test(rest.slice(0, end))) return `${start}${index}${rest.slice(end)}`;
      }
      return token;
    })
    .join(" ");
}

/**
 * @typedef {object} Rows
 * @property {string} path
 * @property {number} most  how many the person may add up to; a plan that is opened may have more
 * @property {() => number} count
 * @property {() => import("./controls.mjs").Control[]} controls
 * @property {(element: Element) => import("./controls.mjs").Control[]} rowControls  of the row that an element is
 * @property {(index: number) => import("./controls.mjs").Control[]} controlsOf
 * @property {(index: number) => HTMLElement | undefined} at
 * @property {(index: number) => string} title
 * @property {(index: number) => void} remove
 * @property {(count: number) => void} resize  make it exactly so many rows; forgets what was removed
 *
 * @typedef {{ element: HTMLElement, controls: () => import("./controls.mjs").Control[] }} Row
 */

/** @param {HTMLElement} element @returns {Row} */
const openRow = (element) => ({ element, controls: openControls(element) });

/**
 * @param {HTMLFieldSetElement} field  the rows question
 * @param {{ say: import("../words.mjs").Say, announce: (text: string) => void, changed: () => void, arranged: () => void }} page
 * @returns {Rows}
 */
export function openRows(field, { say, announce, changed, arranged }) {
  const path = field.dataset.path ?? "";
  const most = Number(field.dataset.most);
  const list = /** @type {HTMLElement} */ (field.querySelector(".pb-row-list"));
  const template = /** @type {HTMLTemplateElement} */ (field.querySelector("template"));
  const adding = /** @type {HTMLElement} */ (field.querySelector(".pb-row-add"));
  const add = /** @type {HTMLButtonElement} */ (adding.querySelector(".pb-add"));
  const undo = /** @type {HTMLElement} */ (field.querySelector(".pb-row-undo"));
  /** The rows in order. They are held here, because anything may stand in the list, and around a row. */
  const rows = drawn(list, path).map(openRow);
  /** @type {{ row: Row, index: number, count: number }[]} */
  const removed = [];

  const title = (/** @type {number} */ index) => (field.dataset.row ?? "").replace("{number}", String(index + 1));

  /** @param {Row} row @param {number} index */
  function number({ element, controls }, index) {
    const named = element.querySelectorAll(NUMBERED.map((name) => `[${name}]`).join(","));
    for (const one of new Set([...named, ...controls()])) {
      for (const name of NUMBERED) {
        const value = one.getAttribute(name);
        if (value !== null) one.setAttribute(name, renumbered(value, path, index));
      }
    }
    for (const question of /** @type {NodeListOf<HTMLElement>} */ (element.querySelectorAll("[data-path]"))) {
      question.dataset.path = renumbered(question.dataset.path ?? "", path, index);
    }
    const remove = /** @type {HTMLButtonElement | null} */ (element.querySelector(".pb-remove"));
    if (remove !== null) {
      remove.hidden = false;
      remove.textContent = say("page-row-remove", { row: title(index) });
    }
    const heading = element.querySelector(":scope > legend");
    if (heading !== null) heading.textContent = title(index);
  }

  function renumber() {
    rows.forEach(number);
    adding.hidden = rows.length >= most;
    arranged();
  }

  /** Put a row's element before the first of these that is in the list, or at its end. @param {Row} row @param {Row[]} later */
  function place(row, later) {
    const next = later.find(({ element }) => list.contains(element));
    if (next === undefined) list.append(row.element);
    else next.element.before(row.element);
  }

  function append() {
    const copy = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
    const row = openRow(/** @type {HTMLElement} */ (copy.querySelector(".pb-row")));
    place(row, []);
    rows.push(row);
    return row;
  }

  function showUndo() {
    undo.replaceChildren();
    const last = removed.at(-1);
    // A row can go back to where it came from, also when there were more rows than the form would add.
    undo.hidden = last === undefined || rows.length >= Math.max(most, last.count);
    if (last === undefined || undo.hidden) return;
    const text = document.createElement("p");
    text.textContent = say("page-row-removed", { row: title(last.index) });
    const button = document.createElement("button");
    button.type = "button";
    button.className = "pb-button";
    button.textContent = say("page-row-undo");
    button.addEventListener("click", putBack);
    undo.append(text, button);
  }

  /** @param {number} index */
  function remove(index) {
    removed.push({ row: rows[index], index, count: rows.length });
    rows[index].element.remove();
    rows.splice(index, 1);
    renumber();
    showUndo();
    announce(say("page-row-removed", { row: title(index) }));
    undo.querySelector("button")?.focus();
    changed();
  }

  function putBack() {
    const last = removed.pop();
    if (last === undefined) return;
    const at = Math.min(last.index, rows.length);
    // The later rows are numbered first, from the last one down. If two rows had the same number for a moment, their radios would be
    // one group, and one of their answers would be lost.
    const later = rows.slice(at);
    for (let index = later.length - 1; index >= 0; index -= 1) number(later[index], at + index + 1);
    number(last.row, at);
    place(last.row, later);
    rows.splice(at, 0, last.row);
    renumber();
    showUndo();
    announce(say("page-row-restored", { row: title(at) }));
    last.row.controls()[0]?.focus();
    changed();
  }

  add.addEventListener("click", () => {
    const row = append();
    renumber();
    showUndo();
    announce(say(rows.length >= most ? "page-row-limit" : "page-row-added", { row: title(rows.length - 1) }));
    row.controls()[0]?.focus();
    changed();
  });
  list.addEventListener("click", (event) => {
    const button = /** @type {Element} */ (event.target).closest(".pb-remove");
    const index = rows.findIndex(({ element }) => element === button?.closest(".pb-row"));
    if (index >= 0) remove(index);
  });

  renumber();
  return {
    path,
    most,
    count: () => rows.length,
    controls: () => rows.flatMap((row) => row.controls()),
    rowControls: (element) => rows.find((row) => row.element === element)?.controls() ?? [],
    controlsOf: (index) => rows[index]?.controls() ?? [],
    at: (index) => rows[index]?.element,
    title,
    remove,
    resize(count) {
      removed.length = 0;
      for (const { element } of rows.splice(count)) element.remove();
      while (rows.length < count) append();
      renumber();
      showUndo();
    },
  };
}

/**
 * Return the rows that the build has drawn: one of each number, whoever may have copied one.
 *
 * @param {Element} list
 * @param {string} path
 */
function drawn(list, path) {
  /** @type {Map<string, HTMLElement>} */
  const first = new Map();
  for (const row of /** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll(".pb-row"))) {
    const inside = /** @type {HTMLElement | null} */ (row.querySelector(`[data-path^="${path}."]`));
    const place = inside?.dataset.path ?? "";
    if (inside !== null && !first.has(place)) first.set(place, row);
  }
  return [...first.values()];
}
