/**
 * The engine's own HTML as nodes. The one place where markup comes from outside the page: the engine escapes every character that a
 * person typed.
 *
 * @param {string} html
 */
export function asNodes(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  return holder.content;
}
