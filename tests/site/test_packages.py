"""Packages for training portals: what is in them, what they are called, and that two builds are the same bytes."""

from __future__ import annotations

import re
import shutil
import zipfile
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest

from playbook_site.__main__ import main
from playbook_site.content import reader
from playbook_site.embed.activities import PREPARATION
from playbook_site.errors import BuildError
from playbook_site.portal.archive import archive
from playbook_site.portal.packages import MOST_BYTES, NO_SITE, address, make_packages
from playbook_site.project import Project
from playbook_site.publish.html_page import read_page
from tests.built_site import ROOT, built_site, runtime_folder

PROJECT = Project(ROOT)
URL = "https://playbook.example/book"
WHOLE = ("scorm12", "scorm2004-3", "cmi5")
THIN = "scorm12-thin"
#: What portals take: some of them refuse a package for one file of another kind.
NAME = re.compile(r"^[a-z0-9._/-]+\.(html|js|css|json|wasm|bin|txt|xml)$")
IMSCP = {
    "1.2": "http://www.imsproject.org/xsd/imscp_rootv1p1p2",
    "2004 3rd Edition": "http://www.imsglobal.org/xsd/imscp_v1p1",
}
CMI5 = {"c": "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"}


def slugs() -> list[str]:
    return [PREPARATION, *(sheet.id for sheet in reader.cached(PROJECT.docs).worksheets), "check"]


@pytest.fixture(scope="module")
def light_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site's activities, with an engine of a few bytes: what is tried here does not depend on it."""
    site = tmp_path_factory.mktemp("light") / "site"
    for part in ("js", "css", "library", "runtime"):
        ignored = shutil.ignore_patterns("*.br", "*.gz", *(("*.wasm", "*.bin") if part == "runtime" else ()))
        shutil.copytree(built_site() / "assets" / part, site / "assets" / part, ignore=ignored)
    for path in runtime_folder(built_site()).iterdir():
        if path.suffix in (".wasm", ".bin"):
            (runtime_folder(site) / path.name).write_bytes(path.name.encode())
    (site / "embed").mkdir()
    shutil.copy(built_site() / "embed" / "index.json", site / "embed")
    return site


@pytest.fixture(scope="module")
def packages(light_site: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """All packages of the light site, by name."""
    made = make_packages(PROJECT, light_site, tmp_path_factory.mktemp("packages"), url=URL, say=lambda _: None)
    return {path.name: path for path in made}


@cache
def held(path: Path) -> dict[str, bytes]:
    """Return the files of a package, each once."""
    with zipfile.ZipFile(path) as file:
        assert file.testzip() is None
        names = file.namelist()
        assert names == sorted(set(names))
        return {name: file.read(name) for name in names}


def test_each_activity_has_its_four_packages(packages: dict[str, Path]) -> None:
    assert sorted(packages) == sorted(f"{slug}-{kind}.zip" for slug in slugs() for kind in (*WHOLE, THIN))


def test_two_builds_are_the_same_bytes(light_site: Path, packages: dict[str, Path], tmp_path: Path) -> None:
    """A portal's administrator can see that nothing has changed."""
    again = make_packages(PROJECT, light_site, tmp_path, url=URL, say=lambda _: None)
    assert {path.name: path.read_bytes() for path in again} == {
        name: path.read_bytes() for name, path in packages.items()
    }


def test_an_archive_depends_on_nothing_but_names_and_bytes() -> None:
    one, other = b"one" * 100, b"other"
    made = archive({"b/x.js": one, "a.html": other})
    assert made == archive({"a.html": other, "b/x.js": one})
    assert made != archive({"a.html": other, "b/y.js": one})


def test_names_are_such_as_portals_take(packages: dict[str, Path]) -> None:
    """No .py, no .mjs, no capital letter, no space."""
    for name, path in packages.items():
        assert [one for one in held(path) if not NAME.fullmatch(one)] == [], name


def test_every_package_of_the_built_site_is_small_enough(tmp_path: Path) -> None:
    made = make_packages(PROJECT, built_site(), tmp_path, say=lambda _: None)
    sizes = {path.name: path.stat().st_size for path in made}
    assert max(sizes.values()) <= MOST_BYTES <= 10 * 1024 * 1024
    assert sizes["quick-scorm12.zip"] > 1_000_000, "the engine is missing"


@pytest.mark.parametrize(
    ("kind", "edition", "runtime", "spelled"),
    [
        ("scorm12", "1.2", "http://www.adlnet.org/xsd/adlcp_rootv1p2", "scormtype"),
        (THIN, "1.2", "http://www.adlnet.org/xsd/adlcp_rootv1p2", "scormtype"),
        ("scorm2004-3", "2004 3rd Edition", "http://www.adlnet.org/xsd/adlcp_v1p3", "scormType"),
    ],
)
def test_a_manifest_is_as_its_edition_has_it(
    packages: dict[str, Path], kind: str, edition: str, runtime: str, spelled: str
) -> None:
    """One object to launch, spelled as the edition spells it (no schema catches the wrong one), and each file once."""
    for slug in slugs():
        files = held(packages[f"{slug}-{kind}.zip"])
        root = ElementTree.fromstring(files["imsmanifest.xml"])
        spaces = {"i": IMSCP[edition]}
        assert root.tag == f"{{{IMSCP[edition]}}}manifest"
        assert re.fullmatch(r"[A-Za-z_][\w.-]*", root.attrib["identifier"])
        assert [one.tag.rpartition("}")[2] for one in root] == ["metadata", "organizations", "resources"]
        told = [root.findtext(f"i:metadata/i:{name}", "", spaces) for name in ("schema", "schemaversion")]
        assert told == ["ADL SCORM", edition]
        (resource,) = root.findall("i:resources/i:resource", spaces)
        assert resource.attrib == {
            "identifier": "resource", "type": "webcontent", f"{{{runtime}}}{spelled}": "sco", "href": "index.html",
        }  # fmt: skip
        listed = [one.attrib["href"] for one in resource.findall("i:file", spaces)]
        assert sorted([*listed, "imsmanifest.xml"]) == sorted(files)
        (organization,) = root.findall("i:organizations/i:organization", spaces)
        (item,) = organization.findall("i:item", spaces)
        assert root.find("i:organizations", spaces).attrib["default"] == organization.attrib["identifier"]  # type: ignore[union-attr]
        assert item.attrib["identifierref"] == resource.attrib["identifier"]
        assert item.findtext("i:title", "", spaces)


def test_a_course_structure_names_what_portals_need(packages: dict[str, Path]) -> None:
    """Ids that stay the same from one release to the next, and what it takes to move on."""
    for slug in slugs():
        root = ElementTree.fromstring(held(packages[f"{slug}-cmi5.zip"])["cmi5.xml"])
        assert [one.tag.rpartition("}")[2] for one in root] == ["course", "au"]
        course, au = root
        assert (course.attrib["id"], au.attrib["id"]) == (f"{URL}/xapi/course/{slug}", f"{URL}/xapi/activity/{slug}")
        assert au.findtext("c:url", "", CMI5) == "index.html"
        assert all(one.findtext("c:description/c:langstring", "", CMI5) for one in root)
        scored = {"moveOn": "CompletedAndPassed", "masteryScore": "0.8"} if slug == "check" else {"moveOn": "Completed"}
        assert {name: au.attrib[name] for name in au.attrib if name not in ("id", "launchMethod")} == scored


@pytest.mark.parametrize("kind", WHOLE)
def test_a_page_finds_everything_in_its_package(packages: dict[str, Path], kind: str) -> None:
    """Nothing is fetched from anywhere else, and no script stands in the page."""
    for slug in slugs():
        files = held(packages[f"{slug}-{kind}.zip"])
        html = files["index.html"].decode()
        page = read_page(html)
        assert (page.scripts, page.inline_styles, page.handlers) == ([], [], [])
        fetched = [one.url for one in page.addresses if one.fetched and one.url != "data:,"]
        assert set(fetched) <= set(files)
        assert fetched.index("app/portal.js") < fetched.index("app/embed-early.js")
        assert f'<meta name="pb-portal" content="{kind.removesuffix("-3")}">' in html
        policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', html)
        assert policy
        assert ("connect-src *" if kind == "cmi5" else "connect-src 'self'") in policy[1]
        places = dict(re.findall(r'data-(runtime|library)="([^"]*)"', html))
        if slug != "check":
            assert places["library"] in files
            assert {f"{places['runtime']}{name}" for name in ("engine.wasm", "memory.bin", "pyodide.js")} <= set(files)


def test_a_thin_package_frames_the_sites_own_activity(packages: dict[str, Path]) -> None:
    """It holds a page, a script and a style, and may frame that one site."""
    for slug in slugs():
        files = held(packages[f"{slug}-{THIN}.zip"])
        html = files["index.html"].decode()
        assert sorted(files) == ["imsmanifest.xml", "index.html", "thin.css", "thin.js"]
        assert "frame-src https://playbook.example;" in f"{html};".replace('"', ";")
        assert f'"address": "{URL}/embed/{slug}/"' in html or f'"address":"{URL}/embed/{slug}/"' in html
        assert re.search(r'<iframe title="[^"]+" sandbox="allow-scripts allow-same-origin [^"]+"', html)


def test_without_an_address_whole_scorm_packages_are_made_and_a_sentence_says_what_is_missing(
    light_site: Path, tmp_path: Path
) -> None:
    said: list[str] = []
    made = make_packages(PROJECT, light_site, tmp_path, say=said.append)
    assert {path.name.partition("-")[2] for path in made} == {"scorm12.zip", "scorm2004-3.zip"}
    assert NO_SITE in said
    html = held(tmp_path / "quick-scorm12.zip")["index.html"].decode()
    assert "playbook.example" not in html
    assert [one.url for one in read_page(html).addresses if one.url.startswith(("http", "/", ".."))] == []


@pytest.mark.parametrize(
    "url", ["playbook.example", "http://playbook.example", "https://playbook.example/?x=1", "https://"]
)
def test_an_address_that_is_none_is_named(url: str) -> None:
    with pytest.raises(BuildError, match="SITE"):
        address(url)
    assert address("http://localhost:8000") == "http://localhost:8000/"


def test_what_was_not_built_is_said(light_site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No site yet, and one that was built from other pages."""
    assert main(["packages", "--site", str(tmp_path / "none"), "--out", str(tmp_path / "out")]) == 1
    assert "Build the site first: make build" in capsys.readouterr().err
    older = tmp_path / "older"
    shutil.copytree(light_site, older)
    (library,) = (older / "assets" / "library").glob("*.json")
    library.rename(library.with_name("000000000000.json"))
    assert main(["packages", "--site", str(older), "--out", str(tmp_path / "out")]) == 1
    assert "Build the site again: make build" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
