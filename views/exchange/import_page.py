"""Taking a file in: choose or drop it, see what would happen and what is wrong, then take all of it or nothing."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from models.database.errors import KontorError
from models.database.listing import Column, Kind
from models.exchange.findings import Finding, Severity
from models.exchange.importing import IMPORTERS
from models.exchange.intake import ImportReport
from models.exchange.looking import LIST_COLUMNS, FileLook, look_at_file, take_file_in
from resources.language import N_, _
from views.exchange.mapping import MappingForm
from views.exchange.settings import FileSettings
from views.kit.action import Action, ActionContext
from views.kit.empty import EmptyState
from views.kit.form.lines import ChoiceBox
from views.kit.form.spec import Choice
from views.kit.host import Host, Job, Level, Link, Message, MessageAction
from views.kit.page import Page
from views.kit.record import Fact, FactCard
from views.kit.table import TableRow, TableView
from views.kit.text import Label, column, heading, note, row
from views.kit.theme.tokens import SPACE_3

_FINDINGS = (
    Column("severity", N_("Severity"), width=12),
    Column("line", N_("Line"), Kind.INTEGER, width=7),
    Column("text", N_("Finding")),
)
_SEVERITIES = {
    Severity.ERROR: N_("Error"),
    Severity.WARNING: N_("Warning"),
    Severity.INFORMATION: N_("Information"),
}
_ORDER = list(_SEVERITIES)
_COUNTS = {
    "accounts": N_("Accounts"),
    "dimension_values": N_("Dimension values"),
    "fiscal_years": N_("Fiscal years"),
    "vouchers": N_("Vouchers"),
    "balance_entries": N_("Vouchers of balances"),
    "new": N_("New"),
    "changed": N_("Changed"),
    "unchanged": N_("Unchanged"),
    "statements": N_("Statements"),
    "transactions": N_("New transactions"),
    "known_already": N_("Known already"),
    "balances": N_("Balances"),
}
_RESULTS = {
    "sie": Link("finance.vouchers"),
    "accounts": Link("finance.accounts"),
    "opening": Link("finance.trial_balance"),
    "budget": Link("finance.budgets"),
    "iif": Link("finance.vouchers"),
    "rates": Link("company.rates"),
    "camt": Link("finance.bank_transactions"),
    "parties": Link("contacts.customers"),
    "items": Link("warehouse.items"),
}
_FOLDER = "import.folder"


class ImportPage(Page):
    """Arguments of its link: `kind` to begin with a kind of file, `path` to begin with a file."""

    def __init__(self, host: Host, link: Link) -> None:
        super().__init__(host, _("Import"), link=link)
        self.setAcceptDrops(True)
        self.look: FileLook | None = None
        self.report: ImportReport | None = None
        self._job: Job | None = None
        self._wanted = str(link.arguments.get("kind") or "")
        self._make_parts()
        self.set_actions(
            (
                Action("exchange.choose", N_("Choose a file…"), self._choose, shortcut="Ctrl+O", icon="import"),
                Action(
                    "exchange.take_in",
                    N_("Take in"),
                    self._take_in,
                    shortcut="Ctrl+Return",
                    icon="check",
                    enabled=self._why_not_yet,
                    primary=True,
                ),
            )
        )
        path = link.arguments.get("path")
        if path:
            self.open_file(Path(str(path)))

    def open_file(self, path: Path) -> None:
        """Look at a file and say what would happen."""
        self.host.preferences.write(_FOLDER, str(path.parent))
        self._cancel()
        arguments = {"path": path, "kind": self._wanted}
        self._job = self.host.read(look_at_file, arguments, on_done=self._on_looked, on_failed=self._on_unreadable)
        self.refresh_actions()

    def refresh(self) -> None:
        """Look at the file again: it may have been mended meanwhile."""
        if self.look is not None:
            self.open_file(self.look.path)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """One file may be dropped."""
        if len(event.mimeData().urls()) == 1 and event.mimeData().urls()[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the dropped file."""
        self.open_file(Path(event.mimeData().urls()[0].toLocalFile()))

    def _make_parts(self) -> None:
        self.start = EmptyState("import")
        self.start.explain(
            _("Which file?"),
            _(
                "Books in SIE format, bank statements in camt format, accounts, customers, suppliers and items as "
                "spreadsheet or text. Drop a file here, or choose one. Nothing is stored before you have seen what "
                "would happen."
            ),
            _("Choose a file…"),
        )
        self.start.acted.connect(self._ask_for_file)
        self.kinds = {name: kind for name, kind in IMPORTERS.items() if self.host.allows(kind.needs)}
        self.kind = ChoiceBox([Choice(name, kind.title) for name, kind in self.kinds.items()])
        self.kind.setAccessibleName(_("Kind of file"))
        self.kind.activated.connect(self._on_kind)
        self.name = Label("", strong=True)
        self.verdict = note("", wrap=False)
        self.counts = FactCard(self.host, across=5)
        self.settings = FileSettings(self.host, self.kind)
        self.settings.changed.connect(self._try)
        self.mapping = MappingForm()
        self.mapping.changed.connect(self._try)
        self.findings = TableView(self.host, _FINDINGS)
        self.fine = EmptyState("success")
        self.shown = QWidget()
        self._arrange()
        self.body.addWidget(self.start, 1)
        self.body.addWidget(self.shown, 1)
        self.shown.hide()

    def _arrange(self) -> None:
        layout = column(self.shown, spacing=SPACE_3)
        above = row()
        for part in (self.name, self.kind, self.verdict):
            above.addWidget(part)
        above.addStretch()
        layout.addLayout(above)
        layout.addWidget(self.settings)
        layout.addWidget(self.counts)
        layout.addWidget(self.mapping)
        self.findings_heading = heading(_("What is to be said"))
        layout.addWidget(self.findings_heading)
        layout.addWidget(self.findings, 1)
        layout.addWidget(self.fine, 1)
        layout.addStretch()

    # --- looking

    def _choose(self, context: ActionContext) -> None:
        del context
        self._ask_for_file()

    def _ask_for_file(self) -> None:
        dialog = QFileDialog(self.window(), _("Choose a file"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        folder = self.host.preferences.read(_FOLDER)
        if isinstance(folder, str) and Path(folder).is_dir():
            dialog.setDirectory(folder)
        dialog.fileSelected.connect(self._on_chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_chosen(self, path: str) -> None:
        self.open_file(Path(path))

    def _on_kind(self) -> None:
        self._wanted = str(self.kind.value())
        self.refresh()

    def _on_looked(self, look: FileLook) -> None:
        self._job = None
        self.look = look if look.kind in self.kinds else replace(look, kind=next(iter(self.kinds), ""))
        self.start.hide()
        self.shown.show()
        self.name.setText(look.path.name)
        self.kind.set_value(self.look.kind)
        self.settings.set_options(self.kinds[self.look.kind].options if self.look.kind in self.kinds else {})
        self.mapping.set_list(LIST_COLUMNS.get(self.look.kind, ()), look.headings, look.mapping or {})
        self._try()

    def _on_unreadable(self, error: KontorError) -> None:
        self._job = None
        self.start.explain(_("The file cannot be read"), self.host.explain(error), _("Choose a file…"), "warning")
        self.shown.hide()
        self.start.show()
        self.refresh_actions()

    def _try(self) -> None:
        """Do it all and take it back, to see what comes of it."""
        self._cancel()
        self.report = None
        self.verdict.setText(_("Looking through the file…"))
        for part in (self.counts, self.findings_heading, self.findings, self.fine):
            part.hide()
        self._job = self._run(dry_run=True)
        self.refresh_actions()

    def _run(self, *, dry_run: bool) -> Job:
        look = self.look
        mapped = {"map": self.mapping.mapping} if self.mapping.is_list else {}
        arguments = {
            "path": look.path if look else Path(),
            "kind": look.kind if look else "",
            "options": {**self.settings.values, **mapped},
            "dry_run": dry_run,
        }
        done = partial(self._on_report, dry_run)
        busy = None if dry_run else self.shown
        return self.host.run(take_file_in, arguments, on_done=done, on_failed=self._on_failed, busy=busy)

    def _on_report(self, dry_run: bool, report: ImportReport) -> None:  # noqa: FBT001 - set by `_run`
        self._job = None
        self.report = report
        self._show(report)
        if not dry_run and report.done:
            self._tell_done(report)
        self.refresh_actions()

    def _on_failed(self, error: KontorError) -> None:
        self._job = None
        self.verdict.setText("")
        self.host.tell(Message(self.host.explain(error), Level.ERROR, replaces="import"))
        self.refresh_actions()

    def _show(self, report: ImportReport) -> None:
        counts = report.counts.items()
        self.counts.set_facts([Fact(_(_COUNTS.get(name, name)), count, Kind.INTEGER) for name, count in counts])
        self.counts.setVisible(bool(report.counts))
        self.verdict.setText(_verdict(report))
        found = sorted(report.findings, key=_by_severity)
        self.findings.set_rows(
            [TableRow((_(_SEVERITIES[each.severity]), each.line, self._text(each))) for each in found]
        )
        self.findings.setVisible(bool(found))
        self.findings_heading.setVisible(bool(found))
        self.fine.setVisible(not found)
        self.fine.explain(_("Nothing is wrong with the file"), "" if report.done else _("Take it in with Ctrl+Enter."))

    def _text(self, finding: Finding) -> str:
        return self.host.explain(KontorError(finding.code, **finding.params))

    # --- taking in

    def _why_not_yet(self, context: ActionContext) -> str | None:
        del context
        if self.look is None:
            return _("Choose a file first.")
        if self._job is not None or self.report is None:
            return _("The file is being looked through.")
        if self.report.done:
            return _("The file has been taken in.")
        return _("Errors keep the file out. Mend them and look again with F5.") if self.report.refused else None

    def _take_in(self, context: ActionContext) -> None:
        del context
        if self._job is None:
            self._job = self._run(dry_run=False)
            self.refresh_actions()

    def _tell_done(self, report: ImportReport) -> None:
        kind = self.look.kind if self.look is not None else ""
        counts = ", ".join(f"{_(_COUNTS.get(name, name))}: {count}" for name, count in report.counts.items() if count)
        action = MessageAction(_("Show"), partial(self.host.open, _RESULTS[kind])) if kind in _RESULTS else None
        text = _("The file is taken in. {counts}").format(counts=counts)
        self.host.tell(Message(text, Level.SUCCESS, action, seconds=0, replaces="import"))

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None


def _verdict(report: ImportReport) -> str:
    if report.done:
        return _("Taken in.")
    if report.refused:
        return _("The file cannot be taken in as it is.")
    return _("This is what taking it in would make.")


def _by_severity(finding: Finding) -> tuple[int, int]:
    return _ORDER.index(finding.severity), finding.line or 0
