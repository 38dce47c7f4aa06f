"""From a published site to packages: for each activity SCORM 1.2, SCORM 2004 and cmi5 with everything inside, and a thin SCORM 1.2."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from playbook_engine.library import Library
from playbook_site.content import reader
from playbook_site.embed.activities import Activity, activities
from playbook_site.embed.check import PASS, Check, read_check
from playbook_site.embed.files import FOLDER, SANDBOX, leads
from playbook_site.embed.pages import Addresses, Pages
from playbook_site.errors import BuildError
from playbook_site.forms.drawing import Drawing
from playbook_site.portal.archive import archive
from playbook_site.portal.manifests import SCORM_12, SCORM_2004, START, Facts, cmi5, imsmanifest
from playbook_site.portal.published import Site, read_site
from playbook_site.project import Project, Say
from playbook_site.publish.headers import embed_policy
from playbook_site.publish.publish import state_policy

TEMPLATES = Path(__file__).parent / "templates"
#: What some portals take at most.
MOST_BYTES = 10_000_000
#: The folder in a package that holds all but its first page.
APP = "app/"
#: Scripts that a worksheet needs, and those of the knowledge check, as the site calls them; in a package they end in ``.js``.
SHEET_SCRIPTS = ("embed-early", "embed", "engine-worker", "engine-core", "take-along")
CHECK_SCRIPTS = ("embed-early", "check")
NO_SITE = (
    "No address was given, so there are no thin and no cmi5 packages, and the others lead to no page of the playbook. "
    "Name the address of the published site: make packages SITE=https://playbook.example"
)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of package with everything inside: the end of its name, what its page reports to, and its script for that."""

    ending: str
    portal: str
    script: str


KINDS = (
    Kind("scorm12", "scorm12", "portal-scorm"),
    Kind("scorm2004-3", "scorm2004", "portal-scorm"),
    Kind("cmi5", "cmi5", "portal-cmi5"),
)


def make_packages(
    project: Project, site: Path, out: Path, *, url: str = "", only: Collection[str] = (), say: Say = print
) -> tuple[Path, ...]:
    """Write the packages of a published site into a folder in the place of those there, and return them.

    ``url`` is the address that the site has; without it there are no thin and no cmi5 packages. ``only`` names the activities;
    empty for all. Raises BuildError when there is no such site or activity, when the site is not of today's pages, or when a
    package is larger than portals take.
    """
    root = address(url)
    library = reader.cached(project.docs)
    found = read_site(site, reader.to_json(library))
    if not root:
        say(NO_SITE)
    out.mkdir(parents=True, exist_ok=True)
    for old in out.glob("*.zip"):
        old.unlink()
    made = []
    for name, content in _packages(project, library, found, root, only):
        if len(content) > MOST_BYTES:
            raise BuildError([f"{name}: {len(content)} bytes are more than the {MOST_BYTES} that portals take"])
        (out / name).write_bytes(content)
        made.append(out / name)
    say(f"{len(made)} packages, the largest of {max(path.stat().st_size for path in made)} bytes, in {out.name}/")
    return tuple(made)


def address(url: str) -> str:
    """Return the address of a site with a slash at its end; empty when none was given.

    >>> address("https://playbook.example"), address("")
    ('https://playbook.example/', '')
    """
    parts = urlsplit(url)
    own_machine = parts.scheme == "http" and parts.hostname in ("localhost", "127.0.0.1")
    whole = parts.netloc and not (parts.query or parts.fragment or parts.username)
    if url and not (whole and (parts.scheme == "https" or own_machine)):
        raise BuildError([f"SITE: '{url}' is no address of a site. Write it as https://playbook.example/"])
    return url.rstrip("/") + "/" if url else ""


def _packages(
    project: Project, library: Library, site: Site, root: str, only: Collection[str]
) -> Iterator[tuple[str, bytes]]:
    pages = Pages(library)
    runtime = {f"{APP}runtime/{name.lower()}": path.read_bytes() for name, path in site.runtime.items()}
    data = {f"{APP}library.json": site.library.read_bytes()}
    found: tuple[Activity | Check, ...] = (
        *activities(library, leads(project, library)),
        read_check(project, library),
    )
    if unknown := sorted(set(only) - {activity.slug for activity in found}):
        raise BuildError([f"there is no activity called {name}" for name in unknown])
    for activity in (one for one in found if not only or one.slug in only):
        scored = isinstance(activity, Check)
        facts = Facts(activity.slug, activity.title, activity.lead, activity.minutes, PASS if scored else None)
        if scored:
            shared = _scripts(site, CHECK_SCRIPTS)
        else:
            shared = {**_scripts(site, SHEET_SCRIPTS), **runtime, **data}
        for kind in KINDS:
            if kind.portal == "cmi5" and not root:
                continue
            page = _page(pages, activity, _addresses(kind, root, site))
            files = {START: page.encode(), **shared, f"{APP}portal.js": site.script(kind.script)}
            yield f"{activity.slug}-{kind.ending}.zip", archive(files | _manifest(kind, facts, files, root))
        if root:
            files = _thin(library, activity, facts, site, root)
            yield f"{activity.slug}-scorm12-thin.zip", archive(files | _manifest(KINDS[0], facts, files, root))


def _scripts(site: Site, names: tuple[str, ...]) -> dict[str, bytes]:
    found = {f"{APP}{name}.js": site.script(name) for name in names}
    return found | {f"{APP}embed.css": site.style("embed")}


def _addresses(kind: Kind, root: str, site: Site) -> Addresses:
    return Addresses(
        scripts=APP,
        styles=APP,
        runtime=f"{APP}runtime/",
        library=f"{APP}library.json",
        site=root,
        sheet=f"{root}embed/{{}}/" if root else "",
        whole=site.whole,
        portal=kind.portal,
        before=(f"{APP}portal.js",),
        ending=".js",
        build=site.build,
    )


def _page(pages: Pages, activity: Activity | Check, at: Addresses) -> str:
    html = pages.check(activity, at) if isinstance(activity, Check) else pages.page(activity, at)
    policy = embed_policy(wasm=not isinstance(activity, Check), meta=True)
    if at.portal == "cmi5":
        # Only a launch says where the record store is. The script in the package then allows that one place alone.
        policy = policy.replace("connect-src 'self'", "connect-src *")
    return state_policy(html, policy)


def _thin(library: Library, activity: Activity | Check, facts: Facts, site: Site, root: str) -> dict[str, bytes]:
    """Return the files of a package that frames the site's own activity, without the manifest."""
    parts = urlsplit(root)
    at = f"{root}{FOLDER}/{activity.slug}/"
    policy = (
        f"default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; "
        f"frame-src {parts.scheme}://{parts.netloc}"
    )
    report = "progress" if facts.mastery is None else "score"
    page = Drawing(library.messages, TEMPLATES).draw(
        "thin",
        activity=activity,
        address=at,
        policy=policy,
        sandbox=SANDBOX,
        told={
            "address": at,
            "steps": activity.steps,
            "report": report,
            "exit": library.messages["embed-exit"],
        },
    )
    return {
        START: f"{page}\n".encode(),
        "thin.js": site.script("portal-thin"),
        "thin.css": site.style("thin"),
    }


def _manifest(kind: Kind, facts: Facts, files: Mapping[str, object], root: str) -> dict[str, bytes]:
    if kind.portal == "cmi5":
        return {"cmi5.xml": cmi5(facts, root).encode()}
    edition = SCORM_12 if kind.portal == "scorm12" else SCORM_2004
    return {"imsmanifest.xml": imsmanifest(edition, facts, files).encode()}
