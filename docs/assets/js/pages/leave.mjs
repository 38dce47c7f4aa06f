/**
 * Stop and get help: leave quickly, hide the screen, delete what was typed.
 */

import { makeButton } from "../button.mjs";
import { openHideScreen } from "./hide-screen.mjs";
import { forgetAll } from "../plan/forget.mjs";
import { speaker } from "../words.mjs";

/** A page that nobody wonders about: the one to which GOV.UK's "Exit this page" leads. */
const ELSEWHERE = "https://www.bbc.co.uk/weather";

const place = /** @type {HTMLElement | null} */ (document.querySelector(".pb-leave[data-words]"));
if (place) {
  const say = speaker(JSON.parse(place.dataset.words ?? "{}"));
  const buttons = document.createElement("p");
  buttons.className = "pb-go pb-leave-go";
  const button = (/** @type {string} */ text, /** @type {string} */ kind, /** @type {() => void} */ act) => buttons.append(makeButton(text, kind, act));
  const limits = document.createElement("p");
  limits.className = "pb-small";
  limits.textContent = say("page-leave-limits");
  const done = document.createElement("p");
  done.setAttribute("role", "status");

  button(say("page-leave-quickly"), "pb-button pb-main", () => {
    // Gone before the other page is there.
    document.documentElement.classList.add("pb-covered");
    document.title = say("page-hidden-title");
    location.replace(ELSEWHERE);
  });
  button(say("page-leave-hide"), "pb-button", openHideScreen((name) => say(`page-${name}`)));
  button(say("page-leave-delete"), "pb-button", async () => {
    const gone = await forgetAll({ session: () => window.sessionStorage, local: () => window.localStorage });
    done.textContent = say(gone ? "page-leave-deleted" : "page-leave-not-deleted");
  });
  place.replaceWith(buttons, limits, done);
}
