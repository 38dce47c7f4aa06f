/**
 * What stands around a worksheet, and hears of it: nothing on the worksheet's own page; an activity in a portal where it is embedded.
 */

/**
 * @typedef {object} Around
 * @property {(now: import("./screens.mjs").View) => void} entered  a screen is there
 * @property {(reply: any) => void} shown  the result stands there
 * @property {(() => void) | null} help  leads somebody who is not safe to help, where the page for it cannot be gone to
 */

/** @type {Around} */
export const ALONE = { entered() {}, shown() {}, help: null };
