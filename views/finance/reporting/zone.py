"""A place that columns are put into: chips for what is picked, and a menu of what else there is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QPushButton, QToolButton, QWidget

from resources.language import _
from views.kit.text import Label, column, row
from views.kit.theme.flow import Flow
from views.kit.theme.icons import set_icon
from views.kit.theme.tokens import SPACE_1, SPACE_2

_LONGEST = 30  # characters of a chip; the whole name stands in its tooltip


@dataclass(frozen=True, slots=True)
class Offer:
    """What can be picked: a translated label, and either what is put or several ways of it."""

    label: str
    value: object = None
    ways: tuple[Offer, ...] = ()
    alone: bool = False  # its ways are named by themselves


class Zone(QWidget):
    """Tells with `changed` that something was put in or taken out; at most `most` things."""

    changed = Signal()

    def __init__(self, title: str, adding: str, *, most: int = 12) -> None:
        super().__init__()
        self._most, self._title = most, title
        self._offers: tuple[Offer, ...] = ()
        self._picked: list[object] = []
        self._add = QToolButton()
        self._add.setText(adding)
        self._add.setAccessibleName(f"{title}: {adding}")
        set_icon(self._add, "add", small=True)
        self._add.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._add.setObjectName("quiet")
        self._add.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = QMenu(self._add)
        self._add.setMenu(self.menu)
        head = row(spacing=SPACE_2)
        head.addWidget(Label(title, strong=True))
        head.addStretch()
        head.addWidget(self._add)
        self._chips = QWidget()
        self._flow = Flow(self._chips, gap=SPACE_1)
        layout = column(self, spacing=SPACE_1)
        layout.addLayout(head)
        layout.addWidget(self._chips)

    @property
    def picked(self) -> tuple[object, ...]:
        """What is in it, in the order in which it was put."""
        return tuple(self._picked)

    def set_offers(self, offers: Sequence[Offer]) -> None:
        """Offer these from now on."""
        self._offers = tuple(offers)
        self.menu.clear()
        for offer in self._offers:
            if not offer.ways:
                self._enter(self.menu, offer)
                continue
            ways = self.menu.addMenu(offer.label)
            for way in offer.ways:
                self._enter(ways, way)
        self._show()

    def put(self, picked: Sequence[object]) -> None:
        """Show these as what is picked; tells nobody."""
        self._picked = list(picked)
        self._show()

    def pick(self, value: object) -> None:
        """Put one thing in; the last one makes room where the place is full."""
        if value in self._picked:
            return
        self._picked = [*self._picked[: self._most - 1], value]
        self._show()
        self.changed.emit()

    def text_of(self, value: object) -> str:
        """How a thing is called."""
        for offer in self._offers:
            if offer.value == value and not offer.ways:
                return offer.label
            for way in offer.ways:
                if way.value == value:
                    return way.label if offer.alone else f"{offer.label}, {way.label.lower()}"
        return str(value)

    def _enter(self, menu: QMenu, offer: Offer) -> None:
        menu.addAction(offer.label.replace("&", "&&")).triggered.connect(partial(self._on_picked, offer.value))

    def _on_picked(self, value: object, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - a slot
        self.pick(value)
        self._add.setFocus()

    def _take_out(self, value: object) -> None:
        self._picked.remove(value)
        self._show()
        self._add.setFocus()
        self.changed.emit()

    def _show(self) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for value in self._picked:
            chip = QPushButton(_shortened(self.text_of(value)).replace("&", "&&"))
            chip.setProperty("role", "chip")
            chip.setToolTip(_("Take {what} out").format(what=self.text_of(value)))
            chip.setAccessibleName(f"{self._title}: {self.text_of(value)}")
            set_icon(chip, "close")
            chip.clicked.connect(partial(self._on_chip, value))
            self._flow.addWidget(chip)
        self._chips.setVisible(bool(self._picked))
        self._flow.invalidate()

    def _on_chip(self, value: object, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - a slot
        self._take_out(value)


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
