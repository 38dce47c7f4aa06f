/**
 * The form on the page: reads and writes all its controls, and keeps those in step that depend on each other.
 */

import { shortCurrency } from "../plan/plan.mjs";
import { isEmpty, rowCounts, toAnswers, toEntries } from "./form-data.mjs";
import { openRows } from "./rows.mjs";

/**
 * @typedef {import("../plan/plan.mjs").Answers} Answers
 * @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Control
 * @typedef {import("../plan/plan.mjs").Settings} Settings
 */

const SETTINGS = "settings.";

/**
 * @param {HTMLFormElement} form
 * @param {{ say: import("../words.mjs").Say, announce: (text: string) => void, changed: () => void }} page
 */
export function openForm(form, page) {
  const rows = [.../** @type {NodeListOf<HTMLFieldSetElement>} */ (form.querySelectorAll("fieldset.pb-rows"))].map((field) => ({
    start: field.querySelectorAll(".pb-row-list > *").length,
    ...openRows(field, page),
  }));
  /** What stood in fields before "I do not know" emptied them; in memory only. @type {WeakMap<Control, string>} */
  const aside = new WeakMap();

  const controls = () => /** @type {Control[]} */ ([...form.elements].filter((element) => "name" in element && element.name !== ""));
  const checkable = (/** @type {Control} */ control) => control.type === "checkbox" || control.type === "radio";
  const isChecked = (/** @type {Control} */ control) => /** @type {HTMLInputElement} */ (control).checked;

  /** @returns {{ answers: Answers, settings: Settings }} */
  function read() {
    const filled = controls().filter((control) => !checkable(control) || isChecked(control));
    const entries = filled.map((control) => /** @type {[string, string]} */ ([control.name, control.value]));
    const settings = Object.fromEntries(
      entries.filter(([name]) => name.startsWith(SETTINGS)).map(([name, value]) => [name.slice(SETTINGS.length), value]),
    );
    return {
      answers: toAnswers(
        entries.filter(([name]) => !name.startsWith(SETTINGS)),
        Object.fromEntries(rows.map((one) => [one.path, one.count()])),
      ),
      settings: { currency: shortCurrency(settings.currency ?? ""), numbers: settings.numbers ?? "auto" },
    };
  }

  /** @param {Answers} answers @param {Settings} settings */
  function write(answers, settings) {
    const counts = rowCounts(answers);
    for (const one of rows) one.resize(Math.max(counts[one.path] ?? 0, isEmpty(answers) || !(one.path in counts) ? one.start : 0));
    for (const control of controls()) {
      if (checkable(control)) /** @type {HTMLInputElement} */ (control).checked = false;
      else if (!control.name.startsWith(SETTINGS)) control.value = "";
    }
    /** @type {Map<string, Control[]>} */
    const byName = new Map();
    for (const control of controls()) byName.set(control.name, [...(byName.get(control.name) ?? []), control]);
    for (const [path, value] of toEntries(answers)) set(byName, path, value);
    for (const [name, value] of Object.entries(settings)) set(byName, SETTINGS + name, value);
    for (const block of form.querySelectorAll("details")) {
      if ([...block.querySelectorAll("input, textarea")].some(isFilled)) block.open = true;
    }
    refresh();
  }

  /** @param {Element} element */
  function isFilled(element) {
    const control = /** @type {Control} */ (element);
    return checkable(control) ? isChecked(control) : control.value !== "";
  }

  /** @param {Map<string, Control[]>} byName @param {string} path @param {string} value */
  function set(byName, path, value) {
    // A plan that was written by hand may have one number where the form has several fields. The engine reads it as the likely one.
    const named = byName.get(path) ?? byName.get(`${path}.likely`) ?? [];
    const box = byName.get(`${path}?`)?.[0];
    if (value === "?" && box) /** @type {HTMLInputElement} */ (box).checked = true;
    else if (named[0] && checkable(named[0])) {
      for (const radio of named) /** @type {HTMLInputElement} */ (radio).checked = radio.value === value;
    } else if (named[0]) named[0].value = value;
  }

  /**
   * Keep "I do not know" and what is typed from contradicting each other: the box empties the fields, and gives back what
   * stood there when it is cleared again; typing clears the box.
   *
   * @param {Control} touched
   */
  function settle(touched) {
    if (touched.name.endsWith("?")) {
      const path = touched.name.slice(0, -1);
      for (const control of controls()) {
        if (control.name !== path && !control.name.startsWith(`${path}.`)) continue;
        if (isChecked(touched)) {
          if (control.value !== "") aside.set(control, control.value);
          control.value = "";
        } else if (control.value === "") control.value = aside.get(control) ?? "";
      }
    } else if (!checkable(touched) && touched.value !== "") {
      for (const box of controls()) {
        if (!box.name.endsWith("?")) continue;
        const path = box.name.slice(0, -1);
        if (touched.name === path || touched.name.startsWith(`${path}.`)) /** @type {HTMLInputElement} */ (box).checked = false;
      }
    }
    refresh();
  }

  /** Show the currency sign beside amounts, and all the lines of long texts where the browser does not by itself. */
  function refresh() {
    const sign = /** @type {HTMLInputElement} */ (form.elements.namedItem(`${SETTINGS}currency`)).value.trim();
    for (const place of form.querySelectorAll(".pb-currency")) place.textContent = sign;
    if (CSS.supports("field-sizing", "content")) return;
    for (const area of form.querySelectorAll("textarea")) {
      area.style.height = "auto";
      area.style.height = `${area.scrollHeight + 4}px`;
    }
  }

  return { read, write, settle, refresh };
}

/**
 * Return the questions of a form whose answers stand in other worksheets too, with all the places of each.
 *
 * @param {HTMLFormElement} form
 * @returns {import("../plan/shared-answers.mjs").Groups}
 */
export function sharedQuestions(form) {
  const marked = /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll("[data-same-as]"));
  return Object.fromEntries([...marked].map(({ dataset }) => [dataset.path, dataset.sameAs?.split(" ") ?? []]));
}

/**
 * Find the control for a path, or the first control of the fieldset that stands for it.
 *
 * @param {HTMLFormElement} form
 * @param {string} id
 * @returns {HTMLElement | null}
 */
export function findControl(form, id) {
  const place = /** @type {HTMLElement | null} */ (form.querySelector(`#${CSS.escape(id)}`));
  return place?.matches("fieldset") ? place.querySelector("input, textarea, select") : place;
}

/**
 * Bring a control into view and focus it, opening what hides it. The address stays as it is: no fragment.
 *
 * @param {HTMLElement} control
 */
export function goTo(control) {
  unfold(control);
  control.focus();
}

/**
 * Open every folded block around an element.
 *
 * @param {Element} element
 */
export function unfold(element) {
  for (let block = element.closest("details"); block; block = block.parentElement?.closest("details") ?? null) block.open = true;
}
