/**
 * Return an element with words and other nodes in it.
 *
 * @param {string} kind  its name and its classes, such as `p.pb-small`
 * @param {string} [text]
 * @param {Node[]} inside
 */
export function element(kind, text = "", ...inside) {
  const [name, ...classes] = kind.split(".");
  const made = document.createElement(name);
  made.className = classes.join(" ");
  if (text) made.textContent = text;
  made.append(...inside);
  return made;
}
