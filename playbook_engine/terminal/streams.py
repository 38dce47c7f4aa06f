"""The standard streams of a terminal: UTF-8 whatever the console is set to, and one line where a result cannot be written."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import TextIO


class NotWrittenError(Exception):
    """Standard output cannot be written; ``reason`` is what the system says of it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def speak_utf8() -> None:
    """Let both output streams write UTF-8. What has no place in it, half a character, is written as its code, ``\\ud83d``."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def write(text: str) -> None:
    """Write a result to standard output, whole.

    Raises :class:`NotWrittenError` when that fails: a reader that has gone, a full disk, a stream that is closed.
    """
    try:
        if sys.stdout is None:
            raise OSError("standard output is closed")
        sys.stdout.write(text)
        sys.stdout.flush()
    except (OSError, ValueError) as error:  # ValueError: the stream was closed in this process
        _let_go(sys.stdout)
        raise NotWrittenError(getattr(error, "strerror", None) or str(error)) from error


def tell(text: str) -> None:
    """Write a fault to standard error. Where even that is closed, the exit status must do."""
    try:
        if sys.stderr is not None:
            print(text, file=sys.stderr, flush=True)
    except (OSError, ValueError):
        _let_go(sys.stderr)


def read_input(most: int) -> bytes:
    """Return standard input up to ``most`` bytes and one more, which tells that there are too many; nothing when it is closed."""
    return sys.stdin.buffer.read(most + 1) if sys.stdin is not None else b""


def read_file(path: Path, most: int) -> bytes:
    """Return a file's first ``most`` bytes and one more, which tells that there are too many. Raises OSError."""
    with path.open("rb") as file:
        return file.read(most + 1)


def _let_go(stream: TextIO | None) -> None:
    """Send what a stream still holds nowhere: at its end Python would try to write it once more, and fail aloud."""
    try:
        if stream is not None:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except (OSError, ValueError):  # a stream without a file of the system's: Python does not write it again
        return
