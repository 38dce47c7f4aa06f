/**
 * A file for somebody else: the version for the other side, a mandate, a role sheet. Each line is shown with a box before anything is
 * saved, and only what is ticked goes in. The engine says which lines there are and warns of those that give something away; these
 * begin without a tick.
 */

import { copyText } from "../result/clipboard.mjs";
import { make, makeRow } from "./take-rows.mjs";

/** @typedef {{ part: string, label: string, text: string, path: string, warning: string }} Line */

/**
 * @param {import("../words.mjs").Say} say
 * @param {(format: string, more?: Record<string, unknown>) => Promise<any>} exportOf
 * @param {object} file
 * @param {string} file.format  the engine's name of it as a page; as text it has "-markdown" behind
 * @param {string} file.name  of what is saved, without its ending; it says nothing of what is inside
 * @param {string} file.title
 * @param {string} file.whom  who it is for
 * @param {string} file.holds  what is in it, and what is not
 * @param {string} file.none  what to say where no line could go in
 * @param {boolean} [file.without]  whether it can be saved with no line ticked
 */
export function makeChosen(say, exportOf, { format, name, title, whom, holds, none, without = false }) {
  const row = makeRow(say, title, whom, holds);
  const choose = row.button(say("page-take-share-choose"), () => void draw());
  const saves = [
    row.button(say("page-take-share-page"), () => take(format, "html", "text/html")),
    row.button(say("page-take-share-text"), () => take(`${format}-markdown`, "md", "text/markdown")),
  ];
  if (navigator.clipboard) saves.push(row.button(say("page-copy"), copy));
  reset();

  function reset() {
    row.more.replaceChildren();
    row.tell("");
    choose.hidden = false;
    for (const one of saves) one.hidden = true;
  }

  async function draw() {
    row.tell(say("page-working"));
    try {
      const { lines, missing } = await exportOf(format);
      row.tell(lines.length === 0 ? none : missing.length > 0 ? say("page-take-missing", { parts: missing.join(", ") }) : "");
      if (lines.length === 0 && !without) return;
      row.more.replaceChildren(...parts(lines));
      choose.hidden = true;
      for (const one of saves) one.hidden = false;
      (row.more.querySelector("input") ?? saves[0]).focus();
    } catch {
      row.tell(say("page-take-failed"));
    }
  }

  /** @param {Line[]} lines */
  function parts(lines) {
    const titles = [...new Set(lines.map(({ part }) => part))];
    return titles.map((title) => {
      const place = document.createElement("fieldset");
      place.append(make("legend", title), ...lines.filter(({ part }) => part === title).map(line));
      return place;
    });
  }

  /** @param {Line} one @param {number} at */
  function line({ label, text, path, warning }, at) {
    const place = make("div", "", "pb-take-line");
    const option = make("label", "", "pb-option");
    const box = document.createElement("input");
    box.type = "checkbox";
    box.dataset.path = path;
    box.checked = warning === "";
    const words = document.createElement("span");
    words.append(make("b", `${label}:`), ` ${text}`);
    option.append(box, words);
    place.append(option);
    if (warning !== "") {
      const warned = make("p", warning, "pb-take-warning");
      warned.id = `pb-take-warning-${format}-${path.replaceAll(".", "-")}-${at}`;
      box.setAttribute("aria-describedby", warned.id);
      place.append(warned);
    }
    return place;
  }

  /** The paths of what is ticked; null, with a word, where nothing is. */
  function ticked() {
    const boxes = /** @type {NodeListOf<HTMLInputElement>} */ (row.more.querySelectorAll("input:checked"));
    if (boxes.length > 0 || without) return [...boxes].map((box) => box.dataset.path ?? "");
    row.tell(say("page-take-share-nothing"));
    return null;
  }

  /** @param {string} kind @param {string} ending @param {string} type */
  function take(kind, ending, type) {
    const paths = ticked();
    if (paths === null) return;
    void row.saveWhenMade(async () => ({ name: `${name}.${ending}`, text: (await exportOf(kind, { paths })).text, type }));
  }

  function copy() {
    const paths = ticked();
    if (paths === null) return;
    const text = exportOf(`${format}-markdown`, { paths }).then((reply) => reply.text);
    void copyText(text).then(
      () => row.tell(say("page-copied-text")),
      () => row.tell(say("page-take-failed")),
    );
  }

  return { place: row.place, reset };
}
