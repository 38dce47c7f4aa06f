/**
 * The card: one page of paper, on the screen as it will be printed. The limit can be left out; the engine then makes another card, which
 * does not give it away by its verdict either.
 */

import { makeButton } from "../button.mjs";
import { asNodes } from "../result/reply-html.mjs";
import { fitOnePage } from "./one-page.mjs";

/**
 * @param {HTMLElement} region
 * @param {object} page
 * @param {import("../words.mjs").Say} page.say
 * @param {(numbers: boolean) => Promise<string>} page.load  the card's HTML; rejects when there is none
 * @param {() => void} page.back
 * @param {() => void} page.room
 */
export function openCard(region, { say, load, back, room }) {
  const heading = document.createElement("h1");
  heading.className = "pb-unseen";
  heading.textContent = say("page-card-name");
  const tools = document.createElement("p");
  tools.className = "pb-go pb-card-tools";
  const place = document.createElement("div");
  const hide = document.createElement("input");
  hide.type = "checkbox";
  const label = document.createElement("label");
  label.className = "pb-option";
  const words = document.createElement("span");
  words.textContent = say("page-card-hide");
  label.append(hide, words);
  /** The number of the last card that was asked for. */
  let last = 0;

  tools.append(
    makeButton(say("page-print-card"), "pb-button pb-main", () => window.print()),
    makeButton(say("page-back"), "pb-button", back),
    label,
    makeButton(say("page-in-the-room"), "pb-quiet", room),
  );
  region.append(heading, tools, place);

  /** @param {string} text */
  function tell(text) {
    const line = document.createElement("p");
    line.textContent = text;
    place.replaceChildren(line);
  }

  async function draw() {
    const mine = (last += 1);
    if (place.childElementCount === 0) tell(say("page-working"));
    try {
      const html = await load(!hide.checked);
      if (mine !== last) return;
      const made = asNodes(html);
      const card = made.firstElementChild;
      if (card instanceof HTMLElement) fitOnePage(card, region);
      place.replaceChildren(...(card ? [card] : []));
    } catch {
      if (mine === last) tell(say("page-card-failed"));
    }
  }
  hide.addEventListener("change", draw);

  return {
    heading,
    show() {
      region.hidden = false;
      void draw();
    },
    hide() {
      last += 1;
      region.hidden = true;
      place.replaceChildren();
    },
  };
}
