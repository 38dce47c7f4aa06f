import assert from "node:assert/strict";
import { test } from "node:test";

import { emptyPlan, readPlan, writePlan } from "../../docs/assets/js/plan/plan.mjs";
import { openSealed, readFile } from "../../docs/assets/js/plan/copy-file.mjs";
import { ROUNDS, SealError, canSeal, readSealed, seal, unseal } from "../../docs/assets/js/plan/sealed.mjs";
import { drawPlans } from "./draw-plans.mjs";

const ABOUT = "A plan, saved on Thursday 26 November 2026.";
const PASSPHRASE = "four grey horses swim";
const plan = { ...emptyPlan(), worksheets: { quick: { ask: "a raise", target: "58,000" } } };
const file = await seal(writePlan(plan), PASSPHRASE, ABOUT);
const parsed = () => JSON.parse(file);

/** @param {string} fault */
const withFault = (fault) => (/** @type {unknown} */ error) => error instanceof SealError && error.fault === fault;

test("a sealed file gives back its text to the passphrase, and shows nothing of it", async () => {
  assert.equal(await unseal(readSealed(parsed()), PASSPHRASE), writePlan(plan));
  for (const said of ["58,000", "raise", "quick", PASSPHRASE]) assert.ok(!file.includes(said));
  const { about, derive, encrypt } = parsed();
  assert.equal(about, ABOUT);
  assert.deepEqual([derive.name, derive.hash, derive.rounds >= 600_000], ["PBKDF2", "SHA-256", true]);
  assert.deepEqual([encrypt.name, encrypt.bits], ["AES-GCM", 256]);
  assert.deepEqual([Buffer.from(derive.salt, "base64").length, Buffer.from(encrypt.nonce, "base64").length], [16, 12]);
});

test("salt and nonce are fresh each time", async () => {
  const again = JSON.parse(await seal(writePlan(plan), PASSPHRASE, ABOUT));
  for (const pick of [(/** @type {any} */ one) => one.derive.salt, (/** @type {any} */ one) => one.encrypt.nonce, (/** @type {any} */ one) => one.text]) {
    assert.notEqual(pick(again), pick(parsed()));
  }
});

test("an accent typed as two characters opens what one character closed", async () => {
  const sealed = await seal("x", "\u00e9toile du matin", ABOUT);
  assert.equal(await unseal(readSealed(JSON.parse(sealed)), "e\u0301toile du matin"), "x");
});

for (const wrong of ["", "four grey horses swin", "Four grey horses swim", `${PASSPHRASE} `]) {
  test(`the passphrase "${wrong}" is told to be wrong`, async () => {
    await assert.rejects(unseal(readSealed(parsed()), wrong), withFault("wrong"));
  });
}

/** @type {[string, (sealed: any) => void][]} */
const CHANGES = [
  ["the sentence", (one) => (one.about += " ")],
  ["the rounds", (one) => (one.derive.rounds += 1)],
  ["the salt", (one) => (one.derive.salt = one.derive.salt.replace(/^./, (/** @type {string} */ first) => (first === "A" ? "B" : "A")))],
  ["the nonce", (one) => (one.encrypt.nonce = one.encrypt.nonce.replace(/^./, (/** @type {string} */ first) => (first === "A" ? "B" : "A")))],
  ["the text", (one) => (one.text = one.text.replace(/^./, (/** @type {string} */ first) => (first === "A" ? "B" : "A")))],
  ["the end of the text", (one) => (one.text = one.text.slice(0, -8))],
  ["all of the text", (one) => (one.text = "")],
];
for (const [what, change] of CHANGES) {
  test(`a file in which ${what} was changed does not open`, async () => {
    const changed = parsed();
    change(changed);
    await assert.rejects(unseal(readSealed(changed), PASSPHRASE), withFault("wrong"));
  });
}

for (const rounds of [599_999, 1, 0, -600_000, 10_000_001, 1e15, 2 ** 53, 600_000.5, "600000", null]) {
  test(`${rounds} rounds are refused before any work`, () => {
    const changed = parsed();
    changed.derive.rounds = rounds;
    assert.throws(() => readSealed(changed), withFault("rounds"));
  });
}

test("the rounds are those that the file names", () => assert.equal(parsed().derive.rounds, ROUNDS));

test("without a secure connection it is said that nothing can be sealed or opened", async () => {
  const kept = /** @type {PropertyDescriptor} */ (Object.getOwnPropertyDescriptor(globalThis, "crypto"));
  const sealed = readSealed(parsed());
  Object.defineProperty(globalThis, "crypto", { value: { getRandomValues: () => assert.fail("nothing is drawn") }, configurable: true });
  try {
    assert.equal(canSeal(), false);
    await assert.rejects(seal("x", PASSPHRASE, ABOUT), withFault("insecure"));
    await assert.rejects(unseal(sealed, PASSPHRASE), withFault("insecure"));
  } finally {
    Object.defineProperty(globalThis, "crypto", kept);
  }
  assert.equal(canSeal(), true);
});

test("what is written and opened again is the same plan, for 500 plans", async () => {
  const plans = drawPlans(500);
  for (const drawn of plans) {
    const opened = await readFile(new Blob([writePlan(drawn)]));
    assert.deepEqual(opened, { plan: readPlan(JSON.stringify(drawn)) });
    assert.deepEqual(opened, { plan: drawn });
  }
  assert.ok(plans.some((one) => /[\u0590-\u06ff]/.test(JSON.stringify(one))), "some from right to left");
  assert.ok(plans.some((one) => JSON.stringify(one).includes("🤝")), "some with characters of two units");
  assert.ok(plans.some((one) => JSON.stringify(one).length > 20_000), "some long");
  assert.ok(plans.some((one) => JSON.stringify(one).includes("sealed")), "some with the word that marks a sealed file");
});

test("sealed and opened again it is the same plan, for some of them", async () => {
  for (const drawn of drawPlans(12)) {
    const opened = await readFile(new Blob([await seal(writePlan(drawn), PASSPHRASE, ABOUT)]));
    assert.ok("sealed" in opened);
    assert.deepEqual(await openSealed(opened.sealed, PASSPHRASE), drawn);
  }
});
