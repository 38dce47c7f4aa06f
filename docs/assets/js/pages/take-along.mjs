/**
 * Take it along: what a person can take from a result, a row each. It comes when it is asked for, so that a page starts without it.
 */

import { MOST_CHARACTERS, PlanError, fitting, writePlan } from "../plan/plan.mjs";
import { withoutPrivate } from "../plan/private.mjs";
import { canSeal, seal } from "../plan/sealed.mjs";
import { askPassphrase } from "./passphrase.mjs";
import { makeChosen } from "./take-chosen.mjs";
import { make, makeRow } from "./take-rows.mjs";

/** Neutral: it shows in download lists, and says nothing of what is inside. */
const NAME = "negotiation-playbook";
const JSON_TYPE = "application/json";

/**
 * Put the rows into a region. `show` brings them up to date: it is called whenever the screen is entered.
 *
 * @param {HTMLElement} region
 * @param {object} options
 * @param {import("../words.mjs").Say} options.say
 * @param {(format: string, more?: Record<string, unknown>) => Promise<any>} options.exportOf  the engine's reply with the text of a file;
 *   rejects where there is none
 * @param {() => import("../plan/plan.mjs").Plan} options.plan  the person's own
 * @param {string[]} options.secret  places whose answers go into no file
 * @param {(left: import("../plan/plan.mjs").LeftOut[]) => string} options.listed  names answers that do not fit
 * @param {() => boolean} options.ended  whether the result is that somebody should stop: then nothing is offered that is for a talk
 */
export function openTakeAlong(region, { say, exportOf, plan, secret, listed, ended }) {
  const record = makeRow(say, say("page-take-record"), say("page-take-record-for"), say("page-take-record-holds"));
  record.button(say("page-take-save"), () => void record.saveWhenMade(() => file("record", "html", "text/html")));
  const mail = makeRow(say, say("page-take-mail"), say("page-take-mail-for"), say("page-take-mail-holds"));
  mail.button(say("page-take-save"), () => void mail.saveWhenMade(() => file("mail", "md", "text/markdown")));
  const calendar = makeRow(say, say("page-take-calendar"), say("page-take-calendar-for"), say("page-take-calendar-holds"));
  const keep = calendar.button(say("page-take-save"), () => void calendar.saveWhenMade(() => file("calendar", "ics", "text/calendar")));
  const chosen = [
    makeChosen(say, exportOf, {
      format: "share",
      name: "our-talk",
      title: say("page-take-share"),
      whom: say("page-take-share-for"),
      holds: say("page-take-share-holds"),
      none: say("page-take-share-none"),
    }),
    makeChosen(say, exportOf, {
      format: "mandate",
      name: "for-you",
      title: say("page-take-mandate"),
      whom: say("page-take-mandate-for"),
      holds: say("page-take-mandate-holds"),
      none: say("page-take-mandate-none"),
      without: true,
    }),
    makeChosen(say, exportOf, {
      format: "rehearsal",
      name: "rehearsal",
      title: say("page-take-role"),
      whom: say("page-take-role-for"),
      holds: say("page-take-role-holds"),
      none: say("page-take-role-none"),
      without: true,
    }),
  ];
  const others = chosen.map(({ place }) => place);
  const copy = makeRow(say, say("page-take-copy"), say("page-take-copy-for"), say("page-take-copy-holds"));
  copy.button(say("page-take-save"), () => withText(copy, (text) => copy.save({ name: `${NAME}.json`, text, type: JSON_TYPE })));
  const sealed = makeSealed();
  const forTalk = [record, mail, calendar, ...chosen].map(({ place }) => place);
  region.replaceChildren(make("p", say("page-take-lead")), record.place, ...others, calendar.place, mail.place, copy.place, sealed.place);

  /** @param {string} format @param {string} ending @param {string} type */
  async function file(format, ending, type) {
    return { name: `${NAME}.${ending}`, text: (await exportOf(format)).text, type };
  }

  /** Do something with the text of the plan, or say why there is none. @param {ReturnType<typeof makeRow>} row @param {(text: string) => void} act */
  function withText(row, act) {
    const own = withoutPrivate(plan(), secret);
    try {
      const { left } = fitting(own);
      if (left.length > 0) row.tell(say("page-save-copy-too-large", { parts: listed(left), limit: MOST_CHARACTERS }));
      else act(writePlan(own));
    } catch (error) {
      if (!(error instanceof PlanError)) throw error;
      row.tell(say("page-not-saved-part", { part: error.part }));
    }
  }

  function makeSealed() {
    const row = makeRow(say, say("page-take-sealed"), say("page-take-sealed-for"), say("page-take-sealed-holds"));
    if (!canSeal()) {
      row.tell(say("page-seal-insecure"));
      return row;
    }
    const asked = askPassphrase({ say, fresh: true, button: say("page-take-save"), use });
    row.more.append(asked.place);
    return row;

    /** @param {string} passphrase */
    async function use(passphrase) {
      /** @type {string | null} */
      let text = null;
      withText(row, (found) => (text = found));
      if (text === null) return "";
      try {
        const about = say("page-take-sealed-about", { day: dayInWords(new Date()) });
        row.save({ name: `${NAME}.sealed.json`, text: await seal(text, passphrase, about), type: JSON_TYPE });
      } catch {
        row.tell(say("page-take-failed"));
      }
      return "";
    }
  }

  /** Name the days that a calendar would get, or say how to give one. */
  async function showDays() {
    keep.hidden = true;
    calendar.more.replaceChildren();
    calendar.tell(say("page-working"));
    try {
      const { days } = await exportOf("calendar");
      const list = document.createElement("ul");
      list.append(...days.map((/** @type {{ title: string, day: string }} */ { title, day }) => make("li", `${title}: ${day}`)));
      calendar.more.replaceChildren(...(days.length > 0 ? [list] : []));
      calendar.tell(days.length > 0 ? "" : say("page-take-calendar-none"));
      keep.hidden = days.length === 0;
    } catch {
      calendar.tell(say("page-take-failed"));
    }
  }

  return {
    show() {
      const over = ended();
      for (const place of forTalk) place.hidden = over;
      for (const one of chosen) one.reset();
      for (const row of [record, mail, copy]) row.tell("");
      if (!over) void showDays();
    },
  };
}

/** A day as the engine writes it: "Thursday 26 November 2026". @param {Date} day */
function dayInWords(day) {
  const parts = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long", year: "numeric" }).formatToParts(day);
  return ["weekday", "day", "month", "year"].map((kind) => parts.find(({ type }) => type === kind)?.value ?? "").join(" ");
}
