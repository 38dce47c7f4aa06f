/**
 * The messages between an activity and the portal that frames it, in version 1. Their schemas stand beside this file and are published
 * as they are; what comes in is compared with them, and what goes out is made to fit them.
 */

import init from "./schema/init.json" with { type: "json" };
import requestState from "./schema/requestState.json" with { type: "json" };
import setTheme from "./schema/setTheme.json" with { type: "json" };

export const NAMESPACE = "negotiation-playbook";
export const VERSION = 1;
/** The most characters that a message may have as JSON. */
export const LONGEST = 4096;

/** @type {Record<string, any>} */
const INCOMING = { init, setTheme, requestState };

/**
 * @typedef {{ type: "init", payload: { theme?: import("./settings.mjs").Theme, lang?: string, resume?: string, exits?: true } }
 *   | { type: "setTheme", payload: { theme: import("./settings.mjs").Theme } }
 *   | { type: "requestState", payload: {} }} Incoming
 */

/**
 * Whether a value is as a schema says. It knows what our schemas use: const, enum, type, pattern, limits, required, properties, items.
 *
 * @param {any} schema
 * @param {unknown} value
 * @returns {boolean}
 */
export function fits(schema, value) {
  if ("const" in schema) return value === schema.const;
  if ("enum" in schema) return schema.enum.includes(value);
  const { minimum = -Infinity, maximum = Infinity } = schema;
  switch (schema.type) {
    case "string":
      return typeof value === "string" && value.length <= (schema.maxLength ?? LONGEST) && (!schema.pattern || new RegExp(schema.pattern).test(value));
    case "boolean":
      return typeof value === "boolean";
    case "integer":
      return Number.isInteger(value) && /** @type {number} */ (value) >= minimum && /** @type {number} */ (value) <= maximum;
    case "number":
      return Number.isFinite(value) && /** @type {number} */ (value) >= minimum && /** @type {number} */ (value) <= maximum;
    case "array":
      return Array.isArray(value) && value.length >= schema.minItems && value.length <= schema.maxItems && value.every((one) => fits(schema.items, one));
    case "object":
      return isPlain(value) && hasAll(schema, value) && Object.entries(value).every(([name, inner]) => Object.hasOwn(schema.properties, name) && fits(schema.properties[name], inner));
    default:
      throw new Error(`no such type: ${schema.type}`);
  }
}

/** @param {any} schema @param {object} value */
const hasAll = (schema, value) => schema.required.every((/** @type {string} */ name) => Object.hasOwn(value, name));

/** An object as JSON makes it, with no other kind hidden in it. @param {unknown} value @returns {value is Record<string, unknown>} */
function isPlain(value) {
  if (typeof value !== "object" || value === null) return false;
  const kind = Object.getPrototypeOf(value);
  return kind === Object.prototype || kind === null;
}

/**
 * Read what has come in; null when it is not a message for this activity.
 *
 * @param {unknown} data
 * @param {string} instance
 * @returns {Incoming | null}
 */
export function readMessage(data, instance) {
  try {
    if (!isPlain(data) || typeof data.type !== "string" || !Object.hasOwn(INCOMING, data.type)) return null;
    if (!fits(INCOMING[data.type], data)) return null;
    if (Object.hasOwn(data, "instance") && data.instance !== instance) return null;
    return JSON.stringify(data).length > LONGEST ? null : /** @type {any} */ ({ type: data.type, payload: data.payload });
  } catch {
    // A value that throws when it is looked at.
    return null;
  }
}

/**
 * Return what makes messages of an instance, each with the next number.
 *
 * @param {string} instance
 */
export function writer(instance) {
  let seq = 0;
  return (/** @type {string} */ type, /** @type {Record<string, unknown>} */ payload) => ({ ns: NAMESPACE, v: VERSION, type, instance, seq: (seq += 1), payload });
}
