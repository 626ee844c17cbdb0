"""The entry point: with arguments the command line, without them the windows."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run Kontor with these arguments, else those of the process; the exit status. Commands load nothing of Qt."""
    arguments = sys.argv[1:] if argv is None else list(argv)
    if arguments:
        from desktop.cli import run

        return run(arguments)
    from desktop.program import open_windows

    return open_windows()


if __name__ == "__main__":
    sys.exit(main())
