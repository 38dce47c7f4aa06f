/**
 * The plan that is kept in one tab only, in sessionStorage: it outlives a reload and a step back, and ends with the tab. It is asked
 * for like those on the device (`device.mjs`).
 */

import { DeviceError } from "./device.mjs";
import { PLAN, forgetMade, madeInTab, noteMade } from "./in-tab.mjs";
import { forgetLast, noteLast, readLast } from "./last-result.mjs";

/** What the last shown result was made from. */
const SEEN = "playbook-seen";
/** The id of a plan that is in this tab only. */
export const HERE = "tab";

/** @param {() => Storage} storage  called each time: even reading `window.sessionStorage` may throw @returns {import("./device.mjs").Device} */
export function openTab(storage) {
  /** @returns {import("./device.mjs").Kept | null} */
  function found() {
    const text = storage().getItem(PLAN);
    if (text === null) return null;
    return { id: HERE, revision: text, saved: 0, text, made: madeInTab(storage), last: readLast(storage), seen: storage().getItem(SEEN) ?? "" };
  }

  /** @template T @param {() => T} act @returns {Promise<T>} */
  async function attempt(act) {
    try {
      return act();
    } catch (error) {
      throw new DeviceError(/** @type {any} */ (error)?.name === "QuotaExceededError" ? "full" : "refused");
    }
  }

  /** @param {Omit<import("./device.mjs").Kept, "id" | "revision" | "saved">} next */
  function put({ text, made, last, seen }) {
    storage().setItem(PLAN, text);
    noteMade(storage, made);
    if (last) noteLast(storage, last);
    if (seen) storage().setItem(SEEN, seen);
    return found();
  }

  return {
    listen() {},
    list: () => attempt(() => [found()].flatMap((one) => one ?? [])),
    read: () => attempt(found),
    write: (_, decide) =>
      attempt(() => {
        const next = decide(found());
        return next && put(next);
      }),
    remove: () =>
      attempt(() => {
        const now = found();
        storage().removeItem(PLAN);
        storage().removeItem(SEEN);
        forgetMade(storage);
        forgetLast(storage);
        return now;
      }),
    restore: (kept) =>
      attempt(() => {
        put(kept);
        return HERE;
      }),
    close() {},
  };
}
