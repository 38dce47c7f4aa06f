/**
 * The form on the page: reads and writes all its own controls, and keeps those in step that depend on each other.
 */

import { shortCurrency } from "../plan/plan.mjs";
import { belongs, checkable, isChecked, isFilled, openControls } from "./controls.mjs";
import { isEmpty, rowCounts, toAnswers, toEntries } from "./form-data.mjs";
import { openRows } from "./rows.mjs";

/**
 * @typedef {import("../plan/plan.mjs").Answers} Answers
 * @typedef {import("./controls.mjs").Control} Control
 * @typedef {import("../plan/plan.mjs").Settings} Settings
 */

const SETTINGS = "settings.";

/**
 * @param {Element} root  what stands around the form
 * @param {{ say: import("../words.mjs").Say, announce: (text: string) => void, changed: () => void }} page
 */
export function openForm(root, page) {
  const fixed = openControls(root);
  const rows = [.../** @type {NodeListOf<HTMLFieldSetElement>} */ (root.querySelectorAll(".pb-form fieldset.pb-rows"))].map((field) => {
    const opened = openRows(field, page);
    return { start: opened.count(), ...opened };
  });
  /** What stood in fields before "I do not know" emptied them; in memory only. @type {WeakMap<Control, string>} */
  const aside = new WeakMap();

  const controls = () => [...fixed(), ...rows.flatMap((one) => one.controls())];

  /** @param {(control: Control) => boolean} [taken]  which of the controls to read; all without it */
  function read(taken = () => true) {
    const filled = controls().filter((control) => (!checkable(control) || isChecked(control)) && taken(control));
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
    const byName = named();
    for (const [path, value] of toEntries(answers)) set(byName, path, value);
    for (const [name, value] of Object.entries(settings)) set(byName, SETTINGS + name, value);
    unfoldFilled();
    refresh();
  }

  /** @returns {Map<string, Control[]>} */
  function named() {
    /** @type {Map<string, Control[]>} */
    const byName = new Map();
    for (const control of controls()) byName.set(control.name, [...(byName.get(control.name) ?? []), control]);
    return byName;
  }

  function unfoldFilled() {
    for (const control of controls()) if (!control.matches("select") && isFilled(control)) unfold(control);
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
        if (control === touched || !belongs(control.name, path)) continue;
        if (isChecked(touched)) {
          if (control.value !== "") aside.set(control, control.value);
          control.value = "";
        } else if (control.value === "") control.value = aside.get(control) ?? "";
      }
    } else if (!checkable(touched) && touched.value !== "") {
      for (const box of controls()) {
        if (box.name.endsWith("?") && belongs(touched.name, box.name.slice(0, -1))) /** @type {HTMLInputElement} */ (box).checked = false;
      }
    }
    refresh();
  }

  /** Show the currency sign beside amounts, and all the lines of long texts where the browser does not by itself. */
  function refresh() {
    const sign = control(`${SETTINGS}currency`)?.value.trim() ?? "";
    for (const place of root.querySelectorAll(".pb-form .pb-currency")) place.textContent = sign;
    if (CSS.supports("field-sizing", "content")) return;
    for (const area of controls()) {
      if (!area.matches("textarea")) continue;
      area.style.height = "auto";
      area.style.height = `${area.scrollHeight + 4}px`;
    }
  }

  /** Return the control for a path, or the first one that belongs to it. @param {string} path @returns {Control | undefined} */
  function control(path) {
    const all = controls();
    return all.find(({ name }) => name === path) ?? all.find(({ name }) => belongs(name, path));
  }

  return {
    read,
    write,
    settle,
    refresh,
    controls,
    control,
    /** Tell whether an element is a control of this form. @param {unknown} element @returns {element is Control} */
    owns: (element) => controls().some((one) => one === element),
    /**
     * Return the element with an id inside the question for a path, and for rows inside the row: there may be a foreign copy of either.
     *
     * @param {string} path
     * @param {string} id
     * @returns {HTMLElement | null}
     */
    part(path, id) {
      const list = rows.find((one) => path.startsWith(`${one.path}.`));
      const row = list?.at(Number(path.slice(list.path.length + 1).split(".")[0]));
      const found = /** @type {NodeListOf<HTMLElement>} */ ((row ?? root).querySelectorAll(`[data-path] #${CSS.escape(id)}`));
      const question = (/** @type {Element} */ one) => /** @type {HTMLElement} */ (one.closest("[data-path]")).dataset.path ?? "";
      return [...found].find((one) => belongs(path, question(one))) ?? null;
    },
  };
}

/** @typedef {ReturnType<typeof openForm>} FormView */

/**
 * Return the questions of a form whose answers stand in other worksheets too, with all the places of each.
 *
 * @param {Element} root
 * @returns {import("../plan/shared-answers.mjs").Groups}
 */
export function sharedQuestions(root) {
  const marked = /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-same-as]"));
  return Object.fromEntries([...marked].map(({ dataset }) => [dataset.path, dataset.sameAs?.split(" ") ?? []]));
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
