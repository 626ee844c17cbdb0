"""Bringing a window in front of the others."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def bring_in_front(window: QWidget) -> None:
    """Show a window, out of the task bar too, and give it the keyboard."""
    if window.isMinimized():
        window.showNormal()
    window.raise_()
    window.activateWindow()
