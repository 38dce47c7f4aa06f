/**
 * What has changed since the last time: the steps that came and went, and by which answer. The last time is the last visit: what this
 * tab found when it opened the plan stays the same until it is closed.
 */

import { today } from "../engine/today.mjs";
import { holdSince, readSince } from "../plan/since.mjs";
import { asNodes } from "../result/reply-html.mjs";

/** @typedef {import("../plan/plan.mjs").Plan} Plan */

/**
 * @param {object} options
 * @param {() => Storage} options.session
 * @param {string} options.sheet  the worksheet that the result is of, "" for the plan as a whole
 * @param {() => { id: string, seen: string }} options.known  the plan's id, and what was noted of it
 * @param {(seen: string) => void} options.note
 * @param {(plan: Plan) => Plan} options.strip  without what stays in the tab
 * @param {(plan: Plan, before: any, release: string) => Promise<any>} options.changes  the engine's reply
 */
export function openSinceLast({ session, sheet, known, note, strip, changes }) {
  const place = document.createElement("div");
  place.className = "pb-since";
  const release = /** @type {HTMLMetaElement | null} */ (document.querySelector('meta[name="playbook-release"]'))?.content ?? "";
  /** The number of the last question. */
  let asked = 0;

  /** What was noted of each result, by worksheet. @param {string} text */
  function parsed(text) {
    try {
      return Object(JSON.parse(text || "{}"));
    } catch {
      return {};
    }
  }

  /** @param {Plan} plan @param {{ id: string, text: string }[]} steps */
  function remember(plan, steps) {
    const { worksheets, aside } = strip(plan);
    const { seen } = known();
    note(JSON.stringify({ ...parsed(seen), [sheet]: { day: today(new Date()), release, worksheets, aside, steps } }));
  }

  return {
    place,
    /** Take away what is said: the plan is another one, or gone. */
    clear: () => place.replaceChildren(),
    /**
     * A result is shown: say what is different from the last visit, and note it for the next one.
     *
     * @param {Plan} plan
     * @param {{ id: string, text: string }[]} steps
     */
    async show(plan, steps) {
      const mine = (asked += 1);
      const { id, seen } = known();
      const before = parsed(readSince(session, id) ?? holdSince(session, id, seen))[sheet];
      remember(plan, steps);
      if (before === undefined) {
        place.replaceChildren();
        return;
      }
      try {
        const reply = await changes(plan, before, release);
        if (mine === asked) place.replaceChildren(...(reply.same ? [] : [asNodes(reply.html)]));
      } catch {
        if (mine === asked) place.replaceChildren();
      }
    },
  };
}
