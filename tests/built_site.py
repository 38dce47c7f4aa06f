"""The built site that tests look at: the one that ``make test`` has just built, or one built now."""

from __future__ import annotations

import hashlib
import os
from functools import cache
from pathlib import Path

from filelock import FileLock

from playbook_site.build import build
from playbook_site.project import Project

ROOT = Path(__file__).resolve().parent.parent
#: Seconds after which a process is given up as one that hangs: far more than any takes, on a busy machine too.
HANGS = 1_800


@cache
def built_site() -> Path:
    """Return the folder of a published site. The processes of one run share it: the first that asks builds it."""
    named = os.environ.get("PLAYBOOK_SITE", "")
    if named and (Path(named) / "_headers").is_file():
        return Path(named)
    out = ROOT / "build" / "site-for-tests"
    built_by = out.with_suffix(".run")
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", "")
    out.parent.mkdir(exist_ok=True)
    with FileLock(out.with_suffix(".lock")):
        if not run or not built_by.is_file() or built_by.read_text(encoding="utf-8") != run:
            build(Project(ROOT), out, compress=False)
            built_by.write_text(run, encoding="utf-8")
    return out


def runtime_folder(site: Path) -> Path:
    """Return the runtime folder of a published site."""
    (found,) = (site / "assets" / "runtime").iterdir()
    return found


def published(site: Path) -> dict[str, str]:
    """Return the hash of every file of a site by its path.

    Left out are the compressed copies, their sizes, and the lists that name the file of the sizes: a site may be built without.
    """
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(site.rglob("*"))
        if path.is_file()
        and path.name not in ("sent.json", "offline.json", "SHA256SUMS")
        and path.suffix != ".br"
        and not (path.suffix == ".gz" and path.name != "sitemap.xml.gz")
    }
