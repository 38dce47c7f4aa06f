/**
 * The worksheets of an activity, one after another over one plan: the first stands in the page, the others wait in it as templates. After
 * each result the person chooses whether to go on.
 */

import { makeButton } from "../button.mjs";
import { element } from "../element.mjs";
import { formAttributes } from "../form/form-attributes.mjs";
import { RESULT, openSheet } from "./sheet.mjs";

/** @typedef {import("../engine/progress.mjs").State} State */

/**
 * @param {import("./portal-page.mjs").PortalPage} page
 * @param {object} parts
 * @param {import("../engine/page-engine.mjs").PageEngine} parts.engine
 * @param {import("../plan/open-kept.mjs").Stores} parts.stores
 * @param {{ show: () => void, hide: () => void }} parts.help
 */
export function openActivity({ main, told, say, progress, reached, ended, failed }, { engine, stores, help }) {
  const html = document.documentElement;
  const further = /** @type {HTMLElement | null} */ (main.querySelector(".pb-embed-further"));
  const first = /** @type {HTMLElement} */ (main.querySelector(".pb-worksheet"));
  /** The worksheets as the page holds them, by name. @type {Map<string, Element>} */
  const blank = new Map([[formAttributes(first).get("data-worksheet"), /** @type {Element} */ (first.cloneNode(true))]]);
  for (const one of /** @type {NodeListOf<HTMLTemplateElement>} */ (main.querySelectorAll("template[data-sheet]"))) {
    const inside = one.content.querySelector(".pb-worksheet");
    if (inside) blank.set(one.dataset.sheet ?? "", inside);
  }
  const names = [...blank.keys()];
  const { title } = document;
  let root = /** @type {Element} */ (first);
  let name = names[0];
  /** @type {Awaited<ReturnType<typeof openSheet>> | null} */
  let sheet = null;
  /** Finish was pressed, and the result is awaited. */
  let finishing = false;
  let untouched = true;
  const named = (/** @type {string} */ slug) => (told.several ? `${name}.${slug}` : slug);

  /** @type {(state: State) => void} */
  let listener = () => {};
  engine.listen((state) => {
    listener(state);
    if (state.name === "ready") html.classList.remove("pb-failed");
    if (state.name !== "failed") return;
    html.classList.add("pb-failed");
    failed(state.code === "timeout" ? "timeout" : "python-unavailable");
    if (finishing) end();
  });
  const shared = {
    client: engine.client,
    listen(/** @type {(state: State) => void} */ next) {
      listener = next;
      next(engine.client.state());
    },
  };

  main.addEventListener(
    "click",
    (event) => {
      const pressed = /** @type {Element} */ (event.target).closest("button[data-go]");
      if (pressed?.getAttribute("data-go") === "make") finishing = true;
    },
    true,
  );
  for (const kind of ["input", "click"]) main.addEventListener(kind, () => (untouched = false), { once: true });

  /** All that this worksheet asks is behind somebody. */
  function end() {
    finishing = false;
    const own = told.steps.filter((slug) => !told.several || slug.startsWith(`${name}.`));
    progress.pass(own);
    progress.reach(named(RESULT));
    reached();
    ended();
    offer();
  }

  /** Offer the worksheets that are still to come. */
  function offer() {
    if (!further) return;
    const list = further.querySelector("ul");
    list?.replaceChildren(
      ...names.filter((other) => other !== name).map((other) => {
        const { title: called = "", minutes = "" } = /** @type {HTMLElement} */ (main.querySelector(`[data-sheet="${other}"]`) ?? main).dataset;
        const again = progress.isDone(`${other}.${RESULT}`);
        const text = say(again ? "embed-again" : "embed-go-on", { title: called });
        return element("li", "", makeButton(text, "pb-button", () => void open(other)), element("span.pb-small", ` ${say("embed-minutes", { minutes })}`));
      }),
    );
    further.hidden = false;
  }

  /** @param {string} next @param {string} [from]  the step to begin at */
  async function open(next, from) {
    sheet?.leave();
    if (sheet !== null || next !== name) {
      const made = /** @type {Element} */ (blank.get(next)?.cloneNode(true));
      root.replaceWith(made);
      root = made;
      name = next;
    }
    if (further) further.hidden = true;
    // A worksheet names its screens before the title that it finds.
    document.title = title;
    const held = JSON.parse(root.querySelector("#pb-words")?.textContent ?? "");
    sheet = await openSheet(root, {
      told: held,
      words: told.words,
      engine: shared,
      stores,
      from,
      at(slug, passed) {
        progress.pass(passed.map(named));
        if (slug !== "") progress.reach(named(slug));
        // All questions on one page are no step of their own.
        else if (told.several && !progress.told().slug.startsWith(`${name}.`)) progress.reach(told.steps.find((one) => one.startsWith(`${name}.`)) ?? "");
        reached();
      },
      view(kind) {
        if (further && kind !== "result" && kind !== "all") further.hidden = true;
        help.hide();
      },
      shown() {
        if (finishing) end();
        else if (progress.isDone(named(RESULT))) offer();
      },
      help: help.show,
    });
    if (sheet && from === undefined && next !== names[0]) sheet.focus();
  }

  /** Where somebody goes on: a worksheet, and a step of it. @returns {[string, string | undefined]} */
  function place() {
    const slug = progress.next();
    if (slug === undefined || slug === told.steps[0]) return [names[0], undefined];
    if (!told.several) return [names[0], slug];
    const [there, ...rest] = slug.split(".");
    return [there, rest.join(".")];
  }

  return {
    begin: () => open(...place()),
    /** Go on from what was kept, unless somebody has begun meanwhile. */
    goOn() {
      if (untouched && sheet) void open(...place());
    },
    /** Somebody ends without a result: they were led to help. */
    end,
    /** Somebody leaves: what stands in the form is kept as far as anything is. */
    leave: () => sheet?.leave(),
  };
}
