"""The plain inputs: text, numbers, dates, choices and check marks, alike in forms and entry grids.

Each has `value()`, `set_value()`, `problem()` (what is wrong with what stands there, translated, or None) and the
signals `edited` and `left`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from PySide6.QtCore import QDate, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QCheckBox, QComboBox, QFrame, QLineEdit, QPlainTextEdit, QWidget

from models.database.errors import Invalid
from models.database.listing import Kind
from resources.language import _
from views.kit.form.arithmetic import compute
from views.kit.form.dates import parse_date, step_month
from views.kit.form.mark import FieldMark
from views.kit.form.spec import Choice, FieldKind
from views.kit.format import copy_value, format_value
from views.kit.theme.keeping import keep
from views.kit.theme.state import field_height

DECIMALS: Mapping[FieldKind, int] = {
    FieldKind.MONEY: 2,
    FieldKind.QUANTITY: 4,
    FieldKind.RATE: 6,
    FieldKind.PERCENT: 4,
    FieldKind.INTEGER: 0,
}


class TextLine(QLineEdit):
    """One line of text; its value has no blanks at either end."""

    edited = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None, *, max_length: int = 0) -> None:
        super().__init__(parent)
        keep(self, QWidget.setFixedHeight, field_height)
        if max_length:
            self.setMaxLength(max_length)
        self.textEdited.connect(self._on_typed)

    def value(self) -> object:
        """The text."""
        return self.text().strip()

    def set_value(self, value: object) -> None:
        """Show a text."""
        self.show_text("" if value is None else str(value))

    def show_text(self, text: str) -> None:
        """Show its beginning; where one is about to type, what is typed takes its place."""
        self.setText(text)
        self.setCursorPosition(0)
        if self.hasFocus():
            self.selectAll()

    def problem(self) -> str | None:
        """Nothing can be wrong with a text by itself."""
        return None

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the field was left."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def _on_typed(self) -> None:
        self.edited.emit()


class NumberLine(TextLine):
    """A figure or a sum; shown grouped, edited plain."""

    def __init__(self, kind: FieldKind, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind, self._language = kind, language
        self._shown_as = Kind.QUANTITY if kind is FieldKind.RATE else Kind(kind.value)
        self._number: Decimal | None = None
        self.setAlignment(Qt.AlignmentFlag.AlignRight)

    def value(self) -> object:
        """Decimal, int for INTEGER, or None; what was there before while the text is no number."""
        number = self._read()
        number = self._number if isinstance(number, str) else number
        return int(number) if number is not None and self._kind is FieldKind.INTEGER else number

    def set_value(self, value: object) -> None:
        """Show a Decimal, an int or None."""
        self._number = Decimal(value) if isinstance(value, Decimal | int) else None
        self._show(plain=self.hasFocus())

    def problem(self) -> str | None:
        """That it is no number, or has too many decimals."""
        number = self._read()
        return number if isinstance(number, str) else None

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show it plain, to be typed over."""
        if not isinstance(number := self._read(), str):
            self._number = number
            self._show(plain=True)
        super().focusInEvent(event)
        self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Compute, and show it grouped."""
        if not isinstance(number := self._read(), str):
            self._number = number
            self._show(plain=False)
        super().focusOutEvent(event)

    def _show(self, *, plain: bool) -> None:
        make = copy_value if plain else format_value
        # The percent sign stands in the label: a field holds the figure alone.
        kind = Kind.QUANTITY if self._shown_as is Kind.PERCENT else self._shown_as
        self.setText(make(self._number, kind, self._language))

    def _read(self) -> Decimal | str | None:
        if not self.text().strip():
            return None
        try:
            return compute(self.text(), language=self._language, decimals=DECIMALS[self._kind])
        except Invalid as error:
            if error.code == "number.decimals":
                return _("At most {count} decimals: shorten the number.").format(count=DECIMALS[self._kind])
            return _("This is not a number. Write 1 234,50, or a sum such as 120*1,25.")


class DateLine(TextLine):
    """A date as clerks type it; Up, Down, + and - step it by a day, PgUp and PgDown by a month, F4 shows a calendar."""

    def __init__(self, today: date, parent: QWidget | None = None, *, period: date | None = None) -> None:
        super().__init__(parent)
        self._today, self._period = today, period
        self._calendar: QCalendarWidget | None = None
        self.setPlaceholderText(_("yyyy-mm-dd"))
        FieldMark(self, "calendar", _("Calendar")).clicked.connect(self.open_calendar)

    def value(self) -> object:
        """A date or None."""
        return self._read()

    def set_value(self, value: object) -> None:
        """Show a date or nothing."""
        self.setText(value.isoformat() if isinstance(value, date) else "")

    def problem(self) -> str | None:
        """That it is no date."""
        try:
            parse_date(self.text(), today=self._today, period=self._period)
        except Invalid:
            return _("This is not a date. Write 2026-11-24, 15, +7 or v48.")
        return None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step, or open the calendar."""
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_Plus: 1, Qt.Key.Key_Minus: -1}
        months = {Qt.Key.Key_PageUp: 1, Qt.Key.Key_PageDown: -1}
        key, alt = Qt.Key(event.key()), event.modifiers() & Qt.KeyboardModifier.AltModifier
        if key == Qt.Key.Key_F4 or (alt and key == Qt.Key.Key_Down):
            self.open_calendar()
        elif key in months and (day := self._read()) is not None:
            self._step_to(step_month(day, months[key]))
        elif key in steps and (day := self._complete()) is not None:
            self._step_to(day + timedelta(days=steps[key]))
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show the date in full."""
        if self.problem() is None:
            self.set_value(self._read())
        super().focusOutEvent(event)

    def open_calendar(self) -> None:
        """Show a month to choose from."""
        if self._calendar is None:
            self._calendar = _calendar(self)
            self._calendar.clicked.connect(self._on_chosen)
            self._calendar.activated.connect(self._on_chosen)
        day = self._read() or self._today
        self._calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self._calendar.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        self._calendar.show()
        self._calendar.setFocus()

    def _complete(self) -> date | None:
        """The date, where it stands there in full: a sign typed into a half-written one is text."""
        day = self._read()
        return day if day is not None and self.text().strip() == day.isoformat() else None

    def _read(self) -> date | None:
        try:
            return parse_date(self.text(), today=self._today, period=self._period)
        except Invalid:
            return None

    def _step_to(self, day: date) -> None:
        self.set_value(day)
        self.edited.emit()

    def _on_chosen(self, chosen: QDate) -> None:
        if self._calendar is not None:
            self._calendar.hide()
        self._step_to(date(chosen.year(), chosen.month(), chosen.day()))
        self.setFocus()


def _calendar(parent: QWidget) -> QCalendarWidget:
    made = QCalendarWidget(parent)
    made.setWindowFlag(Qt.WindowType.Popup)
    made.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
    made.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.ISOWeekNumbers)
    made.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
    made.setGridVisible(False)
    return made


def _three_lines() -> int:
    return 3 * field_height()


class TextBox(QPlainTextEdit):
    """Several lines of text; Tab goes on to the next field."""

    edited = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        keep(self, QWidget.setFixedHeight, _three_lines)
        self._setting = False
        self.textChanged.connect(self._on_typed)

    def value(self) -> object:
        """The text."""
        return self.toPlainText().strip()

    def set_value(self, value: object) -> None:
        """Show a text."""
        self._setting = True
        self.setPlainText("" if value is None else str(value))
        self._setting = False

    def problem(self) -> str | None:
        """Nothing can be wrong with a text by itself."""
        return None

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the field was left."""
        super().focusOutEvent(event)
        self.left.emit()

    def _on_typed(self) -> None:
        if not self._setting:
            self.edited.emit()


class ChoiceBox(QComboBox):
    """One of a few values; the wheel does not change it by accident.

    One that is `fitted` becomes as wide as what is offered now needs, where others keep to what was offered first.
    """

    edited = Signal()
    left = Signal()

    def __init__(self, choices: Sequence[Choice], parent: QWidget | None = None, *, fitted: bool = False) -> None:
        super().__init__(parent)
        if fitted:
            self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._choices: tuple[Choice, ...] = ()
        keep(self, QWidget.setFixedHeight, field_height)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.offer(choices)
        self.activated.connect(self._on_chosen)

    def offer(self, choices: Sequence[Choice]) -> None:
        """Offer other values; the chosen one stays where it is among them."""
        had, chosen = self.count() > 0, self.value()
        self._choices = tuple(choices)
        self.clear()
        self.addItems([_(choice.label) for choice in choices])
        if had:
            self.set_value(chosen)

    def value(self) -> object:
        """The chosen value; None where none is."""
        place = self.currentIndex()
        return self._choices[place].value if 0 <= place < len(self._choices) else None

    def set_value(self, value: object) -> None:
        """Choose a value; one that is not offered leaves it empty."""
        values = [choice.value for choice in self._choices]
        self.setCurrentIndex(values.index(value) if value in values else -1)

    def problem(self) -> str | None:
        """Nothing can be wrong with a choice."""
        return None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F4 opens the choices, as everywhere."""
        if event.key() == Qt.Key.Key_F4:
            self.showPopup()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the field was left."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def _on_chosen(self) -> None:
        self.edited.emit()


class CheckMark(QCheckBox):
    """Yes or no."""

    edited = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        keep(self, QWidget.setFixedHeight, field_height)
        self.clicked.connect(self._on_clicked)

    def value(self) -> object:
        """True or False."""
        return self.isChecked()

    def set_value(self, value: object) -> None:
        """Set or clear the mark."""
        self.setChecked(bool(value))

    def problem(self) -> str | None:
        """Nothing can be wrong with a mark."""
        return None

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the field was left."""
        super().focusOutEvent(event)
        self.left.emit()

    def _on_clicked(self) -> None:
        self.edited.emit()


class ShownLine(TextLine):
    """A value that cannot be changed here, formatted by its kind."""

    def __init__(self, kind: Kind, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind, self._language = kind, language
        self._value: object = None
        self.setReadOnly(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def value(self) -> object:
        """What was set."""
        return self._value

    def set_value(self, value: object) -> None:
        """Show a value."""
        self._value = value
        self.setText(format_value(value, self._kind, self._language))
