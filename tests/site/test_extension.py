"""What the pages show of steps, worksheets and examples."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from markdown import Markdown

from playbook_engine.library import Case
from playbook_site import extension as extension_module
from playbook_site.content import reader
from playbook_site.content.play_form import FILLED, FILLED_END
from playbook_site.extension import (
    PageError,
    cases_fence,
    example_fence,
    plain_step,
    play_fence,
    sample_fence,
    sample_of,
    worksheet_fence,
)

WORDS = {"best_alternative": "your best alternative", "wait": "the wait"}


def own(name: str) -> str:
    """The plain words of a placeholder, marked as what a reader's own words may replace."""
    return f'<span class="pb-own" data-word="{name}">{WORDS[name]}</span>'


@pytest.fixture
def md(docs: Path) -> Markdown:
    """Python-Markdown as mkdocs.yml sets it up, where our parts are concerned."""
    fences = [
        {"name": "worksheet", "class": "worksheet", "format": worksheet_fence},
        {"name": "example", "class": "example", "format": example_fence},
        {"name": "play", "class": "play", "format": play_fence},
        {"name": "cases", "class": "cases", "format": cases_fence},
        {"name": "sample", "class": "sample", "format": sample_fence},
    ]
    return Markdown(
        extensions=["attr_list", "md_in_html", "toc", "pymdownx.superfences", "playbook_site.extension"],
        extension_configs={
            "pymdownx.superfences": {"custom_fences": fences},
            "playbook_site.extension": {"docs": str(docs)},
        },
    )


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        pytest.param("1. Call them. {#call}", ["1. Call them.", "    {: #call }"], id="id"),
        pytest.param(
            '2. Wait {wait}. {#w-2 when="a, not b"}',
            [f"2. Wait {own('wait')}.", "    {: #w-2 }"],
            id="id and condition",
        ),
        pytest.param(
            "3. {wait} and {best_alternative}.", [f"3. {own('wait')} and {own('best_alternative')}."], id="no id"
        ),
        pytest.param("Plain {Not a placeholder} {}", ["Plain {Not a placeholder} {}"], id="other brackets"),
        pytest.param(
            '    > "I can wait {wait} for {best_alternative}."',
            [
                '    > "I can wait <span class="pb-own" data-word="wait">the wait</span> for '
                '<span class="pb-own" data-word="best_alternative">…</span>."'
            ],
            id="a line to say",
        ),
    ],
)
def test_a_step_is_shown_in_plain_words(line: str, shown: list[str]) -> None:
    assert plain_step(line, WORDS) == shown


def test_an_unknown_placeholder_says_what_was_meant() -> None:
    with pytest.raises(PageError, match=r"\{best_alternativ\}.*Did you mean 'best_alternative'\?"):
        plain_step("1. Ask {best_alternativ}. {#ask}", WORDS)


def test_steps_become_list_items_with_ids_and_conditions_stay_out_of_the_page(md: Markdown) -> None:
    html = md.convert(
        "# Play\n\n## Steps\n\n"
        '1. Improve *{best_alternative}*. {#one when="alternatives_are_few"}\n2. Ask. {#two}\n\n## Next\n\nText {kept}.\n'
    )
    assert f'<li class="pb-step" id="one"><p>Improve <em>{own("best_alternative")}</em>.</p></li>' in html
    assert '<li class="pb-step" id="two"><p>Ask.</p></li>' in html
    assert "alternatives_are_few" not in html
    assert "Text {kept}." in html


def test_a_page_without_steps_is_left_alone(md: Markdown) -> None:
    assert (
        md.convert("# Words\n\n1. A {best_alternative}.\n")
        == '<h1 id="words">Words</h1>\n<ol>\n<li>A {best_alternative}.</li>\n</ol>'
    )


def test_the_real_worksheet_becomes_a_form_and_its_first_example_a_result(md: Markdown, docs: Path) -> None:
    html = md.convert((docs / "worksheets" / "batna.md").read_text(encoding="utf-8").split("---", 2)[2])
    assert html.count('<form class="pb-form"') == 1
    assert html.count('<section class="pb-example"') == html.count("data-example=") > 1
    assert html.count('<section class="pb-result">') == 1
    assert html.index('class="pb-result-region"') < html.index('<section class="pb-example"')


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        pytest.param("```worksheet\nid: nowhere\n```", "no worksheet 'nowhere'", id="unknown worksheet"),
        pytest.param("```worksheet\ntitle: x\n```", "begin with 'id: '", id="worksheet without id"),
        pytest.param("```worksheet\n: [\n```", "not YAML", id="no YAML"),
        pytest.param("```example\nid: salary\n```", "below the worksheet fence", id="example alone"),
        pytest.param("```play\nid: plays/nowhere/\n```", "no play 'plays/nowhere/'", id="unknown play"),
        pytest.param("```cases\nid: nowhere\n```", "no worksheet 'nowhere' with cases", id="cases of nothing"),
        pytest.param("```sample\nid: batna\n```", "no example 'batna/'", id="sample without example"),
        pytest.param("```sample\nid: batna/nothing\n```", "no example 'batna/nothing'", id="unknown sample"),
        pytest.param(
            "```worksheet\nid: batna\n```\n\n```example\nid: nothing\n```", "no example 'nothing'", id="unknown example"
        ),
    ],
)
def test_a_fence_that_cannot_be_drawn_stops_the_build(md: Markdown, text: str, fault: str) -> None:
    """Superfences swallows other exceptions and shows the fence as code; ours must come out."""
    with pytest.raises(PageError, match=fault):
        md.convert(text)


def test_one_page_does_not_know_the_worksheet_of_another(md: Markdown) -> None:
    md.convert("```worksheet\nid: batna\n```")
    md.reset()
    with pytest.raises(PageError, match="below the worksheet fence"):
        md.convert("```example\nid: salary\n```")


def test_a_plays_plate_says_what_its_front_matter_says(md: Markdown) -> None:
    html = md.convert("```play\nid: plays/batna/widen-your-alternatives/\n```")
    said = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", html)
    assert [name for name, _ in said] == ["Time", "Stage", "Seat", "Evidence", "Reviewed"]
    assert [re.sub(r"<[^>]+>", "", words) for _, words in said] == [
        "30 min",
        "Before you talk",
        "Both seats",
        "Mixed",
        "Nov 2026",
    ]
    assert html.count('<i class="pb-on"></i>') == 2


def test_cases_lead_to_the_worksheet_and_say_which_behind_the_hash(
    md: Markdown, docs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = reader.read(docs)
    cases = tuple(Case(name, f"I {name} & more", "A line", {}, "{}") for name in ("pay", "lease", "other"))
    sheets = tuple(replace(sheet, cases=cases) for sheet in library.worksheets)
    monkeypatch.setattr(extension_module.reader, "cached", lambda _: replace(library, worksheets=sheets))
    html = md.convert("```cases\nid: batna\n```")
    assert re.findall(r'href="([^"]*)"', html) == ["worksheets/batna/#case=pay", "worksheets/batna/#case=lease"]
    assert "<strong>I pay &amp; more</strong><span>A line</span>" in html


def test_a_sample_is_a_verdict_and_steps_with_nothing_to_press() -> None:
    foot = '<div class="pb-step-foot"><label><input type="checkbox"></label><a href="../../plays/x/">How</a></div>'
    result = (
        '<section class="pb-readout">\n<div class="pb-verdict"><h3>Close.</h3>\n<p>900 better.</p></div><dl></dl></section>'
        f'<ol class="pb-steps">\n<li class="pb-step"><h5>Ask.</h5>\n<p>Why.</p>\n{foot}</li>\n<li><h5>Wait.</h5>{foot}</li></ol>'
    )
    html = sample_of(result)
    assert "input" not in html
    assert "href" not in html
    assert re.findall(r"<h\d>.*?</h\d>", html) == ["<h3>Close.</h3>", "<h4>Ask.</h4>", "<h4>Wait.</h4>"]
    assert "900 better." in html
    with pytest.raises(PageError, match="no verdict or no steps"):
        sample_of("<p>Nothing yet.</p>")


@pytest.mark.parametrize("fence", ["worksheet", "play", "cases", "sample"])
def test_a_fault_of_our_own_stops_the_build_too(md: Markdown, monkeypatch: pytest.MonkeyPatch, fence: str) -> None:
    """Superfences would show the fence as code, and the page would be published so."""

    def fails(_: Path) -> None:
        raise OSError("the disk is gone")

    monkeypatch.setattr(extension_module.reader, "cached", fails)
    with pytest.raises(PageError, match=f"{fence}_fence: OSError: the disk is gone"):
        md.convert(f"```{fence}\nid: batna\n```")


def test_what_a_play_shows_filled_in_is_markdown(md: Markdown) -> None:
    html = re.sub(
        r"\s*\n\s*",
        "",
        md.convert(f"# T\n\nAt the end.\n\n{FILLED}\n\n- **Limit:** 5\n\n{FILLED_END}\n\n## More\n\nText.\n"),
    )
    assert '<p>At the end.</p><div class="pb-filled"><ul><li><strong>Limit:</strong> 5</li></ul></div><section' in html


def test_the_site_reads_markdown_in_that_block() -> None:
    """Without this extension the words of the block would be shown with their marks."""
    settings = (Path(__file__).parents[2] / "mkdocs.yml").read_text(encoding="utf-8")
    assert "\n  - md_in_html\n" in settings
