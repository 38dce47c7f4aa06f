/**
 * A worksheet's page. The only script that the page names; the engine's own scripts come with the first touch of the form, or at once
 * when a result was made here before.
 */

import { openPageEngine, readPlaces, whenParsed } from "../engine/page-engine.mjs";
import { formAttributes } from "../form/form-attributes.mjs";
import { madeBefore } from "../plan/kept-index.mjs";
import { openKept, openShelf } from "../plan/open-kept.mjs";
import { askForFreshLoad } from "./coming-back.mjs";
import { openWorksheet } from "./open-worksheet.mjs";
import { startOffline } from "./offline-view.mjs";
import { watchPointer } from "./pointer.mjs";

const stores = { session: () => window.sessionStorage, local: () => window.localStorage };

askForFreshLoad();
watchPointer();
const { worksheets, ...places } = readPlaces(document);
const engines = new Map(worksheets.map((name) => [name, openPageEngine(places)]));
const shelves = new Map(worksheets.map((name) => [name, openShelf(stores)]));
// Who has made any result finds Python in the browser's store, and answers here that were given there.
for (const [, { client }] of engines) if (madeBefore(stores.session, stores.local).length > 0) client.start();
await whenParsed(document, "pb-words");
for (const root of document.querySelectorAll(".pb-worksheet")) {
  const name = formAttributes(root).get("data-worksheet");
  const told = JSON.parse(document.getElementById("pb-words")?.textContent ?? "");
  const opened = await (shelves.get(name) ?? openShelf(stores));
  const kept = await openKept({ stores, opened, secret: told.private, shared: told.shared });
  openWorksheet(root, name, engines.get(name) ?? openPageEngine(places), told, stores, kept);
}
startOffline([...engines.values()].map(({ client }) => client));
