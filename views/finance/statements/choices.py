"""What is chosen of a statement beside its days: which one, its columns, a dimension, and how amounts are shown."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from models.finance.dimensions import Dimension, DimensionValue
from models.finance.statements.columns import GROUP_LAYOUTS, LAYOUTS
from models.finance.statements.keeping import StatementName
from models.finance.statements.table import StatementOptions
from resources.language import N_, _
from views.finance.ledger.span import Span
from views.kit.form.lines import CheckMark, ChoiceBox
from views.kit.form.spec import Choice
from views.kit.host import Link
from views.kit.text import note, row
from views.kit.theme.flow import Flow
from views.kit.theme.keeping import keep
from views.kit.theme.state import scaled
from views.kit.theme.tokens import SPACE_2

_LAYOUTS = tuple(Choice(code, title) for code, (title, _make) in LAYOUTS.items())
_OF_COMPANY = tuple(choice for choice in _LAYOUTS if choice.value not in GROUP_LAYOUTS)
_CLOSING = (
    Choice(None, N_("As the statement is read")),
    Choice(False, N_("Before closing entries")),
    Choice(True, N_("After closing entries")),
)
#: Unit, and whether without decimals.
_AMOUNTS = (
    Choice((1, False), N_("With decimals")),
    Choice((1, True), N_("Whole")),
    Choice((1000, True), N_("Thousands")),
)
_NO_DIMENSION = Choice(None, N_("No dimension"))
_ALL = Choice(None, N_("All values"))
_WITHOUT = Choice("", N_("Without a value"))
_WIDE, _SLIM = 210, 150


class StatementChoices(QWidget):
    """Tells with `chosen` that something else is asked for."""

    chosen = Signal()

    def __init__(self, link: Link) -> None:
        super().__init__()
        self._layout = Flow(self, gap=SPACE_2)
        self._pairs: dict[QWidget, QWidget] = {}
        given = link.arguments
        self.code = str(given.get("statement") or "income")
        self.statement = self._box(_("Statement"), (Choice(self.code, self.code),), self.code, _WIDE)
        self.layout_choice = self._box(_("Columns"), _LAYOUTS, given.get("layout", "years"), _WIDE)
        self.closing = self._box(_("Closing entries"), _CLOSING, given.get("after_closing"), _WIDE)
        self.amounts = self._box(_("Amounts"), _AMOUNTS, (1, False), _SLIM)
        self._asked_value = given.get("value")
        dimension = given.get("dimension")
        first = (_NO_DIMENSION,) if dimension is None else (_NO_DIMENSION, Choice(dimension, str(dimension)))
        self.dimension = self._box(_("Dimension"), first, dimension, _SLIM)
        self.value = self._box(_("Value"), (_ALL, *self._given_value()), self._asked_value, _SLIM)
        self.chart = self._mark(_("Chart"), checked=given.get("chart") is not False)
        self.accounts = self._mark(_("Accounts"), checked=bool(given.get("accounts")))
        self.empty = self._mark(_("Empty rows"), checked=False)

    def options(self, span: Span) -> StatementOptions:
        """What is asked for, for some days."""
        amounts = self.amounts.value()
        unit, whole = amounts if isinstance(amounts, tuple) else (1, False)
        after = self.closing.value()
        dimension = self.dimension.value()
        layout = str(self.layout_choice.value() or "years")
        across = layout == "dimension"
        if layout in GROUP_LAYOUTS:
            dimension = None
        return StatementOptions(
            to_date=span.to_date,
            from_date=span.from_date,
            layout="years" if across and dimension is None else layout,
            after_closing=after if isinstance(after, bool) else None,
            dimension=dimension if isinstance(dimension, int) else None,
            value=None if across or dimension is None or self.value.value() is None else str(self.value.value()),
            accounts=self.accounts.isChecked(),
            empty=self.empty.isChecked(),
            unit=unit,
            whole=whole,
        )

    def offer(
        self,
        names: Sequence[StatementName],
        dimensions: Sequence[Dimension],
        values: Sequence[DimensionValue],
        *,
        has_group: bool = False,
    ) -> None:
        """Offer the statements, columns and dimensions there are; what is chosen stays."""
        self.layout_choice.offer(_LAYOUTS if has_group else _OF_COMPANY)
        self.statement.offer([Choice(name.code, name.title) for name in names])
        self.statement.set_value(self.code)
        self.dimension.offer([_NO_DIMENSION, *(Choice(each.number, each.name) for each in dimensions)])
        chosen = self.dimension.value()
        self.value.offer(
            [_ALL, _WITHOUT, *(Choice(v.code, f"{v.code} {v.name}") for v in values if v.dimension == chosen)]
        )
        for box in (self.dimension, self.value):
            self._pairs[box].setVisible(bool(dimensions))
        layout = self.layout_choice.value()
        self.dimension.setEnabled(layout not in GROUP_LAYOUTS)
        self.value.setEnabled(chosen is not None and layout != "dimension" and layout not in GROUP_LAYOUTS)

    def _given_value(self) -> tuple[Choice, ...]:
        value = self._asked_value
        return () if value is None else (Choice(value, str(value)),)

    def _box(self, label: str, choices: Sequence[Choice], value: object, width: int) -> ChoiceBox:
        box = ChoiceBox(choices)
        box.set_value(value)
        box.setAccessibleName(label)
        keep(box, QWidget.setFixedWidth, partial(scaled, width))
        box.edited.connect(self._on_edited)
        pair = QWidget()
        beside = row(pair, spacing=SPACE_2)
        beside.addWidget(note(label, wrap=False))
        beside.addWidget(box)
        self._layout.addWidget(pair)
        self._pairs[box] = pair
        return box

    def _mark(self, label: str, *, checked: bool) -> QCheckBox:
        mark = CheckMark()
        mark.setText(label)
        mark.setChecked(checked)
        mark.setAccessibleName(label)
        mark.edited.connect(self._on_edited)
        self._layout.addWidget(mark)
        return mark

    def _on_edited(self) -> None:
        self.code = str(self.statement.value() or self.code)
        self.chosen.emit()
