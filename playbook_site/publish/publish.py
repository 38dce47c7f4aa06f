"""From a built site to a published one: hashed folders, scripts on worksheet pages, policy, headers, compression, checks.

Works on any built site directory, whichever generator wrote it: only HTML that generators agree on is touched.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from playbook_site.errors import BuildError
from playbook_site.publish import materials, offline, search, sums, theme_repairs
from playbook_site.publish.bundle import EMBED, INLINE, OFFLINE, SEARCH
from playbook_site.publish.check_site import check_site
from playbook_site.publish.compress import compress_file, compress_site
from playbook_site.publish.headers import (
    EMBEDDED,
    embed_policy,
    page_policy,
    site_rules,
    write_netlify,
    write_nginx,
)
from playbook_site.publish.html_page import Page, read_page
from playbook_site.publish.places import Places, base_path, origin

_FORM = re.compile(r'<form\b[^>]*\bclass="(?:[^"]*\s)?pb-form(?:\s[^"]*)?"[^>]*>')
_THEME = re.compile(r'<script src="([^"]*/javascripts/bundle\.[^"]*\.js)"></script>')
_ACTIVITY = re.compile(r'(<iframe\b[^>]*?)(sandbox="[^"]*" )data-activity="([^"]+)"')
_CHARSET = re.compile(r"<meta charset=[^>]*>")
#: What on a page asks for which script.
_READING = {
    "play.mjs": '<dl class="pb-chips" data-play="',
    "home.mjs": 'class="pb-welcome"',
    "leave.mjs": 'class="pb-leave"',
    "story.mjs": 'class="pb-story"',
    "choose.mjs": 'class="pb-choose"',
}
_WORKSHEET = re.compile(r'\bdata-worksheet="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Published:
    """Where the hashed parts stand in the site (relative to its root), and how many pages there are."""

    pages: int
    worksheets: int
    runtime: str
    library: str
    scripts: str


def publish(
    site: Path,
    *,
    library: str,
    runtime: Path | None,
    url: str = "",
    compressed: Path | None = None,
    whole: bool = False,
    kept: bool = True,
    embedded: Callable[[Places], Mapping[str, str]] | None = None,
    framed_by: tuple[str, ...] = (),
    bill: str = "",
) -> Published:
    """Make a built site ready to be served.

    ``library`` is the text of library.json, ``runtime`` the assembled runtime folder (its name is its hash), ``url`` the
    address of the site ("" for the root of a host that is not known), ``compressed`` the folder that keeps compressed bytes
    (None: do not compress). ``whole``
    says that the runtime has no quick start, so that pages do not look for one. ``kept`` says whether readers' browsers may keep
    the site for when there is no network; otherwise they remove what they have kept of it. ``embedded`` writes what stands below
    ``embed/``, by path in the site; ``framed_by`` are the origins that may frame it, none for any site. ``bill`` is
    the text of the bill of materials, "" for none.

    Raises BuildError with one sentence for each fault found.
    """
    base, own = base_path(url), origin(url)
    _drop_unused(site)
    early, later = (_take(site / "assets" / "js" / Path(name).name) for name in INLINE)
    searching = search.put_before(site, *(_take(site / "assets" / "js" / Path(name).name) for name in SEARCH))
    answering, removing = (_take(site / "assets" / "js" / Path(name).name) for name in OFFLINE)
    kept = kept and bool(answering)
    host_script = _take(site / "assets" / "js" / Path(EMBED[1]).name)
    scripts = _hash_folder(site / "assets" / "js")
    styles = _hash_folder(site / "assets" / "css")
    library_file = _write_library(site, library)
    runtime_folder = ""
    if runtime is not None:
        runtime_folder = f"assets/runtime/{runtime.name}/"
        shutil.copytree(runtime, site / runtime_folder)

    if embedded is not None:
        at_styles = f"assets/css/{styles}/" if styles else ""
        places = Places(f"assets/js/{scripts}/", at_styles, runtime_folder, library_file, whole, f"{host_script}\n")
        for name, text in embedded(places).items():
            _write(site / name, text)

    pages: dict[str, Page] = {}
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        if name.startswith(EMBEDDED):
            pages[name] = _as_it_is(path, own)
            continue
        html = theme_repairs.repair(path.read_text(encoding="utf-8"))
        if styles:
            html = re.sub(r'((?:href|src)="[^"]*\bassets/css/)(?=[^"/]+")', rf"\g<1>{styles}/", html)
        for renamed in searching:
            html = renamed.in_page(html)
        html = _stay_inside(html, name.count("/"))
        up = base if name == "404.html" else "../" * name.count("/")
        at_scripts = f"assets/js/{scripts}/" if scripts else ""
        html = _wire_forms(html, up, runtime_folder, library_file, at_scripts, early, later, whole=whole)
        html = _wire_plans(html, up, runtime_folder, library_file, at_scripts, whole=whole)
        html = _show_activities(html, up, own)
        html = _wire_reading(html, f"{up}{at_scripts}" if at_scripts else "")
        page = read_page(html)
        wasm = page.has_form or page.has_plans
        policy = page_policy(page.script_hashes(), wasm=wasm, meta=True, frames=page.has_frame)
        html = state_policy(html, policy)
        html = offline.mark(html) if kept else html
        path.write_text(html, encoding="utf-8", newline="\n")
        pages[name] = page

    faults = check_site(site, pages, base)
    if faults:
        raise BuildError(faults)
    if bill:
        (site / materials.NAME).write_text(bill, encoding="utf-8", newline="\n")
    ours = {name: page for name, page in pages.items() if not name.startswith(EMBEDDED)}
    with_forms = frozenset(name for name, page in ours.items() if page.has_form)
    with_engine = with_forms | {name for name, page in ours.items() if page.has_plans}
    release = offline.name_release(site) if kept else ""
    if worker := answering if kept else removing:
        (site / offline.WORKER).write_text(f"{worker}\n", encoding="utf-8", newline="\n")
    if compressed is not None:
        compress_site(site, compressed)
    if runtime is not None:
        _note_sent(site / runtime_folder)
    if kept:
        listed = offline.write_list(site, release)
        if compressed is not None:
            compress_file(listed, compressed)
    (site / sums.NAME).touch()  # the rules name each file
    with_frames = frozenset(name for name, page in ours.items() if page.has_frame)
    hashes = {name: page.script_hashes() for name, page in ours.items()}
    rules = site_rules(site, hashes, with_engine, framed_by, with_frames, own)
    (site / "_headers").write_text(write_netlify(rules, base), encoding="utf-8", newline="\n")
    (site / "_nginx.conf").write_text(write_nginx(rules, base), encoding="utf-8", newline="\n")
    sums.write_sums(site)
    _let_everybody_read(site)
    return Published(
        len(ours), len(with_forms), runtime_folder, library_file, f"assets/js/{scripts}/" if scripts else ""
    )


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _as_it_is(path: Path, own: str) -> Page:
    """State the policy in a page that was written with all its addresses, and return what it holds."""
    html = path.read_text(encoding="utf-8")
    page = read_page(html)
    _write(path, state_policy(html, embed_policy(wasm=page.has_form, meta=True, own=own)))
    return page


def _let_everybody_read(site: Path) -> None:
    """Let a web server read the site, which runs as another user, whatever the builder's umask is."""
    for path in (site, *site.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)


def _drop_unused(site: Path) -> None:
    """Remove what no page asks for, and what differs between two builds of the same text."""
    shutil.rmtree(site / "assets" / "javascripts" / "lunr", ignore_errors=True)  # other languages' search
    for source_map in site.glob("assets/**/*.map"):
        source_map.unlink()
        code = source_map.with_suffix("")
        if code.exists():
            text = code.read_text(encoding="utf-8")
            text = re.sub(r"\n?(?://|/\*)# sourceMappingURL=[^\n]*\s*\Z", "\n", text)
            code.write_text(text, encoding="utf-8", newline="\n")
    sitemap = site / "sitemap.xml"
    if sitemap.exists():
        # The date of the build is no news to a search engine.
        text = re.sub(r"\s*<lastmod>[^<]*</lastmod>", "", sitemap.read_text(encoding="utf-8"))
        sitemap.write_text(text, encoding="utf-8", newline="\n")
        sitemap.with_name("sitemap.xml.gz").write_bytes(gzip.compress(text.encode(), 9, mtime=0))


def _hash_folder(folder: Path) -> str:
    """Move a folder's files into a folder named by their bytes, and return that name; empty when there are none."""
    if not folder.is_dir():
        return ""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(f"{path.relative_to(folder).as_posix()}\0{path.stat().st_size}\0".encode())
            digest.update(path.read_bytes())
    name = digest.hexdigest()[:12]
    moved = folder.with_name(folder.name + "-moved")
    folder.rename(moved)
    folder.mkdir()
    moved.rename(folder / name)
    return name


def _write_library(site: Path, library: str) -> str:
    name = hashlib.sha256(library.encode()).hexdigest()[:12]
    path = site / "assets" / "library" / f"{name}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(library, encoding="utf-8", newline="\n")
    return f"assets/library/{name}.json"


def _note_sent(runtime: Path) -> None:
    """Write what each file of the runtime weighs on the line, so that progress counts the bytes that the reader waits for."""
    sent: dict[str, dict[str, int]] = {}
    for encoding, suffix in (("br", ".br"), ("gzip", ".gz")):
        for path in sorted(runtime.glob(f"*{suffix}")):
            sent.setdefault(path.stem, {})[encoding] = path.stat().st_size
    text = json.dumps(sent, sort_keys=True, separators=(",", ":")) + "\n"
    (runtime / "sent.json").write_text(text, encoding="utf-8", newline="\n")


def _stay_inside(html: str, depth: int) -> str:
    """Take back a step up that would lead out of the site.

    Zensical reads addresses in what a fence returns as if they stood in the Markdown, and adds a step; MkDocs does not.

    >>> _stay_inside('<a href="../../plays/x/">x</a>', 1)
    '<a href="../plays/x/">x</a>'
    """
    return html.replace(f'href="{"../" * (depth + 1)}', f'href="{"../" * depth}')


def _take(path: Path) -> str:
    """Return a file's text, and remove it; empty when there is none."""
    text = path.read_text(encoding="utf-8").strip() if path.exists() else ""
    path.unlink(missing_ok=True)
    return text


def _wire_forms(
    html: str,
    up: str,
    runtime: str,
    library: str,
    scripts: str,
    early: str = "",
    later: str = "",
    *,
    whole: bool = False,
) -> str:
    """Give a page with worksheets its scripts: one in the page itself, which knows where the engine is, and one to fetch.

    Both stand before everything else, so that the checklist of somebody who comes back can be made before the whole page has
    arrived. The theme's script is replaced by one that loads it after the checklist.

    >>> page = '<head><meta charset="utf-8"></head><form class="pb-form" data-worksheet="batna"></form>'
    >>> print(_wire_forms(page, "../", "r/", "l.json", "js/", "x()").replace("<script", "\\n<script"))
    <head><meta charset="utf-8">
    <script data-worksheets="batna" data-runtime="../r/" data-library="../l.json" data-worker="../js/engine-worker.mjs">x()</script>
    <script type="module" async fetchpriority="high" src="../js/worksheet.mjs"></script></head><form class="pb-form" data-worksheet="batna"></form>
    """
    forms = [match.group() for match in _FORM.finditer(html)]
    if not forms or not scripts:
        return html
    told = _places(
        " ".join(match[1] for form in forms if (match := _WORKSHEET.search(form))), up, runtime, library, scripts, whole
    )
    tags = f'<script {told}>{early}</script><script type="module" async fetchpriority="high" src="{up}{scripts}worksheet.mjs"></script>'
    html = _CHARSET.sub(lambda match: match.group() + tags, html, count=1)
    if not later:
        return html
    return _THEME.sub(lambda match: f'<script data-later="{match[1]}">{later}</script>', html, count=1)


def _places(worksheets: str, up: str, runtime: str, library: str, scripts: str, whole: bool) -> str:
    """Return what a page tells its scripts of the engine, as the attributes of a script element."""
    places = {
        "worksheets": worksheets,
        "runtime": f"{up}{runtime}" if runtime else "",
        "library": f"{up}{library}",
        "worker": f"{up}{scripts}engine-worker.mjs",
        **({"path": "whole"} if whole else {}),
    }
    return " ".join(f'data-{name}="{value}"' for name, value in places.items())


def _wire_plans(html: str, up: str, runtime: str, library: str, scripts: str, *, whole: bool = False) -> str:
    """Give the page with the reader's plans its script, and tell it where the engine is.

    >>> print(_wire_plans('<head></head><div data-plans>', "../", "r/", "l.json", "js/").replace("<script", "\\n<script"))
    <head>
    <script type="application/json" data-worksheets="" data-runtime="../r/" data-library="../l.json" data-worker="../js/engine-worker.mjs"></script>
    <script type="module" src="../js/plans.mjs"></script></head><div data-plans>
    """
    if "data-plans" not in html or not scripts:
        return html
    told = _places("", up, runtime, library, scripts, whole)
    tags = (
        f'<script type="application/json" {told}></script><script type="module" src="{up}{scripts}plans.mjs"></script>'
    )
    return html.replace("</head>", f"{tags}</head>", 1)


def _show_activities(html: str, up: str, own: str) -> str:
    """Tell each frame that shows an activity where the activity is. Generators change addresses that a page holds before.

    In a site that does not know its origin WebKit would keep styles and scripts from a frame without one: its sandbox goes.

    >>> _show_activities('<iframe sandbox="allow-scripts" data-activity="quick"></iframe>', "../../", "https://example.org")
    '<iframe sandbox="allow-scripts" src="../../embed/quick/"></iframe>'
    >>> _show_activities('<iframe sandbox="allow-scripts" data-activity="quick"></iframe>', "../../", "")
    '<iframe src="../../embed/quick/"></iframe>'
    """
    return _ACTIVITY.sub(lambda match: f'{match[1]}{match[2] if own else ""}src="{up}{EMBEDDED}{match[3]}/"', html)


def _wire_reading(html: str, scripts: str) -> str:
    """Give a page that is read the scripts for what stands on it: a play, a welcome, a way to leave.

    >>> _wire_reading('<head></head><dl class="pb-chips" data-play="plays/x/"></dl>', "../js/")
    '<head><script type="module" src="../js/play.mjs"></script></head><dl class="pb-chips" data-play="plays/x/"></dl>'
    """
    wanted = [name for name, mark in _READING.items() if mark in html] if scripts else []
    tags = "".join(f'<script type="module" src="{scripts}{name}"></script>' for name in wanted)
    return html.replace("</head>", f"{tags}</head>", 1)


def state_policy(html: str, policy: str) -> str:
    """Put the policy into the page too: some hosts send no headers, and a page that is not found has no rule."""
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return _CHARSET.sub(lambda match: match.group() + meta, html, count=1)
