"""Why a build stopped, in sentences for the person who started it."""

from __future__ import annotations

from collections.abc import Iterable


class BuildError(Exception):
    """Faults that stop the build; each is one line that says where and what to do."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))
