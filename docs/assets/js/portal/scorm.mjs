/**
 * Tells a learning management system by SCORM, 1.2 or 2004 3rd Edition, how far somebody is. It asks for no name, and has no place for an
 * answer: what it writes is a status, a step, which steps are done, a time, and the score of a knowledge check.
 */

import { findApi, isAlone } from "./find-api.mjs";

/** How often the object is looked for, and milliseconds between: some portals make it after they have loaded a package. */
const TRIES = 10;
const APART = 200;
/** The shortest limit of any portal on what it keeps for us (SCORM 1.2). Ours takes 256. */
export const LONGEST = 4096;

const two = (/** @type {number} */ number) => String(number).padStart(2, "0");

/** A CMITimespan of SCORM 1.2, HHHH:MM:SS.SS. @param {number} seconds */
export const timespan = (seconds) => `${String(Math.min(9999, Math.floor(seconds / 3600))).padStart(4, "0")}:${two(Math.floor(seconds / 60) % 60)}:${two(Math.floor(seconds) % 60)}.00`;

const SCORM_12 = {
  api: "API",
  calls: { start: "LMSInitialize", end: "LMSFinish", get: "LMSGetValue", set: "LMSSetValue", commit: "LMSCommit" },
  status: "cmi.core.lesson_status",
  place: "cmi.core.lesson_location",
  exit: "cmi.core.exit",
  closed: "",
  time: "cmi.core.session_time",
  duration: timespan,
  score: "cmi.core.score",
};
const SCORM_2004 = {
  api: "API_1484_11",
  calls: { start: "Initialize", end: "Terminate", get: "GetValue", set: "SetValue", commit: "Commit" },
  status: "cmi.completion_status",
  place: "cmi.location",
  exit: "cmi.exit",
  closed: "normal",
  time: "cmi.session_time",
  duration: (/** @type {number} */ seconds) => `PT${Math.floor(seconds)}S`,
  score: "cmi.score",
};

/**
 * @typedef {object} Surroundings  what is asked of the browser; the test seam
 * @property {any} self
 * @property {() => number} now  milliseconds
 * @property {(milliseconds: number) => Promise<unknown>} wait
 *
 * @param {typeof SCORM_12 | typeof SCORM_2004} version
 * @param {string} kind
 * @param {Surroundings} surroundings
 * @returns {() => Promise<import("../embed/reporter.mjs").Reporter | null>}
 */
const opener = (version, kind, { self, now, wait }) => async () => {
  let found = findApi(self, version.api, version.calls.start);
  for (let tried = 1; !found && tried < TRIES && !isAlone(self); tried += 1) {
    await wait(APART);
    found = findApi(self, version.api, version.calls.start);
  }
  if (!found) return null;
  const begun = now();
  const call = (/** @type {keyof typeof SCORM_12.calls} */ name, /** @type {string[]} */ ...given) => {
    try {
      return String(found[version.calls[name]](...given));
    } catch {
      return "";
    }
  };
  if (call("start", "") !== "true") return null;

  let open = true;
  const before = call("get", version.status);
  const passed = before === "passed" || (version === SCORM_2004 && call("get", "cmi.success_status") === "passed");
  let ended = ["completed", "passed", "failed"].includes(before);
  const kept = call("get", "cmi.suspend_data");
  /** The result of a knowledge check, once there is one. @type {"passed" | "failed" | null} */
  let verdict = null;

  /** @param {Record<string, string>} values */
  function write(values) {
    if (!open) return;
    for (const [name, value] of Object.entries(values)) call("set", name, value);
    call("commit", "");
  }
  /** @type {(text: string) => Record<string, string>} */
  const state = (text) => Object.fromEntries(text.length <= LONGEST ? [["cmi.suspend_data", text]] : []);
  function leave() {
    write({ [version.exit]: ended ? version.closed : "suspend", [version.time]: version.duration((now() - begun) / 1000) });
    if (open) call("end", "");
    open = false;
  }

  // Said at once, for the day on which nobody comes to say it at the end.
  write(ended ? { [version.exit]: version.closed } : { [version.status]: "incomplete", [version.exit]: "suspend" });
  self.addEventListener("pagehide", leave);

  return {
    kind,
    exits: true,
    listens: true,
    resume: () => kept || null,
    ready() {},
    step: ({ slug, state: text }) => write({ [version.place]: slug, ...state(text) }),
    score({ scaled, passed: good }) {
      verdict = good ? "passed" : "failed";
      const { score } = version;
      // What somebody has passed stays passed.
      if (passed && !good) return;
      write({ [`${score}.raw`]: String(Math.round(100 * scaled)), [`${score}.min`]: "0", [`${score}.max`]: "100", ...(version === SCORM_2004 && { "cmi.score.scaled": String(scaled) }) });
    },
    completed({ state: text }) {
      ended = true;
      const result = passed ? "passed" : verdict;
      /** @type {Record<string, string>} */
      const status = version === SCORM_12 ? { [version.status]: result ?? "completed" } : { [version.status]: "completed", "cmi.success_status": result ?? "passed" };
      write({ ...status, [version.exit]: version.closed, ...state(text) });
    },
    error() {},
    finish: leave,
  };
};

/** The ways to open a reporter, by kind. @param {Surroundings} surroundings @returns {Record<string, import("../embed/reporter.mjs").Open>} */
export const openers = (surroundings) => ({ scorm12: opener(SCORM_12, "scorm12", surroundings), scorm2004: opener(SCORM_2004, "scorm2004", surroundings) });

/** The browser that a script runs in. @returns {Surroundings} */
export const browser = () => ({ self: window, now: () => performance.now(), wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)) });
