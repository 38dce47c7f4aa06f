"""What all tests share: the library that the project's own pages make, and the switch that rewrites golden cases."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

from playbook_engine.library import Library
from playbook_site import reader

ROOT = Path(__file__).resolve().parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite-cases", action="store_true", help="write the replies into tests/cases; read the diff")


@pytest.fixture(scope="session")
def docs() -> Path:
    """The project's own pages."""
    return ROOT / "docs"


@pytest.fixture(scope="session")
def content(docs: Path) -> Library:
    """The library made from the project's own pages."""
    return reader.read(docs)


# The same examples in every run; HYPOTHESIS_PROFILE=search looks for new ones.
settings.register_profile("playbook", max_examples=30, deadline=None, derandomize=True, database=None)
settings.register_profile("search", max_examples=2_000, deadline=None, database=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "playbook"))
