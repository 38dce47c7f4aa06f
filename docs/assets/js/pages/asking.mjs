/**
 * When the engine is asked about the form: at once when an answer is finished, and a moment after the last key while somebody types.
 *
 * The worker cannot be interrupted. A second question would wait behind the first, whose answer nobody wants any more. So there is never
 * more than one under way: what changes meanwhile is asked about once the first has its reply, and that reply is dropped.
 */

/** Milliseconds from the last key to the question: a question takes half as long again, and one whose reply is not wanted any more costs the next one that much. */
export const PAUSE = 60;

/**
 * @template About
 * @param {object} options
 * @param {import("../engine/engine-client.mjs").Client} options.client
 * @param {() => { request: Record<string, unknown>, about: About }} options.ask  what the form says now, as a request
 * @param {(answer: { kind: "reply", reply: any } | { kind: "failed" }, about: About) => void} options.answered
 */
export function openAsking({ client, ask, answered }) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let clock;
  /** The number of the question that is under way, 0 for none. */
  let underWay = 0;
  let last = 0;
  let again = false;

  /** Ask now. Without an engine that is ready, the question waits for it. */
  async function now() {
    clearTimeout(clock);
    clock = undefined;
    // Before the engine is ready the newest question takes the place of the one that waits.
    if (underWay > 0 && client.state().name === "ready") {
      again = true;
      return;
    }
    const mine = (last += 1);
    underWay = mine;
    again = false;
    const { request, about } = ask();
    const answer = await client.ask(request);
    if (answer.kind === "stale" || mine !== underWay) return;
    underWay = 0;
    if (again) void now();
    // Something is being typed: the question about it comes in a moment.
    else if (clock === undefined) answered(answer, about);
  }

  return {
    now,
    /** The form has changed. @param {boolean} finished  rather than in the middle of a word */
    soon(finished) {
      clearTimeout(clock);
      clock = undefined;
      if (client.state().name !== "ready") return;
      if (finished) void now();
      else clock = setTimeout(now, PAUSE);
    },
    /** Whether a reply is to be expected. */
    waits: () => underWay > 0 || clock !== undefined,
  };
}
