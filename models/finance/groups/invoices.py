"""Invoices between companies: what a sister company has sent this one becomes the draft of a supplier invoice."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from models.database.errors import Invalid, Rejected
from models.database.rights import Permission
from models.database.work import Work, operation
from models.finance.invoicing import InvoiceDraft, InvoiceLineDraft, SavedInvoice, save_invoice

_SENT = """
    SELECT i.id, i.company_id AS sister_id, i.number, i.kind, i.invoice_date, i.supply_date, i.due_on, i.currency,
           i.reference, i.our_reference, i.their_reference, i.rounding, i.prices_include_tax, s.sister, s.invoice_id,
           p.id AS supplier_id,
           (SELECT t.invoice_id FROM finance.sister_invoice t
             WHERE t.sister_id = i.company_id AND t.sister_invoice_id = i.credits_id) AS credits_id
      FROM reporting.sister_invoices s
      JOIN finance.invoice i ON i.company_id = s.sister_id AND i.id = s.sister_invoice_id
      LEFT JOIN contacts.party p ON p.own_company_id = s.sister_id AND p.active
     WHERE s.company_id = :company AND s.sister_invoice_id = :id
"""
_LINES = """
    SELECT l.description, l.quantity, l.unit_price, l.unit, l.discount, l.tax_code, t.percent
      FROM finance.invoice_line l
      JOIN finance.invoice_tax t ON t.company_id = l.company_id AND t.invoice_id = l.invoice_id
       AND t.tax_code = l.tax_code
     WHERE l.company_id = :sister AND l.invoice_id = :id ORDER BY l.position
"""
# What was bought from them last tells where it goes; the first account of costs where nothing was.
_ACCOUNT = """
    SELECT coalesce(
        (SELECT l.account FROM finance.invoice i
           JOIN finance.invoice_line l ON l.company_id = i.company_id AND l.invoice_id = i.id
          WHERE i.company_id = :company AND i.party_id = :supplier AND i.kind = 'supplier_invoice'
          ORDER BY i.invoice_date DESC, i.id DESC, l.position LIMIT 1),
        (SELECT min(a.number) FROM ledger.account a
          WHERE a.company_id = :company AND a.kind = 'expense' AND a.active AND a.number >= '4'), '')
"""
_CODES = """
    SELECT c.code, r.percent, r.reverse_account IS NOT NULL AS reverse
      FROM finance.tax_code c JOIN finance.tax_rate r ON r.company_id = c.company_id AND r.tax_code = c.code
     WHERE c.company_id = :company AND c.direction = 'in' AND c.active AND r.deductible = 100
       AND r.valid_from <= :day AND (r.valid_to IS NULL OR r.valid_to >= :day) ORDER BY c.code
"""


@operation(needs=Permission.FINANCE_INVOICE_EDIT)
def take_sister_invoice(work: Work, *, sister_invoice_id: int) -> SavedInvoice:
    """Make the draft of what a sister company invoiced: its lines, days, currency, number and OCR reference.

    Accounts follow from what was bought from them last, tax codes from resources/charts/sister-tax-codes.csv. Invalid
    for what is not sent to this company, Rejected for what is here already or has no card or tax code.
    """
    sent = work.row(_SENT, id=sister_invoice_id)
    if sent is None:
        raise Invalid("group.not_to_us")
    if sent.invoice_id is not None:
        raise Rejected("group.taken", number=sent.number)
    if sent.supplier_id is None:
        raise Rejected("group.no_supplier", company=sent.sister)
    draft = _draft(work, sent)
    saved = save_invoice(work, invoice=draft)
    work.connection.exec_driver_sql(
        "INSERT INTO finance.sister_invoice (company_id, invoice_id, sister_id, sister_invoice_id)"
        " VALUES (%s, %s, %s, %s)",
        (work.company_id, saved.id, sent.sister_id, sent.id),
    )
    return saved


def _draft(work: Work, sent: Any) -> InvoiceDraft:
    day = sent.supply_date or sent.invoice_date
    account = str(work.value(_ACCOUNT, supplier=sent.supplier_id))
    codes = work.rows(_CODES, day=day)
    lines = [
        InvoiceLineDraft(
            description=line.description,
            quantity=line.quantity,
            unit_price=line.unit_price,
            account=account,
            tax_code=_bought(codes, line),
            unit=line.unit,
            discount=line.discount,
        )
        for line in work.rows(_LINES, sister=sent.sister_id, id=sent.id)
    ]
    return InvoiceDraft(
        kind=sent.kind.replace("customer", "supplier"),
        party_id=sent.supplier_id,
        invoice_date=sent.invoice_date,
        lines=lines,
        due_on=sent.due_on,
        supply_date=sent.supply_date,
        currency=sent.currency,
        credits_id=sent.credits_id,
        supplier_number=sent.number,
        our_reference=sent.their_reference,
        their_reference=sent.our_reference,
        text=f"OCR {sent.reference}" if sent.reference else "",
        whole=sent.rounding != 0,
        prices_include_tax=sent.prices_include_tax,
    )


def _bought(codes: Sequence[Any], line: Any) -> str:
    """The code that answers to the one of the sale; where none is named, one with the same rate and no tax reversed."""
    known = {code.code: code for code in codes}
    named = [known[code] for code in _twins().get(line.tax_code, ()) if code in known]
    for code in named:
        if code.reverse or code.percent == line.percent:
            return str(code.code)
    for code in codes:
        if not code.reverse and code.percent == line.percent:
            return str(code.code)
    raise Rejected("group.no_tax_code", tax_code=line.tax_code)


@cache
def _twins() -> dict[str, tuple[str, ...]]:
    content = (files("resources.charts") / "sister-tax-codes.csv").read_text(encoding="utf-8")
    twins: dict[str, tuple[str, ...]] = {}
    for row in csv.DictReader(content.splitlines(), delimiter=";"):
        twins[row["sold"]] = (*twins.get(row["sold"], ()), row["bought"])
    return twins
