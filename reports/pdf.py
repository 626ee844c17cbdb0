"""The one door to PDF: documents in, bytes out, whatever kind they are."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from typing import Any, BinaryIO, NamedTuple

from models.finance.closing.documents import ReconciliationDocument
from models.finance.documents import (
    GeneralLedgerDocument,
    InvoiceDocument,
    StatementDocument,
    TrialBalanceDocument,
    VoucherDocument,
)
from models.finance.statements.document import DesignedStatement
from models.finance.vat.documents import VatReturnDocument
from models.sales.documents import OrderDocument
from models.warehouse.documents import DeliveryNoteDocument, PickListDocument, PurchaseOrderDocument
from reports.finance.designed_statement import designed_statement_title, draw_designed_statement
from reports.finance.general_ledger import draw_general_ledger, general_ledger_title
from reports.finance.invoice import draw_invoice, invoice_title
from reports.finance.reconciliation import draw_reconciliations, reconciliation_title
from reports.finance.statement import draw_statement, statement_title
from reports.finance.trial_balance import draw_trial_balance, trial_balance_title
from reports.finance.vat_return import draw_vat_return, vat_return_title
from reports.finance.voucher import draw_voucher, voucher_title
from reports.layout.sheet import Sheet
from reports.sales.order import draw_order, order_title
from reports.warehouse.delivery_note import delivery_note_title, draw_delivery_note
from reports.warehouse.pick_list import draw_pick_list, pick_list_title
from reports.warehouse.purchase_order import draw_purchase_order, purchase_order_title


class _Kind(NamedTuple):
    draw: Callable[[Sheet, Any], None]
    title: Callable[[Any], str]


_KINDS: dict[type, _Kind] = {
    InvoiceDocument: _Kind(draw_invoice, invoice_title),
    OrderDocument: _Kind(draw_order, order_title),
    DeliveryNoteDocument: _Kind(draw_delivery_note, delivery_note_title),
    PickListDocument: _Kind(draw_pick_list, pick_list_title),
    PurchaseOrderDocument: _Kind(draw_purchase_order, purchase_order_title),
    VoucherDocument: _Kind(draw_voucher, voucher_title),
    StatementDocument: _Kind(draw_statement, statement_title),
    TrialBalanceDocument: _Kind(draw_trial_balance, trial_balance_title),
    ReconciliationDocument: _Kind(draw_reconciliations, reconciliation_title),
    VatReturnDocument: _Kind(draw_vat_return, vat_return_title),
    DesignedStatement: _Kind(draw_designed_statement, designed_statement_title),
    GeneralLedgerDocument: _Kind(draw_general_ledger, general_ledger_title),
}


def make_pdf(document: Any) -> bytes:
    """One document as a PDF; the same document gives the same bytes. TypeError for what is no document."""
    stream = io.BytesIO()
    write_pdf([document], stream)
    return stream.getvalue()


def write_pdf(documents: Iterable[Any], stream: BinaryIO, *, title: str = "") -> int:
    """Documents one after the other in one PDF, drawn as they come; returns how many.

    `title` is that of the file, by default that of the first document. ValueError where there is no document.
    """
    sheet: Sheet | None = None
    count = 0
    for count, document in enumerate(documents, 1):  # noqa: B007 - the count is the answer
        kind = _KINDS.get(type(document))
        if kind is None:
            raise TypeError(f"no document: {type(document).__name__}")
        if sheet is None:
            name = title or kind.title(document)
            sheet = Sheet(stream, title=name, author=document.sender.name, language=document.language)
        kind.draw(sheet, document)
    if sheet is None:
        raise ValueError("no documents to print")
    sheet.save()
    return count
