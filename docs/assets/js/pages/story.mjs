/**
 * A story's page: the button that opens a copy of its plan among the reader's own. Without this script the story can be read whole,
 * and the button is not there.
 */

import { openShelf } from "../plan/open-kept.mjs";
import { openPlanList } from "../plan/plan-list.mjs";
import { speaker } from "../words.mjs";

/**
 * Keep a copy of a story's plan as one of the reader's own, and make this tab be at it. No other plan is changed: where there is room
 * for one only, and it is taken, nothing happens.
 *
 * @param {import("../plan/plan.mjs").Plan} plan
 * @param {import("../plan/open-kept.mjs").Stores} stores
 * @param {Awaited<ReturnType<typeof openShelf>>} opened
 * @returns {Promise<"kept" | "full" | "failed">}
 */
export async function keepCopy(plan, stores, { shelf, where }) {
  try {
    // There is room for one plan in a tab.
    if (where === "tab" && (await shelf.list()).length > 0) return "full";
    await openPlanList(shelf, stores).add(plan);
    return "kept";
  } catch {
    return "failed";
  }
}

function begin() {
  const root = document.querySelector(".pb-story[data-story]");
  const place = /** @type {HTMLElement | null | undefined} */ (root?.querySelector(".pb-story-open"));
  const button = place?.querySelector("button");
  const spoken = place?.querySelector("[role=status]");
  if (!place || !button || !spoken) return;
  const { plan, words } = JSON.parse(document.getElementById("pb-words")?.textContent ?? "");
  const say = speaker(words);
  const stores = { session: () => window.sessionStorage, local: () => window.localStorage };
  button.addEventListener("click", async () => {
    // Pressed twice, it would make two.
    button.disabled = true;
    const came = await keepCopy(plan, stores, await openShelf(stores));
    button.disabled = false;
    if (came === "kept") location.assign(new URL("../../your-plans/", document.baseURI));
    else spoken.textContent = say(came);
  });
  place.hidden = false;
}

if (typeof document !== "undefined") begin();
