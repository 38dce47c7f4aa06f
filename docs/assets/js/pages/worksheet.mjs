/**
 * A worksheet page, put together: form, draft, engine, result. The only script that the page names; the engine's own scripts come
 * with the first touch of the form, or at once when a checklist stood here before a reload.
 */

import { askForFreshLoad, holdFields } from "./coming-back.mjs";
import { openCopies } from "./copies.mjs";
import { noteAsked, wasAsked } from "../plan/asked.mjs";
import { createDraft } from "../plan/draft.mjs";
import { MOST_CHARACTERS, emptyPlan } from "../plan/plan.mjs";
import { gather, scatter } from "../plan/shared-answers.mjs";
import { openErrors, showReadings } from "../form/errors-view.mjs";
import { openExamples } from "./examples-view.mjs";
import { labelOf } from "../form/controls.mjs";
import { isEmpty } from "../form/form-data.mjs";
import { openForm, sharedQuestions } from "../form/form-view.mjs";
import { openPageEngine, readPlaces, whenParsed } from "../engine/page-engine.mjs";
import { openPrint } from "./print.mjs";
import { keepPlace } from "./reading-place.mjs";
import { openResult } from "../result/result-view.mjs";
import { openStatus } from "./status-view.mjs";
import { today } from "../engine/today.mjs";
import { speaker } from "../words.mjs";

/** Milliseconds from the last key to a fresh checklist. */
const SETTLED = 300;

/** The version of requests and replies; `playbook_engine.bridge` has its twin. A page kept open over a release may meet another. */
const PROTOCOL = 1;

/** @type {Record<import("../plan/draft.mjs").Keeping, string>} */
const KEEPING = {
  kept: "page-saved-tab",
  partly: "page-saved-without",
  unfit: "page-not-saved-part",
  refused: "page-not-saved",
  full: "page-not-saved-full",
  guarded: "page-not-saved-guarded",
  empty: "",
};

const storage = () => window.sessionStorage;

/**
 * The attributes of the form, read as those of any element: a foreign control called `dataset` or `getAttribute` hides the form's own.
 *
 * @param {Element} root
 */
function formAttributes(root) {
  const form = /** @type {Element} */ (root.querySelector(".pb-form"));
  return {
    get: (/** @type {string} */ name) => Element.prototype.getAttribute.call(form, name) ?? "",
    set: (/** @type {string} */ name, /** @type {string} */ value) => Element.prototype.setAttribute.call(form, name, value),
  };
}

/**
 * @param {Element} root  what stands around the form. It is asked instead of the form, whose properties a foreign control can hide
 * @param {string} name  of the worksheet
 * @param {import("../engine/page-engine.mjs").PageEngine} engine
 */
function openWorksheet(root, name, engine) {
  const { client } = engine;
  const { words, examples } = JSON.parse(document.getElementById("pb-words")?.textContent ?? "");
  const say = speaker(words);
  const part = (/** @type {string} */ suffix) => /** @type {HTMLElement} */ (document.getElementById(`pb-${name}-${suffix}`));
  const find = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (root.querySelector(`.pb-form ${selector}`));
  const attributes = formAttributes(root);
  const kept = find(".pb-kept");
  const top = document.createElement("div");
  find(".pb-settings").before(top);

  let plan = emptyPlan();
  /** The steps that are ticked in an example. They are not kept. @type {string[]} */
  let exampleDone = [];
  /** What the shown checklist was made from. */
  let shownPlan = plan;
  /** What the form said when it was last read or filled in, as text. */
  let lastRead = "";
  let asked = false;
  let byButton = false;
  /** The checklist that stood here before a reload is on its way. */
  let returning = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let clock;

  const draft = createDraft({
    storage,
    onKeeping(keeping, left) {
      const values = { parts: listed(left), part: left[0]?.part ?? "", limit: MOST_CHARACTERS };
      const text = KEEPING[keeping] === "" ? "" : say(KEEPING[keeping], values);
      kept.classList.toggle("pb-warn", keeping !== "kept" && keeping !== "empty");
      if (kept.textContent !== text) kept.textContent = text;
    },
  });
  const { printBlank } = openPrint(root, () => view.controls());
  const status = openStatus(part("status"), { say, tryAgain, printBlank });
  engine.listen((state) => {
    // Tests and measurements read here where the engine runs and how it was started.
    if (state.name === "ready") attributes.set("data-engine", `${state.where} ${state.path}${state.kept ? " kept" : ""}`);
    status.state(state);
  });
  const shared = sharedQuestions(root);
  const view = openForm(root, { say, announce: status.tell, changed });
  const errors = openErrors(root, view, top.appendChild(document.createElement("div")), say);
  const toResult = document.createElement("button");
  toResult.type = "button";
  toResult.className = "pb-button pb-start";
  toResult.textContent = say("page-skip-to-result");
  toResult.hidden = true;
  toResult.addEventListener("click", () => result.focus());
  const result = openResult(part("result"), {
    say,
    ticked,
    toForm: () => view.controls()[0]?.focus(),
    asText,
    copied: () => status.tell(say("page-copied-text")),
  });
  const place = keepPlace(part("result"), storage);
  const example = openExamples({
    place: top.appendChild(document.createElement("div")),
    examples,
    say,
    before: leave,
    enter(chosen) {
      exampleDone = [];
      fillIn(chosen.answers);
    },
    leave() {
      fillIn(own());
      status.tell(say("page-example-left"));
    },
  });
  openCopies({
    place: find(".pb-actions"),
    say,
    announce: status.tell,
    listed,
    current() {
      take();
      return plan;
    },
    replace(next) {
      plan = next;
      example.dismiss();
      const homeless = fillIn(own());
      return [...(homeless === "" ? [] : [homeless]), ...view.faults().map(({ message }) => message)];
    },
    keep: (next) => draft.save(next),
    forget() {
      draft.clear();
      hideResult();
    },
    print: () => window.print(),
  });

  /** Name answers that did not fit, with their lengths. @param {import("../plan/plan.mjs").LeftOut[]} left */
  function listed(left) {
    return left
      .map(({ part, length }) => {
        const path = part.startsWith(`worksheets.${name}.`) ? part.slice(`worksheets.${name}.`.length) : "";
        const control = path === "" ? undefined : view.control(path);
        return say("page-saved-part", { label: control ? labelOf(control) : part, length });
      })
      .join(", ");
  }

  function hideResult() {
    asked = false;
    toResult.hidden = true;
    result.hide();
  }

  /** The person's answers, as the form shows them. */
  const own = () => gather(plan, name, shared);

  /**
   * What the form says now, as a plan. An example is a plan by itself: it is not about the person's other worksheets.
   *
   * @param {boolean} [fitting]  leave out what is too long for its question
   */
  function current(fitting = false) {
    const { answers, settings } = view.read(fitting);
    if (example.shown()) return { ...emptyPlan(), settings, worksheets: { [name]: answers }, done: exampleDone };
    return { ...plan, settings, worksheets: scatter(plan, name, answers, shared) };
  }

  /**
   * Put answers into the form. Returns words about those that it has no place for, or "".
   *
   * @param {import("../plan/plan.mjs").Answers} answers
   */
  function fillIn(answers) {
    errors.show([]);
    showReadings(root, view, {}, say);
    const homeless = view.write(answers, plan.settings);
    lastRead = JSON.stringify(view.read());
    errors.ensure(view.faults());
    if (asked) void run();
    else soon();
    return homeless.length === 0 ? "" : say("page-opened-without", { parts: homeless.join(", ") });
  }

  /**
   * Read the form, and keep what it says when that is different. Values come without a word too, from the browser or from other
   * programs, so this is done whenever the form is used, and when the page is left.
   */
  function take() {
    const now = JSON.stringify(view.read());
    if (now === lastRead) return false;
    lastRead = now;
    // What is changed in an example is not kept, except the settings: they are the person's own there too.
    plan = example.shown() ? { ...plan, settings: view.read().settings } : current();
    draft.save(plan);
    for (const { message } of errors.ensure(view.faults())) status.tell(message);
    return true;
  }

  /** Something in the form may be different: keep it, and bring the checklist up to date. */
  function changed() {
    view.refresh();
    if (take()) soon();
  }

  /** The page may not come back. */
  function leave() {
    take();
    draft.flush();
    holdFields(view.controls());
  }

  /** The page comes back as it was left. Another visit in this tab may have changed or deleted the answers meanwhile. */
  function catchUp() {
    const news = draft.news();
    if (news === null) return;
    const mine = current();
    plan = news.plan ?? emptyPlan();
    if (news.plan !== null && news.unsaved && !example.shown()) {
      plan = { ...plan, settings: mine.settings, worksheets: scatter(plan, name, mine.worksheets[name], shared) };
      draft.save(plan);
    }
    if (example.shown()) return;
    if (wasAsked(storage, name)) asked = true;
    else hideResult();
    fillIn(own());
    holdFields(view.controls());
  }

  function soon() {
    clearTimeout(clock);
    if (client.state().name === "ready") clock = setTimeout(run, SETTLED);
  }

  /** @param {string} step @param {boolean} done */
  function ticked(step, done) {
    const before = example.shown() ? exampleDone : plan.done;
    const after = done ? [...new Set([...before, step])] : before.filter((other) => other !== step);
    if (example.shown()) exampleDone = after;
    else {
      plan = { ...plan, done: after };
      draft.save(plan);
    }
  }

  /** What every request says. @param {import("../plan/plan.mjs").Plan} document */
  const about = (document) => ({ worksheet: name, base: attributes.get("data-base"), today: today(new Date()), plan: document });

  /** The checklist that is shown, as text. */
  async function asText() {
    const answer = await client.ask({ ...about(shownPlan), do: "export", format: "markdown" }, "export");
    if (answer.kind !== "reply" || answer.reply.v !== PROTOCOL || !answer.reply.ok) throw new Error("no text");
    return answer.reply.text;
  }

  async function run() {
    clearTimeout(clock);
    status.resume(client.state());
    take();
    const now = current(true);
    const answer = await client.ask({ ...about(now), do: "checklist", show: ["html"] });
    if (answer.kind === "stale") return;
    // theme-later.mjs has waited for the checklist.
    setTimeout(() => document.dispatchEvent(new Event("playbook-shown")));
    if (answer.kind === "failed") {
      if (client.state().name !== "failed" && asked) status.failed(say("page-engine-request-failed"));
      return;
    }
    const { reply } = answer;
    if (reply.v !== PROTOCOL) {
      status.failed(say("page-engine-version"));
      return;
    }
    if (!reply.ok) {
      status.failed(reply.error.message);
      return;
    }
    showReadings(root, view, reply.understood, say);
    if (!asked) return;
    shownPlan = now;
    result.show(reply, now.done, example.shown() ? say("page-example-loaded", { title: example.shown()?.title ?? "" }) : "");
    toResult.hidden = false;
    if (returning) place.restore();
    returning = false;
    if (!byButton) {
      errors.settle(reply.errors);
      status.show(reply.announce);
      return;
    }
    byButton = false;
    errors.show(reply.errors);
    status.show(reply.announce);
    if (errors.any()) errors.focus();
    else result.focus();
  }

  function make() {
    asked = true;
    if (!example.shown()) noteAsked(storage, name);
    byButton = true;
    if (client.state().name === "ready") status.show(say("page-working"));
    void run();
  }

  function tryAgain() {
    if (asked) make();
    else client.start();
  }

  root.addEventListener("submit", (event) => {
    event.preventDefault();
    // A foreign button without a type submits the form that it stands in.
    if (/** @type {SubmitEvent} */ (event).submitter?.matches(".pb-make")) make();
  });
  // We have no button that empties the form, so it is a foreign one or a foreign program's call.
  root.addEventListener("reset", (event) => event.preventDefault());
  root.addEventListener("keydown", (event) => {
    // Enter in a field would make the checklist half-way through: phones offer it as "Go" after every answer.
    if (/** @type {KeyboardEvent} */ (event).key === "Enter" && event.target instanceof HTMLInputElement) event.preventDefault();
  });
  root.addEventListener("input", (event) => {
    if (!view.owns(event.target)) return;
    view.settle(event.target);
    changed();
  });
  // Programs that fill in forms may say only this.
  root.addEventListener("change", changed);
  for (const intent of ["focusin", "pointerdown", "input"]) {
    root.addEventListener(intent, () => client.state().name === "idle" && client.start());
  }
  // The person may have touched the form before this script ran.
  if (root.querySelector(".pb-form:focus-within")) client.start();
  window.addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", () => document.hidden && leave());
  window.addEventListener("pageshow", (event) => event.persisted && catchUp());
  // Chromium shows what another visit has kept only a moment after the page is back, and says so.
  window.addEventListener("storage", catchUp);

  top.append(toResult);
  find(".pb-actions").hidden = false;
  const early = view.early();
  const before = draft.load();
  if (before) {
    plan = before;
    const answers = own();
    const homeless = view.write(answers, plan.settings);
    if (!isEmpty(answers)) kept.textContent = say("page-restored");
    if (homeless.length > 0) kept.append(` ${say("page-opened-without", { parts: homeless.join(", ") })}`);
    asked = !isEmpty(answers) && wasAsked(storage, name);
    returning = asked;
  }
  lastRead = JSON.stringify(before === null && early.length > 0 ? null : view.read());
  view.add(early);
  errors.ensure(view.faults());
  changed();
  // There was a checklist before the reload, and the person may not have wished for a reload: phones drop pages by themselves.
  if (asked) void run();
}

askForFreshLoad();
const { worksheets, ...places } = readPlaces(document);
const engines = new Map(worksheets.map((name) => [name, openPageEngine(places)]));
for (const [name, { client }] of engines) if (wasAsked(storage, name)) client.start();
await whenParsed(document, "pb-words");
for (const root of document.querySelectorAll(".pb-worksheet")) {
  const name = formAttributes(root).get("data-worksheet");
  openWorksheet(root, name, engines.get(name) ?? openPageEngine(places));
}
