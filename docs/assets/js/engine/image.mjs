/**
 * Reads the image from which a quick start goes on: the memory of a Python that has just imported the engine, as
 * `playbook_site/runtime/snapshot.py` writes it. That Python ran while the site was built, so nobody has typed anything into it.
 *
 * The image has four parts. First come six numbers of 32 bits: how many bytes the head, the memory and one block have, how many blocks
 * follow, and where the WebAssembly's own data begins and ends. Then comes Pyodide's own head, then one bit for each block of the
 * memory, which is set when that block differs from a fresh one, and then the blocks that differ.
 *
 * The image holds only what the engine reads of the WebAssembly's own data. The rest of it is filled with an address that leads nowhere,
 * so that a read would trap.
 */

const NUMBERS = 6;
const NOWHERE = 255;

/** An archive with nothing in it: the memory holds all modules already. */
export const EMPTY_ARCHIVE = Uint8Array.of(80, 75, 5, 6, ...new Array(18).fill(0));

/**
 * Throws when the bytes cannot be an image.
 *
 * @param {Uint8Array} bytes
 * @returns {{ head: Uint8Array, fill: (memory: Uint8Array) => void }}
 */
export function openImage(bytes) {
  const [headSize, size, block, count, dataStart, dataEnd] = new Uint32Array(bytes.slice(0, 4 * NUMBERS).buffer);
  const bits = 4 * NUMBERS + headSize;
  const blocks = bits + Math.ceil(size / block / 8);
  if (!(blocks + count * block === bytes.length)) throw new Error("not a memory image");
  return {
    head: bytes.slice(4 * NUMBERS, bits),

    /** Put the blocks where they belong. Throws when the memory is too small for them. */
    fill(memory) {
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
    },
  };
}
