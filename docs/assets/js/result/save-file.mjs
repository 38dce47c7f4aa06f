/**
 * Save a text as a file. It is made here: nothing is sent.
 *
 * @param {string} text
 * @param {string} type
 * @param {string} name
 */
export function saveFile(text, type, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
