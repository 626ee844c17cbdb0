"""Opens a stored file in the program that this computer has for it, from a folder of its own."""

from __future__ import annotations

import tempfile
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from models.company.attachments import Attachment, save_attachment
from views.kit.host import Host

#: What is shown rather than run; anything else is saved, and its reader decides.
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".tif", ".tiff", ".heic")
_TEXTS = (".txt", ".csv", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".eml")


def opens_elsewhere(name: str) -> bool:
    """Whether a file of this name is shown by other programs, and not run."""
    return Path(name).suffix.lower() in {*_PICTURES, *_TEXTS}


class Opener(QObject):
    """Lays a file in a folder of its own and has it opened."""

    def __init__(self, host: Host, parent: QObject) -> None:
        super().__init__(parent)
        self._host = host
        self.path = Path()

    def open(self, file: Attachment) -> None:
        """Open a stored file; what is changed there is not stored."""
        self.path = Path(tempfile.mkdtemp(prefix="kontor-")) / Path(file.name).name
        self._host.read(save_attachment, {"attachment_id": file.id, "path": self.path}, on_done=self._on_saved)

    def _on_saved(self, _file: Attachment) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.path)))
