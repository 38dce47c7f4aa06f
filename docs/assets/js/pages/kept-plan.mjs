/**
 * A worksheet's page and the plan that is kept: what comes back, what other tabs change, deleting, and whether the plan stays on the
 * device or in the tab only.
 */

import { element } from "../element.mjs";
import { unique } from "../plan/device.mjs";
import { forgetHere } from "../plan/forget.mjs";
import { goTo, hasPlan, noteGone, noteKept } from "../plan/kept-index.mjs";
import { movePlan } from "../plan/move.mjs";
import { putAllBack, watchLeft } from "../plan/open-kept.mjs";
import { openPlan } from "../plan/owner.mjs";
import { withoutPrivate } from "../plan/private.mjs";
import { isBlank } from "../plan/shared-answers.mjs";
import { namer, namesOf, openKeeping } from "./keeping.mjs";
import { whenUp } from "./pointer.mjs";
import { leadToResult } from "./reading-place.mjs";
import { openSinceLast } from "./since-last.mjs";

/**
 * @typedef {object} Page  what the rest of the page does about it
 * @property {(path: string) => import("../form/controls.mjs").Control | undefined} controlOf
 * @property {() => boolean} take  hand over what the form says
 * @property {(made: boolean, deleted: boolean) => void} show  put the plan into the form; `made`: its result was made
 * @property {() => void} hide  take the result away, and go to the first question
 * @property {(text: string) => void} told
 */

/**
 * @param {Element} root  what stands around the form
 * @param {string} name  of the worksheet
 * @param {object} options
 * @param {import("../words.mjs").Say} options.say
 * @param {HTMLElement} options.place  where a choice is offered
 * @param {any} options.shared
 * @param {string[]} options.secret  places whose answers stay in the tab
 * @param {import("../plan/open-kept.mjs").Stores} options.stores
 * @param {import("../plan/open-kept.mjs").OpenKept} options.kept
 * @param {Page} options.page
 */
export function openKeptPlan(root, name, { say, place, shared, secret, stores, kept, page }) {
  const { keeper, where } = kept;
  const { session, local } = stores;
  const nameOf = namer(name, shared, page.controlOf);
  const listed = (/** @type {import("../plan/plan.mjs").LeftOut[]} */ left) => namesOf(left, nameOf, say);
  const owner = openPlan({ worksheet: name, shared, keeper, kept: kept.plan });
  const keeping = openKeeping({
    sentence: /** @type {HTMLElement} */ (root.querySelector(".pb-kept")),
    bar: document.querySelector(".pb-bar-kept"),
    place,
    say,
    listed,
    nameOf,
    kept,
    current: owner.own,
    forget() {
      void forget();
      takeOver(null);
    },
  });

  /** Delete the plan. `back` notes again what was known of it, for when it is brought back. */
  function forget() {
    const { made, last } = keeper.beside();
    const id = keeper.id();
    const gone = keeper.remove().then(() => forgetHere(session, id), (error) => {
      if (where === "device") {
        noteKept(local, id, made);
        goTo(session, id);
      }
      throw error;
    });
    // At once, since the page may be left: not another plan is to stand here after a reload.
    noteGone(local, id);
    goTo(session, "");
    goTo(session, where === "device" && hasPlan(session, local) ? unique() : "", true);
    page.hide();
    return { gone, back: () => keeper.note({ made, last }) };
  }

  /** Another tab, or another visit in this one, has changed or deleted the plan. @param {import("../plan/plan.mjs").Plan | null} plan */
  function takeOver(plan) {
    owner.takeOver(plan);
    if (plan === null) forgetHere(session, keeper.id());
    page.show(isMade(), plan === null);
    page.told(say(plan === null ? "page-deleted-elsewhere" : "page-changed-elsewhere"));
  }

  const isMade = () => keeper.beside().made.includes(name);

  /** @param {HTMLInputElement} box */
  async function move(box) {
    page.take();
    try {
      await keeper.flush();
      await movePlan(stores, kept, owner.own(), secret);
      location.reload();
    } catch {
      box.checked = where === "tab";
      page.told(say("page-where-failed"));
    }
  }

  /**
   * Somebody is not safe: nothing of the plan is to stay on a device that others may use. Then goes on, or loads the page again where the
   * plan was there until now.
   *
   * @param {() => void} [goOn]
   */
  async function notSafe(goOn) {
    page.take();
    let left = where === "device";
    try {
      if (left) await keeper.flush();
      if (left) await movePlan(stores, kept, owner.own(), secret);
    } catch {
      left = false;
    }
    if (goOn) goOn();
    else if (left) {
      leadToResult(session);
      location.reload();
    }
  }

  // One page may show several worksheets after another: what is no longer in it looks no more.
  const look = () => void (root.isConnected && keeper.look());
  document.addEventListener("visibilitychange", () => document.hidden || look());
  // Chromium shows what another visit has kept in the tab only a moment after the page is back, and says so.
  window.addEventListener("storage", look);
  if (where === "device") watchLeft(kept.shelf, local, keeper.look);

  // A browser that keeps nothing leaves no choice.
  for (const switchPlace of kept.trouble === "" ? /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-where]")) : []) {
    const box = document.createElement("input");
    box.type = "checkbox";
    box.checked = where === "tab";
    const hint = switchPlace.dataset.where === "why" ? [element("p.pb-hint", say("page-where-why"))] : [];
    switchPlace.append(element("label.pb-option", "", box, element("span", say("page-where-tab"))), ...hint);
    box.addEventListener("change", (event) => {
      event.stopPropagation();
      void move(box);
    });
  }
  const stop = root.querySelector(".pb-stop-kept");
  if (stop && where === "tab") stop.textContent = say("page-stop-tab");

  return {
    owner,
    listed,
    isMade,
    /** By it a calendar knows the entries of this plan again. */
    id: keeper.id,
    forget,
    cameBack: keeping.cameBack,
    noteMade: () => keeper.note({ made: [...new Set([...keeper.beside().made, name])] }),
    /**
     * Note what the home page and the list of plans show.
     *
     * @param {string} title  of the negotiation, "" where it is not known now
     * @param {{ now?: string[], later?: string[] } | null} reply  of the result, null while there is none
     */
    noteReached(title, reply) {
      const before = keeper.beside().last;
      const { done } = owner.own();
      const steps = reply && [...(reply.now ?? []), ...(reply.later ?? [])];
      const counted = steps ? { done: steps.filter((step) => done.includes(step)).length, total: steps.length } : { done: before?.done ?? 0, total: before?.total ?? 0 };
      keeper.note({ last: { page: location.pathname, name: title || (before?.name ?? ""), ...counted } });
    },
    /** What says since when the result has changed, by this worksheet's page. @param {(plan: import("../plan/plan.mjs").Plan, before: any, release: string) => Promise<any>} changes */
    sinceLast: (changes) =>
      openSinceLast({
        session,
        sheet: name,
        known: () => ({ id: keeper.id(), seen: keeper.beside().seen }),
        note: (seen) => keeper.note({ seen }),
        strip: (plan) => withoutPrivate(plan, secret),
        changes,
      }),
    /** Answers that this plan has no longer, because they stay in a tab. @param {import("../plan/plan.mjs").Answers} answers */
    askedAgain: (answers) =>
      secret.filter((one) => one.startsWith(`${name}.`)).map((one) => one.slice(name.length + 1)).filter((path) => isBlank(answers[path])),
    /**
     * Keep a plan that was opened: on the device as one of its own, in a tab in the place of what was there. Returns the way back.
     *
     * @param {import("../plan/plan.mjs").Plan} plan
     */
    adopt(plan) {
      if (where === "device" && keeper.exists()) return keeper.goOver(plan);
      owner.keep();
      return owner.keep;
    },
    notSafe,
    /** The page is back as it was left: other pages may have written since, or left something waiting. */
    async comeBack() {
      if (where === "device") await putAllBack(kept.shelf, local).catch(() => {});
      look();
    },
    flush: keeper.flush,
    hold: keeper.hold,
    listen() {
      keeper.listen({
        tell(told) {
          if (told.keeping === "kept" && where === "device") {
            noteKept(local, keeper.id(), keeper.beside().made);
            // A reload shows this plan, whatever other tabs have used since.
            goTo(session, keeper.id());
          }
          whenUp(() => keeping.tell(told));
        },
        changed: takeOver,
        latest: page.take,
      });
    },
  };
}
