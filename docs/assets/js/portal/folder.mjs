/**
 * Somebody has unpacked a package and opened its page from the folder. Browsers run no modules there, so the page is the form on paper: say
 * so in the place where it is otherwise said that no portal listens.
 *
 * @param {Document} page
 * @param {string} protocol  of the page's address
 */
export function sayFolder(page, protocol) {
  if (protocol !== "file:") return;
  page.addEventListener("DOMContentLoaded", () => {
    const note = /** @type {HTMLElement | null} */ (page.querySelector(".pb-embed-alone"));
    const { words } = JSON.parse(page.getElementById("pb-embed")?.textContent ?? "{}");
    if (!note || !words) return;
    note.textContent = words["embed-folder"];
    note.hidden = false;
  });
}
