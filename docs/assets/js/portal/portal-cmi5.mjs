/** Stands in a cmi5 package before the page's own scripts. */

import { readLaunch } from "./cmi5-launch.mjs";
import { cmi5 } from "./cmi5.mjs";
import { sayFolder } from "./folder.mjs";

sayFolder(document, location.protocol);
const { search } = location;
// The page may speak to its own files and to the portal that launched it, and the browser holds it to that.
const launch = readLaunch(search);
const allowed = launch ? [launch.endpoint, launch.fetch].map((address) => new URL(address).origin) : [];
const policy = document.createElement("meta");
policy.httpEquiv = "Content-Security-Policy";
policy.content = `connect-src 'self' ${allowed.join(" ")}`;
document.head.append(policy);

/** @type {any} */ (window).playbookPortals = {
  cmi5: cmi5({
    self: window,
    search,
    fetch: (address, sent) => fetch(address, sent),
    now: () => new Date(),
    id: uuid,
    go: (address) => location.assign(address),
  }),
};

/** A random UUID (RFC 9562, version 4), also on a portal without a secure line, where the browser's own is missing. */
function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const digits = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
