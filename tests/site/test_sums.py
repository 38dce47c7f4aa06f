"""What a release says of itself: the hash of each published file, and what others made of which it consists."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest

from playbook_site.publish import materials, offline, sums
from playbook_site.publish.headers import headers_for, parse_netlify
from playbook_site.publish.publish import publish
from playbook_site.runtime.wheels import INSTALLED
from tests.built_site import built_site
from tests.site.test_publish import runtime, small_site

ROOT = Path(__file__).resolve().parents[2]
_LINE = re.compile(r"([0-9a-f]{64})  (\S.*)")


@pytest.fixture(scope="module")
def bill() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(materials.bill(ROOT))
    return found


def published(root: Path) -> Path:
    site = small_site(root, plays__a_play__index="<p>Words, so that a copy is compressed.</p>" * 40)
    publish(
        site,
        library="{}",
        runtime=runtime(root),
        compressed=root / "kept",
        bill=materials.bill(ROOT),
    )
    return site


def check_sums(site: Path) -> None:
    lines = [_LINE.fullmatch(line) for line in (site / sums.NAME).read_text(encoding="utf-8").splitlines()]
    listed = [(line[2], line[1]) for line in lines if line]
    assert len(listed) == len(lines)
    right = {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in site.rglob("*")
        if path.is_file() and path.name != sums.NAME
    }
    assert listed == sorted(right.items())


def test_each_published_file_is_in_the_sums_once_and_they_are_right(tmp_path: Path) -> None:
    site = published(tmp_path)
    check_sums(site)
    names = (site / sums.NAME).read_text(encoding="utf-8")
    for name in (
        "  _headers\n",
        "  _nginx.conf\n",
        "  index.html\n",
        f"  {materials.NAME}\n",
        ".html.br\n",
        "/manifest.json\n",
    ):
        assert name in names


def test_the_real_site_has_right_sums() -> None:
    check_sums(built_site())


def test_a_changed_file_is_found(tmp_path: Path) -> None:
    site = published(tmp_path)
    (site / "404.html").write_text("other", encoding="utf-8")
    with pytest.raises(AssertionError):
        check_sums(site)


def test_browsers_keep_neither_and_ask_for_both_again(tmp_path: Path) -> None:
    site = published(tmp_path)
    text = offline.write_list(site, "0" * 12).read_text(encoding="utf-8")
    assert "index.html" not in text  # pages are listed by their folder
    assert '"404.html"' in text
    rules = parse_netlify((site / "_headers").read_text(encoding="utf-8"))
    for name in (sums.NAME, materials.NAME):
        assert name not in text
        assert headers_for(rules, f"/{name}")["Cache-Control"] == "no-cache"


def test_the_bill_holds_every_pinned_package_once(bill: dict[str, Any]) -> None:
    listed = [one["purl"] for one in bill["components"]]
    assert len(listed) == len(set(listed))
    pinned = set[str]()
    for file in (ROOT / "requirements").glob("*.txt"):
        for line in file.read_text(encoding="utf-8").splitlines():
            if not line.startswith((" ", "#")):
                pinned.add("pkg:pypi/" + line.split(" ")[0].replace("==", "@"))
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    for path, entry in lock["packages"].items():
        if path:
            name = path.split("node_modules/")[-1].replace("@", "%40")
            pinned.add(f"pkg:npm/{name}@{entry['version']}")
    assert set(listed) == pinned


def test_each_package_has_a_version_and_a_hash(bill: dict[str, Any]) -> None:
    lengths = {"SHA-256": 64, "SHA-512": 128}
    for one in bill["components"]:
        assert one["version"]
        assert one["hashes"], one["name"]
        assert all(len(found["content"]) == lengths[found["alg"]] for found in one["hashes"]), one["name"]


def test_what_ships_is_told_apart_and_is_what_the_notices_name(bill: dict[str, Any]) -> None:
    """Each that ships stands in the notices with its version, and what the engine is packed from is among them."""
    shipped = {one["name"]: one["version"] for one in bill["components"] if one["scope"] == "required"}
    assert set(shipped) == {name for names in materials.SHIPPED.values() for name in names}
    notices = (ROOT / "THIRD-PARTY-NOTICES.md").read_text(encoding="utf-8").casefold()
    for name, version in shipped.items():
        assert re.search(
            rf"\b{name.removeprefix('mkdocs-').replace('-', '[- ]')}[a-z ]* {re.escape(version)}\b", notices
        ), name
    named = {one["name"] for one in bill["components"] if f"{one['name']} {one['version']}" in notices}
    assert named <= set(shipped)
    assert set(INSTALLED) <= set(shipped)
    uses = {one["name"]: one["properties"][0]["value"] for one in bill["components"]}
    assert (uses["pyodide"], uses["mkdocs"], uses["terser"], uses["pytest"], uses["html-validate"]) == (
        "ships", "builds", "builds", "tests", "tests",
    )  # fmt: skip


def test_twice_the_same_bill_and_nothing_of_when_or_where(bill: dict[str, Any]) -> None:
    text = materials.bill(ROOT)
    assert text == materials.bill(ROOT)
    assert not {"serialNumber", "timestamp"} & (set(bill) | set(bill["metadata"]))
    assert str(ROOT) not in text
