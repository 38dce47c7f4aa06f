/**
 * The order of a worksheet's screens, and how the address names them. Nothing here knows the page.
 *
 * A screen's fragment is the number of its group in the worksheet, never an answer, and it stays the same whatever else is asked.
 */

/**
 * @typedef {{ name: "ask", at: number } | { name: "check" | "result" | "card" | "room" | "take" | "stop" | "all" }} View  `at`: the group's place
 * @typedef {{ sharper: boolean, opening: boolean, asked: boolean, answered: boolean }} Screen  `opening`: it asks what kind of talk
 *   it is, and no longer once that is known; `asked`: it has a question to show; `answered`: one with an answer
 */

const NAMES = /** @type {const} */ (["check", "result", "card", "room", "take", "stop", "all"]);

/** @param {View} view */
export const toFragment = (view) => (view.name === "ask" ? `#q-${view.at + 1}` : `#${view.name}`);

/**
 * Read a fragment; null when it names no screen.
 *
 * @param {string} fragment
 * @param {number} count  of the worksheet's groups
 * @returns {View | null}
 */
export function toView(fragment, count) {
  const number = Number(/^#q-([1-9]\d{0,2})$/.exec(fragment)?.[1] ?? 0);
  if (number > 0) return number <= count ? { name: "ask", at: number - 1 } : null;
  const name = NAMES.find((one) => `#${one}` === fragment);
  return name === undefined ? null : { name };
}

/** The places of the screens before the first result. @param {Screen[]} screens */
export function firstScreens(screens) {
  return places(screens, (one) => one.asked && !one.sharper && !(one.opening && one.answered));
}

/**
 * What is said of how far somebody has come: the number of a screen among the first ones; null for one that is not counted.
 *
 * @param {Screen[]} screens
 * @param {number} at
 */
export function progressOf(screens, at) {
  if (screens[at].sharper || screens[at].opening) return null;
  const counted = firstScreens(screens).filter((other) => !screens[other].opening);
  return { number: counted.filter((other) => other < at).length + 1, count: counted.length };
}

/**
 * The places of the screens that make the result sharper and have no answer yet, those first that were not passed over.
 *
 * @param {Screen[]} screens
 * @param {Set<number>} passed
 */
export function sharperScreens(screens, passed) {
  const open = places(screens, (one) => one.asked && one.sharper && !one.answered);
  return [...open.filter((at) => !passed.has(at)), ...open.filter((at) => passed.has(at))];
}

/**
 * Where somebody is taken who comes without a screen in the address: to the result that this tab has made, else behind the last answer.
 *
 * @param {Screen[]} screens
 * @param {boolean} made
 * @returns {View}
 */
export function startView(screens, made) {
  if (made) return { name: "result" };
  const first = firstScreens(screens);
  const last = first.filter((at) => screens[at].answered).at(-1) ?? -1;
  const open = first.filter((at) => at > last);
  if (first.length === 0 || open.length === 0) return { name: "check" };
  return { name: "ask", at: open[0] };
}

/**
 * What follows a question: the next one, the answers to check, or the place from which it was asked for.
 *
 * @param {Screen[]} screens
 * @param {number} at
 * @param {"check" | "result" | ""} from
 * @returns {View}
 */
export function viewAfter(screens, at, from) {
  if (from !== "") return { name: from };
  if (screens[at].sharper) return { name: "result" };
  const next = firstScreens(screens).find((other) => other > at);
  return next === undefined ? { name: "check" } : { name: "ask", at: next };
}

/**
 * What comes before a question where the browser's history does not say it: the one before; null before the first.
 *
 * @param {Screen[]} screens
 * @param {number} at
 * @returns {View | null}
 */
export function viewBefore(screens, at) {
  if (screens[at].sharper) return { name: "result" };
  const before = firstScreens(screens).filter((other) => other < at);
  return before.length === 0 ? null : { name: "ask", at: before[before.length - 1] };
}

/** @param {Screen[]} screens @param {(one: Screen) => boolean} wanted */
function places(screens, wanted) {
  return screens.flatMap((one, at) => (wanted(one) ? [at] : []));
}
