/**
 * How far somebody has come, in words with a ruler beside them.
 */

const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 130;

/**
 * @param {HTMLElement} place
 * @param {string} text
 * @param {{ number: number, count: number } | null} reached  null where the whole is not known
 */
export function showProgress(place, text, reached) {
  const words = document.createElement("span");
  words.textContent = text;
  place.replaceChildren(words);
  if (reached) place.append(ruler(reached));
}

/** @param {{ number: number, count: number }} reached */
function ruler({ number: done, count }) {
  const drawing = element("svg", { width: WIDTH + 2, height: 18, "aria-hidden": "true" });
  const at = (/** @type {number} */ number) => Math.round(10 * (1 + (WIDTH * number) / count)) / 10;
  drawing.append(element("line", { class: "pb-ln-edge", x1: 1, x2: WIDTH + 1, y1: 16, y2: 16 }));
  for (let number = 0; number <= count; number += 1) {
    drawing.append(element("line", { class: "pb-ln-tick", x1: at(number), x2: at(number), y1: 10, y2: 16 }));
  }
  drawing.append(element("rect", { class: "pb-ln-target", x: 1, y: 11.5, width: at(done) - 1, height: 4 }));
  return drawing;
}

/** @param {string} name @param {Record<string, string | number>} attributes */
function element(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}
