"""The builds of ``make serve``: in a process that stays, so that MkDocs is loaded once, and without the quick start.

``serve.py`` starts it and writes the folder to build into on a line; it answers ``built`` or ``not built``. When a Python file
or a template of ours has changed, ``serve.py`` ends it and starts another.
"""

from __future__ import annotations

import shutil
import sys
import time
from pathlib import Path

from playbook_site.book import write_book
from playbook_site.content import reader
from playbook_site.content.staging import read_and_stage
from playbook_site.embed.files import files, read_origins
from playbook_site.errors import BuildError
from playbook_site.generate import write_pages
from playbook_site.project import Project, Say
from playbook_site.publish.bundle import bundle
from playbook_site.publish.publish import publish
from playbook_site.runtime.development import compile_on_the_side, lay_out

BUILT, NOT_BUILT = "built", "not built"


def develop(project: Project, out: Path, *, say: Say) -> Path:
    """Build the site into ``out`` for whoever is writing it, and return the runtime that it got.

    Raises BuildError when texts, engine or pages have faults.
    """
    started = time.monotonic()
    library, config = read_and_stage(project)
    runtime = lay_out(project)
    shutil.rmtree(out, ignore_errors=True)
    write_pages(project, config, out)
    write_book(project, out)
    bundle(out / "assets", project)
    published = publish(
        out,
        library=library,
        runtime=runtime,
        whole=True,
        kept=False,
        embedded=files(project, reader.cached(project.docs)),
        framed_by=read_origins(project),
    )
    say(f"{published.pages} pages, {published.worksheets} with a worksheet, in {time.monotonic() - started:.1f} s.")
    return runtime


def main() -> int:
    """Build once for each line on standard input, until it ends."""

    def say(text: str) -> None:
        print(text, file=sys.stderr, flush=True)

    project = Project(Path(__file__).resolve().parent.parent)
    compiling = None
    for line in sys.stdin:
        try:
            runtime = develop(project, Path(line.rstrip("\n")), say=say)
        except BuildError as stop:
            say("\n".join(stop.faults))
            print(NOT_BUILT, flush=True)
            continue
        print(BUILT, flush=True)
        if compiling is None or compiling.poll() is not None:
            compiling = compile_on_the_side(project, runtime)
    return 0


if __name__ == "__main__":
    sys.exit(main())
