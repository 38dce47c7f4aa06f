/**
 * What waits to be sent to a record store: statements, in their order and one batch at a time, and the one document that we keep there.
 * What did not arrive is sent again with the next.
 */

/**
 * @param {object} way
 * @param {(statements: object[]) => Promise<boolean>} way.post  false: it did not arrive
 * @param {(text: string) => Promise<boolean>} way.put
 */
export function openOutbox({ post, put }) {
  /** @type {object[]} */
  let waiting = [];
  /** The document as it is to stand, and as it does. */
  let [wanted, stands] = ["", ""];
  let busy = false;
  /** @type {Promise<unknown>} */
  let sending = Promise.resolve();

  async function send() {
    busy = true;
    while (waiting.length > 0 || wanted !== stands) {
      const batch = waiting;
      waiting = [];
      if (batch.length > 0 && !(await post(batch))) {
        waiting = [...batch, ...waiting];
        break;
      }
      const text = wanted;
      if (text !== stands && !(await put(text))) break;
      stands = text;
    }
    busy = false;
  }

  return {
    /** @param {object[]} statements @param {string} text  the document */
    add(statements, text) {
      waiting.push(...statements);
      wanted = text;
      if (!busy) sending = send();
    },
    /** Send all that waits now, behind what is on its way, and wait for nothing: the page is about to end. @param {object} last */
    close(last) {
      const batch = [...waiting, last];
      waiting = [];
      const text = wanted;
      sending = Promise.allSettled([sending, post(batch), ...(text === stands ? [] : [put(text)])]);
      stands = text;
    },
    /** Resolves when nothing is on its way. */
    settled: () => sending,
  };
}
