/**
 * Stop and get help: in the place of the questions, for somebody who says that talking could harm them. The portal learns no more than
 * of anybody else: they can finish here too.
 */

/**
 * @param {HTMLElement} main
 * @param {{ finish: () => void }} acts
 */
export function openHelp(main, { finish }) {
  const html = document.documentElement;
  const place = /** @type {HTMLElement | null} */ (main.querySelector(".pb-embed-help"));
  const heading = place?.querySelector("h2");

  function hide() {
    html.classList.remove("pb-helping");
    if (place) place.hidden = true;
  }
  place?.querySelector('[data-act="embed-help-back"]')?.addEventListener("click", hide);
  place?.querySelector('[data-act="embed-help-end"]')?.addEventListener("click", (event) => {
    /** @type {HTMLButtonElement} */ (event.currentTarget).disabled = true;
    finish();
  });

  return {
    show() {
      if (!place) return;
      html.classList.add("pb-helping");
      place.hidden = false;
      if (heading) {
        heading.tabIndex = -1;
        heading.focus();
      }
    },
    hide,
  };
}
