"""What else may be said about a file that is taken in, beside the mapping of its headings."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from resources.language import N_, _
from views.kit.form.lines import ChoiceBox, TextLine
from views.kit.form.spec import Choice
from views.kit.text import clear, row
from views.kit.theme.keeping import keep
from views.kit.theme.state import scaled
from views.kit.theme.tokens import SPACE_2

_MAPPED = "map"
_CHOICES = {
    "role": (
        Choice("customer", N_("Customer")),
        Choice("supplier", N_("Supplier")),
        Choice("both", N_("Customer and supplier")),
    )
}
_LABELS = {"role": N_("Role where the list has none")}
_WIDEST = 180


class ImportSettings(QWidget):
    """A field for each setting of a kind of file; `changed` when one is another than before."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._row = row(self, spacing=SPACE_2)
        self._said: dict[str, str] = {}
        self.fields: dict[str, ChoiceBox | TextLine] = {}
        self.hide()

    @property
    def values(self) -> dict[str, str]:
        """What is said."""
        said = {name: str(field.value() or "") for name, field in self.fields.items()}
        return {name: value for name, value in said.items() if value}

    def set_options(self, options: Mapping[str, str]) -> None:
        """Offer the options (name: what it means) of a kind of file; those that stand already are left alone."""
        names = [name for name in options if name != _MAPPED]
        if names == list(self.fields):
            return
        clear(self._row)
        self.fields = {name: self._field(name, _(_LABELS.get(name, options[name]))) for name in names}
        self._row.addStretch()
        self._said = self.values
        self.setVisible(bool(names))

    def _field(self, name: str, about: str) -> ChoiceBox | TextLine:
        choices = _CHOICES.get(name)
        field = ChoiceBox(choices) if choices else TextLine()
        keep(field, QWidget.setMaximumWidth, partial(scaled, _WIDEST))
        field.setAccessibleName(about)
        if isinstance(field, TextLine):
            field.returnPressed.connect(self._tell)
            field.left.connect(self._tell)
        else:
            field.edited.connect(self._tell)
        label = QLabel(about)
        label.setBuddy(field)
        self._row.addWidget(label)
        self._row.addWidget(field)
        return field

    def _tell(self) -> None:
        if self.values != self._said:
            self._said = self.values
            self.changed.emit()
