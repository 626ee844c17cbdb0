"""Files on their way to a record: one after the other, whatever brought them, and one word at the end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QObject, Signal
from PySide6.QtGui import QImage

from models.company.attachments import Attachment, attach, attach_file
from models.database.errors import KontorError
from resources.language import _
from views.kit.annex.aside import move_aside
from views.kit.host import Host, Level, Message

_NAMED = 3  # failures and files that are told by name


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file of this computer, or what the clipboard held; one that `moves` is laid aside once it is stored."""

    name: str
    path: Path | None = None
    content: bytes = b""
    moves: bool = False


class Intake(QObject):
    """Stores files with a record; `finished` when all are there or refused."""

    finished = Signal()

    def __init__(self, host: Host, record: Mapping[str, object], parent: QObject) -> None:
        super().__init__(parent)
        self._host, self._record = host, record
        self._waiting: list[Incoming] = []
        self._busy = False
        self._added: list[str] = []
        self._known: list[str] = []
        self._failed: list[str] = []

    def show_record(self, record: Mapping[str, object]) -> None:
        """What comes from now on belongs to another record."""
        self._record = record

    def take(self, files: Sequence[Incoming]) -> None:
        """Store these."""
        self._waiting += files
        if not self._busy:
            self._next()

    def _next(self) -> None:
        self._busy = bool(self._waiting)
        if not self._waiting:
            self._say()
            return
        file = self._waiting.pop(0)
        done, failed = partial(self._on_added, file), partial(self._on_failed, file)
        if file.path is not None:
            self._host.run(attach_file, {**self._record, "path": file.path}, on_done=done, on_failed=failed)
        else:
            given = {"name": file.name, "content": file.content}
            self._host.run(attach, {**self._record, **given}, on_done=done, on_failed=failed)

    def _on_added(self, file: Incoming, stored: Attachment) -> None:
        if not stored.already:
            self._added.append(stored.name)
        elif stored.name == file.name:
            self._known.append(_("{name} is here already; it was not added twice.").format(name=stored.name))
        else:
            text = _("{name} is here already under the name {other}; it was not added twice.")
            self._known.append(text.format(name=file.name, other=stored.name))
        if file.moves and file.path is not None:
            self._host.read(move_aside, {"path": file.path}, on_done=partial(self._on_moved, file))
        else:
            self._next()

    def _on_moved(self, file: Incoming, problem: str) -> None:
        if problem:
            text = _(
                "{name} is attached, but could not be moved aside: {detail}. Move it, so that it is not used twice."
            )
            self._failed.append(text.format(name=file.name, detail=problem))
        self._next()

    def _on_failed(self, file: Incoming, error: KontorError) -> None:
        del file
        self._failed.append(self._host.explain(error))
        self._next()

    def _say(self) -> None:
        words = []
        if len(self._added) == 1:
            words.append(_("{name} is attached.").format(name=self._added[0]))
        elif self._added:
            words.append(_("{count} files are attached.").format(count=len(self._added)))
        words += [*self._known[:_NAMED], *self._failed[:_NAMED]]
        left = max(len(self._known) - _NAMED, 0) + max(len(self._failed) - _NAMED, 0)
        if left:
            words.append(_("And {count} more.").format(count=left))
        level = Level.ERROR if self._failed else Level.INFO if self._known else Level.SUCCESS
        if words:
            self._host.tell(Message(" ".join(words), level, replaces="attachment"))
        self._added, self._known, self._failed = [], [], []
        self.finished.emit()


def holds_files(data: QMimeData) -> bool:
    """Whether something dragged or copied is made of files of this computer."""
    return any(url.isLocalFile() for url in data.urls())


def files_in(data: QMimeData) -> list[Incoming]:
    """The files that were dragged or copied; a folder gives what lies in it, but not in folders of its own."""
    found: list[Path] = []
    for url in data.urls():
        path = Path(url.toLocalFile()) if url.isLocalFile() else None
        if path is not None and path.is_dir():
            found += sorted(each for each in path.iterdir() if each.is_file() and not each.name.startswith("."))
        elif path is not None:
            found.append(path)
    return [Incoming(path.name, path) for path in found]


def picture_in(data: QMimeData) -> list[Incoming]:
    """A picture on the clipboard as a PNG with the moment in its name; nothing where there is none."""
    picture = data.imageData() if data.hasImage() else None
    image = picture if isinstance(picture, QImage) else QImage(picture) if picture is not None else QImage()
    if image.isNull():
        return []
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes, Qt a str
    moment = datetime.now().astimezone().strftime("%Y-%m-%d %H.%M.%S")
    return [Incoming(_("Picture {moment}.png").format(moment=moment), content=bytes(buffer.data().data()))]
