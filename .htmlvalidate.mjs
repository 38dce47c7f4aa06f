/** How the published pages are checked. Each rule that is off or loosened has its reason above it; a test holds that. */
export default {
  root: true,
  extends: ["html-validate:recommended"],
  rules: {
    // The theme writes "<!doctype html>" in small letters. Browsers read both alike.
    "doctype-style": "off",
    // A title is a play's whole name and the site's. Where one has more than 70 letters, a search engine cuts it, and no reader
    // misses anything.
    "long-title": "off",
    // The theme's templates leave spaces at the ends of lines, thousands a page. Nobody sees them, and compressed they weigh
    // next to nothing.
    "no-trailing-whitespace": "off",
    // The theme draws the list of a page's parts twice, both named "On this page": one for wide screens, one inside the menu of
    // narrow ones. Only one of them is shown at a time. axe looks at the landmarks that are shown, in the browser tests.
    "unique-landmark": "off",
    // The theme's ids begin with "__", those of footnotes hold a colon. Both are valid in HTML, and the old rule of a letter first is
    // of HTML 4. What is left of this rule finds empty ids and spaces.
    "valid-id": ["error", { relaxed: true }],
    // Python-Markdown writes "<hr />", the theme and we write "<hr>". Both are valid, and mean the same.
    "void-style": "off",
    // The theme's forms for the search and the colours have no button that sends, and neither do the worksheets: nothing is sent
    // anywhere. What a worksheet's buttons do is tried by keyboard in the browser tests.
    "wcag/h32": "off",
  },
};
