/**
 * Saves a text as a file of the reader's device. Nothing is sent for it.
 *
 * A frame that must not save files says nothing when it does not: who saves should be able to get the text in another way.
 *
 * @param {string} name
 * @param {string} text
 * @param {string} type  its media type
 */
export function saveFile(name, text, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
