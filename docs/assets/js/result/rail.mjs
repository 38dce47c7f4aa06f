/**
 * What one can do with a result: beside it on a wide screen, a bar at the foot of a phone.
 */

import { makeButton } from "../button.mjs";

/**
 * @param {HTMLElement} holder  around the result
 * @param {import("../words.mjs").Say} say
 * @param {{ card: () => void, take: () => void, copy: () => void, change: () => void, room: () => void }} acts
 */
export function openRail(holder, say, acts) {
  const rail = document.createElement("aside");
  rail.className = "pb-rail pb-footbar";
  rail.setAttribute("aria-label", say("page-rail"));
  rail.hidden = true;

  const card = makeButton(say("page-card"), "pb-button pb-main", acts.card);
  rail.append(card, makeButton(say("page-take-along"), "pb-button", acts.take));
  if (navigator.clipboard) rail.append(makeButton(say("page-copy"), "pb-button", acts.copy));
  rail.append(makeButton(say("page-change-answers"), "pb-button", acts.change));
  holder.append(rail);

  const more = document.createElement("p");
  more.className = "pb-rail-more";
  more.hidden = true;
  const room = makeButton(say("page-in-the-room"), "pb-quiet", acts.room);
  more.append(room);
  for (const name of ["page-print", "page-save-copy", "page-delete"]) {
    const made = makeButton(say(name), "pb-quiet", () => {});
    made.dataset.act = name;
    more.append(made);
  }
  holder.append(more);

  return {
    /** Offer nothing that is for a talk. @param {boolean} ended */
    ends(ended) {
      card.hidden = ended;
      room.hidden = ended;
    },
    /** @param {boolean} visible */
    show(visible) {
      rail.hidden = !visible;
      more.hidden = !visible;
    },
  };
}
