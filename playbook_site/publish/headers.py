"""The HTTP headers of the published site: one set of rules, written for Netlify and Cloudflare, and for nginx.

A header stands in exactly one rule that matches an address: hosts join the values of overlapping rules with a
comma, and two policies joined so allow only what both allow. The catch-all rule therefore holds only the headers
that no other rule sets, and every folder of the site gets a rule of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

FOR_EVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"
EVERYWHERE = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    (
        "Permissions-Policy",
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    ),
)
#: Of the worker at the site's root: it asks this site for files, and runs nothing but itself.
WORKER_POLICY = "default-src 'none'; connect-src 'self'"
#: A page in a frame that is sandboxed without allow-same-origin has no origin: to it, our own scripts come from elsewhere.
FOR_FRAMES = ("Access-Control-Allow-Origin", "*")
NOT_SERVED = ("_headers", "_nginx.conf")
#: Activities for other sites' pages: the one folder that others may frame.
EMBEDDED = "embed/"
#: Who may frame them where no list says so: any site with a secure line, and one's own machine, to try a portal.
ANY_SITE = ("https:", "http://localhost:*", "http://127.0.0.1:*")


@dataclass(frozen=True, slots=True)
class Rule:
    """Headers for one address, or for all that begin like it when it ends in ``*``."""

    path: str
    headers: tuple[tuple[str, str], ...]

    def matches(self, path: str) -> bool:
        """Tell whether the rule speaks of this address.

        >>> Rule("/plays/*", ()).matches("/plays/batna/"), Rule("/", ()).matches("/plays/")
        (True, False)
        """
        return path.startswith(self.path[:-1]) if self.path.endswith("*") else path == self.path


def page_policy(hashes: Iterable[str], *, wasm: bool, meta: bool = False, frames: bool = False, own: str = "") -> str:
    """Return the Content-Security-Policy of pages that run these inline scripts.

    ``meta`` leaves out what a ``<meta>`` element may not carry. ``frames`` lets a page show one of this site's own in a frame.
    ``own`` is the site's origin, for pages that may lose theirs: WebKit takes ``'self'`` for the origin that a page in a sandbox no
    longer has, other browsers for the address that the page came from.

    >>> page_policy([], wasm=False).split("; ")[:2]
    ["default-src 'none'", "script-src 'self'"]
    """
    here = f"'self' {own}" if own else "'self'"
    scripts = [here, *(["'wasm-unsafe-eval'"] if wasm else []), *sorted(hashes)]
    parts = [
        "default-src 'none'",
        "script-src " + " ".join(scripts),
        f"worker-src {here}",
        f"connect-src {here}",
        f"style-src {here}",
        f"img-src {here} data:",
        f"font-src {here}",
        *(["frame-src 'self'"] if frames else []),
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    return "; ".join(parts if meta else [*parts, "frame-ancestors 'self'"])


def embed_policy(*, wasm: bool, meta: bool = False, framed_by: Iterable[str] = (), own: str = "") -> str:
    """Return the policy of an activity's page, which runs no inline script. ``framed_by`` are origins; none for any site.
    ``own`` is the site's origin, "" where it is not known.

    >>> embed_policy(wasm=True, framed_by=["https://portal.example"]).rpartition("; ")[2]
    "frame-ancestors 'self' https://portal.example"
    """
    policy = page_policy((), wasm=wasm, meta=True, own=own)
    return policy if meta else f"{policy}; frame-ancestors {' '.join(("'self'", *(tuple(framed_by) or ANY_SITE)))}"


def script_policy(*, wasm: bool) -> str:
    """Return the policy sent with our script files: a worker obeys the policy of its own file, not the page's."""
    sources = "'self' 'wasm-unsafe-eval'" if wasm else "'self'"
    return f"default-src 'none'; script-src {sources}; worker-src 'self'; connect-src 'self'; frame-ancestors 'self'"


def site_rules(
    site: Path,
    hashes: Mapping[str, frozenset[str]],
    with_forms: frozenset[str],
    framed_by: tuple[str, ...] = (),
    with_frames: frozenset[str] = frozenset(),
    own: str = "",
) -> tuple[Rule, ...]:
    """Return the rules of a built site.

    ``hashes`` gives the inline scripts of every page by its path in the site (``plays/index.html``), ``with_forms``
    names the pages that hold a worksheet: only their folders may compile WebAssembly. ``framed_by`` are the origins that may
    frame activities, none for any site; ``with_frames`` names the pages that show one of this site's own in a frame;
    ``own`` is the site's origin, "" where it is not known.
    """
    found = [Rule("/*", EVERYWHERE)]
    for entry in sorted(site.iterdir(), key=lambda entry: entry.name):
        name = entry.name
        if entry.is_file() and name.endswith(".html"):
            policy = page_policy(hashes.get(name, ()), wasm=name in with_forms)
            found += [
                Rule(path, _page(policy)) for path in (["/", "/index.html"] if name == "index.html" else [f"/{name}"])
            ]
        elif entry.is_file() and not name.endswith((".br", ".gz")) and name not in NOT_SERVED:
            worker = (("Content-Security-Policy", WORKER_POLICY),) if name == "offline.js" else ()
            found.append(Rule(f"/{name}", (*worker, ("Cache-Control", ASK_AGAIN))))
        elif entry.is_dir() and f"{name}/" == EMBEDDED:
            policy = embed_policy(wasm=True, framed_by=framed_by, own=own)
            found.append(
                Rule(f"/{name}/*", (("Content-Security-Policy", policy), FOR_FRAMES, ("Cache-Control", ASK_AGAIN)))
            )
        elif entry.is_dir() and name != "assets":
            inside = [page for page in hashes if page.startswith(f"{name}/")]
            merged = frozenset[str]().union(*(hashes[page] for page in inside))
            wasm = any(page in with_forms for page in inside)
            frames = any(page in with_frames for page in inside)
            found.append(Rule(f"/{name}/*", _page(page_policy(merged, wasm=wasm, frames=frames))))
    assets = site / "assets"
    for entry in sorted(assets.iterdir(), key=lambda entry: entry.name) if assets.is_dir() else ():
        if entry.is_dir():
            found.append(Rule(f"/assets/{entry.name}/*", _asset(entry.name)))
        elif not entry.name.endswith((".br", ".gz")):
            found.append(Rule(f"/assets/{entry.name}", (FOR_FRAMES, ("Cache-Control", ASK_AGAIN))))
    return tuple(found)


def _page(policy: str) -> tuple[tuple[str, str], ...]:
    return (("Content-Security-Policy", policy), ("Cache-Control", ASK_AGAIN))


#: Folders whose file names, or whose folder's name, change whenever their bytes do.
HASHED = {"css", "js", "runtime", "library", "javascripts", "stylesheets"}


def _asset(folder: str) -> tuple[tuple[str, str], ...]:
    cache = ("Cache-Control", FOR_EVER if folder in HASHED else ASK_AGAIN)
    if folder in ("js", "runtime"):
        return (("Content-Security-Policy", script_policy(wasm=True)), FOR_FRAMES, cache)
    if folder == "javascripts":
        return (("Content-Security-Policy", script_policy(wasm=False)), FOR_FRAMES, cache)
    return (FOR_FRAMES, cache)


def headers_for(rules: Iterable[Rule], path: str) -> dict[str, str]:
    """Return what a host would send with an address, values of overlapping rules joined as hosts do.

    >>> headers_for([Rule("/*", (("A", "1"),)), Rule("/x/*", (("A", "2"),))], "/x/y")
    {'A': '1, 2'}
    """
    found: dict[str, str] = {}
    for rule in rules:
        if rule.matches(path):
            for name, value in rule.headers:
                found[name] = f"{found[name]}, {value}" if name in found else value
    return found


def write_netlify(rules: Iterable[Rule], base: str) -> str:
    """Return the text of ``_headers``, as Netlify and Cloudflare Pages read it. ``base`` is the site's path, ``/`` or ``/x/``."""
    lines = [
        "# Written by the build: change playbook_site/publish/headers.py instead.",
        f"# These addresses are for a site at {base} of its host. For another place, build with --url, which writes",
        "# every address with its prefix; the host reads this file from the root of what it serves.",
        "# No two rules set the same header for one address: a host would join them with a comma.",
    ]
    for rule in rules:
        lines += ["", base.rstrip("/") + rule.path]
        lines += [f"  {name}: {value}" for name, value in rule.headers]
    return "\n".join(lines) + "\n"


def parse_netlify(text: str) -> tuple[Rule, ...]:
    """Return the rules in the text of a ``_headers`` file.

    >>> parse_netlify("# c\\n/*\\n  A: 1: 2\\n")
    (Rule(path='/*', headers=(('A', '1: 2'),)),)
    """
    found: list[tuple[str, list[tuple[str, str]]]] = []
    for line in text.splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if line[0].isspace():
            name, _, value = line.strip().partition(":")
            found[-1][1].append((name, value.strip()))
        else:
            found.append((line.strip(), []))
    return tuple(Rule(path, tuple(headers)) for path, headers in found)


def write_nginx(rules: Iterable[Rule], base: str) -> str:
    """Return a complete sample configuration for nginx that sends the same headers."""
    rules = tuple(rules)
    prefix = base.rstrip("/")
    varying = ("Content-Security-Policy", FOR_FRAMES[0], "Cache-Control")
    lines = ["# Written by the build, with the headers of _headers. Change server_name, root and the certificate.", ""]
    for name in varying:
        lines.append(f"map $uri {_variable(name)} {{")
        lines.append('    default "";')
        for rule in rules:
            for key, value in rule.headers:
                if key == name:
                    lines.append(f'    {_nginx_pattern(prefix + rule.path)} "{value}";')
        lines += ["}", ""]
    lines += [
        "server {",
        "    listen 8080;",
        "    server_name _;",
        "    root /srv/negotiation-playbook;" + (f"  # holds {prefix.lstrip('/')}/" if prefix else ""),
        "    index index.html;",
        f"    error_page 404 {prefix}/404.html;",
        "    gzip_static on;",
        "    # brotli_static on;  # with the brotli module",
        "    etag on;",
        "",
    ]
    lines += [f'    add_header {name} "{value}" always;' for name, value in EVERYWHERE]
    lines += [f"    add_header {name} {_variable(name)} always;" for name in varying]
    lines += [
        "",
        r"    location ~ \.mjs$ { types { } default_type text/javascript; }",
        r"    location ~ \.wasm$ { types { } default_type application/wasm; }",
        f"    location ~ ^{prefix}/_(headers|nginx\\.conf)$ {{ return 404; }}",
        f"    location {prefix}/ {{ try_files $uri $uri/ =404; }}",
        "}",
    ]
    return "\n".join(lines) + "\n"


def _variable(name: str) -> str:
    return "$playbook_" + name.lower().replace("-", "_")


def _nginx_pattern(path: str) -> str:
    # A request for a folder ends up at its index.html; both spellings must find the rule.
    if path.endswith("*"):
        return f"~^{path[:-1]}"
    return f"{path}"
