"""Build or serve the site, or make packages of it: ``python -m playbook_site build``. Most people use ``make build`` and ``make serve``."""

from __future__ import annotations

import argparse
import errno
import io
import sys
from pathlib import Path

from playbook_site.errors import BuildError
from playbook_site.project import Project


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit status."""
    parser = argparse.ArgumentParser(prog="playbook", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    builder = commands.add_parser("build", help="write the deployable site")
    builder.add_argument("--out", type=Path, help="where to (default: site/)")
    builder.add_argument(
        "--url",
        default="",
        help="the site's address, for a site below the root of its host, and for portals' frames that leave a page no origin",
    )
    builder.add_argument("--no-compress", action="store_true", help="leave out the .br and .gz files")
    builder.add_argument(
        "--not-kept",
        action="store_true",
        help="let browsers remove what they have kept of the site, and keep nothing more",
    )
    builder.add_argument(
        "--rehearse",
        action="append",
        default=[],
        metavar="WORKSHEET",
        help="make the quick start for this worksheet (again for another one; default: for all of them), for a trial",
    )
    server = commands.add_parser("serve", help="show the site and build it again on every edit")
    server.add_argument("--port", type=int, default=8000)
    server.add_argument("--no-browser", action="store_true", help="do not open a browser window")
    packer = commands.add_parser("packages", help="make packages for training portals from the built site")
    packer.add_argument(
        "--url", default="", help="the address of the published site, which thin and cmi5 packages need"
    )
    packer.add_argument("--site", type=Path, help="the built site (default: site/)")
    packer.add_argument("--out", type=Path, help="where to (default: packages/)")
    packer.add_argument(
        "--only", action="extend", nargs="+", default=[], metavar="ACTIVITY", help="the activities (default: all)"
    )
    options = parser.parse_args(argv)

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(line_buffering=True)  # each line shows at once, also in a log file
    project = Project(Path(__file__).resolve().parent.parent)
    try:
        if options.command == "build":
            from playbook_site.build import build

            out = options.out or project.site
            build(
                project,
                out,
                url=options.url,
                compress=not options.no_compress,
                kept=not options.not_kept,
                rehearsed=options.rehearse,
            )
        elif options.command == "packages":
            from playbook_site.portal.packages import make_packages

            site, out = options.site or project.site, options.out or project.packages
            make_packages(project, site, out, url=options.url, only=options.only)
        else:
            # Serving needs none of what only a full build makes.
            from playbook_site.serve import serve

            serve(project, port=options.port, open_browser=not options.no_browser)
    except BuildError as stop:
        print(*stop.faults, sep="\n", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0 if options.command == "serve" else 130
    except OSError as stop:
        if stop.errno != errno.ENOSPC:
            raise
        print("The disk is full: free some space, then run the same command again.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
