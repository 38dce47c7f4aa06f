"""The list of a release: every page and file with its hash, one id for all, and the worker that stands beside it."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import shutil
from pathlib import Path

import pytest

from playbook_site.publish import offline
from playbook_site.publish.headers import FOR_EVER, headers_for, parse_netlify
from playbook_site.publish.publish import publish
from tests.built_site import built_site
from tests.site.test_publish import runtime, small_site

#: Bytes of a first visit to a worksheet, all that is kept of it in the background among them, as a host without brotli sends them.
FIRST_VISIT_MOST = 9_000_000
KINDS = ("pages", "files", "spare")


def ready(tmp_path: Path, **pages: str) -> Path:
    """Write a small site with both workers."""
    site = small_site(tmp_path, **pages)
    for name in ("offline", "offline-gone"):
        (site / "assets" / "js" / f"{name}.mjs").write_text(f"{name}()\n", encoding="utf-8")
    return site


def release_of(page: Path) -> str:
    found = re.findall(r'<meta name="playbook-release" content="([^"]*)">', page.read_text(encoding="utf-8"))
    assert len(found) == 1, page
    return str(found[0])


def listed(site: Path) -> dict[str, list[tuple[str, str, int]]]:
    found = json.loads((site / offline.LIST).read_text(encoding="utf-8"))
    return {kind: [tuple(facts) for facts in found[kind]] for kind in KINDS}


def file_at(site: Path, address: str) -> Path:
    return site / (f"{address}index.html" if address == "" or address.endswith("/") else address)


def test_each_file_of_the_site_is_on_the_list_as_it_is_sent() -> None:
    """What a reader may be sent is listed with its bytes; what only hosts and search engines ask for is not, nor all pages on one."""
    site = built_site()
    facts = [one for some in listed(site).values() for one in some]
    for address, sha256, size in facts:
        content = file_at(site, address).read_bytes()
        assert (hashlib.sha256(content).hexdigest(), len(content)) == (sha256, size), address
    sent = {path for path in site.rglob("*") if path.is_file() and path.suffix not in (".br", ".gz")}
    unlisted = sent - {file_at(site, address) for address, _, _ in facts}
    own = {path for path in unlisted if not path.is_relative_to(site / "embed")}
    assert {path.relative_to(site).as_posix() for path in own if path.name not in offline.FOR_PORTALS} == {
        *("_headers", "_nginx.conf", "sitemap.xml", "offline.js", "offline.json", "SHA256SUMS", "sbom.cdx.json"),
        "book/index.html",
    }
    names = {path.name for path in own}
    assert names >= offline.FOR_PORTALS - {"embed-host.mjs"}, "nobody keeps what only portals show"
    assert len(facts) == len({address for address, _, _ in facts})


def test_every_page_carries_the_release_of_the_list() -> None:
    site = built_site()
    activities = set((site / "embed").rglob("*.html"))  # a portal's page is never kept
    found = {release_of(page) for page in set(site.rglob("*.html")) - activities}
    assert found == {json.loads((site / offline.LIST).read_text(encoding="utf-8"))["release"]}
    assert found != {offline.UNNAMED}
    assert not [page for page in activities if "playbook-release" in page.read_text(encoding="utf-8")]


def test_what_comes_from_the_store_first_is_what_hosts_let_browsers_keep_for_ever() -> None:
    """An address whose bytes may change is asked for again; the worker's pattern and the headers agree on which these are."""
    site = built_site()
    rules = parse_netlify((site / "_headers").read_text(encoding="utf-8"))
    for kind, facts in listed(site).items():
        for address, _, _ in facts:
            for_ever = headers_for(rules, f"/{address}").get("Cache-Control") == FOR_EVER
            assert for_ever == (kind != "pages"), address
    script = Path("docs/assets/js/offline/answers.mjs").read_text(encoding="utf-8")
    pattern = re.search(r"NAMED_BY_BYTES = /\^assets\\/\(\?:([a-z|]+)\)", script)
    assert pattern
    assert {f"assets/{name}" for name in pattern[1].split("|")} >= {
        "/".join(address.split("/")[:2]) for kind in ("files", "spare") for address, _, _ in listed(site)[kind]
    }


def test_pages_come_first_and_the_engine_last() -> None:
    files = [address for address, _, _ in listed(built_site())["files"]]
    engine = [address.startswith("assets/runtime/") for address in files]
    assert engine == sorted(engine)
    assert {address.rpartition("/")[2] for address, _, _ in listed(built_site())["spare"]} == set(offline.SPARE)


def test_the_worker_may_ask_this_site_and_run_nothing_else() -> None:
    rules = parse_netlify((built_site() / "_headers").read_text(encoding="utf-8"))
    headers = headers_for(rules, "/offline.js")
    assert headers["Content-Security-Policy"] == "default-src 'none'; connect-src 'self'"
    assert headers["Cache-Control"] == headers_for(rules, "/offline.json")["Cache-Control"] == "no-cache"


def test_a_first_visit_stays_light() -> None:
    """All that a worksheet page brings along in the end, the copy for later among it."""
    site = built_site()
    facts = [one for kind in ("pages", "files") for one in listed(site)[kind]]
    weight = sum(len(gzip.compress(file_at(site, address).read_bytes(), 6)) for address, _, _ in facts)
    assert 1_000_000 < weight < FIRST_VISIT_MOST


def test_twice_the_same_site_is_the_same_release_and_another_word_is_another(tmp_path: Path) -> None:
    releases = []
    for name, words in (("one", "Hello"), ("two", "Hello"), ("three", "Hallo")):
        site = ready(tmp_path / name, learn__index=f"<p>{words}</p>")
        publish(site, library="{}", runtime=runtime(tmp_path / name))
        releases.append((release_of(site / "index.html"), (site / offline.LIST).read_bytes()))
    assert releases[0] == releases[1]
    assert len({release for release, _ in releases}) == 2


@pytest.mark.parametrize(
    "what", ["assets/runtime/abc123/manifest.json", "search/search_index.json", "assets/img/a.svg"]
)
def test_whatever_changes_makes_another_release(tmp_path: Path, what: str) -> None:
    found = set()
    for name in ("one", "two"):
        site, engine = ready(tmp_path / name), runtime(tmp_path / name)
        file = engine / "manifest.json" if "runtime" in what else site / what
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name, encoding="utf-8")
        publish(site, library="{}", runtime=engine)
        found.add(release_of(site / "index.html"))
    assert len(found) == 2


def test_a_packed_copy_is_not_listed_and_does_not_count(tmp_path: Path) -> None:
    """With packed copies or without, the release is the same."""
    releases = set()
    for name in ("plain", "packed"):
        site = ready(tmp_path / name, learn__index=f"<p>{'Hello ' * 200}</p>")
        packed = tmp_path / "packed-bytes" if name == "packed" else None
        publish(site, library="{}", runtime=runtime(tmp_path / name), compressed=packed)
        releases.add(release_of(site / "index.html"))
        assert not [
            address for some in listed(site).values() for address, _, _ in some if address.endswith((".br", ".gz"))
        ]
    assert (site / "learn" / "index.html.br").is_file()
    assert len(releases) == 1


def test_a_site_that_is_not_to_be_kept_removes_what_was(tmp_path: Path) -> None:
    """No list, no id in a page, and at the worker's address one that removes itself."""
    site = ready(tmp_path)
    publish(site, library="{}", runtime=runtime(tmp_path), kept=False)
    assert (site / offline.WORKER).read_text(encoding="utf-8") == "offline-gone()\n"
    assert not (site / offline.LIST).exists()
    assert "playbook-release" not in (site / "index.html").read_text(encoding="utf-8")


def test_addresses_that_need_it_are_written_as_urls(tmp_path: Path) -> None:
    site = ready(tmp_path)
    (site / "assets" / "img").mkdir()
    (site / "assets" / "img" / "a b+ü?.svg").write_text("<svg/>", encoding="utf-8")
    publish(site, library="{}", runtime=runtime(tmp_path))
    assert "assets/img/a%20b%2B%C3%BC%3F.svg" in [address for address, _, _ in listed(site)["pages"]]
    shutil.rmtree(site)
