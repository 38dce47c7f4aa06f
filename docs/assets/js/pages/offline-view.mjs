/**
 * The playbook without a network, on a page: a worksheet keeps it by itself, a button keeps it where somebody asks for it, and a page
 * that stays open says once that a newer playbook is here.
 */

import { makeButton } from "../button.mjs";
import { openBook } from "../offline/book.mjs";
import { speaker } from "../words.mjs";

/** @typedef {import("../engine/engine-client.mjs").Client} Client */
/** @typedef {import("../offline/book.mjs").State} State */

/** Milliseconds between two looks whether the page's engine still loads, and from one look for a newer playbook to the next. */
const LOOK = 500;
const LOOK_AGAIN = 900_000;
const LOADING = new Set(["loading", "starting", "restarting"]);

const page = () => document.documentElement;

/** The book as this page sees it. The page's script stands three folders below the site's first page. */
function bookHere() {
  const release = /** @type {HTMLMetaElement | null} */ (document.querySelector('meta[name="playbook-release"]'))?.content ?? "";
  return { release, ...openBook({ root: new URL("../../../", import.meta.url).href, release, inFrame: window.top !== window }) };
}

/** Remove the playbook from this device: worker and files. Tells whether all of it is gone. Answers are not touched. */
export const removeBook = () => bookHere().remove();

/** Once the page has loaded, and has nothing to do. */
async function whenIdle() {
  if (document.readyState !== "complete") await new Promise((resolve) => window.addEventListener("load", resolve, { once: true }));
  await new Promise((resolve) => ("requestIdleCallback" in window ? requestIdleCallback(resolve, { timeout: 10_000 }) : setTimeout(resolve, 2000)));
}

/**
 * Keep the playbook quietly, now that somebody uses a worksheet, and look for a newer one when the page is come back to.
 *
 * @param {Client[]} clients  the page's engines: what they fetch comes first
 */
export async function startOffline(clients) {
  const book = bookHere();
  if (book.release === "") return;
  const say = speaker(JSON.parse(document.getElementById("pb-words")?.textContent ?? "{}").words ?? {});
  const quiet = async () => {
    while (clients.some((client) => LOADING.has(client.state().name))) await new Promise((resolve) => setTimeout(resolve, LOOK));
  };
  const onNewest = (/** @type {string} */ newest) => newest !== book.release && offerNewer(say);
  let last = 0;
  const keep = async () => {
    last = performance.now();
    let state = await book.keep({ quiet, onNewest, onProgress: (done, total) => note(`keeping ${done} of ${total}`) });
    // Where the quick start does not do, the worksheet needs the whole Python without a network too.
    const whole = () => clients.some((client) => (/** @type {any} */ (client.state()).path) === "whole");
    if (state.name === "kept" && whole()) state = await book.keep({ quiet, spare: true });
    note(state.name === "kept" ? `kept ${state.release}` : `not-kept ${state.why}`);
  };
  await whenIdle();
  await keep();
  const lookAgain = () => document.visibilityState === "visible" && performance.now() - last > LOOK_AGAIN && void keep();
  document.addEventListener("visibilitychange", lookAgain);
  window.addEventListener("online", () => void keep());
}

/** How far it is: tests read it here. @param {string} text */
function note(text) {
  page().dataset.offline = text;
}

/** Say once, below everything, that a newer playbook is here. Leaving the page keeps what is typed. @param {import("../words.mjs").Say} say */
function offerNewer(say) {
  if (document.querySelector(".pb-newer")) return;
  const place = document.createElement("section");
  place.className = "pb-newer";
  place.setAttribute("role", "status");
  // Question by question, a worksheet is all that the page shows.
  [...document.querySelectorAll(".pb-worksheet")].at(-1)?.append(place);
  const line = document.createElement("p");
  line.textContent = say("page-offline-newer");
  const buttons = document.createElement("p");
  buttons.className = "pb-buttons";
  buttons.append(
    makeButton(say("page-offline-load"), "pb-button", () => location.reload()),
    // It stays, empty, so that it is said once.
    makeButton(say("page-offline-later"), "pb-quiet", () => (place.hidden = true)),
  );
  place.append(line, buttons);
}

/**
 * Put a button into a place that keeps the playbook on this device, with how far it is, a way to stop, and what came of it.
 *
 * @param {HTMLElement} place
 * @param {import("../words.mjs").Say} say  has every `page-offline-` message
 */
export async function openKeepBook(place, say) {
  const book = bookHere();
  const why = document.createElement("p");
  why.textContent = say("page-offline-keep-why");
  const told = document.createElement("p");
  told.setAttribute("role", "status");
  const bar = document.createElement("progress");
  bar.className = "pb-progress";
  bar.setAttribute("aria-label", say("page-offline-keep"));
  bar.hidden = true;
  let running = new AbortController();
  const keep = makeButton(say("page-offline-keep"), "pb-button", begin);
  const stop = makeButton(say("page-offline-stop"), "pb-button", () => running.abort());
  stop.hidden = true;
  const buttons = document.createElement("p");
  buttons.className = "pb-buttons";
  buttons.append(keep, stop);

  /** @param {State} state */
  function show(state) {
    told.textContent = state.name === "kept" ? say("page-offline-kept") : say(`page-offline-not-${state.why}`);
    keep.hidden = state.name === "kept" || state.why === "unsupported";
    note(state.name === "kept" ? `kept ${state.release}` : `not-kept ${state.why}`);
  }

  async function begin() {
    running = new AbortController();
    keep.hidden = true;
    stop.hidden = bar.hidden = false;
    stop.focus();
    const onProgress = (/** @type {number} */ done, /** @type {number} */ total) => {
      bar.max = total;
      bar.value = done;
      shown.textContent = say("page-offline-keeping", { done, total });
    };
    told.textContent = "";
    const state = await book.keep({ first: true, spare: true, signal: running.signal, onProgress });
    const hadFocus = document.activeElement === stop;
    stop.hidden = bar.hidden = true;
    shown.textContent = "";
    show(state);
    if (hadFocus && !keep.hidden) keep.focus();
  }

  // Changes many times: it is shown, and what came of it is said.
  const shown = document.createElement("p");
  place.classList.add("pb-keep-book");
  place.replaceChildren(why, buttons, bar, shown, told);
  show(await book.state());
}
