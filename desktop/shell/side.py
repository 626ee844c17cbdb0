"""What stands at the left of the window: the company, the navigation, and the pinned records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.settings import SIDEBAR
from desktop.shell.company_button import CompanyButton
from desktop.shell.pinned import PinnedRecords
from views.kit.text import column
from views.kit.theme.tokens import SPACE_2, SPACE_3

if TYPE_CHECKING:
    from desktop.shell.window import MainWindow


class Side(QWidget):
    """Shown or not as the user has it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self.pinned = PinnedRecords(window)
        layout = column(self, spacing=SPACE_2)
        layout.setContentsMargins(0, SPACE_3, 0, 0)
        layout.addWidget(CompanyButton(window))
        layout.addWidget(window.sidebar, 1)
        layout.addWidget(self.pinned)
        self.setVisible(window.settings.get(SIDEBAR))
