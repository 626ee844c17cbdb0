"""What narrows the general ledger: words, amounts, a currency, and whether closing entries count."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from models.finance.general_ledger import LedgerFilter
from resources.language import _
from views.kit.form.lines import CheckMark, NumberLine, TextLine
from views.kit.form.spec import FieldKind
from views.kit.host import Host, Link
from views.kit.text import note, row
from views.kit.theme.flow import Flow
from views.kit.theme.keeping import keep
from views.kit.theme.state import scaled
from views.kit.theme.tokens import SPACE_2

_WORDS, _AMOUNT, _CURRENCY = 150, 96, 60


class LedgerFilters(QWidget):
    """Tells with `chosen` that other lines are asked for."""

    chosen = Signal()

    def __init__(self, host: Host, link: Link) -> None:
        super().__init__()
        self._layout = Flow(self, gap=SPACE_2)
        self.words = self._line(_("Text"), TextLine(), _WORDS)
        self.smallest = self._line(_("Amount from"), NumberLine(FieldKind.MONEY, host.language), _AMOUNT)
        self.largest = self._line(_("to"), NumberLine(FieldKind.MONEY, host.language), _AMOUNT, name=_("Amount to"))
        self.currency = self._line(_("Currency"), TextLine(), _CURRENCY)
        self.before_closing = CheckMark()
        self.before_closing.setText(_("Before closing entries"))
        self.before_closing.setAccessibleName(_("Before closing entries"))
        self.before_closing.setChecked(link.arguments.get("before_closing") is True)
        self.before_closing.edited.connect(self.chosen)
        self._layout.addWidget(self.before_closing)
        self._said = self.asked

    @property
    def asked(self) -> LedgerFilter:
        """What is asked for as it stands."""
        smallest, largest = self.smallest.value(), self.largest.value()
        return LedgerFilter(
            currency=str(self.currency.value() or "").upper(),
            smallest=smallest if isinstance(smallest, Decimal) else None,
            largest=largest if isinstance(largest, Decimal) else None,
            text=str(self.words.value() or ""),
            before_closing=self.before_closing.isChecked(),
        )

    def _line(self, label: str, line: TextLine, width: int, *, name: str = "") -> TextLine:
        line.editingFinished.connect(self._on_finished)
        self._add(label, line, width, name or label)
        return line

    def _add(self, label: str, part: QWidget, width: int, name: str) -> None:
        keep(part, QWidget.setFixedWidth, partial(scaled, width))
        part.setAccessibleName(name)
        pair = QWidget()
        beside = row(pair, spacing=SPACE_2)
        beside.addWidget(note(label, wrap=False))
        beside.addWidget(part)
        self._layout.addWidget(pair)

    def _on_finished(self) -> None:
        if self.asked != self._said:
            self._said = self.asked
            self.chosen.emit()
