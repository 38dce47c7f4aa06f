/**
 * How the files are called that a script asks for beside itself.
 */

/**
 * The ending of a script's address. Some portals refuse `.mjs`, or send it as text: there all scripts are called `.js`.
 *
 * @param {string} address  of the script itself
 */
export const endingOf = (address) => /\.m?js(?=$|[?#])/.exec(address)?.[0] ?? ".mjs";
