"""A small loopback server that sends what ``_headers`` says: for ``make serve``, and for the browser tests.

Never meant for the open network: it binds to the loopback address and knows one site.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from playbook_site.publish.headers import NOT_SERVED, Rule, headers_for, parse_netlify

TYPES = {
    ".bin": "application/octet-stream",
    ".css": "text/css; charset=utf-8",
    ".gz": "application/gzip",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
    ".xml": "application/xml; charset=utf-8",
}
LIVE_SCRIPT = """\
// Reloads the page when the site has been built anew. Added only while serving, never published.
let built = null;
async function look() {
  try {
    const answer = await fetch("/_live", { cache: "no-store" });
    const now = await answer.text();
    if (built !== null && now !== built) location.reload();
    built = now;
  } catch {
    // The server is gone or starting; ask again.
  }
  setTimeout(look, 800);
}
look();
"""


@dataclass(slots=True)
class Change:
    """What a test changes about answers: seconds of delay, bytes a second, status, headers (None removes one), a cut,
    and a pause of so many seconds after so many bytes, which ends at once when ``release`` is set."""

    delay: float = 0
    rate: int = 0
    status: int = 0
    headers: dict[str, str | None] = field(default_factory=dict)
    body: bytes | None = None
    stop_after: int = -1
    pause_after: int = 0
    pause: float = 0
    release: threading.Event = field(default_factory=threading.Event)


class SiteServer(ThreadingHTTPServer):
    """Serves one site folder. ``root`` may be pointed elsewhere while it runs."""

    daemon_threads = True
    # The port of a server that has just ended may be taken again at once, but two servers never share one.
    allow_reuse_address = os.name != "nt"

    def __init__(
        self,
        root: Path | None,
        *,
        port: int = 0,
        prefix: str = "/",
        live: bool = False,
        change: Callable[[str], Change | None] | None = None,
    ) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.root = root
        self.prefix = "/" + prefix.strip("/") + "/" if prefix.strip("/") else "/"
        self.live = live
        self.change = change
        self.built = 0
        self.seen: list[tuple[str, int]] = []
        self._open: set[socket.socket] = set()

    @property
    def url(self) -> str:
        """The address of the site's first page."""
        return f"http://127.0.0.1:{self.server_address[1]}{self.prefix}"

    def show(self, root: Path) -> None:
        """Serve another folder from now on, and let open pages reload."""
        self.root = root
        self.built += 1

    def start(self) -> SiteServer:
        """Serve in a thread of its own, until ``stop``."""
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def stop(self) -> None:
        """End serving and free the port. Browsers hold connections open, and would go on being answered on these."""
        self.shutdown()
        self.server_close()
        for connection in list(self._open):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Note each connection, for the end."""
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """Forget a connection that has ended."""
        self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: object, client_address: object) -> None:
        """Stay silent when a browser hangs up in the middle of an answer."""


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: dict[str, str]
    body: bytes


class _Handler(BaseHTTPRequestHandler):
    server: SiteServer
    protocol_version = "HTTP/1.1"
    server_version = "playbook"
    sys_version = ""
    timeout = 60

    def do_GET(self) -> None:
        """Answer with a file, or with the page for addresses that lead nowhere."""
        path = unquote(urlsplit(self.path).path)
        answer = self._answer(path)
        change = self.server.change(path) if self.server.change else None
        if change:
            time.sleep(change.delay)
            headers = {**answer.headers, **{k: v for k, v in change.headers.items() if v is not None}}
            for name in [name for name, value in change.headers.items() if value is None]:
                headers.pop(name, None)
            body = answer.body if change.body is None else change.body
            if change.body is not None:
                headers.pop("Content-Encoding", None)
            answer = _Answer(change.status or answer.status, headers, body)
        self.server.seen.append((path, answer.status))
        self._send(answer, change or Change())

    do_HEAD = do_GET  # noqa: N815 (http.server asks for this name)

    def _send(self, answer: _Answer, change: Change) -> None:
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.status != HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if self.command == "HEAD" or answer.status == HTTPStatus.NOT_MODIFIED:
            return
        body = answer.body if change.stop_after < 0 else answer.body[: change.stop_after]
        if change.rate:
            piece = max(1, change.rate // 20)
            for start in range(0, len(body), piece):
                self.wfile.write(body[start : start + piece])
                time.sleep(piece / change.rate)
        else:
            self.wfile.write(body[: change.pause_after])
            change.release.wait(change.pause)
            self.wfile.write(body[change.pause_after :])
        if len(body) < len(answer.body):
            self.close_connection = True

    def _answer(self, path: str) -> _Answer:
        server = self.server
        if server.live and path == "/_live":
            return _plain(HTTPStatus.OK, str(server.built))
        if server.live and path == "/_live.js":
            return _Answer(200, {"Content-Type": TYPES[".js"], "Cache-Control": "no-store"}, LIVE_SCRIPT.encode())
        root = server.root
        if root is None:
            return _plain(HTTPStatus.SERVICE_UNAVAILABLE, "The site is not built yet: look at the terminal.\n")
        if not path.startswith(server.prefix):
            if path + "/" == server.prefix:
                return _Answer(301, {"Location": server.prefix}, b"")
            return _plain(HTTPStatus.NOT_FOUND, f"The site is at {server.prefix}\n")
        inside = "/" + path[len(server.prefix) :]
        file = find_file(root, inside)
        if file is not None and file.is_dir():
            if not inside.endswith("/"):
                return _Answer(301, {"Location": path + "/"}, b"")
            file = find_file(root, inside + "index.html")
        status = HTTPStatus.OK
        if file is None or not file.is_file():
            status, file = HTTPStatus.NOT_FOUND, find_file(root, "/404.html")
            if file is None:
                return _plain(status, "Nothing is here.\n")
            path = inside = "/404.html"  # or a missing file of a hashed folder would be missing for a year
        rules = parse_netlify(_text(root / "_headers"))
        return self._file_answer(file, status, _headers(rules, path, inside))

    def _file_answer(self, file: Path, status: int, headers: dict[str, str]) -> _Answer:
        headers["Content-Type"] = TYPES.get(file.suffix, "application/octet-stream")
        live_page = self.server.live and file.suffix == ".html"
        chosen = file
        if not live_page:
            accepted = {part.split(";")[0].strip() for part in self.headers.get("Accept-Encoding", "").split(",")}
            for coding, suffix in (("br", ".br"), ("gzip", ".gz")):
                packed = file.with_name(file.name + suffix)
                if coding in accepted and packed.is_file():
                    headers["Content-Encoding"] = coding
                    chosen = packed
                    break
            headers["Vary"] = "Accept-Encoding"
        body = chosen.read_bytes()
        if live_page:
            body = body.replace(b"</body>", b'<script src="/_live.js" async></script></body>')
        headers["ETag"] = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
        if status == HTTPStatus.OK and self.headers.get("If-None-Match") == headers["ETag"]:
            return _Answer(HTTPStatus.NOT_MODIFIED, headers, b"")
        return _Answer(status, headers, body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Keep the terminal for the builds."""


def find_file(root: Path, path: str) -> Path | None:
    """Return the file or folder of the site that an address names, or None when it names none.

    Nothing outside the site is ever returned, nor the files that configure a host.
    """
    if "\0" in path or "\\" in path:
        return None
    parts = [part for part in path.split("/") if part]
    if any(part in (".", "..") or ":" in part for part in parts) or (parts and parts[-1] in NOT_SERVED):
        return None
    found = root.joinpath(*parts)
    if not found.exists() or not found.resolve().is_relative_to(root.resolve()):
        return None
    return found if not path.endswith("/") or found.is_dir() else None


def _headers(rules: tuple[Rule, ...], path: str, inside: str) -> dict[str, str]:
    """Return the headers for an address, whether the rules were written with the site's prefix or without."""
    chosen = [Rule("*", rule.headers) for rule in rules if rule.matches(path) or rule.matches(inside)]
    return headers_for(chosen, path)


def _plain(status: int, text: str) -> _Answer:
    return _Answer(status, {"Content-Type": TYPES[".txt"], "Cache-Control": "no-store"}, text.encode())


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""
