/**
 * Reads the image from which a quick start goes on: the memory of a Python that has just imported the engine, as
 * `playbook_site/runtime/snapshot.py` writes it. That Python ran while the site was built, so nobody has typed anything into it.
 *
 * The image has five parts. First come seven numbers of 32 bits: how many bytes the head, the notes, the memory and one block have, how
 * many blocks follow, and where the WebAssembly's own data begins and ends. Then comes Pyodide's own head, then the notes as JSON, then
 * one bit for each block of the memory, which is set when that block differs from a fresh one, and then the blocks that differ.
 *
 * The image holds only what the engine reads of the WebAssembly's own data. The rest of it is filled with an address that leads nowhere,
 * so that a read would trap.
 */

const NUMBERS = 7;
const NOWHERE = 255;
const WORD = 4;

/** An archive with nothing in it: the memory holds all modules already. */
export const EMPTY_ARCHIVE = Uint8Array.of(80, 75, 5, 6, ...new Array(18).fill(0));

/**
 * @typedef {object} Notes
 * @property {number[]} own  the addresses of the words of 32 bits that depend on the browser, such as the slot of a function that it lacks
 * @property {import("./table.mjs").Slots} slots  the table of functions that the memory was made with
 */

/**
 * Throws when the bytes cannot be an image.
 *
 * @param {Uint8Array} bytes
 * @returns {{ head: Uint8Array, slots: import("./table.mjs").Slots, fill: (memory: Uint8Array) => void }}
 */
export function openImage(bytes) {
  const [headSize, notesSize, size, block, count, dataStart, dataEnd] = new Uint32Array(bytes.slice(0, WORD * NUMBERS).buffer);
  const headEnd = WORD * NUMBERS + headSize;
  const bits = headEnd + notesSize;
  const blocks = bits + Math.ceil(size / block / 8);
  if (!(blocks + count * block === bytes.length)) throw new Error("not a memory image");
  /** @type {Notes} */
  const { own, slots } = JSON.parse(new TextDecoder().decode(bytes.subarray(headEnd, bits)));
  return {
    head: bytes.slice(WORD * NUMBERS, headEnd),
    slots,

    /** Put the blocks where they belong, and keep the browser's own words. Throws when the memory is too small for the blocks. */
    fill(memory) {
      const words = own.map((address) => memory.slice(address, address + WORD));
      memory.fill(NOWHERE, dataStart, dataEnd);
      let from = blocks;
      let at = 0;
      for (let index = bits; index < blocks; index += 1) {
        for (let bit = 0, byte = bytes[index]; byte !== 0; bit += 1, byte >>= 1) {
          if ((byte & 1) === 0) continue;
          memory.set(bytes.subarray(from, from + block), at + bit * block);
          from += block;
        }
        at += 8 * block;
      }
      for (const [index, address] of own.entries()) memory.set(words[index], address);
    },
  };
}
