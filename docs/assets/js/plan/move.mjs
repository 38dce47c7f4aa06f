/**
 * Moves the plan of this tab from the device into the tab, or back. The page is to be loaded again afterwards.
 */

import { openDevice, unique } from "./device.mjs";
import { chooseWhere, goTo, noteGone, noteKept } from "./kept-index.mjs";
import { forgetPrivate, withoutPrivate } from "./private.mjs";
import { HERE, openTab } from "./tab.mjs";

/**
 * Rejects where it cannot be written at the other place; then it stays where it was.
 *
 * @param {import("./open-kept.mjs").Stores} stores
 * @param {import("./open-kept.mjs").OpenKept} kept
 * @param {import("./plan.mjs").Plan} plan
 * @param {string[]} secret  places whose answers stay in the tab
 */
export async function movePlan({ session, local }, { keeper, where }, plan, secret) {
  const beside = keeper.beside();
  const exists = keeper.exists();
  if (where === "device") {
    const id = keeper.id();
    if (exists) await openTab(session).write(HERE, () => ({ text: JSON.stringify(plan), ...beside }));
    await keeper.remove();
    keeper.close();
    noteGone(local, id);
    forgetPrivate(session);
    goTo(session, "");
    chooseWhere(local, true);
    return;
  }
  const device = await openDevice();
  const id = unique();
  if (exists) await device.write(id, () => ({ text: JSON.stringify(withoutPrivate(plan, secret)), ...beside }));
  device.close();
  await keeper.remove();
  keeper.close();
  chooseWhere(local, false);
  goTo(session, exists ? id : "");
  if (exists) noteKept(local, id, beside.made);
}
