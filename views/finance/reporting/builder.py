"""The report builder: picked on the left, seen on the right as it is picked, saved under a name."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, QTimer

from models.database.building import Definition
from models.database.built import Built
from models.database.errors import KontorError
from models.database.rights import Permission
from models.exchange.reporting.catalogue import SOURCES, offered
from models.exchange.reporting.saved import (
    SavedReport,
    StoredReport,
    delete_report,
    load_report,
    make_report,
    save_report,
)
from reports.plain.making import BUILT, Request, make_pdf_of
from resources.language import N_, _
from views.finance.reporting.freezing import Freezer
from views.finance.reporting.naming import NamingDialog
from views.finance.reporting.picking import Picking
from views.finance.reporting.result import STATUSES, Result
from views.kit.action import Action, ActionContext
from views.kit.host import (
    Answer,
    AnswerRole,
    ExportFormat,
    Host,
    Job,
    Level,
    Link,
    Message,
    PrintJob,
    Question,
    TableExport,
)
from views.kit.text import row
from views.kit.theme.tokens import SPACE_4

_PAUSE = 200  # milliseconds
_FORMATS = (
    (ExportFormat.XLSX, N_("Export to Excel")),
    (ExportFormat.CSV, N_("Export to CSV")),
    (ExportFormat.PDF, N_("Export to PDF")),
)


class BuilderPage(Freezer):
    """A built report; without a key a new one."""

    def __init__(self, host: Host, link: Link) -> None:
        super().__init__(host, _("New report"), link=link)
        self.report: SavedReport | None = None
        self._job: Job | None = None
        self._asked: Definition | None = None
        self.picking, self.result = Picking(host, offered(host.allows)), Result(host)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.refresh)
        parts = row(spacing=SPACE_4)
        parts.addWidget(self.picking, 0, Qt.AlignmentFlag.AlignTop)
        parts.addWidget(self.result, 1)
        self.body.addLayout(parts, 1)
        self.picking.changed.connect(self._pause.start)
        self.set_actions(self._actions())
        self.setFocusProxy(self.picking)
        if link.number:
            self.load(load_report, {"report_id": link.number}, on_done=self._on_loaded)
        else:
            self._begin()

    def refresh(self) -> None:
        """Make the report of what is picked; what is still being made for an earlier pick is given up."""
        self._pause.stop()
        if self._job is not None:
            self._job.cancel()
        wanted = self.picking.definition
        if wanted is None:
            self.result.explain(_("There is nothing to show"), _("You have no right to what reports are made of."))
            return
        self._asked = wanted
        arguments = {"definition": wanted}
        self._job = self.host.read(make_report, arguments, on_done=self._on_made, on_failed=self._on_not_made)

    def leaving_loses(self) -> str | None:
        """Ask when a saved report was changed, or a new one picked together, and not saved."""
        wanted = self.picking.definition
        if wanted is None or (self.report is None and not wanted.grouped):
            return None
        if self.report is not None and (not self.report.mine or _same(wanted, self.report.definition)):
            return None
        return _("What was picked on this page has not been saved. Leave it anyway?")

    @property
    def request(self) -> Request | None:
        """The report as it can be made anew."""
        wanted = self.picking.definition
        if wanted is None:
            return None
        about = self.report.description if self.report is not None else ""
        return Request(BUILT, definition=wanted, title=self.title, description=about)

    # --- what is made

    def _begin(self) -> None:
        source = self.picking.source
        if source is not None:
            self.picking.show_definition(
                Definition(source.query.name, tuple(each.name for each in source.columns if not each.optional))
            )
        self.refresh()

    def _on_loaded(self, report: SavedReport) -> None:
        self.report = report
        self.set_title(report.name, report.description)
        self.picking.show_definition(report.definition)
        self.set_actions(self._actions())
        self.refresh()

    def _on_made(self, built: Built) -> None:
        wanted = self._asked
        if wanted is None:
            return
        self.result.show_built(SOURCES[wanted.source], wanted, built)
        speaker = self.result.speaker
        self.picking.show_heads([shown.label for shown in speaker.columns()] if speaker is not None else ())
        self.refresh_actions()

    def _on_not_made(self, error: KontorError) -> None:
        self.result.explain(_("There is nothing to show"), self.host.explain(error))
        self.refresh_actions()

    # --- acts

    def _actions(self) -> tuple[Action, ...]:
        saves = [Action("finance.report.save", N_("Save"), self._save, shortcut="Ctrl+S", icon="save", primary=True)]
        if self.report is not None:
            saves.append(Action("finance.report.save_as", N_("Save as another"), self._save_as, icon="copy"))
        exports = (
            Action(
                f"finance.built_report.{kind.value}",
                title,
                partial(self._export, kind),
                icon="export",
                enabled=self._why_not,
                in_menu_only=kind is not ExportFormat.XLSX,
            )
            for kind, title in _FORMATS
        )
        keeping = Action(
            "finance.report.freeze", N_("Keep as it is now"), self._freeze, icon="lock", enabled=self._why_not
        )
        printing = Action("finance.report.print", N_("Print"), self._print, icon="print", enabled=self._why_not)
        gone = Action("finance.report.delete", N_("Delete"), self._ask_delete, icon="delete", destructive=True)
        deletes = (gone,) if self.report is not None and self._may_delete(self.report) else ()
        return (printing, keeping, *exports, *deletes, *saves)

    def _may_delete(self, report: SavedReport) -> bool:
        return report.mine or (bool(report.roles) and self.host.allows(Permission.COMPANY_USERS))

    def _why_not(self, context: ActionContext) -> str | None:
        del context
        return None if self.result.table is not None else _("There are no rows.")

    def _save(self, context: ActionContext) -> None:
        if self.report is None or not self.report.mine:
            self._save_as(context)
        else:
            self._ask_name(self.report)

    def _save_as(self, context: ActionContext) -> None:
        del context
        wanted = self.picking.definition
        if wanted is not None:
            about = self.report.description if self.report is not None else ""
            self._ask_name(SavedReport("", wanted, about))

    def _ask_name(self, report: SavedReport) -> NamingDialog:
        dialog = NamingDialog(report, self.host.company, self.window())
        dialog.named.connect(partial(self._on_named, report))
        dialog.open()
        return dialog

    def _on_named(self, report: SavedReport, name: str, about: str, roles: tuple[str, ...]) -> None:
        wanted = self.picking.definition
        if wanted is None:
            return
        saved = replace(report, name=name, description=about, roles=roles, definition=wanted)
        self.host.run(save_report, {"report": saved}, on_done=partial(self._on_saved, saved), on_failed=self._on_failed)

    def _on_saved(self, report: SavedReport, stored: StoredReport) -> None:
        self.report = replace(report, id=stored.id, version=stored.version, mine=True)
        self.set_title(report.name, report.description)
        self.set_actions(self._actions())
        self.host.tell(Message(_("The report “{name}” is saved.").format(name=report.name), Level.SUCCESS))

    def _on_failed(self, error: KontorError) -> None:
        self.host.tell(Message(self.host.explain(error), Level.ERROR, replaces="report"))

    def _export(self, kind: ExportFormat, context: ActionContext) -> None:
        del context
        plain = self.result.plain(self.title)
        if plain is not None:
            self.host.export_table(
                TableExport(self.title, plain.columns, plain.rows, kind, strong=plain.strong, notes=plain.notes)
            )

    def _print(self, context: ActionContext) -> None:
        del context
        arguments = {"request": self.request, "language": self.host.language, "statuses": STATUSES}
        self.host.preview(PrintJob(self.title, make_pdf_of, f"{self.title}.pdf", arguments))

    def _freeze(self, context: ActionContext) -> None:
        del context
        if (request := self.request) is not None:
            self.freeze(request)

    def _ask_delete(self, context: ActionContext) -> None:
        del context
        answers = (Answer("keep", _("Keep it")), Answer("delete", _("Delete"), AnswerRole.DESTRUCTIVE))
        text = _("What was kept of it as it was stays.")
        title = _("Delete the report “{name}”?").format(name=self.title)
        self.host.ask(Question(title, text, answers, escape="keep"), on_answer=self._on_delete_answer)

    def _on_delete_answer(self, answer: str) -> None:
        if answer == "delete" and self.report is not None:
            arguments = {"report_id": self.report.id}
            self.host.run(delete_report, arguments, on_done=self._on_deleted, on_failed=self._on_failed)

    def _on_deleted(self, _nothing: None) -> None:
        self.report = None
        self.host.open(Link("finance.reports"))


def _same(one: Definition, other: Definition) -> bool:
    """Whether both ask for the same, whatever language the conditions were typed in."""
    return replace(one, line="", language="") == replace(other, line="", language="")
