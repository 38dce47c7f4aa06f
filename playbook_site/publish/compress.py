"""Precompressed copies beside the published files, so that a plain file server sends few bytes.

The best brotli level takes a second for each megabyte of the runtime; results are kept by the content's hash.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import brotli

SUFFIXES = {".bin", ".css", ".html", ".js", ".json", ".mjs", ".svg", ".txt", ".wasm", ".xml", ".webmanifest"}
SMALLEST = 400


def compress_site(site: Path, cache: Path) -> None:
    """Write a ``.br`` and a ``.gz`` beside every file that gains from it."""
    cache.mkdir(parents=True, exist_ok=True)
    files = sorted(
        path
        for path in site.rglob("*")
        if path.suffix in SUFFIXES and path.is_file() and path.stat().st_size >= SMALLEST
    )
    # Largest first: the WebAssembly file alone takes as long as all pages together.
    files.sort(key=lambda path: -path.stat().st_size)
    with ThreadPoolExecutor(max_workers=2) as pool:
        kept = set[str]().union(*pool.map(lambda path: _compress(path, cache), files))
    _forget(cache, kept)


def compress_file(path: Path, cache: Path) -> None:
    """Write the copies of one file that came later."""
    _compress(path, cache)


def _compress(path: Path, cache: Path) -> set[str]:
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    for suffix in (".br", ".gz"):
        kept = cache / (digest + suffix)
        if not kept.exists():
            packed = _brotli(content) if suffix == ".br" else gzip.compress(content, 9, mtime=0)
            unfinished = kept.with_suffix(suffix + f".{path.stat().st_ino}.part")
            unfinished.write_bytes(packed)
            unfinished.replace(kept)
        packed = kept.read_bytes()
        if len(packed) < len(content):
            path.with_name(path.name + suffix).write_bytes(packed)
    return {digest + ".br", digest + ".gz"}


def _brotli(content: bytes) -> bytes:
    packed: bytes = brotli.compress(content, quality=11, lgwin=24)
    return packed


def _forget(cache: Path, kept: Iterable[str]) -> None:
    """Drop what no file of this site uses any more, but leave the last few builds: branches are switched."""
    names = set(kept)
    stale = sorted(
        (path for path in cache.iterdir() if path.name not in names),
        key=lambda path: path.stat().st_mtime,
        reverse=True,
    )
    for path in stale[400:]:
        path.unlink(missing_ok=True)
