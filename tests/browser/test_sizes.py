"""The worksheet on a phone, and each control's size, outline and focus ring in every colour scheme."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import expect

from tests.browser.test_errors import FAULTY
from tests.browser.visit import Open, Visit
from tests.negotiations import salary

LONG = "Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenauszahlungsstelle" * 2
MODES = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced colours": {"color_scheme": "dark", "forced_colors": "active"},
}

#: Our own controls, measured as a finger and an eye meet them: a box or a radio with its label, since both are one target.
_MEASURE = """() => {
  const parse = (text) => { const found = text.match(/[\\d.]+/g).map(Number); return [found[0], found[1], found[2], found[3] ?? 1]; };
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = parse(getComputedStyle(at).backgroundColor);
      if (colour[3] > 0.99) return colour;
    }
    return [255, 255, 255, 1];
  };
  const light = ([r, g, b]) => [r, g, b].map((part) => part / 255)
    .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
  const contrast = (one, other) => { const [a, b] = [light(one), light(other)].sort((x, y) => y - x); return (a + 0.05) / (b + 0.05); };
  const found = [];
  for (const control of document.querySelectorAll(
      "form.pb-form :is(input, textarea, select, button, summary), #pb-batna-result :is(input, button)")) {
    if (!control.checkVisibility()) continue;
    const box = control.getBoundingClientRect();
    const whole = control.matches("[type=checkbox], [type=radio]") ? control.closest("label") : control;
    const target = whole.getBoundingClientRect();
    const plain = getComputedStyle(control);
    const one = {
      name: control.name || control.textContent.trim(), kind: control.type ?? "summary",
      height: target.height, width: target.width, size: parseFloat(getComputedStyle(whole).fontSize),
      border: plain.borderTopStyle === "none" ? 0 : parseFloat(plain.borderTopWidth),
      line: plain.textDecorationLine,
      edge: contrast(parse(plain.borderTopColor), behind(control.parentElement)),
      fill: contrast(parse(plain.backgroundColor), behind(control.parentElement)),
      text: contrast(parse(plain.color), behind(control)),
    };
    control.focus({ preventScroll: true });
    const ring = getComputedStyle(control);
    one.ring = ring.outlineStyle === "none" ? 0 : parseFloat(ring.outlineWidth);
    one.ringContrast = contrast(parse(ring.outlineColor), behind(control.parentElement));
    found.push(one);
  }
  return found;
}"""
#: What reaches beyond the right edge of the window, other than what scrolls inside itself.
_BEYOND = """() => {
  const inScroller = (element) => { for (let at = element.parentElement; at && at !== document.body; at = at.parentElement)
    if (["auto", "scroll"].includes(getComputedStyle(at).overflowX) && at.scrollWidth > at.clientWidth) return true; return false; };
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  return { wide, beyond: [...document.querySelectorAll(".md-content *")].filter((element) => {
    const box = element.getBoundingClientRect();
    return box.width > 1 && box.right > innerWidth + 1 && element.checkVisibility() && !inScroller(element) && !element.closest("svg, .pb-unseen");
  }).map((element) => `${element.localName}.${element.className} ${element.textContent.trim().slice(0, 40)}`).slice(0, 5) };
}"""
#: What slides or fades has arrived.
_SETTLED = "Promise.all(document.getAnimations().map((one) => one.finished.catch(() => {})))"
_CUT = """() => [...document.querySelectorAll("form.pb-form :is(label, legend, p, button, summary, span), #pb-batna-result :is(p, button, a, td, th)")]
  .filter((element) => element.checkVisibility() && !element.closest(".pb-unseen")
    && element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflowX === "hidden")
  .map((element) => element.textContent.trim().slice(0, 40))"""


def beyond(visit: Visit, where: str, widths: tuple[int, ...]) -> list[str]:
    """Return what is wider than the window or cut off, at each of these widths."""
    faults = []
    for width in widths:
        visit.page.set_viewport_size({"width": width, "height": 640})
        visit.page.evaluate(_SETTLED)
        found = visit.page.evaluate(_BEYOND)
        if found != {"wide": 0, "beyond": []}:
            faults.append(f"{where}, {width}: {found['wide']} px too wide: {found['beyond']}")
        faults += [f"{where}, {width}: cut off: {words}" for words in visit.page.evaluate(_CUT)]
    return faults


def test_nothing_is_wider_than_a_phone(open_page: Open) -> None:
    """On a small phone nothing is cut and nothing has to be moved sideways: form, faults, result, even with very long words."""
    phones = (320, 360)
    visit = open_page(viewport={"width": phones[0], "height": 640})
    visit.unfold()
    faults = beyond(visit, "form", phones)
    visit.fill(FAULTY)
    visit.make()
    faults += beyond(visit, "faults", phones)
    answers = salary()["worksheets"]["batna"]
    answers["deal_name"] = LONG
    answers["alternatives"][0]["name"] = LONG
    answers["alternatives"][0]["worth"] = {"likely": "999,999,999,999"}
    answers["their_alternative"] = LONG
    visit.field("settings.currency").fill("CHF")
    visit.fill(answers)
    visit.make()
    expect(visit.result).to_contain_text(LONG[:40])
    faults += beyond(visit, "result", phones)
    assert not faults, "\n".join(faults)


def test_text_spacing_and_zoom_lose_nothing(open_page: Open) -> None:
    """Wider letters, words and lines, and text twice as large, as some people set them, neither cut nor cover anything."""
    visit = open_page(viewport={"width": 360, "height": 700})
    visit.fill(FAULTY)
    visit.make()
    visit.page.evaluate(
        """() => { for (const element of document.querySelectorAll(".md-content *")) Object.assign(element.style,
          { letterSpacing: "0.12em", wordSpacing: "0.16em", lineHeight: "1.5" }); }"""
    )
    faults = beyond(visit, "spaced", (360, 1280))
    assert not faults, "\n".join(faults)


#: Names from right to left, and a word of 200 letters that no browser may break by itself.
ARABIC, HEBREW, WORD = "مستشفى الشمال الجامعي", "בית החולים הצפוני", "Überstundenvergütung" * 10


def test_words_from_right_to_left_and_one_of_200_letters_fit(open_page: Open) -> None:
    """You and the other side write Arabic and Hebrew, or one endless word: on the smallest phone the form and the result hold it."""
    assert len(WORD) == 200
    phone = (320,)
    visit = open_page(viewport={"width": phone[0], "height": 640})
    visit.unfold()
    faults = []
    for number, (deal, other, course) in enumerate(
        ((ARABIC, HEBREW, WORD), (HEBREW, WORD, ARABIC), (WORD, ARABIC, HEBREW))
    ):
        answers = salary()["worksheets"]["batna"]
        answers["deal_name"], answers["other"], answers["their_alternative"] = deal, other, course
        answers["alternatives"][0]["name"] = course
        answers["alternatives"][0]["evidence"] = deal
        visit.fill(answers)
        faults += beyond(visit, f"form {number}", phone)
        visit.make()
        expect(visit.result).to_contain_text(deal[:20])
        expect(visit.result).to_contain_text(course[:20])
        faults += beyond(visit, f"result {number}", phone)
    assert not faults, "\n".join(faults)


def test_each_control_can_be_seen_and_hit(open_page: Open) -> None:
    """Every control is at least 44 pixels high with words of 16 pixels, and its edge and focus ring stand out, in every mode."""
    faults = []
    for mode, options in MODES.items():
        visit = open_page(viewport={"width": 360, "height": 640}, **options)
        visit.fill({**FAULTY, "alternatives": [*FAULTY["alternatives"], {"name": "Wait"}, {"name": "Go"}]})
        visit.button("Remove Alternative 3").click()
        visit.make()
        visit.unfold()
        visit.page.keyboard.press("Tab")  # from here on the browser shows the focus as it does for keyboards
        found: list[dict[str, Any]] = visit.page.evaluate(_MEASURE)
        assert len(found) > 100
        faults += [f"{mode}: {fault}" for one in found for fault in weak_points(one)]
    assert not faults, "\n".join(faults)


def weak_points(one: dict[str, Any]) -> list[str]:
    """Return what is too small or too faint about a control."""
    name = f"{one['kind']} {one['name'][:40]}"
    faults = []
    if one["height"] < 44 or one["width"] < 44:
        faults.append(f"{name}: {one['width']:.0f} x {one['height']:.0f} px")
    if one["size"] < 16:
        faults.append(f"{name}: {one['size']} px words")
    # A quiet button is words with a line under them, as a link is.
    drawn = (one["border"] >= 1 and one["edge"] >= 3) or one["line"] == "underline"
    if one["kind"] != "summary" and not drawn and one["fill"] < 3:
        faults.append(f"{name}: edge of {one['border']} px with contrast {one['edge']:.1f}")
    if one["kind"] not in ("checkbox", "radio") and one["text"] < 4.5:
        faults.append(f"{name}: words with contrast {one['text']:.1f}")
    if one["ring"] < 2 or one["ringContrast"] < 3:
        faults.append(f"{name}: ring of {one['ring']} px with contrast {one['ringContrast']:.1f}")
    return faults


def test_chart_is_readable_on_a_phone(open_page: Open) -> None:
    """The chart's words are at least 14 pixels high on a small phone, it has a name, a sentence and its numbers in a table."""
    visit = open_page(viewport={"width": 320, "height": 640})
    visit.fill(salary()["worksheets"]["batna"])
    visit.make()
    figure = visit.result.locator(".pb-readout figure")
    drawing = figure.locator("svg[role=img]")
    assert drawing.evaluate(
        "(svg) => svg.getAttribute('aria-label') || document.getElementById(svg.getAttribute('aria-labelledby'))?.textContent"
    )
    expect(figure.locator("figcaption")).to_contain_text("Your limit")
    assert figure.locator("table tr").count() >= 4
    sizes = figure.locator("svg text").evaluate_all(
        "(texts) => texts.map((one) => parseFloat(getComputedStyle(one).fontSize) * one.getScreenCTM().a)"
    )
    assert min(sizes) >= 14 - 0.01
    outside = figure.locator("svg text").evaluate_all(
        """(texts) => texts.filter((one) => one.checkVisibility()).filter((one) => { const box = one.getBoundingClientRect(), all = one.closest("[role=img]").getBoundingClientRect();
             return box.left < all.left - 1 || box.right > all.right + 1; }).map((one) => one.textContent)"""
    )
    assert outside == []


def test_nothing_moves_for_those_who_ask(open_page: Open) -> None:
    """Where you have asked your device for less motion, nothing on the page moves for longer than a twentieth of a second."""
    visit = open_page(reduced_motion="reduce")
    visit.fill(FAULTY)
    visit.make()
    moving = visit.page.evaluate(
        """() => [...document.querySelectorAll("body, body *")].filter((element) => {
             const style = getComputedStyle(element);
             const seconds = (text) => Math.max(...text.split(",").map((one) => parseFloat(one) * (one.includes("ms") ? 0.001 : 1)));
             return seconds(style.transitionDuration) > 0.05 || (style.animationName !== "none" && seconds(style.animationDuration) > 0.05)
               || style.scrollBehavior === "smooth";
           }).map((element) => `${element.localName}.${element.className}`)"""
    )
    assert moving == []
