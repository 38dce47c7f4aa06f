import assert from "node:assert/strict";
import { test } from "node:test";

import { today } from "../../docs/assets/js/engine/today.mjs";

test("the day of a request is the one where the reader is, also just before and after midnight", () => {
  for (const [hour, minute] of [[0, 0], [0, 1], [12, 0], [23, 59]]) assert.equal(today(new Date(2027, 0, 5, hour, minute)), "2027-01-05");
});

test("months and days have two digits, years four", () => {
  assert.equal(today(new Date(2026, 10, 26)), "2026-11-26");
  assert.equal(today(new Date(2028, 1, 29)), "2028-02-29");
});
