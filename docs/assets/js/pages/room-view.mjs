/**
 * In the room: the card on a phone. The lines large, steps to tick, and the limit only while it is touched.
 */

import { makeButton } from "../button.mjs";
import { asNodes } from "../result/reply-html.mjs";

/**
 * @param {HTMLElement} region
 * @param {object} page
 * @param {import("../words.mjs").Say} page.say
 * @param {() => Promise<string>} page.load  the HTML of the card for a screen, without a number of the person's own
 * @param {(step: string, done: boolean) => void} page.ticked
 * @param {() => void} page.back
 */
export function openRoom(region, { say, load, ticked, back }) {
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
    const box = /** @type {HTMLInputElement | null} */ (step.querySelector("input[data-step]"));
    const id = box?.dataset.step ?? "";
    if (box) {
      box.checked = done.includes(id);
      box.addEventListener("change", () => ticked(id, box.checked));
    }
    made.append(...step.children);
    return made;
  }

  /** @param {string} html @param {string[]} done */
  function fill(html, done) {
    const steps = [...asNodes(html).querySelectorAll(".pb-card-steps > li")].map((step) => item(step, done));
    list.replaceChildren(...steps);
  }

  return {
    heading,
    /** @param {{ html: string }} reply @param {string[]} done */
    show(reply, done) {
      amount = asNodes(reply.html).querySelector(".pb-tile:has(.pb-ln-limit) .pb-big")?.textContent ?? "";
      limit.hidden = amount === "";
      cover();
      region.hidden = false;
      // Where there is nothing to be had, the lines of the result still stand on the screen before.
      void load().then((html) => region.hidden || fill(html, done), () => {});
    },
    hide() {
      amount = "";
      cover();
      list.replaceChildren();
      region.hidden = true;
    },
  };
}
