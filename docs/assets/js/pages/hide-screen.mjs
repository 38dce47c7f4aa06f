/**
 * Hide screen: covers the page at once when somebody walks by. Any key or touch brings it back. Paper shows nothing either.
 */

/** How often Shift has to be pressed, with no other key between, and within how many milliseconds. */
const PRESSES = 3;
const WITHIN = 2000;

/**
 * @param {(name: string) => string} say  `hidden-title`, `hidden`
 * @returns {() => void}  hides the page
 */
export function openHideScreen(say) {
  const html = document.documentElement;
  /** What was in focus, and the page's title, while the screen is hidden. @type {{ focus: Element | null, title: string, cover: HTMLElement } | null} */
  let before = null;
  /** @type {number[]} */
  let presses = [];

  // What goes on in the page meanwhile may give it another title: it gets that one when it is back.
  const titles = new MutationObserver(() => {
    if (before === null || document.title === say("hidden-title")) return;
    before.title = document.title;
    setTitle();
  });

  function setTitle() {
    document.title = say("hidden-title");
  }

  function hide() {
    if (before !== null) return;
    const cover = document.createElement("div");
    cover.className = "pb-cover";
    cover.tabIndex = -1;
    cover.setAttribute("role", "dialog");
    cover.setAttribute("aria-label", say("hidden-title"));
    cover.textContent = say("hidden");
    before = { focus: document.activeElement, title: document.title, cover };
    html.classList.add("pb-covered");
    setTitle();
    if (document.head) titles.observe(document.head, { childList: true, subtree: true, characterData: true });
    document.body.append(cover);
    cover.focus();
  }

  /** @param {Event} event */
  function back(event) {
    if (before === null) return;
    // What brings the page back does nothing in it.
    event.preventDefault();
    event.stopImmediatePropagation();
    const { focus, title, cover } = before;
    before = null;
    titles.disconnect();
    html.classList.remove("pb-covered");
    document.title = title;
    cover.remove();
    if (focus instanceof HTMLElement) focus.focus({ preventScroll: true });
  }

  addEventListener("keydown", back, true);
  addEventListener("click", back, true);
  addEventListener("touchend", back, { capture: true, passive: false });
  addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Shift") presses = [];
      else if (!event.repeat) {
        presses = [...presses, event.timeStamp].slice(-PRESSES);
        if (presses.length === PRESSES && presses[PRESSES - 1] - presses[0] <= WITHIN) {
          presses = [];
          hide();
        }
      }
    },
    true,
  );
  return hide;
}
