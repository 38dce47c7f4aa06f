/**
 * The page with the reader's own plans. The engine starts only when a plan with answers is there.
 */

import { openPageEngine, readPlaces, whenParsed } from "../engine/page-engine.mjs";
import { openShelf } from "../plan/open-kept.mjs";
import { speaker } from "../words.mjs";
import { openPlans } from "./plans-view.mjs";
import { openRequests } from "./requests.mjs";

const stores = { session: () => window.sessionStorage, local: () => window.localStorage };

const { worksheets: _, ...places } = readPlaces(document);
const opening = openShelf(stores);
await whenParsed(document, "pb-words");
const root = document.querySelector("[data-plans]");
if (root) {
  const told = JSON.parse(document.getElementById("pb-words")?.textContent ?? "");
  const say = speaker(told.words);
  const engine = openPageEngine(places);
  const base = new URL("..", document.baseURI).pathname;
  openPlans(root, { say, told, base, stores, opened: await opening, engine, requests: openRequests(engine.client, "", base) });
}
