/**
 * Opens a file that somebody chose: a copy of a plan, or a copy behind a passphrase.
 */

import { MOST_BYTES, PlanError, readPlan, textOf } from "./plan.mjs";
import { isSealed, readSealed, unseal } from "./sealed.mjs";

/** Base64 makes four characters of three bytes; what stands in the clear is short. */
const MOST_SEALED = Math.ceil((4 * MOST_BYTES) / 3) + 4_000;

/**
 * Return the plan in a file, or what is sealed in it. Rejects with PlanError or SealError.
 *
 * @param {Blob} file
 * @returns {Promise<{ plan: import("./plan.mjs").Plan } | { sealed: import("./sealed.mjs").Sealed }>}
 */
export async function readFile(file) {
  // A sealed copy is text: what is none is as large as any other file.
  const tooLarge = (/** @type {unknown} */ error) => Promise.reject(file.size > MOST_BYTES ? new PlanError("too-large") : error);
  const text = await textOf(file, MOST_SEALED).catch(tooLarge);
  if (text.length <= MOST_BYTES && !text.includes('"sealed"')) return { plan: readPlan(text) };
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    throw new PlanError(file.size > MOST_BYTES ? "too-large" : "unreadable");
  }
  // An answer may hold the word as well.
  if (isSealed(value)) return { sealed: readSealed(value) };
  if (file.size > MOST_BYTES) throw new PlanError("too-large");
  return { plan: readPlan(text) };
}

/**
 * Return the plan of a sealed copy. Rejects with SealError, or with PlanError where it holds no plan.
 *
 * @param {import("./sealed.mjs").Sealed} sealed
 * @param {string} passphrase
 */
export async function openSealed(sealed, passphrase) {
  return readPlan(await unseal(sealed, passphrase));
}
