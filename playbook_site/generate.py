"""Lets MkDocs write the pages, and tells its warnings as an author reads them: by the file that the author wrote."""

from __future__ import annotations

import logging
import os
import re
from pathlib import Path

from playbook_site.errors import BuildError
from playbook_site.project import Project

# One fixed day for all that wants a date, so that two builds of the same text are the same bytes.
EPOCH = "1767225600"  # 2026-01-01

_ABOUT_A_LINK = re.compile(r"Doc file '(?P<file>[^']+)' contains (?P<rest>.*?'(?P<link>[^']*)'.*)", re.DOTALL)
_ABOUT_A_PAGE = re.compile(
    r"(?P<said>Error reading page|Error building page) '(?P<file>[^']+)': (?P<rest>.*)", re.DOTALL
)


def write_pages(project: Project, config_file: Path, out: Path, *, url: str = "") -> None:
    """Write the site that a staged mkdocs.yml describes. Raises BuildError with the warnings: none is let through."""
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    os.environ.setdefault("SOURCE_DATE_EPOCH", EPOCH)
    from mkdocs.commands.build import build as mkdocs_build
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort, MkDocsException

    heard = _Listener()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(heard)
    logger.propagate = False
    try:
        config = load_config(str(config_file), site_dir=str(out), strict=True)
        if url:
            config.site_url = url.rstrip("/") + "/"
        config.plugins.on_startup(command="build", dirty=False)
        mkdocs_build(config)
        config.plugins.on_shutdown()
    except (Abort, MkDocsException) as stop:
        raise BuildError(_told(heard.lines or [str(stop)], project, config_file)) from None
    finally:
        logger.removeHandler(heard)
    if heard.lines:
        raise BuildError(_told(heard.lines, project, config_file))


class _Listener(logging.Handler):
    """Keeps the warnings of MkDocs and its extensions."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep what is said at the level of a warning or above."""
        self.lines.append(record.getMessage())


def _told(lines: list[str], project: Project, config_file: Path) -> list[str]:
    return [as_an_author_reads_it(line, project, config_file.parent) for line in lines]


def as_an_author_reads_it(warning: str, project: Project, staged: Path) -> str:
    """Return a warning with the author's file and line in front, and no path of the copy that the generator read."""
    text = warning.replace(f"{staged / 'docs'}{os.sep}", "docs/").replace(f"{staged}{os.sep}", "")
    link = _ABOUT_A_LINK.fullmatch(text)
    if link:
        line = _line_with(project.docs / link["file"], link["link"])
        return f"docs/{link['file']}:{line}: contains {link['rest']}"
    page = _ABOUT_A_PAGE.fullmatch(text)
    if page:
        return f"docs/{page['file']}: {page['rest']}"
    return text


def _line_with(path: Path, text: str) -> int:
    """Return the line of a file where a text first stands; 1 when it stands nowhere, as in a list drawn for an index."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return next((number for number, line in enumerate(lines, 1) if text in line), 1)
