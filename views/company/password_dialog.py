"""Asks for a new password, typed twice."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPushButton, QWidget

from models.company.users import SHORTEST_PASSWORD
from resources.language import _
from views.kit.text import Label, column, heading, note, row
from views.kit.theme.keeping import keep
from views.kit.theme.state import spaced
from views.kit.theme.tokens import SIZE_NOTE, SPACE_1, SPACE_3, SPACE_6

_WIDTH = 380


def problem_of(password: str, again: str) -> str:
    """What is wrong with a password typed twice, translated; empty when nothing is."""
    if len(password) < SHORTEST_PASSWORD:
        return _("A password has at least {shortest} characters.").format(shortest=SHORTEST_PASSWORD)
    return "" if password == again else _("The two passwords differ.")


class PasswordDialog(QDialog):
    """Shown by `open()`; `chosen` carries a password that was typed twice alike. It destroys itself."""

    chosen = Signal(str)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        keep(self, QWidget.setMinimumWidth, partial(spaced, _WIDTH))
        self.password, self.again = QLineEdit(), QLineEdit()
        self.problem = Label("", ink="negative", size=SIZE_NOTE, wrap=True)
        self.problem.hide()
        layout = column(self, margin=SPACE_6, spacing=SPACE_3)
        layout.addWidget(heading(title))
        layout.addWidget(note(_("Length counts more than odd characters: a few words are good.")))
        for text, line in ((_("&Password"), self.password), (_("Once &more"), self.again)):
            line.setEchoMode(QLineEdit.EchoMode.Password)
            label = QLabel(text)
            label.setBuddy(line)
            field = column(spacing=SPACE_1)
            field.addWidget(label)
            field.addWidget(line)
            layout.addLayout(field)
        layout.addWidget(self.problem)
        cancel, save = QPushButton(_("Cancel")), QPushButton(_("Set the password"))
        save.setProperty("role", "primary")
        save.setDefault(True)
        cancel.clicked.connect(self.reject)
        save.clicked.connect(self.accept)
        buttons = row()
        buttons.addStretch()
        buttons.addWidget(cancel)
        buttons.addWidget(save)
        layout.addLayout(buttons)

    def accept(self) -> None:
        """Pass the password on if it may be one."""
        problem = problem_of(self.password.text(), self.again.text())
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        if not problem:
            self.chosen.emit(self.password.text())
            super().accept()
