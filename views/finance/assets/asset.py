"""A fixed asset: what it is worth, the months to come, what happened to it, and what can be done with it."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from models.database.listing import Column, Kind
from models.database.rights import Permission
from models.finance.assets.changing import undo_asset_entry
from models.finance.assets.register import Asset, AssetEvent, read_asset
from models.finance.posting import PostedEntry
from models.finance.rules import ZERO
from resources.language import N_, _
from views.finance.assets.lists import SUBJECTS
from views.kit.action import Action, ActionContext
from views.kit.host import Host, Level, Link, Message
from views.kit.record import Fact, RecordView
from views.kit.record_page import RecordPage
from views.kit.table import TableRow, TableView

_PLAN = (
    Column("month", N_("Month"), width=12),
    Column("amount", N_("Depreciation"), Kind.MONEY, width=16),
    Column("book", N_("Book value"), Kind.MONEY, width=16),
    Column("voucher", N_("Voucher")),
)
_EVENTS = (
    Column("date", N_("Date"), Kind.DATE, width=12),
    Column("kind", N_("Kind"), Kind.STATUS, width=16),
    Column("cost", N_("Acquisition value"), Kind.MONEY, width=16),
    Column("depreciation", N_("Depreciation"), Kind.MONEY, width=16),
    Column("write_down", N_("Write-down"), Kind.MONEY, width=16),
    Column("voucher", N_("Voucher"), width=10),
    Column("text", N_("Text")),
)
#: What no voucher of the register has booked.
_UNBOOKED = frozenset({"acquisition", "transfer"})
_PARTS = (Column("name", N_("Component")), Column("book", N_("Book value"), Kind.MONEY, width=18))


class AssetPage(RecordPage[Asset]):
    """One asset, by its key."""

    subject = "finance.asset"

    def __init__(self, host: Host, link: Link) -> None:
        super().__init__(
            host,
            _("Fixed asset"),
            read=read_asset,
            arguments={"asset_id": link.number},
            subjects=(*SUBJECTS, "ledger.entry"),
            link=link,
        )
        post = Permission.FINANCE_POST
        self.set_actions(
            (
                Action("finance.asset.component", N_("Add a component"), self._component, post, icon="add"),
                Action(
                    "finance.asset.undo",
                    N_("Take back the latest"),
                    self._ask,
                    post,
                    icon="undo",
                    enabled=self._nothing_to_undo,
                ),
                self._change("write_down", N_("Write down")),
                self._change("revaluation", N_("Revalue")),
                self._change("disposal", N_("Sell or scrap")),
                Action("finance.asset.edit", N_("Edit"), self._edit, post, icon="edit", primary=True),
            )
        )

    def build(self) -> None:
        """Facts above; plan, history and components in tabs."""
        self.view = RecordView(self.host)
        self.plan = TableView(self.host, _PLAN)
        self.events = TableView(self.host, _EVENTS)
        self.components = TableView(self.host, _PARTS)
        for label, table in ((_("Plan"), self.plan), (_("History"), self.events), (_("Components"), self.components)):
            self.view.add_tab(label, partial(_itself, table))
        self.parts.addWidget(self.view, 1)

    def show_record(self, record: Asset) -> None:
        """Show the asset."""
        draft = record.draft
        self.set_title(f"{draft.number} {draft.name}", record.group_name)
        self.header.set_chips([record.status])
        self.view.facts.set_facts(_facts(record))
        self.plan.set_rows(_months(record))
        self.events.set_rows([_event(event) for event in record.events])
        self.components.set_rows(
            [TableRow((name, book), {0: Link("finance.asset", key)}) for key, name, book in record.parts]
        )
        self.refresh_actions()

    def _change(self, kind: str, title: str) -> Action:
        return Action(
            f"finance.asset.{kind}",
            title,
            partial(self._open_change, kind),
            Permission.FINANCE_POST,
            enabled=self._gone,
        )

    def _gone(self, context: ActionContext) -> str | None:
        del context
        disposed = self.record is not None and self.record.disposed_on is not None
        return _("The asset is disposed of.") if disposed else None

    def _latest(self) -> AssetEvent | None:
        events = self.record.events if self.record is not None else ()
        return next((e for e in events if e.status == "posted" and e.kind not in _UNBOOKED), None)

    def _nothing_to_undo(self, context: ActionContext) -> str | None:
        del context
        return None if self._latest() is not None else _("Nothing is posted that could be taken back.")

    def _component(self, context: ActionContext) -> None:
        del context
        self.host.open(Link("finance.asset", arguments={"parent_id": self.record.draft.id if self.record else None}))

    def _edit(self, context: ActionContext) -> None:
        del context
        self.host.open(Link("finance.asset_form", self.record.draft.id if self.record else None))

    def _open_change(self, kind: str, context: ActionContext) -> None:
        del context
        if self.record is not None:
            self.host.open(Link("finance.asset_change", self.record.draft.id, {"kind": kind}))

    def _ask(self, context: ActionContext) -> None:
        del context
        latest = self._latest()
        if latest is None:
            return
        text = _("Voucher {voucher} is reversed today. A run takes the other assets in it back with it.")
        self.ask_first(
            _("Take it back?"), text.format(voucher=latest.voucher), _("Take back"), partial(self._undo, latest)
        )

    def _undo(self, event: AssetEvent) -> None:
        arguments = {"entry_id": event.entry_id, "date": max(event.event_date, self.host.today)}
        self.carry_out(undo_asset_entry, arguments, then=self._on_undone)

    def _on_undone(self, posted: PostedEntry) -> None:
        text = _("Reversed by voucher {voucher}.").format(voucher=f"{posted.series}{posted.number}")
        self.host.tell(Message(text, Level.SUCCESS, replaces="act"))


def _itself(table: TableView) -> QWidget:
    return table


def _facts(record: Asset) -> list[Fact]:
    draft = record.draft
    facts = [
        Fact(_("Book value"), record.book, Kind.MONEY, strong=True),
        Fact(_("Acquisition value"), record.cost, Kind.MONEY),
        Fact(_("Depreciated"), record.depreciation, Kind.MONEY),
        Fact(_("Written down"), record.write_down, Kind.MONEY),
        Fact(_("Acquired"), draft.acquired_on, Kind.DATE),
        Fact(_("Method"), draft.method, Kind.STATUS),
        Fact(_("Life in months"), draft.life_months, Kind.INTEGER),
        Fact(_("Residual value"), draft.residual, Kind.MONEY),
        Fact(_("Place"), draft.place),
        Fact(_("Serial number"), draft.serial_number),
        Fact(_("Cost centre"), draft.cost_centre),
        Fact(_("Project"), draft.project),
    ]
    if record.source_entry_id is not None:
        link = Link("finance.voucher", record.source_entry_id)
        facts.append(Fact(_("Bought by voucher"), record.source_voucher, link=link))
    if record.parent_number is not None:
        facts.append(Fact(_("Component of"), record.parent_number, link=Link("finance.asset", draft.parent_id)))
    if record.disposed_on is not None:
        facts.append(Fact(_("Disposed of"), record.disposed_on, Kind.DATE))
    return facts


def _months(record: Asset) -> list[TableRow]:
    """What was posted for each month and what was left after it, then what is planned."""
    rows, book = [], ZERO
    for event in reversed(record.events):
        book += event.cost - event.depreciation - event.write_down
        if event.month is not None and event.status == "posted":
            values = (f"{event.month:%Y-%m}", event.depreciation, book, event.voucher or "")
            rows.append(TableRow(values, {3: Link("finance.voucher", event.entry_id)}))
    planned = _("Planned")
    return [*rows, *(TableRow((f"{m.month:%Y-%m}", m.amount, m.book, planned)) for m in record.plan)]


def _event(event: AssetEvent) -> TableRow:
    words = _("Reversed") if event.status == "reversed" else _("Reversal") if event.status == "reversal" else ""
    values = (
        event.event_date,
        event.kind,
        event.cost or None,
        event.depreciation or None,
        event.write_down or None,
        event.voucher or "",
        " · ".join(part for part in (words, event.text) if part),
    )
    return TableRow(values, {5: Link("finance.voucher", event.entry_id)} if event.entry_id else {})
