"""Keeps the result of each step of making a runtime, so that a build that was stopped goes on where it was.

A result is a folder under ``build/runtime/steps/``, named by the step and by the hash of everything that the step depends
on. When an input changes, the name changes, and the step is done anew; so an edit of the engine redoes only the steps
that depend on the engine.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

#: Of a file or a folder the contents count, of a text the text.
Input = str | bytes | Path

_KEPT = 2  # of each step: the newest result and the one before. A snapshot weighs 60 MB.
_UNFINISHED = ".unfinished-"
_DAY = 86_400


@dataclass(frozen=True, slots=True)
class Result:
    """What a step has made: the files in ``folder``, and a value that JSON can hold."""

    folder: Path
    value: Any


class Steps:
    """The kept results below one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def result(self, name: str, inputs: Iterable[Input], make: Callable[[Path], Any]) -> Result:
        """Return the kept result of the step, or that of ``make``, which is then kept.

        ``make`` is given a folder to write files into, and returns a value that JSON can hold. A result that is not whole
        is made again. When ``make`` raises, nothing is kept.
        """
        target = self.folder / f"{name}-{digest([name, *inputs])[:16]}"
        if (kept := _load(target)) is not None:
            os.utime(target)
            return kept
        unfinished = self.folder / f"{_UNFINISHED}{name}-{os.getpid()}"
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        try:
            value = make(unfinished)
            (unfinished / "value.json").write_text(json.dumps(value), encoding="utf-8")
            hashes = {path.name: digest([path]) for path in sorted(unfinished.iterdir())}
            (unfinished / "hashes.json").write_text(json.dumps(hashes), encoding="utf-8")
            shutil.rmtree(target, ignore_errors=True)
            unfinished.rename(target)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
        return Result(target, value)

    def forget_old(self) -> None:
        """Remove all but the newest results of each step, and what a killed build has left unfinished."""
        kept: dict[str, int] = {}
        for path in sorted(self.folder.iterdir(), key=lambda path: -path.stat().st_mtime):
            if path.name.startswith(_UNFINISHED):
                if time.time() - path.stat().st_mtime > _DAY:
                    shutil.rmtree(path, ignore_errors=True)
                continue
            name = path.name.rpartition("-")[0]
            kept[name] = kept.get(name, 0) + 1
            if kept[name] > _KEPT:
                shutil.rmtree(path, ignore_errors=True)


def digest(inputs: Iterable[Input]) -> str:
    """Return a SHA-256, in hexadecimal digits, that changes whenever one of the inputs does."""
    whole = hashlib.sha256()
    for one in inputs:
        if isinstance(one, Path) and one.is_dir():
            files = sorted(path for path in one.rglob("*") if path.is_file() and path.suffix != ".pyc")
            content = digest(part for path in files for part in (path.relative_to(one).as_posix(), path)).encode()
        else:
            content = (
                one.encode(errors="surrogatepass")
                if isinstance(one, str)
                else one
                if isinstance(one, bytes)
                else one.read_bytes()
            )
        whole.update(hashlib.sha256(content).digest())
    return whole.hexdigest()


def _load(folder: Path) -> Result | None:
    """Return the result in a folder, or None when there is none, or when a byte of it has changed."""
    try:
        hashes = json.loads((folder / "hashes.json").read_text(encoding="utf-8"))
        if all(digest([folder / name]) == found for name, found in hashes.items()):
            return Result(folder, json.loads((folder / "value.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, AttributeError):
        pass
    return None
