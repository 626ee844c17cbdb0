"""The journal stands in the order of registration, the vouchers by series in the order of their numbers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from models.database.listing import Filter, PageRequest
from models.database.paging import fetch_page
from models.finance.posting import VoucherDraft, VoucherLine, post_vouchers
from models.finance.queries_statements import JOURNAL, VOUCHERS_BY_SERIES
from tests.support.office import Office

D = Decimal


def test_a_voucher_that_is_registered_late_stands_last_in_the_journal_and_by_its_number_in_its_series(
    office: Office,
) -> None:
    session = office.session("accountant")
    office.owner().execute(
        "INSERT INTO ledger.series_definition (company_id, code, name, area) VALUES (%s, 'V', 'Egen', 'general')",
        (office.company_id,),
    )
    for day, series in ((date(2026, 5, 1), "A"), (date(2026, 5, 2), "V"), (date(2026, 1, 15), "A")):
        lines = [VoucherLine("5010", D(100)), VoucherLine("1930", D(-100))]
        session.run(post_vouchers, vouchers=[VoucherDraft(date=day, lines=lines, series=series)])
    names = [column.name for column in JOURNAL.columns]
    rows = session.read(fetch_page, query=JOURNAL, request=PageRequest()).rows
    assert [row[names.index("voucher")] for row in rows] == ["A1", "A1", "V1", "V1", "A2", "A2"]
    assert [row[names.index("debit")] for row in rows[:2]] == [D(100), D(0)]
    only = PageRequest(filters=(Filter("series", "=", "A"), Filter("account", "=", "1930")))
    assert len(session.read(fetch_page, query=JOURNAL, request=only).rows) == 2
    names = [column.name for column in VOUCHERS_BY_SERIES.columns]
    vouchers = session.read(fetch_page, query=VOUCHERS_BY_SERIES, request=PageRequest()).rows
    assert [row[names.index("voucher")] for row in vouchers] == ["A1", "A2", "V1"]
