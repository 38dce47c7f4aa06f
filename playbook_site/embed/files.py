"""Everything that stands under ``/embed/`` in a published site: pages of activities, schemas of messages, who may frame them, and the
script that portals may use."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Mapping
from html import escape
from typing import Any
from urllib.parse import urlsplit

import yaml

from playbook_engine.library import Library
from playbook_site.content.pages import Page
from playbook_site.embed.activities import Activity, activities
from playbook_site.embed.check import Check, read_check
from playbook_site.embed.pages import Addresses, Pages
from playbook_site.errors import BuildError
from playbook_site.project import Project
from playbook_site.publish.places import Places

FOLDER = "embed"
#: From an activity's page to the site's root.
UP = "../../"
#: What a portal should allow an activity's frame: its scripts and its own storage, the static form, and files to take along.
SANDBOX = "allow-scripts allow-same-origin allow-forms allow-downloads allow-popups"
#: Pixels that a frame has where nobody sizes it.
WIDTH, HEIGHT = 720, 800

Files = Callable[[Places], Mapping[str, str]]


def files(project: Project, library: Library, url: str = "") -> Files:
    """Return what writes the files, once it is known where the site's parts stand: their texts by path in the site.

    ``url`` is the address that the site will have; without it no oEmbed is written. Raises BuildError when ``embed_origins`` in
    mkdocs.yml names what is no origin.
    """
    origins = read_origins(project)
    sheets = activities(library, leads(project, library))
    check = read_check(project, library)
    found: tuple[Activity | Check, ...] = (*sheets, check)
    schemas = {
        f"{FOLDER}/schema/v1/{path.name}": path.read_text(encoding="utf-8")
        for path in sorted((project.docs / "assets" / "js" / FOLDER / "schema").glob("*.json"))
    }
    root = url.rstrip("/") + "/" if url else ""

    def written(places: Places) -> dict[str, str]:
        pages = Pages(library)
        texts = {
            f"{FOLDER}/{activity.slug}/index.html": pages.page(activity, addresses(places, activity, origins, root))
            for activity in sheets
        }
        texts[f"{FOLDER}/{check.slug}/index.html"] = pages.check(check, addresses(places, check, origins, root))
        texts |= schemas
        texts[f"{FOLDER}/origins.json"] = _json(list(origins))
        texts[f"{FOLDER}/embed.js"] = places.host_script
        texts[f"{FOLDER}/index.json"] = _json(index(found, places.host_script))
        if root:
            texts |= {f"{FOLDER}/oembed/{one.slug}.json": _json(oembed(one, root)) for one in found}
        return texts

    return written


def leads(project: Project, library: Library) -> dict[str, str]:
    """Return the first paragraph of each worksheet's page, by the worksheet's name."""
    found = {}
    for sheet in library.worksheets:
        page = Page(project.docs, project.docs / f"{sheet.page.rstrip('/')}.md")
        found[sheet.id] = page.sections[0].paragraphs[0].text
    return found


def addresses(places: Places, activity: Activity | Check, origins: tuple[str, ...], root: str = "") -> Addresses:
    """Return the addresses of an activity's page in the site."""
    return Addresses(
        scripts=UP + places.scripts,
        styles=UP + places.styles,
        runtime=UP + places.runtime if places.runtime else "",
        library=UP + places.library,
        site=UP,
        sheet="../{}/",
        whole=places.whole,
        origins=origins,
        oembed=f"../oembed/{activity.slug}.json" if root else "",
        build=places.scripts.rstrip("/").rpartition("/")[2],
    )


def read_origins(project: Project) -> tuple[str, ...]:
    """Return the origins that may frame activities, as ``extra: embed_origins:`` of mkdocs.yml lists them; none for any site."""
    config = yaml.load(project.config.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    listed = (config.get("extra") or {}).get("embed_origins") or []
    faults = [
        f"mkdocs.yml: embed_origins: '{one}' is no origin. Write it as 'https://portal.example', with nothing behind the name"
        for one in listed
        if not is_origin(one)
    ]
    if faults:
        raise BuildError(faults)
    return tuple(listed)


def is_origin(text: str) -> bool:
    """Tell whether a text is an origin that may frame an activity.

    >>> is_origin("https://portal.example"), is_origin("https://portal.example/"), is_origin("http://portal.example")
    (True, False, False)
    """
    parts = urlsplit(text)
    own_machine = parts.scheme == "http" and parts.hostname in ("localhost", "127.0.0.1")
    return (
        (parts.scheme == "https" or own_machine) and text == f"{parts.scheme}://{parts.netloc}" and bool(parts.netloc)
    )


def integrity(script: str) -> str:
    """Return the value of an ``integrity`` attribute for a script's text.

    >>> integrity("")
    'sha384-OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb'
    """
    return "sha384-" + base64.b64encode(hashlib.sha384(script.encode()).digest()).decode()


def index(found: tuple[Activity | Check, ...], host_script: str) -> dict[str, Any]:
    """Return what a portal can show, and the script that it may use, as data."""
    return {
        "version": 1,
        "script": {"path": "embed.js", "integrity": integrity(host_script)},
        "sandbox": SANDBOX,
        "activities": [
            {
                "activity": one.slug,
                "path": f"{one.slug}/",
                "title": one.title,
                "minutes": one.minutes,
                "steps": one.steps,
            }
            for one in found
        ],
    }


def oembed(activity: Activity | Check, root: str) -> dict[str, Any]:
    """Return an activity as oEmbed describes a rich embed (oembed.com, 2.3.4.4)."""
    address = f"{root}{FOLDER}/{activity.slug}/"
    frame = (
        f'<iframe src="{escape(address)}" title="{escape(activity.title)}" sandbox="{SANDBOX}" '
        f'allow="clipboard-write" width="{WIDTH}" height="{HEIGHT}"></iframe>'
    )
    return {
        "version": "1.0",
        "type": "rich",
        "title": activity.title,
        "provider_url": root,
        "html": frame,
        "width": WIDTH,
        "height": HEIGHT,
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
