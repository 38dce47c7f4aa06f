/**
 * One plan on the page with the reader's plans: what the engine says of its worksheets, what can be taken along, and opening a plan
 * from a file.
 */

import { makeButton } from "../button.mjs";
import { element } from "../element.mjs";
import { noteFrom } from "../plan/came-from.mjs";
import { forgetHere } from "../plan/forget.mjs";
import { withPrivate, withoutPrivate } from "../plan/private.mjs";
import { asNodes } from "../result/reply-html.mjs";
import { openFiles } from "./open-file.mjs";
import { PROTOCOL } from "./requests.mjs";
import { openSinceLast } from "./since-last.mjs";
import { openTakeLater } from "./take-later.mjs";

/** @typedef {import("../plan/plan-list.mjs").Listed} Listed */

/**
 * @param {import("./plans-view.mjs").Page & {
 *   list: ReturnType<typeof import("../plan/plan-list.mjs").openPlanList>,
 *   more: (place: HTMLElement) => void,
 *   tell: (text: string, label?: string, act?: () => unknown) => void,
 *   doing: (act: () => Promise<unknown>) => Promise<void>,
 * }} page
 */
export function openPlanSheet({ say, told, base, stores, engine, requests, list, tell, more, doing }) {
  const place = element("div.pb-plan-sheet");
  const waiting = element("p.pb-small");
  const along = element("section.pb-take");
  along.hidden = true;
  /** Whether somebody should stop and get help; null while nothing is known of it. @type {boolean | null} */
  let unsafe = null;
  const take = openTakeLater(along, {
    say,
    level: "h2",
    exportOf: (format, more) => requests.export(/** @type {any} */ (shown && answersOf(shown)), format, { ...more, key: shown?.id }),
    plan: () => /** @type {any} */ (shown && answersOf(shown)),
    secret: told.private,
    listed: (left) => left.map(({ part, length }) => say("page-saved-part", { label: part, length })).join(", "),
    ended: () => unsafe !== false,
    back: () => turn(false),
  });

  const since = openSinceLast({
    session: stores.session,
    sheet: "",
    known: () => ({ id: shown?.id ?? "", seen: shown?.seen ?? "" }),
    note(seen) {
      if (shown && shown.seen !== seen) void list.note(shown.id, { seen }).catch(() => {});
    },
    strip: (plan) => withoutPrivate(plan, told.private),
    changes: requests.changes,
  });

  /** Show what can be taken along, or the plan itself. @param {boolean} taking */
  function turn(taking) {
    place.hidden = taking;
    if (taking) take.show();
    else take.hide();
    if (!taking) return;
    take.heading.tabIndex = -1;
    take.heading.focus();
  }

  /** The plan that is shown. @type {Listed | null} */
  let shown = null;

  /** Which number matters most, with the answers of which it was asked. */
  let weighed = { answers: "", html: "" };

  engine.listen((state) => {
    if (state.name === "failed") waiting.textContent = say("page-engine-failed");
    else if (state.name !== "ready") waiting.textContent = say("page-engine-prepare");
  });

  /** The worksheets, and which of them hold answers: all that can be said without the engine. @param {Listed} current */
  function worksheets({ plan }) {
    const rows = element("ul.pb-hub-tasks");
    for (const { id, title, page, minutes } of told.worksheets) {
      const started = Object.keys(plan?.worksheets[id] ?? {}).length > 0;
      const link = /** @type {HTMLAnchorElement} */ (element("a", title));
      link.href = base + page;
      rows.append(element("li", "", link, new Text(" "), element("span.pb-hub-state", say(started ? "plans-started" : "plans-not-started")), element("p", say("plans-minutes", { minutes }))));
    }
    return element("section.pb-part", "", element("h2", say("plans-worksheets")), rows);
  }

  /** @param {Listed} current */
  function answersOf({ id, plan }) {
    return plan && withPrivate(stores.session, id, plan, told.private);
  }

  /** @param {Listed | null} current */
  async function show(current) {
    if (current?.id !== shown?.id) {
      unsafe = null;
      turn(false);
      place.replaceChildren();
    }
    shown = current;
    const plan = current && answersOf(current);
    if (!current || !plan) {
      place.replaceChildren();
      return;
    }
    // The engine's own words of this plan's last time stay until the next ones are there.
    if (!place.querySelector(".pb-hub")) place.replaceChildren(waiting, worksheets(current));
    const answer = await engine.client.ask(requests.hub(plan), "hub");
    if (answer.kind !== "reply" || shown !== current) return;
    if (answer.reply.v !== PROTOCOL || !answer.reply.ok) {
      waiting.textContent = say("page-engine-request-failed");
      return;
    }
    place.replaceChildren(since.place, asNodes(answer.reply.html));
    void since.show(plan, answer.reply.dealt);
    void weigh(current, plan).catch(() => {});
    const before = unsafe;
    unsafe = answer.reply.next?.kind === "unsafe";
    if (unsafe !== before && !along.hidden) take.show();
    for (const box of /** @type {NodeListOf<HTMLInputElement>} */ (place.querySelectorAll("input[data-step]"))) box.checked = plan.done.includes(box.dataset.step ?? "");
    const { words } = answer.reply;
    for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (place.querySelectorAll("li:has(input[data-step]) a[href]"))) {
      link.addEventListener("click", () => toPlay(link, words));
    }
  }

  /**
   * Show which number matters most. That takes many results, so it comes after all else, and once for the same answers.
   *
   * @param {Listed} current @param {import("../plan/plan.mjs").Plan} plan
   */
  async function weigh(current, plan) {
    const answers = JSON.stringify([current.id, plan.worksheets, plan.settings]);
    if (weighed.answers !== answers) {
      const { html } = await requests.matters(plan);
      if (shown === current) weighed = { answers, html };
    }
    if (shown !== current || !weighed.html) return;
    place.querySelector(".pb-matters")?.remove();
    // Below the steps: what somebody may be about to press stays where it is.
    place.querySelector(".pb-hub-ready")?.after(asNodes(weighed.html));
  }

  /** @param {HTMLAnchorElement} link @param {Record<string, string>} words */
  function toPlay(link, words) {
    const step = /** @type {HTMLElement} */ (link.closest("li"));
    const box = /** @type {HTMLInputElement} */ (step.querySelector("input[data-step]"));
    const number = [...place.querySelectorAll("input[data-step]")].indexOf(box) + 1;
    const play = link.pathname.slice(link.pathname.lastIndexOf("plays/"));
    const name = shown?.name ?? "";
    noteFrom(stores.session, { plan: shown?.id ?? "", play, step: box.dataset.step?.split("/")[1] ?? "", number, name, page: location.pathname, words });
  }

  place.addEventListener("change", (event) => {
    const box = /** @type {HTMLInputElement} */ (event.target);
    const { step } = box.dataset;
    if (step === undefined || shown === null) return;
    const { id } = shown;
    const without = (/** @type {string[]} */ steps) => steps.filter((other) => other !== step);
    void doing(() => list.change(id, (plan) => ({ ...plan, done: box.checked ? [...without(plan.done), step] : without(plan.done) })));
  });

  const files = openFiles({
    say,
    tell,
    more,
    use: (plan) =>
      void doing(async () => {
        await list.add(plan);
        tell(say("page-opened-copy"));
      }),
  });

  return {
    places: [place, along],
    take: () => turn(true),
    show,
    /** A plan is deleted: what the engine still says of it comes too late. @param {string} [id]  of the plan; without it, all are */
    leave(id) {
      if (id !== undefined) forgetHere(stores.session, id);
      if (id !== undefined && shown?.id !== id) return;
      shown = null;
      weighed = { answers: "", html: "" };
    },
    /** The button that brings a plan from a file. */
    fileButton: () => makeButton(say("page-open-copy"), "pb-quiet", files.choose),
  };
}
