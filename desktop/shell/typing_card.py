"""What the keys do while one types, for the user on this computer."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QCheckBox, QWidget

from resources.language import _
from views.kit.form.entering import ENTER_MOVES
from views.kit.host import Host
from views.kit.text import Card, column, heading
from views.kit.theme.keeping import keep
from views.kit.theme.state import scaled
from views.kit.theme.tokens import SPACE_2, SPACE_4


class TypingCard(Card):
    """Holds at once, on pages that are open as well."""

    def __init__(self, host: Host, widest: int) -> None:
        super().__init__()
        self._host = host
        keep(self, QWidget.setMaximumWidth, partial(scaled, widest))
        inside = column(self, margin=SPACE_4, spacing=SPACE_2)
        inside.addWidget(heading(_("Typing")))
        self.enter_moves = QCheckBox(_("Enter goes to the next field of a form"))
        self.enter_moves.setChecked(host.preferences.read(ENTER_MOVES) is not False)
        self.enter_moves.clicked.connect(self._on_clicked)
        inside.addWidget(self.enter_moves)

    def _on_clicked(self, moves: bool) -> None:  # noqa: FBT001 - a slot
        self._host.preferences.write(ENTER_MOVES, None if moves else False)
