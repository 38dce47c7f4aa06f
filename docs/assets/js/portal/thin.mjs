/**
 * The page of a thin package: it frames the activity of the playbook's own site, hears its messages, and tells them on by SCORM. Between the
 * two pass a step's name, a count and a score; a message that is anything else is dropped.
 */

import { NAMESPACE, VERSION } from "../embed/messages.mjs";
import { isOrigin } from "../embed/settings.mjs";
import { written } from "../embed/state.mjs";

/**
 * What a message must hold, by its type. The schemas of today are stricter (embed/schema): a later site may say more in the same version,
 * and a package that was made before goes on.
 *
 * @type {Record<string, (payload: any) => boolean>}
 */
const FITS = {
  ready: () => true,
  progress: ({ done, total, step }) => isCount(done) && isCount(total) && done <= total && typeof step === "string" && /^[a-z][a-z0-9_.-]{0,63}$/.test(step),
  score: ({ scaled, passed }) => Number.isFinite(scaled) && scaled >= 0 && scaled <= 1 && typeof passed === "boolean",
  completed: ({ done, total }) => isCount(done) && isCount(total) && done <= total,
};
/** @param {unknown} value */
const isCount = (value) => Number.isInteger(value) && /** @type {number} */ (value) >= 0 && /** @type {number} */ (value) <= 200;

/**
 * Which steps are behind somebody, from the messages of one visit and what an earlier one left. Messages count steps; which ones they are
 * follows from the way: a part is gone through in its order.
 *
 * @param {string[]} steps
 * @param {Set<string>} [done]
 */
export function stepsDone(steps, done = new Set()) {
  const part = (/** @type {string} */ slug) => slug.split(".").slice(0, -1).join(".");
  /** @param {{ done: number, total: number, step: string }} told */
  return function heard({ done: count, total, step }) {
    const at = steps.indexOf(step);
    if (at < 0 || total !== steps.length) {
      // The site has been given other steps since this package was made: count from the first.
      const numbered = Array.from({ length: total }, (_, place) => String(place));
      return written(numbered, new Set(numbered.slice(0, count)));
    }
    const before = steps.filter((slug, place) => place < at && part(slug) === part(step));
    for (const slug of [...before, step]) if (done.size < count) done.add(slug);
    return written(steps, done);
  };
}

/**
 * @param {object} page
 * @param {Window} page.self
 * @param {HTMLIFrameElement} page.frame
 * @param {string} page.address  of the activity
 * @param {string[]} page.steps
 * @param {"progress" | "score"} page.report
 * @param {import("../embed/reporter.mjs").Reporter | null} page.reporter  null: no portal
 * @param {() => void} page.ready  the frame has spoken, and has a button to leave by
 * @param {() => void} page.leave  somebody leaves by that button
 */
export function openBridge({ self, frame, address, steps, report, reporter, ready, leave }) {
  const { origin } = new URL(address);
  const own = self.location.origin;
  const hears = reporter !== null && isOrigin(own);
  const url = new URL(address);
  if (hears) url.search = String(new URLSearchParams({ v: String(VERSION), parent: own, instance: "scorm", report }));
  frame.src = url.href;
  if (!hears) return false;

  const kept = reporter.resume();
  const earlier = new Set(steps.filter((_, place) => /** @type {string} */ (kept ?? "").split(";")[1]?.[place] === "1"));
  const heard = stepsDone(steps, earlier);
  let state = kept ?? "";
  self.addEventListener("message", ({ data, origin: from, source }) => {
    if (from !== origin || source !== frame.contentWindow) return;
    const { ns, v, instance, type, payload } = data ?? {};
    if (ns !== NAMESPACE || v !== VERSION || instance !== "scorm" || !Object.hasOwn(FITS, type) || typeof payload !== "object" || payload === null || !FITS[type](payload)) return;
    switch (type) {
      case "ready":
        ready();
        // Apart, so that a site that does not know the one still does the other.
        for (const payload of kept ? [{ resume: kept }, { exits: true }] : [{ exits: true }]) {
          frame.contentWindow?.postMessage({ ns: NAMESPACE, v: VERSION, type: "init", instance: "scorm", payload }, origin);
        }
        break;
      case "progress":
        state = heard(payload);
        reporter.step({ slug: payload.step, done: payload.done, total: payload.total, state });
        if (payload.leaving === true) leave();
        break;
      case "score":
        reporter.score({ scaled: payload.scaled, passed: payload.passed, state });
        break;
      case "completed":
        reporter.completed({ done: payload.done, total: payload.total, state });
        break;
      default:
        throw new Error("unknown message");
    }
  });
  return true;
}
