/**
 * Makes a card fit on one page. Which paper is in the printer is not known before it prints, so the card is measured on a sheet that is
 * no wider and no longer than what A4 and Letter both leave within their margins (`.pb-sheet` in card.css).
 */

/** At most so many lines to write on. */
const ROOM_TO_WRITE = 12;

/**
 * Leaves out what does not fit, the last step first, then the last answer; what room is left is for writing.
 *
 * @param {HTMLElement} card
 * @param {HTMLElement} beside  where it is measured, out of sight
 */
export function fitOnePage(card, beside) {
  const sheet = document.createElement("div");
  sheet.className = "pb-sheet";
  beside.append(sheet);
  sheet.append(card);
  const fits = () => card.offsetHeight <= sheet.clientHeight;

  for (const least of leastOf(card)) {
    if (fits()) break;
    const section = least.closest("section");
    least.remove();
    if (section?.querySelector("li, dt") === null) section.remove();
  }
  const notes = card.querySelector(".pb-card-notes");
  while (notes && notes.childElementCount < ROOM_TO_WRITE) {
    notes.append(document.createElement("i"));
    if (fits()) continue;
    notes.lastElementChild?.remove();
    break;
  }
  sheet.remove();
  return card;
}

/** What a card can do without, the least needed first: all steps and answers but the first step. @param {HTMLElement} card */
function leastOf(card) {
  const [, ...steps] = card.querySelectorAll(".pb-card-steps > li");
  return [...steps.reverse(), ...[...card.querySelectorAll(".pb-card-replies > div")].reverse()];
}
