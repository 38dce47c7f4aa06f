/**
 * Keeps what is marked in the field that somebody is in while the whole form is filled in anew, where that field's text stays the same.
 *
 * @param {() => void} fill
 */
export function holdCaret(fill) {
  const field = document.activeElement;
  const isText = field instanceof HTMLTextAreaElement || (field instanceof HTMLInputElement && field.selectionStart !== null);
  if (!isText) {
    fill();
    return;
  }
  const { value, selectionStart, selectionEnd, selectionDirection } = field;
  fill();
  if (field.value === value) field.setSelectionRange(selectionStart, selectionEnd, selectionDirection ?? undefined);
}
