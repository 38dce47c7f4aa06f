/**
 * What the worker is asked while the engine is still starting: the last question of each channel waits, and all are answered once
 * there is an engine, in the order in which they were asked.
 */

/** @typedef {{ id: number, channel: string, text: string }} Question */

/** @param {(question: Question) => void} answer  called as soon as there is an engine */
export function holdQuestions(answer) {
  /** @type {Map<string, Question> | null} */
  let held = new Map();
  return {
    /** @param {Question} question */
    ask(question) {
      if (held === null) {
        answer(question);
        return;
      }
      // Deleted first, so that it takes its place at the end.
      held.delete(question.channel);
      held.set(question.channel, question);
    },
    /** There is an engine from now on. */
    open() {
      const first = held?.values() ?? [];
      held = null;
      for (const question of first) answer(question);
    },
  };
}
