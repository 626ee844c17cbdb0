"""The depreciation run: what is due up to a month, posted in one voucher, and the runs that were posted before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from models.database.listing import Column, Kind
from models.database.rights import Permission
from models.finance.assets.changing import (
    DepreciationPreview,
    DepreciationRun,
    PostedRun,
    Runs,
    depreciate,
    read_runs,
    undo_asset_entry,
)
from models.finance.posting import PostedEntry
from resources.language import N_, _
from views.finance.assets.lists import SUBJECTS
from views.kit.action import Action, ActionContext
from views.kit.form.lines import DateLine
from views.kit.format import format_value
from views.kit.host import Host, Level, Link, Message, MessageAction
from views.kit.record_page import RecordPage
from views.kit.table import TableRow, TableView
from views.kit.text import heading, note, row
from views.kit.theme.keeping import keep
from views.kit.theme.state import scaled
from views.kit.theme.tokens import SPACE_2

_DUE = (
    Column("number", N_("Number"), width=10),
    Column("name", N_("Name")),
    Column("group", N_("Asset group"), width=22),
    Column("months", N_("Months"), Kind.INTEGER, width=8),
    Column("amount", N_("Depreciation"), Kind.MONEY, width=16),
    Column("book", N_("Book value after it"), Kind.MONEY, width=18),
)
_RUNS = (
    Column("date", N_("Date"), Kind.DATE, width=12),
    Column("voucher", N_("Voucher"), width=10),
    Column("assets", N_("Assets"), Kind.INTEGER, width=8),
    Column("amount", N_("Amount"), Kind.MONEY, width=16),
    Column("status", N_("Status"), Kind.STATUS, width=14),
    Column("note", "", Kind.TEXT),
)
_DATE_WIDTH, _WHOLE = 134, 10


class DepreciationPage(RecordPage[Runs]):
    """Chooses a month, shows what it costs, and posts it."""

    def __init__(self, host: Host, link: Link) -> None:
        # Made before the page, which may be answered while it is being made.
        self.month = DateLine(host.today)
        self.month.setAccessibleName(_("Up to the month of"))
        super().__init__(
            host,
            _("Depreciation"),
            read=read_runs,
            arguments={"month": None},
            subjects=(*SUBJECTS, "ledger.entry"),
            link=link,
        )
        keep(self.month, QWidget.setFixedWidth, partial(scaled, _DATE_WIDTH))
        bar = QWidget()
        line = row(bar, spacing=SPACE_2)
        line.addWidget(note(_("Up to the month of"), wrap=False))
        line.addWidget(self.month)
        line.addStretch()
        self.body.insertWidget(0, bar, 0, Qt.AlignmentFlag.AlignTop)
        self.month.editingFinished.connect(self._on_month)
        post = Permission.FINANCE_POST
        self.set_actions(
            (
                Action(
                    "finance.depreciation.undo",
                    N_("Take back the latest run"),
                    self._ask_to_undo,
                    post,
                    icon="undo",
                    enabled=self._nothing_to_undo,
                ),
                Action(
                    "finance.depreciation.post",
                    N_("Post"),
                    self._post,
                    post,
                    "Ctrl+Return",
                    "save",
                    enabled=self._nothing_due,
                    primary=True,
                ),
            )
        )
        self.setFocusProxy(self.month)

    def build(self) -> None:
        """What is due above, the runs below."""
        self.due = TableView(self.host, _DUE, whole=_WHOLE)
        self.runs_heading = heading(_("Posted runs"))
        self.runs = TableView(self.host, _RUNS, fitted=True)
        self.parts.addWidget(self.due, 1)
        self.parts.addWidget(self.runs_heading)
        self.parts.addWidget(self.runs)

    def show_record(self, record: Runs) -> None:
        """Show what is due and what was posted."""
        month = record.due.month
        if self.month.value() is None or not self.month.hasFocus():
            self.month.set_value(_last_day(month))
        until = format_value(_last_day(month), Kind.DATE, self.host.language)
        self.set_title(_("Depreciation"), _("Posted on {date} in one voucher").format(date=until))
        self.due.set_rows(self._due_rows(record.due))
        self.runs_heading.setVisible(bool(record.latest))
        self.runs.setVisible(bool(record.latest))
        self.runs.set_rows([_run(run) for run in record.latest])
        self.refresh_actions()

    def _due_rows(self, due: DepreciationPreview) -> Sequence[TableRow]:
        rows = [
            TableRow(
                (r.number, r.name, r.group_name, r.months, r.amount, r.book),
                dict.fromkeys(range(6), Link("finance.asset", r.asset_id)),
            )
            for r in due.rows
        ]
        if not rows:
            return [TableRow(("", _("Nothing is left to be depreciated up to this month."), "", None, None, None))]
        return [*rows, TableRow((_("Total"), "", "", None, due.amount, None), total=True)]

    def _on_month(self) -> None:
        chosen = self.month.value()
        if isinstance(chosen, date) and (self.record is None or chosen.replace(day=1) != self.record.due.month):
            self.read_instead({"month": chosen.replace(day=1)})

    def _nothing_due(self, context: ActionContext) -> str | None:
        del context
        due = self.record is not None and self.record.due.rows
        return None if due else _("Nothing is left to be depreciated up to this month.")

    def _latest(self) -> PostedRun | None:
        runs = self.record.latest if self.record is not None else ()
        return next((run for run in runs if run.status == "posted"), None)

    def _nothing_to_undo(self, context: ActionContext) -> str | None:
        del context
        return None if self._latest() else _("No run is posted yet.")

    def _post(self, context: ActionContext) -> None:
        del context
        if self.record is not None:
            month = self.record.due.month
            text = _("Depreciation {month}").format(month=f"{month:%Y-%m}")
            self.carry_out(depreciate, {"month": month, "text": text}, then=self._on_posted)

    def _on_posted(self, run: DepreciationRun) -> None:
        self.read_instead({"month": None})
        text = _("Depreciation is posted as voucher {voucher}.").format(voucher=f"{run.entry.series}{run.entry.number}")
        self._posted = Link("finance.voucher", run.entry.id)
        self.host.tell(Message(text, Level.SUCCESS, MessageAction(_("Show"), self._open), replaces="act"))

    def _open(self) -> None:
        self.host.open(self._posted)

    def _ask_to_undo(self, context: ActionContext) -> None:
        del context
        if (run := self._latest()) is not None:
            text = _("Voucher {voucher} is reversed, and its months can be posted again.").format(voucher=run.voucher)
            self.ask_first(
                _("Take the run back?"), text, _("Take back"), partial(self._undo, run.entry_id, run.entry_date)
            )

    def _undo(self, entry_id: int, day: date) -> None:
        self.carry_out(undo_asset_entry, {"entry_id": entry_id, "date": day}, then=self._on_undone)

    def _on_undone(self, posted: PostedEntry) -> None:
        text = _("Reversed by voucher {voucher}.").format(voucher=f"{posted.series}{posted.number}")
        self.host.tell(Message(text, Level.SUCCESS, replaces="act"))


def _run(run: PostedRun) -> TableRow:
    values = (run.entry_date, run.voucher, run.assets, run.amount, run.status, "")
    return TableRow(values, {1: Link("finance.voucher", run.entry_id)})


def _last_day(month: date) -> date:
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
