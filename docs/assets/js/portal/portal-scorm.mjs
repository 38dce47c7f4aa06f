/** Stands in a SCORM package before the page's own scripts. */

import { sayFolder } from "./folder.mjs";
import { browser, openers } from "./scorm.mjs";

sayFolder(document, location.protocol);
/** @type {any} */ (window).playbookPortals = openers(browser());
