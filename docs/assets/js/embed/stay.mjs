/**
 * Where an activity's plan is: in memory, and on the device as well where somebody asks for it with a tick.
 */

import { PLAN } from "../plan/in-tab.mjs";
import { memory } from "./memory.mjs";
import { openRemember } from "./remember.mjs";

/**
 * @param {HTMLElement} main
 * @param {object} page
 * @param {import("../words.mjs").Say} page.say
 * @param {boolean} page.offered
 * @returns {Promise<{ stores: import("../plan/open-kept.mjs").Stores }>}
 */
export async function openStay(main, { say, offered }) {
  const place = /** @type {HTMLElement | null} */ (main.querySelector(".pb-embed-stay"));
  const box = /** @type {HTMLInputElement | null} */ (place?.querySelector("input") ?? null);
  const told = /** @type {HTMLElement | null} */ (place?.querySelector("[role=status]") ?? null);
  const secret = JSON.parse(main.querySelector("#pb-words")?.textContent ?? '{"private":[]}').private;
  const remember = openRemember({ local: () => window.localStorage, secret });
  const session = memory((key, value) => {
    remember.changed(key, value);
    if (box) box.checked = remember.on();
  });
  const local = memory();
  const stores = { session: () => session, local: () => local };
  if (!place || !box || !offered) return { stores };

  place.hidden = false;
  const before = remember.on() ? await remember.load() : "";
  if (before !== "") session.setItem(PLAN, before);
  box.checked = remember.on();
  const put = (/** @type {string} */ text) => {
    if (told) told.textContent = text;
  };
  box.addEventListener("change", async () => {
    const wanted = box.checked;
    try {
      await (wanted ? remember.begin() : remember.forget());
      put(say(wanted ? "embed-remembered" : "embed-forgotten"));
    } catch {
      box.checked = remember.on();
      put(say(wanted ? "embed-not-remembered" : "embed-not-forgotten"));
    }
  });
  addEventListener("pagehide", remember.flush);
  return { stores };
}
