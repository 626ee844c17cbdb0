"""What else may be said about a file that is taken in or written, beside the mapping of its headings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLayout, QWidget

from resources.language import N_, _
from views.kit.form.lines import ChoiceBox, DateLine, TextLine
from views.kit.form.spec import Choice
from views.kit.host import Host
from views.kit.tab_order import tab_through
from views.kit.text import clear, column, row
from views.kit.theme.flow import Flow
from views.kit.theme.keeping import keep
from views.kit.theme.state import scaled
from views.kit.theme.tokens import SPACE_1, SPACE_2

_MAPPED = "map"
_CHOICES = {
    "role": (
        Choice("customer", N_("Customer")),
        Choice("supplier", N_("Supplier")),
        Choice("both", N_("Customer and supplier")),
    ),
    "type": (
        Choice("4", N_("Type 4: vouchers and balances")),
        Choice("4I", N_("Type 4I: vouchers alone, for another program")),
        Choice("3", N_("Type 3: balances of cost centres and projects")),
        Choice("2", N_("Type 2: balances of periods")),
        Choice("1", N_("Type 1: balances of years")),
    ),
    "kind": (Choice("budget", N_("Budget")), Choice("forecast", N_("Forecast"))),
    "signs": (
        Choice("positive", N_("Income is positive")),
        Choice("ledger", N_("Income is negative, as in the ledger")),
    ),
    "spread": (Choice("even", N_("Evenly")), Choice("last_year", N_("As last year’s months"))),
    "checksum": (Choice("", N_("Without")), Choice("yes", N_("With, so that a changed file is found out"))),
}
_DAYS = frozenset({"from", "on", "period", "to", "year"})
_LABELS = {
    "role": N_("Role where the list has none"),
    "type": N_("Contents"),
    "checksum": N_("Checksum"),
    "kind": N_("Kind"),
    "name": N_("Short name"),
    "signs": N_("Signs"),
    "spread": N_("A year’s amount is spread"),
    "year": N_("A day of the fiscal year; the present one if left out"),
}
_WIDEST = 180


class FileSettings(QWidget):
    """A field for each setting of a kind of file, side by side or below each other; `changed` when one is another.

    Tab comes to them from where the `kind` is chosen.
    """

    changed = Signal()

    def __init__(self, host: Host, kind: QWidget, *, upright: bool = False) -> None:
        super().__init__()
        self._host, self._kind, self._upright = host, kind, upright
        self._layout: QLayout = column(self, spacing=SPACE_1) if upright else Flow(self, gap=SPACE_2)
        self._said: dict[str, str] = {}
        self.fields: dict[str, ChoiceBox | TextLine] = {}
        self.hide()

    @property
    def values(self) -> dict[str, str]:
        """What is said; days as ISO dates, what is none as typed, so that it is refused and not dropped."""
        said = {
            name: field.text() if isinstance(field, TextLine) and field.problem() else field.value()
            for name, field in self.fields.items()
        }
        worded = {name: v.isoformat() if isinstance(v, date) else str(v or "").strip() for name, v in said.items()}
        return {name: value for name, value in worded.items() if value}

    @property
    def problem(self) -> str | None:
        """What is wrong with the first field that is, after its label."""
        wrong = ((field.accessibleName(), field.problem()) for field in self.fields.values())
        return next((f"{about}: {text}" for about, text in wrong if text), None)

    def set_options(self, options: Mapping[str, str]) -> None:
        """Offer the options (name: what it means) of a kind of file; those that stand already are left alone."""
        names = [name for name in options if name != _MAPPED]
        if names == list(self.fields):
            return
        clear(self._layout)
        self.fields = {name: self._field(name, _(_LABELS.get(name, options[name]))) for name in names}
        tab_through(self._kind, *self.fields.values())
        self._said = self.values
        self.setVisible(bool(names))

    def _field(self, name: str, about: str) -> ChoiceBox | TextLine:
        field = self._editor(name)
        if not self._upright:
            keep(field, QWidget.setMaximumWidth, partial(scaled, _WIDEST))
        field.setAccessibleName(about)
        if isinstance(field, TextLine):
            field.returnPressed.connect(self._tell)
            field.left.connect(self._tell)
        else:
            field.edited.connect(self._tell)
        label = QLabel(about)
        label.setWordWrap(self._upright)
        label.setBuddy(field)
        if self._upright:
            self._layout.addWidget(label)
            self._layout.addWidget(field)
        else:
            pair = QWidget()
            beside = row(pair, spacing=SPACE_2)
            beside.addWidget(label)
            beside.addWidget(field)
            self._layout.addWidget(pair)
        return field

    def _editor(self, name: str) -> ChoiceBox | TextLine:
        if name in _DAYS:
            return DateLine(self._host.today)
        choices = _CHOICES.get(name)
        if choices is None:
            return TextLine()
        field = ChoiceBox(choices)
        if self._upright:
            field.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        return field

    def _tell(self) -> None:
        if self.values != self._said:
            self._said = self.values
            self.changed.emit()
