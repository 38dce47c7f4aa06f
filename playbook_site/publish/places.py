"""Where a published site stands, and its parts in it, for whoever writes pages that the generator does not know."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Places:
    """Where scripts, styles, runtime and library stand, as paths below the site's root, folders with a slash at the end.

    ``runtime`` is empty where a site has no engine. ``whole`` says that it has no quick start. ``host_script`` is the
    text of the script that portals may use to show an activity.
    """

    scripts: str
    styles: str
    runtime: str
    library: str
    whole: bool = False
    host_script: str = ""


def base_path(url: str) -> str:
    """Return the path of the site on its host.

    >>> base_path(""), base_path("https://example.org/playbook")
    ('/', '/playbook/')
    """
    path = urlsplit(url).path.strip("/")
    return f"/{path}/" if path else "/"


def origin(url: str) -> str:
    """Return the origin of the site, as policies name it; empty where the address names no host.

    >>> origin(""), origin("https://example.org:8443/playbook")
    ('', 'https://example.org:8443')
    """
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
