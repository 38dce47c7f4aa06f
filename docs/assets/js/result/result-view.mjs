/**
 * The result: the engine's own sanitised HTML, with the person's ticks put back into it.
 */

import { copyText } from "./clipboard.mjs";

/**
 * @param {HTMLElement} region
 * @param {object} page
 * @param {import("../words.mjs").Say} page.say
 * @param {(step: string, done: boolean) => void} page.ticked
 * @param {() => void} page.toForm
 * @param {() => Promise<string>} page.asText  the shown checklist as text; rejects when there is none to be had
 * @param {() => void} page.copied
 */
export function openResult(region, { say, ticked, toForm, asText, copied }) {
  const notice = document.createElement("p");
  notice.className = "pb-notice";
  const content = document.createElement("div");
  const count = document.createElement("p");
  count.className = "pb-small";
  const tools = document.createElement("p");
  tools.className = "pb-buttons";
  region.replaceChildren(notice, content, count, tools);

  const boxes = () => /** @type {NodeListOf<HTMLInputElement>} */ (content.querySelectorAll("input[data-step]"));
  const showCount = () => {
    const all = [...boxes()];
    count.hidden = all.length === 0;
    count.textContent = say("page-step-done", { done: all.filter((box) => box.checked).length, total: all.length });
  };

  /** @param {string} text @param {() => void} act */
  const tool = (text, act) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "pb-button";
    button.textContent = text;
    button.addEventListener("click", act);
    tools.append(button);
  };
  tool(say("page-skip-to-form"), toForm);
  tool(say("page-print"), () => window.print());
  // Without a secure context there is no clipboard, and a button for it would do nothing.
  if (navigator.clipboard) {
    // Where it fails the page stays as it is: the checklist can still be selected and copied by hand.
    tool(say("page-copy-text"), () => void copyText(asText()).then(copied, () => {}));
  }

  content.addEventListener("change", (event) => {
    const box = /** @type {HTMLInputElement} */ (event.target);
    if (box.dataset.step === undefined) return;
    showCount();
    ticked(box.dataset.step, box.checked);
  });

  return {
    /** @param {{ html: string }} reply @param {string[]} done @param {string} example  the notice, or "" */
    show(reply, done, example) {
      const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.step : undefined;
      // The one place where markup comes from outside the page: the engine escapes every character that a person typed.
      content.innerHTML = reply.html;
      for (const box of boxes()) box.checked = done.includes(box.dataset.step ?? "");
      for (const link of content.querySelectorAll("a")) link.dataset.address = link.href;
      region.hidden = false;
      for (const table of /** @type {NodeListOf<HTMLElement>} */ (content.querySelectorAll(".pb-table"))) {
        // A table with very large numbers scrolls by itself, and then has to be reached by keyboard.
        if (table.scrollWidth > table.clientWidth) table.tabIndex = 0;
      }
      if (focused !== undefined) [...boxes()].find((box) => box.dataset.step === focused)?.focus();
      notice.textContent = example;
      notice.hidden = example === "";
      showCount();
    },
    hide() {
      content.replaceChildren();
      region.hidden = true;
    },
    focus() {
      const heading = content.querySelector("h2");
      if (heading === null) return;
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
      heading.scrollIntoView({ block: "start" });
    },
  };
}
