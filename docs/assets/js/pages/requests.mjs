/**
 * What the engine is asked about a worksheet, or about the plan as a whole.
 */

import { today } from "../engine/today.mjs";

/** The version of requests and replies; `playbook_engine.bridge` has its twin. A page kept open over a release may meet another. */
export const PROTOCOL = 1;

/** What the engine takes for a site's address. */
const ADDRESS = /^https?:\/\/[\w.:-]+\/(?:[\w.-]+\/)*$/;

/** The site's whole address, by which a file's links work anywhere; the way to it where it has none. @param {string} base */
function address(base) {
  const { href } = new URL(base, location.href);
  return ADDRESS.test(href) ? href : base;
}

/**
 * What a reply says of a request that could not be answered; "" where it was.
 *
 * @param {any} reply
 * @param {import("../words.mjs").Say} say
 * @returns {string}
 */
export function faultOf(reply, say) {
  if (reply.v !== PROTOCOL) return say("page-engine-version");
  return reply.ok ? "" : reply.error.message;
}

/**
 * @param {import("../engine/engine-client.mjs").Client} client
 * @param {string} worksheet  "" for the plan as a whole
 * @param {string} base  the way from the page to the site's root
 */
export function openRequests(client, worksheet, base) {
  /** @param {import("../plan/plan.mjs").Plan} plan */
  const about = (plan) => ({ ...(worksheet && { worksheet }), base, today: today(new Date()), plan });

  /** @param {Record<string, unknown>} request @param {string} channel @returns {Promise<any>} */
  async function reply(request, channel) {
    const answer = await client.ask(request, channel);
    if (answer.kind !== "reply" || answer.reply.v !== PROTOCOL || !answer.reply.ok) throw new Error("no reply");
    return answer.reply;
  }

  return {
    /** @param {import("../plan/plan.mjs").Plan} plan @param {number} level  of the result's heading */
    checklist: (plan, level) => ({ ...about(plan), do: "checklist", show: ["html", "words", "dealt"], level }),
    /** The worksheets of a plan, how far each has come, and what would help most. @param {import("../plan/plan.mjs").Plan} plan */
    hub: (plan) => ({ ...about(plan), do: "hub", level: 2 }),
    /**
     * The reply that says which answer matters most for the limit. Rejects when there is none to be had.
     *
     * @param {import("../plan/plan.mjs").Plan} plan
     */
    matters: (plan) => reply({ ...about(plan), do: "matters", level: 2 }, "matters"),
    /**
     * The reply that says what has changed. Rejects when there is none to be had.
     *
     * @param {import("../plan/plan.mjs").Plan} plan
     * @param {any} before  what the last time's result was made from
     * @param {string} release  of the playbook, now
     */
    changes: (plan, before, release) => reply({ ...about(plan), do: "changes", before, release, level: 2 }, "changes"),
    /**
     * The reply that holds the result as the text of a file. Rejects when there is none to be had.
     *
     * @param {import("../plan/plan.mjs").Plan} plan
     * @param {string} format
     * @param {Record<string, unknown>} [more]
     * @returns {Promise<any>}
     */
    export: (plan, format, more = {}) => reply({ ...about(plan), base: address(base), do: "export", format, ...more }, format),
  };
}
