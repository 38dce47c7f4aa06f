/**
 * Days in words that mean the same on another day. Who prepares over several evenings and has typed "in 2 weeks" would otherwise always
 * be two weeks away from the talk.
 */

/**
 * Put such words in the place of those that were typed, but not under the hands of somebody who types. Returns whether any were.
 *
 * @param {import("../form/form-view.mjs").FormView} view
 * @param {Record<string, string>} lasting  by path, as the engine said it
 * @param {boolean} leaving  nobody types any more
 */
export function settleDays(view, lasting, leaving) {
  let any = false;
  for (const [path, text] of Object.entries(lasting)) {
    const control = view.control(path);
    if (!control || (control === document.activeElement && !leaving) || control.value === text) continue;
    control.value = text;
    any = true;
  }
  return any;
}
