"""``python -m playbook_engine``: the engine on a terminal."""

from __future__ import annotations

import sys

from playbook_engine.terminal.commands import main

if __name__ == "__main__":
    sys.exit(main())
