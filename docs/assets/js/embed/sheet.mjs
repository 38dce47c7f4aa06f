/**
 * One worksheet of an activity: it is opened as on its own page, over the plan in memory, and the activity hears which screen stands
 * there.
 */

import { formAttributes } from "../form/form-attributes.mjs";
import { openWorksheet } from "../pages/open-worksheet.mjs";
import { openTab } from "../plan/tab.mjs";
import { openKept } from "../plan/open-kept.mjs";

/** What the last step of a worksheet is called. */
export const RESULT = "result";

/** @typedef {import("../pages/screens.mjs").View} View */

/**
 * @param {Element} root  a `.pb-worksheet` that stands in the page
 * @param {object} page
 * @param {any} page.told  what the page holds for the worksheet's scripts
 * @param {Record<string, string>} page.words
 * @param {import("../engine/page-engine.mjs").PageEngine} page.engine
 * @param {import("../plan/open-kept.mjs").Stores} page.stores  in memory
 * @param {string | undefined} page.from  the step to begin at
 * @param {(slug: string, passed: string[]) => void} page.at  somebody is at a step, and these are behind them
 * @param {(view: View["name"]) => void} page.view  which kind of screen stands there
 * @param {(slugs: string[]) => void} page.shown  the result stands there; the slugs of all steps
 * @param {() => void} page.help
 */
export async function openSheet(root, { told, words, engine, stores, from, at, view, shown, help }) {
  const name = formAttributes(root).get("data-worksheet");
  const groups = [...root.querySelectorAll(".pb-form > .pb-group")];
  const slugs = groups.map((group) => (group.getAttribute("aria-labelledby") ?? "").replace("pb-group-", ""));
  const first = slugs.filter((_, place) => !("sharper" in /** @type {HTMLElement} */ (groups[place]).dataset));
  const place = slugs.indexOf(from ?? "");
  /** @type {View | null} */
  let before = null;
  const settings = /** @type {Element} */ (root.querySelector(".pb-settings"));
  // People of many countries meet in one portal: how they write numbers is asked with the first question, below it.
  root.querySelector(".pb-form > .pb-pass")?.after(settings);

  // In memory there is nothing that the browser could refuse: the words for that say here that nothing is kept.
  const opened = { shelf: openTab(stores.session), where: /** @type {const} */ ("tab"), trouble: /** @type {const} */ ("refused") };
  const kept = await openKept({ stores, opened, secret: told.private, shared: told.shared });
  const screen = place > 0 ? `#q-${place + 1}` : from === RESULT ? "#check" : "";
  history.replaceState(screen === "" ? null : { screen, from: "", deep: false }, "", location.pathname + location.search);
  const { flow, leave } = openWorksheet(root, name, engine, { ...told, words }, stores, kept, {
    entered(now) {
      view(now.name);
      if (now.name === "ask") settings.classList.toggle("pb-away", now.at !== 0);
      const left = before?.name === "ask" && !(now.name === "ask" && now.at <= before.at) ? [slugs[before.at]] : [];
      before = now;
      const slug = now.name === "ask" ? slugs[now.at] : now.name === "result" ? RESULT : "";
      at(slug, left);
    },
    shown: () => shown([...first, RESULT]),
    help,
  });
  return {
    /** Go to a step, if that is one of this worksheet's screens. @param {string} slug */
    goTo(slug) {
      const there = slugs.indexOf(slug);
      if (there >= 0) flow.enter({ name: "ask", at: there });
    },
    focus: flow.focusHeading,
    /** Keep what stands in the form: the worksheet is taken out of the page. */
    leave,
  };
}
