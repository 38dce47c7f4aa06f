/**
 * What the answers come to: so far, beside the questions; and the result, with what one can do with it.
 */

import { openCard } from "./card-view.mjs";
import { openRoom } from "./room-view.mjs";
import { openRail } from "../result/rail.mjs";
import { openResult } from "../result/result-view.mjs";
import { offerSharper } from "../result/sharper.mjs";
import { sharperScreens } from "./screens.mjs";
import { openSoFar } from "./so-far.mjs";
import { openTakeLater } from "./take-later.mjs";

/**
 * @param {Element} root  what stands around the form
 * @param {HTMLElement} region  the result's
 * @param {object} page
 * @param {import("../words.mjs").Say} page.say
 * @param {import("./flow.mjs").Flow} page.flow
 * @param {import("../form/form-view.mjs").FormView} page.view
 * @param {(step: string, done: boolean) => void} page.ticked
 * @param {(step: string, set: boolean) => void} page.aside  a step is not for this person, or is so again
 * @param {(format: string, more?: Record<string, unknown>) => Promise<any>} page.exportOf  the engine's reply with a text of the result
 * @param {Pick<import("./take-later.mjs").Options, "plan" | "secret" | "listed">} page.copy  what a copy of the plan needs
 * @param {{ place: HTMLElement, clear(): void, show(plan: any, steps: any): unknown }} page.since  says what has changed since the last time
 * @param {() => string[]} page.done  the steps that are ticked
 * @param {(from: { play: string, step: string, number: number, name: string }) => void} page.toPlay
 * @param {(text: string) => void} page.told
 * @param {(control: import("../form/controls.mjs").Control) => void} page.reveal  go to an answer that is missing
 */
export function openOutcome(root, region, { say, flow, view, ticked, aside, exportOf, copy, since, done, toPlay, told, reveal }) {
  const textOf = async (/** @type {string} */ format, more = {}) => /** @type {string} */ ((await exportOf(format, more)).text);
  const soFar = openSoFar(root);
  const result = openResult(region, {
    say,
    ticked,
    aside,
    toForm: () => view.controls()[0]?.focus(),
    asText: () => textOf("markdown"),
    copied: () => told(say("page-copied-text")),
    toField(path) {
      const control = view.control(path);
      if (control) reveal(control);
    },
    toPlay,
  });
  region.prepend(since.place);
  const holder = /** @type {HTMLElement} */ (root.querySelector(".pb-with-rail"));
  const rail = openRail(holder, say, {
    card: () => flow.enter({ name: "card" }),
    take: () => flow.enter({ name: "take" }),
    copy: result.copy,
    change: () => flow.enter({ name: "check" }),
    room: () => flow.enter({ name: "room" }),
  });
  /**
   * Whether the result is that somebody should stop and get help: then nothing is to be made sharper, or taken into a talk.
   * Null while nothing is known of it: nothing is offered for a talk until then.
   *
   * @type {boolean | null}
   */
  let ended = null;
  const toResult = () => flow.leave({ name: "result" });
  const card = openCard(beside("pb-card-region"), { say, load: (numbers) => textOf("card", { numbers }), back: toResult, room: () => flow.enter({ name: "room" }) });
  const room = openRoom(beside("pb-room"), { say, load: () => textOf("room"), ticked, back: toResult });

  const take = openTakeLater(beside("pb-take"), { say, exportOf, ...copy, ended: () => ended !== false, back: toResult });

  /** @param {any} reply  null while there is none */
  function heard(reply) {
    const before = ended;
    ended = reply && reply.verdict?.kind === "unsafe";
    if (ended === before) return;
    rail.ends(ended === true);
    if (flow.now().name === "take") take.show();
  }

  /** A part of the page that is shown by itself. @param {string} kind */
  function beside(kind) {
    const made = document.createElement("section");
    made.className = kind;
    made.hidden = true;
    holder.after(made);
    return made;
  }

  /** Offer the next question that makes the result sharper. */
  function offer() {
    const left = flow.inSteps() && !ended ? sharperScreens(flow.screens(), flow.passed) : [];
    const at = left[0];
    const why = at === undefined ? undefined : flow.asked(at)[0]?.querySelector(".pb-reason");
    offerSharper(
      result.sharper,
      say,
      at === undefined
        ? null
        : {
            title: flow.groups[at].querySelector(".pb-group-title")?.textContent ?? "",
            why: why?.textContent ?? "",
            left: left.length,
            go: () => flow.enter({ name: "ask", at }, "result"),
          },
    );
  }

  return {
    /** @param {import("./screens.mjs").View} now @param {any} reply  the last one, or null */
    enter({ name }, reply) {
      heard(reply);
      const all = name === "all";
      result.tools.hidden = !all;
      rail.show(name === "result");
      if (!all && name !== "result") result.hide();
      if (name === "card") card.show();
      else card.hide();
      if (name === "take") take.show();
      else take.hide();
      if (name === "room" && reply) room.show(reply, done());
      else room.hide();
      soFar.show(name === "ask" || name === "check");
      soFar.draw(reply);
    },
    /** @param {any} reply */
    soFar(reply) {
      heard(reply);
      soFar.draw(reply);
    },
    /** @param {any} reply @param {string[]} done @param {string} notice @param {any} plan  the person's own; null for an example */
    show(reply, done, notice, plan) {
      heard(reply);
      if (plan && !ended) void since.show(plan, reply.dealt);
      else since.clear();
      result.show(reply, done, notice);
      offer();
    },
    /** The result is on its way. */
    wait: () => result.wait(say("page-working")),
    hide() {
      since.clear();
      result.hide();
      soFar.clear();
    },
    /** @param {import("./screens.mjs").View} now */
    heading: ({ name }) => (name === "card" ? card.heading : name === "take" ? take.heading : name === "room" ? room.heading : result.heading()),
    /** @param {any} reply */
    inTheRoom: (reply) => room.show(reply, done()),
    /** What the negotiation is called, with the day of the talk. */
    name: () => result.name() || soFar.name(),
    focus: () => result.focus(),
    toStep: result.toStep,
  };
}
