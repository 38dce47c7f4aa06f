/**
 * What the pages of all activities have in common: the address, the colours, the words about the portal, and the reporter.
 */

import { speaker } from "../words.mjs";
import { dress } from "./colours.mjs";
import { frameReporter } from "./frame-reporter.mjs";
import { watchHeight } from "./height.mjs";
import { tendLinks } from "./links.mjs";
import { openNotes } from "./notes.mjs";
import { openProgress } from "./progress.mjs";
import { careful, openReporter, silent } from "./reporter.mjs";
import { tidyAddress } from "./settings.mjs";

/** Milliseconds that the first question waits for the portal. */
const SOON = 500;

/**
 * @typedef {{ activity: string, build: string, steps: string[], site: boolean, words: Record<string, string> } & Record<string, any>} Told
 *   what a page holds for its scripts
 *
 * @typedef {object} Activity  what fills the page
 * @property {() => unknown} begin  show the first step that is not behind somebody
 * @property {() => void} goOn  do so again, unless somebody has begun meanwhile
 * @property {() => void} leave  somebody leaves by the button
 */

/** @typedef {ReturnType<typeof openPortalPage>} PortalPage */

/** Open what stands around an activity. The page has been read up to `#pb-embed`. */
export function openPortalPage() {
  const html = document.documentElement;
  const main = /** @type {HTMLElement} */ (document.querySelector("main"));
  /** @type {Told} */
  const told = JSON.parse(document.getElementById("pb-embed")?.textContent ?? "");
  const say = speaker(told.words);
  const settings = tidyAddress();
  let { theme } = settings;
  /** @param {import("./settings.mjs").Theme} next */
  function wear(next) {
    theme = next;
    dress(html, theme, settings.accent);
  }
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => wear(theme));
  tendLinks(main, told.site);

  const notes = openNotes(main, { say, settings });
  const progress = openProgress(told.steps);
  /** The portal may answer late: what happens before is told then. */
  let reporter = careful(silent());

  return {
    main,
    told,
    say,
    settings,
    progress,
    /** Somebody may be at another step. */
    reached: () => reporter.step(progress.told()),
    /** The result was seen, and Finish was pressed. */
    ended() {
      const { done, total, state } = progress.told();
      reporter.completed({ done, total, state });
      notes.ended(reporter.listens);
    },
    /** @param {import("./reporter.mjs").Code} code */
    failed: (code) => reporter.error(code),
    /** A knowledge check has a score. @param {number} scaled 0 to 1 @param {boolean} passed */
    scored(scaled, passed) {
      progress.scored(Math.round(100 * scaled));
      reporter.score({ scaled, passed, state: progress.told().state });
    },
    /** Find the portal, and begin. @param {Activity} activity */
    async start(activity) {
      const asked = {
        activity: told.activity,
        steps: told.steps,
        build: told.build,
        settings,
        orders: { theme: wear, resume: (/** @type {string} */ state) => void (progress.resume(state) && activity.goOn()), exits: notes.exits },
      };
      const opening = openReporter(metaOf("pb-portal"), kinds(), asked).then((found) => {
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
      notes.onExit(() => {
        activity.leave();
        reporter.finish();
      });
    },
  };
}

/** The ways to open a reporter: ours for frames, and those of a package. @returns {Record<string, import("./reporter.mjs").Open>} */
function kinds() {
  const frame = frameReporter({ self: window, origins: metaOf("pb-origins").split(" ").filter(Boolean) });
  return { frame, .../** @type {any} */ (window).playbookPortals };
}

/** @param {string} name */
const metaOf = (name) => /** @type {HTMLMetaElement | null} */ (document.querySelector(`meta[name="${name}"]`))?.content ?? "";
