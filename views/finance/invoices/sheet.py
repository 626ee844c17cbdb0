"""An invoice as it was posted: its facts, its lines with tax and totals, what was booked, and what has been paid."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from models.database.listing import Column, Kind
from models.database.rights import Permission
from models.finance.invoicing import Invoice, InvoiceLine
from models.finance.overview import InvoiceOverview, Payment
from models.finance.service_periods import period_text
from resources.language import N_, _
from views.finance.documents import document_link, party_link
from views.finance.invoices.entry import tax_label
from views.finance.ledger.posted_lines import PostedLines
from views.kit.host import Host, Link
from views.kit.preview.kept_line import KeptLine
from views.kit.record import Fact, FactCard
from views.kit.table import TableRow, TableView
from views.kit.text import column, heading
from views.kit.theme.tokens import SPACE_3

TITLES = {
    "customer_invoice": N_("Invoice {number}"),
    "customer_credit": N_("Credit note {number}"),
    "supplier_invoice": N_("Supplier invoice {number}"),
    "supplier_credit": N_("Supplier credit note {number}"),
}
_LINES = (
    Column("item", N_("Item"), width=12),
    Column("description", N_("Description")),
    Column("quantity", N_("Quantity"), Kind.QUANTITY, width=9),
    Column("unit", N_("Unit"), width=6),
    Column("price", N_("Price"), Kind.MONEY, width=12),
    Column("discount", N_("Discount"), Kind.PERCENT, width=8),
    Column("account", N_("Account"), width=8),
    Column("tax_code", N_("Tax code"), width=8),
    Column("net", N_("Net"), Kind.MONEY, width=14),
)
_PAYMENTS = (
    Column("day", N_("Date"), Kind.DATE, width=12),
    Column("voucher", N_("Voucher"), width=10),
    Column("text", N_("Text")),
    Column("amount", N_("Amount"), Kind.MONEY, width=14),
)
_WHOLE = 15  # rows that are seen without scrolling in the table


class InvoiceSheet(QWidget):
    """Shows an invoice without letting anything be typed."""

    def __init__(self, host: Host, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._host = host
        self._paid: tuple[Payment, ...] = ()
        self.facts = FactCard(host, across=5)
        self.kept = KeptLine(host, "finance.invoice")
        self.lines = TableView(host, _LINES, whole=_WHOLE)
        self.payments_heading = heading(_("Paid and credited"))
        self.payments = TableView(host, _PAYMENTS, fitted=True)
        self.booked_heading = heading(_("In the books"))
        self.booked = PostedLines(host, fitted=True)
        layout = column(self, spacing=SPACE_3)
        layout.addWidget(self.facts)
        layout.addWidget(self.kept)
        layout.addWidget(self.lines, 1)
        for part in (self.payments_heading, self.payments, self.booked_heading, self.booked):
            layout.addWidget(part)
        self.setFocusProxy(self.lines)

    @property
    def chosen_payment(self) -> Payment | None:
        """The payment that the cursor stands on, the only one where there is one."""
        place = self.payments.table.currentIndex().row()
        if len(self._paid) == 1:
            return self._paid[0]
        return self._paid[place] if 0 <= place < len(self._paid) else None

    def show_invoice(self, record: InvoiceOverview) -> None:
        """Show an invoice."""
        invoice = record.invoice
        self.facts.set_facts(self._facts(record))
        self.kept.set_record(invoice.id)
        rows = [self._line(line, record) for line in invoice.lines]
        self.lines.set_rows([*rows, *_totals(invoice, self._host.language)])
        self._paid = record.payments
        self.payments.set_rows([self._payment(payment) for payment in record.payments])
        self.payments.setVisible(bool(record.payments))
        self.payments_heading.setVisible(bool(record.payments))
        self.booked.show_lines(record.posted_lines, invoice.invoice_date)
        self.booked.setVisible(bool(record.posted_lines))
        self.booked_heading.setVisible(bool(record.posted_lines))

    def _facts(self, record: InvoiceOverview) -> list[Fact]:
        invoice = record.invoice
        sale = invoice.kind.startswith("customer")
        party = f"{record.party_code} {invoice.party_name}"
        facts = [
            Fact(_("Customer") if sale else _("Supplier"), party, link=party_link(invoice.kind, invoice.party_id)),
            Fact(_("Date"), invoice.invoice_date, Kind.DATE),
            Fact(_("Due"), invoice.due_on, Kind.DATE),
            Fact(_("Total in {currency}").format(currency=invoice.currency), invoice.total, Kind.MONEY, strong=True),
            Fact(_("Left to pay"), record.remaining, Kind.MONEY, link=self._open_items(record), strong=True),
            Fact(_("OCR reference"), invoice.reference)
            if sale
            else Fact(_("Supplier's number"), invoice.supplier_number),
        ]
        return [*facts, *self._related(record)]

    def _open_items(self, record: InvoiceOverview) -> Link | None:
        """All that the party has open, where this is open too."""
        invoice = record.invoice
        if not record.remaining or not self._host.allows(Permission.FINANCE_READ):
            return None
        kind = "finance.receivables" if invoice.kind.startswith("customer") else "finance.payables"
        return Link(kind, arguments={"party_id": invoice.party_id, "label": invoice.party_name})

    def _related(self, record: InvoiceOverview) -> list[Fact]:
        """What there is beside: references, delivery, rate, voucher, order, and what it credits or is credited by."""
        invoice = record.invoice
        named = ((_("Their reference"), invoice.their_reference), (_("Our reference"), invoice.our_reference))
        facts = [Fact(label, name) for label, name in named if name]
        if invoice.prices_include_tax:
            facts.append(Fact(_("Prices include VAT"), value=True, kind=Kind.BOOLEAN))
        if invoice.supply_date is not None:
            facts.append(Fact(_("Delivered"), invoice.supply_date, Kind.DATE))
        if invoice.rate != 1:
            facts.append(Fact(_("Exchange rate"), invoice.rate, Kind.QUANTITY))
        if invoice.entry_id is not None and self._host.allows(Permission.FINANCE_READ):
            facts.append(Fact(_("Voucher"), record.voucher, link=Link("finance.voucher", invoice.entry_id)))
        if record.order_number and self._host.allows(Permission.SALES_READ):
            facts.append(Fact(_("Order"), record.order_number, link=Link("sales.order", invoice.order_id)))
        if invoice.credits_id is not None:
            link = Link("finance.invoice", invoice.credits_id)
            facts.append(Fact(_("Credits invoice"), record.credits_number, link=link))
        facts += [
            Fact(_("Credited by"), note.number or _("Draft"), link=Link("finance.invoice", note.id))
            for note in record.credited_by
        ]
        if invoice.text:
            facts.append(Fact(_("Text"), invoice.text, wide=True))
        return facts

    def _line(self, line: InvoiceLine, record: InvoiceOverview) -> TableRow:
        links = {}
        if line.item_id is not None and self._host.allows(Permission.WAREHOUSE_READ):
            links[0] = Link("warehouse.item", line.item_id)
        if self._host.allows(Permission.FINANCE_READ):
            arguments = {"account": line.account, "on": record.invoice.invoice_date}
            links[6] = Link("finance.general_ledger", arguments=arguments)
        values = (
            record.item_codes.get(line.item_id or 0, ""),
            " · ".join(filter(None, (line.description, period_text(line.period_from, line.period_to)))),
            line.quantity,
            line.unit,
            line.unit_price,
            line.discount or None,
            line.account,
            line.tax_code,
            line.net,
        )
        return TableRow(values, links)

    @staticmethod
    def _payment(payment: Payment) -> TableRow:
        voucher = Link("finance.voucher", payment.entry_id)
        source = document_link(payment.document_kind, payment.document_id) or voucher
        values = (payment.settled_on, payment.voucher, payment.text, payment.amount)
        return TableRow(values, {1: voucher, 2: source, 3: source})


def _totals(invoice: Invoice, language: str) -> Sequence[TableRow]:
    def row(label: str, amount: object, *, total: bool = False) -> TableRow:
        return TableRow(("", label, None, "", None, None, "", "", amount), total=total, strong=total)

    taxes = [row(tax_label(tax, language), tax.tax) for tax in invoice.taxes]
    rounding = [row(_("Rounding"), invoice.rounding)] if invoice.rounding else []
    return (
        row(_("Net"), invoice.net, total=True),
        *taxes,
        *rounding,
        row(_("Total in {currency}").format(currency=invoice.currency), invoice.total, total=True),
    )
