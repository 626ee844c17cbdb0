"""What is chosen of a statement beside its days: which one, columns, part of the books, and how amounts are shown."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from models.finance.books.registers import AccountingBook
from models.finance.dimensions import Dimension, DimensionValue
from models.finance.statements.columns import BOOK_LAYOUTS, GROUP_LAYOUTS, LAYOUTS
from models.finance.statements.keeping import StatementName
from models.finance.statements.table import StatementOptions
from resources.language import N_, _
from views.finance.ledger.span import Span, values_of
from views.kit.form.lines import CheckMark, ChoiceBox, TextLine
from views.kit.form.spec import Choice
from views.kit.host import Link, Preferences
from views.kit.tab_order import tab_through
from views.kit.text import note, row
from views.kit.theme.flow import Flow
from views.kit.theme.keeping import keep
from views.kit.theme.state import scaled
from views.kit.theme.tokens import SPACE_2

_LAYOUTS = tuple(Choice(code, title) for code, (title, _make) in LAYOUTS.items())
_MAIN = Choice("", N_("Main books"))
_CLOSING = (
    Choice(None, N_("As usual")),
    Choice(False, N_("Before closing entries")),
    Choice(True, N_("After closing entries")),
)
#: Unit, and whether without decimals.
_AMOUNTS = (
    Choice((1, False), N_("With decimals")),
    Choice((1, True), N_("Whole")),
    Choice((1000, True), N_("Thousands")),
)
_ALL = Choice(None, N_("All values"))
_WITHOUT = Choice("", N_("Without a value"))
_WIDEST, _WIDE, _LESS, _SLIM = 200, 180, 168, 130
_CHART = "finance.statement.chart"  # whether it is drawn, as the user chose last


class StatementChoices(QWidget):
    """Tells with `chosen` that something else is asked for."""

    chosen = Signal()

    def __init__(self, preferences: Preferences, link: Link) -> None:
        super().__init__()
        self._preferences = preferences
        self._layout = Flow(self, gap=SPACE_2)
        self._pairs: dict[QWidget, QWidget] = {}
        self.code = "income"
        self.statement = self._box(_("Statement"), (), _WIDE)
        self.layout_choice = self._box(_("Columns"), _LAYOUTS, _WIDEST)
        self.closing = self._box(_("Closing entries"), _CLOSING, _LESS)
        self.amounts = self._box(_("Amounts"), _AMOUNTS, _SLIM)
        self.dimension = self._box(_("Dimension"), (), _SLIM)
        self.book = self._box(_("Book"), (_MAIN,), _SLIM)
        self.only = self._line(_("Only accounts"))
        #: The chosen values by the number of their dimension, and the box of each dimension once it is known.
        self._values, self.values = dict[int, str](), dict[int, ChoiceBox]()
        self.chart = self._mark(_("Chart"))
        self.chart.edited.connect(self._remember_chart)
        self.accounts = self._mark(_("Accounts"))
        self.empty = self._mark(_("Empty rows"))
        self.show_link(link)

    def show_link(self, link: Link) -> None:
        """Choose what a link asks for, such as that of `arguments`."""
        given = link.arguments
        self.code = str(given.get("statement") or "income")
        self._offer_at_least(self.statement, self.code)
        self.layout_choice.set_value(given.get("layout", "years"))
        self.closing.set_value(given.get("after_closing"))
        amounts = given.get("amounts")
        self.amounts.set_value(tuple(amounts) if isinstance(amounts, list | tuple) else (1, False))
        self._offer_at_least(self.dimension, given.get("dimension"))
        book = str(given.get("book") or "")
        if book and self.book.count() == 1:
            self.book.offer((_MAIN, Choice(book, book)))
        self.book.set_value(book)
        self.only.set_value(given.get("only") or "")
        self._said = self.only.value()
        self._values = dict(values_of(link))
        for number, box in self.values.items():
            box.set_value(self._values.get(number))
        wanted = given["chart"] if "chart" in given else self._preferences.read(_CHART)
        self.chart.setChecked(wanted is not False)
        self.accounts.setChecked(bool(given.get("accounts")))
        self.empty.setChecked(bool(given.get("empty")))

    @property
    def arguments(self) -> dict[str, object]:
        """Those of a link that chooses the same, as JSON can hold them."""
        layout = self.layout_choice.value()
        values: list[tuple[object, object]] = [*self._values.items()]
        across = (self.dimension.value(), None) if layout == "dimension" else None
        (dimension, value), *also = [across, *values] if across else values or [(None, None)]
        return {
            "statement": self.code,
            "layout": layout,
            "after_closing": self.closing.value(),
            "amounts": self.amounts.value(),
            "book": self.book.value(),
            "dimension": dimension,
            "value": value,
            "also": also,
            "only": self.only.value(),
            "chart": self.chart.isChecked(),
            "accounts": self.accounts.isChecked(),
            "empty": self.empty.isChecked(),
        }

    def options(self, span: Span) -> StatementOptions:
        """What is asked for, for some days."""
        amounts = self.amounts.value()
        unit, whole = amounts if isinstance(amounts, tuple) else (1, False)
        after = self.closing.value()
        layout = str(self.layout_choice.value() or "years")
        values = () if layout in GROUP_LAYOUTS else tuple(self._values.items())
        across = self.dimension.value() if layout == "dimension" else None
        dimension, value = values[0] if values and across is None else (across, None)
        return StatementOptions(
            to_date=span.to_date,
            from_date=span.from_date,
            layout="years" if layout == "dimension" and across is None else layout,
            after_closing=after if isinstance(after, bool) else None,
            dimension=dimension if isinstance(dimension, int) else None,
            value=value,
            also=values[1:] if across is None else values,
            only=str(self.only.value()),
            accounts=self.accounts.isChecked(),
            empty=self.empty.isChecked(),
            unit=unit,
            whole=whole,
            book="" if layout in GROUP_LAYOUTS or layout == "books" else str(self.book.value() or ""),
        )

    def offer(
        self,
        names: Sequence[StatementName],
        dimensions: Sequence[Dimension],
        values: Sequence[DimensionValue],
        *,
        has_group: bool = False,
        books: Sequence[AccountingBook] = (),
    ) -> None:
        """Offer the statements, columns, books and dimensions there are; what is chosen stays."""
        absent = (frozenset() if has_group else GROUP_LAYOUTS) | (frozenset() if books else BOOK_LAYOUTS)
        self.layout_choice.offer([choice for choice in _LAYOUTS if choice.value not in absent])
        self._offer_books(books)
        self.statement.offer([Choice(name.code, name.title) for name in names])
        self.statement.set_value(self.code)
        self.dimension.offer([Choice(each.number, each.name) for each in dimensions])
        layout = self.layout_choice.value()
        if layout == "dimension" and self.dimension.value() is None and dimensions:
            self.dimension.set_value(dimensions[0].number)
        self._pairs[self.dimension].setVisible(layout == "dimension")
        for each in dimensions:
            self._offer_values(each, [value for value in values if value.dimension == each.number])
            self.values[each.number or 0].setEnabled(layout not in GROUP_LAYOUTS)

    def _offer_books(self, books: Sequence[AccountingBook]) -> None:
        layout = self.layout_choice.value()
        self.book.offer([_MAIN, *(Choice(book.code, book.code) for book in books)])
        if layout == "book" and not self.book.value() and books:
            self.book.set_value(books[0].code)
        self._pairs[self.book].setVisible(bool(books))
        self.book.setEnabled(layout not in GROUP_LAYOUTS and layout != "books")

    def _offer_values(self, dimension: Dimension, values: Sequence[DimensionValue]) -> None:
        number = dimension.number or 0
        if number not in self.values:
            box = self.values[number] = ChoiceBox((_ALL,))
            box.edited.connect(partial(self._note, number))
            self._put(dimension.name, box, _SLIM)
            for mark in (self.chart, self.accounts, self.empty):  # these stay the last
                self._layout.removeWidget(mark)
                self._layout.addWidget(mark)
            tab_through(self)
        named = [Choice(value.code, f"{value.code} {value.name}".strip()) for value in values]
        self.values[number].offer([_ALL, _WITHOUT, *named])
        self.values[number].set_value(self._values.get(number))

    def _note(self, number: int) -> None:
        chosen = self.values[number].value()
        self._values.pop(number, None)
        if chosen is not None:
            self._values[number] = str(chosen)
        self.chosen.emit()

    def _line(self, label: str) -> TextLine:
        line = TextLine()
        line.setPlaceholderText("3000-3999")
        line.editingFinished.connect(self._on_typed)
        self._put(label, line, _SLIM)
        return line

    def _on_typed(self) -> None:
        if self.only.value() != self._said:
            self._said = self.only.value()
            self.chosen.emit()

    def _offer_at_least(self, box: ChoiceBox, value: object) -> None:
        """Choose a value; before anything is offered it is all there is to choose."""
        if box.count() == 0 and value is not None:
            box.offer([Choice(value, str(value))])
        box.set_value(value)

    def _box(self, label: str, choices: Sequence[Choice], width: int) -> ChoiceBox:
        box = ChoiceBox(choices)
        box.edited.connect(self._on_edited)
        self._put(label, box, width)
        return box

    def _put(self, label: str, part: QWidget, width: int) -> None:
        part.setAccessibleName(label)
        keep(part, QWidget.setFixedWidth, partial(scaled, width))
        pair = QWidget()
        beside = row(pair, spacing=SPACE_2)
        beside.addWidget(note(label, wrap=False))
        beside.addWidget(part)
        self._layout.addWidget(pair)
        self._pairs[part] = pair

    def _mark(self, label: str) -> CheckMark:
        mark = CheckMark()
        mark.setText(label)
        mark.setAccessibleName(label)
        mark.edited.connect(self._on_edited)
        self._layout.addWidget(mark)
        return mark

    def _remember_chart(self) -> None:
        """Whoever does without it has more rows in sight, in the next statement too."""
        self._preferences.write(_CHART, self.chart.isChecked())

    def _on_edited(self) -> None:
        self.code = str(self.statement.value() or self.code)
        self.chosen.emit()
