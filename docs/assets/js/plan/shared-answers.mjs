/**
 * Questions that several worksheets ask, and that a person answers once.
 *
 * The answer stands in one of several places, such as `quick.no_deal` and `batna.alternatives.0.name`. It is the first that is not
 * blank, in the order in which the places are named. `playbook_engine.shared_answers` reads a plan by the same rule.
 */

/**
 * @typedef {import("./plan.mjs").Answers} Answers
 * @typedef {import("./plan.mjs").Plan} Plan
 * @typedef {Record<string, string[]>} Groups  by path in one worksheet's answers: the places that share its answer
 */

/** Spaces, direction marks and other characters without a shape: `playbook_engine.fields.is_blank` is its twin. */
const UNSEEN = /^[\s\p{Cc}\p{Cf}\p{Cs}]*$/u;

/**
 * Tell whether an answer has nothing in it. "I do not know" is an answer.
 *
 * @param {any} answer
 * @returns {boolean}
 */
export function isBlank(answer) {
  if (answer === undefined) return true;
  return typeof answer === "string" ? UNSEEN.test(answer) : Object.values(answer).every(isBlank);
}

/** What stands at a path; undefined where the answers do not reach that far. @param {any} found @param {string[]} way */
function at(found, way) {
  for (const step of way) {
    // A plan that was written by hand may have one text where the form has three fields: it is the likely one.
    if (typeof found === "string") found = step === "likely" ? found : undefined;
    else found = found !== undefined && Object.hasOwn(found, step) ? found[step] : undefined;
  }
  return found;
}

/**
 * Return answers with another one at a path, and what lies on the way. Where something else stands on the way, it stays.
 *
 * @param {any} found
 * @param {string[]} way
 * @param {any} answer  undefined: what stands there goes
 * @returns {any}
 */
function withAnswer(found, [step, ...rest], answer) {
  if (found === undefined && answer === undefined) return undefined;
  if (typeof found === "string" && found !== "?" && !isBlank(found)) return found;
  const isRow = /^\d+$/.test(step);
  const before = typeof found === "object" ? found : isRow ? [] : {};
  const next = rest.length === 0 ? answer : withAnswer(before[step], rest, answer);
  if (Array.isArray(before)) {
    if (next === undefined && !(step in before)) return before;
    const rows = [...before];
    rows[Number(step)] = next ?? {};
    return rows;
  }
  const { [step]: _, ...others } = before;
  return next === undefined ? others : { ...others, [step]: next };
}

/** The place where a shared answer stands, or undefined while there is none. @param {Plan} plan @param {string[]} places */
const holder = (plan, places) => places.find((place) => !isBlank(at(plan.worksheets, place.split("."))));

/**
 * Return the answer that several places share; undefined while there is none.
 *
 * @param {Plan} plan
 * @param {string[]} places
 */
export function sharedAnswer(plan, places) {
  const place = holder(plan, places);
  return place === undefined ? undefined : at(plan.worksheets, place.split("."));
}

/**
 * Return the answers of all worksheets with another shared answer, in the place where it stands, or else in the first.
 *
 * @param {Plan} plan
 * @param {string[]} places
 * @param {any} answer
 * @returns {Record<string, Answers>}
 */
export function withShared(plan, places, answer) {
  const [sheet, ...way] = (holder(plan, places) ?? places[0]).split(".");
  return { ...plan.worksheets, [sheet]: withAnswer(plan.worksheets[sheet] ?? {}, way, answer) ?? {} };
}

/**
 * Return what a worksheet's form shows: its own answers, and those that stand in other worksheets.
 *
 * @param {Plan} plan
 * @param {string} worksheet
 * @param {Groups} groups
 * @returns {Answers}
 */
export function gather(plan, worksheet, groups) {
  let answers = { ...plan.worksheets[worksheet] };
  for (const [path, places] of Object.entries(groups)) {
    const place = holder(plan, places);
    if (place !== undefined && place !== `${worksheet}.${path}`) {
      answers = withAnswer(answers, path.split("."), at(plan.worksheets, place.split(".")));
    }
  }
  return answers;
}

/**
 * Return the answers of all worksheets after a form was read. A shared answer goes to the place where it stood, or else to the
 * question's own; an emptied one is taken out of every place.
 *
 * @param {Plan} plan  as it was
 * @param {string} worksheet
 * @param {Answers} answers  what the worksheet's form says now
 * @param {Groups} groups
 * @returns {Record<string, Answers>}
 */
export function scatter(plan, worksheet, answers, groups) {
  /** @type {Record<string, Answers>} */
  let worksheets = { ...plan.worksheets, [worksheet]: answers };
  const put = (/** @type {string} */ place, /** @type {any} */ answer) => {
    const [sheet, ...way] = place.split(".");
    if (answer !== undefined || sheet in worksheets) worksheets = { ...worksheets, [sheet]: withAnswer(worksheets[sheet] ?? {}, way, answer) };
  };
  for (const [path, places] of Object.entries(groups)) {
    const own = `${worksheet}.${path}`;
    const answer = at(answers, path.split("."));
    if (isBlank(answer)) {
      for (const place of places) put(place, undefined);
    } else {
      const target = holder(plan, places) ?? own;
      // The form shows the shared answer in this place, whatever stands here.
      if (target !== own) put(own, at(plan.worksheets, own.split(".")));
      put(target, answer);
    }
  }
  return worksheets;
}
