// Runs before a page's own scripts, in every engine: it listens, for drivers that cannot, and keeps what a test asks for later.
window.heard = [];
for (const name of ["error", "warn"]) {
  const plain = console[name];
  console[name] = (...words) => {
    window.heard.push(`${name}: ${words.join(" ")}`);
    plain.apply(console, words);
  };
}
addEventListener(
  "error",
  ({ message, target }) => window.heard.push(message ? `script: ${message}` : `failed: ${target.src ?? target.href}`),
  true,
);
addEventListener("unhandledrejection", ({ reason }) => window.heard.push(`promise: ${reason}`));
document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
  window.heard.push(`policy: ${violatedDirective} ${blockedURI}`),
);

// Nothing is kept for when there is no network: test_offline.py is about that, and does without this script.
if (navigator.serviceWorker) ServiceWorkerContainer.prototype.register = async () => undefined;

// What the page asks of its engine, what it is answered, and its workers.
window.asked = {};
window.answered = {};
window.workers = [];
const PlainWorker = window.Worker;
window.Worker = class extends PlainWorker {
  constructor(...place) {
    super(...place);
    window.workers.push(this);
    this.addEventListener("message", ({ data }) => {
      if (data.kind === "reply") window.answered[data.id] = data.text;
    });
  }
  postMessage(message, ...more) {
    if (message.kind === "run") window.asked[message.id] = message.text;
    super.postMessage(message, ...more);
  }
};

// A copy that is saved, and the control that asks for a file: no driver reaches into a browser's own windows for them.
const makeAddress = URL.createObjectURL;
URL.createObjectURL = (blob) => {
  if (/^(application\/json|text\/html)/.test(blob.type)) window.saved = blob;
  return makeAddress.call(URL, blob);
};
const click = HTMLElement.prototype.click;
HTMLElement.prototype.click = function () {
  if (this.matches("input[type=file]")) window.chooser = this;
  else if (!this.matches("a[download]")) click.call(this);
};
