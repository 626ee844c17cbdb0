"""Lists as files and on paper: all rows that the filters leave, in the columns and the order of the screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from models.database.errors import KontorError
from models.database.listing import Column
from models.database.work import Work
from reports.tables import Table, write_table
from resources import language
from resources.language import _
from views.kit.host import ExportFormat, Host, Job, Level, ListExport, Message, MessageAction, PrintJob, TableExport
from views.kit.list.footer import summed
from views.kit.list.view import ListView
from views.kit.status import STATUS_WORDS

_FOLDER = "export.folder"
_KINDS = {
    ExportFormat.XLSX: "XLSX (*.xlsx)",
    ExportFormat.CSV: "CSV (*.csv)",
    ExportFormat.PDF: "PDF (*.pdf)",
}


class ListWriter(QObject):
    """Asks for a file, writes the list into it off the GUI thread, and tells what came of it."""

    def __init__(self, host: Host, export: ListExport | TableExport, parent: QWidget) -> None:
        super().__init__(parent)
        self._host, self._export = host, export
        self._path = Path()
        self._job: Job | None = None

    def start(self) -> None:
        """Ask where to."""
        dialog = QFileDialog(self._over(), _("Export list"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(_KINDS[self._export.format])
        dialog.setDefaultSuffix(self._export.format.value)
        folder = self._host.preferences.read(_FOLDER)
        if isinstance(folder, str) and Path(folder).is_dir():
            dialog.setDirectory(folder)
        dialog.selectFile(f"{file_name(self._export.title)} {self._host.today:%Y-%m-%d}.{self._export.format.value}")
        dialog.fileSelected.connect(self.write)
        dialog.rejected.connect(self.deleteLater)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def write(self, path: str) -> None:
        """Write the list to `path`."""
        self._path = Path(path)
        self._host.preferences.write(_FOLDER, str(self._path.parent))
        arguments = {"export": self._export, "path": self._path, "speaking": language.current()}
        self._job = self._host.read(write_file, arguments, on_done=self._on_written, on_failed=self._on_failed)
        text = _("Writing {title}…").format(title=self._export.title)
        self._tell(text, Level.INFO, MessageAction(_("Cancel"), self._on_cancel), seconds=0)

    def _over(self) -> QWidget | None:
        parent = self.parent()
        return parent if isinstance(parent, QWidget) else None

    def _on_written(self, count: int) -> None:
        text = _("{count} rows written to {file}.").format(count=count, file=self._path.name)
        self._tell(text, Level.SUCCESS, MessageAction(_("Show"), self._on_open))

    def _on_failed(self, error: KontorError) -> None:
        self._tell(self._host.explain(error), Level.ERROR)
        self.deleteLater()

    def _on_cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self.deleteLater()

    def _on_open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path)))

    def _tell(self, text: str, level: Level, action: MessageAction | None = None, seconds: int | None = None) -> None:
        self._host.tell(Message(text, level, action, seconds, replaces="export"))


def list_document(shown: ListView) -> PrintJob:
    """The list in sight as a document to look at and print."""
    query = shown.spec.query
    columns = tuple(shown.model.columns[place] for place in shown.table.visible_columns())
    export = ListExport(_(query.title), query, shown.request, columns, ExportFormat.PDF, shown.spec.sums)
    arguments = {"export": export, "speaking": language.current()}
    return PrintJob(export.title, make_pdf, f"{file_name(export.title)}.pdf", arguments)


def write_file(work: Work, *, export: ListExport | TableExport, path: Path, speaking: str) -> int:
    """Write all rows of a list to a file, which appears whole or not at all; returns how many."""
    table = _table(work, export) if isinstance(export, ListExport) else _as_it_stands(work, export)
    try:
        return write_table(table, path, export.format.value, language=speaking)
    except OSError as error:
        raise KontorError("export.file", file=path.name, detail=error.strerror or str(error)) from error


def make_pdf(work: Work, *, export: ListExport, speaking: str) -> bytes:
    """All rows of a list as a PDF."""
    target = BytesIO()
    write_table(_table(work, export), target, ExportFormat.PDF.value, language=speaking)
    return target.getvalue()


def file_name(title: str) -> str:
    """A title as part of a file name on any system."""
    return "".join(" " if sign in '\\/:*?"<>|' or not sign.isprintable() else sign for sign in title).strip()


def _table(work: Work, export: ListExport) -> Table:
    from models.company.settings import read_company
    from models.database.paging import stream
    from models.finance.issuing import sender_of

    totals: dict[str, object] = {}
    found = stream(work, query=export.query, request=export.request)
    return Table(
        title=export.title,
        columns=export.columns,
        rows=_summing(export, found, totals),
        totals=totals,
        company=sender_of(read_company(work)),
        made_at=datetime.now(UTC).astimezone(),
        statuses={word: status.label for word, status in STATUS_WORDS.items()},
    )


def _as_it_stands(work: Work, export: TableExport) -> Table:
    from models.company.settings import read_company
    from models.finance.issuing import sender_of

    return Table(
        title=export.title,
        columns=export.columns,
        rows=export.rows if export.reads is None else export.reads(work),
        subtitle=export.subtitle,
        company=sender_of(read_company(work)),
        made_at=datetime.now(UTC).astimezone(),
        statuses={word: status.label for word, status in STATUS_WORDS.items()},
        strong=export.strong,
        notes=export.notes,
    )


def _summing(
    export: ListExport, found: Iterable[Sequence[object]], totals: dict[str, object]
) -> Iterator[Sequence[object]]:
    """The cells that are shown, in order; when the last is read, sums of amounts where all are of one currency."""
    shown = _places(export, export.columns)
    currency = _places(export, [column for column in export.query.columns if column.name == "currency"])
    summing = summed(export.columns, export.sums)
    sums = dict.fromkeys(_places(export, summing), Decimal(0))
    currencies: set[object] = set()
    for row in found:
        for place in sums:
            value = row[place]
            sums[place] += value if isinstance(value, Decimal) else 0
        currencies.update(row[place] for place in currency)
        yield [row[place] for place in shown]
    if len(currencies) <= 1:
        totals.update((column.name, sums[place]) for column, place in zip(summing, sums, strict=True))


def _places(export: ListExport, columns: Iterable[Column]) -> list[int]:
    names = [column.name for column in export.query.columns]
    return [names.index(column.name) for column in columns]
