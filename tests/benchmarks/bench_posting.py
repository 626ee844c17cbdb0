"""How many documents a second reach the books, beside bare SQL that writes the same rows without rules."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest

from models.finance.invoicing import post_invoices, save_invoice
from models.warehouse.moving import CountLine, TransferLine, count, transfer
from tests.benchmarks.clients import invoice_of_three_lines, post_documents, together
from tests.benchmarks.figure import Figure
from tests.benchmarks.filling import commit_milliseconds
from tests.benchmarks.raw import prepare_raw_tables, write_raw_documents
from tests.support.office import Office
from tests.support.trade import DAY, D, Trade

Record = Callable[[Figure], None]
_EIGHT = 8


@pytest.fixture(params=[0, 5], ids=["this disk", "commit_delay 5 ms"])
def disk(request: pytest.FixtureRequest, firm: Office) -> Iterator[str]:
    """The disk as it is, and as slow as an office's; named with the time of a commit."""
    owner = firm.owner()
    _delay(firm, request.param)
    yield f"commit {commit_milliseconds(owner):.2f} ms"
    _delay(firm, 0)


def _delay(firm: Office, milliseconds: int) -> None:
    firm.owner().execute(f"ALTER SYSTEM SET commit_delay = {milliseconds * 1000}".encode())
    firm.owner().execute("ALTER SYSTEM SET commit_siblings = 0")
    firm.owner().execute("SELECT pg_reload_conf()")


def test_posting_an_invoice_and_bare_sql(firm: Office, trade: Trade, disk: str, record: Record) -> None:
    owner = firm.owner()
    owner.execute("DROP SCHEMA IF EXISTS raw CASCADE")
    prepare_raw_tables(owner)
    number = 500 if float(disk.split()[1]) < 2 else 100
    bare = write_raw_documents(owner, count=number)
    session = firm.session("accountant")
    post_documents(session, series="B", party=trade.customer, count=20)
    started = time.perf_counter()
    post_documents(session, series="B", party=trade.customer, count=number)
    one = number / (time.perf_counter() - started)
    record(Figure(f"invoices posted, 1 client ({disk})", one, "/s", "300", bare))
    url, each = firm.url("accountant"), number // 4
    eight = together(url, series="BDAV" * 2, party=trade.customer, count=each)
    record(Figure(f"documents posted, 8 clients over 4 series ({disk})", eight, "/s", "3 x 1", one))
    single = together(url, series="B" * _EIGHT, party=trade.customer, count=each)
    commit = commit_milliseconds(owner)
    record(Figure(f"invoices posted, 8 clients, one series ({disk})", single, "/s", "80 %", 1000 / commit))


def test_posting_in_batch(firm: Office, trade: Trade, record: Record) -> None:
    session = firm.session("accountant")
    ids = [session.run(save_invoice, invoice=invoice_of_three_lines(trade.customer)).id for _ in range(1000)]
    started = time.perf_counter()
    session.run(post_invoices, invoice_ids=ids)
    record(Figure("drafts posted in one batch of 1 000", 1000 / (time.perf_counter() - started), "/s", "5000"))
    entries = (
        "SELECT ledger.post(gen_random_uuid(), %s, (SELECT jsonb_agg(jsonb_build_object('date', '2026-03-05',"
        " 'series', 'A', 'lines',"
        '  \'[{"account": "5010", "amount": 100}, {"account": "1930", "amount": -100}]\'::jsonb))'
        " FROM generate_series(1, 5000)))"
    )
    connection = firm.sql("accountant")
    started = time.perf_counter()
    connection.execute(entries.encode(), (firm.company_id,))
    record(Figure("vouchers posted in one batch of 5 000", 5000 / (time.perf_counter() - started), "/s", "5000"))


def test_moving_goods_with_cost_and_entry(firm: Office, trade: Trade, record: Record) -> None:
    trade.buy("100000", "3.33")
    keeper = firm.session("storekeeper")
    started = time.perf_counter()
    for number in range(300):
        keeper.run(count, lines=(CountLine(trade.bolt, trade.shelf, D(99_999 - number)),), on=DAY)
    record(Figure("stock moves with cost and entry", 300 / (time.perf_counter() - started), "/s", "300"))
    started = time.perf_counter()
    for _ in range(300):
        keeper.run(transfer, lines=(TransferLine(trade.bolt, trade.shelf, trade.dock, D(1)),), on=DAY)
    record(Figure("stock transfers", 300 / (time.perf_counter() - started), "/s", "300"))
