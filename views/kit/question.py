"""A short modal question, for destructive acts and choices that cannot wait."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from views.kit.host import Answer, AnswerRole, Question
from views.kit.text import Label, column, heading, note, row
from views.kit.theme.state import spaced
from views.kit.theme.tokens import SPACE_2, SPACE_3, SPACE_4, SPACE_6

_WIDTH = 440


class AnswerButton(QPushButton):
    """A button that knows its answer."""

    chosen = Signal(str)

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.label)
        self.key = answer.key
        self.setProperty("role", answer.role.value)
        self.setAutoDefault(answer.role is AnswerRole.PRIMARY)
        self.setDefault(answer.role is AnswerRole.PRIMARY)
        self.clicked.connect(self._choose)

    def _choose(self) -> None:
        self.chosen.emit(self.key)


class QuestionDialog(QDialog):
    """Shows a question without blocking: connect `answered`, then call `open()`. It destroys itself."""

    answered = Signal(str)

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(question.title)
        self._answer = question.escape
        layout = column(self, margin=SPACE_6, spacing=SPACE_3)
        layout.addWidget(heading(question.title))
        text = Label(question.text, wrap=True)
        text.setMinimumWidth(spaced(_WIDTH))
        layout.addWidget(text)
        if question.details:
            layout.addWidget(note(question.details))
        layout.addSpacing(SPACE_4)
        buttons = row(spacing=SPACE_2)
        buttons.addStretch()
        for answer in question.answers:
            button = AnswerButton(answer)
            button.chosen.connect(self._on_chosen)
            buttons.addWidget(button)
        layout.addLayout(buttons)
        self.finished.connect(self._on_finished)

    def _on_chosen(self, key: str) -> None:
        self._answer = key
        self.accept()

    def _on_finished(self) -> None:
        self.answered.emit(self._answer)
