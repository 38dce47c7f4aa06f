/**
 * "Remember on this device": a copy of the plan in memory is kept in the browser's own database, for as long as somebody wishes it. In a
 * portal's frame that database may be one for this portal alone, or may be refused.
 */

import { openDevice, unique } from "../plan/device.mjs";
import { PLAN } from "../plan/in-tab.mjs";
import { readPlan } from "../plan/plan.mjs";
import { withoutPrivate } from "../plan/private.mjs";

/** In localStorage, the id of the plan that was kept from an activity. */
export const KEY = "playbook-embed";
const ID = /^[0-9a-f]{24}$/;
/** Milliseconds between a change and the writing of it. */
const PAUSE = 400;

/**
 * @param {object} options
 * @param {() => Storage} options.local  the browser's own; called each time: even reading `window.localStorage` may throw
 * @param {string[]} options.secret  places whose answers go into no copy
 */
export function openRemember({ local, secret }) {
  /** @type {Promise<import("../plan/device.mjs").Device> | null} */
  let device = null;
  let id = "";
  let latest = "";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let clock;
  const open = () => (device ??= openDevice());
  try {
    const found = local().getItem(KEY) ?? "";
    if (ID.test(found)) id = found;
  } catch {
    // Refused: then nothing was kept either.
  }

  async function write() {
    clearTimeout(clock);
    clock = undefined;
    if (id === "" || latest === "") return;
    const text = JSON.stringify(withoutPrivate(readPlan(latest), secret));
    await (await open()).write(id, (now) => ({ text, made: now?.made ?? [], last: now?.last ?? null, seen: "" }));
  }

  return {
    on: () => id !== "",
    /** The text of the plan that an earlier visit kept; "" for none. */
    async load() {
      if (id === "") return "";
      try {
        latest = (await (await open()).read(id))?.text ?? "";
      } catch {
        latest = "";
      }
      return latest;
    },
    /** What memory holds has changed. @param {string} key @param {string | null} value */
    changed(key, value) {
      if (key !== PLAN) return;
      latest = value ?? "";
      if (id === "") return;
      if (value === null) void this.forget().catch(() => {});
      else clock ??= setTimeout(() => void write().catch(() => {}), PAUSE);
    },
    /** Keep the plan from now on. Rejects where the browser refuses. */
    async begin() {
      const fresh = unique();
      local().setItem(KEY, fresh);
      id = fresh;
      try {
        await open();
        await write();
      } catch (error) {
        await this.forget().catch(() => {});
        throw error;
      }
    },
    /** Delete what was kept, and keep no more. Rejects where the browser refuses. */
    async forget() {
      const old = id;
      id = "";
      clearTimeout(clock);
      clock = undefined;
      local().removeItem(KEY);
      if (old !== "") await (await open()).remove(old);
    },
    flush: () => void write().catch(() => {}),
  };
}
