/**
 * A worksheet page, put together: form, plan, screens, engine, result. The only script that the page names; the engine's own scripts
 * come with the first touch of the form, or at once when a result stood here before a reload.
 */

import { makeButton } from "../button.mjs";
import { askForFreshLoad, holdFields } from "./coming-back.mjs";
import { openAsking } from "./asking.mjs";
import { openBarTools } from "./bar-tools.mjs";
import { openCases } from "./case-view.mjs";
import { openCheck } from "./check-answers.mjs";
import { openContinue } from "./continue.mjs";
import { openCopies } from "./copies.mjs";
import { noteFrom, takeBack } from "../plan/came-from.mjs";
import { noteLast } from "../plan/last-result.mjs";
import { hasAsked, noteAsked, wasAsked } from "../plan/asked.mjs";
import { openPlan } from "../plan/owner.mjs";
import { openErrors, showReadings } from "../form/errors-view.mjs";
import { openExamples } from "./examples-view.mjs";
import { openFlow } from "./flow.mjs";
import { isEmpty } from "../form/form-data.mjs";
import { formAttributes } from "../form/form-attributes.mjs";
import { openForm } from "../form/form-view.mjs";
import { listenToForm } from "./form-events.mjs";
import { namesOf, openKeeping } from "./keeping.mjs";
import { openOutcome } from "./outcome.mjs";
import { openPageEngine, readPlaces, whenParsed } from "../engine/page-engine.mjs";
import { openPrint } from "./print.mjs";
import { openReveal } from "./reveal.mjs";
import { keepPlace } from "./reading-place.mjs";
import { openStatus } from "./status-view.mjs";
import { watchPointer, whenUp } from "./pointer.mjs";
import { PROTOCOL, openRequests } from "./requests.mjs";
import { rememberAll } from "./way.mjs";
import { speaker } from "../words.mjs";

/** Milliseconds from a key to the keeping of what is typed, also while somebody types on. */
const KEEP = 300;

const storage = () => window.sessionStorage;

/**
 * @param {Element} root  what stands around the form. It is asked instead of the form, whose properties a foreign control can hide
 * @param {string} name  of the worksheet
 * @param {import("../engine/page-engine.mjs").PageEngine} engine
 */
function openWorksheet(root, name, engine) {
  const { client } = engine;
  const { words, examples, cases, shared, private: secret } = JSON.parse(document.getElementById("pb-words")?.textContent ?? "");
  const say = speaker(words);
  const part = (/** @type {string} */ suffix) => /** @type {HTMLElement} */ (document.getElementById(`pb-${name}-${suffix}`));
  const find = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (root.querySelector(`.pb-form ${selector}`));
  const attributes = formAttributes(root);
  const base = attributes.get("data-base");
  const requests = openRequests(client, name, base);
  const endings = /** @type {string[]} */ (secret).filter((place) => place.startsWith(`${name}.`)).map((place) => place.slice(name.length + 1));
  const toHelp = () => location.assign(`${base}plays/ethics/stop-and-get-help/`);
  const top = document.createElement("div");
  find(".pb-progress-line").before(top);

  /** The last reply, and the form as it was made from. @type {any} */
  let reply = null;
  let replyTo = "";
  /** The plan that the shown result was made from. */
  let shownPlan = /** @type {import("../plan/plan.mjs").Plan | null} */ (null);
  /** What the form said when it was last read or filled in, as text. */
  let lastRead = "";
  let asked = false;
  let byButton = false;
  /** The result that stood here before a reload is on its way. */
  let returning = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let keepClock;

  const listed = (/** @type {import("../plan/plan.mjs").LeftOut[]} */ left) => namesOf(left, name, (path) => view.control(path), say);
  const keeping = openKeeping(find(".pb-kept"), document.querySelector(".pb-bar-kept"), say, listed);
  const owner = openPlan({ worksheet: name, shared, storage, onKeeping: (...news) => whenUp(() => keeping.tell(...news)) });
  const { printBlank } = openPrint(root, () => view.controls());
  const status = openStatus(part("status"), { say, tryAgain: () => tryAgain(), printBlank });
  const understood = () => /** @type {Record<string, string>} */ (reply?.understood ?? {});
  const view = openForm(root, { say, announce: status.tell, changed, inSteps: () => flow.inSteps(), understood });
  const kinds = openCases(root, cases, view);
  const errors = openErrors(root, view, top.appendChild(document.createElement("div")), say, (control) => reveal(control));
  const flow = openFlow(root, { say, view, storage, isUsual: kinds.isUsual, made: () => asked, entered, headingOf, retitle: errors.retitle });
  const { reveal, toQuestion } = openReveal(view, flow);
  const check = openCheck(root, { say, view, flow, change: toQuestion });
  const outcome = openOutcome(root, part("result"), {
    say,
    flow,
    view,
    ticked: owner.tick, aside: (step, set) => void (owner.setAside(step, set), asking.now()),
    done: () => owner.shown().done,
    asText: () => requests.export(shownPlan ?? owner.shown(), "markdown"),
    cardOf: (numbers) => requests.export(owner.shown(), "card", { numbers }),
    roomOf: () => requests.export(owner.shown(), "room"),
    toPlay: ({ play, ...from }) =>
      noteFrom(storage, { play: play.slice(play.lastIndexOf("plays/")), ...from, page: `${location.pathname}#result`, words: reply?.words ?? {} }),
    told: status.tell,
    reveal: (control) => reveal(control, "result"),
  });
  const place = keepPlace(part("result"), storage);
  const asking = openAsking({ client, ask: request, answered });
  const goOn = openContinue({ view, flow, errors, asking, take, fresh: () => (replyTo === lastRead ? reply : null), ready: () => client.state().name === "ready", endings, toHelp });
  engine.listen((state) => {
    // Tests and measurements read here where the engine runs and how it was started.
    if (state.name === "ready") {
      attributes.set("data-engine", `${state.where} ${state.path}${state.kept ? " kept" : ""}`);
      if (flow.inSteps()) queueMicrotask(() => asking.soon(true));
    }
    whenUp(() => status.state(client.state()));
  });

  const example = openExamples({
    place: top.appendChild(document.createElement("div")),
    examples,
    say,
    before: leave,
    enter(chosen) {
      owner.tryOut(chosen.answers);
      fillIn();
    },
    leave() {
      owner.leaveExample();
      fillIn();
      status.tell(say("page-example-left"));
    },
  });
  const toResult = makeButton(say("page-skip-to-result"), "pb-button pb-start", outcome.focus);
  const oneByOne = makeButton(say("page-one-by-one"), "pb-button pb-start", () => flow.enter(flow.first()));
  toResult.hidden = true;
  top.append(toResult, oneByOne);
  openCopies({
    root,
    home: () => (flow.inSteps() ? top : find(".pb-actions")),
    say,
    announce: status.tell,
    listed,
    current() {
      take();
      return owner.own();
    },
    replace(next) {
      owner.replace(next);
      example.dismiss();
      const homeless = fillIn();
      return [...(homeless === "" ? [] : [homeless]), ...view.faults().map(({ message }) => message)];
    },
    secret,
    keep: owner.keep,
    forget() {
      owner.forget();
      rememberAll(storage, false);
      hideResult();
      if (flow.inSteps()) flow.enter({ name: "ask", at: 0 });
    },
    print: () => window.print(),
  });

  function hideResult() {
    asked = false;
    reply = null;
    toResult.hidden = true;
    outcome.hide();
  }

  /** The screen has changed. @param {import("./screens.mjs").View} now */
  function entered(now) {
    const { name: screen } = now;
    const all = screen === "all";
    const at = (/** @type {string[]} */ ...names) => names.includes(screen);
    find(".pb-check").hidden = !at("check");
    find(".pb-making").hidden = !all;
    find(".pb-stop").hidden = !at("stop");
    find(".pb-actions").classList.toggle("pb-idle", !at("all", "check") && client.state().name === "ready");
    find(".pb-record").hidden = !at("all", "check");
    find(".pb-settings").classList.toggle("pb-away", !at("all", "check"));
    oneByOne.hidden = all === false;
    if (!all) toResult.hidden = true;
    for (const cards of view.cards()) cards.begin();
    outcome.enter(now, reply);
    if (at("check")) enterCheck();
    else check.clear();
    if (at("result", "all") && asked) enterResult();
  }

  function enterCheck() {
    check.show(understood());
    if (reply === null) return;
    errors.show(reply.errors);
    if (errors.any()) queueMicrotask(errors.focus);
  }

  /** Show the result, or that it is being worked out. */
  function enterResult() {
    if (reply !== null && replyTo === lastRead) showResult();
    else {
      if (flow.inSteps()) outcome.wait();
      void asking.now();
    }
  }

  function showResult() {
    shownPlan = owner.shown();
    const notes = [example.shown() ? say("page-example-loaded", { title: example.shown()?.title ?? "" }) : ""];
    if (flow.inSteps() && reply.errors.length > 0) {
      notes.push(reply.errors.length === 1 ? say("page-errors-one") : say("page-errors-count", { count: reply.errors.length }));
    }
    outcome.show(reply, shownPlan.done, notes.filter(Boolean).join(" "));
    toResult.hidden = flow.inSteps();
    const step = takeBack(storage);
    if (step) outcome.toStep(step);
    else if (returning) place.restore();
    returning = false;
  }

  /** @param {import("./screens.mjs").View} now */
  function headingOf(now) {
    if (now.name === "check") return find(".pb-check .pb-group-title");
    if (now.name === "all") return document.querySelector("h1");
    if (now.name === "stop") return find(".pb-stop .pb-group-title");
    return outcome.heading(now);
  }

  /** Put the plan's answers into the form. Returns words about those that it has no place for, or "". */
  function fillIn() {
    errors.show([]);
    showReadings(root, view, {}, say);
    const homeless = view.write(owner.answers(), owner.shown().settings);
    lastRead = JSON.stringify(view.read());
    kinds.show();
    errors.ensure(view.faults());
    flow.refresh();
    if (flow.now().name === "check") check.show({});
    if (asked) void asking.now();
    else asking.soon(true);
    return homeless.length === 0 ? "" : say("page-opened-without", { parts: homeless.join(", ") });
  }

  /**
   * Read the form, and keep what it says when that is different. Values come without a word too, from the browser or from other
   * programs, so this is done whenever the form is used, and when the page is left.
   */
  function take() {
    clearTimeout(keepClock);
    keepClock = undefined;
    const read = view.read();
    const now = JSON.stringify(read);
    if (now === lastRead) return false;
    lastRead = now;
    owner.put(read.answers, read.settings);
    for (const { message } of errors.ensure(view.faults())) status.tell(message);
    whenUp(flow.refresh);
    if (flow.now().name === "check") check.show(understood());
    return true;
  }

  /** Something in the form may be different: keep it, and bring the result up to date. */
  function changed() {
    view.refresh();
    kinds.follow();
    if (take()) asking.soon(true);
  }

  /** A key was pressed in a field. Nothing is read now: the next key may come at once. */
  function typed() {
    keepClock ??= setTimeout(take, KEEP);
    asking.soon(false);
  }

  /** The page may not come back. */
  function leave() {
    take();
    owner.flush();
    if (!isEmpty(owner.own().worksheets[name] ?? {})) noteLast(storage, { page: location.pathname, ...outcome.reached() });
    holdFields(view.controls());
  }

  /** The page comes back as it was left. Another visit in this tab may have changed or deleted the answers meanwhile. */
  function catchUp() {
    const { answers, settings } = view.read();
    if (!owner.catchUp(answers, settings) || example.shown()) return;
    if (wasAsked(storage, name)) asked = true;
    else hideResult();
    fillIn();
    holdFields(view.controls());
  }

  /** What the engine is asked. */
  function request() {
    status.resume(client.state());
    take();
    const { answers, settings } = view.read(true);
    return { request: requests.checklist(owner.withAnswers(answers, settings), flow.inSteps() ? 1 : 2), about: lastRead };
  }

  /** @param {{ kind: "reply", reply: any } | { kind: "failed" }} answer @param {string} to  what the form said */
  function answered(answer, to) {
    // theme-later.mjs has waited for the result.
    setTimeout(() => document.dispatchEvent(new Event("playbook-shown")));
    if (answer.kind === "failed") {
      if (client.state().name !== "failed" && asked) status.failed(say("page-engine-request-failed"));
      return goOn.heard();
    }
    if (answer.reply.v !== PROTOCOL || !answer.reply.ok) {
      status.failed(answer.reply.v === PROTOCOL ? answer.reply.error.message : say("page-engine-version"));
      return goOn.heard();
    }
    reply = answer.reply;
    replyTo = to;
    goOn.heard();
    whenUp(showReply);
  }

  /** Show what the last reply says, as far as the screen has a place for it. */
  function showReply() {
    if (reply === null) return;
    showReadings(root, view, reply.understood, say);
    const screen = flow.now().name;
    outcome.soFar(reply);
    if (screen === "ask") {
      errors.settle(reply.errors);
      for (const cards of view.cards()) cards.reread();
    }
    if (screen === "check") {
      check.show(reply.understood);
      errors.show(reply.errors);
    }
    if (screen === "room") outcome.inTheRoom(reply);
    if (asked && (screen === "all" || screen === "result")) shown();
  }

  /** The result has come: show it, and say so. */
  function shown() {
    showResult();
    if (!byButton) {
      errors.settle(reply.errors);
      status.show(reply.announce);
      return;
    }
    byButton = false;
    errors.show(reply.errors);
    status.show(reply.announce);
    if (!flow.inSteps() && errors.any()) errors.focus();
    else outcome.focus();
  }

  function make() {
    asked = true;
    if (!example.shown()) noteAsked(storage, name);
    byButton = !flow.inSteps() || take() || reply === null || replyTo !== lastRead;
    if (byButton && client.state().name === "ready") status.show(say("page-working"));
    if (flow.inSteps()) {
      flow.enter({ name: "result" });
    } else void asking.now();
  }

  const tryAgain = () => (asked ? make() : client.start());

  openBarTools(say, () => flow.enter({ name: "stop" }));
  listenToForm(root, { view, flow, client, typed, changed, make, on: goOn.on, unknown: goOn.unknown });
  window.addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", () => document.hidden && leave());
  window.addEventListener("pageshow", (event) => event.persisted && catchUp());
  // Chromium shows what another visit has kept only a moment after the page is back, and says so.
  window.addEventListener("storage", catchUp);

  find(".pb-actions").hidden = false;
  const early = view.early();
  const before = owner.load();
  if (before) {
    const answers = owner.answers();
    const homeless = view.write(answers, owner.own().settings);
    const back = [isEmpty(answers) ? "" : say("page-restored"), homeless.length > 0 ? say("page-opened-without", { parts: homeless.join(", ") }) : ""];
    if (back.join("")) keeping.cameBack(back.filter(Boolean).join(" "));
    asked = !isEmpty(answers) && wasAsked(storage, name);
    returning = asked;
  }
  lastRead = JSON.stringify(!before && early.length > 0 ? null : view.read());
  view.add(early);
  kinds.show();
  kinds.fromAddress();
  errors.ensure(view.faults());
  flow.start();
  changed();
  // There was a result before the reload, and the person may not have wished for a reload: phones drop pages by themselves.
  if (asked) void asking.now();
}

askForFreshLoad();
watchPointer();
const { worksheets, ...places } = readPlaces(document);
const engines = new Map(worksheets.map((name) => [name, openPageEngine(places)]));
// Who has made any result in this tab finds Python in the browser's store, and answers here that were given there.
for (const [, { client }] of engines) if (hasAsked(storage)) client.start();
await whenParsed(document, "pb-words");
for (const root of document.querySelectorAll(".pb-worksheet")) {
  const name = formAttributes(root).get("data-worksheet");
  openWorksheet(root, name, engines.get(name) ?? openPageEngine(places));
}
