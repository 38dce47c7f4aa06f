/** Stands in a SCORM package before the page's own scripts. */

import { browser, openers } from "./scorm.mjs";

/** @type {any} */ (window).playbookPortals = openers(browser());
