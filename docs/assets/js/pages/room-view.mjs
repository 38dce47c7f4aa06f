/**
 * In the room: the card on a phone. The lines large, steps to tick, and the limit only while it is touched.
 */

import { makeButton } from "../button.mjs";
import { asNodes } from "../result/reply-html.mjs";

/**
 * @param {HTMLElement} region
 * @param {object} page
 * @param {import("../words.mjs").Say} page.say
 * @param {(step: string, done: boolean) => void} page.ticked
 * @param {() => void} page.back
 */
export function openRoom(region, { say, ticked, back }) {
  const heading = document.createElement("h1");
  heading.textContent = say("page-room-name");
  const list = document.createElement("ol");
  list.className = "pb-room-steps";
  const limit = makeButton("", "pb-button pb-room-limit", () => {});
  const leave = makeButton(say("page-back"), "pb-button", back);
  region.append(heading, list, limit, leave);

  /** The limit, as the result shows it. */
  let amount = "";
  const show = () => (limit.textContent = amount);
  const cover = () => (limit.textContent = say("page-room-limit"));
  limit.addEventListener("pointerdown", show);
  for (const end of ["pointerup", "pointerleave", "pointercancel", "blur", "keyup"]) limit.addEventListener(end, cover);
  limit.addEventListener("keydown", ({ key }) => (key === " " || key === "Enter") && show());
  // A long touch would open the phone's own menu in the place of the number.
  limit.addEventListener("contextmenu", (event) => event.preventDefault());

  /** @param {Element} step @param {string[]} done */
  function item(step, done) {
    const made = document.createElement("li");
    const id = /** @type {HTMLInputElement | null} */ (step.querySelector("input[data-step]"))?.dataset.step ?? "";
    const label = document.createElement("label");
    label.className = "pb-tick";
    const box = document.createElement("input");
    box.type = "checkbox";
    box.checked = done.includes(id);
    box.addEventListener("change", () => ticked(id, box.checked));
    const words = document.createElement("span");
    words.textContent = step.querySelector("h1, h2, h3, h4, h5")?.textContent ?? "";
    label.append(box, words);
    made.append(label, ...step.querySelectorAll("blockquote"));
    return made;
  }

  return {
    heading,
    /** @param {{ html: string }} reply @param {string[]} done */
    show(reply, done) {
      const result = asNodes(reply.html);
      amount = result.querySelector(".pb-tile:has(.pb-ln-limit) .pb-big")?.textContent ?? "";
      limit.hidden = amount === "";
      cover();
      const steps = [...result.querySelectorAll(".pb-now .pb-step")].map((step) => item(step, done));
      const opening = result.querySelector(".pb-opening blockquote");
      if (opening) {
        const first = document.createElement("li");
        first.append(opening);
        steps.unshift(first);
      }
      list.replaceChildren(...steps);
      region.hidden = false;
    },
    hide() {
      amount = "";
      cover();
      list.replaceChildren();
      region.hidden = true;
    },
  };
}
