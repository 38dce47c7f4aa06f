/**
 * The home page for somebody who comes back: the plan that they were at, how far they have come, and the way on. No engine is loaded.
 */

import { currentPlan, hasPlan } from "../plan/kept-index.mjs";
import { fit } from "../plan/last-result.mjs";
import { openShelf } from "../plan/open-kept.mjs";
import { speaker } from "../words.mjs";

const place = /** @type {HTMLElement | null} */ (document.querySelector(".pb-welcome[data-words]"));
const stores = { session: () => window.sessionStorage, local: () => window.localStorage };

/** What is known of the plan that this tab is at; null where nothing is kept. Nothing is opened, or made, for somebody who only reads. */
async function lastOfAll() {
  if (!hasPlan(stores.session, stores.local)) return null;
  const { shelf } = await openShelf(stores);
  const { id } = currentPlan(stores.session, stores.local);
  const kept = (await shelf.read(id)) ?? (await shelf.list())[0];
  return fit(kept?.last);
}

const last = await lastOfAll().catch(() => null);
if (place && last) {
  const say = speaker(JSON.parse(place.dataset.words ?? "{}"));
  const heading = document.createElement("h2");
  heading.textContent = last.name || say("page-welcome-unnamed");
  const count = document.createElement("p");
  count.textContent = last.total > 0 ? say("page-welcome-steps", { done: Number(last.done), total: Number(last.total) }) : say("page-welcome-open");
  const link = document.createElement("a");
  link.className = "pb-button pb-main";
  link.href = last.page;
  link.textContent = say("page-welcome-go-on");
  const way = document.createElement("p");
  way.append(link);
  place.replaceChildren(heading, count, way);
  place.hidden = false;
}
