"""Publishing, on a small site that any generator might have written, and on the real one."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from playbook_site.errors import BuildError
from playbook_site.publish import theme_repairs
from playbook_site.publish.compress import compress_site
from playbook_site.publish.headers import headers_for, parse_netlify
from playbook_site.publish.html_page import csp_hash, read_page
from playbook_site.publish.publish import Published, publish
from tests.built_site import built_site

FORM = '<form class="pb-form" data-worksheet="batna"></form>'
PAGE = '<!doctype html><html><head><meta charset="utf-8"><title>t</title></head><body>{}</body></html>'


def small_site(root: Path, **pages: str) -> Path:
    """Write a site: page bodies by name, with double underscores for slashes."""
    site = root / "site"
    bodies = {"index": "<p>Hello</p>", "404": '<a href="/">Home</a>', "worksheets__batna__index": FORM, **pages}
    for name, body in bodies.items():
        path = site / (name.replace("__", "/") + ".html")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PAGE.format(body), encoding="utf-8")
    (site / "assets" / "js").mkdir(parents=True)
    for name, code in {
        "worksheet": "export {};\n",
        "engine-worker": "",
        "early": "early()\n",
        "theme-later": "later()",
    }.items():
        (site / "assets" / "js" / f"{name}.mjs").write_text(code, encoding="utf-8")
    return site


def runtime(root: Path) -> Path:
    folder = root / "runtime" / "abc123"
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text("{}", encoding="utf-8")
    return folder


def publish_small(tmp_path: Path, url: str = "", **pages: str) -> tuple[Path, Published]:
    site = small_site(tmp_path, **pages)
    return site, publish(site, library='{"v":1}\n', runtime=runtime(tmp_path), url=url)


def test_a_page_with_a_worksheet_learns_where_the_engine_is(tmp_path: Path) -> None:
    site, done = publish_small(tmp_path)
    html = (site / "worksheets/batna/index.html").read_text(encoding="utf-8")
    assert 'data-runtime="../../assets/runtime/abc123/"' in html
    assert f'data-library="../../{done.library}"' in html
    assert 'data-worksheets="batna"' in html
    assert f'data-worker="../../{done.scripts}engine-worker.mjs">early()</script>' in html
    assert f'<script type="module" async fetchpriority="high" src="../../{done.scripts}worksheet.mjs"></script>' in html
    assert not list(site.glob("assets/js/*/early.mjs"))
    assert (site / done.library).read_text(encoding="utf-8") == '{"v":1}\n'


def test_the_themes_script_waits_its_turn_on_pages_with_a_worksheet_only(tmp_path: Path) -> None:
    theme = '<script src="../../assets/javascripts/bundle.1a2b.min.js"></script>'
    site = small_site(tmp_path, worksheets__batna__index=FORM + theme, plays__x__index=theme)
    (site / "assets" / "javascripts").mkdir()
    (site / "assets" / "javascripts" / "bundle.1a2b.min.js").write_text("theme()", encoding="utf-8")
    publish(site, library="{}", runtime=runtime(tmp_path))
    sheet, play = (
        (site / f"{name}/index.html").read_text(encoding="utf-8") for name in ("worksheets/batna", "plays/x")
    )
    assert '<script data-later="../../assets/javascripts/bundle.1a2b.min.js">later()</script>' in sheet
    assert theme not in sheet
    assert theme in play
    headers = headers_for(
        parse_netlify((site / "_headers").read_text(encoding="utf-8")), "/worksheets/batna/index.html"
    )
    for script in ("early()", "later()"):
        assert csp_hash(script) in headers["Content-Security-Policy"]


def test_every_other_page_loads_none_of_our_scripts(tmp_path: Path) -> None:
    site, _ = publish_small(tmp_path)
    assert "<script" not in (site / "index.html").read_text(encoding="utf-8")


def test_only_folders_with_a_worksheet_may_compile_webassembly(tmp_path: Path) -> None:
    site, _ = publish_small(tmp_path, plays__index="<p>Plays</p>")
    rules = parse_netlify((site / "_headers").read_text(encoding="utf-8"))
    policies = {
        path: headers_for(rules, path)["Content-Security-Policy"] for path in ("/", "/plays/", "/worksheets/batna/")
    }
    assert {path for path, policy in policies.items() if "'wasm-unsafe-eval'" in policy} == {"/worksheets/batna/"}


def test_the_scripts_of_a_page_are_named_in_the_policy_of_its_folder_only(tmp_path: Path) -> None:
    script = "<script>theme()</script>"
    site, _ = publish_small(tmp_path, plays__index=script)
    rules = parse_netlify((site / "_headers").read_text(encoding="utf-8"))
    (name,) = read_page(script).script_hashes()
    assert name in headers_for(rules, "/plays/")["Content-Security-Policy"]
    assert name not in headers_for(rules, "/worksheets/batna/")["Content-Security-Policy"]


@pytest.mark.parametrize("url", ["", "https://example.org/"])
def test_a_site_that_knows_its_address_shuts_its_preview_in_and_names_itself_in_the_activitys_policy(
    tmp_path: Path, url: str
) -> None:
    """In a frame without an origin WebKit knows the site by that name alone; a site that has none gives its frame no sandbox."""
    frame = '<iframe class="pb-preview" sandbox="allow-scripts" data-activity="quick"></iframe>'
    site = small_site(tmp_path, teach__portals__index=frame)
    activity = {"embed/quick/index.html": PAGE.format(FORM)}
    publish(site, library="{}", runtime=runtime(tmp_path), url=url, embedded=lambda _: activity)
    shown = (site / "teach/portals/index.html").read_text(encoding="utf-8")
    assert 'src="../../embed/quick/"' in shown
    assert ("sandbox=" in shown) == bool(url)
    rules = parse_netlify((site / "_headers").read_text(encoding="utf-8"))
    sent = headers_for(rules, "/embed/quick/")["Content-Security-Policy"]
    for policy in (sent, (site / "embed/quick/index.html").read_text(encoding="utf-8")):
        assert ("style-src 'self' https://example.org;" in policy) == bool(url)
        assert ("style-src 'self';" in policy) != bool(url)


def test_under_a_sub_path_addresses_that_cannot_be_relative_get_the_prefix(tmp_path: Path) -> None:
    site, _ = publish_small(
        tmp_path, url="https://example.org/playbook/", **{"404": '<a href="/playbook/">Home</a>' + FORM}
    )
    assert 'data-runtime="/playbook/assets/runtime/abc123/"' in (site / "404.html").read_text(encoding="utf-8")
    rules = parse_netlify((site / "_headers").read_text(encoding="utf-8"))
    assert "Content-Security-Policy" in headers_for(rules, "/playbook/worksheets/batna/")


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        pytest.param('<a href="gone/">x</a>', "index.html:1: gone/ leads nowhere", id="dead-link"),
        pytest.param('<a href="worksheets/batna/#gone">x</a>', "has no id 'gone'", id="dead-anchor"),
        pytest.param('<img src="https://example.org/a.png">', "fetched from another origin", id="foreign-image"),
        pytest.param('<link rel="preconnect" href="//example.org">', "fetched from another origin", id="preconnect"),
        pytest.param('<img srcset="https://example.org/a.png 2x">', "fetched from another origin", id="foreign-srcset"),
        pytest.param('<p style="color: red">x</p>', "inline style", id="style-attribute"),
        pytest.param("<style>p{}</style>", "inline style", id="style-element"),
        pytest.param('<p onclick="x()">x</p>', "inline handler", id="handler"),
        pytest.param('<a href="/elsewhere">x</a>', "leads nowhere", id="root-relative"),
        pytest.param("<link rel='next' href='worksheets/batna/'>", "<link rel=next> is fetched ahead", id="next"),
        pytest.param('<link rel="Next up" href="worksheets/batna/">', "<link rel=next> is fetched ahead", id="rels"),
        pytest.param('<link rel="prefetch" href="worksheets/batna/">', "is fetched ahead", id="prefetch"),
        pytest.param('<link href="worksheets/batna/" rel="prerender">', "is fetched ahead", id="prerender"),
    ],
)
def test_what_a_browser_could_not_or_should_not_fetch_stops_the_build(tmp_path: Path, body: str, fault: str) -> None:
    with pytest.raises(BuildError, match=re.escape(fault)):
        publish_small(tmp_path, index=body)


def test_an_outward_link_that_waits_for_the_reader_is_fine(tmp_path: Path) -> None:
    publish_small(tmp_path, index='<a href="https://example.org/">x</a> <a href="mailto:a@example.org">y</a>')


def test_a_stylesheet_that_fetches_from_elsewhere_stops_the_build(tmp_path: Path) -> None:
    site = small_site(tmp_path)
    (site / "assets" / "css").mkdir()
    (site / "assets" / "css" / "a.css").write_text("@import 'https://example.org/a.css';", encoding="utf-8")
    with pytest.raises(BuildError, match="another origin"):
        publish(site, library="{}", runtime=None)


def test_no_page_names_the_one_before_or_after_in_its_head(tmp_path: Path) -> None:
    """Firefox would fetch it ahead, and the policy forbid that. Mending a mended page changes nothing."""
    head = '<link rel="prev" href="./"><link rel="next" href="worksheets/batna/">'
    site, _ = publish_small(tmp_path, index=head)
    html = (site / "index.html").read_text(encoding="utf-8")
    assert "<link rel=" not in html
    assert theme_repairs.repair(html) == html


THEME = (
    'x=D(()=>L(...q("announce"),1)),m=z.pipe(M(()=>c("main")),S(e=>e)),'
    'all=L(...q("search").map(e=>N(e,{index$:i,keyboard$:k})));'
)


def searching_site(root: Path, theme: str = THEME) -> Path:
    """A site with the parts of a search, the theme's and ours, and a page that asks for them."""
    site = small_site(
        root,
        index='<div id="pb-search"></div>',
        plays__index='<script src="../assets/javascripts/bundle.0.min.js"></script>"workers/search.0.min.js"',
    )
    for name, text in (
        ("javascripts/bundle.0.min.js", theme),
        ("javascripts/workers/search.0.min.js", "work();"),
        ("js/search-worker.mjs", "words();"),
        ("js/open-search.mjs", "open();"),
    ):
        (site / "assets" / name).parent.mkdir(parents=True, exist_ok=True)
        (site / "assets" / name).write_text(text, encoding="utf-8")
    return site


def test_the_themes_search_waits_for_a_reader_and_ours_stands_before_it(tmp_path: Path) -> None:
    site = searching_site(tmp_path)
    publish(site, library="{}", runtime=None)
    (page,) = (site / "assets" / "javascripts").glob("bundle.*.js")
    (worker,) = (site / "assets" / "javascripts" / "workers").glob("search.*.js")
    text = page.read_text(encoding="utf-8")
    assert text.startswith("open();\n")
    assert 'q("search").map(e=>D(()=>playbookSearch).pipe(S(()=>N(e,{index$:i,keyboard$:k}))))' in text
    assert worker.read_text(encoding="utf-8") == "words();\nwork();"
    html = (site / "plays" / "index.html").read_text(encoding="utf-8")
    assert page.name in html
    assert ".0.min.js" not in html.replace("workers/search.0.min.js", ""), "no page asks for the old name"


@pytest.mark.parametrize(
    "theme",
    [
        pytest.param("", id="nothing"),
        pytest.param(THEME.replace("index$", "index"), id="mounted in another way"),
        pytest.param(THEME.replace('"announce"', '"banner"'), id="no defer"),
        pytest.param(THEME.replace('"main"', '"body"'), id="no switchMap"),
        pytest.param(THEME + THEME, id="mounted twice"),
    ],
)
def test_a_theme_that_sets_its_search_up_in_another_way_stops_the_build(tmp_path: Path, theme: str) -> None:
    with pytest.raises(BuildError, match="adapt publish"):
        publish(searching_site(tmp_path, theme), library="{}", runtime=None)


def test_the_real_theme_has_one_place_where_the_search_begins() -> None:
    (script,) = (built_site() / "assets" / "javascripts").glob("bundle.*.js")
    text = script.read_text(encoding="utf-8")
    assert text.count("(()=>playbookSearch)") == 1
    assert "sourceMappingURL" not in text, "the map is not shipped"


def test_a_play_gets_its_script_and_other_pages_do_not(tmp_path: Path) -> None:
    plate = '<dl class="pb-chips" data-play="plays/x/"></dl>'
    site = small_site(tmp_path, plays__x__index=f"</head>{plate}", plays__index="</head><dl class='pb-chips'></dl>")
    (site / "assets" / "js" / "play.mjs").write_text("play();", encoding="utf-8")
    done = publish(site, library="{}", runtime=None)
    tag = f'<script type="module" src="../../{done.scripts}play.mjs"></script></head>'
    assert tag in (site / "plays/x/index.html").read_text(encoding="utf-8")
    assert "play.mjs" not in (site / "plays/index.html").read_text(encoding="utf-8")


def test_an_aligned_cell_keeps_its_side_without_a_style_attribute(tmp_path: Path) -> None:
    site, _ = publish_small(tmp_path, index='<table><tr><td style="text-align: right;">5</td></tr></table>')
    assert '<td class="pb-align-right">5</td>' in (site / "index.html").read_text(encoding="utf-8")


def test_another_byte_in_a_script_gives_its_folder_another_name(tmp_path: Path) -> None:
    names = []
    for code in ("export {};", "export { };"):
        root = tmp_path / str(len(names))
        site = small_site(root)
        (site / "assets" / "js" / "worksheet.mjs").write_text(code, encoding="utf-8")
        names.append(publish(site, library="{}", runtime=None).scripts)
    assert names[0] != names[1]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no umask")
def test_a_web_server_can_read_what_a_careful_user_builds(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        site, _ = publish_small(tmp_path)
    finally:
        os.umask(before)
    modes = {path: path.stat().st_mode & 0o777 for path in (site, *site.rglob("*"))}
    assert {path.name for path in modes} >= {"site", "assets", "index.html", "_headers", "manifest.json"}
    assert {path for path, mode in modes.items() if mode != (0o755 if path.is_dir() else 0o644)} == set()


def test_compressed_copies_are_the_same_bytes_every_time(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.js").write_text("let a = 1;\n" * 200, encoding="utf-8")
        compress_site(tmp_path / name, tmp_path / f"cache-{name}")
    for suffix in (".br", ".gz"):
        assert (tmp_path / f"a/x.js{suffix}").read_bytes() == (tmp_path / f"b/x.js{suffix}").read_bytes()


# --- The real site


@pytest.fixture(scope="module")
def site() -> Path:
    return built_site()


def addresses(site: Path) -> list[str]:
    """Every address of the site, pages also by their folder."""
    found = []
    for path in sorted(site.rglob("*")):
        if path.is_file() and path.suffix not in (".br", ".gz") and not path.name.startswith("_"):
            name = "/" + path.relative_to(site).as_posix()
            found += [name, name.removesuffix("index.html")] if name.endswith("/index.html") else [name]
    return found


@pytest.mark.parametrize("which", ["small", "real"])
def test_no_two_rules_set_the_same_header(site: Path, tmp_path: Path, which: str) -> None:
    chosen = site if which == "real" else publish_small(tmp_path, plays__index="<p>Plays</p>")[0]
    rules = parse_netlify((chosen / "_headers").read_text(encoding="utf-8"))
    for address in addresses(chosen):
        names = [name for rule in rules if rule.matches(address) for name, _ in rule.headers]
        assert len(names) == len(set(names)), address


def test_every_page_is_sent_with_a_policy_that_names_its_inline_scripts(site: Path) -> None:
    rules = parse_netlify((site / "_headers").read_text(encoding="utf-8"))
    pages = [address for address in addresses(site) if address.endswith(".html")]
    assert len(pages) > 10
    for address in pages:
        policy = headers_for(rules, address)["Content-Security-Policy"]
        page = read_page((site / address[1:]).read_text(encoding="utf-8"))
        assert page.script_hashes() <= set(policy.replace(";", " ").split()), address
        assert "'unsafe-inline'" not in policy
        assert "'unsafe-eval'" not in policy
        assert headers_for(rules, address)["Cache-Control"] == "no-cache"


def test_the_sample_for_nginx_sends_the_same_policies(site: Path) -> None:
    rules = parse_netlify((site / "_headers").read_text(encoding="utf-8"))
    sample = (site / "_nginx.conf").read_text(encoding="utf-8")
    for rule in rules:
        for name, value in rule.headers:
            assert value in sample, (rule.path, name)


def test_the_library_is_published_as_the_reader_wrote_it(site: Path) -> None:
    (library,) = (site / "assets" / "library").glob("*.json")
    assert json.loads(library.read_text(encoding="utf-8"))["worksheets"]
