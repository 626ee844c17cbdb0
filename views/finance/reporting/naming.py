"""Asks for the name of a built report, what it is for, and who else shall see it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QLineEdit, QWidget

from models.company.roles import ROLE_TEXTS
from models.exchange.reporting.saved import EVERYBODY, SavedReport
from resources.language import _
from views.kit.host import Answer, AnswerRole
from views.kit.question import AnswerButton
from views.kit.text import column, grid, heading, note, row
from views.kit.theme.keeping import keep
from views.kit.theme.state import spaced
from views.kit.theme.tokens import SPACE_2, SPACE_3, SPACE_6

_WIDTH = 420  # pixels at 100 %
_ACROSS = 3


class NamingDialog(QDialog):
    """Tells name, description and roles with `named`. It destroys itself."""

    named = Signal(str, str, tuple)

    def __init__(self, report: SavedReport, company: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Save the report"))
        self.name, self.about = QLineEdit(report.name), QLineEdit(report.description)
        self.name.setMaxLength(60)
        self.name.setAccessibleName(_("Name"))
        self.about.setAccessibleName(_("What it is for"))
        keep(self.name, QWidget.setMinimumWidth, partial(spaced, _WIDTH))
        self.everybody = QCheckBox(_("Everybody in {company}").format(company=company))
        self.everybody.setChecked(EVERYBODY in report.roles)
        self.everybody.toggled.connect(self._on_everybody)
        self.roles = {role: QCheckBox(_(text.title)) for role, text in ROLE_TEXTS.items()}
        for role, mark in self.roles.items():
            mark.setChecked(role in report.roles)
        self._lay_out()
        self._on_everybody(self.everybody.isChecked())

    def _lay_out(self) -> None:
        layout = column(self, margin=SPACE_6, spacing=SPACE_3)
        layout.addWidget(heading(_("Save the report")))
        for label, line in ((_("Name"), self.name), (_("What it is for"), self.about)):
            layout.addWidget(note(label))
            layout.addWidget(line)
        layout.addWidget(note(_("Who else sees it. The figures follow the rights of whoever opens it.")))
        layout.addWidget(self.everybody)
        marks = grid()
        for place, mark in enumerate(self.roles.values()):
            marks.addWidget(mark, place // _ACROSS, place % _ACROSS)
        layout.addLayout(marks)
        buttons = row(spacing=SPACE_2)
        buttons.addStretch()
        for answer in (Answer("cancel", _("Cancel")), Answer("save", _("Save"), AnswerRole.PRIMARY)):
            button = AnswerButton(answer)
            button.chosen.connect(self._on_chosen)
            buttons.addWidget(button)
        layout.addLayout(buttons)

    def _on_everybody(self, all_see_it: bool) -> None:  # noqa: FBT001 - a slot
        for mark in self.roles.values():
            mark.setEnabled(not all_see_it)

    def _on_chosen(self, key: str) -> None:
        if key == "cancel":
            self.reject()
        elif self.name.text().strip():
            roles = [str(role) for role, mark in self.roles.items() if mark.isChecked()]
            chosen = (EVERYBODY,) if self.everybody.isChecked() else tuple(roles)
            self.named.emit(" ".join(self.name.text().split()), self.about.text().strip(), chosen)
            self.accept()
