"""Where scans come in on this computer, on the page of settings; records offer what lies there as files."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from resources.language import _
from views.kit.annex.aside import FOLDER
from views.kit.host import Host
from views.kit.text import Card, Label, column, heading, note, row
from views.kit.theme.keeping import keep
from views.kit.theme.state import scaled
from views.kit.theme.tokens import SPACE_2, SPACE_4


class ScansCard(Card):
    """Names the folder, and lets another one be chosen or none."""

    def __init__(self, host: Host, widest: int) -> None:
        super().__init__()
        self._host = host
        keep(self, QWidget.setMaximumWidth, partial(scaled, widest))
        inside = column(self, margin=SPACE_4, spacing=SPACE_2)
        inside.addWidget(heading(_("Scan folder")))
        inside.addWidget(note(_("What your scanner or telephone lays there is offered where files are added.")))
        self.folder = Label("", wrap=True)
        inside.addWidget(self.folder)
        self.choose = QPushButton(_("Choose the scan folder…"))
        self.choose.clicked.connect(self._ask)
        self.forget = QPushButton(_("Use none"))
        self.forget.clicked.connect(self._on_forget)
        line = row(spacing=SPACE_2)
        line.addWidget(self.choose)
        line.addWidget(self.forget)
        line.addStretch()
        inside.addLayout(line)
        self._show()

    def use_folder(self, folder: str) -> None:
        """Scans come in here from now on; "" is nowhere."""
        self._host.preferences.write(FOLDER, folder or None)
        self._show()

    def _show(self) -> None:
        folder = self._host.preferences.read(FOLDER)
        chosen = isinstance(folder, str) and bool(folder)
        self.folder.setText(str(folder) if chosen else _("None is chosen."))
        self.forget.setVisible(chosen)

    def _on_forget(self) -> None:
        self.use_folder("")

    def _ask(self) -> None:
        dialog = QFileDialog(self.window(), _("Where scans come in"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        folder = self._host.preferences.read(FOLDER)
        if isinstance(folder, str) and Path(folder).is_dir():
            dialog.setDirectory(folder)
        dialog.fileSelected.connect(self.use_folder)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
