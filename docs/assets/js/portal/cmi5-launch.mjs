/**
 * How a portal launches a cmi5 activity (cmi5 specification, 8): by five parameters of the address, and a token that is given out once. All
 * of it stays in memory, and the actor goes nowhere but back to the portal's own record store.
 */

/** Milliseconds that a launch may take; the page waits a little longer (reporter.mjs). */
const PATIENCE = 5000;
export const VERSION = "1.0.3";
/** What we keep in the record store for another day. */
export const KEPT = "negotiation-playbook";

/**
 * @typedef {object} Launch
 * @property {string} endpoint  ends with a slash
 * @property {string} fetch  where the token is
 * @property {any} actor
 * @property {string} registration
 * @property {string} activityId
 *
 * @typedef {object} Store  the portal's record store, as this launch may use it
 * @property {(path: string, parameters: Record<string, string>, sent?: { method: string, body: unknown }) => Promise<Response>} ask
 * @property {(stateId: string) => Record<string, string>} place  the parameters of a state document
 *
 * @typedef {(address: string, sent: RequestInit) => Promise<Response>} Fetch
 */

/** An address that can be asked for. @param {string | null} text */
export function isWeb(text) {
  try {
    return ["https:", "http:"].includes(new URL(text ?? "").protocol);
  } catch {
    return false;
  }
}

/**
 * Read the launch in the search of an address; null when it is none.
 *
 * @param {string} search
 * @returns {Launch | null}
 */
export function readLaunch(search) {
  const given = new URLSearchParams(search);
  const text = (/** @type {string} */ name) => given.get(name) ?? "";
  try {
    const actor = JSON.parse(text("actor"));
    const [endpoint, fetch, registration, activityId] = ["endpoint", "fetch", "registration", "activityId"].map(text);
    if (!isWeb(endpoint) || !isWeb(fetch) || registration === "" || activityId === "" || typeof actor !== "object" || !actor?.account) return null;
    return { endpoint: endpoint.endsWith("/") ? endpoint : `${endpoint}/`, fetch, actor, registration, activityId };
  } catch {
    return null;
  }
}

/**
 * Fetch the token, which is given out once. Null where it is refused: then nothing more is asked.
 *
 * @param {Launch} launch
 * @param {Fetch} fetch
 * @returns {Promise<Store | null>}
 */
export async function openStore(launch, fetch) {
  const answer = await fetch(launch.fetch, { method: "POST", credentials: "omit", signal: AbortSignal.timeout(PATIENCE) });
  const token = answer.ok ? (await answer.json())["auth-token"] : "";
  if (typeof token !== "string" || token === "") return null;
  const headers = { Authorization: `Basic ${token}`, "X-Experience-API-Version": VERSION, "Content-Type": "application/json" };
  const { activityId, registration } = launch;
  const agent = JSON.stringify(launch.actor);
  return {
    ask: (path, parameters, sent) =>
      fetch(`${launch.endpoint}${path}?${new URLSearchParams(parameters)}`.replace(/\?$/, ""), {
        headers,
        credentials: "omit",
        // What is sent while somebody leaves arrives after they have left.
        ...(sent ? { method: sent.method, body: JSON.stringify(sent.body), keepalive: true } : { signal: AbortSignal.timeout(PATIENCE) }),
      }),
    place: (stateId) => ({ stateId, activityId, agent, registration }),
  };
}

/** Read a JSON document; null where there is none. @param {Promise<Response>} asked */
export async function documentOf(asked) {
  const answer = await asked;
  return answer.ok ? answer.json() : null;
}
