/**
 * An activity in somebody else's page: one worksheet, or all of them over one plan. It is the same form, engine and result as on the
 * worksheet's own page. The plan is in memory alone, and the portal learns how far somebody has come, and nothing else.
 */

import { openPageEngine, readPlaces, whenParsed } from "../engine/page-engine.mjs";
import { watchPointer } from "../pages/pointer.mjs";
import { speaker } from "../words.mjs";
import { dress } from "./colours.mjs";
import { frameReporter } from "./frame-reporter.mjs";
import { watchHeight } from "./height.mjs";
import { openHelp } from "./help.mjs";
import { tendLinks } from "./links.mjs";
import { openNotes } from "./notes.mjs";
import { openProgress } from "./progress.mjs";
import { careful, openReporter, silent } from "./reporter.mjs";
import { openActivity } from "./activity.mjs";
import { tidyAddress } from "./settings.mjs";
import { openStay } from "./stay.mjs";

/** @typedef {{ activity: string, build: string, steps: string[], several: boolean, site: boolean, words: Record<string, string> }} Told */

/** Milliseconds that the first question waits for the portal. */
const SOON = 500;

const html = document.documentElement;
const settings = tidyAddress();
let { theme } = settings;
/** @param {import("./settings.mjs").Theme} next */
function wear(next) {
  theme = next;
  dress(html, theme, settings.accent);
}
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => wear(theme));

watchPointer();
const { worksheets: _, ...places } = readPlaces(document);
const engine = openPageEngine(places, { keeps: false });
await whenParsed(document, "pb-embed");
const main = /** @type {HTMLElement} */ (document.querySelector("main"));
/** @type {Told} */
const told = JSON.parse(document.getElementById("pb-embed")?.textContent ?? "");
const say = speaker(told.words);
const metaOf = (/** @type {string} */ name) => /** @type {HTMLMetaElement | null} */ (document.querySelector(`meta[name="${name}"]`))?.content ?? "";

tendLinks(main, told.site);
const notes = openNotes(main, { say, settings });
const progress = openProgress(told.steps);
const stay = await openStay(main, { say, offered: settings.storage !== "none" });
const help = openHelp(main, { finish: () => activity.end() });

/** The portal may answer late: what happens before is told then. */
let reporter = careful(silent());
const activity = openActivity(main, {
  told,
  engine,
  stores: stay.stores,
  progress,
  help,
  reached: () => reporter.step(progress.told()),
  ended() {
    const { done, total, state } = progress.told();
    reporter.completed({ done, total, state });
    notes.ended(reporter.listens);
  },
  failed: (code) => reporter.error(code),
});

const opening = openReporter(
  metaOf("pb-portal"),
  { frame: frameReporter({ self: window, origins: metaOf("pb-origins").split(" ").filter(Boolean) }), .../** @type {any} */ (window).playbookPortals },
  {
    activity: told.activity,
    steps: told.steps,
    build: told.build,
    settings,
    orders: { theme: wear, resume: (state) => void (progress.resume(state) && activity.goOn()) },
  },
).then((found) => {
  reporter = careful(found);
  notes.listens(found);
  reporter.ready(told.activity);
  if (found.resize) watchHeight(found.resize);
  return progress.resume(reporter.resume());
});
// Nobody waits long for a portal. One that answers later is told then, and leads on whoever has not begun.
const early = await Promise.race([opening.then(() => true), new Promise((resolve) => setTimeout(resolve, SOON, false))]);
await activity.begin();
if ((await opening) && !early) activity.goOn();
reporter.step(progress.told());
notes.exit(() => {
  activity.leave();
  reporter.finish();
});
