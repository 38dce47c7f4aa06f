/**
 * The parts of the form that belong to a screen.
 */

/**
 * Show the parts that belong to a screen, and no others.
 *
 * @param {(selector: string) => HTMLElement} find
 * @param {string} screen
 * @param {boolean} ready  the engine has nothing to say
 */
export function showParts(find, screen, ready) {
  const at = (/** @type {string[]} */ ...names) => names.includes(screen);
  find(".pb-check").hidden = !at("check");
  find(".pb-making").hidden = !at("all");
  find(".pb-stop").hidden = !at("stop");
  find(".pb-actions").classList.toggle("pb-idle", !at("all", "check") && ready);
  find(".pb-record").hidden = !at("all", "check");
  find(".pb-where").hidden = !at("all", "check");
  find(".pb-settings").classList.toggle("pb-away", !at("all", "check"));
}

/**
 * The heading of a screen that stands in the form and has no questions; null for another.
 *
 * @param {(selector: string) => HTMLElement} find
 * @param {import("./screens.mjs").View} now
 */
export function headingOf(find, { name }) {
  if (name === "check" || name === "stop") return find(`.pb-${name} .pb-group-title`);
  return name === "all" ? document.querySelector("h1") : null;
}
