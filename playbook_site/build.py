"""The build, from docs/ to a published site: read, stage, assemble the runtime, let MkDocs write the pages, publish.

The site is built in a folder of its own and put in place last, so that a build that stops leaves the old site whole.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Collection
from pathlib import Path

from playbook_site.book import write_book
from playbook_site.content import reader
from playbook_site.content.staging import read_and_stage
from playbook_site.embed.files import files, read_origins
from playbook_site.generate import write_pages
from playbook_site.project import Project, Say
from playbook_site.publish import materials
from playbook_site.publish.bundle import bundle
from playbook_site.publish.publish import Published, publish
from playbook_site.runtime.assemble import assemble


def build(
    project: Project,
    out: Path,
    *,
    url: str = "",
    compress: bool = True,
    kept: bool = True,
    rehearsed: Collection[str] = (),
    say: Say = print,
) -> Published:
    """Build the site into ``out`` and return what was published.

    ``url`` is the address the site will have; its path prefixes what cannot be relative (the page for addresses that
    lead nowhere, ``_headers``), and its origin stands in the policy of activities. ``kept`` lets browsers keep the site for
    when there is no network. ``rehearsed`` names the worksheets that the
    quick start is made for; none: all of them. Raises BuildError when texts, engine or pages have faults; ``out`` is then untouched.
    """
    started = time.monotonic()
    library, config = read_and_stage(project)
    assembled = assemble(project, library, rehearsed=rehearsed, say=say)
    staging = out.with_name(out.name + "-unfinished")
    shutil.rmtree(staging, ignore_errors=True)
    write_pages(project, config, staging, url=url)
    write_book(project, staging)
    bundle(staging / "assets", project)
    published = publish(
        staging,
        library=library,
        runtime=assembled,
        url=url,
        compressed=project.work / "compressed" if compress else None,
        kept=kept,
        embedded=files(project, reader.cached(project.docs), url),
        framed_by=read_origins(project),
        bill=materials.bill(project.root),
    )
    _put_in_place(staging, out)
    say(f"{published.pages} pages, {published.worksheets} with a worksheet, in {time.monotonic() - started:.1f} s.")
    return published


def _put_in_place(staging: Path, out: Path) -> None:
    """Swap the new site for the old one with two renames."""
    old = out.with_name(out.name + "-old")
    shutil.rmtree(old, ignore_errors=True)
    if out.exists():
        out.rename(old)
    staging.rename(out)
    shutil.rmtree(old, ignore_errors=True)
