/**
 * A script inside the page, in the place of the theme's own script, which it loads.
 *
 * The theme's script lays the whole page out several times, and nothing else can be shown meanwhile. So where a checklist is coming
 * back after a reload, the theme's script is loaded after the checklist. On every other page it is loaded at once.
 */

/** Milliseconds after which the theme's script is loaded even if the checklist has not come. */
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
