/**
 * Faults in answers: a summary at the top of the form, the same words beside each field, and the page's title.
 *
 * Those that the engine finds come when the checklist is asked for, never while somebody types. Afterwards an edit may only take them
 * away. What the form itself is sure of, a text that is too long and too many rows, is said beside the field at once, and stands in the
 * summary from when the checklist is asked for.
 */

import { controlId } from "./form-data.mjs";
import { unfold } from "./unfold.mjs";

/**
 * @typedef {{ field: string, label: string, message: string, choices?: { value: string, label: string }[] }} Fault
 */

/**
 * @param {Element} root  what stands around the form
 * @param {import("./form-view.mjs").FormView} view
 * @param {HTMLElement} place  where the summary goes
 * @param {import("../words.mjs").Say} say
 * @param {(control: import("./controls.mjs").Control) => void} goTo  bring a control into view and focus it
 */
export function openErrors(root, view, place, say, goTo) {
  const own = document.title;
  let title = own;
  /** What the engine has found and is shown. @type {Fault[]} */
  let found = [];
  /** What the form itself is sure of. @type {Fault[]} */
  let certain = [];
  /** Fields whose faults the summary may name. */
  let listed = new Set();
  /** What else the summary says; "" for nothing. */
  let further = "";

  /** The form's own words replace the engine's about the same field. */
  const all = () => [...certain, ...found.filter((fault) => !certain.some((other) => other.field === fault.field))];

  function clear() {
    for (const slot of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll(".pb-form .pb-error"))) {
      slot.hidden = true;
      slot.textContent = "";
    }
    for (const choices of root.querySelectorAll(".pb-form .pb-choices")) choices.remove();
    for (const control of view.controls()) control.removeAttribute("aria-invalid");
    for (const question of root.querySelectorAll(".pb-form .pb-faulty")) question.classList.remove("pb-faulty");
    place.replaceChildren();
    document.title = title;
  }

  const named = () => all().filter(({ field }) => listed.has(field));
  const isShown = () => place.childElementCount > 0;

  /** @param {Fault} fault */
  function mark(fault) {
    const id = controlId(fault.field);
    const slot = view.part(fault.field, `${id}-error`);
    if (slot === null) return;
    const prefix = document.createElement("span");
    prefix.className = "pb-unseen";
    prefix.textContent = `${say("page-error-prefix")}: `;
    slot.replaceChildren(prefix, fault.message);
    slot.hidden = false;
    slot.closest(".pb-question")?.classList.add("pb-faulty");
    unfold(slot);
    const target = view.part(fault.field, id);
    // There is no such attribute for a group of radios: for them the words beside it have to do.
    if (target?.matches("input, textarea")) target.setAttribute("aria-invalid", "true");
    if (fault.choices?.length) slot.after(choicesFor(fault));
  }

  /** @param {Fault} fault */
  function choicesFor(fault) {
    const group = document.createElement("div");
    group.className = "pb-choices";
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", say("page-choose-reading"));
    for (const choice of fault.choices ?? []) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "pb-button";
      button.textContent = choice.label;
      button.addEventListener("click", () => {
        const control = view.control(fault.field);
        if (control === undefined) return;
        control.value = choice.value;
        found = found.filter((other) => other !== fault);
        draw();
        control.focus();
        control.dispatchEvent(new Event("input", { bubbles: true }));
      });
      group.append(button);
    }
    return group;
  }

  /** @param {Fault[]} shown */
  function summary(shown) {
    const box = document.createElement("div");
    box.className = "pb-errors";
    box.tabIndex = -1;
    box.setAttribute("role", "group");
    box.setAttribute("aria-labelledby", "pb-errors-title");
    const heading = document.createElement("h2");
    heading.id = "pb-errors-title";
    heading.textContent = say("page-error-summary");
    const count = document.createElement("p");
    count.textContent = shown.length === 1 ? say("page-errors-one") : say("page-errors-count", { count: shown.length });
    const list = document.createElement("ul");
    for (const fault of shown) {
      const link = document.createElement("a");
      link.href = `#${controlId(fault.field)}`;
      link.textContent = fault.message;
      link.addEventListener("click", (event) => {
        event.preventDefault();
        const control = view.control(fault.field);
        if (control) goTo(control);
      });
      const item = document.createElement("li");
      item.append(link);
      list.append(item);
    }
    box.append(heading, count, list);
    if (further !== "") {
      const line = document.createElement("p");
      line.textContent = further;
      box.append(line);
    }
    return box;
  }

  function draw() {
    clear();
    all().forEach(mark);
    const shown = named();
    if (shown.length === 0) return;
    place.append(summary(shown));
    document.title = say("page-error-title", { title });
  }

  return {
    /**
     * Show what the checklist has found, and forget what was shown before.
     *
     * @param {Fault[]} faults
     * @param {(fault: Fault) => boolean} [isNamed]  whether the summary names it
     * @param {string} [more]  what else the summary says
     */
    show(faults, isNamed = () => true, more = "") {
      found = faults;
      further = more;
      listed = new Set(
        all()
          .filter(isNamed)
          .map(({ field }) => field),
      );
      draw();
    },
    /** Let the page's title say where somebody is; "" for its own. @param {string} words */
    retitle(words) {
      title = words === "" ? own : `${words} - ${own}`;
      document.title = isShown() ? say("page-error-title", { title }) : title;
    },
    /** Take away what is no longer wrong; add nothing. @param {Fault[]} faults */
    settle(faults) {
      const still = faults.filter((fault) => found.some((other) => other.field === fault.field));
      if (JSON.stringify(still) === JSON.stringify(found)) return;
      found = still;
      draw();
    },
    /**
     * Show beside their fields the faults that the form is sure of now.
     *
     * @param {Fault[]} faults
     * @returns {Fault[]} those whose fields had none before
     */
    ensure(faults) {
      const before = certain;
      if (JSON.stringify(faults) === JSON.stringify(before)) return [];
      certain = faults;
      draw();
      return faults.filter(({ field }) => !before.some((other) => other.field === field));
    },
    /** What the summary names. */
    named,
    any: () => named().length > 0,
    focus() {
      /** @type {HTMLElement | null} */ (place.querySelector(".pb-errors"))?.focus();
    },
  };
}

/**
 * Show beside each field how it was understood.
 *
 * @param {Element} root  what stands around the form
 * @param {import("./form-view.mjs").FormView} view
 * @param {Record<string, string>} understood  by path
 * @param {import("../words.mjs").Say} say
 */
export function showReadings(root, view, understood, say) {
  for (const place of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll(".pb-form .pb-read"))) {
    if (place.hidden) continue;
    place.hidden = true;
    place.textContent = "";
  }
  for (const [path, value] of Object.entries(understood)) {
    const place = view.part(path, `${controlId(path)}-read`);
    if (place === null) continue;
    place.textContent = say("page-understood", { value });
    place.hidden = false;
  }
}
