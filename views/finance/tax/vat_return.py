"""The VAT return of a period: every box opens to its lines; filed, saved as a file, printed, opened again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from models.database.errors import Invalid
from models.database.listing import Column, Kind
from models.database.rights import Permission
from models.finance.rules import ZERO
from models.finance.vat.definitions import PAYABLE, Box, boxes
from models.finance.vat.returns import BoxFigure, VatReturn, read_vat_return
from reports.plain.making import Request
from resources.language import N_, _
from views.finance.ledger.lists import SUBJECT
from views.finance.printing import vat_return_print
from views.finance.reporting.freezing import Freezer
from views.finance.tax.saving import SavesFiles
from views.kit.action import Action, ActionContext
from views.kit.format import format_value
from views.kit.host import Host, Link
from views.kit.record import Fact, FactCard
from views.kit.record_page import RecordPage
from views.kit.table import TableRow, TableView
from views.kit.text import Label

_SUBJECTS = (SUBJECT, "finance.vat_return", "finance.tax_code", "finance.tax_rate", "ledger.settlement")
_BOXES = (
    Column("box", N_("Box"), width=5),
    Column("name", N_("What it holds")),
    Column("whole", N_("Whole units"), Kind.MONEY, width=14),
    Column("exact", N_("As booked"), Kind.MONEY, width=16),
    Column("filed", N_("As filed"), Kind.MONEY, width=14),
)
EXPLAINS = {
    "whole": N_("The sum of the lines of the box in whole units, without what is less than one."),
    "exact": N_("The sum of the lines of the box as they are booked now."),
    "filed": N_("What was filed. Where the books say something else since, the line is marked."),
}


def as_day(key: object) -> date:
    """The first day of a VAT period as links name it; the earliest day there is for what is none."""
    try:
        return date.fromisoformat(str(key))
    except ValueError:
        return date.min


class VatReturnPage(Freezer, RecordPage[VatReturn], SavesFiles):
    """The return of the VAT period that begins on the day of the link, or the filed one with its key."""

    def __init__(self, host: Host, link: Link) -> None:
        self._starts_on = as_day(link.key)
        is_key = str(link.key).isdecimal()
        arguments = {"return_id": int(str(link.key))} if is_key else {"starts_on": self._starts_on}
        super().__init__(
            host, _("VAT return"), read=read_vat_return, arguments=arguments, subjects=_SUBJECTS, link=link
        )
        post, read = Permission.FINANCE_POST, Permission.FINANCE_READ
        self.set_actions(
            (
                Action("finance.vat_return.print", N_("Print"), self._print, read, icon="print"),
                Action(
                    "finance.vat_return.reopen",
                    N_("Correct"),
                    self._reopen,
                    post,
                    icon="undo",
                    enabled=self._why_not_reopened,
                ),
                Action("finance.vat_return.keep", N_("Keep as it is now"), self._keep, read, icon="lock"),
                Action("finance.vat_return.save", N_("Save file…"), self._save, read, icon="save"),
                Action(
                    "finance.vat_return.file",
                    N_("File the return"),
                    self._file,
                    post,
                    "Ctrl+Return",
                    "check",
                    enabled=self._why_not_filed,
                    primary=True,
                ),
            )
        )

    def build(self) -> None:
        """Facts, warnings, and the boxes, which take the room."""
        self.facts = FactCard(self.host)
        self.warnings = Label("", ink="waiting", wrap=True)
        self.table = TableView(self.host, _BOXES, explains=EXPLAINS)
        self.parts.addWidget(self.facts)
        self.parts.addWidget(self.warnings)
        self.parts.addWidget(self.table, 1)
        self.setFocusProxy(self.table)

    def show_record(self, record: VatReturn) -> None:
        """Show the return."""
        self._starts_on = record.starts_on
        self.set_title(_("VAT return"), self._days(record))
        self.header.set_chips([self._status(record)])
        self.facts.set_facts(self._facts(record))
        texts = [self.host.explain(Invalid(x.code, **x.params)) for x in record.warnings]
        if record.in_force is not None and any(figure.changed for figure in record.figures.values()):
            texts.insert(0, _("The books have changed since this was filed. Correct the return, and file it anew."))
        self.warnings.setText("\n".join(texts))
        self.warnings.setVisible(bool(texts))
        self.table.set_rows(self._rows(record))
        self.refresh_actions()

    def _status(self, record: VatReturn) -> str:
        if record.filed:
            return "filed" if record.in_force else "reopened"
        return "open" if record.ends_on < self.host.today else "coming"

    def _facts(self, record: VatReturn) -> list[Fact]:
        pays = _("VAT to pay") if record.payable >= ZERO else _("VAT to be refunded")
        facts = [
            Fact(pays, abs(record.payable), Kind.MONEY, strong=True),
            Fact(_("Due"), record.due_on, Kind.DATE),
        ]
        if record.filed:
            latest = record.filed[0]
            facts.append(Fact(_("Filed"), latest.filed_at, Kind.TIMESTAMP))
            facts.append(Fact(_("Filed by"), latest.filed_by))
            if latest.entry_id is not None:
                facts.append(Fact(_("Settled by"), _("The voucher"), link=Link("finance.voucher", latest.entry_id)))
            if latest.version > 1:
                facts.append(Fact(_("Correction {number}").format(number=latest.version - 1), latest.reason, wide=True))
            if latest.reopened_at is not None:
                facts.append(Fact(_("To be corrected because"), latest.reopen_reason, wide=True))
        return facts

    def _rows(self, record: VatReturn) -> Sequence[TableRow]:
        rows = []
        for box in boxes():
            figure = record.figures.get(box.box)
            if figure is not None:
                rows.append(self._row(record, box, figure))
        return rows

    def _row(self, record: VatReturn, box: Box, figure: BoxFigure) -> TableRow:
        name = box.title(self.host.language)
        if figure.changed and record.in_force is not None:
            name = _("{name} (changed since)").format(name=name)
        values = (box.box, name, figure.whole, figure.exact, figure.filed_whole)
        if box.box == PAYABLE:
            return TableRow(values, total=True)
        return TableRow(values, dict.fromkeys((0, 1, 2, 3), self._lines(record, box)))

    def _lines(self, record: VatReturn, box: Box) -> Link:
        label = _("Box {box}, {days}").format(box=box.box, days=self._days(record))
        days = {"due_on_from": record.starts_on, "due_on_to": record.ends_on}
        return Link("finance.vat_lines", arguments={"box": box.box, **days, "label": label})

    def _days(self, record: VatReturn) -> str:
        first, last = (format_value(day, Kind.DATE, self.host.language) for day in (record.starts_on, record.ends_on))
        return _("{first} to {last}").format(first=first, last=last)

    def _why_not_filed(self, context: ActionContext) -> str | None:
        del context
        if self.record is None:
            return _("The return is on its way.")
        if self.record.in_force is not None:
            return _("The return is filed.")
        return None if self.record.ends_on < self.host.today else _("The VAT period is not over yet.")

    def _why_not_reopened(self, context: ActionContext) -> str | None:
        del context
        return None if self.record is not None and self.record.in_force else _("The return is not filed.")

    def _file(self, context: ActionContext) -> None:
        context.host.open(Link("finance.vat_filing", self._starts_on.isoformat()))

    def _reopen(self, context: ActionContext) -> None:
        filed = self.record.in_force if self.record else None
        if filed is not None:
            context.host.open(Link("finance.vat_reopening", filed.id, {"period": self._starts_on.isoformat()}))

    def _save(self, context: ActionContext) -> None:
        del context
        if self.record is not None:
            name = f"moms {self.record.ends_on:%Y-%m}.xml"
            self.ask_where("vat", {"period": self._starts_on.isoformat()}, name)

    def _keep(self, context: ActionContext) -> None:
        del context
        if self.record is not None:
            self.freeze(Request("vat-return", self.record.starts_on, self.record.ends_on))

    def _print(self, context: ActionContext) -> None:
        if self.record is not None:
            context.host.preview(vat_return_print(self._starts_on, self._days(self.record)))
