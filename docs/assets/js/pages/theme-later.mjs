/**
 * Stands in the page in place of the theme's own script: where somebody waits for a checklist, that script lays the whole page out
 * several times before anything else can be shown, so it comes after the checklist. Everywhere else it comes at once.
 */

/** Milliseconds after which the theme waits no longer, whatever became of the checklist. */
const PATIENCE = 1500;

const { later = "" } = /** @type {HTMLScriptElement} */ (document.currentScript).dataset;
let begun = false;

function begin() {
  if (begun) return;
  begun = true;
  const script = document.createElement("script");
  script.src = later;
  document.body.append(script);
}

if ("playbookEarly" in window) {
  document.addEventListener("playbook-shown", begin, { once: true });
  setTimeout(begin, PATIENCE);
} else begin();
