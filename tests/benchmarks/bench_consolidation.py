"""How long it takes to add up a group of ten companies with 1 000 000 lines, nine of them in euro."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from models.company.founding import Founding, found_first_company
from models.database.server.embedded import EmbeddedServer
from models.finance.groups.consolidation import read_consolidation
from models.finance.groups.registers import GroupMember, save_member
from tests.benchmarks.figure import Figure
from tests.benchmarks.filling import fill_ledger
from tests.support.office import Office, settle_in
from tests.support.server import make_database

Record = Callable[[Figure], None]
LINES, DAYS = 100_000, 360
START, END = date(2026, 1, 1), date(2026, 12, 31)


def _join(office: Office, number: int) -> None:
    with office.database.connect() as connection:
        company = found_first_company(connection, Founding(f"Company {number}", START, currency="EUR"))
        connection.execute("SELECT company.grant_company('accountant', %s)", (company,))
    fill_ledger(office.owner(), company, lines=LINES, days=DAYS)
    member = GroupMember(member_id=company, share=Decimal(100), from_date=START)
    office.session("accountant").run(save_member, member=member)


@pytest.mark.timeout(600)  # filling takes two minutes
def test_adding_up_ten_companies(durable_server: EmbeddedServer, record: Record) -> None:
    database = make_database(durable_server, "group", prefix="group")
    office = Office(database, settle_in(database))
    fill_ledger(office.owner(), office.company_id, lines=LINES, days=DAYS)
    for number in range(9):
        _join(office, number)
    office.owner().execute(
        "INSERT INTO company.currency_rate (currency, base, valid_on, rate, source)"
        " SELECT 'EUR', 'SEK', day, 11 + extract(day FROM day) / 100, 'test'"
        " FROM generate_series(%s::date, %s::date, interval '1 day') day",
        (START, END),
    )
    session = office.session("accountant")
    started = time.perf_counter()
    session.read(read_consolidation, from_date=START, to_date=END)
    first = time.perf_counter() - started
    started = time.perf_counter()
    session.read(read_consolidation, from_date=date(2026, 1, 5), to_date=date(2026, 11, 17))
    within = time.perf_counter() - started
    record(Figure("group of ten companies, a year", first, "s", "1"))
    record(Figure("group of ten companies, days within months", within, "s", "1"))
    office.close()
