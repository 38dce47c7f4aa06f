/**
 * Python's memory just after its start, kept on the reader's machine: the next visit goes on from there.
 *
 * It is taken before the engine has been given anything, so nothing that a person typed can be in it. It belongs to one runtime
 * and one browser, by name; length and SHA-256 are compared before it is used. Whatever goes wrong here ends in the normal start.
 */

/** @typedef {Pick<CacheStorage, "open" | "delete">} Storage */

const SHELF = "playbook-start";
const PAGE = 4096;
const HEAD = 8;
/** Milliseconds. A store that does not answer must not hold up the start. */
const PATIENCE = 3000;

/**
 * Leave out the pages that are all zero: more than half of a fresh memory.
 *
 * @param {Uint8Array} memory  its length a multiple of eight, as `makeMemorySnapshot` gives it
 * @returns {Uint8Array} length and count of pages, the number of each page, then the pages
 */
export function pack(memory) {
  const words = new BigUint64Array(memory.buffer, memory.byteOffset, memory.length / 8);
  /** @type {number[]} */
  const used = [];
  for (let at = 0; at < words.length; at += PAGE / 8) {
    const end = Math.min(at + PAGE / 8, words.length);
    for (let word = at; word < end; word += 1) {
      if (words[word] !== 0n) {
        used.push((at * 8) / PAGE);
        break;
      }
    }
  }
  const start = HEAD + 4 * used.length;
  const packed = new Uint8Array(start + PAGE * used.length);
  new Uint32Array(packed.buffer, 0, 2 + used.length).set([memory.length, used.length, ...used]);
  used.forEach((page, index) => packed.set(memory.subarray(page * PAGE, (page + 1) * PAGE), start + index * PAGE));
  return packed;
}

/**
 * Undo `pack`. Throws when the bytes cannot be what it made.
 *
 * @param {Uint8Array} packed
 */
export function unpack(packed) {
  const [length, count] = new Uint32Array(packed.buffer, packed.byteOffset, 2);
  const start = HEAD + 4 * count;
  if (packed.length !== start + PAGE * count) throw new Error("not a kept start");
  const pages = new Uint32Array(packed.buffer, packed.byteOffset + HEAD, count);
  const memory = new Uint8Array(length);
  pages.forEach((page, index) => {
    const from = start + index * PAGE;
    memory.set(packed.subarray(from, from + Math.min(PAGE, length - page * PAGE)), page * PAGE);
  });
  return memory;
}

/** @param {Uint8Array} bytes */
async function digest(bytes) {
  const found = new Uint8Array(await crypto.subtle.digest("SHA-256", /** @type {BufferSource} */ (bytes)));
  return Array.from(found, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Return the place where the start of one runtime is kept. None of its functions ever throws.
 *
 * @param {string} runtime  the runtime folder's URL, which ends with the hash of what it holds
 * @param {object} [surroundings]
 * @param {() => Storage} [surroundings.storage]  asked for each time: reading `caches` may itself throw
 * @param {string} [surroundings.browser]  another version may lay out its tables otherwise
 * @param {number} [surroundings.patience]
 */
export function openShelf(runtime, { storage = () => globalThis.caches, browser = navigator.userAgent, patience = PATIENCE } = {}) {
  const address = `${runtime}start?${encodeURIComponent(browser)}`;

  async function read() {
    const shelf = await storage().open(SHELF);
    const kept = await shelf.match(address);
    if (kept === undefined) return null;
    const packed = new Uint8Array(await kept.arrayBuffer());
    if (String(packed.length) !== kept.headers.get("x-length")) throw new Error("cut");
    if ((await digest(packed)) !== kept.headers.get("x-sha256")) throw new Error("damaged");
    return unpack(packed);
  }

  async function forget() {
    try {
      await storage().delete(SHELF);
    } catch {
      // Storage that cannot be had holds nothing either.
    }
  }

  return {
    forget,

    /** Return the kept memory, or null. What is damaged is dropped. */
    async load() {
      /** @type {ReturnType<typeof setTimeout> | undefined} */
      let clock;
      const late = new Promise((resolve) => {
        clock = setTimeout(resolve, patience, null);
      });
      try {
        return /** @type {Uint8Array | null} */ (await Promise.race([read(), late]));
      } catch {
        await forget();
        return null;
      } finally {
        clearTimeout(clock);
      }
    },

    /** Keep this memory and nothing else. @param {Uint8Array} memory @returns {Promise<boolean>} */
    async keep(memory) {
      try {
        const packed = pack(memory);
        const headers = { "x-length": String(packed.length), "x-sha256": await digest(packed) };
        const shelf = await storage().open(SHELF);
        for (const old of await shelf.keys()) await shelf.delete(old);
        await shelf.put(address, new Response(/** @type {BodyInit} */ (packed), { headers }));
        return true;
      } catch {
        await forget();
        return false;
      }
    },
  };
}
