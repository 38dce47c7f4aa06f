/**
 * Stands before the theme's own script on every page with a search (`playbook_site/publish/search.py`): opens and closes the panel,
 * and lets the theme begin to search when somebody does. Before that neither its worker nor the index is fetched.
 */

/** The keys with which the theme begins a search. */
const KEYS = new Set(["/", "s", "f"]);

const open = /** @type {HTMLButtonElement | null} */ (document.querySelector(".pb-search-open"));
const close = document.querySelector(".pb-search-close");
const panel = document.querySelector(".pb-search");
const query = /** @type {HTMLInputElement | null} */ (document.querySelector("#pb-search-query"));
const shown = /** @type {HTMLInputElement | null} */ (document.querySelector("#__search"));

/** @type {(begin?: unknown) => void} */
let begin = () => {};
// The theme waits for this; `search.py` puts the name into its script.
/** @type {any} */ (globalThis).playbookSearch = new Promise((resolve) => {
  begin = resolve;
});

if (open && close && panel && query && shown) {
  const ask = () => {
    begin();
    if (!shown.checked) shown.click();
    query.focus();
  };
  const leave = () => {
    if (shown.checked) shown.click();
  };
  open.addEventListener("click", () => (shown.checked ? leave() : ask()));
  for (const other of document.querySelectorAll("[data-act='search']")) {
    other.addEventListener("click", ask);
    /** @type {HTMLElement} */ (other).hidden = false;
  }
  close.addEventListener("click", leave);
  query.addEventListener("focus", () => begin());
  // The theme listens to keys alone; who pastes or dictates presses none.
  query.addEventListener("input", () => query.dispatchEvent(new Event("keyup")));
  // The theme opens and closes the panel too.
  shown.addEventListener("change", () => {
    open.setAttribute("aria-expanded", String(shown.checked));
    if (shown.checked) begin();
    else if (panel.contains(document.activeElement) || document.activeElement === document.body) open.focus();
  });
  window.addEventListener("keydown", (event) => {
    const { target } = event;
    const typing = target instanceof HTMLElement && (target.isContentEditable || target.matches("input, select, textarea"));
    if (KEYS.has(event.key) && !typing && !shown.checked && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      event.stopImmediatePropagation();
      ask();
    }
    // The theme closes the search when somebody goes on to the next control; here that is the button beside the field.
    if (event.key === "Tab" && shown.checked && panel.contains(/** @type {Node} */ (target))) event.stopImmediatePropagation();
  });
}
