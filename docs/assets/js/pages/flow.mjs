/**
 * A worksheet asked question by question: which screen is shown, and how the browser's history brings each back as it was.
 *
 * One group of questions is a screen. Each has a fragment of its own in the address, its number, never an answer. All questions on
 * one page are a screen too; the tab remembers that somebody prefers it.
 */

import { AWAY, bringUp, isAway } from "../form/follow-ups.mjs";
import { CASE } from "../form/cases.mjs";
import { isFilled } from "../form/controls.mjs";
import { progressOf, sharperScreens, startView, toFragment, toView, viewAfter, viewBefore } from "./screens.mjs";
import { showProgress } from "./progress-line.mjs";
import { rememberAll, wantsAll } from "./way.mjs";

/**
 * @typedef {import("./screens.mjs").View} View
 * @typedef {import("./screens.mjs").Screen} Screen
 * @typedef {"check" | "result" | ""} From  where a question was asked for
 * @typedef {ReturnType<typeof openFlow>} Flow
 */

/** What the page is called on screens without questions. @type {Record<string, string>} */
const TITLES = {
  check: "page-check",
  result: "page-result-name",
  card: "page-card-name",
  room: "page-room-name",
  take: "page-take-along",
  stop: "page-stop-name",
};

/**
 * @param {Element} root  what stands around the form
 * @param {object} page
 * @param {import("../words.mjs").Say} page.say
 * @param {import("../form/form-view.mjs").FormView} page.view
 * @param {() => Storage} page.storage
 * @param {(control: import("../form/controls.mjs").Control) => boolean} page.isUsual  whether a control only says what a case usually is
 * @param {() => boolean} page.made  whether this tab has made the result
 * @param {(view: View, from: From) => void} page.entered  the screen is there: fill it
 * @param {(view: View) => HTMLElement | null} page.headingOf  of a screen without questions
 * @param {(title: string) => void} page.retitle  "" is the page's own title
 */
export function openFlow(root, { say, view, storage, isUsual, made, entered, headingOf, retitle }) {
  const html = document.documentElement;
  const find = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (root.querySelector(selector));
  const groups = /** @type {HTMLElement[]} */ ([...root.querySelectorAll(".pb-form > .pb-group")]);
  const progress = find(".pb-progress-line");
  const go = find(".pb-form > .pb-go");
  const pass = find(".pb-form > .pb-pass");
  const back = find('[data-go="back"]');
  /** @type {View} */
  let now = { name: "all" };
  /** @type {From} */
  let from = "";
  /** Sharper screens that were looked at and left without an answer. @type {Set<number>} */
  const passed = new Set();

  /** The questions of a screen that are asked. @param {number} at @returns {HTMLElement[]} */
  const asked = (at) =>
    /** @type {HTMLElement[]} */ ([...groups[at].querySelectorAll(".pb-question")]).filter(
      (one) => !isAway(one) && one.parentElement?.closest(".pb-row") === null,
    );

  /** @returns {Screen[]} */
  function screens() {
    const said = view.controls().filter((one) => !one.matches("select") && isFilled(one) && !isUsual(one));
    const filled = new Set(said.map((one) => one.closest(".pb-group")));
    return groups.map((group, at) => ({
      sharper: "sharper" in group.dataset,
      opening: group.querySelector(".pb-question")?.getAttribute("data-path") === CASE,
      asked: asked(at).length > 0,
      answered: filled.has(group),
    }));
  }

  const inSteps = () => now.name !== "all";

  /** Headings of screens are of the first level, those of a form on one page are not. @param {boolean} steps */
  function level(steps) {
    for (const heading of root.querySelectorAll(".pb-form .pb-group-title")) {
      if (heading.localName === (steps ? "h1" : "h2")) continue;
      const other = document.createElement(steps ? "h1" : "h2");
      other.id = heading.id;
      other.className = heading.className;
      other.append(...heading.childNodes);
      heading.replaceWith(other);
    }
  }

  /** Bring up follow-up questions, and fit what stands around them. */
  function refresh() {
    bringUp(root, view.read().answers);
    if (now.name !== "ask") return;
    const here = asked(now.at);
    groups[now.at].classList.toggle("pb-single", here.length === 1);
    pass.hidden = unknownOf(now.at) === undefined;
    tellProgress();
  }

  /** What says "I do not know" on a screen with a single question. @param {number} at */
  function unknownOf(at) {
    const [question, ...others] = asked(at);
    if (question === undefined || others.length > 0 || question.matches(".pb-rows")) return undefined;
    return view.controls().find((one) => question.contains(one) && (one.name.endsWith("?") || one.value === "?"));
  }

  /** The words for where somebody is. */
  function tellProgress() {
    if (now.name !== "ask") return;
    const all = screens();
    const { at } = now;
    const left = sharperScreens(all, passed).filter((other) => other !== at).length;
    const reached = progressOf(all, at);
    const sharper = say(left === 0 ? "page-sharper-last" : left === 1 ? "page-sharper-left-one" : "page-sharper-left", { left });
    const text = reached ? say("page-question-of", { number: reached.number, count: reached.count }) : all[at].sharper ? sharper : "";
    progress.hidden = text === "";
    showProgress(progress, text, reached);
    const title = groups[at].querySelector(".pb-group-title")?.textContent ?? "";
    retitle(text === "" ? title : `${text}: ${title}`);
  }

  /** @param {View} next @param {From} comingFrom */
  function draw(next, comingFrom) {
    const steps = next.name !== "all";
    now = next;
    from = comingFrom;
    html.classList.toggle("pb-asking", steps);
    html.dataset.pbView = next.name;
    level(steps);
    groups.forEach((group, at) => {
      group.classList.toggle(AWAY, steps && !(next.name === "ask" && next.at === at));
      group.classList.remove("pb-single");
    });
    const asks = next.name === "ask";
    progress.hidden = !asks;
    go.hidden = !asks;
    if (!asks) pass.hidden = true;
    back.hidden = asks && !canGoBack();
    retitle(next.name in TITLES ? say(TITLES[next.name]) : "");
    refresh();
    entered(next, comingFrom);
    html.classList.add("pb-ready");
  }

  const canGoBack = () => now.name === "ask" && (history.state?.deep === true || viewBefore(screens(), now.at) !== null);

  /** The heading of the screen. */
  function heading() {
    return now.name === "ask" ? groups[now.at].querySelector(".pb-group-title") : headingOf(now);
  }

  function focusHeading() {
    const found = /** @type {HTMLElement | null} */ (heading());
    if (found === null) return;
    found.tabIndex = -1;
    found.focus({ preventScroll: true });
  }

  /**
   * Go to a screen: a new entry of the history, with its heading in focus.
   *
   * @param {View} next
   * @param {From} [comingFrom]
   */
  function enter(next, comingFrom = "") {
    if (now.name === "ask" && screens()[now.at].sharper) passed.add(now.at);
    rememberAll(storage, next.name === "all");
    const fragment = toFragment(next);
    const entry = { screen: fragment, from: comingFrom, deep: true };
    if (history.state?.screen === fragment) history.replaceState({ ...entry, deep: history.state.deep }, "", fragment);
    else history.pushState(entry, "", fragment);
    draw(next, comingFrom);
    window.scrollTo({ top: 0, behavior: "instant" });
    focusHeading();
  }

  window.addEventListener("popstate", (event) => {
    // One page may show several worksheets after another: the history is that of the one that stands there.
    if (!root.isConnected) return;
    const next = toView(event.state?.screen ?? location.hash, groups.length);
    if (next === null) {
      // A link within the page: it is the same screen.
      history.replaceState({ screen: toFragment(now), from, deep: false }, "");
      return;
    }
    const there = reached(next);
    if (there === null) history.replaceState({ screen: toFragment(begin()), from: "", deep: false }, "", toFragment(begin()));
    draw(there ?? begin(), event.state?.from ?? "");
    focusHeading();
  });

  /** A screen that an address names; null for one that shows a result while there is none. @param {View | null} named */
  function reached(named) {
    return named !== null && ["result", "card", "room", "take"].includes(named.name) && !made() ? null : named;
  }

  /** Where somebody begins, or goes on. @returns {View} */
  function begin() {
    return wantsAll(storage) ? { name: "all" } : startView(screens(), made());
  }

  return {
    now: () => now,
    inSteps,
    screens,
    enter,
    refresh,
    asked,
    groups,
    passed,
    focusHeading,
    unknownOf,
    /** Where somebody is to go on. */
    first: () => startView(screens(), made()),
    /** The next screen after this one. */
    on() {
      if (now.name === "ask") enter(viewAfter(screens(), now.at, from), "");
    },
    /** Go back to where this screen was entered from, or else to another one. @param {View} other */
    leave(other) {
      if (history.state?.deep === true) history.back();
      else enter(other);
    },
    back() {
      if (history.state?.deep === true) history.back();
      else if (now.name === "ask") enter(viewBefore(screens(), now.at) ?? now);
    },
    /** The place of the screen that a control stands on; -1 for the settings. @param {Element} control */
    placeOf: (control) => groups.findIndex((group) => group.contains(control)),
    /** Show the first screen: the one that the address or the history names, or else where somebody is to go on. */
    start() {
      bringUp(root, view.read().answers);
      const entry = history.state;
      const named = toView(entry?.screen ?? location.hash, groups.length) ?? toView(location.hash, groups.length);
      const next = reached(named) ?? begin();
      history.replaceState({ screen: toFragment(next), from: entry?.from ?? "", deep: entry?.deep ?? false }, "");
      draw(next, entry?.from ?? "");
      if (next.name === "all") rememberAll(storage, true);
    },
  };
}
