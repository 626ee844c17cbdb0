"""Parts of a page under each other, which scroll where the window is too low for them."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from views.kit.text import column
from views.kit.theme.tokens import SPACE_3


def scrolled(*parts: QWidget) -> QScrollArea:
    """The parts in a column without a frame; what room is left stays below them."""
    content = QWidget()
    layout = column(content, spacing=SPACE_3)
    for part in parts:
        layout.addWidget(part)
    layout.addStretch()
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setWidget(content)
    return area
