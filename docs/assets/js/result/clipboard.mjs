/**
 * Puts a text on the clipboard that is still on its way.
 *
 * A browser lets a page write to the clipboard only after a press. In Safari the page must begin to write at once, so browsers are given
 * a promise of the text. Older ones do not take a promise: there the text is waited for first.
 */

/**
 * Rejects when the text does not come or the clipboard is refused.
 *
 * @param {Promise<string>} text
 */
export async function copyText(text) {
  if (typeof ClipboardItem === "undefined") {
    await navigator.clipboard.writeText(await text);
    return;
  }
  // A promise of a text works as well, but only in the newest browsers.
  const bytes = text.then((found) => new Blob([found], { type: "text/plain" }));
  // Where the clipboard is refused at once, nothing else handles a failure of the text.
  bytes.catch(() => {});
  await navigator.clipboard.write([new ClipboardItem({ "text/plain": bytes })]);
}
