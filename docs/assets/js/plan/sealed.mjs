/**
 * A copy behind a passphrase: the text of a plan, encrypted in the browser, as a JSON file.
 *
 * The key is derived with PBKDF2 and SHA-256 (RFC 8018), the text encrypted with AES-GCM and 256 bits (NIST SP 800-38D). Version, salt,
 * nonce and rounds stand in the clear, and are bound to the text as additional data: a file in which one of them was changed does not
 * open. Nothing in the file tells a wrong passphrase from a changed file, so both are one fault.
 */

/**
 * @typedef {"unreadable" | "too-new" | "rounds" | "wrong" | "insecure"} SealFault
 * @typedef {{ about: string, sealed: number, derive: { name: string, hash: string, rounds: number, salt: string },
 *   encrypt: { name: string, bits: number, nonce: string } }} Clear  what stands in the clear beside the text
 * @typedef {Clear & { text: string }} Sealed
 */

const VERSION = 1;
/** What is advised for PBKDF2 with SHA-256 (OWASP Password Storage Cheat Sheet, 2023). */
export const ROUNDS = 600_000;
/** Above it, a file made by somebody else could keep a phone busy for minutes. */
const MOST_ROUNDS = 10_000_000;
const SALT = 16;
const NONCE = 12;
/** Of the sentence that says what the file is. */
const LONGEST_ABOUT = 500;
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/** A sealed file that does not open; `fault` picks the words. */
export class SealError extends Error {
  /** @param {SealFault} fault */
  constructor(fault) {
    super(fault);
    this.fault = fault;
  }
}

/** Whether this page may encrypt: browsers allow it only over a secure connection. */
export const canSeal = () => globalThis.crypto?.subtle !== undefined;

/** Whether a value from a file says of itself that it is sealed. @param {unknown} value */
export const isSealed = (value) => typeof value === "object" && value !== null && Object.hasOwn(value, "sealed");

/**
 * Return the text of a file that opens only with the passphrase. Rejects with SealError where the page may not encrypt.
 *
 * @param {string} text
 * @param {string} passphrase
 * @param {string} about  a sentence that says what the file is, for who opens it with something else
 */
export async function seal(text, passphrase, about) {
  if (!canSeal()) throw new SealError("insecure");
  const salt = crypto.getRandomValues(new Uint8Array(SALT));
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE));
  /** @type {Clear} */
  const clear = {
    about,
    sealed: VERSION,
    derive: { name: "PBKDF2", hash: "SHA-256", rounds: ROUNDS, salt: toBase64(salt) },
    encrypt: { name: "AES-GCM", bits: 256, nonce: toBase64(nonce) },
  };
  const bytes = await crypto.subtle.encrypt(method(clear, nonce), await keyOf(passphrase, salt, ROUNDS), new TextEncoder().encode(text));
  return `${JSON.stringify({ ...clear, text: toBase64(new Uint8Array(bytes)) }, null, 2)}\n`;
}

/**
 * Return what a sealed file says in the clear, and its text, still encrypted. Throws SealError, before any work is done, for a file that
 * this page did not make: other parameters, and rounds that are too few to protect or too many to wait for.
 *
 * @param {unknown} value
 * @returns {Sealed}
 */
export function readSealed(value) {
  must(isSealed(value), "unreadable");
  const { about, sealed, derive, encrypt, text, ...strange } = /** @type {Record<string, any>} */ (value);
  must(!(Number.isSafeInteger(sealed) && sealed > VERSION), "too-new");
  must(sealed === VERSION && Object.keys(strange).length === 0, "unreadable");
  must(typeof about === "string" && about.length <= LONGEST_ABOUT, "unreadable");
  must(hasKeys(derive, ["hash", "name", "rounds", "salt"]) && derive.name === "PBKDF2" && derive.hash === "SHA-256", "unreadable");
  must(hasKeys(encrypt, ["bits", "name", "nonce"]) && encrypt.name === "AES-GCM" && encrypt.bits === 256, "unreadable");
  must(isBase64(derive.salt, SALT) && isBase64(encrypt.nonce, NONCE), "unreadable");
  must(isBase64(text), "unreadable");
  must(Number.isSafeInteger(derive.rounds) && derive.rounds >= ROUNDS && derive.rounds <= MOST_ROUNDS, "rounds");
  return /** @type {Sealed} */ (value);
}

/**
 * Return the text of a sealed file. Rejects with SealError: `wrong` for a wrong passphrase as well as for a file that was changed.
 *
 * @param {Sealed} sealed  as {@link readSealed} returned it
 * @param {string} passphrase
 */
export async function unseal(sealed, passphrase) {
  if (!canSeal()) throw new SealError("insecure");
  const { derive, encrypt } = sealed;
  const key = await keyOf(passphrase, fromBase64(derive.salt), derive.rounds);
  try {
    const bytes = await crypto.subtle.decrypt(method(sealed, fromBase64(encrypt.nonce)), key, fromBase64(sealed.text));
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new SealError("wrong");
  }
}

/**
 * The key of a passphrase. Keyboards write an accent as one character or as two: both are the same passphrase.
 *
 * @param {string} passphrase @param {BufferSource} salt @param {number} rounds
 */
async function keyOf(passphrase, salt, rounds) {
  const typed = new TextEncoder().encode(passphrase.normalize("NFKC"));
  const base = await crypto.subtle.importKey("raw", typed, "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds };
  return crypto.subtle.deriveKey(how, base, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

/** What stands in the clear, always in the same order, is bound to the text. @param {Clear} clear @param {BufferSource} nonce */
function method({ about, sealed, derive, encrypt }, nonce) {
  const bound = [about, sealed, derive.name, derive.hash, derive.rounds, derive.salt, encrypt.name, encrypt.bits, encrypt.nonce];
  return { name: "AES-GCM", iv: nonce, additionalData: new TextEncoder().encode(JSON.stringify(bound)), tagLength: 128 };
}

/** @param {boolean} good @param {SealFault} fault */
function must(good, fault) {
  if (!good) throw new SealError(fault);
}

/** @param {unknown} value @param {string[]} keys  in the order of letters */
const hasKeys = (value, keys) => typeof value === "object" && value !== null && Object.keys(value).sort().join() === keys.join();

/** Whether a value is base64, and of so many bytes where a number is given. @param {unknown} value @param {number} [bytes] */
function isBase64(value, bytes) {
  if (typeof value !== "string" || value.length % 4 !== 0) return false;
  if (bytes !== undefined && value.length !== 4 * Math.ceil(bytes / 3)) return false;
  return BASE64.test(value) && (bytes === undefined || fromBase64(value).length === bytes);
}

/** @param {Uint8Array} bytes */
function toBase64(bytes) {
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}

/** @param {string} text */
const fromBase64 = (text) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
