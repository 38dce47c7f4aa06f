/**
 * What a page needs when a browser brings it back as it was left, instead of loading it again.
 *
 * The rest is the worksheet's: another page of the tab may have changed the plan since.
 */

/**
 * Let the fields come back with what stands in them now.
 *
 * WebKit puts each field with autocomplete="off" back to its default, without an event and after "pageshow"
 * (`HTMLInputElement::resumeFromDocumentSuspension`). So what stands there becomes the default.
 *
 * @param {Iterable<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>} controls
 */
export function holdFields(controls) {
  for (const control of controls) {
    if (control instanceof HTMLInputElement) {
      control.defaultValue = control.value;
      control.defaultChecked = control.checked;
    } else if (control instanceof HTMLTextAreaElement) control.defaultValue = control.value;
    else for (const one of control.options) one.defaultSelected = one.selected;
  }
}

/**
 * Ask the browser to load this page again when the reader comes back, where that is needed: Firefox and Chromium do not keep a page
 * that holds a lock.
 *
 * In Firefox (153) a page that is brought back sees the sessionStorage of the time at which it was left, even after a reload. An edit
 * would then undo what other worksheets have kept since. WebKit keeps the page and shows it the storage of today.
 */
export function askForFreshLoad() {
  const held = navigator.locks?.request("playbook-worksheet", { mode: "shared" }, () => new Promise(() => {}));
  held?.catch(() => {});
}

/**
 * Tell when the page is left, whether it then waits to come back as it was left, and when it has come back.
 *
 * @param {(waits: boolean) => void} leave
 * @param {() => void} back
 */
export function watchLeaving(leave, back) {
  let waits = false;
  window.addEventListener("pagehide", (event) => {
    waits = event.persisted === true;
    leave(waits);
  });
  document.addEventListener("visibilitychange", () => document.hidden && leave(waits));
  window.addEventListener("pageshow", (event) => {
    waits = false;
    if (event.persisted) back();
  });
}
