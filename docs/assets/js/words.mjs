/**
 * The page's words: every sentence the scripts say comes from `docs/reference` through the page itself, so that
 * words can be edited and translated without touching code.
 */

/** @typedef {(name: string, values?: Record<string, string | number>) => string} Say */

/**
 * Fill a message's `{placeholders}`. A value's own curly brackets are never filled again: a person may type them.
 *
 * @param {string} template
 * @param {Record<string, string | number>} [values]
 */
export function fill(template, values = {}) {
  return template.replace(/\{(\w+)\}/g, (whole, name) => (Object.hasOwn(values, name) ? String(values[name]) : whole));
}

/**
 * Return the function that says a message. A missing name throws: the build has checked them all, so it is our mistake.
 *
 * @param {Record<string, string>} messages
 * @returns {Say}
 */
export function speaker(messages) {
  return (name, values) => {
    if (!Object.hasOwn(messages, name)) throw new Error(`no message ${name}`);
    return fill(messages[name], values);
  };
}
