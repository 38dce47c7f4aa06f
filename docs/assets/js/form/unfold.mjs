/**
 * Open every folded block around an element.
 *
 * @param {Element} element
 */
export function unfold(element) {
  for (let block = element.closest("details"); block; block = block.parentElement?.closest("details") ?? null) block.open = true;
}
