"""A package that a portal plays, in all three engines: it starts from the image of a ready Python, like the site."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from playbook_site.portal.packages import make_packages
from playbook_site.project import Project
from playbook_site.server import Change
from tests.built_site import ROOT
from tests.engines.conftest import Meet
from tests.engines.test_embed import _PRESS, _VIEW

#: A management system that takes everything and notes it.
_PORTAL = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Portal</title><h1>Portal</h1>
<script>
window.told = [];
const note = (name, out) => (...given) => { told.push([name, ...given]); return out; };
window.API = { LMSInitialize: note("start", "true"), LMSFinish: note("end", "true"), LMSGetValue: note("get", ""), LMSSetValue: note("set", "true"),
  LMSCommit: note("commit", "true") };
</script>
<iframe title="Worksheet" src="/package/index.html" width="760" height="700"></iframe></html>"""


@pytest.fixture(scope="session")
def unpacked(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A portal's folder with a package in it, as its zip file has it."""
    folder = tmp_path_factory.mktemp("portal")
    (made, *_) = make_packages(Project(ROOT), site, folder / "made", only=["quick"], say=lambda _: None)
    assert made.name == "quick-scorm12.zip"
    with zipfile.ZipFile(made) as file:
        file.extractall(folder / "package")
    return folder


def test_a_package_is_played_to_its_end(meet: Meet, unpacked: Path) -> None:
    """The portal sends all but scripts, styles and pages as bytes. Your result comes, and the portal is told that you finished."""

    def change(path: str) -> Change | None:
        if path == "/portal/":
            headers: dict[str, str | None] = {"Content-Type": "text/html; charset=utf-8"}
            return Change(status=200, headers=headers, body=_PORTAL.encode())
        if path == "/favicon.ico":
            return Change(status=204)
        as_bytes = path.endswith((".wasm", ".bin", ".json"))
        return Change(headers={"Content-Type": "application/octet-stream"}) if as_bytes else None

    reader = meet("portal/", site=unpacked, change=change)
    reader.until("first question", "() => frames[0]?.document.documentElement.matches('.pb-ready')")
    reader.until("form", f"() => ({_VIEW})() === 'ask'")
    reader.until("all questions", _PRESS, "See all questions on one page")
    reader.until("Finish", _PRESS, "Finish and make my checklist")
    reader.until("result", "() => Boolean(frames[0].document.querySelector('.pb-result-region .pb-result'))")
    reader.until(
        "completed", "() => told.some(([, name, value]) => name === 'cmi.core.lesson_status' && value === 'completed')"
    )
    started = reader.js("() => frames[0].document.querySelector('form.pb-form').dataset.engine")
    assert started == "worker image"
    reader.until("Save and exit", _PRESS, "Save and exit")
    reader.until("end", "() => told.at(-1)[0] === 'end'")
    assert reader.js("() => told.filter(([name]) => name === 'end').length") == 1
