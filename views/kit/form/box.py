"""One field of a form: label with its mnemonic above, the input, and below it what is wrong or how to fill it in."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QLabel, QPushButton, QWidget

from resources.language import _
from views.kit.form.lines import CheckMark, ChoiceBox, DateLine, NumberLine, ShownLine, TextBox, TextLine
from views.kit.form.picker import PickerLine
from views.kit.form.spec import Field, FieldKind
from views.kit.host import Host
from views.kit.text import Label, column
from views.kit.theme.fonts import font
from views.kit.theme.keeping import keep
from views.kit.theme.tokens import SIZE_NOTE, SPACE_1

Editor = TextLine | TextBox | ChoiceBox | CheckMark
_NUMBERS = frozenset({FieldKind.MONEY, FieldKind.QUANTITY, FieldKind.RATE, FieldKind.PERCENT, FieldKind.INTEGER})
_MAKERS: dict[FieldKind, Callable[[Host, Field[Any], QWidget | None], Editor]] = {
    FieldKind.TEXT: lambda _host, field, parent: TextLine(parent, max_length=field.max_length),
    FieldKind.MULTILINE: lambda _host, _field, parent: TextBox(parent),
    FieldKind.DATE: lambda host, _field, parent: DateLine(host.today, parent),
    FieldKind.CHOICE: lambda _host, field, parent: ChoiceBox(field.choices, parent),
    FieldKind.BOOLEAN: lambda _host, _field, parent: CheckMark(parent),
    FieldKind.SHOWN: lambda host, field, parent: ShownLine(field.shown_as, host.language, parent),
}


def make_editor(host: Host, field: Field[Any], parent: QWidget | None = None) -> Editor:
    """The input for a field; ValueError for a picker field that names no picker."""
    if field.kind in _NUMBERS:
        return NumberLine(field.kind, host.language, parent)
    if field.kind is FieldKind.PICKER:
        if field.picker is None:
            message = f"{field.name} names no picker"
            raise ValueError(message)
        return PickerLine(host, field.picker, parent)
    return _MAKERS[field.kind](host, field, parent)


class FieldBox(QWidget):
    """A field on a form. Signals carry no values: the form asks."""

    edited = Signal(str)  # name of the field
    left = Signal(str)
    picked = Signal(str, object)  # name, Row or None
    theirs_wanted = Signal(str)  # what somebody else has stored is to be taken

    def __init__(self, host: Host, field: Field[Any], label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.editor = make_editor(host, field, self)
        self._label = QLabel(label, self)
        self._label.setBuddy(self.editor)
        keep(self._label, QWidget.setFont, partial(font, SIZE_NOTE, strong=True))
        self._below = Label(
            _(field.help) if field.help else "", ink="secondary", size=SIZE_NOTE, wrap=True, parent=self
        )
        if not field.help:
            self._below.hide()
        self._problem = ""
        self._take: QPushButton | None = None
        self._arrange(label)
        self.setFocusProxy(self.editor)
        self.editor.setAccessibleName(self.plain_label)
        self.editor.setAccessibleDescription(self._below.text())
        self.editor.edited.connect(self._on_edited)
        self.editor.left.connect(self._on_left)
        if isinstance(self.editor, PickerLine):
            self.editor.picked.connect(self._on_picked)

    @property
    def plain_label(self) -> str:
        """The translated label without its mnemonic."""
        return _(self.field.label)

    @property
    def problem(self) -> str:
        """What is said to be wrong; empty when nothing is."""
        return self._problem

    def show_problem(self, text: str) -> None:
        """Say what is wrong; an empty text takes it back and shows the help again."""
        self._problem = text
        self.editor.setProperty("wrong", "true" if text else "false")
        self.editor.style().unpolish(self.editor)
        self.editor.style().polish(self.editor)
        below = text or (_(self.field.help) if self.field.help else "")
        self._below.set_ink("negative" if text else "secondary")
        self._below.setText(below)
        self._below.setVisible(bool(below))
        self.editor.setAccessibleDescription(below)

    def show_theirs(self, text: str, *, offer: bool = False) -> None:
        """Say what somebody else has made of it in between, and offer to take it."""
        self._below.set_ink("waiting")
        self._below.setText(text)
        self._below.setVisible(bool(text))
        if offer and self._take is None:
            self._take = QPushButton(_("Take what is stored"))
            self._take.setProperty("role", "link")
            self._take.clicked.connect(self._on_theirs)
            layout = self.layout()
            if isinstance(layout, QBoxLayout):
                layout.insertWidget(layout.indexOf(self._below) + 1, self._take, 0, Qt.AlignmentFlag.AlignLeft)
        if self._take is not None:
            self._take.setVisible(offer)

    def _arrange(self, label: str) -> None:
        layout = column(self, spacing=SPACE_1)
        if isinstance(self.editor, CheckMark):
            self.editor.setText(label)
            self._label.setText(" ")
        elif self.field.required:
            self._label.setText(f"{label} *")
        layout.addWidget(self._label)
        layout.addWidget(self.editor)
        layout.addWidget(self._below)
        layout.addStretch()

    def _on_theirs(self) -> None:
        self.theirs_wanted.emit(self.field.name)

    def _on_edited(self) -> None:
        self.edited.emit(self.field.name)

    def _on_left(self) -> None:
        self.left.emit(self.field.name)

    def _on_picked(self, row: object) -> None:
        self.picked.emit(self.field.name, row)
