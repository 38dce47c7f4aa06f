/** Plays what it is told in JSON, a line a command, and answers each with a line: what stands where now. */

import { createInterface } from "node:readline";

import { createStorage, deliver, doer, empty, fill, pass, records, rest, turn, turns } from "./browser.mjs";
import { createTabs } from "./page.mjs";

let local = createStorage();
let tabs = createTabs(local);

async function begin() {
  await empty();
  local = createStorage((key, value) => tabs.changed(doer.getStore(), key, value));
  tabs = createTabs(local);
}

/** Let everything come that is on its way, and time for what is tried again. */
async function settle() {
  let left = 1_000;
  const arrive = async () => {
    do {
      await turns();
      left -= 1;
      if (left < 0) throw new Error("the tabs never come to rest");
    } while (await deliver(0));
  };
  await arrive();
  await pass(40_000, arrive);
  await arrive();
  // Somebody looks at each tab.
  for (const { page } of tabs.all()) {
    page?.as(() => void page.keeper.look());
    await arrive();
  }
  await pass(1_000, arrive);
  await arrive();
}

/** @type {Record<string, (command: any) => unknown>} */
const acts = {
  begin,
  settle,
  open: ({ tab, worksheet }) => tabs.open(tab, worksheet),
  close: ({ tab, how }) => tabs.close(tab, how),
  reload: ({ tab, how, worksheet }) => tabs.reload(tab, how, worksheet),
  another: ({ tab, worksheet }) => {
    tabs.page(tab).beginAnother();
    return tabs.reload(tab, "slowly", worksheet);
  },
  type: ({ tab, question, text }) => void (tabs.page(tab).fields[question] = text),
  take: ({ tab }) => as(tab, (page) => page.take()),
  tick: ({ tab, step, on }) => as(tab, (page) => page.plan.tick(step, on)),
  remove: ({ tab }) => as(tab, (page) => page.remove()),
  undo: ({ tab }) => as(tab, (page) => page.undo()),
  choose: ({ tab, which }) => as(tab, (page) => void page.keeper.choose(which)),
  anew: ({ tab }) =>
    as(tab, (page) => {
      page.take();
      void page.keeper.startAnew(page.plan.own());
    }),
  drop: ({ tab }) => as(tab, (page) => page.drop()),
  fill: ({ full }) => fill(full),
  deliver: ({ which }) => deliver(which),
  turn,
  pass: ({ milliseconds }) => pass(milliseconds),
};

/** @param {string} tab @param {(page: any) => void} act */
const as = (tab, act) => tabs.page(tab).as(() => act(tabs.page(tab)));

function state() {
  const shown = tabs.all().flatMap(({ name, session, page }) => {
    if (!page) return [];
    const { id, clashes } = page.keeper;
    const { told, worksheet, fields } = page;
    const [own, shows] = [page.plan.own(), page.plan.answers()];
    return [[name, { id: id(), clashes: clashes(), told, worksheet, fields, own, shows, undo: page.before !== null, session: Object.fromEntries(session.kept) }]];
  });
  return { tabs: Object.fromEntries(shown), device: records(), local: Object.fromEntries(local.kept) };
}

let fault = "";
process.on("unhandledRejection", (/** @type {any} */ error) => {
  // A page that has ended does not hear how its database went on.
  if (error?.name !== "AbortError") fault ||= String(error?.stack ?? error);
});

for await (const line of createInterface({ input: process.stdin })) {
  const command = JSON.parse(line);
  try {
    await acts[command.do](command);
    await rest();
  } catch (error) {
    fault = String(/** @type {any} */ (error).stack);
  }
  process.stdout.write(`${JSON.stringify({ fault, ...state() })}\n`);
  fault = "";
}
