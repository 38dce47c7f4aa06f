/** Tables that are wider than their place scroll by themselves, and then have to be reached by keyboard. */

/** Watch tables, whatever becomes of the page's width; what is taken out of the page is watched no more. */
export function openReachable() {
  const watch = new ResizeObserver((changed) => {
    for (const { target } of changed) {
      const table = /** @type {HTMLElement} */ (target);
      if (!table.isConnected) watch.unobserve(table);
      else if (table.scrollWidth > table.clientWidth) table.tabIndex = 0;
      else table.removeAttribute("tabindex");
    }
  });
  return {
    /** @param {ParentNode} part  of the page */
    look(part) {
      for (const table of part.querySelectorAll(".pb-table")) watch.observe(table);
    },
  };
}
