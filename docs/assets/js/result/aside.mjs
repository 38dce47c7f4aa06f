/**
 * Steps that are not for this person: set aside by a button, and brought back where they stood or from the list at the end.
 */

import { makeButton } from "../button.mjs";

/** The id of a step's box, or "". @param {Element | null | undefined} item */
const stepIn = (item) => /** @type {HTMLInputElement | null | undefined} */ (item?.querySelector("input[data-step]"))?.dataset.step ?? "";

/** The ids of the steps in the same part of the result, those before one and those behind it, each the nearest first. @param {Element} item */
function beside(item) {
  const all = [...(item.closest("details, .pb-now")?.querySelectorAll("li") ?? [])];
  const at = all.indexOf(/** @type {HTMLLIElement} */ (item));
  const ids = (/** @type {Element[]} */ some) => some.map(stepIn).filter(Boolean);
  return { before: ids(all.slice(0, at).reverse()), behind: ids(all.slice(at + 1)) };
}

/**
 * @param {HTMLElement} content  where the result stands
 * @param {object} page
 * @param {import("../words.mjs").Say} page.say
 * @param {(step: string, set: boolean) => void} page.aside  a step is set aside, or brought back
 */
export function openAside(content, { say, aside }) {
  /** The step that was set aside last: its words, and the steps that stood before and behind it. @type {{ step: string, text: string, before: string[], behind: string[] } | null} */
  let last = null;
  /** The step that was just brought back, until it is there. */
  let back = "";

  const itemOf = (/** @type {string} */ step) => [...content.querySelectorAll("li")].find((item) => stepIn(item) === step);

  /** What stands in the place of a step that was set aside. @param {HTMLElement} item @param {string} step @param {string} text @param {() => void} undo */
  function fill(item, step, text, undo) {
    const told = document.createElement("p");
    told.textContent = say("page-step-aside", { step: text });
    const button = makeButton(say("page-step-back"), "pb-quiet", undo);
    const about = document.createElement("span");
    about.className = "pb-unseen";
    about.textContent = `: ${text}`;
    button.append(about);
    item.classList.add("pb-set-aside");
    item.replaceChildren(told, button);
    return button;
  }

  /** @param {string} step */
  function bringBack(step) {
    last = null;
    back = step;
    aside(step, false);
  }

  /** @param {HTMLElement} button */
  function setAside(button) {
    const item = /** @type {HTMLElement} */ (button.closest("li"));
    const step = button.dataset.aside ?? "";
    const text = (item.querySelector(":is(h3, h4, h5), .pb-tick > span")?.textContent ?? "").trim();
    last = { step, text, ...beside(item) };
    const stood = [...item.childNodes];
    fill(item, step, text, () => {
      item.classList.remove("pb-set-aside");
      item.replaceChildren(...stood);
      button.focus();
      bringBack(step);
    }).focus();
    aside(step, true);
  }

  content.addEventListener("click", ({ target }) => {
    const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (target).closest("button[data-aside], button[data-back]"));
    if (button?.dataset.aside !== undefined) setAside(button);
    else if (button) bringBack(button.dataset.back ?? "");
  });

  /** Say in the new result that a step was set aside, where it stood. Returns the button that brings it back, or null. */
  function mark() {
    if (last === null) return null;
    const { step, text, before, behind } = last;
    const listed = /** @type {HTMLElement | null} */ (content.querySelector(`button[data-back="${step}"]`));
    const item = document.createElement("li");
    const above = before.map(itemOf).find(Boolean);
    const below = behind.map(itemOf).find(Boolean);
    if (above) above.after(item);
    else if (below) below.before(item);
    else return listed;
    return fill(item, step, text, () => bringBack(step));
  }

  return {
    /** Whether the keyboard is at a step that is set aside or brought back; asked before a new result takes the old one's place. */
    isHere: () => content.contains(document.activeElement) && (document.activeElement?.closest(".pb-set-aside") !== null || back !== ""),
    /**
     * A new result stands there. Returns where the keyboard belongs, null for the result's heading.
     *
     * @returns {HTMLElement | null}
     */
    settle() {
      const button = mark();
      const returned = back === "" ? undefined : itemOf(back);
      back = "";
      const fold = (button ?? returned)?.closest("details");
      if (fold) fold.open = true;
      return button ?? returned?.querySelector("input") ?? null;
    },
    forget() {
      last = null;
      back = "";
    },
  };
}
