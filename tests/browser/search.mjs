/**
 * Searches a published site as its page does: the worker that searches runs here, is given the site's index, and is asked.
 *
 * node search.mjs SITE: reads a JSON list of queries, writes a list of answers: for each the pages found, the best first, as
 * `{ page, title }`. The page's own script asks with the words trimmed, and shows the pages in the same order.
 */

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import vm from "node:vm";

const site = process.argv[2];
const folder = join(site, "assets/javascripts/workers");
const [script] = readdirSync(folder).filter((name) => /^search\..*\.js$/.test(name));
const index = JSON.parse(readFileSync(join(site, "search/search_index.json"), "utf8"));

/** @type {((event: { data: any }) => void)[]} */
const listeners = [];
/** @type {((message: any) => void)[]} */
const waiting = [];
/** @type {Record<string, any>} */
const worker = {
  addEventListener: (/** @type {string} */ _, /** @type {(event: { data: any }) => void} */ listener) => listeners.push(listener),
  postMessage: (/** @type {any} */ message) => waiting.shift()?.(message),
  console,
};
worker.self = worker;
vm.runInContext(readFileSync(join(folder, script), "utf8"), vm.createContext(worker), { filename: script });

/** @param {{ type: number, data: any }} message @returns {Promise<any>} the worker's reply */
function ask(message) {
  return new Promise((resolve) => {
    waiting.push(resolve);
    for (const listener of listeners) listener({ data: message });
  });
}

await ask({ type: 0, data: { config: index.config, docs: index.docs, options: { suggest: false } } });
const answers = [];
for (const query of JSON.parse(readFileSync(0, "utf8"))) {
  const { data } = await ask({ type: 2, data: query.trim() });
  // Each item holds the parts of one page that were found, the page itself or its best part first.
  answers.push(data.items.map((/** @type {{ location: string, title: string }[]} */ [{ location, title }]) => ({ page: location.replace(/#.*/, ""), title })));
}
process.stdout.write(JSON.stringify(answers));
