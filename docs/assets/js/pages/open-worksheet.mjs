/**
 * A worksheet, put together: form, plan, screens, engine, result.
 */

import { makeButton } from "../button.mjs";
import { holdFields, watchLeaving } from "./coming-back.mjs";
import { ALONE } from "./around.mjs";
import { askAgain } from "./ask-again.mjs";
import { openAsking } from "./asking.mjs";
import { openBarTools } from "./bar-tools.mjs";
import { openCases } from "./case-view.mjs";
import { openCheck } from "./check-answers.mjs";
import { openContinue } from "./continue.mjs";
import { openCopies } from "./copies.mjs";
import { noteFrom, takeBack } from "../plan/came-from.mjs";
import { holdCaret } from "../form/caret.mjs";
import { openErrors, showReadings } from "../form/errors-view.mjs";
import { openExamples } from "./examples-view.mjs";
import { openFlow } from "./flow.mjs";
import { isEmpty } from "../form/form-data.mjs";
import { formAttributes } from "../form/form-attributes.mjs";
import { openForm } from "../form/form-view.mjs";
import { listenToForm } from "./form-events.mjs";
import { openKeptPlan } from "./kept-plan.mjs";
import { settleDays } from "./lasting-days.mjs";
import { openOutcome } from "./outcome.mjs";
import { openPrint } from "./print.mjs";
import { openReveal } from "./reveal.mjs";
import { keepPlace, leadsToResult } from "./reading-place.mjs";
import { openStatus } from "./status-view.mjs";
import { whenUp } from "./pointer.mjs";
import { faultOf, openRequests } from "./requests.mjs";
import { rememberAll } from "./way.mjs";
import { headingOf, showParts } from "./screen-parts.mjs";
import { speaker } from "../words.mjs";

/** Milliseconds from a key to the keeping of what is typed, also while somebody types on. */
const KEEP = 300;

/**
 * @param {Element} root  what stands around the form. It is asked instead of the form, whose properties a foreign control can hide
 * @param {string} name  of the worksheet
 * @param {import("../engine/page-engine.mjs").PageEngine} engine
 * @param {any} told  what the page holds for its scripts
 * @param {import("../plan/open-kept.mjs").Stores} stores
 * @param {import("../plan/open-kept.mjs").OpenKept} kept
 * @param {import("./around.mjs").Around} [around]
 */
export function openWorksheet(root, name, engine, { words, examples, cases, shared, private: secret }, stores, kept, around = ALONE) {
  const storage = stores.session;
  const { client } = engine;
  const say = speaker(words);
  const part = (/** @type {string} */ suffix) => /** @type {HTMLElement} */ (document.getElementById(`pb-${name}-${suffix}`));
  const find = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (root.querySelector(`.pb-form ${selector}`));
  const attributes = formAttributes(root);
  const base = attributes.get("data-base");
  const requests = openRequests(client, name, base);
  const endings = /** @type {string[]} */ (secret).filter((place) => place.startsWith(`${name}.`)).map((place) => place.slice(name.length + 1));
  const toHelp = () => keptPlan.notSafe(around.help ?? (() => location.assign(`${base}plays/ethics/stop-and-get-help/`)));
  const top = document.createElement("div");
  find(".pb-progress-line").before(top);

  let reply = /** @type {any} */ (null);
  let replyTo = "";
  /** The plan that the shown result was made from. */
  let shownPlan = /** @type {import("../plan/plan.mjs").Plan | null} */ (null);
  /** What the form said when it was last read or filled in, as text. */
  let lastRead = "";
  let asked = false;
  let byButton = leadsToResult(storage);
  /** The result that stood here before a reload is on its way. */
  let returning = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let keepClock;

  const keptPlan = openKeptPlan(root, name, {
    say,
    place: top,
    shared,
    secret,
    stores,
    kept,
    page: { controlOf: (path) => view.control(path), take: () => take(), show: showAgain, hide: startOver, told: (text) => status.tell(text) },
  });
  const { owner, listed } = keptPlan;
  const { printBlank } = openPrint(root, () => view.controls());
  const status = openStatus(part("status"), { say, tryAgain: () => tryAgain(), printBlank });
  const understood = () => /** @type {Record<string, string>} */ (reply?.understood ?? {});
  const view = openForm(root, { say, announce: status.tell, changed, inSteps: () => flow.inSteps(), understood });
  const kinds = openCases(root, cases, view);
  const errors = openErrors(root, view, top.appendChild(document.createElement("div")), say, (control) => reveal(control));
  const flow = openFlow(root, { say, view, storage, isUsual: kinds.isUsual, made: () => asked, entered, headingOf: (now) => headingOf(find, now) ?? outcome.heading(now), retitle: errors.retitle });
  const { reveal, toQuestion } = openReveal(view, flow);
  const check = openCheck(root, { say, view, flow, change: toQuestion });
  const outcome = openOutcome(root, part("result"), {
    say,
    flow,
    view,
    ticked: owner.tick,
    aside: (step, set) => void (owner.setAside(step, set), asking.now()),
    done: () => owner.shown().done,
    exportOf: (format, more) => requests.export((format === "markdown" && shownPlan) || owner.shown(), format, { ...more, key: keptPlan.id() }),
    copy: { secret, listed, plan: () => (take(), owner.own()) },
    since: keptPlan.sinceLast(requests.changes),
    toPlay: ({ play, ...from }) =>
      noteFrom(storage, { plan: keptPlan.id(), play: play.slice(play.lastIndexOf("plays/")), ...from, page: `${location.pathname}#result`, words: reply?.words ?? {} }),
    told: status.tell,
    reveal: (control) => reveal(control, "result"),
  });
  const place = keepPlace(part("result"), storage);
  const asking = openAsking({ client, ask: request, answered });
  const goOn = openContinue({ say, view, flow, errors, asking, take, fresh: () => (replyTo === lastRead ? reply : null), ready: () => client.state().name === "ready", endings, toHelp });
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
    before: () => leave(),
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
    adopt: keptPlan.adopt,
    forget: keptPlan.forget,
    print: () => window.print(),
  });

  /** The plan was deleted. */
  function startOver() {
    rememberAll(storage, false);
    hideResult();
    if (flow.inSteps()) flow.enter({ name: "ask", at: 0 });
  }

  /** Show the plan as it is kept now. @param {boolean} made @param {boolean} deleted */
  function showAgain(made, deleted) {
    if (example.shown()) return;
    if (made) asked = true;
    else if (deleted) hideResult();
    holdCaret(fillIn);
    holdFields(view.controls());
  }

  function hideResult() {
    asked = false;
    reply = null;
    toResult.hidden = true;
    outcome.hide();
  }

  /** The screen has changed. @param {import("./screens.mjs").View} now */
  function entered(now) {
    if (settle()) changed();
    const all = now.name === "all";
    const at = (/** @type {string[]} */ ...names) => names.includes(now.name);
    showParts(find, now.name, client.state().name === "ready");
    oneByOne.hidden = all === false;
    if (!all) toResult.hidden = true;
    for (const cards of view.cards()) cards.begin();
    outcome.enter(now, reply);
    if (at("check")) enterCheck();
    else check.clear();
    if (at("result", "all") && asked) enterResult();
    around.entered(now);
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
    const tried = example.shown();
    const notes = [tried ? say("page-example-loaded", { title: tried.title }) : ""];
    if (flow.inSteps() && reply.errors.length > 0) {
      notes.push(reply.errors.length === 1 ? say("page-errors-one") : say("page-errors-count", { count: reply.errors.length }));
    }
    outcome.show(reply, shownPlan.done, notes.filter(Boolean).join(" "), tried ? null : shownPlan);
    toResult.hidden = flow.inSteps();
    if (reply.verdict?.kind === "unsafe" && !tried) keptPlan.notSafe();
    const step = takeBack(storage);
    if (step) outcome.toStep(step);
    else if (returning) place.restore();
    returning = false;
    around.shown(reply);
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
    if (!root.isConnected) return false;
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

  /** Write days so that they stay the same days, where the last reply is about what stands here. */
  const settle = (leaving = false) => reply !== null && replyTo === lastRead && settleDays(view, reply.lasting, leaving);

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

  /** What the home page and the list of plans show. */
  function noteReached() {
    if (!example.shown() && !isEmpty(owner.own().worksheets[name] ?? {})) keptPlan.noteReached(outcome.name(), asked ? reply : null);
  }

  /** The page may not come back. @param {boolean} [waits]  or it waits to come back as it was left */
  function leave(waits = false) {
    take();
    if (settle(true)) take();
    noteReached();
    if (waits) keptPlan.hold();
    else void keptPlan.flush();
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
    const fault = faultOf(answer.reply, say);
    if (fault === "") [reply, replyTo] = [answer.reply, to];
    else status.failed(fault);
    goOn.heard();
    if (fault === "") whenUp(showReply);
  }

  /** Show what the last reply says, as far as the screen has a place for it. */
  function showReply() {
    if (reply === null) return;
    showReadings(root, view, reply.understood, say);
    if (settle()) changed();
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
    noteReached();
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
    status.tell(reply.announce);
    if (!flow.inSteps() && errors.any()) errors.focus();
    else outcome.focus();
  }

  function make() {
    asked = true;
    if (!example.shown()) keptPlan.noteMade();
    byButton = !flow.inSteps() || take() || reply === null || replyTo !== lastRead;
    if (byButton && client.state().name === "ready") status.show(say("page-working"));
    if (flow.inSteps()) flow.enter({ name: "result" });
    else void asking.now();
  }

  const tryAgain = () => (asked ? make() : client.start());

  openBarTools(say, () => flow.enter({ name: "stop" }));
  listenToForm(root, { view, flow, client, typed, changed, make, on: goOn.on, unknown: goOn.unknown });
  watchLeaving(leave, keptPlan.comeBack);

  find(".pb-actions").hidden = false;
  const early = view.early();
  const before = kept.plan !== null;
  if (before) {
    const answers = owner.answers();
    const homeless = view.write(answers, owner.own().settings);
    const back = [isEmpty(answers) ? "" : say("page-restored"), homeless.length > 0 ? say("page-opened-without", { parts: homeless.join(", ") }) : ""];
    if (back.join("")) keptPlan.cameBack(back.filter(Boolean).join(" "));
    asked = !isEmpty(answers) && keptPlan.isMade();
    returning = asked;
  }
  lastRead = JSON.stringify(!before && early.length > 0 ? null : view.read());
  view.add(early);
  kinds.show();
  kinds.fromAddress();
  errors.ensure(view.faults());
  keptPlan.listen();
  const comesBack = before && asked && location.hash === "" && !history.state?.screen;
  flow.start();
  if (comesBack) askAgain(flow, view, keptPlan.askedAgain(owner.answers()), say);
  changed();
  // There was a result before the reload, and the person may not have wished for a reload: phones drop pages by themselves.
  if (asked) void asking.now();
  return { flow, leave };
}
