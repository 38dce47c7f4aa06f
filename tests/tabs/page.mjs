/**
 * A worksheet's page as the browser of `browser.mjs` holds it: fields, and the project's own modules that keep what stands in them. Of
 * the page itself only the form is left out, and what is said of the keeping is noted instead of shown.
 */

import { createStorage, dispatch, doer, end, pass, rest, tellLater, turn, turns } from "./browser.mjs";
import { unique } from "../../docs/assets/js/plan/device.mjs";
import { goTo, noteGone, noteKept } from "../../docs/assets/js/plan/kept-index.mjs";
import { openKept, openShelf, watchLeft } from "../../docs/assets/js/plan/open-kept.mjs";
import { openPlan } from "../../docs/assets/js/plan/owner.mjs";

/** What the pages ask, and where the answer stands that both ask. The last one stays in the tab. */
export const QUESTIONS = { quick: ["ask", "target", "safe"], batna: ["deal_name", "target"] };
const SHARED = ["quick.target", "batna.target"];
const SECRET = ["quick.safe"];

/** @typedef {{ name: string, session: ReturnType<typeof createStorage>, page: Page | null }} Tab */

/** @param {ReturnType<typeof createStorage>} local  what all tabs share */
export function createTabs(local) {
  /** @type {Map<string, Tab>} */
  const tabs = new Map();

  /** @param {string} name */
  const tab = (name) => tabs.get(name) ?? tabs.set(name, { name, session: createStorage(), page: null }).get(name);

  return {
    all: () => [...tabs.values()],
    /** The page in a tab. @param {string} name */
    page(name) {
      const page = tab(name)?.page;
      if (!page) throw new Error(`no page in ${name}`);
      return page;
    },
    /** @param {string} name @param {keyof typeof QUESTIONS} worksheet */
    async open(name, worksheet) {
      const into = /** @type {Tab} */ (tab(name));
      into.page = await Page.open(into, local, worksheet);
    },
    /** Close a tab, and forget what was its own. @param {string} name @param {string} how */
    async close(name, how) {
      await this.page(name).leave(how);
      tabs.delete(name);
    },
    /** Load its page again. @param {string} name @param {string} how @param {keyof typeof QUESTIONS} worksheet */
    async reload(name, how, worksheet) {
      await this.page(name).leave(how);
      await this.open(name, worksheet);
    },
    /** Storage events reach the pages of the other tabs. @param {{ dead: boolean } | undefined} writer @param {string} key @param {string | null} newValue */
    changed(writer, key, newValue) {
      for (const { page } of tabs.values()) {
        if (!page || page.owner === writer || page.owner.dead) continue;
        tellLater(page.owner, () => {
          dispatch(page.owner, "storage", { key, newValue });
          void page.keeper.look();
        });
      }
    },
  };
}

class Page {
  /** @type {Record<string, string>} */
  fields = {};
  told = "";
  lastRead = "";
  /** What "Bring them back" would bring back. @type {any} */
  before = null;

  /** @param {Tab} tab @param {ReturnType<typeof createStorage>} local @param {keyof typeof QUESTIONS} worksheet */
  static async open(tab, local, worksheet) {
    const page = new Page();
    page.owner = { name: tab.name, dead: false };
    page.tab = tab;
    page.local = local;
    page.worksheet = worksheet;
    const opening = doer.run(page.owner, () => page.begin());
    let open = false;
    opening.then(() => (open = true));
    while (!open) {
      await rest();
      // It may wait for the end of another page.
      if (!(await turn())) await pass(50);
    }
    return page;
  }

  async begin() {
    const stores = { session: () => this.tab.session, local: () => this.local };
    const shared = { target: SHARED };
    const opened = await openShelf(stores);
    this.kept = await openKept({ stores, opened, secret: SECRET, shared });
    this.keeper = this.kept.keeper;
    if (this.kept.where === "device") watchLeft(this.kept.shelf, stores.local, this.keeper.look);
    this.plan = openPlan({ worksheet: this.worksheet, shared, keeper: this.keeper, kept: this.kept.plan });
    this.show();
    this.keeper.listen({
      tell: (told) => {
        this.told = told.keeping;
        if (told.keeping !== "kept" || this.kept.where !== "device") return;
        noteKept(() => this.local, this.keeper.id(), this.keeper.beside().made);
        goTo(() => this.tab.session, this.keeper.id());
      },
      changed: (plan) => {
        this.plan.takeOver(plan);
        this.show();
      },
      latest: () => this.take(),
    });
  }

  /** Do something as this page. @template T @param {() => T} act @returns {T} */
  as(act) {
    return doer.run(this.owner, act);
  }

  show() {
    const answers = this.plan.answers();
    this.fields = Object.fromEntries(QUESTIONS[this.worksheet].map((question) => [question, answers[question] ?? ""]));
    this.lastRead = JSON.stringify(this.fields);
  }

  /** Hand over what stands in the fields. */
  take() {
    const now = JSON.stringify(this.fields);
    if (now === this.lastRead) return;
    this.lastRead = now;
    this.plan.put(Object.fromEntries(Object.entries(this.fields).filter(([, text]) => text !== "")), this.plan.own().settings);
  }

  /** Delete the plan, as the button does. */
  remove() {
    this.take();
    this.before = this.plan.own();
    const id = this.keeper.id();
    this.keeper.remove().catch(() => {});
    noteGone(() => this.local, id);
    goTo(() => this.tab.session, "");
    this.plan.replace({ ...this.before, worksheets: {}, done: [], aside: [] });
    this.show();
  }

  /** Let go of what was deleted elsewhere. */
  drop() {
    void this.keeper.remove();
    this.plan.takeOver(null);
    this.show();
  }

  /** Bring back what was deleted. */
  undo() {
    this.plan.replace(this.before);
    this.plan.keep();
    this.before = null;
    this.show();
  }

  /** Leave the page: with time for the database, with none, or for a new plan. @param {string} how */
  async leave(how) {
    this.as(() => {
      this.take();
      void this.keeper.flush();
    });
    if (how === "slowly") await turns();
    await end(this.owner);
    this.as(() => this.kept.shelf.close());
    this.tab.page = null;
  }

  /** The next page in this tab begins a plan. */
  beginAnother() {
    goTo(() => this.tab.session, unique(), true);
  }
}
