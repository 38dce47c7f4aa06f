/**
 * Makes the form ready for paper. What was typed is printed as plain text, because a control cuts off what does not fit; folded blocks are
 * opened; and the form can be printed blank.
 */

import { isFilled } from "../form/controls.mjs";

/** @typedef {import("../form/controls.mjs").Control} Control */

/**
 * @param {Element} root  what stands around the form
 * @param {() => Control[]} controls  the form's own
 */
export function openPrint(root, controls) {
  let blank = false;
  /** @type {HTMLDetailsElement[]} */
  let opened = [];

  const hasAnswers = () => controls().some((control) => !control.matches("select") && isFilled(control));

  window.addEventListener("beforeprint", () => {
    if (!root.isConnected) return;
    document.documentElement.classList.add(blank || !hasAnswers() ? "pb-blank" : "pb-with-answers");
    for (const control of controls()) {
      if (!control.matches(".pb-control")) continue;
      const text = document.createElement("span");
      text.className = control.matches("textarea") ? "pb-printed pb-printed-long" : "pb-printed";
      text.setAttribute("aria-hidden", "true");
      text.textContent = blank ? "" : shownText(control);
      control.after(text);
    }
    opened = [.../** @type {NodeListOf<HTMLDetailsElement>} */ (root.querySelectorAll(".pb-form details"))].filter((block) => !block.open);
    for (const block of opened) block.open = true;
  });
  window.addEventListener("afterprint", () => {
    if (!root.isConnected) return;
    for (const text of root.querySelectorAll(".pb-form .pb-printed")) text.remove();
    for (const block of opened) block.open = false;
    document.documentElement.classList.remove("pb-blank", "pb-with-answers");
    blank = false;
  });

  return {
    printBlank() {
      blank = true;
      window.print();
    },
  };
}

/** @param {Control} control */
function shownText(control) {
  return control instanceof HTMLSelectElement ? (control.selectedOptions[0]?.textContent ?? "") : control.value;
}
