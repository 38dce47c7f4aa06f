/**
 * The knowledge check as an activity: a question a screen, and at the end what was right, why, and how sure somebody was. Nothing of it
 * needs the engine. A portal that asks for it is told the score, and never an answer.
 */

import { whenParsed } from "../engine/page-engine.mjs";
import { element } from "../element.mjs";
import { openPortalPage } from "./portal-page.mjs";
import { calibration, scoreOf, sureness } from "./score.mjs";

await whenParsed(document, "pb-embed");
const page = openPortalPage();
const { main, told, say, progress } = page;
const html = document.documentElement;
const form = /** @type {HTMLElement} */ (main.querySelector(".pb-quiz"));
const questions = /** @type {HTMLElement[]} */ ([...form.querySelectorAll(".pb-quiz-question")]);
const result = /** @type {HTMLElement} */ (main.querySelector(".pb-quiz-result"));
const [back, on] = /** @type {HTMLButtonElement[]} */ (["back", "on"].map((name) => main.querySelector(`[data-quiz="${name}"]`)));
const last = told.steps.length - 1;
// A screen has its own heading; on one page without scripts they stand below the title.
for (const heading of main.querySelectorAll("h2.pb-group-title")) {
  const first = document.createElement("h1");
  first.id = heading.id;
  first.className = heading.className;
  first.append(...heading.childNodes);
  heading.replaceWith(first);
}
/** The place of the step that is shown; `last` is the result. */
let at = 0;
let untouched = true;

/** What was chosen, by question; "" for nothing. */
const chosen = () => questions.map((one) => /** @type {HTMLInputElement | null} */ (one.querySelector("input[type=radio]:checked"))?.value ?? "");
const sure = () => questions.map((one) => sureness(/** @type {HTMLInputElement} */ (one.querySelector("[data-sure]")).value));

/** @param {number} next @param {boolean} [moved]  by the person: then the focus goes along */
function show(next, moved = true) {
  at = next;
  html.dataset.pbView = at === last ? "result" : "ask";
  questions.forEach((one, place) => (one.hidden = place !== at));
  result.hidden = at !== last;
  back.hidden = at === 0;
  on.hidden = at === last;
  on.textContent = say(at === last - 1 ? "embed-check-finish" : "page-continue");
  progress.reach(told.steps[at]);
  page.reached();
  const heading = /** @type {HTMLElement | null} */ ((at === last ? result : questions[at]).querySelector("h1"));
  document.title = heading?.textContent ?? document.title;
  if (!moved || !heading) return;
  heading.tabIndex = -1;
  heading.focus();
}

function finish() {
  const marks = scoreOf(chosen(), told.right);
  const right = marks.filter(Boolean).length;
  const scaled = right / marks.length;
  /** @type {HTMLElement} */ (result.querySelector("h1")).textContent = say("embed-check-score", { right, count: marks.length });
  const { mean, share } = calibration(sure(), marks) ?? { mean: 0, share: 0 };
  /** @type {HTMLElement} */ (result.querySelector(".pb-quiz-sure")).textContent =
    mean === 0 ? say("embed-check-sure-none") : say("embed-check-sure-was", { mean, share });
  for (const [place, one] of [...result.querySelectorAll(".pb-quiz-answer")].entries()) {
    const mark = /** @type {HTMLElement} */ (one.querySelector(".pb-quiz-mark"));
    mark.replaceChildren(element("strong", say(marks[place] ? "embed-check-right" : chosen()[place] === "" ? "embed-check-open" : "embed-check-wrong")));
  }
  progress.pass(told.steps);
  show(last);
  page.scored(scaled, scaled >= told.pass);
  page.ended();
}

function goOn() {
  progress.pass([told.steps[at]]);
  if (at === last - 1) finish();
  else show(at + 1);
}

/** The step that somebody is to begin at. */
const first = () => Math.min(Math.max(0, told.steps.indexOf(progress.next() ?? told.steps[0])), last - 1);

on.addEventListener("click", goOn);
back.addEventListener("click", () => show(Math.max(0, at === last ? last - 1 : at - 1)));
for (const kind of ["input", "click"]) main.addEventListener(kind, () => (untouched = false), { once: true });
for (const kind of ["submit", "reset"]) form.addEventListener(kind, (event) => event.preventDefault());
form.addEventListener("input", (event) => {
  const field = /** @type {HTMLInputElement} */ (event.target);
  if (!("sure" in field.dataset)) return;
  const fault = field.value.trim() !== "" && sureness(field.value) === null;
  const words = document.getElementById(field.getAttribute("aria-describedby") ?? "");
  if (fault) field.setAttribute("aria-invalid", "true");
  else field.removeAttribute("aria-invalid");
  if (words) {
    words.textContent = fault ? say("embed-check-sure-fault") : "";
    words.hidden = !fault;
  }
});
/** @type {HTMLElement} */ (main.querySelector(".pb-quiz-go")).hidden = false;
html.classList.add("pb-ready");
await page.start({
  begin: () => show(first(), false),
  goOn: () => untouched && show(first(), false),
  leave() {},
});
