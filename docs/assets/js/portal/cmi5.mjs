/**
 * Tells a portal by cmi5 how far somebody is: each verb once in a session, completed and passed once in a registration, and nothing at all
 * where the portal refuses the token.
 *
 * Ours, and not the client library of the same purpose: that one sends by XMLHttpRequest, which browsers drop when somebody leaves, and goes
 * on without a token (decisions/054).
 */

import { KEPT, documentOf, isWeb, openStore, readLaunch } from "./cmi5-launch.mjs";
import { duration, statementsOf } from "./cmi5-statements.mjs";
import { openOutbox } from "./outbox.mjs";

/** Milliseconds that the way back waits for what is still to be sent. */
const LAST = 2000;
const STATE = /^v1;[01]{0,200};[\d,]{0,40}$/;

/**
 * @typedef {object} Surroundings  what is asked of the browser; the test seam
 * @property {Pick<Window, "addEventListener">} self
 * @property {string} search  of the address, as the portal wrote it
 * @property {import("./cmi5-launch.mjs").Fetch} fetch
 * @property {() => Date} now
 * @property {() => string} id  a new UUID
 * @property {(address: string) => void} go
 *
 * @param {Surroundings} surroundings
 * @returns {import("../embed/reporter.mjs").Open}
 */
export const cmi5 = ({ self, search, fetch, now, id, go }) => {
  const launch = readLaunch(search);
  return async () => {
    const store = launch && (await openStore(launch, fetch));
    if (!launch || !store) return null;
    const { ask, place } = store;
    const data = await documentOf(ask("activities/state", place("LMS.LaunchData")));
    if (!data) return null;
    // The portal asks that it is read before all else. Of what it says, nothing is needed here.
    await ask("agents/profile", { profileId: "cmi5LearnerPreferences", agent: JSON.stringify(launch.actor) });
    const kept = (await documentOf(ask("activities/state", place(KEPT))).catch(() => null)) ?? {};
    const arrived = (/** @type {Promise<Response>} */ sent) => sent.then((answer) => answer.ok, () => false);
    const post = (/** @type {object[]} */ batch) => arrived(ask("statements", {}, { method: "POST", body: batch }));
    const put = (/** @type {string} */ text) => arrived(ask("activities/state", place(KEPT), { method: "PUT", body: JSON.parse(text) }));

    const judges = data.launchMode === "Normal";
    const mastery = typeof data.masteryScore === "number" ? data.masteryScore : undefined;
    const statement = statementsOf(launch, { ...data, masteryScore: mastery }, { now, id });
    const begun = now().getTime();
    const spent = () => duration(now().getTime() - begun);
    /** What was sent in this registration, and must not be sent again. */
    const ever = new Set(["completed", "passed"].filter((verb) => kept[verb] === true));
    let judged = false;
    let state = STATE.test(kept.state) ? String(kept.state) : "";
    let percent = 0;
    /** @type {{ scaled: number, passed: boolean } | null} */
    let score = null;
    let open = await post([statement("initialized")]);
    if (!open) return null;
    const outbox = openOutbox({ post, put });
    const add = (/** @type {object[]} */ statements) => outbox.add(statements, JSON.stringify({ state, completed: ever.has("completed"), passed: ever.has("passed") }));

    function leave() {
      if (open) outbox.close(statement("terminated", { duration: spent() }));
      open = false;
    }
    self.addEventListener("pagehide", leave);

    return {
      kind: "cmi5",
      exits: true,
      listens: true,
      resume: () => state || null,
      ready() {},
      step({ done, total, state: text }) {
        if (!open) return;
        state = text;
        const before = percent;
        percent = Math.max(percent, Math.floor((100 * done) / total));
        add(judges && !ever.has("completed") && percent > before && percent < 100 ? [statement("progressed", { percent })] : []);
      },
      score({ scaled, passed }) {
        score = { scaled, passed: mastery === undefined ? passed : scaled >= mastery };
      },
      completed({ state: text }) {
        if (!open) return;
        state = text;
        const made = [];
        if (judges && !ever.has("completed")) {
          ever.add("completed");
          made.push(statement("completed", { completion: true, duration: spent() }));
        }
        if (judges && score && !judged && !ever.has("passed")) {
          const { scaled, passed } = score;
          judged = true;
          if (passed) ever.add("passed");
          made.push(statement(passed ? "passed" : "failed", { success: passed, score: { scaled }, duration: spent() }));
        }
        add(made);
      },
      error() {},
      async finish() {
        const late = () => new Promise((resolve) => setTimeout(resolve, LAST));
        await Promise.race([outbox.settled(), late()]);
        leave();
        await Promise.race([outbox.settled(), late()]);
        if (isWeb(data.returnURL)) go(data.returnURL);
      },
    };
  };
};
