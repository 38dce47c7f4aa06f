"""The build, from docs/ to a published site: read, assemble the runtime, let MkDocs write the pages, publish.

The site is built in a folder of its own and put in place last, so that a build that stops leaves the old site whole.
"""

from __future__ import annotations

import logging
import os
import shutil
import time
from pathlib import Path
from urllib.parse import urlsplit

from playbook_site.content import reader
from playbook_site.errors import BuildError
from playbook_site.project import Project, Say
from playbook_site.publish.bundle import bundle
from playbook_site.publish.publish import Published, publish
from playbook_site.runtime.assemble import assemble

# One fixed day for all that wants a date, so that two builds of the same text are the same bytes.
EPOCH = "1767225600"  # 2026-01-01


def build(project: Project, out: Path, *, url: str = "", compress: bool = True, say: Say = print) -> Published:
    """Build the site into ``out`` and return what was published.

    ``url`` is the address the site will have; its path prefixes what cannot be relative (the page for addresses that
    lead nowhere, ``_headers``). Raises BuildError when texts, engine or pages have faults; ``out`` is then untouched.
    """
    started = time.monotonic()
    try:
        library = reader.to_json(reader.read(project.docs))
    except reader.ContentErrors as faults:
        raise BuildError([str(error) for error in faults.errors]) from None
    project.work.mkdir(exist_ok=True)
    (project.work / "library.json").write_text(library, encoding="utf-8", newline="\n")  # for the terminal
    assembled = assemble(project, library, say=say)
    staging = out.with_name(out.name + "-unfinished")
    shutil.rmtree(staging, ignore_errors=True)
    write_pages(project, staging, url=url)
    bundle(staging / "assets", project)
    published = publish(
        staging,
        library=library,
        runtime=assembled,
        base=base_path(url),
        compressed=project.work / "compressed" if compress else None,
    )
    _put_in_place(staging, out)
    say(f"{published.pages} pages, {published.worksheets} with a worksheet, in {time.monotonic() - started:.1f} s.")
    return published


def base_path(url: str) -> str:
    """Return the path of the site on its host.

    >>> base_path(""), base_path("https://example.org/playbook")
    ('/', '/playbook/')
    """
    path = urlsplit(url).path.strip("/")
    return f"/{path}/" if path else "/"


def write_pages(project: Project, out: Path, *, url: str = "") -> None:
    """Let MkDocs write the pages. Raises BuildError with its warnings: none is let through."""
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    os.environ.setdefault("SOURCE_DATE_EPOCH", EPOCH)
    from mkdocs.commands.build import build as mkdocs_build
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort, MkDocsException

    heard = _Listener()
    # Zensical and `mkdocs build` run in the project's folder; the extension finds docs/ from there.
    os.chdir(project.root)
    logger = logging.getLogger("mkdocs")
    logger.addHandler(heard)
    logger.propagate = False
    try:
        config = load_config(str(project.config), site_dir=str(out), strict=True)
        if url:
            config.site_url = url.rstrip("/") + "/"
        config.plugins.on_startup(command="build", dirty=False)
        mkdocs_build(config)
        config.plugins.on_shutdown()
    except (Abort, MkDocsException) as stop:
        raise BuildError(heard.lines or [str(stop)]) from None
    finally:
        logger.removeHandler(heard)
    if heard.lines:
        raise BuildError(heard.lines)


class _Listener(logging.Handler):
    """Keeps the warnings of MkDocs and its extensions."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def _put_in_place(staging: Path, out: Path) -> None:
    """Swap the new site for the old one with two renames."""
    old = out.with_name(out.name + "-old")
    shutil.rmtree(old, ignore_errors=True)
    if out.exists():
        out.rename(old)
    staging.rename(out)
    shutil.rmtree(old, ignore_errors=True)
