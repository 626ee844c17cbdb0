"""How long a PDF takes, and whether a thousand of them in one run need more memory than ten."""

from __future__ import annotations

import io
import time
from collections.abc import Callable

import psutil

from reports.pdf import make_pdf, write_pdf
from tests.benchmarks.figure import Figure
from tests.support import documents

Record = Callable[[Figure], None]


def _resident() -> float:
    return psutil.Process().memory_info().rss / 2**20


def test_invoice_pdfs(record: Record) -> None:
    invoice = documents.invoice()
    make_pdf(invoice)
    started = time.perf_counter()
    for _ in range(50):
        make_pdf(invoice)
    record(Figure("invoice PDF", (time.perf_counter() - started) * 1000 / 50, "ms", "30"))
    before = _resident()
    started = time.perf_counter()
    for _ in range(1000):
        make_pdf(invoice)
    record(Figure("1 000 invoice PDFs", time.perf_counter() - started, "s", "30"))
    record(Figure("memory that 1 000 invoice PDFs leave behind", _resident() - before, "MB", "flat"))
    started = time.perf_counter()
    write_pdf((invoice for _ in range(1000)), io.BytesIO())
    record(Figure("1 000 invoices in one PDF", time.perf_counter() - started, "s", "30"))
