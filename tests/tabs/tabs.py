"""Plays tabs of one browser in Node, each step as it is told; see browser.mjs."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Any

from playbook_site.node import node

PLAY = Path(__file__).with_name("play.mjs")


class Player:
    """A Node process with the tabs in it."""

    def __enter__(self) -> Player:
        self._node = subprocess.Popen(
            [node(), str(PLAY)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        assert self._node.stdin
        self._node.stdin.close()
        self._node.wait(timeout=60)

    def do(self, what: str, **how: Any) -> dict[str, Any]:
        """Give a command, and return what stands where then: in the tabs, on the device, and in the storage that tabs share."""
        assert self._node.stdin
        assert self._node.stdout
        self._node.stdin.write(json.dumps({"do": what, **how}) + "\n")
        self._node.stdin.flush()
        line = self._node.stdout.readline()
        assert line, "the tabs are gone"
        found: dict[str, Any] = json.loads(line)
        assert found["fault"] == "", found["fault"]
        return found


def texts(value: Any) -> set[str]:
    """Return all texts in a value, without the names that they stand under."""
    if isinstance(value, str):
        return {value}
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return {text for one in inner for text in texts(one)}
