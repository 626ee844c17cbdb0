"""A booked allocation: what was spread, by which key and weights, and the voucher that books it."""

from __future__ import annotations

from models.database.listing import Kind
from models.database.rights import Permission
from models.finance.allocations.running import AllocationRun, read_run
from resources.language import N_, _
from views.finance.allocations.lists import SUBJECTS
from views.finance.allocations.parts import COLUMNS, EXPLAINS, HUNDRED, part_rows
from views.finance.allocations.taking_back import TakesBack
from views.kit.action import Action, ActionContext
from views.kit.host import Host, Link
from views.kit.record import Fact, FactCard
from views.kit.table import TableRow, TableView


class AllocationRunPage(TakesBack[AllocationRun]):
    """One run, by its key."""

    def __init__(self, host: Host, link: Link) -> None:
        super().__init__(
            host,
            _("Booked allocation"),
            read=read_run,
            arguments={"run_id": link.number},
            subjects=SUBJECTS,
            link=link,
        )
        self.set_actions(
            (
                Action("finance.allocation_run.month", N_("Show the month"), self._show_month, icon="calendar"),
                Action(
                    "finance.allocation_run.take_back",
                    N_("Take back"),
                    self._ask,
                    Permission.FINANCE_POST,
                    icon="undo",
                    enabled=self._why_not,
                ),
            )
        )

    def build(self) -> None:
        """Facts above; what was taken and who got how much below."""
        self.facts = FactCard(self.host, across=4)
        self.table = TableView(self.host, COLUMNS, explains=EXPLAINS)
        self.parts.addWidget(self.facts)
        self.parts.addWidget(self.table, 1)
        self.setFocusProxy(self.table)

    def show_record(self, record: AllocationRun) -> None:
        """Show why it was booked as it was."""
        self.set_title(_("Booked allocation"), f"{record.terms['title']} {record.month:%Y-%m}")
        self.header.set_chips([record.status])
        self.facts.set_facts(_facts(record))
        total = (_("Total"), "", record.weight, HUNDRED if record.weight else None, record.amount)
        rows = part_rows(record.taken, record.put, dimension=record.dimension, month=record.month)
        self.table.set_rows([*rows, TableRow(total, total=True)])
        self.refresh_actions()

    def _why_not(self, context: ActionContext) -> str | None:
        del context
        return None if self.record is not None and self.record.reversal_id is None else _("It is taken back already.")

    def _ask(self, context: ActionContext) -> None:
        del context
        if self.record is not None:
            self.ask_to_take_back(self.record.id, self.record.voucher)

    def _show_month(self, context: ActionContext) -> None:
        del context
        if self.record is not None:
            self.host.open(Link("finance.allocate", arguments={"to_date": self.record.entry_date}))


def _facts(record: AllocationRun) -> list[Fact]:
    terms = record.terms
    facts = [
        Fact(_("Amount"), record.amount, Kind.MONEY, strong=True),
        Fact(_("Voucher"), record.voucher, link=Link("finance.voucher", record.entry_id)),
        Fact(
            _("Allocation key"),
            record.key_code,
            link=Link("finance.allocation_key", record.key_id, {"valid_from": record.valid_from}),
        ),
        Fact(_("In its version from"), record.valid_from, Kind.DATE),
        Fact(_("Rule"), terms["title"], link=Link("finance.allocation_rule", record.rule_id)),
        Fact(_("Accounts"), f"{terms['from_account']}–{terms['to_account']}"),
        Fact(_("Taken off"), terms["credit_account"] or _("where it stands")),
        Fact(_("Put on"), terms["target_account"] or _("where it stood")),
        Fact(_("Posted by"), record.made_by),
    ]
    if terms["source_code"] is not None:
        facts.append(Fact(_("Only"), terms["source_code"] or _("without a value")))
    if record.reversal_id is not None:
        facts.append(Fact(_("Reversed by"), record.reversed_by, link=Link("finance.voucher", record.reversal_id)))
    return facts
