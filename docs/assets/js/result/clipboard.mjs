/**
 * Puts a text on the clipboard that is still on its way.
 *
 * A browser lets a page write only while it answers a press. Safari means the very moment of the press, so it is given the promise
 * of the text; where that cannot be done, the text is waited for first.
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
  // Browsers of the last years take a promise of bytes; one of a text is newer.
  const bytes = text.then((found) => new Blob([found], { type: "text/plain" }));
  // Where writing is refused at once, nobody else waits for it.
  bytes.catch(() => {});
  await navigator.clipboard.write([new ClipboardItem({ "text/plain": bytes })]);
}
