"""The entry point: with arguments the command line, without them the windows."""

from __future__ import annotations

import sys

from desktop.cli import run


def main() -> int:
    """Run Kontor; the process's exit status."""
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
