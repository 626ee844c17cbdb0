"""The companies of the administrator, to be ticked: those that a user may work in."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox

from models.company.users import OwnCompany
from resources.language import _
from views.kit.text import Card, clear, column, heading, note
from views.kit.theme.tokens import SPACE_2, SPACE_4


class CompaniesCard(Card):
    """Emits `changed` when the user ticks or clears a company."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.marks: dict[int, QCheckBox] = {}
        self._choices: tuple[OwnCompany, ...] = ()
        layout = column(self, margin=SPACE_4, spacing=SPACE_2)
        layout.addWidget(heading(_("Companies")))
        layout.addWidget(
            note(
                _(
                    "The roles count in each of them. One that is opened stands above the navigation from the next"
                    " sign-in; one that is closed is gone at once."
                )
            )
        )
        self._list = column()
        layout.addLayout(self._list)

    @property
    def companies(self) -> tuple[int, ...]:
        """The keys of the ticked ones."""
        return tuple(key for key, mark in self.marks.items() if mark.isChecked())

    def set_choices(self, choices: Iterable[OwnCompany]) -> None:
        """Offer these, none of them ticked; the same ones stay as they are, with the keyboard in them."""
        offered = tuple(choices)
        if offered == self._choices:
            return
        clear(self._list)
        self.marks, self._choices = {}, offered
        for company in offered:
            mark = QCheckBox(company.name.replace("&", "&&"))
            mark.clicked.connect(self._on_clicked)
            self.marks[company.id] = mark
            self._list.addWidget(mark)

    def set_companies(self, companies: Iterable[int]) -> None:
        """Tick exactly these."""
        opened = frozenset(companies)
        for key, mark in self.marks.items():
            mark.setChecked(key in opened)

    def _on_clicked(self) -> None:
        self.changed.emit()
