/**
 * The statements of cmi5 (specification, 9 and 10): a verb, the activity of the launch, and what the portal wants repeated in each. A
 * result is a completion, a score, a time or a percentage; there is no place for a word that somebody typed.
 */

const VERBS = "http://adlnet.gov/expapi/verbs/";
const CATEGORY = "https://w3id.org/xapi/cmi5/context/categories/";
const MASTERY = "https://w3id.org/xapi/cmi5/context/extensions/masteryscore";
const PROGRESS = "https://w3id.org/xapi/cmi5/result/extensions/progress";

/** @typedef {"initialized" | "completed" | "passed" | "failed" | "terminated" | "progressed"} Verb */

/** Verbs that decide whether somebody may move on. */
const JUDGES = ["completed", "passed", "failed"];

/** ISO 8601. @param {number} milliseconds */
export const duration = (milliseconds) => `PT${(Math.max(0, milliseconds) / 1000).toFixed(2)}S`;

/**
 * @param {import("./cmi5-launch.mjs").Launch} launch
 * @param {{ contextTemplate?: any, masteryScore?: number }} data  what the portal says of the launch
 * @param {{ now: () => Date, id: () => string }} chance
 */
export const statementsOf = ({ actor, activityId, registration }, { contextTemplate = {}, masteryScore }, { now, id }) => {
  /**
   * @param {Verb} verb
   * @param {{ completion?: true, success?: boolean, score?: { scaled: number }, duration?: string, percent?: number }} [result]
   */
  return function statement(verb, { percent, ...result } = {}) {
    const defined = verb !== "progressed";
    const activities = contextTemplate.contextActivities ?? {};
    const own = [...(defined ? ["cmi5"] : []), ...(JUDGES.includes(verb) ? ["moveon"] : [])].map((name) => ({ id: CATEGORY + name, objectType: "Activity" }));
    const mastered = masteryScore !== undefined && (verb === "passed" || verb === "failed");
    const told = percent === undefined ? result : { ...result, extensions: { [PROGRESS]: percent } };
    return {
      id: id(),
      actor,
      verb: { id: VERBS + verb, display: { en: verb } },
      object: { objectType: "Activity", id: activityId },
      ...(Object.keys(told).length > 0 && { result: told }),
      context: {
        ...contextTemplate,
        registration,
        contextActivities: { ...activities, category: [...(activities.category ?? []), ...own] },
        ...(mastered && { extensions: { ...contextTemplate.extensions, [MASTERY]: masteryScore } }),
      },
      timestamp: now().toISOString(),
    };
  };
};
