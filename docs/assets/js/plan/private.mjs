/**
 * Answers that stay in the tab: they go into no copy, and are not kept on the device.
 */

const KEY = "playbook-private";

/** @typedef {import("./plan.mjs").Plan} Plan */

/**
 * Return a plan without the answers at these places, such as `quick.safe`.
 *
 * @param {Plan} plan
 * @param {string[]} places
 * @returns {Plan}
 */
export const withoutPrivate = (plan, places) => chosen(plan, (place) => !places.includes(place));

/** @param {Plan} plan @param {(place: string) => boolean} goes @returns {Plan} */
function chosen(plan, goes) {
  const worksheets = Object.entries(plan.worksheets).map(([sheet, answers]) => [
    sheet,
    Object.fromEntries(Object.entries(answers).filter(([question]) => goes(`${sheet}.${question}`))),
  ]);
  return { ...plan, worksheets: Object.fromEntries(worksheets) };
}

/**
 * Keep in this tab the answers of a plan that go nowhere else.
 *
 * @param {() => Storage} session  called each time: even reading `window.sessionStorage` may throw
 * @param {string} id  the plan's
 * @param {Plan} plan
 * @param {string[]} places
 */
export function holdPrivate(session, id, plan, places) {
  const { worksheets } = chosen(plan, (place) => places.includes(place));
  const filled = Object.entries(worksheets).filter(([, answers]) => Object.keys(answers).length > 0);
  try {
    if (filled.length > 0) session().setItem(KEY, JSON.stringify({ id, worksheets: Object.fromEntries(filled) }));
    else if (JSON.parse(session().getItem(KEY) ?? "{}").id === id) session().removeItem(KEY);
  } catch {
    // Then it is asked again.
  }
}

/**
 * Return a plan with the answers that this tab alone has kept of it.
 *
 * @param {() => Storage} session
 * @param {string} id
 * @param {Plan} plan
 * @param {string[]} places
 * @returns {Plan}
 */
export function withPrivate(session, id, plan, places) {
  try {
    const held = JSON.parse(session().getItem(KEY) ?? "{}");
    if (held.id !== id) return plan;
    const worksheets = { ...plan.worksheets };
    for (const place of places) {
      const [sheet, question] = place.split(".");
      const answer = held.worksheets?.[sheet]?.[question];
      if (typeof answer === "string") worksheets[sheet] = { ...worksheets[sheet], [question]: answer };
    }
    return { ...plan, worksheets };
  } catch {
    return plan;
  }
}

/** Throws where storage is refused. @param {() => Storage} session */
export function forgetPrivate(session) {
  session().removeItem(KEY);
}
