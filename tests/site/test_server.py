"""The loopback server answers as a host would that follows ``_headers``."""

from __future__ import annotations

import gzip
import http.client
from collections.abc import Iterator
from pathlib import Path

import pytest

from playbook_site.errors import BuildError
from playbook_site.project import Project
from playbook_site.serve import serve, snapshot
from playbook_site.server import Change, SiteServer

HEADERS = """\
/*
  X-Content-Type-Options: nosniff

/worksheets/*
  Content-Security-Policy: default-src 'none'
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    (root / "worksheets" / "batna").mkdir(parents=True)
    (root / "worksheets" / "batna" / "index.html").write_text("<body>Worksheet</body>", encoding="utf-8")
    (root / "index.html").write_text("<body>Home</body>", encoding="utf-8")
    (root / "404.html").write_text("<body>Not here</body>", encoding="utf-8")
    (root / "a.wasm").write_bytes(b"\0asm")
    (root / "a.mjs").write_text("export {};", encoding="utf-8")
    (root / "a.js").write_text("plain", encoding="utf-8")
    (root / "a.js.gz").write_bytes(gzip.compress(b"packed", mtime=0))
    (root / "_headers").write_text(HEADERS, encoding="utf-8")
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    return root


@pytest.fixture
def server(site: Path) -> Iterator[SiteServer]:
    running = SiteServer(site).start()
    yield running
    running.stop()


def get(server: SiteServer, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_address[1], timeout=60)
    try:
        connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()
    finally:
        connection.close()


def test_a_folder_is_its_index_page_with_the_headers_of_its_rule(server: SiteServer) -> None:
    status, headers, body = get(server, "/worksheets/batna/")
    assert (status, body) == (200, b"<body>Worksheet</body>")
    assert headers["Content-Security-Policy"] == "default-src 'none'"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Content-Security-Policy" not in get(server, "/")[1]


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/a.wasm", "application/wasm"), ("/a.mjs", "text/javascript"), ("/", "text/html"), ("/a.js", "text/javascript")],
)
def test_every_kind_of_file_has_its_type(server: SiteServer, path: str, kind: str) -> None:
    assert get(server, path)[1]["Content-Type"].split(";")[0] == kind


def test_a_packed_copy_goes_to_those_who_take_it(server: SiteServer) -> None:
    status, headers, body = get(server, "/a.js", Accept_Encoding="br, gzip")
    assert (status, headers["Content-Encoding"], gzip.decompress(body)) == (200, "gzip", b"packed")
    status, headers, body = get(server, "/a.js")
    assert (status, headers.get("Content-Encoding"), body) == (200, None, b"plain")


def test_what_the_browser_has_is_not_sent_again(server: SiteServer) -> None:
    tag = get(server, "/")[1]["ETag"]
    assert get(server, "/", If_None_Match=tag)[0] == 304


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/worksheets/../../secret.txt",
        "/..\\secret.txt",
        "/_headers",
    ],
)
def test_nothing_outside_the_site_is_served(server: SiteServer, path: str) -> None:
    assert get(server, path)[::2] == (404, b"<body>Not here</body>")


def test_a_folder_without_an_index_is_not_listed(server: SiteServer) -> None:
    assert get(server, "/worksheets/")[0] == 404
    assert get(server, "/worksheets/batna")[1]["Location"] == "/worksheets/batna/"


def test_a_site_can_stand_under_a_prefix(site: Path) -> None:
    server = SiteServer(site, prefix="/playbook/").start()
    try:
        status, headers, _ = get(server, "/playbook/worksheets/batna/")
        assert (status, headers["Content-Security-Policy"]) == (200, "default-src 'none'")
        assert get(server, "/worksheets/batna/")[0] == 404
        assert get(server, "/playbook")[1]["Location"] == "/playbook/"
    finally:
        server.stop()


def test_the_reload_script_is_there_only_while_serving_live(server: SiteServer, site: Path) -> None:
    assert b"_live.js" not in get(server, "/")[2]
    assert get(server, "/_live.js")[0] == 404
    live = SiteServer(site, live=True).start()
    try:
        assert b'<script src="/_live.js" async></script></body>' in get(live, "/")[2]
        before = get(live, "/_live")[2]
        live.show(site)
        assert get(live, "/_live")[2] != before
    finally:
        live.stop()


def test_a_server_that_has_stopped_answers_on_no_connection(site: Path) -> None:
    """Browsers hold connections open: on these nothing comes any more either."""
    server = SiteServer(site).start()
    connection = http.client.HTTPConnection("127.0.0.1", server.server_address[1], timeout=60)
    connection.request("GET", "/")
    assert connection.getresponse().read()
    server.stop()
    held = connection.sock
    held.settimeout(60)
    assert held.recv(1) == b""
    connection.close()


def test_a_test_may_change_an_answer(server: SiteServer) -> None:
    server.change = lambda path: Change(headers={"Content-Type": "text/plain"}) if path == "/a.wasm" else None
    assert get(server, "/a.wasm")[1]["Content-Type"] == "text/plain"
    assert ("/a.wasm", 200) in server.seen


def test_a_taken_port_is_one_sentence_that_names_the_flag(server: SiteServer, tmp_path: Path) -> None:
    port = server.server_address[1]
    with pytest.raises(BuildError, match=rf"^Port {port} is taken .* --port \d+'\.$"):
        serve(Project(tmp_path), port=port, open_browser=False)


def test_an_edit_of_a_page_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    page = tmp_path / "docs" / "a.md"
    page.write_text("a", encoding="utf-8")
    before = snapshot(Project(tmp_path))
    page.write_text("ab", encoding="utf-8")
    assert snapshot(Project(tmp_path)) != before
