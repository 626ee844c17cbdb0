"""Files that a scanner lays into a folder of this computer: the newest are shown, chosen, attached and moved aside."""

from __future__ import annotations

import mimetypes
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QWidget,
)

from models.database.work import Work
from resources.language import _, ngettext
from views.kit.annex.aside import FOLDER, folder_aside
from views.kit.annex.drawing import is_drawn, picture_of_path
from views.kit.annex.intake import Incoming, Intake
from views.kit.annex.thumbnail import Thumbnail
from views.kit.host import Host
from views.kit.text import Label, column, row
from views.kit.theme.keeping import keep
from views.kit.theme.state import row_height, scaled
from views.kit.theme.tokens import SPACE_2, SPACE_3, SPACE_4

_MOST = 100  # files that are shown
_FILE = Qt.ItemDataRole.UserRole
_WIDE, _HIGH = 680, 400
_DAY, _HOUR, _MINUTE = 86400, 3600, 60


@dataclass(frozen=True, slots=True)
class ScannedFile:
    """A file of the folder, and when it was written."""

    path: Path
    size: int
    written_at: datetime


@dataclass(frozen=True, slots=True)
class Scans:
    """The newest files of a folder; `problem` is what the computer says where it cannot be read."""

    files: tuple[ScannedFile, ...] = ()
    problem: str = ""


def newest_scans(work: Work, *, folder: Path) -> Scans:
    """The files of a folder, the newest first; without hidden ones and those still being written under another name."""
    del work
    found = []
    try:
        for path in folder.iterdir():
            if path.is_file() and not path.name.startswith(".") and path.suffix.lower() not in {".part", ".tmp"}:
                told = path.stat()
                found.append(ScannedFile(path, told.st_size, datetime.fromtimestamp(told.st_mtime).astimezone()))
    except OSError as error:
        return Scans(problem=error.strerror or str(error))
    found.sort(key=lambda file: file.written_at, reverse=True)
    return Scans(tuple(found[:_MOST]))


def age(written_at: datetime, now: datetime) -> str:
    """How long ago, in words."""
    seconds = max(int((now - written_at).total_seconds()), 0)
    if seconds < _MINUTE:
        return _("just now")
    if seconds < _HOUR:
        return _("{count} min ago").format(count=seconds // _MINUTE)
    if seconds < _DAY:
        return _("{count} h ago").format(count=seconds // _HOUR)
    days = seconds // _DAY
    return ngettext("{count} day ago", "{count} days ago", days).format(count=days)


class ScanFolder(QDialog):
    """The newest scans with age and picture; several can be attached at once."""

    def __init__(self, host: Host, intake: Intake, parent: QWidget) -> None:
        super().__init__(parent)
        self._host, self._intake = host, intake
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("From the scan folder"))
        self.where = Label("", ink="secondary", wrap=True)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Scanned files"))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.currentItemChanged.connect(self._on_current)
        self.list.itemSelectionChanged.connect(self._on_selected)
        self.list.itemActivated.connect(self._on_activated)
        self.picture = Thumbnail(host)
        self.choose = QPushButton(_("Choose another folder…"))
        self.choose.clicked.connect(self._ask_for_folder)
        self.attach = QPushButton(_("Attach"))
        self.attach.setProperty("role", "primary")
        self.attach.setDefault(True)
        self.attach.clicked.connect(self.take)
        self._arrange()
        self.refresh()

    @property
    def folder(self) -> Path | None:
        """Where scans come in on this computer; None until it is chosen."""
        stored = self._host.preferences.read(FOLDER)
        return Path(stored) if isinstance(stored, str) and stored else None

    @property
    def chosen(self) -> list[Path]:
        """The selected files from the top."""
        rows = sorted(self.list.row(item) for item in self.list.selectedItems())
        return [self.list.item(place).data(_FILE).path for place in rows]

    def use_folder(self, folder: str) -> None:
        """Scans come in here from now on, on this computer."""
        self._host.preferences.write(FOLDER, folder)
        self.refresh()

    def refresh(self) -> None:
        """Read the folder again."""
        folder = self.folder
        if folder is None:
            self._show(Scans())
            self.where.setText(_("Choose the folder that your scanner or telephone lays its files in."))
            self.choose.setText(_("Choose a folder…"))
        else:
            self.choose.setText(_("Choose another folder…"))
            self._host.read(newest_scans, {"folder": folder}, on_done=self._show)

    def take(self) -> None:
        """Attach the selected files, and move each aside once it is stored."""
        files = [Incoming(path.name, path, moves=True) for path in self.chosen]
        if files:
            self._intake.take(files)
            self.accept()

    def _arrange(self) -> None:
        middle = row(spacing=SPACE_4)
        middle.addWidget(self.list, 1)
        middle.addWidget(self.picture, 1)
        buttons = QDialogButtonBox()
        buttons.addButton(_("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.addButton(self.attach, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        foot = row(spacing=SPACE_2)
        foot.addWidget(self.choose)
        foot.addStretch()
        foot.addWidget(buttons)
        layout = column(self, spacing=SPACE_3)
        layout.setContentsMargins(SPACE_4, SPACE_4, SPACE_4, SPACE_4)
        layout.addWidget(self.where)
        layout.addLayout(middle, 1)
        layout.addLayout(foot)
        keep(self, QWidget.setMinimumWidth, partial(scaled, _WIDE))
        keep(self, QWidget.setMinimumHeight, partial(scaled, _HIGH))

    def _show(self, scans: Scans) -> None:
        folder = self.folder
        if scans.problem:
            text = _("The folder {folder} cannot be read: {detail}. Choose it anew, or connect to where it lies.")
            self.where.setText(text.format(folder=folder, detail=scans.problem))
        elif not scans.files:
            text = _("Nothing waits in {folder}. What was attached lies in its subfolder “{name}”.")
            self.where.setText(text.format(folder=folder, name=folder_aside()))
        else:
            text = _("What is attached is moved into the subfolder “{name}” of {folder}.")
            self.where.setText(text.format(folder=folder, name=folder_aside()))
        self._fill(scans.files)

    def _fill(self, files: Sequence[ScannedFile]) -> None:
        self.list.clear()
        now = datetime.now().astimezone()
        for file in files:
            item = QListWidgetItem(f"{file.path.name}\n{age(file.written_at, now)}")
            item.setData(_FILE, file)
            item.setSizeHint(QSize(0, row_height() * 3 // 2))
            self.list.addItem(item)
        self.list.setVisible(bool(files))
        self.picture.setVisible(bool(files))
        if files:
            self.list.setCurrentRow(0)
            self.list.setFocus()
        self._on_selected()

    def _on_current(self, item: QListWidgetItem | None, _before: object = None) -> None:
        file = item.data(_FILE) if item is not None else None
        if not isinstance(file, ScannedFile):
            self.picture.say("")
            return
        mime = mimetypes.guess_type(file.path.name)[0] or ""
        if is_drawn(mime, file.size):
            self.picture.draw(picture_of_path, {"path": file.path, "mime": mime})
        else:
            self.picture.say(_("This file cannot be shown here."))

    def _on_selected(self) -> None:
        count = len(self.list.selectedItems())
        self.attach.setEnabled(count > 0)
        self.attach.setText(_("Attach {count} files").format(count=count) if count > 1 else _("Attach"))

    def _on_activated(self, _item: QListWidgetItem) -> None:
        self.take()

    def _ask_for_folder(self) -> None:
        dialog = QFileDialog(self, _("Where scans come in"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        if self.folder is not None and self.folder.is_dir():
            dialog.setDirectory(str(self.folder))
        dialog.fileSelected.connect(self.use_folder)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
