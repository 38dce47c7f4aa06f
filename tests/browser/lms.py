"""A learning management system and a record store, as the browser tests play them: they take a package as it comes from the zip file, and
serve what is in it as some portals do, with kinds of file that say nothing."""

from __future__ import annotations

import json
import time
import uuid
import zipfile
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit

from playwright.sync_api import BrowserContext

from tests.browser.portal import Portal
from tests.browser.visit import PATIENCE
from tests.built_site import ROOT

SCORM_AGAIN = ROOT / "node_modules" / "scorm-again" / "dist"
#: Scripts, styles and pages come as what they are, all else as bytes.
_TYPES = {".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css"}
_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Portal</title>
<style>iframe { width: 100%; height: 800px; border: 0 }</style><h1>Portal</h1>
<script>window.heard = [];</script>__API__
<script>
const frame = document.createElement("iframe");
frame.src = "__SRC__";
document.body.append(frame);
</script></html>"""
#: Notes every call, and what the library says to it.
_API = """<script src="/scorm-again.js"></script><script>
const old = __OLD__;
const saved = __SAVED__;
const inner = new (old ? Scorm12API : Scorm2004API)({ autocommit: false, logLevel: 5 });
inner.loadFromFlattenedJSON(saved);
const names = old ? ["LMSInitialize", "LMSFinish", "LMSGetValue", "LMSSetValue", "LMSCommit"] : ["Initialize", "Terminate", "GetValue", "SetValue", "Commit"];
window[old ? "API" : "API_1484_11"] = Object.fromEntries(names.map((name, at) => [name, (...given) => {
  const out = inner[name](...given);
  const error = String(inner[old ? "LMSGetLastError" : "GetLastError"]());
  heard.push({ data: { type: ["start", "end", "get", "set", "commit"][at], given: given.map(String), out: String(out), error } });
  return out;
}]));
</script>"""


class Server:
    """A web server on this machine that answers by a function, under a name of its own."""

    def __init__(self, answer: Callable[[Asked], Answer]) -> None:
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _any(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                url = urlsplit(self.path)
                headers = {name.lower(): value for name, value in self.headers.items()}
                body = self.rfile.read(length)
                status, kind, content, more = answer(
                    (self.command, url.path, dict(parse_qsl(url.query)), headers, body)
                )
                self.send_response(status)
                if kind:
                    self.send_header("Content-Type", kind)
                    self.send_header("X-Content-Type-Options", "nosniff")
                for name, value in more.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            do_GET = do_POST = do_PUT = do_OPTIONS = do_HEAD = _any  # noqa: N815  the names that the library calls

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def origin(self, host: str = "localhost") -> str:
        """The server's origin."""
        return f"http://{host}:{self._server.server_address[1]}"

    def stop(self) -> None:
        """End it."""
        self._server.shutdown()
        self._server.server_close()


Asked = tuple[str, str, dict[str, str], dict[str, str], bytes]
Answer = tuple[int, str, bytes, dict[str, str]]
NOTHING: Answer = (404, "text/plain", b"not here", {})


class Package:
    """The files of a package; ``changed`` puts others in their place."""

    def __init__(self, path: Path, changed: Callable[[str, bytes], bytes] = lambda _, content: content) -> None:
        with zipfile.ZipFile(path) as file:
            self._files = {name: changed(name, file.read(name)) for name in file.namelist()}

    def answer(self, path: str) -> Answer:
        """Return a file below ``/package/`` as such portals send it."""
        name = path.removeprefix("/package/") or "index.html"
        if not path.startswith("/package/") or name not in self._files:
            return (204, "", b"", {}) if path == "/favicon.ico" else NOTHING
        kind = _TYPES.get(Path(name).suffix, "application/octet-stream")
        return 200, kind, self._files[name], {}


class Lms(Portal):
    """A visit to a portal that plays a SCORM package, with what was kept of the last one."""

    def __init__(self, context: BrowserContext, package: Package, edition: str, saved: dict[str, str]) -> None:
        self._note(context)
        self._old = edition == "scorm12"
        api = _API.replace("__OLD__", json.dumps(self._old)).replace("__SAVED__", json.dumps(saved))
        page = _PAGE.replace("__API__", api).replace("__SRC__", "/package/index.html").encode()
        library = (SCORM_AGAIN / ("scorm12.min.js" if self._old else "scorm2004.min.js")).read_bytes()

        def answer(asked: Asked) -> Answer:
            path = asked[1]
            if path == "/":
                return 200, _TYPES[".html"], page, {}
            return (200, _TYPES[".js"], library, {}) if path == "/scorm-again.js" else package.answer(path)

        self.server = Server(answer)
        self.page = context.new_page()
        self.page.goto(f"{self.server.origin()}/")

    def _note(self, context: BrowserContext) -> None:
        self.context = context
        self.requests = []
        self.console = []
        self.faults = []
        context.set_default_timeout(PATIENCE)
        context.on("request", lambda request: self.requests.append(request))
        context.on("console", lambda message: self.console.append(message.text))
        context.on("weberror", lambda error: self.faults.append(str(error.error)))

    def told(self) -> dict[str, str]:
        """Return the values that the portal holds: what was set before the last commit."""
        held: dict[str, str] = {}
        waiting: dict[str, str] = {}
        for call in self.heard():
            if call["type"] == "set":
                waiting[call["given"][0]] = call["given"][1]
            if call["type"] in ("commit", "end"):
                held |= waiting
        return held

    def until(self, holds: Callable[[], bool], said: Callable[[], object]) -> None:
        """Wait until something holds; ``said`` is what the failure shows."""
        give_up = time.monotonic() + PATIENCE / 1000
        while not holds():
            assert time.monotonic() < give_up, said()
            self.page.wait_for_timeout(50)

    def take_away(self) -> None:
        """End the activity as a portal does: its frame is removed."""
        self.page.evaluate("frame.remove()")


class RecordStore:
    """A record store with one registration. Every statement, document and request of its launches is kept."""

    ACTOR = {"objectType": "Agent", "account": {"homePage": "https://portal.example", "name": "learner-17"}}
    ACTIVITY = "https://portal.example/activity/5"

    def __init__(self, package: Package) -> None:
        self.statements: list[dict[str, Any]] = []
        self.documents: dict[str, Any] = {}
        self.asked: list[str] = []
        self.registration = str(uuid.uuid4())
        self.mode = "Normal"
        self.refuses = False
        self.token = ""
        self.returned = 0
        self.source = ""
        self._package = package
        self.server = Server(self._answer)
        #: The content stands on another origin than the store.
        self.content = Server(lambda asked: package.answer(asked[1]))

    def launch(self) -> str:
        """Return the address of a launch, with a token that has not been given out."""
        self.token = uuid.uuid4().hex
        lrs = self.server.origin("127.0.0.1")
        query = {
            "endpoint": f"{lrs}/xapi/",
            "fetch": f"{lrs}/fetch",
            "actor": json.dumps(self.ACTOR),
            "registration": self.registration,
            "activityId": self.ACTIVITY,
        }
        return f"{self.content.origin()}/package/index.html?" + "&".join(
            f"{name}={quote(value, safe='')}" for name, value in query.items()
        )

    def verbs(self) -> list[str]:
        """Return the verbs of the statements."""
        return [one["verb"]["id"].rpartition("/")[2] for one in self.statements]

    def stop(self) -> None:
        """End both servers."""
        self.server.stop()
        self.content.stop()

    def _answer(self, asked: Asked) -> Answer:
        method, path, parameters, headers, body = asked
        if path == "/":
            page = _PAGE.replace("__API__", "").replace("__SRC__", self.source.replace("&", "&amp;"))
            page = page.replace("&amp;", "&")  # it stands in a script
            return 200, _TYPES[".html"], page.encode(), {}
        if path in ("/return", "/favicon.ico"):
            self.returned += path == "/return"
            return 200, _TYPES[".html"], b"<title>Portal</title>Back", {}
        cross = {
            "Access-Control-Allow-Origin": self.content.origin(),
            "Access-Control-Allow-Headers": "authorization, content-type, x-experience-api-version",
            "Access-Control-Allow-Methods": "GET, POST, PUT",
        }
        if method == "OPTIONS":
            return 204, "", b"", cross
        self.asked.append(f"{method} {path} {json.dumps(parameters)} {json.dumps(headers)} {body.decode()}")
        status, value = self._store(method, path, parameters, headers, body)
        return status, "application/json", json.dumps(value).encode() if status == 200 else b"", cross

    def _store(
        self, method: str, path: str, parameters: dict[str, str], headers: dict[str, str], body: bytes
    ) -> tuple[int, Any]:
        if path == "/fetch":
            return 200, {"error-code": "1"} if self.refuses else {"auth-token": self.token}
        if headers.get("authorization") != f"Basic {self.token}" or headers.get("x-experience-api-version") != "1.0.3":
            return 401, None
        if path == "/xapi/statements":
            self.statements += json.loads(body)
            return 200, []
        if path == "/xapi/activities/state":
            document = parameters["stateId"]
            if document == "LMS.LaunchData":
                template = {"extensions": {"https://w3id.org/xapi/cmi5/context/extensions/sessionid": self.token}}
                back = f"{self.server.origin('127.0.0.1')}/return"
                return 200, {"contextTemplate": template, "launchMode": self.mode, "returnURL": back}
            if method == "PUT":
                self.documents[document] = json.loads(body)
                return 204, None
            return (200, self.documents[document]) if document in self.documents else (404, None)
        return 404, None


class Launch(Lms):
    """A visit to a portal that launches a cmi5 package in a frame."""

    def __init__(self, context: BrowserContext, store: RecordStore) -> None:
        self._note(context)
        store.source = store.launch()
        self.server = store.server
        self.page = context.new_page()
        self.page.goto(f"{store.server.origin('127.0.0.1')}/")
