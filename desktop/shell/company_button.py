"""The company at the top of the navigation; with several, the way to another one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QMenu, QWidget

from resources.language import _
from views.kit.action import tool_button
from views.kit.text import ShortenedLabel, row
from views.kit.theme.icons import pixmap
from views.kit.theme.keeping import keep
from views.kit.theme.state import scaled, state
from views.kit.theme.tokens import ICON, SPACE_2, SPACE_3, SPACE_4

if TYPE_CHECKING:
    from desktop.shell.window import MainWindow

_HEIGHT = 32


class CompanyButton(QWidget):
    """The mark and the company's name."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        keep(self, QWidget.setFixedHeight, partial(scaled, _HEIGHT))
        self._mark = QLabel()
        here = window.session.company
        name = ShortenedLabel(
            _("Book {code}").format(code=here.book_code) if here.book_code else here.name, strong=True
        )
        layout = row(self, spacing=SPACE_3)
        layout.setContentsMargins(SPACE_4, 0, SPACE_2, 0)
        layout.addWidget(self._mark)
        layout.addWidget(name, 1)
        identity = window.session.identity
        others = [company for company in (*identity.companies, *identity.books) if company.id != here.id]
        if others:
            choose = tool_button("down", _("Another company"), small=True)
            menu = QMenu(choose)
            for company in others:
                menu.addAction(company.name).triggered.connect(partial(window.acts.choose_company, company))
            choose.setMenu(menu)
            choose.setPopupMode(choose.ToolButtonPopupMode.InstantPopup)
            layout.addWidget(choose)
        state().changed.connect(self._draw)
        self._draw()

    def sizeHint(self) -> QSize:
        """As wide as the navigation; a longer name is cut off."""
        return QSize(0, scaled(_HEIGHT))

    def _draw(self) -> None:
        self._mark.setPixmap(pixmap("kontor", "accent", ICON, self.devicePixelRatioF()))
        self._mark.setAlignment(Qt.AlignmentFlag.AlignVCenter)
