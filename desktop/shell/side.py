"""What stands at the left of the window: the company, the navigation, the pinned and the recent records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.settings import SIDEBAR
from desktop.shell.company_button import CompanyButton
from desktop.shell.lately import RecentRecords
from desktop.shell.pinned import PinnedRecords
from views.kit.text import column
from views.kit.theme.tokens import SPACE_2, SPACE_3

if TYPE_CHECKING:
    from desktop.shell.window import MainWindow


class Side(QWidget):
    """Shown or not as the user has it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)  # shown without it, it would be a window for a moment
        self.pinned, self.recent = PinnedRecords(window), RecentRecords(window)
        layout = column(self, spacing=SPACE_2)
        layout.setContentsMargins(0, SPACE_3, 0, 0)
        layout.addWidget(CompanyButton(window))
        layout.addWidget(window.sidebar, 1)
        layout.addWidget(self.pinned)
        layout.addWidget(self.recent)
        self.setVisible(window.settings.get(SIDEBAR))
        window.windows.changed.connect(self.show_places)

    def show_places(self) -> None:
        """Show the records that are pinned now and those looked at last."""
        self.pinned.show_pinned()
        self.recent.show_recent()
