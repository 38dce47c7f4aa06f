/**
 * The result: the engine's own sanitised HTML, with the person's ticks put back into it, and what one can do with it.
 */

import { openAside } from "./aside.mjs";
import { copyText } from "./clipboard.mjs";
import { openReachable } from "./reachable.mjs";
import { asNodes } from "./reply-html.mjs";

/**
 * @param {HTMLElement} region
 * @param {object} page
 * @param {import("../words.mjs").Say} page.say
 * @param {(step: string, done: boolean) => void} page.ticked
 * @param {(step: string, set: boolean) => void} page.aside  a step is not for this person, or is so again
 * @param {() => void} page.toForm
 * @param {() => Promise<string>} page.asText  the shown checklist as text; rejects when there is none to be had
 * @param {() => void} page.copied
 * @param {(path: string) => void} page.toField  go to the question of an answer that is missing
 * @param {(from: { play: string, step: string, number: number, name: string }) => void} page.toPlay  somebody goes to a step's play
 */
export function openResult(region, { say, ticked, aside, toForm, asText, copied, toField, toPlay }) {
  const notice = document.createElement("p");
  notice.className = "pb-notice";
  const content = document.createElement("div");
  const count = document.createElement("p");
  count.className = "pb-small";
  const sharper = document.createElement("section");
  sharper.className = "pb-sharper";
  const tools = document.createElement("p");
  tools.className = "pb-buttons";
  region.replaceChildren(notice, content, count, sharper, tools);

  const apart = openAside(content, {
    say,
    aside(step, set) {
      showCount();
      aside(step, set);
    },
  });
  const tables = openReachable();
  // The worked examples' too.
  tables.look(document);
  const boxes = () => /** @type {NodeListOf<HTMLInputElement>} */ (content.querySelectorAll("input[data-step]"));
  const showCount = () => {
    const all = [...boxes()];
    count.hidden = all.length === 0;
    count.textContent = say("page-step-done", { done: all.filter((box) => box.checked).length, total: all.length });
  };

  const copy = () => void copyText(asText()).then(copied, () => {});
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
    tool(say("page-copy-text"), copy);
  }

  content.addEventListener("change", (event) => {
    const box = /** @type {HTMLInputElement} */ (event.target);
    if (box.dataset.step === undefined) return;
    showCount();
    ticked(box.dataset.step, box.checked);
  });
  content.addEventListener("click", (event) => {
    const pressed = /** @type {Element} */ (event.target);
    const button = /** @type {HTMLElement | null} */ (pressed.closest("button[data-copy]"));
    if (button) void copyText(Promise.resolve(lineOf(button))).then(copied, () => {});
    const missing = /** @type {HTMLElement | null} */ (pressed.closest("a[data-field]"));
    if (missing) {
      event.preventDefault();
      toField(missing.dataset.field ?? "");
    }
    const link = /** @type {HTMLAnchorElement | null} */ (pressed.closest("a[href]"));
    const step = link?.closest("li:has(input[data-step])");
    if (link && step && !missing) toPlay(stepOf(step, link));
  });

  /** The line to say that a button stands below. @param {HTMLElement} button */
  function lineOf(button) {
    const line = button.closest("li, .pb-opening")?.querySelector("blockquote")?.textContent ?? "";
    return line.trim().replace(/^[“"]|[”"]$/g, "");
  }

  /** @param {Element} step @param {HTMLAnchorElement} link */
  function stepOf(step, link) {
    const box = /** @type {HTMLInputElement} */ (step.querySelector("input[data-step]"));
    const number = [...boxes()].indexOf(box) + 1;
    return { play: link.pathname, step: box.dataset.step?.split("/")[1] ?? "", number, name: content.querySelector(".pb-over")?.textContent ?? "" };
  }

  return {
    /** Go to a step, folded or not. @param {string} id  without its play */
    toStep(id) {
      const step = [...boxes()].find((box) => box.dataset.step?.split("/")[1] === id);
      const fold = step?.closest("details");
      if (fold) fold.open = true;
      step?.focus({ preventScroll: true });
      step?.closest("li")?.scrollIntoView({ block: "center", behavior: "instant" });
    },
    sharper,
    tools,
    /** @param {{ html: string }} reply @param {string[]} done @param {string} example  the notice, or "" */
    show(reply, done, example) {
      const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.step : undefined;
      const moved = apart.isHere();
      const waited = content.contains(document.activeElement) && focused === undefined;
      const folds = new Map([...content.querySelectorAll("details")].map((fold) => [titleOf(fold), fold.open]));
      content.replaceChildren(asNodes(reply.html));
      // By their titles: another answer may bring a fold that stands before them.
      for (const fold of content.querySelectorAll("details")) fold.open = folds.get(titleOf(fold)) ?? fold.open;
      for (const box of boxes()) box.checked = done.includes(box.dataset.step ?? "");
      for (const link of content.querySelectorAll("a")) link.dataset.address = link.href;
      region.hidden = false;
      const place = apart.settle();
      tables.look(content);
      if (moved && place !== null) place.focus();
      else if (focused !== undefined) [...boxes()].find((box) => box.dataset.step === focused)?.focus();
      else if (waited) this.focus();
      notice.textContent = example;
      notice.hidden = example === "";
      showCount();
    },
    /** The result is on its way. @param {string} text */
    wait(text) {
      const heading = document.createElement("h1");
      heading.className = "pb-result-heading";
      heading.textContent = text;
      content.replaceChildren(heading);
      notice.hidden = true;
      count.hidden = true;
      region.hidden = false;
    },
    hide() {
      apart.forget();
      content.replaceChildren();
      sharper.replaceChildren();
      region.hidden = true;
    },
    copy,
    name: () => content.querySelector(".pb-over")?.textContent ?? "",
    heading: () => /** @type {HTMLElement | null} */ (content.querySelector("h1, h2")),
    focus() {
      const heading = this.heading();
      if (heading === null) return;
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
      heading.scrollIntoView({ block: "start" });
    },
  };
}

/** What a fold is called, without how much is in it. @param {HTMLDetailsElement} fold */
const titleOf = (fold) => fold.querySelector("summary")?.firstChild?.textContent?.trim() ?? "";
