/**
 * The form on the page: reads and writes all its own controls, and keeps those in step that depend on each other.
 */

import { shortCurrency } from "../plan/plan.mjs";
import { belongs, checkable, isChecked, isFilled, labelOf, openControls } from "./controls.mjs";
import { isEmpty, rowCounts, toAnswers, toEntries } from "./form-data.mjs";
import { excess } from "./limits.mjs";
import { unfold } from "./unfold.mjs";
import { openRowCards } from "./row-cards.mjs";
import { openRows } from "./rows.mjs";

/**
 * @typedef {import("../plan/plan.mjs").Answers} Answers
 * @typedef {import("./controls.mjs").Control} Control
 * @typedef {import("../plan/plan.mjs").Settings} Settings
 */

const SETTINGS = "settings.";

/**
 * @param {Element} root  what stands around the form
 * @param {object} page
 * @param {import("../words.mjs").Say} page.say
 * @param {(text: string) => void} page.announce
 * @param {() => void} page.changed
 * @param {() => boolean} page.inSteps  rather than all questions on one page
 * @param {() => Record<string, string>} page.understood  by path, as the engine said it
 */
export function openForm(root, page) {
  const fixed = openControls(root);
  /** @type {Map<Element, import("./row-cards.mjs").RowCards>} */
  const cards = new Map();
  const rows = [.../** @type {NodeListOf<HTMLFieldSetElement>} */ (root.querySelectorAll(".pb-form fieldset.pb-rows"))].map((field) => {
    const opened = openRows(field, { ...page, arranged: () => cards.get(field)?.draw() });
    return { field, start: opened.count(), ...opened };
  });
  for (const one of rows) cards.set(one.field, openRowCards(one.field, one, page));
  /** What stood in fields before "I do not know" emptied them; in memory only. @type {WeakMap<Control, string>} */
  const aside = new WeakMap();

  const controls = () => [...fixed(), ...rows.flatMap((one) => one.controls())];

  /** @param {boolean} [fitting]  leave out what is too long for its question */
  function read(fitting = false) {
    const filled = controls().filter((control) => (!checkable(control) || isChecked(control)) && !(fitting && excess(control)));
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

  /**
   * Put answers into the form in the place of those that are there, with as many rows as there are answers for.
   *
   * @param {Answers} answers
   * @param {Settings} settings
   * @returns {string[]}  the paths of answers that this form has no place for
   */
  function write(answers, settings) {
    const counts = rowCounts(answers);
    for (const one of rows) one.resize(Math.max(counts[one.path] ?? 0, isEmpty(answers) || !(one.path in counts) ? one.start : 0));
    for (const control of controls()) {
      if (checkable(control)) /** @type {HTMLInputElement} */ (control).checked = false;
      else if (!control.name.startsWith(SETTINGS)) control.value = "";
    }
    const byName = named();
    const homeless = toEntries(answers).filter(([path, value]) => !set(byName, path, value));
    for (const [name, value] of Object.entries(settings)) set(byName, SETTINGS + name, value);
    unfoldFilled();
    refresh();
    for (const one of cards.values()) one.draw();
    return homeless.map(([path]) => path);
  }

  /**
   * Return what stands in the form though nobody has written it there yet: typed before this script ran, or filled in by the browser.
   *
   * @returns {import("./form-data.mjs").Entry[]}
   */
  function early() {
    const isEarly = (/** @type {any} */ control) => {
      if (checkable(control)) return control.checked !== control.defaultChecked;
      return control.matches("select") ? control.selectedIndex > 0 : control.value !== control.defaultValue;
    };
    return controls()
      .filter(isEarly)
      .map((control) => [control.name, control.value]);
  }

  /** Put single answers into the form, as if somebody typed them. @param {import("./form-data.mjs").Entry[]} entries */
  function add(entries) {
    const byName = named();
    for (const [name, value] of entries) {
      set(byName, name, value);
      settle(/** @type {Control} */ (byName.get(name)?.[0]));
    }
  }

  /** What the form can tell by itself: texts that are too long, and more rows than it takes. */
  function faults() {
    const { say } = page;
    const long = controls().flatMap((control) => {
      const found = excess(control);
      const label = labelOf(control);
      if (!found) return [];
      const { length, limit } = found;
      return [{ field: control.name, label, message: say("page-text-too-long", { label, length, limit }) }];
    });
    const many = rows.flatMap(({ field, path, most, count }) => {
      if (count() <= most) return [];
      const label = labelOf(field);
      return [{ field: path, label, message: say("page-too-many-rows", { label, count: count(), most, over: count() - most }) }];
    });
    return [...long, ...many];
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

  /** Tell whether there is a control that takes it. @param {Map<string, Control[]>} byName @param {string} path @param {string} value */
  function set(byName, path, value) {
    // A plan that was written by hand may have one number where the form has several fields. The engine reads it as the likely one.
    const named = byName.get(path) ?? byName.get(`${path}.likely`) ?? [];
    const box = byName.get(`${path}?`)?.[0];
    if (value === "?" && box) return (/** @type {HTMLInputElement} */ (box).checked = true);
    if (named[0] && checkable(named[0])) {
      for (const radio of named) /** @type {HTMLInputElement} */ (radio).checked = radio.value === value;
      return named.some(isChecked);
    }
    // A field of one line would join the last word of a line to the first of the next one.
    if (named[0]) named[0].value = named[0].matches("input") ? value.replace(/[\r\n]+/g, " ") : value;
    return named.length > 0;
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
      for (const box of boxesOf(touched)) box.checked = false;
    }
    if (touched.name === `${SETTINGS}currency`) showSign();
    if (touched.matches("textarea")) fit([touched]);
  }

  /**
   * The boxes "I do not know" of the question that a field answers. Asked at each key, so the form is not gone through.
   *
   * @param {Control} touched
   */
  function boxesOf(touched) {
    const question = touched.closest(".pb-question");
    const boxes = /** @type {NodeListOf<HTMLInputElement>} */ (question?.querySelectorAll('input[type="checkbox"]') ?? []);
    return [...boxes].filter((box) => box.name.endsWith("?") && belongs(touched.name, box.name.slice(0, -1)));
  }

  /** The currency sign that is shown. @type {string | undefined} */
  let sign;

  /** Show the currency sign beside amounts. */
  function showSign() {
    const now = control(`${SETTINGS}currency`)?.value.trim() ?? "";
    if (now === sign) return;
    sign = now;
    for (const place of root.querySelectorAll(".pb-form .pb-currency")) place.textContent = now;
  }

  /** Show all the lines of long texts where the browser does not by itself. @param {Control[]} areas */
  function fit(areas) {
    if (CSS.supports("field-sizing", "content")) return;
    for (const area of areas) {
      if (!area.matches("textarea")) continue;
      area.style.height = "auto";
      area.style.height = `${area.scrollHeight + 4}px`;
    }
  }

  /** Show what depends on what stands in the form. */
  function refresh() {
    sign = undefined;
    showSign();
    fit(controls());
  }

  /** Return the control for a path, or the first one that belongs to it. @param {string} path @returns {Control | undefined} */
  function control(path) {
    const all = controls();
    return all.find(({ name }) => name === path) ?? all.find(({ name }) => belongs(name, path));
  }

  return {
    cards: () => [...cards.values()],
    cardsOf: (/** @type {Element} */ element) => cards.get(/** @type {Element} */ (element.closest("fieldset.pb-rows"))),
    read,
    write,
    early,
    add,
    faults,
    settle,
    refresh,
    controls,
    control,
    /** Tell whether an element is a control of this form. @param {unknown} element @returns {element is Control} */
    owns(element) {
      return element instanceof Element && root.contains(element) && isOwn(element, fixed, rows);
    },
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

/**
 * Tell whether an element is one of the form's own controls. Asked at each key: of the rows, only the one around it is looked through.
 *
 * @param {Element} element
 * @param {() => Control[]} fixed
 * @param {import("./rows.mjs").Rows[]} rows
 */
function isOwn(element, fixed, rows) {
  const row = element.closest(".pb-row");
  const near = row === null ? fixed() : rows.flatMap((list) => list.rowControls(row));
  return near.some((one) => one === element);
}

/** @typedef {ReturnType<typeof openForm>} FormView */

/**
 * Bring a control into view and focus it, opening what hides it. The address stays as it is: no fragment.
 *
 * @param {HTMLElement} control
 */
export function goTo(control) {
  unfold(control);
  control.focus();
}
