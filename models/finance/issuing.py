"""Fills the plain data of documents from what is stored: invoices, vouchers, statements and reports of the books."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from models.company.documents import Recipient, Sender
from models.company.settings import CompanyFacts, read_company
from models.database.errors import Invalid, Rejected
from models.database.rights import Permission
from models.database.work import Work, operation
from models.finance.documents import (
    BalanceRow,
    DocumentLine,
    DocumentTax,
    GeneralLedgerDocument,
    InvoiceDocument,
    LedgerAccount,
    LedgerEntry,
    Mark,
    StatementDocument,
    StatementItem,
    StatementMovement,
    TrialBalanceDocument,
    VoucherDocument,
    VoucherDocumentLine,
)
from models.finance.general_ledger import EVERYTHING, LedgerFilter, general_ledger
from models.finance.invoicing import Invoice, InvoiceLine, read_invoice
from models.finance.receivables import open_items, party_statement
from models.finance.reports import VoucherLineDetail, trial_balance, voucher
from models.finance.rules import ZERO, line_net, round_money

_PAGE = 2000
MOST_PRINTED = 50_000  # lines of a general ledger: a thousand pages


def sender_of(company: CompanyFacts) -> Sender:
    """The company as its documents state it."""
    return Sender(**{field.name: getattr(company, field.name) for field in fields(Sender)})


def recipient_of(work: Work, party_id: int) -> Recipient:
    """A party as a document states it today; an empty one where there is none."""
    row = work.row(
        "SELECT p.code, p.name, p.org_number, p.vat_number, finance.postal_address(p, c.country) AS address"
        " FROM contacts.party p JOIN company.company c ON c.id = :company WHERE p.id = :party",
        party=party_id,
    )
    if row is None:
        return Recipient(name="")
    return Recipient(row.name, row.address or "", row.code, row.org_number, row.vat_number)


@operation(needs=Permission.FINANCE_INVOICE_READ)
def invoice_document(work: Work, *, invoice_id: int) -> InvoiceDocument:
    """An invoice or credit note as it goes to the customer, in its own language; a draft is marked as one."""
    invoice = read_invoice(work, invoice_id=invoice_id)
    company = read_company(work)
    links = _links(work, invoice)
    return InvoiceDocument(
        language=invoice.language,
        sender=sender_of(company),
        recipient=_recipient(work, invoice),
        invoice_date=invoice.invoice_date,
        due_on=invoice.due_on,
        lines=_lines(work, invoice),
        taxes=_taxes(work, invoice, company.currency),
        net=invoice.net,
        tax=invoice.tax,
        total=invoice.total,
        rounding=invoice.rounding,
        number=invoice.number or "",
        credit=invoice.kind.endswith("_credit"),
        mark=Mark.NONE if invoice.posted_at else Mark.DRAFT,
        currency=invoice.currency,
        rate=invoice.rate,
        supply_date=invoice.supply_date,
        reference=invoice.reference,
        our_reference=invoice.our_reference,
        their_reference=invoice.their_reference,
        order_number=links["order_number"],
        delivery_number=links["delivery_number"],
        credits_number=links["credits_number"],
        credits_date=links["credits_date"],
        paid=_paid(work, invoice),
        text=invoice.text,
    )


def _links(work: Work, invoice: Invoice) -> dict[str, Any]:
    row = work.row(
        "SELECT coalesce((SELECT o.number FROM sales.sales_order o WHERE o.company_id = :company"
        " AND o.id = :order), '') AS order_number, coalesce((SELECT d.number FROM sales.delivery d"
        " WHERE d.company_id = :company"
        " AND d.id = :delivery), '') AS delivery_number, coalesce((SELECT i.number FROM finance.invoice i"
        " WHERE i.company_id = :company AND i.id = :credits), '') AS credits_number, (SELECT i.invoice_date"
        " FROM finance.invoice i WHERE i.company_id = :company AND i.id = :credits) AS credits_date",
        order=invoice.order_id,
        delivery=invoice.delivery_id,
        credits=invoice.credits_id,
    )
    assert row is not None  # noqa: S101 - a query without FROM answers one row
    return dict(row._mapping)  # noqa: SLF001 - the public name of a row's mapping


def _recipient(work: Work, invoice: Invoice) -> Recipient:
    row = work.row("SELECT code, org_number FROM contacts.party WHERE id = :party", party=invoice.party_id)
    return Recipient(
        name=invoice.party_name,
        address=invoice.party_address,
        vat_number=invoice.party_vat_number,
        org_number=row.org_number if row else "",
        code=row.code if row else "",
    )


def _lines(work: Work, invoice: Invoice) -> tuple[DocumentLine, ...]:
    codes = _item_codes(work, invoice)
    percents = {tax.tax_code: tax.percent for tax in invoice.taxes}
    lines = tuple(_line(line, codes, percents) for line in invoice.lines)
    return tuple(map(with_tax, lines)) if invoice.prices_include_tax else lines


def with_tax(line: DocumentLine) -> DocumentLine:
    """A line whose unit price includes VAT, with what it comes to."""
    return replace(line, gross=line_net(line.quantity or ZERO, line.unit_price, line.discount))


def _line(line: InvoiceLine, codes: dict[int, str], percents: dict[str, Decimal]) -> DocumentLine:
    return DocumentLine(
        description=line.description,
        quantity=line.quantity,
        unit=line.unit,
        unit_price=line.unit_price,
        discount=line.discount,
        net=line.net,
        tax_percent=percents.get(line.tax_code),
        item_code=codes.get(line.item_id or 0, ""),
    )


def _item_codes(work: Work, invoice: Invoice) -> dict[int, str]:
    items = [line.item_id for line in invoice.lines if line.item_id]
    rows = work.rows("SELECT id, code FROM warehouse.item WHERE id = ANY (:items)", items=items) if items else ()
    return {row.id: row.code for row in rows}


def _taxes(work: Work, invoice: Invoice, currency: str) -> tuple[DocumentTax, ...]:
    """Taxes with what the law wants stated, and in the company currency where the invoice has another (ML 17:29)."""
    rows = work.rows(
        "SELECT code, invoice_text FROM finance.tax_code WHERE company_id = :company AND code = ANY (:codes)",
        codes=[tax.tax_code for tax in invoice.taxes],
    )
    texts = {row.code: row.invoice_text for row in rows}
    foreign = invoice.currency != currency
    return tuple(
        DocumentTax(
            percent=tax.percent,
            base=tax.base,
            tax=tax.tax,
            tax_company=round_money(tax.tax * invoice.rate) if foreign else None,
            text=texts.get(tax.tax_code, ""),
        )
        for tax in invoice.taxes
    )


def _paid(work: Work, invoice: Invoice) -> Decimal:
    """What is settled of a posted invoice in its own currency; nothing where amounts are in two currencies."""
    if invoice.posted_at is None or invoice.rate != 1:
        return ZERO
    remaining = work.value(
        "SELECT abs(sum(remaining)) FROM ledger.open_item WHERE company_id = :company AND document_kind = :kind"
        " AND document_id = :id",
        kind=invoice.kind,
        id=invoice.id,
    )
    return ZERO if remaining is None else invoice.total - remaining


@operation(needs=Permission.FINANCE_READ)
def voucher_document(work: Work, *, entry_id: int) -> VoucherDocument:
    """A posted voucher with what it corrects and what corrects it."""
    detail = voucher(work, entry_id=entry_id)
    company = read_company(work)
    files = work.rows(
        "SELECT name FROM company.attachment WHERE company_id = :company AND subject = 'ledger.entry'"
        " AND subject_id = :id ORDER BY id",
        id=entry_id,
    )
    return VoucherDocument(
        language=company.language,
        sender=sender_of(company),
        voucher=detail.head.voucher,
        entry_date=detail.head.entry_date,
        lines=tuple(_voucher_line(line, company.currency) for line in detail.lines),
        text=detail.head.text,
        posted_at=detail.head.posted_at,
        posted_by=detail.head.posted_by or "",
        registered_on=detail.head.registered_on,
        reverses=detail.reverses[1] if detail.reverses else "",
        reversed_by=detail.reversed_by[1] if detail.reversed_by else "",
        corrects=detail.corrects[1] if detail.corrects else "",
        corrected_by=tuple(label for _, label in detail.corrected_by),
        attachments=tuple(row.name for row in files),
    )


def _voucher_line(line: VoucherLineDetail, currency: str) -> VoucherDocumentLine:
    foreign = line.currency != currency
    return VoucherDocumentLine(
        account=line.account,
        account_name=line.account_name,
        amount=line.amount,
        text=line.text,
        party_name=line.party_name or "",
        tax_code=line.tax_code or "",
        currency=line.currency if foreign else "",
        amount_currency=line.amount_currency if foreign else ZERO,
        dimensions=", ".join(f"{number}: {code}" for number, code in sorted(line.dimensions.items())),
    )


@operation(needs=Permission.FINANCE_READ)
def trial_balance_document(work: Work, *, to_date: date, from_date: date | None = None) -> TrialBalanceDocument:
    """The trial balance of a range, from the start of the fiscal year where no day is given."""
    balance = trial_balance(work, to_date=to_date, from_date=from_date)
    company = read_company(work)
    rows = tuple(
        BalanceRow(row.account, row.shown_name, row.kind, row.opening, row.debit, row.credit, row.closing)
        for row in balance.rows
    )
    return TrialBalanceDocument(
        company.language, sender_of(company), balance.from_date, balance.to_date, rows, datetime.now(UTC)
    )


@operation(needs=Permission.FINANCE_READ)
def general_ledger_document(  # noqa: PLR0913 - days, accounts and filter
    work: Work,
    *,
    from_date: date,
    to_date: date,
    account: str | None = None,
    last_account: str | None = None,
    only: LedgerFilter = EVERYTHING,
) -> GeneralLedgerDocument:
    """The general ledger of a range of days: all accounts that have anything, one, or those up to `last_account`.

    Rejected where it has more lines than anybody prints.
    """
    balance = trial_balance(work, to_date=to_date, from_date=from_date)
    company = read_company(work)
    accounts: list[LedgerAccount] = []
    room = MOST_PRINTED
    for row in balance.rows:
        if account is None or account <= row.account <= (last_account or account):
            entries, opening = _ledger_entries(work, row.account, (from_date, to_date), only, room)
            room -= len(entries)
            accounts.append(LedgerAccount(row.account, row.shown_name, opening, entries))
    if only != EVERYTHING:
        accounts = [found for found in accounts if found.opening or found.rows]
    return GeneralLedgerDocument(company.language, sender_of(company), from_date, to_date, accounts, datetime.now(UTC))


def _ledger_entries(
    work: Work, account: str, days: tuple[date, date], only: LedgerFilter, room: int
) -> tuple[list[LedgerEntry], Decimal]:
    """The lines of an account and what it opens with; Rejected where there are more than there is room for."""
    span = {"account": account, "from_date": days[0], "to_date": days[1], "limit": _PAGE, "only": only}
    page = general_ledger(work, **span)
    opening, lines = page.opening, list(page.rows)
    while page.after is not None and len(lines) <= room:
        page = general_ledger(work, **span, after=page.after)
        lines += page.rows
    if len(lines) > room:
        raise Rejected("export.too_many_rows", format="PDF", most=MOST_PRINTED)
    return [
        LedgerEntry(each.entry_date, each.voucher, each.text, each.debit, each.credit, each.balance) for each in lines
    ], opening


@operation(needs=Permission.FINANCE_READ)
def statement_document(
    work: Work, *, party_id: int, on: date | None = None, from_date: date | None = None
) -> StatementDocument:
    """What a customer owes on a day, with the movements since `from_date` where one is given."""
    day = on or work.today()
    company = read_company(work)
    movements = party_statement(work, party_id=party_id, from_date=from_date or day, to_date=day)
    party = work.row(
        "SELECT p.code, p.name, p.org_number, p.vat_number, p.language, finance.postal_address(p, :home) AS address"
        " FROM contacts.party p WHERE p.id = :party",
        party=party_id,
        home=company.country,
    )
    if party is None:
        raise Invalid("record.not_found", table="contacts.party", id=party_id)
    return StatementDocument(
        language=party.language,
        sender=sender_of(company),
        recipient=Recipient(
            name=party.name,
            address=party.address,
            vat_number=party.vat_number,
            org_number=party.org_number,
            code=party.code,
        ),
        on=day,
        items=tuple(
            StatementItem(
                item.document_number, item.entry_date, item.due_on, item.amount, item.remaining, item.reference
            )
            for item in open_items(work, party_id=party_id, on=day)
        ),
        from_date=from_date,
        opening=movements.opening if from_date else ZERO,
        movements=tuple(
            StatementMovement(row.entry_date, row.voucher, row.text, row.amount, row.balance, row.due_on)
            for row in movements.lines
        )
        if from_date
        else (),
        currency=company.currency,
    )
