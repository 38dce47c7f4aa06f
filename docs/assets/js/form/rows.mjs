/**
 * Rows that can be added, removed and put back. Names and ids carry the row's number. After each change the rows are numbered anew, from
 * 0 and without gaps, as the engine counts them.
 */

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
 * @property {() => number} count
 * @property {(count: number) => void} resize  make it exactly so many rows; forgets what was removed
 *
 * @param {HTMLFieldSetElement} field  the rows question
 * @param {{ say: import("../words.mjs").Say, announce: (text: string) => void, changed: () => void }} page
 * @returns {Rows}
 */
export function openRows(field, { say, announce, changed }) {
  const path = field.dataset.path ?? "";
  const most = Number(field.dataset.most);
  const list = /** @type {HTMLElement} */ (field.querySelector(".pb-row-list"));
  const template = /** @type {HTMLTemplateElement} */ (field.querySelector("template"));
  const adding = /** @type {HTMLElement} */ (field.querySelector(".pb-row-add"));
  const add = /** @type {HTMLButtonElement} */ (adding.querySelector("button"));
  const undo = /** @type {HTMLElement} */ (field.querySelector(".pb-row-undo"));
  /** @type {{ row: HTMLElement, index: number }[]} */
  const removed = [];

  const rows = () => /** @type {HTMLElement[]} */ ([...list.children]);
  const title = (/** @type {number} */ index) => (field.dataset.row ?? "").replace("{number}", String(index + 1));
  const firstControl = (/** @type {HTMLElement} */ row) => /** @type {HTMLElement | null} */ (row.querySelector("input, textarea"));

  /** @param {HTMLElement} row @param {number} index */
  function number(row, index) {
    for (const element of row.querySelectorAll(NUMBERED.map((name) => `[${name}]`).join(","))) {
      for (const name of NUMBERED) {
        const value = element.getAttribute(name);
        if (value !== null) element.setAttribute(name, renumbered(value, path, index));
      }
    }
    for (const question of /** @type {NodeListOf<HTMLElement>} */ (row.querySelectorAll("[data-path]"))) {
      question.dataset.path = renumbered(question.dataset.path ?? "", path, index);
    }
    const remove = /** @type {HTMLButtonElement} */ (row.querySelector(".pb-remove"));
    remove.hidden = false;
    remove.textContent = say("page-row-remove", { row: title(index) });
    /** @type {HTMLElement} */ (row.querySelector("legend")).textContent = title(index);
  }

  function renumber() {
    rows().forEach(number);
    adding.hidden = rows().length >= most;
  }

  function append() {
    const copy = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
    const row = /** @type {HTMLElement} */ (copy.firstElementChild);
    list.append(row);
    return row;
  }

  function showUndo() {
    undo.replaceChildren();
    const last = removed.at(-1);
    undo.hidden = last === undefined || rows().length >= most;
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

  /** @param {HTMLElement} row */
  function remove(row) {
    const index = rows().indexOf(row);
    removed.push({ row, index });
    row.remove();
    renumber();
    showUndo();
    announce(say("page-row-removed", { row: title(index) }));
    undo.querySelector("button")?.focus();
    changed();
  }

  function putBack() {
    const last = removed.pop();
    if (last === undefined) return;
    const at = Math.min(last.index, rows().length);
    // The later rows are numbered first, from the last one down. If two rows had the same number for a moment, their radios would be
    // one group, and one of their answers would be lost.
    const later = rows().slice(at);
    for (let index = later.length - 1; index >= 0; index -= 1) number(later[index], at + index + 1);
    number(last.row, at);
    list.insertBefore(last.row, later[0] ?? null);
    renumber();
    showUndo();
    announce(say("page-row-restored", { row: title(at) }));
    firstControl(last.row)?.focus();
    changed();
  }

  add.addEventListener("click", () => {
    const row = append();
    renumber();
    showUndo();
    announce(say(rows().length >= most ? "page-row-limit" : "page-row-added", { row: title(rows().length - 1) }));
    firstControl(row)?.focus();
    changed();
  });
  list.addEventListener("click", (event) => {
    const button = /** @type {Element} */ (event.target).closest(".pb-remove");
    if (button) remove(/** @type {HTMLElement} */ (button.closest(".pb-row")));
  });

  renumber();
  return {
    path,
    count: () => rows().length,
    resize(count) {
      removed.length = 0;
      while (rows().length > count) rows().at(-1)?.remove();
      while (rows().length < Math.min(count, most)) append();
      renumber();
      showUndo();
    },
  };
}
