"""The log of the desktop: a rotating file in the home of Kontor, and the traces of a crash."""

from __future__ import annotations

import faulthandler
import logging
import logging.handlers
import os
from pathlib import Path
from typing import TextIO

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from models.database.server.place import default_home

_LARGEST = 1_000_000  # bytes
_KEPT = 5
_FORMAT = "%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s"
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
_traces: list[TextIO] = []  # open for as long as the process lives: a crash has no time to open a file


def log_folder(home: Path | None = None) -> Path:
    """Where the log lies."""
    return (home or default_home()) / "log"


def start_logging(home: Path | None = None) -> Path:
    """Write the log of this process from now on; the file."""
    folder = log_folder(home)
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "desktop.log"
    handler = logging.handlers.RotatingFileHandler(file, maxBytes=_LARGEST, backupCount=_KEPT, encoding="utf-8")
    handler.setFormatter(logging.Formatter(_FORMAT))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(os.environ.get("KONTOR_LOG", "INFO").upper())
    logging.captureWarnings(capture=True)
    crash = (folder / "crash.log").open("a", encoding="utf-8")
    _traces.append(crash)
    faulthandler.enable(crash)
    qInstallMessageHandler(_on_qt_message)
    return file


def _on_qt_message(kind: QtMsgType, _context: QMessageLogContext, text: str | None) -> None:
    logging.getLogger("qt").log(_LEVELS.get(kind, logging.WARNING), "%s", text)
