"""The last look at a published site: every local address leads somewhere, and nothing is fetched from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from playbook_site.publish.headers import NOT_SERVED
from playbook_site.publish.html_page import Page

_CSS_ADDRESS = re.compile(r"""@import\s+["']([^"']+)|url\(\s*["']?([^"')\s]+)""")


def check_site(site: Path, pages: Mapping[str, Page], base: str = "/") -> list[str]:
    """Return one sentence for every fault; ``pages`` are the site's pages by their path in it."""
    files = {
        path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file() and path.name not in NOT_SERVED
    }
    faults: list[str] = []
    for name, page in sorted(pages.items()):
        for address in page.addresses:
            fault = _address_fault(name, address.url, address.fetched, files, pages, base)
            if fault:
                faults.append(f"{name}:{address.line}: {fault}")
        faults += [
            f"{name}:{line}: inline style {style[:60]!r}: the policy blocks it" for line, style in page.inline_styles
        ]
        faults += [f"{name}:{line}: inline handler {text[:60]!r}: the policy blocks it" for line, text in page.handlers]
        faults += [
            f"{name}:{line}: <link rel={rel}> is fetched ahead: the policy blocks it" for line, rel in page.ahead
        ]
    for name in sorted(file for file in files if file.endswith(".css")):
        text = (site / name).read_text(encoding="utf-8")
        for match in _CSS_ADDRESS.finditer(text):
            url = match.group(1) or match.group(2)
            if _is_elsewhere(url) and not url.startswith("data:"):
                faults.append(f"{name}: {url} is fetched from another origin")
    return faults


def _is_elsewhere(url: str) -> bool:
    parts = urlsplit(url)
    return bool(parts.scheme or parts.netloc)


def _address_fault(
    name: str, url: str, fetched: bool, files: set[str], pages: Mapping[str, Page], base: str
) -> str | None:
    if not url:  # leads to the page itself
        return "an empty address" if fetched else None
    if _is_elsewhere(url):
        if url.startswith("data:") and fetched:
            return None
        return f"{url} is fetched from another origin" if fetched else None
    parts = urlsplit(url)
    path = unquote(parts.path)
    if not path:
        target = name
    else:
        if path.startswith("/"):
            if not path.startswith(base):
                return f"{url} leads out of the site, which stands at {base}"
            joined = PurePosixPath(path[len(base) :])
        else:
            joined = PurePosixPath(name).parent / path
        inside = _normal(joined)
        if inside is None:
            return f"{url} leads out of the site"
        target = inside
        if path.endswith(("/", "/.", "/..")) or path in (".", "..") or target == "" or target not in files:
            target = f"{target}/index.html".lstrip("/")
    if target not in files:
        return f"{url} leads nowhere: the site has no {target}"
    fragment = unquote(parts.fragment)
    if "=" in fragment:  # tells the page's script something, and is no place in the page
        return None
    if fragment and target in pages and fragment not in pages[target].ids and not fragment.startswith("__"):
        return f"{url} leads nowhere: {target} has no id {fragment!r}"
    return None


def _normal(path: PurePosixPath) -> str | None:
    """Return the path without dots, or None when it climbs out of the site."""
    found: list[str] = []
    for part in path.parts:
        if part == "..":
            if not found:
                return None
            found.pop()
        elif part not in (".", "/"):
            found.append(part)
    return "/".join(found)
