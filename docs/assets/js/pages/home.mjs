/**
 * The home page for somebody who comes back in this tab: their plan, how far they have come, and the way on. No engine is loaded.
 */

import { readLast } from "../plan/last-result.mjs";
import { speaker } from "../words.mjs";

const place = /** @type {HTMLElement | null} */ (document.querySelector(".pb-welcome[data-words]"));
const last = readLast(() => window.sessionStorage);
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
