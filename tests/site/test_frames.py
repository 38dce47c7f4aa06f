"""The frame that a page that is read gets around what its Markdown holds."""

from __future__ import annotations

import re

import pytest
from markdown import Markdown

from playbook_site.frames import FRAMES_PRIORITY, FrameProcessor

SEATS = '## What it sounds like\n\n### Less\n\n- **Pay, spoken.** "I ask for 5."\n\n### More\n\n- **Pay, e-mail.** "Here is *how*."\n'


@pytest.fixture
def md() -> Markdown:
    """Python-Markdown with headings' ids, and frames on every page."""
    made = Markdown(extensions=["attr_list", "toc", "footnotes"])
    made.treeprocessors.register(FrameProcessor(made, wanted=lambda: True), "frames", FRAMES_PRIORITY)
    return made


def flat(html: str) -> str:
    return re.sub(r"\s*\n\s*", "", html)


def test_each_second_heading_and_its_text_are_a_part(md: Markdown) -> None:
    html = flat(
        md.convert("# Title\n\nLead.\n\n## One\n\nText.\n\n### Inner\n\nMore.\n\n## Two\n\nEnd.[^1]\n\n[^1]: Note.\n")
    )
    assert html.startswith(
        '<h1 id="title">Title</h1><p>Lead.</p>'
        '<section class="pb-part"><h2 id="one">One</h2><div class="pb-part-body"><p>Text.</p><h3 id="inner">Inner</h3><p>More.</p></div></section>'
        '<section class="pb-part"><h2 id="two">Two</h2><div class="pb-part-body"><p>End.'
    )
    assert html.index('</section><div class="footnote">') > html.index("End."), "notes belong to the whole page"
    assert [one["id"] for one in md.toc_tokens[0]["children"]] == ["one", "two"]  # type: ignore[attr-defined]


def test_a_page_without_second_headings_stays_as_it_is(md: Markdown) -> None:
    assert flat(md.convert("# Title\n\nText.\n\n- one\n- two\n")) == (
        '<h1 id="title">Title</h1><p>Text.</p><ul><li>one</li><li>two</li></ul>'
    )


@pytest.mark.parametrize(
    ("text", "row"),
    [
        pytest.param("- [A](a/)", '<a href="a/">A</a>', id="link"),
        pytest.param(
            "- [A](a/): what it is.", '<a href="a/">A</a><p class="pb-line">what it is.</p>', id="link and line"
        ),
        pytest.param(
            "- [A](a/) *5 min* *Both*",
            '<a href="a/">A</a><p class="pb-meta"><span>5 min</span><span>Both</span></p>',
            id="set apart",
        ),
        pytest.param(
            "- [A](a/): line. *5 min*",
            '<a href="a/">A</a><p class="pb-line">line.</p><p class="pb-meta"><span>5 min</span></p>',
            id="all three",
        ),
        pytest.param(
            "- [A](a/) *Mixed*{ .pb-evidence-mixed }",
            '<a href="a/">A</a><p class="pb-meta"><span class="pb-bars"><i class="pb-on"></i><i class="pb-on"></i><i></i>Mixed</span></p>',
            id="evidence",
        ),
    ],
)
def test_a_list_of_links_is_drawn_as_rows(md: Markdown, text: str, row: str) -> None:
    assert flat(md.convert(text)) == f'<ul class="pb-list"><li class="pb-row">{row}</li></ul>'


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("- [A](a/) and more", id="words after"),
        pytest.param("- See [A](a/)", id="words before"),
        pytest.param("- [A](a/)\n- plain", id="one without a link"),
        pytest.param("- [A](a/): **bold** line", id="bold in the line"),
        pytest.param("- [A](a/)\n    - [B](b/) and more", id="a list inside"),
    ],
)
def test_any_other_list_stays_a_list(md: Markdown, text: str) -> None:
    assert "pb-list" not in md.convert(text)


def test_steps_keep_their_words_together_and_their_ids(md: Markdown) -> None:
    html = flat(md.convert("## Steps\n\n1. Ask *them* now.\n    {: #ask }\n2. Wait.\n    {: #wait }\n"))
    assert (
        '<li class="pb-step" id="ask"><p>Ask <em>them</em> now.</p></li><li class="pb-step" id="wait"><p>Wait.</p></li>'
        in html
    )


def test_a_step_with_a_line_to_say_has_its_id_too(md: Markdown) -> None:
    text = '## Steps\n\n1. Ask.\n    {: #ask }\n\n    > "Could you send it?"\n\n2. Wait.\n    {: #wait }\n'
    html = flat(md.convert(text))
    assert (
        '<li class="pb-step" id="ask"><p>Ask.</p><blockquote class="pb-say"><p>"Could you send it?"</p></blockquote></li>'
        in html
    )
    assert '<li class="pb-step" id="wait"><p>Wait.</p></li>' in html


def test_both_seats_stand_in_sections_and_words_to_say_are_set_apart(md: Markdown) -> None:
    html = flat(md.convert(SEATS))
    assert (
        '<div class="pb-tabs"><section><h3 id="less">Less</h3><ul class="pb-brief"><li><strong>Pay, spoken.</strong>'
        '<blockquote class="pb-say"><p>“I ask for 5.”</p></blockquote></li></ul></section><section><h3 id="more">More</h3>'
    ) in html
    assert "<em>how</em>" in html, "words with a mark inside stay as they are written"
    assert html.count("pb-say") == 1


def test_a_talk_is_drawn_in_turns_and_only_your_words_are_for_you_to_say(md: Markdown) -> None:
    talk = (
        '**Lease, spoken.** It ends.\n\n**You:** "May I stay?"\n\n**They:** "Until May."\n\n**You:** "Thank you."\n\n'
    )
    html = flat(md.convert(SEATS.replace("### Less\n\n", f"### Less\n\n{talk}")))
    assert (
        '<p><strong>Lease, spoken.</strong> It ends.</p><ol class="pb-turns">'
        '<li><strong>You:</strong><blockquote class="pb-say"><p>“May I stay?”</p></blockquote></li>'
        '<li><strong>They:</strong><blockquote class="pb-heard"><p>“Until May.”</p></blockquote></li>'
        '<li><strong>You:</strong><blockquote class="pb-say"><p>“Thank you.”</p></blockquote></li></ol><ul class="pb-brief">'
    ) in html


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('**You:** I say "yes".', id="not all in quotes"),
        pytest.param('**Lease:** "It ends."', id="neither you nor they"),
        pytest.param('Then **You:** "Yes."', id="words before"),
    ],
)
def test_any_other_paragraph_in_a_seat_is_no_turn(md: Markdown, text: str) -> None:
    assert "pb-turns" not in md.convert(SEATS.replace("### Less\n\n", f"### Less\n\n{text}\n\n"))


def test_a_claim_begins_with_the_bars_of_its_label(md: Markdown) -> None:
    html = flat(md.convert("## Why this works\n\n**Mixed.** A study.\n\n**Note.** A note.\n\nIt is **strong.**\n"))
    bars = '<span class="pb-bars"><i class="pb-on"></i><i class="pb-on"></i><i></i>Mixed.</span>'
    assert f"<p><strong>{bars}</strong> A study.</p><p><strong>Note.</strong> A note.</p>" in html
    assert html.count("pb-bars") == 1
    assert "pb-bars" not in md.convert("## Next\n\n**Mixed.** A bag.\n"), "labels are those of reasons"


def test_an_opening_with_a_filled_button_is_a_hero(md: Markdown) -> None:
    text = "# Know\n\nFor talks.\n\n[Begin](a/){ .pb-button .pb-main }\n\nNo account.\n\n## More\n\nText.\n"
    assert flat(md.convert(text)).startswith(
        '<div class="pb-hero"><h1 id="know">Know</h1><div><p class="pb-lead">For talks.</p><p class="pb-buttons">'
        '<a class="pb-button pb-main" href="a/">Begin</a></p><p class="pb-small">No account.</p></div></div>'
        '<div class="pb-welcome" hidden="hidden"></div><section class="pb-part">'
    )


def test_a_filled_button_further_down_makes_no_hero(md: Markdown) -> None:
    assert "pb-hero" not in md.convert("# A\n\nText.\n\n## More\n\n[Begin](a/){ .pb-button .pb-main }\n")


def test_a_page_that_has_a_frame_of_its_own_gets_none() -> None:
    made = Markdown()
    made.treeprocessors.register(FrameProcessor(made, wanted=lambda: False), "frames", FRAMES_PRIORITY)
    assert "pb-part" not in made.convert("## One\n\nText.\n")
