"""How long it takes to close a month with a million lines: every check, and the lock with its proof."""

from __future__ import annotations

import time
from collections.abc import Callable

from models.database.server.embedded import EmbeddedServer
from models.finance.closing.periods import close_periods
from models.finance.closing.tasks import close_board, run_check
from tests.benchmarks.figure import Figure
from tests.benchmarks.filling import fill_ledger
from tests.support.closing import period_of
from tests.support.office import Office, settle_in
from tests.support.server import make_database

Record = Callable[[Figure], None]
MILLION = 1_000_000


def test_closing_a_month_of_a_million_lines(durable_server: EmbeddedServer, record: Record) -> None:
    database = make_database(durable_server, "month", prefix="month")
    office = Office(database, settle_in(database))
    fill_ledger(office.owner(), office.company_id, lines=MILLION, days=30)
    session, period = office.session("accountant"), period_of(office, 1)
    started = time.perf_counter()
    board = session.read(close_board, period_id=period)
    checked = time.perf_counter() - started
    for code in sorted({task.check_code for task in board.tasks} - {""}):
        started = time.perf_counter()
        session.read(run_check, period_id=period, code=code)
        taken = (time.perf_counter() - started) * 1000
        if taken > 50:  # the others are noise
            record(Figure(f"check {code} over a million lines", taken, "ms", ""))
    started = time.perf_counter()
    session.run(close_periods, last_period_id=period)
    closed = time.perf_counter() - started
    record(Figure("all checks of a month with a million lines", checked, "s", "5"))
    record(Figure("closing a month with a million lines", closed, "s", "1"))
    office.close()
