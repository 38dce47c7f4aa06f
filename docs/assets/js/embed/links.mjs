/**
 * Links out of an activity: they open in a window of their own, since a portal's frame shows nothing else of the site. Where a package has
 * no site to lead to, they are words.
 */

const OUT = "a[href]:not([href^='#'])";

/**
 * @param {Element} root
 * @param {boolean} hasSite
 */
export function tendLinks(root, hasSite) {
  // Without scripts it sends links into a window of their own; with it, it would take links within the page along.
  document.querySelector("base[target]")?.remove();

  function tend() {
    for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (root.querySelectorAll(OUT))) {
      if (link.hasAttribute("download")) continue;
      if (hasSite) {
        link.target = "_blank";
        link.rel = "noopener noreferrer";
      } else link.replaceWith(...link.childNodes);
    }
  }
  new MutationObserver(tend).observe(root, { childList: true, subtree: true });
  tend();
}
