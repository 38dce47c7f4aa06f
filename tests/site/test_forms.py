"""The static form: complete, labelled, and unable to send anything, whatever the words in it are."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from playbook_engine import shared_answers
from playbook_engine.errors import FieldFault
from playbook_engine.fields import KINDS, long_text, text
from playbook_engine.library import Example, Group, Library, Option, Question, Worksheet
from playbook_site.content.reader import ContentErrors
from playbook_site.forms.drawing import TEMPLATES, Drawing, json_text
from playbook_site.forms.worksheet_form import FormError, render_example, render_form, render_worksheet
from tests.plans import sheet_of

LENGTHS = Path(__file__).parents[1] / "text_lengths.json"
VOID = frozenset({"br", "hr", "img", "input", "meta"})
HOSTILE = """</script><img src=x onerror="alert(1)">'&quot;</template></form> {number} <!-- {row}"""


@dataclass
class Node:
    tag: str
    attributes: dict[str, str | None]
    children: list[Node] = field(default_factory=list)
    text: str = ""

    def walk(self) -> Iterator[Node]:
        yield self
        for child in self.children:
            yield from child.walk()

    def all(self, *tags: str) -> list[Node]:
        return [node for node in self.walk() if node.tag in tags]

    def words(self) -> str:
        return " ".join(" ".join(node.text for node in self.walk()).split())


class Tree(HTMLParser):
    """Builds the tree, and insists that every element that is opened is closed in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.root = Node("root", {})
        self._open = [self.root]
        self.feed(html)
        self.close()
        assert [node.tag for node in self._open] == ["root"], "elements left open"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs), f"<{tag}> has an attribute twice"
        node = Node(tag, dict(attrs))
        self._open[-1].children.append(node)
        if tag not in VOID:
            self._open.append(node)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop().tag == tag, f"</{tag}> closes another element"

    def handle_data(self, data: str) -> None:
        self._open[-1].text += data


def tree(html: str) -> Node:
    return Tree(html).root


def ask(kind: str, name: str, words: str, **more: object) -> Question:
    return Question(name, kind, f"Label {words}", f"Why {words}", f"Example {words}", f"Find {words}", **more)  # type: ignore[arg-type]


def every_kind(words: str = "words") -> Worksheet:
    """A worksheet with every kind of question, inside rows and outside, plain and as a detail."""
    kinds = ("text", "long_text", "amount", "range", "percent", "duration", "date", "hours")
    options = (Option("one", f"One {words}"), Option("two", "Two"))

    def some(prefix: str, *, detail: bool) -> tuple[Question, ...]:
        plain = [ask(kind, f"{prefix}{kind}", words, detail=detail) for kind in kinds]
        return (*plain, ask("choice", f"{prefix}choice", words, options=options, detail=detail))

    inner = some("", detail=False) + some("more_", detail=True)
    rows = ask("rows", "things", words, questions=inner, row="Thing {number}", add=f"Add {words}", most=5, start=2)
    group = Group(
        "first", f"Title {words}", f"Intro {words}", (*some("", detail=False), *some("more_", detail=True), rows)
    )
    example = Example("sample", f"Sample {words}", f"Intro {words}", json.dumps({"text": words}))
    return Worksheet("sheet", f"Sheet {words}", "worksheets/sheet/", "batna", 10, (group,), (example,))


@pytest.fixture(params=["every kind", "hostile words", "real"])
def sheet(request: pytest.FixtureRequest, content: Library) -> Worksheet:
    if request.param == "real":
        return sheet_of(content)
    return every_kind(HOSTILE if request.param == "hostile words" else "words")


@pytest.fixture
def page(sheet: Worksheet, content: Library) -> Node:
    return tree(render_worksheet(sheet, content.messages))


def controls(page: Node) -> list[Node]:
    return page.all("input", "select", "textarea")


def test_every_control_has_one_label_with_words(page: Node) -> None:
    """For a screen reader an unlabelled field is a field without a question."""
    pointing = Counter(label.attributes["for"] for label in page.all("label") if "for" in label.attributes)
    wrapped = Counter(inside.attributes["id"] for label in page.all("label") for inside in controls(label))
    for control in controls(page):
        assert (pointing + wrapped)[control.attributes["id"]] == 1, control.attributes
    assert all(label.words() for label in page.all("label", "legend"))


def test_ids_are_unique_in_the_page_and_in_the_template(page: Node) -> None:
    """The template's rows join the page: an id that both have would be there twice."""
    ids = Counter(node.attributes["id"] for node in page.walk() if "id" in node.attributes)
    assert [name for name, count in ids.items() if count > 1] == []


def test_all_that_describes_a_control_is_there(page: Node) -> None:
    ids = {node.attributes["id"] for node in page.walk() if "id" in node.attributes}
    for node in page.walk():
        for name in ("aria-describedby", "aria-labelledby", "for"):
            missing = set((node.attributes.get(name) or "").split()) - ids
            assert not missing, f"{node.tag} {name}: {missing}"


def test_each_question_shows_label_reason_and_example_outside_its_controls(page: Node) -> None:
    questions = [node for node in page.walk() if "pb-question" in (node.attributes.get("class") or "").split()]
    assert questions
    for question in questions:
        classes = [child.attributes.get("class") or "" for child in question.children]
        assert {"pb-label", "pb-reason", "pb-eg", "pb-error"} <= set(classes), question.attributes
        assert question.tag == (
            "fieldset" if question.attributes["data-kind"] in ("range", "choice", "rows") else "div"
        )


def test_nothing_is_compulsory_and_nothing_is_suggested_inside_a_field(page: Node) -> None:
    for node in page.walk():
        assert not {"placeholder", "required", "aria-required", "maxlength", "pattern"} & set(node.attributes)
        assert not {name for name in node.attributes if name.startswith("on")} | ({"style"} & set(node.attributes))
    for control in controls(page):
        assert control.attributes.get("value", "") == "" or control.attributes["type"] in ("radio", "checkbox")
        assert "checked" not in control.attributes
        assert control.attributes.get("type") not in ("number", "range", "date", "tel", "email")


def test_typed_words_go_neither_to_a_spell_checker_nor_into_the_browsers_memory(page: Node) -> None:
    for control in page.all("textarea", *["input"]):
        if control.tag == "textarea" or control.attributes["type"] == "text":
            assert (control.attributes["spellcheck"], control.attributes["autocomplete"]) == ("false", "off")


def test_the_form_cannot_be_sent(page: Node) -> None:
    """With JavaScript off, Enter must not put answers into the address."""
    (form,) = page.all("form")
    assert form.attributes["method"] == "dialog"
    assert "action" not in form.attributes
    assert "novalidate" in form.attributes


def test_every_question_takes_i_do_not_know(page: Node) -> None:
    (form,) = page.all("form")
    names = Counter(control.attributes["name"] for control in controls(form))
    for node in form.walk():
        kind, path = node.attributes.get("data-kind"), node.attributes.get("data-path")
        if kind == "choice":
            assert [radio.attributes["value"] for radio in node.all("input")][-1] == "?"
        elif kind is not None and kind != "rows":
            assert names[f"{path}?"] == 1, path


def test_every_typed_answer_says_how_long_it_may_be(page: Node) -> None:
    """The scripts say at once that a text is too long; the limits are those of the engine, and nothing is cut."""
    (form,) = page.all("form")
    typed = [one for one in controls(form) if one.tag == "textarea" or one.attributes.get("type") == "text"]
    found = {
        (one.tag, one.attributes.get("data-limit")) for one in typed if one.attributes["name"] != "settings.currency"
    }
    assert found == {("input", str(text.TEXT_LIMIT)), ("textarea", str(long_text.LONG_TEXT_LIMIT))}


@pytest.mark.parametrize("case", json.loads(LENGTHS.read_text(encoding="utf-8")), ids=lambda case: case["what"])
def test_a_text_is_as_long_as_the_scripts_find_it(case: dict[str, Any]) -> None:
    typed = "".join(piece * times for piece, times in case["pieces"])
    for kind, limit, length in (
        (text, text.TEXT_LIMIT, case["line"]),
        (long_text, long_text.LONG_TEXT_LIMIT, case["lines"]),
    ):
        if length <= limit:
            assert len(kind.parse(typed)) == length
        else:
            with pytest.raises(FieldFault, match="text-too-long"):
                kind.parse(typed)


def test_buttons_that_need_scripts_are_hidden_without_them(page: Node) -> None:
    def hidden(node: Node) -> bool:
        return "hidden" in node.attributes

    def shown_buttons(node: Node) -> list[Node]:
        if hidden(node):
            return []
        return ([node] if node.tag == "button" else []) + [b for child in node.children for b in shown_buttons(child)]

    assert shown_buttons(page) == []


def test_rows_stand_in_the_page_and_one_more_in_the_template(content: Library) -> None:
    page = tree(render_form(every_kind(), content.messages))
    (rows,) = [node for node in page.all("fieldset") if node.attributes.get("data-kind") == "rows"]
    names = [
        control.attributes["name"] for control in controls(rows) if (control.attributes["name"] or "").endswith(".text")
    ]
    assert names == ["things.0.text", "things.1.text", "things.N.text"]
    assert [row.children[0].words() for row in rows.all("fieldset") if row.attributes["class"] == "pb-row"] == [
        "Thing 1",
        "Thing 2",
        "Thing {number}",
    ]


def test_details_are_folded_behind_the_plain_questions(content: Library) -> None:
    page = tree(render_form(every_kind(), content.messages))
    folded = {
        control.attributes["name"]
        for block in page.all("details")
        for control in controls(block)
        if "chance" not in (control.attributes["name"] or "")
    }
    assert {name.rstrip("?").split(".")[-1].removeprefix("more_") for name in folded if name} >= {
        "text",
        "choice",
        "hours",
    }
    assert not {name for name in folded if name and name.split(".")[-1] in ("text", "choice", "amount")}


def test_an_authors_words_stay_words(content: Library) -> None:
    page = tree(render_worksheet(every_kind(HOSTILE), content.messages))
    assert page.all("img") == []
    assert len(page.all("form")) == len(page.all("template")) == 1
    assert page.all("label")[2].words().startswith("Label </script><img")
    (words,) = page.all("script")
    assert json.loads(words.text)["examples"] == [
        {"id": "sample", "title": f"Sample {HOSTILE}", "answers": {"text": HOSTILE}}
    ]


def test_the_page_carries_only_the_words_that_scripts_say(content: Library) -> None:
    (words,) = tree(render_worksheet(every_kind(), content.messages)).all("script")
    assert words.attributes == {"type": "application/json", "id": "pb-words"}
    spoken = json.loads(words.text)["words"]
    assert spoken == {name: text for name, text in content.messages.items() if name.startswith("page-")}


def test_an_example_is_named_as_one_and_its_ticks_are_nobodys(content: Library) -> None:
    sheet = every_kind()
    result = '<ol><li><label><input type="checkbox" data-step="a/b"> <span>Do it</span></label></li></ol>'
    page = tree(render_example(sheet.examples[0], content.messages, result))
    assert content.messages["result-example"] in page.words()
    (tick,) = page.all("input")
    assert "disabled" in tick.attributes
    (load,) = page.all("button")
    assert load.attributes["data-example"] == "sample"


def test_a_missing_message_says_where_to_write_it(content: Library) -> None:
    messages = {name: text for name, text in content.messages.items() if name != "page-unknown"}
    with pytest.raises(ContentErrors, match=r"there is no message 'page-unknown'\. Add '- `page-unknown`: its words'"):
        render_form(every_kind(), messages)


def test_an_option_may_not_take_an_id_that_the_question_uses(content: Library) -> None:
    sheet = every_kind()
    choice = replace(sheet.groups[0].questions[8], options=(Option("why", "Why not"),))
    broken = replace(sheet, groups=(replace(sheet.groups[0], questions=(choice,)),))
    with pytest.raises(FormError, match="question 'choice': no option may be called"):
        render_form(broken, content.messages)


def test_data_for_scripts_cannot_end_its_element() -> None:
    text = json_text({"a": "</script><!--\u2028"})
    assert "<" not in text
    assert json.loads(text) == {"a": "</script><!--\u2028"}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_field_has_a_template_of_its_name(kind: str) -> None:
    assert (TEMPLATES / f"{kind}.html").is_file()


def test_a_kind_without_a_template_names_the_file_to_write(content: Library) -> None:
    group = Group("first", "Title", "", (ask("dial", "speed", "words"),))
    sheet = replace(every_kind(), groups=(group,))
    with pytest.raises(FormError, match=r"'speed' .* 'dial', .* Write playbook_site/forms/templates/dial\.html"):
        render_form(sheet, content.messages)


def test_a_new_kind_is_drawn_by_its_template_alone(content: Library, tmp_path: Path) -> None:
    shutil.copytree(TEMPLATES, tmp_path, dirs_exist_ok=True)
    (tmp_path / "dial.html").write_text(
        '{% extends "field.html" %}{% block control %}<meter id="{{ key }}"></meter>{% endblock %}', encoding="utf-8"
    )
    drawn = Drawing(content.messages, tmp_path).question(ask("dial", "speed", "words"), "speed")
    (question,) = tree(drawn).children
    assert question.attributes["data-kind"] == "dial"
    assert len(question.all("meter")) == 1


def test_no_blank_line_comes_of_a_template(sheet: Worksheet, content: Library) -> None:
    """A blank line could end the block in which Markdown leaves HTML alone."""
    assert "\n\n" not in render_worksheet(sheet, content.messages)


def test_a_question_says_where_else_it_is_asked_in_a_first_row_and_a_range_too(content: Library) -> None:
    """The places as paths into the answers: only the first row shares, and a range shares its most likely amount."""
    shared = shared_answers.places(content.worksheets)
    pages = {
        name: tree(render_worksheet(sheet_of(content, name), content.messages, shared))
        for name in ("quick", "batna", "power", "range", "questions", "trades")
    }
    found = {name: json.loads(page.all("script")[0].text)["shared"] for name, page in pages.items()}
    assert found["quick"]["no_deal"] == ["quick.no_deal", "batna.alternatives.0.name"]
    assert found["batna"]["alternatives.0.name"] == ["quick.no_deal", "batna.alternatives.0.name"]
    limit = ["quick.no_deal_worth", "batna.alternatives.0.worth.likely", "range.reservation"]
    assert found["batna"]["alternatives.0.worth.likely"] == found["range"]["reservation"] == limit
    assert found["batna"]["deal_worth.likely"] == ["quick.offer", "batna.deal_worth.likely", "range.their_number"]
    assert not [path for path in found["batna"] if path.startswith(("alternatives.1", "alternatives.N"))]
    for name, page in pages.items():
        asked = {node.attributes.get("data-path", "") for node in page.walk()}
        assert [path for path in found[name] if not {path, path.rpartition(".")[0]} & asked] == []
