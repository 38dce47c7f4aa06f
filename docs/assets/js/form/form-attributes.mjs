/**
 * The attributes of the form, read as those of any element: a foreign control called `dataset` or `getAttribute` hides the form's own.
 *
 * @param {Element} root
 */
export function formAttributes(root) {
  const form = /** @type {Element} */ (root.querySelector(".pb-form"));
  return {
    get: (/** @type {string} */ name) => Element.prototype.getAttribute.call(form, name) ?? "",
    set: (/** @type {string} */ name, /** @type {string} */ value) => Element.prototype.setAttribute.call(form, name, value),
  };
}
