/**
 * Nothing moves under a finger. A press that leaves a field finishes its answer, and what the page then shows could push the pressed
 * button away before the finger is up: the press would be lost. So it waits for that.
 */

/** Milliseconds after which a finger counts as up: its event may have gone to another window. */
const LONGEST = 1500;

/** @type {ReturnType<typeof setTimeout> | undefined} */
let clock;
let down = false;
/** @type {Set<() => void>} */
const waiting = new Set();

function up() {
  if (!down) return;
  down = false;
  // The click comes in the same task, after this event.
  setTimeout(() => {
    const acts = [...waiting];
    waiting.clear();
    for (const act of acts) act();
  });
}

/** Begin to watch. Called once. */
export function watchPointer() {
  const options = { capture: true, passive: true };
  addEventListener(
    "pointerdown",
    () => {
      down = true;
      clearTimeout(clock);
      clock = setTimeout(up, LONGEST);
    },
    options,
  );
  for (const end of ["pointerup", "pointercancel", "dragend"]) addEventListener(end, up, options);
}

/** Do something at once, or when the finger is up; the same function only once. @param {() => void} act */
export function whenUp(act) {
  if (down) waiting.add(act);
  else act();
}
