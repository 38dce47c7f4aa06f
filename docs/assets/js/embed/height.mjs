/**
 * How tall the page is, for the portal that shows it: not more than ten times a second, not for less than two pixels, and the last
 * height always.
 */

export const LEAST = 2;
/** Milliseconds between two. */
export const APART = 110;
export const MOST = 20000;

/**
 * @param {object} page
 * @param {() => number} page.measure
 * @param {(height: number) => void} page.tell
 * @param {() => number} [page.now]  milliseconds
 * @param {(act: () => void, after: number) => unknown} [page.later]
 */
export function openHeights({ measure, tell, now = () => performance.now(), later = (act, after) => setTimeout(act, after) }) {
  let told = 0;
  let at = -Infinity;
  let waits = false;

  function look() {
    const height = Math.min(MOST, Math.max(1, Math.ceil(measure())));
    if (Math.abs(height - told) < LEAST || waits) return;
    const left = at + APART - now();
    if (left > 0) {
      waits = true;
      later(() => {
        waits = false;
        look();
      }, left);
      return;
    }
    told = height;
    at = now();
    tell(height);
  }
  return look;
}

/** Watch the page, and tell its height whenever it changes. @param {(height: number) => void} tell */
export function watchHeight(tell) {
  const html = document.documentElement;
  const look = openHeights({ measure: () => html.getBoundingClientRect().height, tell });
  new ResizeObserver(look).observe(html);
  look();
}
