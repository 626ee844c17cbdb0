"""A report as it was kept: its figures, its seal, and what is not the same today and because of which vouchers."""

from __future__ import annotations

from models.database.listing import Column, Kind
from reports.plain.freezing import Comparison, Kept, compare_kept, kept_pdf, read_kept
from reports.plain.table import PlainTable
from resources.language import N_, _
from views.finance.reporting.result import STATUSES
from views.kit.action import Action, ActionContext
from views.kit.format import format_value
from views.kit.host import ExportFormat, Host, Level, Link, Message, PrintJob, TableExport
from views.kit.record_page import RecordPage
from views.kit.table import TableRow, TableView
from views.kit.text import Label, column, heading, note

_VOUCHERS = (
    Column("voucher", N_("Voucher"), width=10),
    Column("entry_date", N_("Date"), Kind.DATE),
    Column("text", N_("Text")),
    Column("amount", N_("Amount"), Kind.MONEY, width=15),
    Column("posted_at", N_("Registered"), Kind.TIMESTAMP),
)


class SnapshotPage(RecordPage[Kept]):
    """Nothing of it can be changed."""

    def __init__(self, host: Host, link: Link) -> None:
        arguments = {"snapshot_id": link.number}
        super().__init__(host, _("Kept report"), read=read_kept, arguments=arguments, link=link)
        self.set_actions(
            (
                Action(
                    "finance.snapshot.compare", N_("Compare with today"), self._compare, icon="refresh", primary=True
                ),
                Action("finance.snapshot.print", N_("Print"), self._print, icon="print"),
                Action("finance.snapshot.xlsx", N_("Export to Excel"), self._export, icon="export"),
            )
        )

    def build(self) -> None:
        """The seal, the table, and room for the comparison."""
        record = self.record
        assert record is not None  # noqa: S101 - built when it is here
        self.seal, self.verdict = note(""), Label("", strong=True, wrap=True)
        self.table = TableView(self.host, record.table.columns)
        self.changes: TableView | None = None
        self._place = column()
        self.vouchers = TableView(self.host, _VOUCHERS, fitted=True)
        self.since = heading(_("Vouchers posted since, in the days of the report"))
        self.parts.addWidget(self.seal)
        self.parts.addWidget(self.verdict)
        self.parts.addLayout(self._place)
        for part in (self.since, self.vouchers):
            self.parts.addWidget(part)
            part.hide()
        self.parts.addWidget(self.table, 1)
        self.verdict.hide()

    def show_record(self, record: Kept) -> None:
        """Show what was kept."""
        kept = record.snapshot
        self.set_title(record.table.title, record.table.subtitle)
        moment = format_value(kept.made_at, Kind.TIMESTAMP, self.host.language)
        whole = _("It still has the figures it was kept with") if kept.whole else _("Its content is damaged")
        said = _("Kept {moment} by {who}. {whole} (SHA-256 {sha}).")
        self.seal.setText(said.format(moment=moment, who=kept.made_by, whole=whole, sha=kept.sha256[:16]))
        self.table.set_rows(_rows(record.table))

    def show_comparison(self, found: Comparison) -> None:
        """Say whether it would come out the same today, and what would not."""
        if found.equal:
            self.verdict.setText(_("Made today, the report comes out the same."))
        else:
            self.verdict.setText(_("Made today, the report comes out differently. What is not the same:"))
        self.verdict.show()
        self._show_changes(found.changed)
        self.vouchers.set_rows([_voucher(each) for each in found.vouchers])
        for part in (self.since, self.vouchers):
            part.setVisible(bool(found.vouchers))

    def _show_changes(self, changed: PlainTable) -> None:
        """The rows that differ; there may be columns that were not there before."""
        if self.changes is not None:
            self.changes.hide()
            self.changes.deleteLater()
            self.changes = None
        if changed.rows:
            words = {"then": _("Then"), "now": _("Now")}
            self.changes = TableView(self.host, changed.columns, fitted=True)
            self.changes.set_rows([TableRow((words[str(row[0])], *row[1:])) for row in changed.rows])
            self._place.addWidget(self.changes)

    def _compare(self, context: ActionContext) -> None:
        del context
        if self.link is not None:
            arguments = {"snapshot_id": self.link.number, "statuses": STATUSES}
            self.host.read(compare_kept, arguments, on_done=self.show_comparison)

    def _print(self, context: ActionContext) -> None:
        del context
        if self.link is not None:
            arguments = {"snapshot_id": self.link.number}
            self.host.preview(PrintJob(self.title, kept_pdf, f"{self.title}.pdf", arguments))

    def _export(self, context: ActionContext) -> None:
        del context
        if self.record is None:
            self.host.tell(Message(_("There are no rows."), Level.INFO))
            return
        table = self.record.table
        self.host.export_table(
            TableExport(
                table.title, table.columns, table.rows, ExportFormat.XLSX, table.subtitle, table.strong, table.notes
            )
        )


def _rows(table: PlainTable) -> list[TableRow]:
    return [TableRow(row, strong=at in table.strong) for at, row in enumerate(table.rows)]


def _voucher(found: object) -> TableRow:
    values = tuple(getattr(found, column.name) for column in _VOUCHERS)
    return TableRow(values, dict.fromkeys(range(len(values)), Link("finance.voucher", getattr(found, "id"))))  # noqa: B009 - of any record
