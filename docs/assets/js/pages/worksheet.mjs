/**
 * A worksheet page, put together: form, draft, engine, result. The only script that the page names; the engine's own scripts come
 * with the first touch of the form, or at once when a checklist stood here before a reload.
 */

import { askForFreshLoad, holdFields } from "./coming-back.mjs";
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
import { today } from "../engine/today.mjs";
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
 * @param {HTMLFormElement} form
 * @param {import("../engine/page-engine.mjs").PageEngine} engine
 */
function openWorksheet(form, engine) {
  const { client } = engine;
  const { words, examples } = JSON.parse(document.getElementById("pb-words")?.textContent ?? "");
  const say = speaker(words);
  const name = form.dataset.worksheet ?? "";
  const part = (/** @type {string} */ suffix) => /** @type {HTMLElement} */ (document.getElementById(`${form.id}-${suffix}`));
  const kept = /** @type {HTMLElement} */ (form.querySelector(".pb-kept"));
  const top = document.createElement("div");
  form.prepend(top);

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
  const { printBlank } = openPrint(form);
  const status = openStatus(part("status"), { say, tryAgain, printBlank });
  engine.listen((state) => {
    // Tests and measurements read here where the engine runs and how it was started.
    if (state.name === "ready") form.dataset.engine = `${state.where} ${state.path}${state.kept ? " kept" : ""}`;
    status.state(state);
  });
  const shared = sharedQuestions(form);
  const view = openForm(form, { say, announce: status.tell, changed });
  const errors = openErrors(form, top.appendChild(document.createElement("div")), say);
  const toResult = document.createElement("button");
  toResult.type = "button";
  toResult.className = "pb-button pb-start";
  toResult.textContent = say("page-skip-to-result");
  toResult.hidden = true;
  toResult.addEventListener("click", () => result.focus());
  const result = openResult(part("result"), {
    say,
    ticked,
    toForm: () => /** @type {HTMLElement | null} */ (form.querySelector("input, textarea"))?.focus(),
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
    place: /** @type {HTMLElement} */ (form.querySelector(".pb-actions")),
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
      dropResult();
    },
    print: () => window.print(),
  });

  function dropResult() {
    asked = false;
    toResult.hidden = true;
    result.hide();
  }

  /** The browser has brought the page back as it was left. Another page of this tab may have changed the plan since. */
  function comeBack() {
    const kept = draft.load();
    if (kept === undefined) return;
    plan = kept ?? emptyPlan();
    if (example.shown()) return;
    if (!wasAsked(storage, name)) dropResult();
    view.write(own(), plan.settings);
    holdFields(form);
    if (asked) void run();
  }

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
    showReadings(form, {}, say);
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
  const about = (document) => ({ worksheet: name, base: form.dataset.base ?? "", today: today(new Date()), plan: document });

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
    showReadings(form, reply.understood, say);
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

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    make();
  });
  form.addEventListener("keydown", (event) => {
    // Enter in a field would make the checklist half-way through: phones offer it as "Go" after every answer.
    if (event.key === "Enter" && event.target instanceof HTMLInputElement) event.preventDefault();
  });
  form.addEventListener("input", (event) => {
    view.settle(/** @type {import("../form/form-view.mjs").Control} */ (event.target));
    changed();
  });
  for (const intent of ["focusin", "pointerdown", "input"]) {
    form.addEventListener(intent, () => client.state().name === "idle" && client.start());
  }
  // The person may have touched the form before this script ran.
  if (form.matches(":focus-within")) client.start();
  window.addEventListener("pagehide", () => {
    draft.flush();
    holdFields(form);
  });
  window.addEventListener("pageshow", (event) => event.persisted && comeBack());
  document.addEventListener("visibilitychange", () => document.hidden && draft.flush());

  top.append(toResult);
  /** @type {HTMLElement} */ (form.querySelector(".pb-actions")).hidden = false;
  const before = draft.load();
  if (before) {
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

askForFreshLoad();
const { worksheets, ...places } = readPlaces(document);
const engines = new Map(worksheets.map((name) => [name, openPageEngine(places)]));
for (const [name, { client }] of engines) if (wasAsked(storage, name)) client.start();
await whenParsed(document, "pb-words");
for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll("form.pb-form"))) {
  openWorksheet(form, engines.get(form.dataset.worksheet ?? "") ?? openPageEngine(places));
}
