/**
 * Forgets everything that this tab keeps of a person.
 */

import { forgetAsked } from "./asked.mjs";
import { forgetFrom } from "./came-from.mjs";
import { forgetLast } from "./last-result.mjs";

/** Where the person's document stands. */
export const PLAN = "playbook-plan";

/**
 * Returns whether it is gone: storage may be refused.
 *
 * @param {() => Storage} storage
 * @param {string} [key]
 */
export function forgetAll(storage, key = PLAN) {
  try {
    storage().removeItem(key);
    forgetAsked(storage);
    forgetFrom(storage);
    forgetLast(storage);
    return true;
  } catch {
    return false;
  }
}
