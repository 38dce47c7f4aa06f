/**
 * Keeps one plan as it changes, beside other tabs that may keep the same plan.
 *
 * A change is written soon, and only after a look at what is kept: what another tab has changed meanwhile is taken over, and where both
 * have changed the same answer this tab stops writing until the person has chosen. A plan that was deleted elsewhere is not brought back
 * without a word, and one that cannot be read is never written over. Nothing is called kept that could not be read again: an answer that
 * is too long is left out, and named.
 */

import { DeviceError, unique } from "./device.mjs";
import { merge } from "./merge.mjs";
import { emptyPlan, readPlan } from "./plan.mjs";
import { STOPPED, equal, settle } from "./settle.mjs";

/**
 * @typedef {import("./plan.mjs").Plan} Plan
 * @typedef {import("./device.mjs").Kept} Kept
 * @typedef {"kept" | "partly" | "unfit" | "refused" | "full" | "guarded" | "newer" | "clash" | "gone" | "empty"} Keeping
 * @typedef {{ keeping: Keeping, left: import("./plan.mjs").LeftOut[], saved: number }} Told  `saved`: when, in milliseconds since 1970
 * @typedef {Pick<Kept, "made" | "last" | "seen">} Beside  what is kept beside the plan
 */

/** Milliseconds until a storage that was full is tried again. */
const AGAIN = 15_000;

/**
 * @param {object} options
 * @param {import("./device.mjs").Device} options.shelf
 * @param {string} options.id  the plan's
 * @param {boolean} [options.joins]  whether a plan that another tab begins meanwhile is this one, while nothing is kept of it
 * @param {string[][]} [options.shared]  the places of each answer that several worksheets share
 * @param {{ strip(plan: Plan): Plan, join(id: string, plan: Plan): Plan, hold(id: string, plan: Plan): void }} [options.apart]  what
 *   belongs to the plan and is kept elsewhere
 * @param {Pick<ReturnType<typeof import("./journal.mjs").openJournal>, "write" | "stands" | "clear">} [options.journal]
 * @param {number} [options.delay]  milliseconds from a change to the writing
 */
export function createKeeper({ shelf, id, joins = false, shared = [], apart = NOTHING_APART, journal = NO_JOURNAL, delay = 250 }) {
  /** What was last read or written. @type {{ revision: string | null, plan: Plan }} */
  let known = { revision: null, plan: emptyPlan() };
  let beside = /** @type {Beside} */ ({ made: [], last: null, seen: "" });
  /** What was noted of it since the last writing began. @type {Partial<Beside>} */
  let noted = {};
  /** The plan that waits to be written. @type {Plan | null} */
  let wanted = null;
  /** The plan that the database has been given, and has not taken yet. @type {Plan | null} */
  let given = null;
  let held = /** @type {Plan | null} */ (null); // written down when the page was left
  /** Why nothing is written. @type {"" | "clash" | "gone" | "guarded" | "newer"} */
  let stopped = "";
  /** The plan has moved elsewhere: nothing is written here any more. */
  let closed = false;
  /** What the person has chosen, for the next writing. @type {"mine" | "theirs" | undefined} */
  let prefer;
  /** @type {import("./merge.mjs").Clash[]} */
  let clashes = [];
  /** What another tab has kept that this one cannot be put together with. @type {Plan | null} */
  let rival = null;
  /** What cannot be read, as it is kept. */
  let raw = "";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let clock;
  /** One writing or reading after the other. @type {Promise<void>} */
  let queue = Promise.resolve();
  /** Its deletion, while it lasts, and whether anything that is kept goes with it. @type {Promise<Kept | null> | null} */
  let going = null;
  let doomed = false;
  let unread = false; // what is kept could not be read, and may be there
  /** How often it was deleted here: what began before that has nothing to say any more. */
  let deletions = 0;
  let tell = (/** @type {Told} */ _) => {};
  let changed = (/** @type {Plan | null} */ _) => {};
  /** Let the page hand over what it has not yet. */
  let latest = () => {};

  /** @param {Keeping} keeping @param {Told["left"]} [left] @param {number} [saved] */
  const report = (keeping, left = [], saved = 0) => tell({ keeping, left, saved });

  /** @param {Kept} kept  takes it over, and returns its plan, or null where it cannot be read */
  function takeOver(kept) {
    try {
      known = { revision: kept.revision, plan: apart.join(id, readPlan(kept.text)) };
    } catch {
      stopped = "guarded";
      raw = kept.text;
      report("guarded");
      return null;
    }
    beside = { made: kept.made, last: kept.last, seen: kept.seen };
    return known.plan;
  }

  /** @param {unknown} error */
  function troubled(error) {
    const trouble = error instanceof DeviceError ? error.trouble : "refused";
    if (trouble === "newer") stopped = "newer";
    report(trouble);
  }

  /** Read what is kept. Returns null where there is nothing that we can read. */
  async function load() {
    try {
      const kept = await shelf.read(id);
      return kept && takeOver(kept);
    } catch (error) {
      unread = true;
      troubled(error);
      return null;
    }
  }

  async function commit() {
    clearTimeout(clock);
    clock = undefined;
    if (wanted === null) return;
    if (stopped === "clash" && rival !== null) {
      // What is typed meanwhile is what the person chooses for.
      clashes = merge(apart.strip(known.plan), apart.strip(wanted), rival, "mine", shared).clashes;
      if (clashes.length === 0) stopped = "";
    }
    if (stopped !== "") {
      report(STOPPED[stopped]);
      return;
    }
    const mine = wanted;
    given = wanted;
    wanted = null;
    noted = {};
    const round = deletions;
    /** @type {any} */
    let settled;
    try {
      const kept = await shelf.write(id, (now) => {
        settled = settle({ mine: apart.strip(mine), now, base: apart.strip(known.plan), revision: known.revision, beside, prefer, shown: clashes, shared });
        return "stop" in settled ? null : { text: settled.text, made: settled.made, last: settled.last, seen: settled.seen };
      });
      if (round !== deletions) return;
      if (kept) written(mine, settled, kept);
      else if (settled.stop === "gone" && (isDone(wanted ?? mine) || (wanted ?? mine) === known.plan)) deleted();
      else {
        prefer = undefined;
        clashes = settled.clashes ?? [];
        rival = settled.theirs ?? null;
        raw = settled.raw ?? "";
        stop(settled.stop, mine);
      }
    } catch (error) {
      if (round === deletions) failed(error, mine);
    } finally {
      given = null;
    }
  }

  /** @param {Plan} mine @param {any} settled @param {Kept} kept */
  function written(mine, settled, kept) {
    prefer = undefined;
    clashes = [];
    rival = null;
    const news = !equal(settled.plan, apart.strip(mine));
    apart.hold(id, mine);
    known = { revision: kept.revision, plan: apart.join(id, settled.plan) };
    const { made, last, seen } = kept;
    beside = { last, seen, ...noted, made: [...new Set([...made, ...(noted.made ?? [])])] };
    if (wanted === null) journal.clear();
    if (news) {
      // The page may have gone on since.
      latest();
      if (wanted !== null) wanted = merge(mine, wanted, known.plan, "mine", shared).plan;
      changed(wanted ?? known.plan);
    }
    report(settled.left.length > 0 ? "partly" : "kept", settled.left, kept.saved);
  }

  /** @param {"clash" | "gone" | "guarded"} why @param {Plan} mine */
  function stop(why, mine) {
    stopped = why;
    wanted ??= mine;
    hold();
    report(STOPPED[why]);
  }

  /** @param {unknown} error @param {Plan} mine */
  function failed(error, mine) {
    const unfit = /** @type {any} */ (error).part;
    if (unfit !== undefined) {
      report("unfit", [{ part: unfit, length: 0 }]);
      return;
    }
    wanted ??= mine;
    // There may be room by then.
    clock ??= setTimeout(write, AGAIN);
    troubled(error);
  }

  /** Whether another page has written what this one had waiting when it was left. @param {Plan | null} plan */
  const isDone = (plan) => plan === held && !journal.stands();

  /** Write down at once what waits. */
  function hold() {
    const plan = stopped === "guarded" ? null : (wanted ?? given);
    if ((plan === null || isDone(plan)) && !doomed) return;
    held = plan;
    const base = doomed || known.revision === null ? "" : JSON.stringify(apart.strip(known.plan));
    journal.write({ gone: doomed ? [id] : [], id, base, text: plan ? JSON.stringify(apart.strip(plan)) : "", beside });
    if (plan) apart.hold(id, plan);
  }

  /** Do something in its turn, unless the plan is deleted here before. @param {() => Promise<void> | void} act */
  function inTurn(act) {
    const round = deletions;
    return (queue = queue.then(() => (round === deletions ? act() : undefined)));
  }

  function write() {
    clock = undefined;
    return inTurn(commit);
  }

  /** Look again at what is kept, and take it over. */
  async function lookNow() {
    latest();
    if (wanted !== null && stopped === "") return commit();
    if (stopped === "guarded" || stopped === "newer") return undefined;
    const round = deletions;
    try {
      const kept = await shelf.read(id);
      // Somebody may have typed, or deleted the plan, in the meantime.
      latest();
      if (round !== deletions) return undefined;
      if (wanted !== null && stopped === "") return commit();
      found(kept);
    } catch (error) {
      troubled(error);
    }
    return undefined;
  }

  /** Take over what was found, where nothing stands here that is not kept. @param {Kept | null} kept */
  function found(kept) {
    if (kept === null) {
      if (known.revision === null) return;
      if (wanted === null) deleted();
      else stop("gone", wanted);
    } else if (kept.revision !== known.revision && wanted === null) {
      const plan = takeOver(kept);
      if (plan) changed(plan);
    }
  }

  /** Nothing is kept of it any more, and nothing stands here that was not. */
  function deleted() {
    wanted = null;
    apart.hold(id, emptyPlan());
    known = { revision: null, plan: emptyPlan() };
    beside = { made: [], last: null, seen: "" };
    changed(null);
  }

  /** A message from another tab, in its turn. @param {import("./device.mjs").News} news */
  function hear({ kind, id: other, revision }) {
    if (joins && known.revision === null && kind === "changed" && other !== id) {
      // Two pages were opened before anything was kept: they are at the same plan.
      id = other;
      joins = false;
    }
    return other === id && revision !== known.revision ? lookNow() : undefined;
  }

  return {
    id: () => id,
    load,
    look: () => inTurn(lookNow),
    beside: () => beside,
    stopped: () => stopped,
    clashes: () => clashes,
    raw: () => raw,
    /** Whether anything is kept of it. */
    exists: () => known.revision !== null,
    /** Whether the page holds something that is not kept. */
    unsaved: () => wanted !== null || given !== null,
    /** @param {{ tell: typeof tell, changed: typeof changed, latest: typeof latest }} page */
    listen(page) {
      ({ tell, changed, latest } = page);
      if (stopped !== "") report(STOPPED[stopped]);
    },
    /** Keep a plan soon. @param {Plan} plan */
    save(plan) {
      if (closed) return;
      wanted = plan;
      // The next change does not put it off, so that the words of somebody who types without a pause are kept too.
      clock ??= setTimeout(write, delay);
    },
    /** Keep something beside the plan, once the plan itself is kept. @param {Partial<Beside>} next */
    note(next) {
      if (Object.entries(next).every(([name, value]) => JSON.stringify(value) === JSON.stringify(beside[/** @type {keyof Beside} */ (name)]))) return;
      beside = { ...beside, ...next };
      noted = { ...noted, ...next };
      // What the database has been given is newer than what was last read.
      if ((known.revision !== null || given !== null) && !closed) wanted ??= given ?? known.plan;
      if (wanted !== null) clock ??= setTimeout(write, delay);
    },
    /** Write down what waits, where the database is not to be touched: a page that waits to come back would hold it up for all. */
    hold() {
      clearTimeout(clock);
      clock = undefined;
      hold();
    },
    /** Keep now what waits: the page may not come back. */
    flush() {
      if (wanted === null && given === null) return Promise.resolve();
      clearTimeout(clock);
      hold();
      return write();
    },
    heard: (/** @type {import("./device.mjs").News} */ news) => void inTurn(() => hear(news)),
    /** Go on after both tabs have changed the same answers. @param {"mine" | "theirs"} choice */
    choose(choice) {
      prefer = choice;
      stopped = "";
      return write();
    },
    /**
     * Keep as a plan of its own what stands here: it was deleted elsewhere, or what is kept cannot be read.
     *
     * @param {Plan} plan
     */
    startAnew(plan) {
      id = unique();
      known = { revision: null, plan: emptyPlan() };
      stopped = "";
      wanted = plan;
      return write();
    },
    /**
     * Go over to another plan, which is kept as one of its own. What was kept before stays. Returns the way back, which deletes the new one.
     *
     * @param {Plan} plan
     */
    goOver(plan) {
      const before = { id, known, beside };
      void this.startAnew(plan);
      beside = { made: [], last: null, seen: "" };
      return async () => {
        const other = id;
        wanted = null;
        ({ id, known, beside } = before);
        await queue;
        await shelf.remove(other);
        await inTurn(lookNow);
      };
    },
    /** The plan has moved elsewhere. */
    close() {
      closed = true;
      wanted = null;
    },
    /** A newer playbook has changed the database. */
    outdated() {
      stopped = "newer";
      latest();
      hold();
      report("newer");
    },
    /** Delete it. Returns what stood there, or null; rejects where the browser refuses. */
    remove() {
      clearTimeout(clock);
      clock = undefined;
      // Not a plan that another tab has begun meanwhile: nobody has seen that one here.
      doomed ||= unread || ["guarded", "clash"].includes(stopped) || given !== null || (known.revision !== null && stopped !== "gone");
      joins = false;
      wanted = null;
      given = null;
      deletions += 1;
      apart.hold(id, emptyPlan());
      going ??= queue.then(async () => {
        const kept = doomed ? await shelf.remove(id, journal.stands) : null;
        known = { revision: null, plan: emptyPlan() };
        beside = { made: [], last: null, seen: "" };
        stopped = "";
        if (wanted === null) report("empty");
        return kept;
      });
      // The page may be left before the database has done it.
      if (doomed) hold();
      const over = () => {
        [going, doomed] = [null, false];
        apart.hold(id, wanted ?? known.plan);
        if (wanted === null) journal.clear();
        else hold();
      };
      queue = going.then(over, over);
      return going;
    },
  };
}

/** @typedef {ReturnType<typeof createKeeper>} Keeper */

const NOTHING_APART = { strip: (/** @type {Plan} */ plan) => plan, join: (/** @type {string} */ _, /** @type {Plan} */ plan) => plan, hold() {} };
const NO_JOURNAL = { write() {}, stands: () => true, clear() {} };
