/**
 * Forgets everything that this browser keeps of a person's answers: on the device, and in this tab.
 */

import { forgetFrom } from "./came-from.mjs";
import { openDevice } from "./device.mjs";
import { forgetJournal, openJournal } from "./journal.mjs";
import { forgetIndex, goTo, readIndex } from "./kept-index.mjs";
import { emptyPlan } from "./plan.mjs";
import { forgetPrivate, holdPrivate } from "./private.mjs";
import { forgetSince } from "./since.mjs";
import { openTab } from "./tab.mjs";

/** Remove what this tab keeps. Rejects where storage is refused. @param {() => Storage} session */
export async function forgetTab(session) {
  await openTab(session).remove("");
  forgetPrivate(session);
  forgetFrom(session);
  forgetSince(session);
}

/** Forget what this tab alone has of a plan, which is deleted. @param {() => Storage} session @param {string} id */
export function forgetHere(session, id) {
  try {
    forgetFrom(session, id);
    forgetSince(session, id);
  } catch {
    // A tab that is refused storage has nothing of it.
  }
  holdPrivate(session, id, emptyPlan(), []);
}

/**
 * Return whether all of it is gone: storage may be refused.
 *
 * @param {import("./open-kept.mjs").Stores} stores
 */
export async function forgetAll({ session, local }) {
  const journal = openJournal(local);
  try {
    forgetJournal(local);
    // The page may be left before the database has done it.
    journal.deleting(Object.keys(readIndex(local).plans));
    await forgetTab(session);
    const device = await openDevice();
    for (const { id } of await device.list()) await device.remove(id);
    device.close();
    forgetJournal(local);
    forgetIndex(local);
    goTo(session, "");
    return true;
  } catch {
    return false;
  }
}
