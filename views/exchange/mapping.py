"""Which heading of a list holds which column, proposed and changeable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from models.exchange.columns import TargetColumn
from resources.language import N_, _
from views.kit.form.lines import ChoiceBox
from views.kit.form.spec import Choice
from views.kit.text import Card, clear
from views.kit.theme.fonts import font
from views.kit.theme.keeping import keep
from views.kit.theme.tokens import SIZE_NOTE, SPACE_1, SPACE_2, SPACE_4

_ACROSS = 5


class MappingForm(Card):
    """A box for each column of ours with the headings of the file; hidden for what is no list."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(SPACE_4, SPACE_2, SPACE_4, SPACE_4)
        self._grid.setHorizontalSpacing(SPACE_4)
        self._grid.setVerticalSpacing(SPACE_1)
        self.boxes: dict[str, ChoiceBox] = {}
        self.hide()

    @property
    def is_list(self) -> bool:
        """Whether there is anything to map."""
        return bool(self.boxes)

    @property
    def mapping(self) -> dict[str, str]:
        """The heading of each column; empty for one that the file does not hold."""
        return {name: str(box.value() or "") for name, box in self.boxes.items()}

    def set_list(self, columns: Sequence[TargetColumn], headings: Sequence[str], chosen: Mapping[str, str]) -> None:
        """Offer the headings for each column, with what is chosen."""
        clear(self._grid)
        self.boxes = {}
        known = [heading for heading in headings if heading]
        choices = [Choice("", N_("Not in the file")), *(Choice(heading, heading) for heading in known)]
        for place, column in enumerate(columns):
            box = ChoiceBox(choices)
            for number, heading in enumerate(known, 1):
                box.setItemText(number, heading)  # the file's own word, in no language of ours
            box.set_value(chosen.get(column.name, ""))
            box.setAccessibleName(_(column.label))
            box.activated.connect(self.changed)
            label = QLabel(_(column.label))
            keep(label, QWidget.setFont, partial(font, SIZE_NOTE, strong=True))
            label.setBuddy(box)
            across, down = place % _ACROSS, place // _ACROSS * 2
            self._grid.addWidget(label, down, across)
            self._grid.addWidget(box, down + 1, across)
            self.boxes[column.name] = box
        self.setVisible(bool(self.boxes))
