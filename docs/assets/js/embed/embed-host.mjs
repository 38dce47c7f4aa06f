/**
 * For the page of a portal, which loads it from `embed/embed.js`: `<negotiation-worksheet activity="quick">` makes our frame, as wide as
 * its place and as tall as the activity. It reads and changes nothing else of the portal's page.
 */

const SRC = /** @type {HTMLScriptElement} */ (document.currentScript).src;
const { origin } = new URL(SRC);
const NAMESPACE = "negotiation-playbook";
const SANDBOX = "allow-scripts allow-same-origin allow-forms allow-downloads allow-popups";
/** The attributes that go into the address. */
const SETTINGS = ["theme", "accent", "lang", "chrome", "report", "storage"];
/** What is told on as an event of the element. */
const TOLD = ["ready", "progress", "score", "completed", "error"];
const [LEAST, MOST] = [200, 20000];
let count = 0;

class Worksheet extends HTMLElement {
  connectedCallback() {
    if (this.firstElementChild) return;
    const activity = this.getAttribute("activity") ?? "";
    if (!/^[a-z][a-z0-9-]{0,63}$/.test(activity)) return;
    const instance = `w${(count += 1)}`;
    const address = new URL(`${activity}/`, SRC);
    address.search = String(new URLSearchParams({ v: "1", parent: location.origin, instance }));
    for (const name of SETTINGS) {
      const value = this.getAttribute(name);
      if (value !== null) address.searchParams.set(name, value);
    }
    const frame = document.createElement("iframe");
    frame.title = this.getAttribute("title") ?? "Negotiation Playbook";
    frame.setAttribute("sandbox", SANDBOX);
    frame.allow = "clipboard-write";
    frame.referrerPolicy = "no-referrer";
    Object.assign(frame.style, { display: "block", width: "100%", height: "800px", border: "0" });
    frame.src = address.href;
    addEventListener("message", ({ origin: from, source, data }) => {
      if (from !== origin || source !== frame.contentWindow || data?.ns !== NAMESPACE || data.v !== 1 || data.instance !== instance) return;
      const { type, payload } = data;
      const height = Math.round(payload?.height);
      if (type === "resize" && height >= 1) frame.style.height = `${Math.min(MOST, Math.max(LEAST, height))}px`;
      if (TOLD.includes(type)) this.dispatchEvent(new CustomEvent(`worksheet-${type}`, { detail: payload }));
    });
    this.append(frame);
  }
}

if (!customElements.get("negotiation-worksheet")) customElements.define("negotiation-worksheet", Worksheet);
