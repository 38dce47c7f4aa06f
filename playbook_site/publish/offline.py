"""What a reader's browser needs to keep the playbook: the list of a release, its id in each page, and the worker at the site's root.

``offline.json`` names every page and file with its SHA-256. The browser fetches them, compares each, and uses a release only when it
is whole (``docs/assets/js/offline/``). One id stands for all of it; each page carries that of its own release.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from playbook_site.publish import materials, sums
from playbook_site.publish.bundle import EMBED, PORTAL
from playbook_site.publish.headers import EMBEDDED, HASHED, NOT_SERVED

LIST, WORKER = "offline.json", "offline.js"
#: In each page until the id is known, which depends on all of them.
UNNAMED = "0" * 12
#: The whole Python: where the quick start does, nobody needs it.
SPARE = ("pyodide.asm.wasm", "python.bin")
#: What only hosts, search engines and who checks a release ask for.
_FOR_HOSTS = (*NOT_SERVED, "sitemap.xml", "sitemap.xml.gz", LIST, WORKER, materials.NAME, sums.NAME)
#: All pages once more, on one: whoever keeps the site has each of them.
_TWICE = ("book/index.html",)
#: Scripts and styles that only activities and packages ask for: portals show these, and no reader keeps them.
FOR_PORTALS = frozenset(
    {"embed.mjs", "check.mjs", "embed.css", "thin.css", *(Path(name).name for name in (*EMBED, *PORTAL))}
)
#: A file's address below the site's first page, its hash and its bytes.
type Facts = tuple[str, str, int]
_CHARSET = re.compile(r"<meta charset=[^>]*>")


def mark(html: str) -> str:
    """Return a page with the place for its release's id.

    >>> mark('<head><meta charset="utf-8"></head>')
    '<head><meta charset="utf-8"><meta name="playbook-release" content="000000000000"></head>'
    """
    return _CHARSET.sub(
        lambda match: f'{match.group()}<meta name="playbook-release" content="{UNNAMED}">', html, count=1
    )


def name_release(site: Path) -> str:
    """Work out the release's id from every file, write it into the marked pages, and return it: twelve hexadecimal digits."""
    digest = hashlib.sha256()
    for name, path in _files(site):
        digest.update(f"{name}\0{path.stat().st_size}\0".encode())
        digest.update(path.read_bytes())
    release = digest.hexdigest()[:12]
    place = '<meta name="playbook-release" content="{}">'
    for path in site.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        path.write_text(html.replace(place.format(UNNAMED), place.format(release)), encoding="utf-8", newline="\n")
    return release


def write_list(site: Path, release: str) -> Path:
    """Write the list of a finished site and return its path. Nothing on it may change afterwards."""
    pages: list[Facts] = []
    files: list[Facts] = []
    spare: list[Facts] = []
    for name, path in _files(site):
        content = path.read_bytes()
        facts = (_address(name), hashlib.sha256(content).hexdigest(), len(content))
        folder = name.split("/")[1] if name.startswith("assets/") else ""
        kind = spare if folder == "runtime" and path.name in SPARE else files if folder in HASHED else pages
        kind.append(facts)
    # What is read comes first, what the sums need last.
    files.sort(key=lambda facts: facts[0].startswith("assets/runtime/"))
    listed = {"release": release, "pages": pages, "files": files, "spare": spare}
    text = json.dumps(listed, separators=(",", ":")) + "\n"
    (site / LIST).write_text(text, encoding="utf-8", newline="\n")
    return site / LIST


def _files(site: Path) -> Iterator[tuple[str, Path]]:
    """Yield what a reader may be sent, by its path in the site, in the order of these paths. Portals show activities; nobody keeps them."""
    for name, path in sorted((path.relative_to(site).as_posix(), path) for path in site.rglob("*") if path.is_file()):
        packed = path.suffix in (".br", ".gz") and path.with_suffix("").is_file()
        embedded = name.startswith(EMBEDDED) or (name.startswith("assets/") and path.name in FOR_PORTALS)
        if not packed and not embedded and name not in (*_FOR_HOSTS, *_TWICE):
            yield name, path


def _address(name: str) -> str:
    """Return where a file is asked for, below the site's first page.

    >>> _address("plays/x/index.html"), _address("index.html"), _address("404.html")
    ('plays/x/', '', '404.html')
    """
    folder, _, last = name.rpartition("/")
    return quote(f"{folder}/" if last == "index.html" and folder else "" if name == "index.html" else name)
