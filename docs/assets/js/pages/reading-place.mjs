/**
 * Brings readers back to where they were on the page before a reload.
 *
 * The browser does that too, but before the checklist is there. The reader would then look at what stands below it, the worked example
 * with somebody else's checklist.
 */

const KEY = "playbook-place";

/** Signs that readers have begun to move on the page by themselves; they are left where they are. */
const MOVES = ["wheel", "touchmove", "pointerdown", "keydown"];

/** That the page is loaded again just when a result has come. */
const COMING = "playbook-to-result";

/** Have the page that is loaded next lead to its result. @param {() => Storage} storage */
export function leadToResult(storage) {
  try {
    storage().setItem(COMING, "");
  } catch {
    // Then the reader finds it below the form.
  }
}

/** Whether this page is to lead to its result, once. @param {() => Storage} storage */
export function leadsToResult(storage) {
  try {
    const leads = storage().getItem(COMING) !== null;
    storage().removeItem(COMING);
    return leads;
  } catch {
    return false;
  }
}

/**
 * @param {HTMLElement} region  the checklist's: all distances are from its upper edge
 * @param {() => Storage} storage
 * @returns {{ restore: () => void }}  called once the checklist is there again
 */
export function keepPlace(region, storage) {
  let moved = false;
  for (const kind of MOVES) addEventListener(kind, () => (moved = true), { once: true, capture: true, passive: true });

  function note() {
    try {
      if (region.hidden) storage().removeItem(KEY);
      else storage().setItem(KEY, String(Math.round(region.getBoundingClientRect().top)));
    } catch {
      // Then the page stands where the browser puts it.
    }
  }
  addEventListener("pagehide", note);
  document.addEventListener("visibilitychange", () => document.hidden && note());

  return {
    restore() {
      const [visit] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
      const dropped = /** @type {{ wasDiscarded?: boolean }} */ (document).wasDiscarded === true;
      // Somebody who came by a link expects the beginning of the page.
      if (moved || (visit?.type === "navigate" && !dropped)) return;
      let top = null;
      try {
        top = storage().getItem(KEY);
      } catch {
        // Nothing was kept.
      }
      if (top === null) return;
      window.scrollBy({ top: region.getBoundingClientRect().top - Number(top), behavior: "instant" });
    },
  };
}
