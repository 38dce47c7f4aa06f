/**
 * What the answers come to: so far, beside the questions; and the result, with what one can do with it.
 */

import { openRail } from "../result/rail.mjs";
import { openResult } from "../result/result-view.mjs";
import { offerSharper } from "../result/sharper.mjs";
import { sharperScreens } from "./screens.mjs";
import { openSoFar } from "./so-far.mjs";

/**
 * @param {Element} root  what stands around the form
 * @param {HTMLElement} region  the result's
 * @param {object} page
 * @param {import("../words.mjs").Say} page.say
 * @param {import("./flow.mjs").Flow} page.flow
 * @param {import("../form/form-view.mjs").FormView} page.view
 * @param {(step: string, done: boolean) => void} page.ticked
 * @param {() => Promise<string>} page.asText
 * @param {(text: string) => void} page.told
 * @param {(control: import("../form/controls.mjs").Control) => void} page.reveal  go to an answer that is missing
 */
export function openOutcome(root, region, { say, flow, view, ticked, asText, told, reveal }) {
  const soFar = openSoFar(root);
  const result = openResult(region, {
    say,
    ticked,
    toForm: () => view.controls()[0]?.focus(),
    asText,
    copied: () => told(say("page-copied-text")),
    toField(path) {
      const control = view.control(path);
      if (control) reveal(control);
    },
  });
  const rail = openRail(/** @type {HTMLElement} */ (root.querySelector(".pb-with-rail")), say, {
    print: () => window.print(),
    copy: result.copy,
    change: () => flow.enter({ name: "check" }),
  });

  /** Offer the next question that makes the result sharper. */
  function offer() {
    const left = flow.inSteps() ? sharperScreens(flow.screens(), flow.passed) : [];
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
      const all = name === "all";
      result.tools.hidden = !all;
      rail.show(name === "result");
      if (!all && name !== "result") result.hide();
      soFar.show(name === "ask" || name === "check");
      soFar.draw(reply);
    },
    soFar: soFar.draw,
    /** @param {any} reply @param {string[]} done @param {string} notice */
    show(reply, done, notice) {
      result.show(reply, done, notice);
      offer();
    },
    /** The result is on its way. */
    wait: () => result.wait(say("page-working")),
    hide() {
      result.hide();
      soFar.clear();
    },
    heading: () => result.heading(),
    focus: () => result.focus(),
  };
}
