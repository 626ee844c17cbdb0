"""Saving a file for the authorities from a page: where to, and that it was written."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from models.exchange.exporting import EXPORTERS
from resources.language import _
from views.exchange.export_page import write_exported
from views.kit.host import Level, Message
from views.kit.page import Page

_FOLDER = "export.folder"


class SavesFiles(Page):
    """A page from which files of the kinds in EXPORTERS are saved."""

    def ask_where(self, kind: str, options: Mapping[str, str], name: str) -> None:
        """Ask for a place, `name` being proposed, and write the file there."""
        dialog = QFileDialog(self.window(), _("Save as"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(EXPORTERS[kind].extension.lstrip("."))
        folder = self.host.preferences.read(_FOLDER)
        if isinstance(folder, str) and Path(folder).is_dir():
            dialog.setDirectory(folder)
        dialog.selectFile(name)
        dialog.fileSelected.connect(lambda path: self.save_file(kind, options, path))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save_file(self, kind: str, options: Mapping[str, str], path: str) -> None:
        """Write the file."""
        self.host.preferences.write(_FOLDER, str(Path(path).parent))
        arguments = {"kind": kind, "options": dict(options), "path": Path(path)}
        self.host.read(write_exported, arguments, on_done=self._on_written)

    def _on_written(self, name: str) -> None:
        self.host.tell(Message(_("Written to {file}.").format(file=name), Level.SUCCESS, replaces="export"))
