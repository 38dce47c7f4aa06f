/**
 * What the page says of the answers that it keeps: in a sentence at the form, in a few words in the bar above, and with a choice where
 * it cannot go on alone.
 */

import { makeButton } from "../button.mjs";
import { labelOf } from "../form/controls.mjs";
import { MOST_CHARACTERS } from "../plan/plan.mjs";
import { saveFile } from "./save-file.mjs";

/** @typedef {import("../plan/keeper.mjs").Keeping} Keeping */

/** @type {Record<Keeping, string>} */
const SENTENCES = {
  kept: "page-saved-device",
  partly: "page-saved-without",
  unfit: "page-not-saved-part",
  refused: "page-not-saved",
  full: "page-not-saved-full",
  guarded: "page-not-saved-guarded",
  newer: "page-not-saved-newer",
  clash: "page-not-saved-clash",
  gone: "page-not-saved-gone",
  empty: "",
};
/** How many answers are named that two tabs have changed. */
const NAMED = 3;

/**
 * @param {object} page
 * @param {HTMLElement} page.sentence
 * @param {HTMLElement | null} page.bar  the words in the bar, where the page has one
 * @param {HTMLElement} page.place  where a choice is offered
 * @param {import("../words.mjs").Say} page.say
 * @param {(left: import("../plan/plan.mjs").LeftOut[]) => string} page.listed  names answers that do not fit
 * @param {(part: string) => string} page.nameOf  what the question at a place of the plan is called
 * @param {import("../plan/open-kept.mjs").OpenKept} page.kept
 * @param {() => import("../plan/plan.mjs").Plan} page.current
 * @param {() => void} page.forget  empty the form
 */
export function openKeeping({ sentence, bar, place, say, listed, nameOf, kept, current, forget }) {
  const { keeper, where, trouble } = kept;
  bar?.setAttribute("role", "status");
  const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const choice = document.createElement("section");
  choice.className = "pb-notice pb-choice";
  choice.hidden = true;
  place.append(choice);
  /** What the choice says. */
  let offered = "";

  /** @param {import("../plan/keeper.mjs").Told} told */
  function inFull({ keeping, left }) {
    if (keeping === "empty") return "";
    const values = { parts: listed(left), part: left[0]?.part ?? "", limit: MOST_CHARACTERS };
    if (keeping === "kept" && where === "tab") return say(trouble === "" ? "page-saved-tab" : "page-saved-tab-only");
    return say(SENTENCES[keeping], values);
  }

  /** @param {import("../plan/keeper.mjs").Told} told */
  function inShort({ keeping, saved }) {
    if (keeping === "empty") return "";
    if (keeping !== "kept") return say("page-bar-not-kept");
    return where === "tab" ? say("page-bar-tab") : say("page-bar-kept", { time: clock.format(new Date(saved)) });
  }

  /** @param {Keeping} keeping */
  function offer(keeping) {
    /** @type {[string, () => void][]} */
    const ways = [];
    /** @type {string[]} */
    const lines = [];
    if (keeping === "clash") {
      const clashes = keeper.clashes();
      for (const { part, mine, theirs } of clashes.slice(0, NAMED)) lines.push(say("page-clash-part", { label: nameOf(part), here: shown(mine), there: shown(theirs) }));
      if (clashes.length > NAMED) lines.push(say("page-clash-more", { count: clashes.length - NAMED }));
      ways.push([say("page-clash-mine"), () => void keeper.choose("mine")], [say("page-clash-theirs"), () => void keeper.choose("theirs")]);
    }
    if (keeping === "gone") ways.push([say("page-gone-keep"), () => void keeper.startAnew(current())], [say("page-gone-drop"), forget]);
    if (keeping === "guarded") {
      ways.push([say("page-guarded-save"), () => saveFile("negotiation-playbook-unread.json", keeper.raw(), "application/json")]);
      ways.push([say("page-guarded-new"), () => void keeper.startAnew(current())]);
    }
    if (keeping === "newer") ways.push([say("page-load-again"), () => location.reload()]);
    choice.hidden = ways.length === 0;
    if (choice.hidden) {
      offered = "";
      return;
    }
    // Who is at a button of it keeps that one.
    const now = JSON.stringify([keeping, lines]);
    if (now === offered) return;
    offered = now;
    const words = document.createElement("p");
    words.textContent = say(SENTENCES[keeping]);
    const list = document.createElement("ul");
    list.append(...lines.map((line) => Object.assign(document.createElement("li"), { textContent: line })));
    const buttons = document.createElement("p");
    buttons.className = "pb-buttons";
    buttons.append(...ways.map(([text, act]) => makeButton(text, "pb-button", act)));
    choice.replaceChildren(words, ...(lines.length > 0 ? [list] : []), buttons);
  }

  /** An answer in few words. @param {any} answer @returns {string} */
  function shown(answer) {
    const texts = typeof answer === "object" && answer !== null ? Object.values(answer).map(shown) : [String(answer ?? "")];
    const text = texts.filter(Boolean).join(", ");
    return text.length > 80 ? `${[...text].slice(0, 79).join("")}…` : text || say("page-not-said");
  }

  return {
    /** @param {import("../plan/keeper.mjs").Told} told */
    tell(told) {
      const text = inFull(told);
      sentence.classList.toggle("pb-warn", told.keeping !== "kept" && told.keeping !== "empty");
      if (sentence.textContent !== text) sentence.textContent = text;
      const short = inShort(told);
      if (bar && bar.textContent !== short) bar.textContent = short;
      offer(told.keeping);
    },
    /** Say what came back. @param {string} text */
    cameBack(text) {
      sentence.textContent = text;
    },
  };
}

/**
 * Name answers that did not fit, with their lengths.
 *
 * @param {import("../plan/plan.mjs").LeftOut[]} left
 * @param {(part: string) => string} nameOf
 * @param {import("../words.mjs").Say} say
 */
export const namesOf = (left, nameOf, say) => left.map(({ part, length }) => say("page-saved-part", { label: nameOf(part), length })).join(", ");

/**
 * Return what names the question at a place of the plan, in the words of this page's form.
 *
 * @param {string} worksheet
 * @param {import("../plan/shared-answers.mjs").Groups} shared
 * @param {(path: string) => import("../form/controls.mjs").Control | undefined} controlOf
 */
export function namer(worksheet, shared, controlOf) {
  return (/** @type {string} */ part) => {
    const place = part.replace(/^worksheets\./, "");
    const [path] = Object.entries(shared).find(([, places]) => places.includes(place)) ?? [place.replace(`${worksheet}.`, "")];
    const control = controlOf(path) ?? controlOf(`${path}.likely`);
    return control ? labelOf(control) : place;
  };
}
