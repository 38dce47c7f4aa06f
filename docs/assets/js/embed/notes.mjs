/**
 * What the page says about the portal: what it learns, that nobody listens, that it has been told.
 */

/**
 * @param {HTMLElement} main
 * @param {object} page
 * @param {import("../words.mjs").Say} page.say
 * @param {import("./settings.mjs").Settings} page.settings
 */
export function openNotes(main, { say, settings }) {
  const find = (/** @type {string} */ selector) => /** @type {HTMLElement | null} */ (main.querySelector(selector));
  const learns = find(".pb-embed-learns");
  const note = find(".pb-embed-alone");
  const end = find(".pb-embed-end");
  const exit = find('[data-act="embed-exit"]');
  const bar = find(".pb-embed-bar");
  /** @type {import("./reporter.mjs").Reporter | null} */
  let told = null;

  /** @param {HTMLElement | null} place @param {string} text */
  function put(place, text) {
    if (!place) return;
    place.textContent = text;
    place.hidden = text === "";
  }
  /** Whether the portal has asked for the button, and whether somebody could press it. */
  let [asked, begun] = [false, false];

  function offer() {
    if (exit && begun && (asked || told?.exits)) exit.hidden = false;
  }
  if (bar) bar.hidden = false;

  return {
    /** @param {import("./reporter.mjs").Reporter} reporter */
    listens(reporter) {
      told = reporter;
      put(learns, reporter.listens ? say(`embed-learns-${settings.report === "none" ? "progress" : settings.report}`) : say("embed-learns-nothing"));
      put(note, settings.v === "other" ? say("embed-version") : reporter.listens ? "" : say("embed-alone"));
    },
    /** @param {boolean} listens */
    ended: (listens) => put(end, say(listens ? "embed-ended" : "embed-ended-alone")),
    /** The portal asks for the button, which stands there once the page has begun. */
    exits() {
      asked = true;
      offer();
    },
    /** Offer to leave, where the portal hears it. @param {() => void} leave */
    onExit(leave) {
      begun = true;
      offer();
      exit?.addEventListener("click", () => {
        leave();
        document.documentElement.classList.add("pb-left");
        exit.hidden = true;
        put(end, say("embed-left"));
        if (end) {
          end.tabIndex = -1;
          end.focus();
        }
      });
    },
  };
}
