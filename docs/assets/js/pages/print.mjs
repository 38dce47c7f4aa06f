/**
 * Makes the form ready for paper. What was typed is printed as plain text, because a control cuts off what does not fit; folded blocks are
 * opened; and the form can be printed blank.
 */

/** @param {HTMLFormElement} form */
export function openPrint(form) {
  let blank = false;
  /** @type {HTMLDetailsElement[]} */
  let opened = [];

  const hasAnswers = () =>
    [.../** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll("input, textarea"))].some((control) =>
      control.matches("[type=radio], [type=checkbox]") ? control.checked : control.value !== "",
    );

  window.addEventListener("beforeprint", () => {
    document.documentElement.classList.add(blank || !hasAnswers() ? "pb-blank" : "pb-filled");
    for (const control of /** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll(".pb-control"))) {
      const text = document.createElement("span");
      text.className = control.matches("textarea") ? "pb-printed pb-printed-long" : "pb-printed";
      text.setAttribute("aria-hidden", "true");
      text.textContent = blank ? "" : shownText(control);
      control.after(text);
    }
    opened = [...form.querySelectorAll("details")].filter((block) => !block.open);
    for (const block of opened) block.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const text of form.querySelectorAll(".pb-printed")) text.remove();
    for (const block of opened) block.open = false;
    document.documentElement.classList.remove("pb-blank", "pb-filled");
    blank = false;
  });

  return {
    printBlank() {
      blank = true;
      window.print();
    },
  };
}

/** @param {HTMLInputElement | HTMLSelectElement} control */
function shownText(control) {
  return control instanceof HTMLSelectElement ? (control.selectedOptions[0]?.textContent ?? "") : control.value;
}
