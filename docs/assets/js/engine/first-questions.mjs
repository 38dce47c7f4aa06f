/**
 * Holds the questions that come to the worker while the engine is still starting: the last one of each channel. Once there is an engine
 * they are answered, in the order in which they were asked.
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
