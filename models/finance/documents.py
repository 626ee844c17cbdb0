"""What invoices, statements, vouchers and the reports of the books state, as plain data; amounts are `Decimal`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from models.company.documents import Recipient, Sender

ZERO = Decimal(0)


class Mark(StrEnum):
    """What a document says of its own standing."""

    NONE = ""
    DRAFT = "draft"  # not posted: no number, not valid
    COPY = "copy"  # issued before


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A line of an invoice, quote or order; without a quantity it is a line of text."""

    description: str
    quantity: Decimal | None = None
    unit: str = ""
    unit_price: Decimal = ZERO  # without VAT, unless `gross` says what the line comes to with it
    discount: Decimal = ZERO  # percent
    net: Decimal = ZERO
    tax_percent: Decimal | None = None  # 25 means 25 %
    item_code: str = ""
    gross: Decimal | None = None  # where the prices of the document include VAT


@dataclass(frozen=True, slots=True)
class DocumentTax:
    """Tax of one code; `text` is what the law wants stated (reverse charge, exemption), in the document's language."""

    percent: Decimal
    base: Decimal
    tax: Decimal
    tax_company: Decimal | None = None  # in the company currency, where the document has another
    text: str = ""


@dataclass(frozen=True, slots=True)
class InvoiceDocument:
    """An invoice or credit note to a customer, where total = net + tax + rounding; amounts of a credit are positive."""

    language: str
    sender: Sender
    recipient: Recipient
    invoice_date: date
    due_on: date
    lines: tuple[DocumentLine, ...]
    taxes: tuple[DocumentTax, ...]
    net: Decimal
    tax: Decimal
    total: Decimal
    rounding: Decimal = ZERO
    number: str = ""  # empty in a draft
    credit: bool = False
    mark: Mark = Mark.NONE
    currency: str = "SEK"
    rate: Decimal = Decimal(1)  # company currency for one of the document's
    supply_date: date | None = None
    reference: str = ""  # OCR or RF, stated with the payment
    our_reference: str = ""
    their_reference: str = ""
    order_number: str = ""
    delivery_number: str = ""
    delivery_address: str = ""
    credits_number: str = ""  # the invoice that a credit note changes
    credits_date: date | None = None
    paid: Decimal = ZERO
    self_billing: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True)
class VoucherDocumentLine:
    """A line of a voucher; `amount` in the company currency, debit positive."""

    account: str
    account_name: str
    amount: Decimal
    text: str = ""
    party_name: str = ""
    tax_code: str = ""
    currency: str = ""  # where it is another
    amount_currency: Decimal = ZERO
    dimensions: str = ""


@dataclass(frozen=True, slots=True)
class VoucherDocument:
    """A posted voucher as law wants it seen: when it happened, when and by whom it was entered, what it corrects."""

    language: str
    sender: Sender
    voucher: str  # series and number
    entry_date: date
    lines: tuple[VoucherDocumentLine, ...]
    text: str = ""
    posted_at: datetime | None = None
    posted_by: str = ""
    registered_on: date | None = None
    reverses: str = ""
    reversed_by: str = ""
    corrects: str = ""
    corrected_by: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BalanceRow:
    """One account, where closing = opening + debit - credit; `kind` is asset, liability, equity, income or expense."""

    account: str
    name: str
    kind: str
    opening: Decimal
    debit: Decimal
    credit: Decimal
    closing: Decimal


@dataclass(frozen=True, slots=True)
class TrialBalanceDocument:
    """Balances of all accounts in the order of their numbers."""

    language: str
    sender: Sender
    from_date: date
    to_date: date
    rows: tuple[BalanceRow, ...]
    made_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """A line on an account with the balance after it."""

    entry_date: date
    voucher: str
    text: str
    debit: Decimal
    credit: Decimal
    balance: Decimal


@dataclass(frozen=True, slots=True)
class LedgerAccount:
    """The lines of one account between its balances; `rows` is read once."""

    account: str
    name: str
    opening: Decimal
    rows: Iterable[LedgerEntry]


@dataclass(frozen=True, slots=True)
class GeneralLedgerDocument:
    """The general ledger; `accounts` is read once, so that they may come from the database as they are drawn."""

    language: str
    sender: Sender
    from_date: date
    to_date: date
    accounts: Iterable[LedgerAccount]
    made_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class StatementMovement:
    """A posting to a customer, with what is owed after it."""

    entry_date: date
    document: str
    text: str
    amount: Decimal
    balance: Decimal
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class StatementItem:
    """An invoice, credit note or payment that is not settled in full."""

    document: str
    entry_date: date
    due_on: date
    amount: Decimal
    remaining: Decimal
    reference: str = ""


@dataclass(frozen=True, slots=True)
class StatementDocument:
    """What a customer owes on a day: open items with their age and, where given, the movements that led there."""

    language: str
    sender: Sender
    recipient: Recipient
    on: date
    items: tuple[StatementItem, ...]
    from_date: date | None = None
    opening: Decimal = ZERO
    movements: tuple[StatementMovement, ...] = ()
    currency: str = "SEK"
    text: str = ""
