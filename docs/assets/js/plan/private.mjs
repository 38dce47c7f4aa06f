/**
 * Answers that stay in the tab: they go into no copy.
 */

/**
 * Return a plan without the answers at these places, such as `quick.safe`.
 *
 * @param {import("./plan.mjs").Plan} plan
 * @param {string[]} places
 * @returns {import("./plan.mjs").Plan}
 */
export function withoutPrivate(plan, places) {
  const worksheets = Object.fromEntries(
    Object.entries(plan.worksheets).map(([sheet, answers]) => [
      sheet,
      Object.fromEntries(Object.entries(answers).filter(([question]) => !places.includes(`${sheet}.${question}`))),
    ]),
  );
  return { ...plan, worksheets };
}
