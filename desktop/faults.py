"""Faults of the program itself: each is written to the log under a reference number, and the program lives on."""

from __future__ import annotations

import logging
import secrets
import sys
import threading
from collections.abc import Callable
from types import TracebackType

from models.database.errors import KontorError

_logger = logging.getLogger("kontor.fault")
#: No vowels, and nothing that looks like something else: these are read out over the telephone.
_SIGNS = "BCDFGHJKLMNPQRSTVWXZ23456789"


class Fault(KontorError):
    """Something that no code knows; `params["reference"]` finds it in the log."""


def record_fault(error: BaseException) -> Fault:
    """Write the fault to the log and give it a reference. Safe on every thread."""
    reference = "".join(secrets.choice(_SIGNS) for _ in range(6))
    _logger.error("fault %s", reference, exc_info=error)
    return Fault("program.fault", reference=reference, kind=type(error).__name__)


def catch_everything(tell: Callable[[Fault], None]) -> None:
    """Record what escapes from slots, events and threads; `tell` must be safe to call on every thread."""

    def on_escape(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        else:
            tell(record_fault(error))

    def on_thread_escape(escaped: threading.ExceptHookArgs) -> None:
        if escaped.exc_value is not None:
            tell(record_fault(escaped.exc_value))

    sys.excepthook = on_escape
    threading.excepthook = on_thread_escape
