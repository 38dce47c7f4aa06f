/**
 * Tells the page that frames this one, by messages. It speaks to the one origin that the address names and hears that one alone: to
 * nobody at all where the address names none, another window asks, or the browser says that somebody else is framing.
 */

import { VERSION, readMessage, writer } from "./messages.mjs";

/** How much each setting of `report` lets through. @type {Record<import("./settings.mjs").Report, string[]>} */
const LETS = { none: [], completion: ["completed"], progress: ["completed", "progress"], score: ["completed", "progress", "score"] };
/** What says nothing of a person. */
const ALWAYS = ["ready", "resize", "error"];

/**
 * @typedef {object} Surroundings  what is asked of the browser; the test seam
 * @property {Window} self
 * @property {string[]} origins  the origins that the site allows; empty for any
 *
 * @param {Surroundings} surroundings
 * @returns {import("./reporter.mjs").Open}
 */
export const frameReporter = ({ self, origins }) => ({ activity, build, settings, orders }) => {
  const { v, parent, instance, report } = settings;
  const host = self.parent;
  const above = /** @type {any} */ (self.location).ancestorOrigins;
  if (host === self || parent === "" || v !== "1") return null;
  if (origins.length > 0 && !origins.includes(parent)) return null;
  if (above && above.length > 0 && above[0] !== parent) return null;

  const make = writer(instance);
  let told = { done: 0, total: 1, step: "" };

  /** @param {string} type @param {Record<string, unknown>} payload */
  function send(type, payload) {
    if (ALWAYS.includes(type) || LETS[report].includes(type)) host.postMessage(make(type, payload), parent);
  }

  self.addEventListener("message", (event) => {
    if (event.source !== host || event.origin !== parent) return;
    const message = readMessage(event.data, instance);
    switch (message?.type) {
      case undefined:
        break;
      case "init":
        if (message.payload.theme) orders.theme(message.payload.theme);
        if (message.payload.resume) orders.resume(message.payload.resume);
        if (message.payload.exits && LETS[report].includes("progress")) orders.exits();
        break;
      case "setTheme":
        orders.theme(message.payload.theme);
        break;
      case "requestState":
        if (told.step !== "") send("progress", told);
        break;
      default:
        throw new Error("unknown message");
    }
  });

  return {
    kind: "frame",
    exits: false,
    listens: report !== "none",
    resume: () => null,
    ready: () => send("ready", { activity, build, supports: [VERSION], report }),
    resize: (/** @type {number} */ height) => send("resize", { height }),
    step({ slug, done, total }) {
      told = { done, total, step: slug };
      send("progress", told);
    },
    score: ({ scaled, passed }) => send("score", { scaled, passed }),
    completed: ({ done, total }) => send("completed", { done, total }),
    error: (code) => send("error", { code }),
    finish: () => send("progress", { ...told, leaving: true }),
  };
};
