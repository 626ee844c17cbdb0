"""Small pictures of files: the first page of a PDF, or the picture itself; made off the GUI thread."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from pypdfium2 import PdfiumError
from PySide6.QtCore import QBuffer, QByteArray, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from models.company.attachments import copy_attachment
from models.database.work import Work
from views.kit.preview.document import PdfDocument

PDF = "application/pdf"
_LARGEST = 30_000_000  # bytes; a larger file is opened, not drawn small
_MOST_MEGABYTES = 256  # of memory for a picture


def stored_content(work: Work, *, attachment_id: int) -> bytes:
    """The content of a stored file."""
    target = BytesIO()
    copy_attachment(work, attachment_id=attachment_id, target=target)
    return target.getvalue()


def is_drawn(mime: str, size: int) -> bool:
    """Whether there is a small picture of such a file."""
    return size <= _LARGEST and (mime == PDF or mime.startswith("image/"))


def stored_picture(work: Work, *, attachment_id: int, mime: str, edge: int) -> QImage:
    """A stored file within a square of `edge` pixels; empty where it cannot be drawn."""
    return small_picture(stored_content(work, attachment_id=attachment_id), mime, edge)


def picture_of_path(work: Work, *, path: Path, mime: str, edge: int) -> QImage:
    """A file of this computer within a square of `edge` pixels; empty where it cannot be read or drawn."""
    del work
    try:
        return small_picture(path.read_bytes(), mime, edge)
    except OSError:
        return QImage()


def small_picture(content: bytes, mime: str, edge: int) -> QImage:
    """The first page or the picture, within a square of `edge` pixels."""
    return _page(content, edge) if mime == PDF else _picture(content, edge)


def _page(content: bytes, edge: int) -> QImage:
    try:
        document = PdfDocument(content)
    except PdfiumError:
        return QImage()
    try:
        return document.image(0, edge / max(*document.sizes[0], 1.0)) if len(document) else QImage()
    finally:
        document.close()


def _picture(content: bytes, edge: int) -> QImage:
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    QImageReader.setAllocationLimit(_MOST_MEGABYTES)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > edge:
        reader.setScaledSize(size.scaled(QSize(edge, edge), Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()
