/**
 * What the answers say so far, beside the questions: the name of the negotiation, and the engine's own line with its sentence.
 */

import { asNodes } from "../result/reply-html.mjs";

/**
 * @param {Element} root  what stands around the form
 */
export function openSoFar(root) {
  const aside = /** @type {HTMLElement} */ (root.querySelector(".pb-ask-so-far"));
  const name = /** @type {HTMLElement} */ (aside.querySelector(".pb-so-far-name"));
  const place = /** @type {HTMLElement} */ (aside.querySelector(".pb-so-far-line"));
  const nothing = [...place.childNodes];
  /** What is shown now, so that nothing is drawn twice. */
  let shown = "";

  return {
    /** @param {boolean} visible */
    show(visible) {
      aside.hidden = !visible;
      if (visible) return;
      // The result holds the same drawing. Its patterns would stand in the page twice, under one name.
      place.replaceChildren(...nothing);
      shown = "";
    },
    /** @param {{ html: string } | null} reply */
    draw(reply) {
      if (aside.hidden || reply === null || reply.html === shown) return;
      shown = reply.html;
      const nodes = asNodes(reply.html);
      const figure = nodes.querySelector("figure");
      name.textContent = nodes.querySelector(".pb-over")?.textContent ?? "";
      for (const fold of figure?.querySelectorAll("details, .pb-table") ?? []) fold.remove();
      place.replaceChildren(...(figure ? [figure] : nothing));
    },
    name: () => name.textContent ?? "",
    clear() {
      name.textContent = "";
      place.replaceChildren(...nothing);
      shown = "";
    },
  };
}
