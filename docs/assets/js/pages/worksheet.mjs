/**
 * A worksheet page, put together: form, draft, engine, result. The only script that the page names; the engine's own scripts come
 * with the first touch of the form, or at once when a checklist stood here before a reload.
 */

import { openCopies } from "./copies.mjs";
import { noteAsked, wasAsked } from "../plan/asked.mjs";
import { createDraft } from "../plan/draft.mjs";
import { emptyPlan } from "../plan/plan.mjs";
import { gather, scatter } from "../plan/shared-answers.mjs";
import { openErrors, showReadings } from "../form/errors-view.mjs";
import { openExamples } from "./examples-view.mjs";
import { isEmpty } from "../form/form-data.mjs";
import { openForm, sharedQuestions } from "../form/form-view.mjs";
import { openPageEngine, readPlaces, whenParsed } from "../engine/page-engine.mjs";
import { openPrint } from "./print.mjs";
import { keepPlace } from "./reading-place.mjs";
import { openResult } from "../result/result-view.mjs";
import { openStatus } from "./status-view.mjs";
import { speaker } from "../words.mjs";

/** Milliseconds from the last key to a fresh checklist. */
const SETTLED = 300;

/** The version of requests and replies; `playbook_engine.bridge` has its twin. A page kept open over a release may meet another. */
const PROTOCOL = 1;

/** @type {Record<import("../plan/draft.mjs").Keeping, string>} */
const KEEPING = {
  kept: "page-saved-tab",
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
  let asked = false;
  let byButton = false;
  /** The checklist that stood here before a reload is on its way. */
  let returning = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let clock;

  const draft = createDraft({
    storage,
    onKeeping(keeping) {
      const text = KEEPING[keeping] === "" ? "" : say(KEEPING[keeping]);
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
    enter(chosen) {
      draft.flush();
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
    current: () => (example.shown() ? plan : current()),
    replace(next) {
      plan = next;
      example.dismiss();
      fillIn(own());
    },
    keep: (next) => draft.save(next),
    forget() {
      draft.clear();
      asked = false;
      toResult.hidden = true;
      result.hide();
    },
    print: () => window.print(),
  });

  /** The person's answers, as the form shows them. */
  const own = () => gather(plan, name, shared);

  /** What the form says now, as a plan. An example is a plan by itself: it is not about the person's other worksheets. */
  function current() {
    const { answers, settings } = view.read();
    if (example.shown()) return { ...emptyPlan(), settings, worksheets: { [name]: answers }, done: exampleDone };
    return { ...plan, settings, worksheets: scatter(plan, name, answers, shared) };
  }

  /** @param {import("../plan/plan.mjs").Answers} answers */
  function fillIn(answers) {
    errors.show([]);
    showReadings(root, view, {}, say);
    view.write(answers, plan.settings);
    if (asked) void run();
    else soon();
  }

  /** Something in the form is different: keep it, and bring the checklist up to date. */
  function changed() {
    view.refresh();
    // What is changed in an example is not kept, except the settings: they are the person's own there too.
    plan = example.shown() ? { ...plan, settings: view.read().settings } : current();
    draft.save(plan);
    soon();
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
  const about = (document) => ({ worksheet: name, base: attributes.get("data-base"), plan: document });

  /** The checklist that is shown, as text. */
  async function asText() {
    const answer = await client.ask({ ...about(shownPlan), do: "export", format: "markdown" }, "export");
    if (answer.kind !== "reply" || answer.reply.v !== PROTOCOL || !answer.reply.ok) throw new Error("no text");
    return answer.reply.text;
  }

  async function run() {
    clearTimeout(clock);
    status.resume(client.state());
    const now = current();
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
    if (reply.errors.length > 0) errors.focus();
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
  for (const intent of ["focusin", "pointerdown", "input"]) {
    root.addEventListener(intent, () => client.state().name === "idle" && client.start());
  }
  // The person may have touched the form before this script ran.
  if (root.querySelector(".pb-form:focus-within")) client.start();
  window.addEventListener("pagehide", draft.flush);
  document.addEventListener("visibilitychange", () => document.hidden && draft.flush());

  top.append(toResult);
  find(".pb-actions").hidden = false;
  const before = draft.load();
  if (before !== null) {
    plan = before;
    const answers = own();
    view.write(answers, plan.settings);
    if (!isEmpty(answers)) kept.textContent = say("page-restored");
    asked = !isEmpty(answers) && wasAsked(storage, name);
    returning = asked;
  }
  view.refresh();
  // There was a checklist before the reload, and the person may not have wished for a reload: phones drop pages by themselves.
  if (asked) void run();
}

const { worksheets, ...places } = readPlaces(document);
const engines = new Map(worksheets.map((name) => [name, openPageEngine(places)]));
for (const [name, { client }] of engines) if (wasAsked(storage, name)) client.start();
await whenParsed(document, "pb-words");
for (const root of document.querySelectorAll(".pb-worksheet")) {
  const name = formAttributes(root).get("data-worksheet");
  openWorksheet(root, name, engines.get(name) ?? openPageEngine(places));
}
