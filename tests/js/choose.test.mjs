// Which plays fit the time one has, one's seat and a topic.

import assert from "node:assert/strict";
import test from "node:test";

import { fits } from "../../docs/assets/js/pages/choose.mjs";

const PLAY = { minutes: "15", seat: "weaker", topic: "time" };
const ANY = { minutes: "", seat: "", topic: "" };

for (const [why, choice, expected] of [
  ["nothing is chosen", ANY, true],
  ["the time is just enough", { ...ANY, minutes: "15" }, true],
  ["the time is too short", { ...ANY, minutes: "10" }, false],
  ["nine minutes are fewer than fifteen, though 9 is the larger digit", { ...ANY, minutes: "9" }, false],
  ["it is for one's seat", { ...ANY, seat: "weaker" }, true],
  ["it is for the other seat", { ...ANY, seat: "stronger" }, false],
  ["it is of the topic", { ...ANY, topic: "time" }, true],
  ["it is of another topic", { ...ANY, topic: "power" }, false],
  ["one of three does not fit", { minutes: "20", seat: "stronger", topic: "time" }, false],
]) {
  test(`a play ${expected ? "fits" : "does not fit"} when ${why}`, () => assert.equal(fits(PLAY, choice), expected));
}

test("a play for both seats fits either seat", () => {
  for (const seat of ["weaker", "stronger"]) assert.ok(fits({ ...PLAY, seat: "both" }, { ...ANY, seat }));
});
