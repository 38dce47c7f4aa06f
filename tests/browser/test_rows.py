"""Adding, removing and bringing back rows."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.visit import Open, Visit

_IDS = """() => [...document.querySelectorAll("[id]")].map((element) => element.id)"""
_BROKEN = """() => {
  const lost = [];
  for (const element of document.querySelectorAll("form.pb-form [for], form.pb-form [aria-describedby], form.pb-form [aria-labelledby]"))
    for (const name of ["for", "aria-describedby", "aria-labelledby"])
      for (const id of (element.getAttribute(name) ?? "").split(" ").filter(Boolean))
        if (!document.getElementById(id)) lost.push(`${name} ${id}`);
  return lost;
}"""
_MISPLACED = """() => [...document.querySelectorAll(".pb-row-list > .pb-row")].flatMap((row, index) =>
  [...row.querySelectorAll("[name], [data-path], [id]")]
    .flatMap((one) => [one.getAttribute("name"), one.dataset.path, one.id])
    .filter((name) => name && !name.startsWith(`tries.${index}.`) && !name.startsWith(`q-tries-${index}-`)))"""


def check(visit: Visit, names: list[str]) -> None:
    """The rows hold these names, in order, and every name, id, label and title fits its row."""
    ids = visit.page.evaluate(_IDS)
    assert sorted(ids) == sorted(set(ids))
    assert visit.page.evaluate(_BROKEN) == []
    assert visit.page.evaluate(_MISPLACED) == []
    rows = visit.form.locator(".pb-row-list > .pb-row")
    expect(rows).to_have_count(len(names))
    assert [visit.field(f"tries.{index}.try_name").input_value() for index in range(len(names))] == names
    for index in range(len(names)):
        expect(rows.nth(index).locator("legend").first).to_have_text(f"Try {index + 1}")
        expect(rows.nth(index).locator(".pb-remove")).to_have_text(f"Remove Try {index + 1}")


def test_rows_up_to_eight_and_back(open_trial: Open) -> None:
    """You add rows up to eight, remove some and put them back; nothing you typed gets lost or changes its row."""
    visit = open_trial()
    add = visit.button("Add a try")
    for number in range(2, 8):
        add.click()
        expect(visit.field(f"tries.{number}.try_name")).to_be_focused()
    expect(add).to_be_hidden()
    names = [f"Course {number}" for number in range(8)]
    visit.fill(
        {
            "tries": [
                {"try_name": name, "proof": ["hunch", "told", "signed"][index % 3], "odds": f"{index}%"}
                for index, name in enumerate(names)
            ]
        }
    )
    check(visit, names)
    before = visit.values()

    visit.button("Remove Try 3").click()
    expect(visit.button("Put it back")).to_be_focused()
    expect(visit.page.locator(".pb-rows > .pb-row-undo")).to_contain_text("Try 3 removed.")
    check(visit, names[:2] + names[3:])
    expect(add).to_be_visible()
    visit.button("Remove Try 1").click()
    check(visit, [names[1], *names[3:]])

    visit.button("Put it back").click()
    expect(visit.field("tries.0.try_name")).to_be_focused()
    visit.button("Put it back").click()
    expect(visit.field("tries.2.try_name")).to_be_focused()
    expect(visit.button("Put it back")).to_be_hidden()
    check(visit, names)
    assert visit.values() == before


def test_all_rows_can_go(open_trial: Open) -> None:
    """You remove every row: the form goes on working, the focus stays on the page, and you are told what to do."""
    visit = open_trial()
    visit.button("Remove Try 2").click()
    visit.button("Remove Try 1").click()
    check(visit, [])
    assert visit.page.evaluate("document.activeElement !== document.body")
    visit.make()
    expect(visit.result).to_contain_text("other try")
    visit.button("Add a try").click()
    check(visit, [""])
    expect(visit.field("tries.0.try_name")).to_be_focused()


def test_removing_a_row_reaches_the_checklist(open_trial: Open) -> None:
    """You remove a row: the checklist speaks of it no more, and does again once you put it back."""
    visit = open_trial()
    visit.fill(
        {
            "offer_takings": {"likely": "50,000"},
            "tries": [
                {"try_name": "Join the clinic", "takings": {"likely": "57,000"}},
                {"try_name": "Go abroad", "takings": {"likely": "51,000"}},
            ],
        }
    )
    visit.make()
    expect(visit.result).to_contain_text("Join the clinic")
    visit.button("Remove Try 1").click()
    expect(visit.result).to_contain_text("Your best try is “Go abroad”")
    expect(visit.result).not_to_contain_text("Join the clinic")
    visit.button("Put it back").click()
    expect(visit.result).to_contain_text("Your best try is “Join the clinic”")


def test_rows_survive_a_reload(open_trial: Open) -> None:
    """Five rows are five rows after a reload."""
    visit = open_trial()
    visit.fill({"tries": [{"try_name": f"Course {number}"} for number in range(5)]})
    visit.reload()
    check(visit, [f"Course {number}" for number in range(5)])
