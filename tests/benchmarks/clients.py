"""Clients that post side by side, each a process of its own as on desks of their own."""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from decimal import Decimal
from multiprocessing import get_context

from models.database.session import Session, sign_in
from models.finance.invoicing import InvoiceDraft, InvoiceLineDraft, create_and_post_invoice
from models.finance.posting import VoucherDraft, VoucherLine, post_vouchers

_DAY = date(2026, 3, 5)
D = Decimal


def invoice_of_three_lines(party: int, kind: str = "customer_invoice") -> InvoiceDraft:
    """Header, 3 lines, VAT and 5 ledger lines: 1 000,50 on two accounts, 25 % tax, rounded to whole kronor."""
    account, other, tax = ("3001", "3002", "S25") if kind.startswith("customer") else ("4000", "5010", "I25")
    lines = (
        InvoiceLineDraft("A", D(1), D("500.50"), account, tax),
        InvoiceLineDraft("B", D(2), D(150), account, tax),
        InvoiceLineDraft("C", D(1), D(200), other, tax),
    )
    number = f"F{time.perf_counter_ns()}" if kind.startswith("supplier") else ""
    return InvoiceDraft(kind, party, _DAY, lines, supplier_number=number, whole=True)


def post_documents(session: Session, *, series: str, party: int, count: int) -> None:
    """Post `count` documents of a series, each its own operation and commit: B and D are invoices, others vouchers."""
    for _ in range(count):
        if series in "BD":
            kind = "customer_invoice" if series == "B" else "supplier_invoice"
            session.run(create_and_post_invoice, invoice=invoice_of_three_lines(party, kind))
        else:
            lines = (*(VoucherLine("5010", D(n)) for n in (1, 2, 3, 4)), VoucherLine("1930", D(-10)))
            session.run(post_vouchers, vouchers=(VoucherDraft(_DAY, lines, "x", series),))


def together(url: str, *, series: Sequence[str], party: int, count: int) -> float:
    """Documents a second of all clients together, one process for each name in `series`; warmed up before."""
    with ProcessPoolExecutor(len(series), mp_context=get_context("spawn")) as pool:
        starts_at = time.time() + 2.5
        ends = pool.map(
            _client,
            [url] * len(series),
            series,
            [party] * len(series),
            [count] * len(series),
            [starts_at] * len(series),
        )
        return len(series) * count / (max(ends) - starts_at)


def _client(url: str, series: str, party: int, count: int, starts_at: float) -> float:
    session = sign_in(url)
    post_documents(session, series=series, party=party, count=3)
    time.sleep(max(0.0, starts_at - time.time()))
    post_documents(session, series=series, party=party, count=count)
    ended = time.time()
    session.close()
    return ended
