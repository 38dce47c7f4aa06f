/**
 * Which controls of a page are the worksheet's own.
 *
 * Password managers, wallets, translators and correctors put controls of their own into a form, copy or wrap what is there, and
 * take things away. What they add is never read, kept, filled in or counted. It is told apart by the worksheet's own markup, not by
 * a list of programs: each control that the build has drawn stands inside the element of its question, and its name begins with that
 * question's path. Copies that come later are told apart because the first ones are remembered.
 *
 * Nothing is asked of the form element itself: a foreign control called `id` or `elements` hides the form's own property of that name.
 */

/** @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Control */

const CONTROLS = "input:not([type=hidden]), textarea, select";

/** @param {Control} control */
export const checkable = (control) => control.type === "checkbox" || control.type === "radio";

/** @param {Control} control */
export const isChecked = (control) => /** @type {HTMLInputElement} */ (control).checked;

/** Tell whether a control says anything: it is ticked, chosen or not empty. @param {Control} control */
export const isFilled = (control) => (checkable(control) ? isChecked(control) : control.value !== "");

/**
 * Tell whether a control's name is one that the question at a path gives to its controls: its path, its box "I do not know", or a part.
 *
 * @param {string} name
 * @param {string} path
 */
export function belongs(name, path) {
  return name === path || name === `${path}?` || name.startsWith(`${path}.`);
}

/**
 * Tell whether a control answers a question that stands around it. Those of rows are their rows' own, not the form's.
 *
 * @param {Control} control
 * @param {Element} scope
 */
function answers(control, scope) {
  const path = /** @type {HTMLElement | null} */ (control.closest("[data-path]"))?.dataset.path;
  const list = control.closest(".pb-row-list");
  return path !== undefined && belongs(control.name, path) && (list === null || list.contains(scope));
}

/** What tells a control from the others of a form: its name, and for one of a group of radios its answer. @param {Control} control */
const mark = (control) => (control.type === "radio" ? `${control.name} ${control.value}` : control.name);

/** @param {Element} scope @returns {Control[]} */
function find(scope) {
  /** @type {Map<string, Control>} */
  const first = new Map();
  for (const control of /** @type {NodeListOf<Control>} */ (scope.querySelectorAll(CONTROLS))) {
    if (answers(control, scope) && !first.has(mark(control))) first.set(mark(control), control);
  }
  return [...first.values()];
}

/**
 * Remember the controls that a form, or a row of it, has now.
 *
 * One that a foreign program puts in the place of ours is taken for ours. One that it takes away keeps what it said.
 *
 * @param {Element} scope  the form's surroundings, or a row
 * @returns {() => Control[]}  called whenever they are needed
 */
export function openControls(scope) {
  let own = find(scope);
  return () => {
    if (own.some((control) => !scope.contains(control))) {
      const there = new Map(find(scope).map((control) => [mark(control), control]));
      own = own.map((control) => (scope.contains(control) ? control : (there.get(mark(control)) ?? control)));
    }
    return own;
  };
}

/**
 * Say which question a control answers: its row, the question's words and the part, as the engine names a field.
 *
 * @param {Element} control
 */
export function labelOf(control) {
  const question = control.closest(".pb-question");
  const places = [
    control.closest(".pb-row")?.querySelector(":scope > legend"),
    question?.querySelector(":scope > :is(legend, .pb-label)"),
    control.closest(".pb-part")?.querySelector(".pb-part-label"),
  ];
  return places.flatMap((place) => place?.textContent?.trim() || []).join(", ");
}
