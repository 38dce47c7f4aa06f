/**
 * What somebody does in the form, and which part of the page hears of it.
 */

/**
 * @param {Element} root  what stands around the form
 * @param {object} page
 * @param {import("../form/form-view.mjs").FormView} page.view
 * @param {import("./flow.mjs").Flow} page.flow
 * @param {import("../engine/engine-client.mjs").Client} page.client
 * @param {() => void} page.typed  a key, in the middle of an answer
 * @param {() => void} page.changed  an answer that is finished
 * @param {() => void} page.make
 * @param {() => void} page.on
 * @param {() => void} page.unknown
 */
export function listenToForm(root, { view, flow, client, typed, changed, make, on, unknown }) {
  /** @type {Record<string, () => void>} */
  const ways = { back: flow.back, on, unknown, make, all: () => flow.enter({ name: "all" }), "on-again": () => flow.leave(flow.first()) };

  root.addEventListener("click", (event) => {
    const pressed = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("button[data-go]"));
    ways[pressed?.dataset.go ?? ""]?.();
  });
  // We have no button that sends or empties the form, so it is a foreign one or a foreign program's call. A frame may not send forms.
  for (const foreign of ["submit", "reset"]) root.addEventListener(foreign, (event) => event.preventDefault());
  root.addEventListener("keydown", (event) => {
    const { key, isComposing } = /** @type {KeyboardEvent} */ (event);
    if (key !== "Enter" || isComposing || !(event.target instanceof HTMLInputElement)) return;
    // On one page it would make the result half-way through: phones offer it as "Go" after every answer.
    event.preventDefault();
    if (flow.now().name === "ask" && view.owns(event.target)) on();
  });
  root.addEventListener("input", (event) => {
    if (!view.owns(event.target)) return;
    view.settle(event.target);
    if (event.target.matches("textarea, [type=text]")) typed();
    else changed();
  });
  // Programs that fill in forms may say only this. It also says that somebody is done with a field.
  root.addEventListener("change", changed);
  for (const intent of ["focusin", "pointerdown", "input"]) {
    root.addEventListener(intent, () => client.state().name === "idle" && client.start());
  }
  // The person may have touched the form before this script ran.
  if (root.querySelector(".pb-form:focus-within")) client.start();
}
