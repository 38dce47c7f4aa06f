/**
 * What one can do with a result: beside it on a wide screen, a bar at the foot of a phone.
 */

/**
 * @param {HTMLElement} holder  around the result
 * @param {import("../words.mjs").Say} say
 * @param {{ card: () => void, copy: () => void, change: () => void, room: () => void }} acts
 */
export function openRail(holder, say, acts) {
  const rail = document.createElement("aside");
  rail.className = "pb-rail pb-footbar";
  rail.setAttribute("aria-label", say("page-rail"));
  rail.hidden = true;

  /** @param {string} text @param {string} kind @param {() => void} act */
  function button(text, kind, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = kind;
    made.textContent = text;
    made.addEventListener("click", act);
    return made;
  }
  rail.append(button(say("page-card"), "pb-button pb-main", acts.card));
  if (navigator.clipboard) rail.append(button(say("page-copy"), "pb-button", acts.copy));
  rail.append(button(say("page-change-answers"), "pb-button", acts.change));
  holder.append(rail);

  const more = document.createElement("p");
  more.className = "pb-rail-more";
  more.hidden = true;
  more.append(button(say("page-in-the-room"), "pb-quiet", acts.room));
  for (const name of ["page-print", "page-save-copy", "page-delete"]) {
    const made = button(say(name), "pb-quiet", () => {});
    made.dataset.act = name;
    more.append(made);
  }
  holder.append(more);

  return {
    /** @param {boolean} visible */
    show(visible) {
      rail.hidden = !visible;
      more.hidden = !visible;
    },
  };
}
