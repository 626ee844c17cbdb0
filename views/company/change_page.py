"""One change: who, when, of what, and each field before and after."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy

from models.company.trail import RecordedChange, read_change
from models.database.listing import Column, Kind
from models.database.rights import Permission
from resources.language import N_, _
from views.kit.field_labels import label_of, shown_values
from views.kit.host import Host, Link
from views.kit.record import Fact, FactCard
from views.kit.record_page import RecordPage
from views.kit.status import status_of
from views.kit.table import TableRow, TableView
from views.kit.text import note

_COLUMNS = (Column("name", N_("Field"), width=24), Column("old", N_("Before")), Column("new", N_("After"), width=44))

#: Where a record is shown: the kind of its page, and the right to see it.
_PAGES = {
    "contacts.party": ("contacts.party", Permission.CONTACTS_READ),
    "contacts.party_terms": ("contacts.terms", Permission.CONTACTS_TERMS),
    "finance.invoice": ("finance.invoice", Permission.FINANCE_INVOICE_READ),
    "ledger.account": ("finance.account", Permission.FINANCE_READ),
    "sales.delivery": ("warehouse.delivery", Permission.SALES_READ),
    "sales.sales_order": ("sales.order", Permission.SALES_READ),
    "service.ticket": ("service.ticket", Permission.SERVICE_READ),
    "warehouse.item": ("warehouse.item", Permission.WAREHOUSE_READ),
    "warehouse.purchase_order": ("warehouse.purchase_order", Permission.PURCHASING_READ),
}
_BY_NAME = frozenset({"company.app_user", "company.user_role", "company.user_company"})


class ChangePage(RecordPage[RecordedChange]):
    """Opened by the key of a change."""

    def __init__(self, host: Host, link: Link) -> None:
        super().__init__(host, _("Change"), read=read_change, arguments={"change_id": link.key}, link=link)

    def build(self) -> None:
        """Facts above, fields below."""
        self.facts = FactCard(self.host, across=5)
        self.facts.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.table = TableView(self.host, _COLUMNS)
        self.no_fields = note(_("What a new record held at first stands in the record itself."))
        self.parts.addWidget(self.facts)
        self.parts.addWidget(self.table, 1)
        self.parts.addWidget(self.no_fields, 1, Qt.AlignmentFlag.AlignTop)
        self.setFocusProxy(self.table)

    def show_record(self, record: RecordedChange) -> None:
        """Show the change."""
        subject = _(status_of(record.subject).label)
        self.set_title(f"{subject} {record.record}")
        self.header.set_chips([record.action])
        history = Link(
            "company.audit",
            arguments={"subject": record.subject, "key": record.key, "label": f"{subject} {record.record}"},
        )
        self.facts.set_facts(
            [
                Fact(_("Time"), record.at, Kind.TIMESTAMP),
                Fact(_("Who"), record.user_name),
                Fact(subject, record.record, link=self._link(record)),
                Fact(_("All changes of it"), _("Show"), link=history),
                Fact(_("Program"), record.client),
            ]
        )
        fields = [TableRow((label_of(field.name), *shown_values(field, self.host.language))) for field in record.fields]
        self.table.set_rows(fields)
        self.table.setVisible(bool(fields))
        self.no_fields.setVisible(not fields)

    def _link(self, record: RecordedChange) -> Link | None:
        if record.action == "delete":
            return None
        if record.subject in _BY_NAME:
            return Link("company.user", record.record) if self.host.allows(Permission.COMPANY_USERS) else None
        if record.subject == "company.company":
            return Link("company.facts") if self.host.allows(Permission.COMPANY_EDIT) else None
        kind, permission = _PAGES.get(record.subject, ("", Permission.COMPANY_AUDIT))
        if not kind or not self.host.allows(permission):
            return None
        return Link(kind, int(record.key) if record.key.isdigit() and kind != "finance.account" else record.key)
