/**
 * The reader's own plans: the one that this tab is at, with what the engine says of it, and the others.
 */

import { makeButton } from "../button.mjs";
import { element } from "../element.mjs";
import { forgetAll } from "../plan/forget.mjs";
import { chooseWhere, wantsTab } from "../plan/kept-index.mjs";
import { watchLeft } from "../plan/open-kept.mjs";
import { openPlanList } from "../plan/plan-list.mjs";
import { MOST_OF_A_NAME, countCharacters } from "../plan/plan.mjs";
import { saveFile } from "./save-file.mjs";
import { openHideScreen } from "./hide-screen.mjs";
import { openKeepBook, removeBook } from "./offline-view.mjs";
import { openPlanSheet } from "./plan-sheet.mjs";

/** @typedef {import("../plan/plan-list.mjs").Listed} Listed */

/**
 * @typedef {object} Page
 * @property {import("../words.mjs").Say} say
 * @property {{ worksheets: { id: string, title: string, page: string, minutes: number }[], private: string[] }} told
 * @property {string} base  the address of the site's root
 * @property {import("../plan/open-kept.mjs").Stores} stores
 * @property {{ shelf: import("../plan/device.mjs").Device, where: "device" | "tab", trouble: string }} opened
 * @property {import("../engine/page-engine.mjs").PageEngine} engine
 * @property {ReturnType<typeof import("./requests.mjs").openRequests>} requests
 */

/** @param {Element} root @param {Page} page */
export function openPlans(root, page) {
  const { say, told, base, stores, opened } = page;
  const { shelf, where, trouble } = opened;
  const list = openPlanList(shelf, stores);
  const place = /** @type {HTMLElement} */ (root.querySelector(".pb-plans-place"));
  const spoken = /** @type {HTMLElement} */ (root.querySelector("[role=status]"));
  const note = element("div.pb-row-undo");
  note.hidden = true;
  /** How often the list was shown. */
  let turns = 0;
  /** The id of the plan that was drawn last. @type {string | undefined} */
  let drawn;
  /** What is being asked. @type {HTMLElement | null} */
  let asking = null;
  /** Whether the list has changed since it was drawn. */
  let missed = false;
  const day = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long" });
  const time = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

  const nameOf = (/** @type {Listed} */ { name }) => name || say("plans-unnamed");
  const savedWhen = (/** @type {Listed} */ { saved }) =>
    where === "tab" ? say("plans-in-tab") : say("plans-saved", { day: day.format(saved), time: time.format(saved) });

  /** @param {string} text @param {string} [label] @param {() => unknown} [act] */
  function tell(text, label, act) {
    note.replaceChildren(element("p", text));
    note.hidden = false;
    spoken.textContent = text;
    if (label === undefined || act === undefined) return;
    const button = makeButton(label, "pb-button", () => void act());
    note.append(button);
    button.focus();
  }

  /** Do something to the list, then show it as it is. @param {() => Promise<unknown>} act */
  async function doing(act) {
    try {
      await act();
    } catch {
      tell(say("plans-not-saved"));
    }
    await show();
  }

  const hideScreen = openHideScreen((name) => say(`page-${name}`));
  const sheet = openPlanSheet({ ...page, list, tell, more: (place) => note.append(place), doing });

  /** @param {Listed} plan */
  async function remove(plan) {
    answered();
    sheet.leave(plan.id);
    const kept = await list.remove(plan.id).finally(show);
    tell(say("plans-deleted", { name: nameOf(plan) }), say("plans-bring-back"), () =>
      doing(async () => {
        if (kept) await list.bringBack(kept);
        tell(say("plans-back"));
      }),
    );
  }

  /** @param {Listed} plan */
  function head(plan) {
    const top = element("div.pb-plan-head", "", element("h2", nameOf(plan)), element("p.pb-small", savedWhen(plan)));
    const acts = element("p.pb-buttons");
    if (plan.plan) acts.append(makeButton(say("plans-take"), "pb-quiet", sheet.take));
    acts.append(
      makeButton(say("plans-rename"), "pb-quiet", () => rename(plan, acts)),
      // There is room for one plan in a tab.
      ...(where === "tab" ? [] : [makeButton(say("plans-duplicate"), "pb-quiet", () => void doing(() => list.double(plan, say("plans-copy-of", { name: nameOf(plan) })).then(answered)))]),
      makeButton(say("plans-delete"), "pb-quiet", () => void remove(plan).catch(() => tell(say("plans-not-deleted")))),
    );
    acts.append(makeButton(say("page-leave-hide"), "pb-quiet", hideScreen));
    top.append(acts);
    return top;
  }

  /** @param {Listed} plan @param {HTMLElement} place */
  function rename(plan, place) {
    const field = document.createElement("input");
    field.id = "pb-plan-name";
    field.className = "pb-control";
    field.autocomplete = "off";
    field.spellcheck = false;
    field.value = plan.name;
    const label = element("label.pb-label", say("plans-name"));
    /** @type {HTMLLabelElement} */ (label).htmlFor = field.id;
    const hint = element("p.pb-hint", say("plans-name-hint"));
    hint.id = "pb-plan-name-hint";
    field.setAttribute("aria-describedby", hint.id);
    const go = element("p.pb-buttons");
    const cancel = ask(element("div.pb-plan-name", "", label, hint, field, go), place);
    const save = () => {
      const name = field.value.trim();
      if (countCharacters(name) > MOST_OF_A_NAME) tell(say("plans-name-long", { limit: MOST_OF_A_NAME, count: countCharacters(name) }));
      else void doing(() => list.change(plan.id, (found) => ({ ...found, name })).then(answered));
    };
    field.addEventListener("keydown", (event) => event.key === "Enter" && save());
    go.append(makeButton(say("plans-name-save"), "pb-button pb-main", save), makeButton(say("plans-cancel"), "pb-quiet", cancel));
    field.focus();
  }

  /** @param {Listed} plan */
  function unread(plan) {
    const go = element("p.pb-buttons");
    go.append(
      makeButton(say("plans-save-unread"), "pb-button", () => saveFile("negotiation-playbook-unread.json", plan.text, "application/json")),
      makeButton(say("plans-delete"), "pb-quiet", () => void remove(plan).catch(() => tell(say("plans-not-deleted")))),
    );
    return element("div.pb-notice", "", element("p", say("plans-unread")), go);
  }

  /** @param {Listed[]} plans @param {Listed | null} current */
  function others(plans, current) {
    const rest = plans.filter((one) => one !== current);
    const rows = element("ul.pb-plan-rows");
    for (const plan of rest) {
      const open = makeButton(nameOf(plan), "pb-plan-open", () => {
        list.choose(plan.id);
        void show().then(() => place.querySelector("h2")?.scrollIntoView());
      });
      const { last } = plan;
      const steps = last && last.total > 0 ? `${say("plans-steps", { done: Number(last.done), total: Number(last.total) })}. ` : "";
      rows.append(element("li", "", open, element("span.pb-small", `${steps}${savedWhen(plan)}`)));
    }
    const go = element("p.pb-buttons");
    go.append(makeButton(say("plans-new"), "pb-button", begin), sheet.fileButton());
    if (rest.length === 0) return element("div.pb-plan-more", "", go);
    return element("section.pb-part", "", element("h2", say("plans-others")), element("div", "", rows, go));
  }

  function begin() {
    list.begin();
    location.assign(base + told.worksheets[0].page);
  }

  function none() {
    const go = element("p.pb-buttons");
    go.append(makeButton(say("plans-start"), "pb-button pb-main", begin), sheet.fileButton());
    return element("div.pb-plans-none", "", element("p", say("plans-none")), element("p", say("plans-none-why")), go);
  }

  /** Where plans are kept, and how all of it goes. */
  function keeping() {
    const part = element("section.pb-plan-keeping");
    if (trouble === "refused") part.append(element("p.pb-notice", say("plans-refused")));
    else {
      const box = document.createElement("input");
      box.type = "checkbox";
      box.checked = wantsTab(stores.local);
      box.addEventListener("change", () => {
        chooseWhere(stores.local, box.checked);
        location.reload();
      });
      part.append(element("label.pb-option", "", box, element("span", say("plans-tab-only"))), element("p.pb-hint", say("plans-tab-only-why")));
    }
    const book = element("div.pb-plan-book");
    void openKeepBook(book, say);
    part.append(book);
    const go = element("p");
    go.append(makeButton(say("plans-delete-all"), "pb-quiet", () => askToDeleteAll(go)));
    part.append(go);
    return part;
  }

  /** @param {HTMLElement} place */
  function askToDeleteAll(place) {
    const go = element("p.pb-buttons");
    const cancel = ask(element("div.pb-notice", "", element("p", say("plans-delete-all-ask")), go), place);
    const yes = makeButton(say("plans-delete-all-yes"), "pb-button", async () => {
      answered();
      sheet.leave();
      const gone = [await forgetAll(stores), await removeBook()].every(Boolean);
      await show().catch(() => {});
      tell(say(gone ? "plans-all-deleted" : "plans-not-deleted"));
    });
    go.append(yes, makeButton(say("plans-cancel"), "pb-quiet", cancel));
    yes.focus();
  }

  /**
   * Ask something in the place of what stands there. Returns what cancels it: then all is as before at once, so that nothing that is
   * pressed next is taken away.
   *
   * @param {HTMLElement} asked @param {HTMLElement} place
   */
  function ask(asked, place) {
    const from = /** @type {HTMLElement | null} */ (document.activeElement);
    place.replaceWith(asked);
    asking = asked;
    return () => {
      answered();
      asked.replaceWith(place);
      from?.focus();
      if (missed) void show();
    };
  }

  /** Nothing is being asked any more: the list may be drawn anew. */
  function answered() {
    asking = null;
  }

  async function show() {
    const turn = (turns += 1);
    const plans = await list.all();
    // A plan may be deleted, and the list be read again, while it was read.
    if (turn !== turns) return;
    const current = list.current(plans);
    if (asking?.isConnected && current?.id === drawn) {
      // Somebody is being asked about this plan: only what the engine says of it is shown anew.
      missed = true;
      await sheet.show(current);
      return;
    }
    missed = false;
    drawn = current?.id;
    const parts = [note];
    if (current) parts.push(head(current), ...(current.plan ? sheet.places : [unread(current)]));
    else parts.push(none());
    if (current) parts.push(others(plans, current));
    else if (plans.length > 0) parts.push(others(plans, null));
    place.replaceChildren(...parts, keeping());
    await sheet.show(current);
  }

  /** Another tab has written. @param {import("../plan/device.mjs").News} [news] */
  function heard(news) {
    if (news?.kind === "deleted") sheet.leave(news.id);
    void show().then(() => {
      spoken.textContent = say("plans-changed");
    });
  }

  if (trouble === "newer") {
    place.replaceChildren(element("p.pb-notice", say("plans-newer")), makeButton(say("plans-load-again"), "pb-button", () => location.reload()));
    return;
  }
  if (where === "device") watchLeft(shelf, stores.local, heard);
  shelf.listen({ heard, outdated: () => location.reload() });
  addEventListener("pageshow", (event) => event.persisted && void show());
  void show();
}
