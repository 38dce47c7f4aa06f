/**
 * Worked examples in the form. They are loaded by choice, plainly marked, and never mixed with the person's own answers, which come back
 * when the example is left. What is changed in an example is not kept.
 */

/** @typedef {{ id: string, title: string, answers: import("../plan/plan.mjs").Answers }} Example */

/**
 * @param {object} options
 * @param {HTMLElement} options.place  at the top of the form
 * @param {Example[]} options.examples
 * @param {import("../words.mjs").Say} options.say
 * @param {() => void} options.before  the form still says what it said before an example
 * @param {(example: Example) => void} options.enter
 * @param {() => void} options.leave
 */
export function openExamples({ place, examples, say, before, enter, leave }) {
  /** @type {Example | null} */
  let shown = null;

  /** @param {string} text @param {() => void} act */
  function button(text, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "pb-button";
    made.textContent = text;
    made.addEventListener("click", act);
    return made;
  }

  function chooser() {
    const block = document.createElement("details");
    block.className = "pb-details pb-start";
    const summary = document.createElement("summary");
    summary.textContent = say("page-example-choose");
    const list = document.createElement("p");
    list.className = "pb-buttons";
    list.append(...examples.map((example) => button(example.title, () => load(example))));
    block.append(summary, list);
    return block;
  }

  function banner() {
    const box = document.createElement("div");
    box.className = "pb-notice pb-example-notice";
    box.tabIndex = -1;
    const text = document.createElement("p");
    text.textContent = `${say("page-example-loaded", { title: shown?.title ?? "" })} ${say("page-example-saved-aside")}`;
    const buttons = document.createElement("p");
    buttons.className = "pb-buttons";
    buttons.append(
      button(say("page-example-leave"), () => {
        dismiss();
        leave();
        place.querySelector("summary")?.focus();
      }),
    );
    box.append(text, buttons);
    return box;
  }

  /** @param {Example} example */
  function load(example) {
    before();
    shown = example;
    place.replaceChildren(banner());
    enter(example);
    /** @type {HTMLElement} */ (place.firstElementChild).focus();
  }

  function dismiss() {
    shown = null;
    place.replaceChildren(chooser());
  }

  function openBelow() {
    for (const place of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".pb-example-load"))) {
      const load_ = /** @type {HTMLButtonElement} */ (place.querySelector("button"));
      const example = examples.find((one) => one.id === load_.dataset.example);
      if (example === undefined) continue;
      place.hidden = false;
      load_.addEventListener("click", () => load(example));
    }
  }
  // The form is opened before the whole page has come, and the examples stand below it.
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", openBelow, { once: true });
  else openBelow();
  if (examples.length > 0) dismiss();

  return { shown: () => shown, dismiss };
}
