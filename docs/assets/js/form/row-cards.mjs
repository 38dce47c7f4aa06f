/**
 * Rows one at a time: each that was filled in is a summary with a way to change and to remove it, and one is open as an editor.
 */

import { makeButton } from "../button.mjs";
import { AWAY } from "./follow-ups.mjs";
import { checkable, isChecked, isFilled } from "./controls.mjs";
import { saidOf, titleOf } from "./read-back.mjs";

/**
 * @param {HTMLElement} field  the rows question
 * @param {import("./rows.mjs").Rows} rows
 * @param {object} page
 * @param {import("../words.mjs").Say} page.say
 * @param {() => Record<string, string>} page.understood  by path, as the engine said it
 * @param {() => void} page.changed
 * @param {() => boolean} page.inSteps  rather than all questions on one page
 */
export function openRowCards(field, rows, { say, understood, changed, inSteps }) {
  const adding = /** @type {HTMLElement} */ (field.querySelector(".pb-row-add"));
  /** The row that is open, and what it said before. @type {{ row: HTMLElement, before: Map<import("./controls.mjs").Control, string | boolean> } | null} */
  let open = null;
  /** Whether there is to be an open row while none is filled in. */
  let closed = false;

  const isBlank = (/** @type {number} */ index) => !rows.controlsOf(index).some((one) => !one.matches("select") && isFilled(one));
  const indexes = () => Array.from({ length: rows.count() }, (_, index) => index);

  /** @param {HTMLElement} row */
  const questionsOf = (row) => /** @type {HTMLElement[]} */ ([...row.querySelectorAll(".pb-question")]);

  /** @param {number} index */
  function card(index) {
    const row = /** @type {HTMLElement} */ (rows.at(index));
    const all = questionsOf(row).flatMap((question) => {
      const said = saidOf(rows.controlsOf(index), question.dataset.path ?? "", understood());
      return said.length === 0 ? [] : [{ title: titleOf(question), kind: question.dataset.kind, text: said.map(({ text }) => text).join(", ") }];
    });
    const name = all.find(({ kind }) => kind === "text");
    const worth = all.find(({ kind }) => kind === "range" || kind === "amount");
    const made = document.createElement("div");
    made.className = "pb-row-card";
    const heading = document.createElement("h2");
    const number = document.createElement("span");
    number.textContent = String(index + 1);
    heading.append(number, ` ${name?.text ?? rows.title(index)}`);
    if (worth) {
      const value = document.createElement("b");
      value.textContent = worth.text;
      heading.append(" ", value);
    }
    const rest = document.createElement("p");
    rest.className = "pb-typed";
    rest.textContent = all
      .filter((one) => one !== name && one !== worth)
      .map(({ title, text }) => say("page-row-part", { title, text }))
      .join(" ");
    const acts = document.createElement("p");
    acts.className = "pb-row-acts";
    acts.append(
      makeButton(say("page-change"), "pb-quiet", () => show(row), name?.text ?? rows.title(index)),
      makeButton(say("page-remove"), "pb-quiet", () => remove(row), name?.text ?? rows.title(index)),
    );
    made.append(heading, ...(rest.textContent ? [rest] : []), acts);
    return made;
  }

  /** @param {HTMLElement} row */
  function remove(row) {
    rows.remove(indexes().findIndex((index) => rows.at(index) === row));
  }

  /** @param {HTMLElement} row */
  function editor(row) {
    const made = document.createElement("p");
    made.className = "pb-go pb-editor-go";
    made.append(makeButton(say("page-row-keep"), "pb-button pb-main", keep), makeButton(say("page-row-cancel"), "pb-button", cancel));
    row.append(made);
  }

  /** @param {HTMLElement} row */
  function show(row) {
    settle();
    const index = indexes().find((one) => rows.at(one) === row) ?? 0;
    open = { row, before: new Map(rows.controlsOf(index).map((one) => [one, checkable(one) ? isChecked(one) : one.value])) };
    closed = false;
    draw();
    rows.controlsOf(index)[0]?.focus();
  }

  /** The open row is done with. */
  function settle() {
    open = null;
    closed = true;
  }

  function keep() {
    const row = open?.row;
    settle();
    draw();
    changed();
    const index = indexes().find((one) => rows.at(one) === row);
    const place = index === undefined ? null : row?.previousElementSibling;
    /** @type {HTMLElement | null} */ ((place?.matches(".pb-row-card") ? place : field)?.querySelector("button:not([hidden])"))?.focus();
  }

  function cancel() {
    if (open === null) return;
    for (const [control, value] of open.before) {
      if (typeof value === "boolean") /** @type {HTMLInputElement} */ (control).checked = value;
      else control.value = value;
    }
    keep();
  }

  function draw() {
    for (const old of field.querySelectorAll(".pb-row-card")) old.remove();
    const every = indexes();
    if (!inSteps()) {
      open = null;
      for (const old of field.querySelectorAll(".pb-editor-go")) old.remove();
      for (const index of every) rows.at(index)?.classList.remove(AWAY, "pb-editor");
      adding.classList.remove(AWAY);
      return;
    }
    if (open !== null && !every.some((index) => rows.at(index) === open?.row)) open = null;
    if (open === null && !closed && every.every(isBlank) && every.length > 0) {
      open = { row: /** @type {HTMLElement} */ (rows.at(0)), before: new Map() };
    }
    for (const index of every) {
      const row = /** @type {HTMLElement} */ (rows.at(index));
      const isOpen = row === open?.row;
      row.classList.toggle(AWAY, !isOpen);
      row.classList.toggle("pb-editor", isOpen);
      const foot = row.querySelector(":scope > .pb-editor-go");
      if (!isOpen) foot?.remove();
      else if (foot === null) editor(row);
      if (!isOpen && !isBlank(index)) row.before(card(index));
    }
    adding.classList.toggle(AWAY, open !== null);
  }

  adding.addEventListener(
    "click",
    (event) => {
      // A row that the form begins with and that is still blank comes before a new one.
      const blank = inSteps() ? indexes().find(isBlank) : undefined;
      if (blank === undefined) return;
      event.stopPropagation();
      show(/** @type {HTMLElement} */ (rows.at(blank)));
    },
    { capture: true },
  );
  adding.addEventListener("click", () => {
    if (inSteps()) show(/** @type {HTMLElement} */ (rows.at(rows.count() - 1)));
  });

  return {
    /** The screen with the rows is there, or no longer: begin with none open, or with the first where nothing is filled in. */
    begin() {
      open = null;
      closed = false;
      draw();
    },
    draw,
    /** The engine has read the answers anew. */
    reread() {
      const buttons = () => /** @type {HTMLElement[]} */ ([...field.querySelectorAll(".pb-row-card button")]);
      const at = buttons().findIndex((button) => button === document.activeElement);
      draw();
      if (at >= 0) buttons()[at]?.focus();
    },
    /** Close the editor. Returns whether one was open. */
    close() {
      const was = open !== null;
      settle();
      draw();
      return was;
    },
    /** @param {Element} row */
    open: (row) => show(/** @type {HTMLElement} */ (row)),
  };
}

/** @typedef {ReturnType<typeof openRowCards>} RowCards */
