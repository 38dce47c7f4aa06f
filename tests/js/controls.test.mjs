import assert from "node:assert/strict";
import { test } from "node:test";

import { belongs } from "../../docs/assets/js/form/controls.mjs";

const OWN = [
  ["target", "target"],
  ["target?", "target"],
  ["deal_worth.low", "deal_worth"],
  ["alternatives.0.worth.low_chance", "alternatives.0.worth"],
  ["settings.currency", "settings"],
];
const FOREIGN = [
  ["yoroi-ext", "target"],
  ["csrf[token]", "target"],
  ["Email", "target"],
  ["", "target"],
  ["target2", "target"],
  ["my.target", "target"],
  ["target??", "target"],
  ["Target", "target"],
  ["deal_worth", "deal_worth.low"],
  ["alternatives.10.name", "alternatives.1"],
];

for (const [name, path] of OWN) test(`a control ${name} answers the question ${path}`, () => assert.equal(belongs(name, path), true));
for (const [name, path] of FOREIGN) test(`a control "${name}" does not answer ${path}`, () => assert.equal(belongs(name, path), false));
