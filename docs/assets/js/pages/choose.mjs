/**
 * The list of all plays, made shorter by time, seat and topic. Without this script the whole list stands there, and the pages that
 * list plays by time and by seat are linked below it.
 */

/**
 * What is chosen: the minutes one has, one's seat, a topic; "" for each that does not matter.
 *
 * @typedef {{ minutes: string, seat: string, topic: string }} Choice
 */

/**
 * Tell whether a play fits a choice. A play for both seats fits either.
 *
 * @param {Choice} play  what the play says of itself
 * @param {Choice} choice
 */
export function fits(play, choice) {
  const inTime = choice.minutes === "" || Number(play.minutes) <= Number(choice.minutes);
  const forSeat = choice.seat === "" || play.seat === choice.seat || play.seat === "both";
  return inTime && forSeat && (choice.topic === "" || play.topic === choice.topic);
}

function begin() {
  const form = /** @type {HTMLFormElement | null} */ (document.querySelector(".pb-choose"));
  if (!form) return;
  const spoken = /** @type {HTMLElement} */ (form.querySelector("[role=status]"));
  const marks = Array.from(document.querySelectorAll(".pb-row [data-minutes]"), (mark) => /** @type {HTMLElement} */ (mark));
  const show = () => {
    const chosen = new FormData(form);
    const of = (/** @type {string} */ name) => String(chosen.get(name) ?? "");
    const choice = { minutes: of("minutes"), seat: of("seat"), topic: of("topic") };
    let count = 0;
    for (const mark of marks) {
      const { minutes = "", seat = "", topic = "" } = mark.dataset;
      const row = /** @type {HTMLElement} */ (mark.closest(".pb-row"));
      row.hidden = !fits({ minutes, seat, topic }, choice);
      if (!row.hidden) count += 1;
    }
    // A stage of which no play is left would be a heading over nothing.
    for (const part of new Set(marks.map((mark) => mark.closest(".pb-part")))) {
      if (part instanceof HTMLElement) part.hidden = !part.querySelector(".pb-row:not([hidden])");
    }
    const chose = Object.values(choice).some((one) => one !== "");
    const words = (count === 0 ? form.dataset.none : form.dataset.found) ?? "";
    spoken.textContent = chose ? words.replace("{count}", String(count)) : "";
  };
  form.addEventListener("change", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  // A browser that comes back to the page has kept what was chosen.
  show();
}

if (typeof document !== "undefined") begin();
