"""The worksheet with a keyboard and nothing else."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.visit import Open

_WHERE = """() => {
  const at = document.activeElement;
  const box = at.getBoundingClientRect();
  const style = getComputedStyle(at);
  const shown = at.type === "radio" || at.type === "checkbox" || at.localName !== "body";
  const points = [[0.5, 0.5], [0.02, 0.5], [0.5, 0.1], [0.5, 0.9]].map(([x, y]) =>
    document.elementFromPoint(box.left + box.width * x, box.top + box.height * y));
  return {
    id: at.id, name: at.name ?? "", tag: at.localName, kind: at.type ?? "", text: at.textContent.trim().slice(0, 60),
    ours: at.closest("form.pb-form, .pb-result-region") !== null,
    ring: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
    seen: points.some((one) => one && (one === at || at.contains(one) || one.contains(at))),
    whole: box.top >= 0 && box.bottom <= innerHeight,
    below: box.top >= (document.querySelector(".md-header")?.getBoundingClientRect().bottom ?? 0) - 1,
    tall: box.height > innerHeight / 2,
  };
}"""


def tab(page: Page, key: str = "Tab") -> dict[str, object]:
    """Press Tab and say where the focus is now."""
    page.keyboard.press(key)
    found: dict[str, object] = page.evaluate(_WHERE)
    return found


def test_form_is_near(open_trial: Open) -> None:
    """The first press of Tab offers to skip to the content, and the first field is at most ten presses away."""
    visit = open_trial(viewport={"width": 1280, "height": 800})
    first = tab(visit.page)
    assert first["text"] == "Skip to content"
    assert first["ring"] or first["seen"]
    presses = 1
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url("**/#*")
    while not tab(visit.page)["name"]:
        presses += 1
        assert presses <= 10
    # And without the skip link, through the site's own head and navigation.


def test_whole_worksheet_by_keyboard(open_trial: Open) -> None:
    """You go through the whole form with Tab, choose, type, fold open, make the checklist and tick a step, without a mouse."""
    visit = open_trial(viewport={"width": 1280, "height": 800})
    page = visit.page
    page.locator("#q-settings-currency").focus()
    reached: list[str] = []
    problems: list[str] = []
    for _ in range(200):
        at = tab(page)
        if not at["ours"]:
            break
        label = f"{at['tag']} {at['name'] or at['text']}"
        reached.append(str(at["name"] or at["text"]))
        if not at["seen"] or not (at["below"] or at["tall"]):
            problems.append(f"hidden: {label}")
        if float(str(at["ring"])) < 2:
            problems.append(f"no focus ring: {label}")
        if at["name"] == "way":
            page.keyboard.press("Space")
        elif at["name"] == "offer_name":
            page.keyboard.type("The raise")
            page.keyboard.press("Enter")
        elif at["name"] == "offer_takings.likely":
            page.keyboard.type("52,000")
        elif at["name"] == "tries.0.try_name":
            page.keyboard.type("Join the clinic")
        elif at["name"] == "tries.0.takings.likely":
            page.keyboard.type("57,000")
        elif at["tag"] == "summary":
            page.keyboard.press("Enter")
        elif at["text"] == "Make my checklist":
            page.keyboard.press("Enter")
            break
    assert problems == []
    assert {"tries.1.notes", "together", "stake", "their_plan", "Add a try"} <= set(reached)
    expect(visit.result.locator("h2")).to_be_focused()
    assert page.url.endswith("/worksheets/trial/#all"), "Enter or the fold changed the address"
    for _ in range(30):
        at = tab(page)
        assert at["seen"]
        assert at["below"], f"under the header: {at['text']}"
        if at["kind"] == "checkbox":
            break
    page.keyboard.press("Space")
    expect(visit.result.locator("input:checked")).to_have_count(1)


def test_going_back_up_keeps_the_focus_in_sight(open_trial: Open) -> None:
    """Going backwards with Shift and Tab, the field you are in never hides under the page's fixed header."""
    visit = open_trial(viewport={"width": 360, "height": 640})
    visit.unfold()
    visit.page.locator("#q-their_plan").focus()
    hidden = []
    for _ in range(70):
        at = tab(visit.page, "Shift+Tab")
        if not at["ours"]:
            break
        if not at["seen"] or not at["below"]:
            hidden.append(at["name"] or at["text"])
    assert hidden == []


def test_enter_sends_nothing(open_trial: Open) -> None:
    """Enter in any one-line field does nothing: no checklist half-way through, and never your answers in the address."""
    visit = open_trial()
    visit.unfold()
    for field in visit.form.locator("input[type=text]").all():
        field.fill("7")
        field.press("Enter")
    assert visit.page.url.endswith("/worksheets/trial/#all")
    expect(visit.result).to_be_hidden()
    visit.field("their_plan").fill("one")
    visit.field("their_plan").press("Enter")
    visit.field("their_plan").press_sequentially("two")
    expect(visit.field("their_plan")).to_have_value("one\ntwo")


def test_enter_sends_nothing_without_scripts(open_trial: Open) -> None:
    """Enter puts nothing into the address where scripts are off, either."""
    visit = open_trial(java_script_enabled=False)
    visit.field("offer_name").fill("The raise")
    visit.field("offer_name").press("Enter")
    assert visit.page.url.endswith("/worksheets/trial/#all")
    expect(visit.field("offer_name")).to_have_value("The raise")
