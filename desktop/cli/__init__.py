"""The command line: the same operations as the screens, for scripts, scheduled work and tests."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

DONE, REFUSED, WRONG_USE, INTERRUPTED = 0, 1, 2, 130


def run(argv: Sequence[str]) -> int:
    """Run one command; 0 done, 1 refused with a message on stderr, 2 wrong use, 130 stopped by the user."""
    from desktop.cli.context import Context
    from desktop.cli.failure import tell
    from desktop.cli.parser import choose_language, make_parser

    choose_language(argv)
    try:
        context = Context(make_parser().parse_args(list(argv)))
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else WRONG_USE
    try:
        status: int = context.options.command(context)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has enough; the interpreter's last flush must not complain about it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as error:  # noqa: BLE001 - the user never sees a traceback
        tell(error, context)
        return REFUSED
    finally:
        context.close()
    return status
