/**
 * A play's page. Without this script all of it can be read: both seats stand one after the other, and words to say can be selected.
 *
 * Who came from a result finds the way back, the step marked, and their own words in it. `playbook-from` in the tab's storage says
 * where they came from; nothing of it leaves the tab.
 */

import { copyText } from "../result/clipboard.mjs";
import { noteBack } from "../plan/came-from.mjs";
import { speaker } from "../words.mjs";

/** @typedef {import("../words.mjs").Say} Say */
/**
 * Where somebody came from: a step of their checklist (`number` there, `step` on this page), what the checklist is called, the page
 * that it stands on, and their own words by the names of placeholders.
 *
 * @typedef {{ step: string, number: number, name: string, page: string, words: Record<string, string> }} From
 */

/**
 * Return where somebody came from, or null when that is not this play. What stands in the storage may be anything.
 *
 * @param {string | null} kept
 * @param {string} play
 * @returns {From | null}
 */
export function cameFrom(kept, play) {
  let found;
  try {
    found = JSON.parse(kept ?? "null");
  } catch {
    return null;
  }
  if (typeof found !== "object" || found === null || bare(found.play) !== bare(play) || typeof found.step !== "string") return null;
  const number = Number(found.number);
  if (!Number.isInteger(number) || number < 1) return null;
  const words = Object.entries(found.words ?? {}).filter(([, value]) => typeof value === "string" && value !== "");
  const text = (/** @type {unknown} */ value) => (typeof value === "string" ? value : "");
  return { step: found.step, number, name: text(found.name), page: text(found.page), words: Object.fromEntries(words) };
}

/** A play's address without what differs between two ways to write it. @param {unknown} play */
const bare = (play) => String(play ?? "").replace(/^plays\//, "").replace(/\/$/, "");

/**
 * Return the place in a row of tabs that a key leads to, or -1 for a key that leads nowhere.
 *
 * @param {string} key
 * @param {number} at
 * @param {number} count
 */
export function nextTab(key, at, count) {
  if (key === "ArrowRight") return (at + 1) % count;
  if (key === "ArrowLeft") return (at + count - 1) % count;
  if (key === "Home") return 0;
  return key === "End" ? count - 1 : -1;
}

/** Show one seat at a time. @param {HTMLElement} tabs @param {Say} say */
function makeTabs(tabs, say) {
  const panels = /** @type {HTMLElement[]} */ ([...tabs.children].filter((child) => child.localName === "section"));
  const row = document.createElement("div");
  row.className = "pb-tab-list";
  row.setAttribute("role", "tablist");
  row.setAttribute("aria-label", say("your-seat"));
  const buttons = panels.map((panel, place) => {
    const heading = /** @type {HTMLElement} */ (panel.querySelector("h3"));
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = titleOf(heading);
    button.id = `${heading.id}-tab`;
    button.setAttribute("role", "tab");
    panel.id = `${heading.id}-panel`;
    button.setAttribute("aria-controls", panel.id);
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-labelledby", button.id);
    button.addEventListener("click", () => show(place));
    row.append(button);
    return button;
  });
  const show = (/** @type {number} */ chosen) => {
    for (const [place, panel] of panels.entries()) {
      panel.hidden = place !== chosen;
      buttons[place].setAttribute("aria-selected", String(place === chosen));
      buttons[place].tabIndex = place === chosen ? 0 : -1;
    }
  };
  row.addEventListener("keydown", (event) => {
    const place = nextTab(event.key, buttons.indexOf(/** @type {any} */ (document.activeElement)), buttons.length);
    if (place < 0) return;
    event.preventDefault();
    show(place);
    buttons[place].focus();
  });
  const named = panels.findIndex((panel) => panel.querySelector("h3")?.id === location.hash.slice(1));
  show(Math.max(0, named));
  tabs.prepend(row);
  tabs.classList.add("pb-on");
}

/** @param {HTMLElement} heading */
function titleOf(heading) {
  const plain = /** @type {HTMLElement} */ (heading.cloneNode(true));
  plain.querySelector(".headerlink")?.remove();
  return (plain.textContent ?? "").trim();
}

/** Put a button beside each line to say. @param {HTMLElement} quote @param {Say} say */
function offerCopy(quote, say) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "pb-quiet";
  button.dataset.copy = "";
  button.textContent = say("copy");
  button.addEventListener("click", async () => {
    try {
      await copyText(Promise.resolve((quote.textContent ?? "").trim().replace(/^[“"]|[”"]$/g, "")));
      button.textContent = say("copied");
    } catch {
      button.textContent = say("not-copied");
    }
  });
  quote.after(button);
}

/** @param {From} from @param {Say} say */
function welcome(from, say) {
  for (const place of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".pb-own"))) {
    const own = from.words[place.dataset.word ?? ""];
    // In a line to say, nobody hears the marks around a name.
    if (own) place.textContent = place.closest("blockquote") ? own.replace(/^“|”$/g, "") : own;
  }
  document.getElementById(from.step)?.classList.add("pb-here");
  const bar = document.createElement("div");
  bar.className = "pb-step-bar";
  const back = document.createElement("button");
  back.type = "button";
  back.className = "pb-button";
  // Without an address, the page that led here is the one before this.
  back.addEventListener("click", () => {
    noteBack(() => window.sessionStorage);
    if (from.page) location.assign(new URL(from.page, location.href));
    else history.back();
  });
  back.textContent = say("back-to-step", { number: from.number });
  const line = document.createElement("p");
  line.textContent = from.name ? say("back-of", { name: from.name }) : say("back-of-unnamed");
  bar.append(back, line);
  document.querySelector(".md-content__inner")?.prepend(bar);
}

function begin() {
  const plate = /** @type {HTMLElement | null} */ (document.querySelector(".pb-chips[data-play]"));
  const words = document.getElementById("pb-words");
  if (!plate || !words) return;
  const say = speaker(JSON.parse(words.textContent ?? "{}"));
  for (const tabs of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".pb-tabs"))) makeTabs(tabs, say);
  for (const quote of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("blockquote.pb-say"))) offerCopy(quote, say);
  let kept = null;
  try {
    kept = window.sessionStorage.getItem("playbook-from");
  } catch {
    // This browser keeps nothing: the page is as for everybody.
  }
  const from = cameFrom(kept, plate.dataset.play ?? "");
  if (from) welcome(from, say);
}

if (typeof document !== "undefined") begin();
