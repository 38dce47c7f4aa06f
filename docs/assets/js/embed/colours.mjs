/**
 * Light or dark, and an accent of the portal's own where it can be read.
 */

/** WCAG 1.4.3. */
export const LEAST = 4.5;
/** The ground that accents stand on, light and dark: `--paper`, `--sheet` of tokens.css. */
export const GROUNDS = { light: ["#fafaf7", "#ffffff"], dark: ["#111316", "#191c20"] };
/** What stands on an accent, light and dark: `--on-act`. */
export const ON = { light: "#ffffff", dark: "#0b1526" };

/** @param {string} colour  six digits, with or without a #: relative luminance by WCAG 2 */
function luminance(colour) {
  const [red, green, blue] = [0, 2, 4].map((at) => {
    const part = parseInt(colour.replace("#", "").slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The contrast of two colours, 1 to 21. @param {string} one @param {string} other */
export function contrast(one, other) {
  const [more, less] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (more + 0.05) / (less + 0.05);
}

/**
 * Whether an accent can be read in a scheme: as words on its grounds, and under the words on it.
 *
 * @param {string} accent
 * @param {"light" | "dark"} scheme
 */
export const isReadable = (accent, scheme) => [...GROUNDS[scheme], ON[scheme]].every((other) => contrast(accent, other) >= LEAST);

/**
 * Dress the page.
 *
 * @param {HTMLElement} html
 * @param {import("./settings.mjs").Theme} theme
 * @param {string} accent
 */
export function dress(html, theme, accent) {
  html.dataset.mdColorScheme = { light: "default", dark: "slate", auto: "auto" }[theme];
  const dark = theme === "dark" || (theme === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
  // Set through the style object, which the policy allows: no style stands in the page.
  if (accent !== "" && isReadable(accent, dark ? "dark" : "light")) html.style.setProperty("--act", `#${accent}`);
  else html.style.removeProperty("--act");
}
