"""Files that wait for a voucher to be posted: dropped on the page, named in a row, attached once it has a number."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from resources.language import _
from views.kit.action import tool_button
from views.kit.annex.dropping import Receiver
from views.kit.annex.intake import Incoming, Intake
from views.kit.host import Host
from views.kit.text import Label, clear, note, row
from views.kit.theme.flow import Flow
from views.kit.theme.tokens import SPACE_1, SPACE_2


class WaitingFiles(QWidget):
    """A row of names under the lines; `changed` tells that a file came or went."""

    changed = Signal()

    def __init__(self, host: Host, page: QWidget, subject: str) -> None:
        super().__init__(page)
        self._host, self._subject = host, subject
        self.files: tuple[Incoming, ...] = ()
        self._receiver = Receiver(page)
        self._receiver.willing = True
        self._receiver.came.connect(self.add)
        self._layout = Flow(self, gap=SPACE_2)
        self._show()

    def add(self, files: Sequence[Incoming]) -> None:
        """Let files wait; the same file waits once."""
        waiting = {file.path or file.name: file for file in (*self.files, *files)}
        self._become(tuple(waiting.values()))

    def take_up(self, files: Sequence[Incoming]) -> tuple[str, ...]:
        """Let these files wait instead, as they did before; answers the names of those that are not there any more."""
        there = tuple(file for file in files if file.path is None or file.path.is_file())
        self._become(there)
        return tuple(file.name for file in files if file not in there)

    def attach(self, key: int) -> None:
        """Attach what waits to the record with this key, and let nothing wait any more."""
        if self.files:
            intake = Intake(self._host, {"subject": self._subject, "subject_id": key}, self)
            intake.finished.connect(intake.deleteLater)
            intake.take(self.files)
            self._become(())

    def _become(self, files: tuple[Incoming, ...]) -> None:
        self.files = files
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        clear(self._layout)
        hint = _("Drop the receipt here: it is attached when the voucher is posted.")
        self._layout.addWidget(note(_("Attached when posted:") if self.files else hint, wrap=False))
        for file in self.files:
            self._layout.addWidget(self._named(file))

    def _named(self, file: Incoming) -> QWidget:
        part = QWidget()
        inside = row(part, spacing=SPACE_1)
        inside.addWidget(Label(file.name))
        leave_out = tool_button("close", _("Leave {name} out").format(name=file.name), small=True)
        leave_out.clicked.connect(partial(self._leave_out, file))
        inside.addWidget(leave_out)
        return part

    def _leave_out(self, file: Incoming) -> None:
        self._become(tuple(each for each in self.files if each is not file))
