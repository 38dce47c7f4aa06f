/**
 * What the address of an embedded activity may say. All else is taken out of it, and never kept: portals put names of accounts and
 * sessions there.
 */

/**
 * @typedef {"light" | "dark" | "auto"} Theme
 * @typedef {"none" | "completion" | "progress" | "score"} Report  the most that may be told
 *
 * @typedef {object} Settings
 * @property {"1" | "other" | ""} v  of the messages: "" sends none, "other" is a version that we do not know
 * @property {string} parent  the origin that may hear and speak; "" for none
 * @property {string} instance
 * @property {Theme} theme
 * @property {string} accent  six digits, or ""
 * @property {string} lang
 * @property {"none" | "compact"} chrome
 * @property {Report} report
 * @property {"none" | "local" | ""} storage  "" where the address says nothing
 */

const INSTANCE = /^[A-Za-z0-9_-]{1,32}$/;
const DIGITS = /^[0-9a-fA-F]{6}$/;
/** The languages that the site is built in. */
const LANGUAGES = ["en"];
const OWN_MACHINE = ["localhost", "127.0.0.1"];

/** @type {Record<string, (value: string) => boolean>} */
const FITS = {
  v: (value) => /^\d{1,3}$/.test(value),
  parent: isOrigin,
  instance: (value) => INSTANCE.test(value),
  theme: (value) => ["light", "dark", "auto"].includes(value),
  accent: (value) => DIGITS.test(value),
  lang: (value) => LANGUAGES.includes(value),
  chrome: (value) => ["none", "compact"].includes(value),
  report: (value) => ["none", "completion", "progress", "score"].includes(value),
  storage: (value) => ["none", "local"].includes(value),
};

/** Whether a text is an origin as it is written in a message: of a site with a secure line, or of one's own machine. @param {string} text */
export function isOrigin(text) {
  try {
    const { origin, protocol, hostname } = new URL(text);
    return origin === text && (protocol === "https:" || (protocol === "http:" && OWN_MACHINE.includes(hostname)));
  } catch {
    return false;
  }
}

/**
 * Return the settings in the search of an address, and that search without anything else.
 *
 * @param {string} search  with or without its question mark
 * @returns {{ settings: Settings, kept: string }}
 */
export function readSettings(search) {
  const given = new URLSearchParams(search);
  const kept = new URLSearchParams();
  for (const [name, fits] of Object.entries(FITS)) {
    const value = given.get(name);
    if (value !== null && fits(value)) kept.set(name, value);
  }
  const said = (/** @type {string} */ name, usual = "") => kept.get(name) ?? usual;
  const text = kept.toString();
  return {
    settings: /** @type {Settings} */ ({
      v: said("v") === "" ? "" : said("v") === "1" ? "1" : "other",
      parent: said("parent"),
      instance: said("instance", "1"),
      theme: said("theme", "auto"),
      accent: said("accent").toLowerCase(),
      lang: said("lang", LANGUAGES[0]),
      chrome: said("chrome", "none"),
      report: said("report", "progress"),
      storage: said("storage"),
    }),
    kept: text === "" ? "" : `?${text}`,
  };
}

/**
 * Take out of the page's address what is no setting.
 *
 * @returns {Settings}
 */
export function tidyAddress() {
  const { settings, kept } = readSettings(location.search);
  try {
    if (kept !== location.search) history.replaceState(history.state, "", location.pathname + kept + location.hash);
  } catch {
    // A browser that refuses this keeps the address as the portal wrote it. It is never read again.
  }
  return settings;
}
