"""The ready-made roles with what each is for, to be ticked."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from models.company.roles import ROLE_TEXTS
from models.database.rights import Role
from resources.language import _
from views.kit.text import Card, column, heading, note
from views.kit.theme.tokens import SPACE_2, SPACE_4, SPACE_6

_ACROSS = 2
_INDENT = 24  # pixels; the description stands below the words of its mark


class RolesCard(Card):
    """Emits `changed` when the user ticks or clears a role."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.marks: dict[Role, QCheckBox] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_6)
        grid.setVerticalSpacing(SPACE_2)
        deep = -(-len(ROLE_TEXTS) // _ACROSS)
        for place, (role, text) in enumerate(ROLE_TEXTS.items()):
            grid.addWidget(self._box(role, _(text.title), _(text.about)), place % deep, place // deep)
        for number in range(_ACROSS):
            grid.setColumnStretch(number, 1)
        layout = column(self, margin=SPACE_4, spacing=SPACE_2)
        layout.addWidget(heading(_("Roles")))
        layout.addWidget(note(_("A user may have several. They count from the next sign-in.")))
        layout.addLayout(grid)

    @property
    def roles(self) -> tuple[Role, ...]:
        """The ticked roles in the order of the card."""
        return tuple(role for role, mark in self.marks.items() if mark.isChecked())

    def set_roles(self, roles: Iterable[str]) -> None:
        """Tick exactly these."""
        held = frozenset(roles)
        for role, mark in self.marks.items():
            mark.setChecked(role in held)

    def _box(self, role: Role, title: str, about: str) -> QWidget:
        mark = QCheckBox(title)
        mark.setAccessibleDescription(about)
        mark.clicked.connect(self._on_clicked)
        self.marks[role] = mark
        box = QWidget()
        layout = column(box, spacing=0)
        layout.addWidget(mark)
        below = note(about)
        below.setContentsMargins(_INDENT, 0, 0, 0)
        layout.addWidget(below)
        return box

    def _on_clicked(self) -> None:
        self.changed.emit()
