"""Releases of the built site for the tests: the same site with a new engine and other words, and scripts of ours by themselves."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from playbook_site.node import node
from playbook_site.publish import offline
from tests.built_site import ROOT, runtime_folder

#: What the newer release says on one page.
NEWER = "The newer words"


def release_of(site: Path) -> str:
    """Return a site's release by its home page."""
    return (site / "index.html").read_text(encoding="utf-8").split('name="playbook-release" content="')[1][:12]


def newer_release(site: Path, folder: Path) -> Path:
    """Lay out a release with other pages and an engine at another address, as the build would publish it."""
    out = folder / "newer"
    # Packed copies would still be of the old one.
    shutil.copytree(site, out, ignore=shutil.ignore_patterns("*.br", "*.gz"))
    old, new = runtime_folder(site).name, "abcdef012345"
    (out / "assets" / "runtime" / old).rename(out / "assets" / "runtime" / new)
    (out / offline.LIST).unlink()
    for path in out.rglob("*.html"):
        text = path.read_text(encoding="utf-8").replace(release_of(site), offline.UNNAMED)
        text = text.replace(f"assets/runtime/{old}/", f"assets/runtime/{new}/")
        if path.parent == out / "worksheets" / "quick":
            text = text.replace("</h1>", f" {NEWER}</h1>", 1)
        path.write_text(text, encoding="utf-8", newline="\n")
    offline.write_list(out, offline.name_release(out))
    return out


def taken_back(site: Path, folder: Path) -> Path:
    """Lay out the same site as ``--not-kept`` publishes it."""
    out = folder / "taken-back"
    shutil.copytree(site, out, ignore=shutil.ignore_patterns("*.br", "*.gz"))
    (out / offline.LIST).unlink()
    (out / offline.WORKER).write_bytes(script("import './offline/offline-gone.mjs';", "--format=iife"))
    for path in out.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace('name="playbook-release"', 'name="none"'), encoding="utf-8", newline="\n")
    return out


def script(text: str, *options: str) -> bytes:
    """Return a script of a test's own that names modules of ours by their place under docs/assets/js, bundled as the build does."""
    command = [node(), str(ROOT / "node_modules" / "esbuild" / "bin" / "esbuild"), "--bundle", "--target=es2022"]
    command += ["--format=esm", "--tsconfig-raw={}", *options]
    done = subprocess.run(command, input=text.encode(), cwd=ROOT / "docs/assets/js", capture_output=True, check=True)
    return done.stdout
