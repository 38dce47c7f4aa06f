/**
 * Return a button that does something. Its type is said, because a button without one submits the form around it.
 *
 * @param {string} text
 * @param {string} kind  its class
 * @param {() => void} act
 * @param {string} [heard]  more words, for those who hear the page
 */
export function makeButton(text, kind, act, heard = "") {
  const made = document.createElement("button");
  made.type = "button";
  made.className = kind;
  made.textContent = text;
  if (heard) {
    const more = document.createElement("span");
    more.className = "pb-unseen";
    more.textContent = `: ${heard}`;
    made.append(more);
  }
  made.addEventListener("click", act);
  return made;
}
