"""Asks a built runtime under Node, started as the page starts it."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from playbook_site.node import node
from playbook_site.runtime import snapshot
from tests.built_site import HANGS

Start = Literal["image", "iphone", "whole"]

REPLAY = Path(__file__).with_name("replay.mjs")


def replay(
    core: Path,
    runtime: Path,
    start: Start,
    asked: Sequence[tuple[str, Sequence[str]]],
    work: Path,
) -> list[list[str]]:
    """Return what the runtime replies, by library, to each library's requests; ``core`` is the page's engine-core.mjs.

    ``start`` is the whole start, the quick one from the image, or that one on an iPhone.
    """
    task = work / "work.json"
    libraries = [{"library": library, "requests": list(requests)} for library, requests in asked]
    task.write_text(json.dumps({"libraries": libraries}), encoding="utf-8")
    if start != "whole":
        runtime = snapshot.stage(runtime, work / "image")
    command = [node(), str(REPLAY), str(core), f"{runtime}{os.sep}", start, str(task)]
    done = subprocess.run(
        command, capture_output=True, check=False, timeout=HANGS, env={**os.environ, "NODE_NO_WARNINGS": "1"}
    )
    assert done.returncode == 0, done.stderr.decode(errors="replace")[-2000:]
    found: list[list[str]] = json.loads(done.stdout)["replies"]
    return found
