/**
 * The day of a request. The engine has no clock: an answer such as "in March" counts from the day that the request names.
 *
 * @param {Date} now
 * @returns {string}  the day where the reader is, as `2027-03-01`
 */
export function today(now) {
  const part = (/** @type {number} */ number, length = 2) => String(number).padStart(length, "0");
  return `${part(now.getFullYear(), 4)}-${part(now.getMonth() + 1)}-${part(now.getDate())}`;
}
