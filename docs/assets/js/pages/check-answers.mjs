/**
 * Check your answers: each question with its answer as it was read, and a way to change it.
 */

import { saidOf, titleOf } from "../form/read-back.mjs";

/**
 * @param {Element} root  what stands around the form
 * @param {object} page
 * @param {import("../words.mjs").Say} page.say
 * @param {import("../form/form-view.mjs").FormView} page.view
 * @param {import("./flow.mjs").Flow} page.flow
 * @param {(question: HTMLElement, at: number) => void} page.change  go to a question
 */
export function openCheck(root, { say, view, flow, change }) {
  const find = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (root.querySelector(selector));
  const open = find(".pb-check-open");
  const list = find(".pb-check-list");

  /** @param {string} name @param {string} [text] @param {string} [kind] */
  function make(name, text = "", kind = "") {
    const made = document.createElement(name);
    made.textContent = text;
    if (kind) made.className = kind;
    return made;
  }

  /** @param {HTMLElement} question @param {Record<string, string>} understood @returns {HTMLElement[]} */
  function answersTo(question, understood) {
    const path = question.dataset.path ?? "";
    if (question.matches(".pb-rows")) return rowsOf(question, understood);
    return saidOf(view.controls(), path, understood).map(({ text, typed }) => {
      const line = make("div", text);
      if (typed) line.append(" ", make("span", say("page-from-typed", { typed }), "pb-typed"));
      return line;
    });
  }

  /** A line for each row: its name, and the first number that was said of it; or else the first two things. @param {HTMLElement} field @param {Record<string, string>} understood */
  function rowsOf(field, understood) {
    return [...field.querySelectorAll(".pb-row-list > .pb-row")].flatMap((row) => {
      const inside = /** @type {HTMLElement[]} */ ([...row.querySelectorAll(".pb-question")]);
      const said = inside.flatMap((one) => saidOf(view.controls(), one.dataset.path ?? "", understood).slice(0, 1));
      const [first, ...others] = said.map(({ text }) => text);
      const number = others.find((text) => /\d/.test(text)) ?? others[0];
      const texts = [first, number].filter((text) => text !== undefined);
      return texts.length === 0 ? [] : [make("div", texts.join(", "))];
    });
  }

  /** @param {HTMLElement} question @param {number} at @param {Record<string, string>} understood */
  function entry(question, at, understood) {
    const title = titleOf(question);
    const row = document.createElement("div");
    const answers = answersTo(question, understood);
    const said = document.createElement("dd");
    if (answers.length > 0) said.append(...answers);
    else said.append(make("span", say("page-not-said"), "pb-typed"));
    const act = make("dd", "", "pb-change");
    const button = /** @type {HTMLButtonElement} */ (make("button", say(answers.length > 0 ? "page-change" : "page-add"), "pb-quiet"));
    button.type = "button";
    button.append(make("span", `: ${title}`, "pb-unseen"));
    button.addEventListener("click", () => change(question, at));
    act.append(button);
    row.append(make("dt", title), said, act);
    return { row, open: answers.length === 0 };
  }

  return {
    /** The answers stand in the page once. */
    clear: () => list.replaceChildren(),
    /** @param {Record<string, string>} understood  what the engine has said of the answers so far, by path */
    show(understood) {
      const focused = list.contains(document.activeElement) ? [...list.querySelectorAll("button")].findIndex((one) => one === document.activeElement) : -1;
      /** The answers of each part, in the order in which the parts come up first. @type {Map<string, HTMLElement>} */
      const parts = new Map();
      let left = 0;
      flow.screens().forEach((screen, at) => {
        if (!screen.asked || (screen.sharper && !screen.answered)) return;
        const group = flow.groups[at];
        const part = group.dataset.part || group.querySelector(".pb-group-title")?.textContent || "";
        const answers = parts.get(part) ?? make("dl", "", "pb-answers");
        parts.set(part, answers);
        for (const question of flow.asked(at)) {
          const made = entry(question, at, understood);
          if (made.open) left += 1;
          answers.append(made.row);
        }
      });
      list.replaceChildren(...[...parts].flatMap(([part, answers]) => [make("h2", part), answers]));
      open.textContent = left === 0 ? say("page-check-none-open") : left === 1 ? say("page-check-one-open") : say("page-check-open", { count: left });
      if (focused >= 0) list.querySelectorAll("button")[focused]?.focus();
    },
  };
}
