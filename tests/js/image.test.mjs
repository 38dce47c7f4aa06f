import assert from "node:assert/strict";
import { test } from "node:test";

import { EMPTY_ARCHIVE, openImage } from "../../docs/assets/js/engine/image.mjs";

const BLOCK = 4;
const SIZE = 64;
const SLOTS = { size: 3, exports: { malloc: 1 }, added: ["7"] };

/**
 * An image of a memory of 64 bytes, of which blocks 0, 2 and 15 differ, with data from 8 to 20 and a word at 60 that is the browser's:
 * playbook_site.runtime.snapshot.pack writes the same.
 */
function image(own = [60]) {
  const notes = new TextEncoder().encode(JSON.stringify({ own, slots: SLOTS }));
  const numbers = new Uint8Array(Uint32Array.of(8, notes.length, SIZE, BLOCK, 3, 8, 20).buffer);
  const head = [1, 2, 3, 4, 5, 6, 7, 8];
  const bits = [0b101, 0b1000_0000];
  const blocks = [1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3];
  return Uint8Array.of(...numbers, ...head, ...notes, ...bits, ...blocks);
}

test("the blocks go where they belong, what stands elsewhere stays, and data that did not come leads nowhere", () => {
  const memory = new Uint8Array(SIZE).fill(9);
  const { head, slots, fill } = openImage(image([]));
  fill(memory);
  assert.deepEqual(slots, SLOTS);
  const wanted = new Uint8Array(SIZE).fill(9);
  wanted.fill(255, 8, 20).fill(1, 0, 4).fill(2, 8, 12).fill(3, 60, 64);
  assert.deepEqual(memory, wanted);
  assert.deepEqual([...head], [1, 2, 3, 4, 5, 6, 7, 8]);
});

test("the browser's own words stay as they were, also where the image has others", () => {
  const memory = new Uint8Array(SIZE).fill(9);
  openImage(image()).fill(memory);
  assert.deepEqual([...memory.slice(56)], [9, 9, 9, 9, 9, 9, 9, 9]);
});

test("the head has a buffer of its own: Pyodide reads it in words", () => {
  const bytes = new Uint8Array(image().length + 1);
  bytes.set(image(), 1);
  const { head } = openImage(bytes.subarray(1));
  assert.equal(head.byteOffset, 0);
  assert.deepEqual([...head.slice(0, 2)], [1, 2]);
});

for (const [what, bytes] of /** @type {[string, Uint8Array][]} */ ([
  ["nothing", new Uint8Array(0)],
  ["zeros", new Uint8Array(64)],
  ["a cut one", image().slice(0, -1)],
  ["one with more behind it", Uint8Array.of(...image(), 0)],
])) {
  test(`${what} is no image`, () => {
    assert.throws(() => openImage(bytes), /not a memory image/);
  });
}

test("a memory that is too small is not written to the end", () => {
  assert.throws(() => openImage(image()).fill(new Uint8Array(SIZE - 1)), RangeError);
});

test("the empty archive is one that a zip reader takes", () => {
  assert.equal(EMPTY_ARCHIVE.length, 22);
  assert.deepEqual([...EMPTY_ARCHIVE.slice(0, 4)], [...new TextEncoder().encode("PK"), 5, 6]);
});
