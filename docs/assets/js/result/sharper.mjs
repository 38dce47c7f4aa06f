/**
 * Make it sharper: the next question that would change the result, why, and how much is left.
 */

import { makeButton } from "../button.mjs";

/**
 * @param {HTMLElement} place
 * @param {import("../words.mjs").Say} say
 * @param {{ title: string, why: string, left: number, go: () => void } | null} next
 */
export function offerSharper(place, say, next) {
  place.hidden = next === null;
  if (next === null) {
    place.replaceChildren();
    return;
  }
  const { title, why, left, go } = next;
  const heading = document.createElement("h3");
  heading.textContent = say("page-sharper");
  const question = document.createElement("p");
  const strong = document.createElement("b");
  strong.textContent = title;
  question.append(strong, " ", why);
  const count = document.createElement("p");
  count.className = "pb-small";
  count.textContent = left === 1 ? say("page-sharper-count-one") : say("page-sharper-count", { count: left });
  const act = document.createElement("p");
  act.append(makeButton(say("page-sharper-answer"), "pb-button", go));
  place.replaceChildren(heading, question, count, act);
}
