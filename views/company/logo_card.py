"""The logo as it stands on documents, to be chosen from a picture or taken away."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QWidget

from resources.language import _
from views.kit.host import Host, Level, Message
from views.kit.text import Card, column, heading, note
from views.kit.theme.keeping import keep
from views.kit.theme.state import spaced
from views.kit.theme.tokens import SPACE_3, SPACE_4

_WIDTH, _PICTURE = 232, 200  # pixels
_WIDEST, _HIGHEST = 1200, 600  # pixels that are kept; enough for 300 dots an inch on a letterhead


def as_logo(path: str) -> bytes | None:
    """The picture of a file as PNG, made smaller where it is larger than documents need; None for no picture."""
    image = QImage(path)
    if image.isNull():
        return None
    if image.width() > _WIDEST or image.height() > _HIGHEST:
        smooth = Qt.TransformationMode.SmoothTransformation
        image = image.scaled(_WIDEST, _HIGHEST, Qt.AspectRatioMode.KeepAspectRatio, smooth)
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs lack the format as text
    return bytes(content.data())


class LogoCard(Card):
    """`chosen` carries the PNG as bytes, or None when the logo was taken away."""

    chosen = Signal(object)

    def __init__(self, host: Host) -> None:
        super().__init__()
        self._host = host
        self._shown: bytes | None = None
        keep(self, QWidget.setFixedWidth, partial(spaced, _WIDTH))
        self.picture = QLabel()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setFixedHeight(_PICTURE // 2)
        # Documents are white in either theme, and so is what the logo is judged on.
        self.picture.setStyleSheet("background: white; border-radius: 4px")
        self.nothing = note(_("No logo. Documents show the name of the company instead."))
        self.choose, self.remove = QPushButton(_("Choose a picture…")), QPushButton(_("Remove"))
        self.choose.clicked.connect(self._ask)
        self.remove.clicked.connect(self._remove)
        layout = column(self, margin=SPACE_4, spacing=SPACE_3)
        layout.addWidget(heading(_("Logo")))
        for part in (self.picture, self.nothing, self.choose, self.remove):
            layout.addWidget(part)
        layout.addStretch()
        self.show_logo(None)

    def show_logo(self, logo: bytes | None) -> None:
        """Show a PNG or JPEG, or that there is none."""
        if logo is not None and logo != self._shown:
            image = QPixmap()
            image.loadFromData(logo)
            keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            self.picture.setPixmap(image.scaled(_PICTURE - SPACE_4, _PICTURE // 2 - SPACE_4, keep, smooth))
        self._shown = logo
        for part, visible in ((self.picture, True), (self.nothing, False), (self.remove, True)):
            part.setVisible(visible is (logo is not None))

    def take(self, path: str) -> None:
        """Offer the picture of a file."""
        logo = as_logo(path)
        if logo is None:
            self._host.tell(Message(_("This file holds no picture that can be read."), Level.ERROR, replaces="logo"))
        else:
            self.chosen.emit(logo)

    def _ask(self) -> None:
        dialog = QFileDialog(self.window(), _("Choose a picture"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(_("Pictures (*.png *.jpg *.jpeg *.svg *.webp *.bmp)"))
        dialog.fileSelected.connect(self.take)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _remove(self) -> None:
        self.chosen.emit(None)
