"""Ends the windows that the tests of a module leave behind: each one alive makes every change of theme slower."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest


@pytest.fixture(scope="module", autouse=True)
def _windows_end_with_their_module() -> Iterator[None]:
    yield
    if "PySide6.QtWidgets" not in sys.modules:  # the tests of the business load nothing of Qt
        return
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtWidgets import QApplication, QMainWindow

    if QApplication.instance() is None:
        return
    for window in QApplication.topLevelWidgets():
        if isinstance(window, QMainWindow) and window.parent() is None:
            window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
