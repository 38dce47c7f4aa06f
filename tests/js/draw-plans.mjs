/**
 * Plans drawn from one seed, the same in every run: of every shape that a plan may have, with texts from all over the world.
 */

import { emptyPlan } from "../../docs/assets/js/plan/plan.mjs";

const TEXTS = [
  "", "?", " ", "58,000", "52.000,50", "about 50k", "Stay on my present pay", "🤝🏽👩‍⚕️", "זו הצעה טובה", "أجر أعلى، 58٬000", "値上げ", "Ünïcödé \u0301",
  "\u202etxet desrever\u202c", "\u0000\u0001\u001f", '"quotes" \\ / \b', "line\nline\r\nline", "__proto__", '{"sealed": 1}', "<script>alert(1)</script>",
  "\ud800 alone", "alone \udfff", "\u2028\u2029", "=1+1", "\ufeffmark",
];
const NAMES = ["quick", "batna", "ask", "target", "no_deal", "alternatives", "name", "worth", "constructor", "to-string", "a", "z9_-"];

/** Numbers from a seed (mulberry32). @param {number} seed */
function chance(seed) {
  let at = seed;
  return () => {
    at = (at + 0x6d2b79f5) | 0;
    let mixed = Math.imul(at ^ (at >>> 15), 1 | at);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** @param {number} count @param {number} [seed] @returns {import("../../docs/assets/js/plan/plan.mjs").Plan[]} */
export function drawPlans(count, seed = 20_261) {
  const next = chance(seed);
  const upTo = (/** @type {number} */ most) => Math.floor(next() * (most + 1));
  const pick = (/** @type {any[]} */ pool) => pool[upTo(pool.length - 1)];
  const text = () => (next() < 0.02 ? pick(TEXTS).repeat(20_000).slice(0, 20_000) : pick(TEXTS) + (next() < 0.3 ? pick(TEXTS) : ""));
  const record = (/** @type {() => any} */ value, most = 6) =>
    Object.fromEntries([...new Set(Array.from({ length: upTo(most) }, () => pick(NAMES)))].map((name) => [name, value()]));
  const answer = () => (next() < 0.3 ? record(text, 3) : text());
  const answers = () => record(() => (next() < 0.2 ? Array.from({ length: upTo(4) }, () => record(answer)) : answer()));
  const steps = ["a/b", "prepare-in-ten-minutes/say-it-aloud", "use-the-walk-away-test/write-it-down", "0/0"];
  return Array.from({ length: count }, () => ({
    ...emptyPlan(),
    name: next() < 0.5 ? "" : [...text()].slice(0, 100).join(""),
    settings: { currency: pick(["", "€", "CHF", "Rs.", "🤝"]), numbers: pick(["auto", "point", "comma"]) },
    worksheets: record(answers, 4),
    done: [...new Set(Array.from({ length: upTo(3) }, () => pick(steps)))],
    aside: [...new Set(Array.from({ length: upTo(2) }, () => pick(steps)))],
  }));
}
