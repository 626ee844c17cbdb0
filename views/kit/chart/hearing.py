"""What a chart is to those who hear it: a chart, with the name and the mark that its canvas says."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAccessibleWidget, QWidget

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QAccessibleInterface


@cache
def call_charts_charts() -> None:
    """From now on canvases have the role of a chart; once for the program."""
    QAccessible.installFactory(_interface_of)


def _interface_of(class_name: str, part: QObject) -> QAccessibleInterface | None:
    """That of a canvas; None leaves all else to Qt."""
    if class_name == "ChartCanvas" and isinstance(part, QWidget):
        return QAccessibleWidget(part, QAccessible.Role.Chart)
    return None
