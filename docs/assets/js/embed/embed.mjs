/**
 * An activity in somebody else's page: one worksheet, or all of them over one plan. It is the same form, engine and result as on the
 * worksheet's own page. The plan is in memory alone, and the portal learns how far somebody has come, and nothing else.
 */

import { openPageEngine, readPlaces, whenParsed } from "../engine/page-engine.mjs";
import { watchPointer } from "../pages/pointer.mjs";
import { openActivity } from "./activity.mjs";
import { openHelp } from "./help.mjs";
import { openPortalPage } from "./portal-page.mjs";
import { openStay } from "./stay.mjs";

watchPointer();
const { worksheets: _, ...places } = readPlaces(document);
const engine = openPageEngine(places, { keeps: false });
await whenParsed(document, "pb-embed");
const page = openPortalPage();
const { stores } = await openStay(page.main, { say: page.say, offered: page.settings.storage !== "none" });
const help = openHelp(page.main, { finish: () => activity.end() });
const activity = openActivity(page, { engine, stores, help });
await page.start(activity);
