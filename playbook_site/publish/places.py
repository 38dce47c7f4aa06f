"""Where the parts of a published site stand, for whoever writes pages that the generator does not know."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Places:
    """Where scripts, styles, runtime and library stand, as paths below the site's root, folders with a slash at the end.

    ``runtime`` is empty where a site has no engine. ``whole`` says that it has no quick start. ``host_script`` is the
    text of the script that portals may use to show an activity.
    """

    scripts: str
    styles: str
    runtime: str
    library: str
    whole: bool = False
    host_script: str = ""
