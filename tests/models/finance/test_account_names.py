"""Accounts are called in the language of the user wherever they stand, where an English name is stored."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from importlib import import_module
from pathlib import Path

import pytest

from models.database.building import Definition, Key, Measure, Span
from models.database.grouping import fetch_groups
from models.database.listing import Filter, ListQuery, PageRequest
from models.database.paging import fetch_page, stream
from models.exchange.reporting.catalogue import SOURCES
from models.exchange.reporting.saved import make_report
from models.finance.issuing import trial_balance_document
from models.finance.posting import VoucherDraft, VoucherLine, post_vouchers
from models.finance.queries import ACCOUNTS, LEDGER_LINES
from models.finance.queries_statements import JOURNAL
from models.finance.reports import voucher_lines
from reports.plain.freezing import compare_kept, freeze_report
from reports.plain.making import Request
from resources import language
from tests.support.office import Office
from tests.support.statements import statement_of

D = Decimal
DAY = date(2026, 12, 31)
MODELS = Path(__file__).parents[3] / "models"
QUERY_MODULES = sorted(".".join(file.relative_to(MODELS).with_suffix("").parts) for file in MODELS.rglob("queries*.py"))
RENT = ("Lokalhyra", "Rent of premises")


@pytest.fixture(params=["sv", "en"])
def rent(request: pytest.FixtureRequest) -> Iterator[str]:
    """What the account of the rent is called in each language."""
    before = language.current()
    language.use(request.param)
    yield RENT[request.param == "en"]
    language.use(before)


@pytest.fixture
def books(office: Office) -> int:
    """A rent of 300 paid from an account that has no English name."""
    office.value("UPDATE ledger.account SET name = %s, name_en = %s WHERE number = '5010' RETURNING number", *RENT)
    office.value("UPDATE ledger.account SET name = 'Banken', name_en = '' WHERE number = '1930' RETURNING number")
    lines = [VoucherLine("5010", D(300)), VoucherLine("1930", D(-300))]
    posted = office.session("accountant").run(post_vouchers, vouchers=[VoucherDraft(date(2026, 3, 2), lines)])
    return int(posted[0].id)


def names_in(office: Office, query: ListQuery, name: str, *conditions: Filter) -> list[object]:
    page = office.session("auditor").read(fetch_page, query=query, request=PageRequest(filters=conditions))
    return [row[[each.name for each in query.columns].index(name)] for row in page.rows]


def test_lists_and_pickers_show_find_and_sort_by_the_name_of_the_language(
    office: Office, books: int, rent: str
) -> None:
    number = Filter("number", "in", ("1930", "5010"))
    assert names_in(office, ACCOUNTS, "name", number) == ["Banken", rent]
    assert names_in(office, ACCOUNTS, "name", number, Filter("name", "holds", rent[:6].lower())) == [rent]
    for query in (LEDGER_LINES, JOURNAL):
        assert sorted(map(str, names_in(office, query, "account_name"))) == sorted(["Banken", rent])
    read = office.session("auditor").read
    typed = PageRequest(text=rent.rsplit(maxsplit=1)[-1].lower(), filters=(number,))
    assert [row[0] for row in read(fetch_page, query=ACCOUNTS, request=typed).rows] == ["5010"]
    asked = PageRequest(filters=(number,), order=("name", "number"), limit=1)
    first = read(fetch_page, query=ACCOUNTS, request=asked)
    second = read(fetch_page, query=ACCOUNTS, request=PageRequest((number,), order=asked.order, after=first.after))
    assert [row[1] for row in (*first.rows, *second.rows)] == ["Banken", rent]
    groups = read(fetch_groups, query=LEDGER_LINES, request=PageRequest(), by="account_name", sums=("debit",))
    assert [(group.value, group.sums) for group in groups] == [("Banken", (D(0),)), (rent, (D(300),))]


def test_files_of_a_list_say_it_too(office: Office, books: int, rent: str) -> None:
    def read(work: object) -> list[object]:
        request = PageRequest(filters=(Filter("number", "=", "5010"),))
        return [row[1] for row in stream(work, query=ACCOUNTS, request=request)]  # type: ignore[arg-type]  # as given

    assert office.session("auditor").read(read) == [rent]


def test_vouchers_statements_and_the_trial_balance_say_it(office: Office, books: int, rent: str) -> None:
    read = office.session("auditor").read
    assert [line.account_name for line in read(voucher_lines, entry_id=books)] == [rent, "Banken"]
    table = statement_of(office, "income", DAY, accounts=True)
    assert f"5010 {rent}" in [row.title for row in table.rows]
    document = read(trial_balance_document, from_date=date(2026, 1, 1), to_date=DAY)
    assert [row.name for row in document.rows] == ["Banken", rent]


def test_built_reports_take_rows_together_by_it(office: Office, books: int, rent: str) -> None:
    asked = Definition("ledger_figures", keys=(Key("account_name"),), measures=(Measure("debit"),), span=Span.ALL)
    built = office.session("auditor").read(make_report, definition=asked)
    assert [row.values[:2] for row in built.rows if row.values[0]] == [("Banken", D(0)), (rent, D(300))]


def test_a_report_kept_in_one_language_is_compared_in_it_by_who_speaks_another(
    office: Office, books: int, rent: str
) -> None:
    session, other = office.session("accountant"), "en" if rent == RENT[0] else "sv"
    for kind in ("trial-balance", "statement:income"):
        request = Request(kind, date(2026, 1, 1), DAY)
        key = session.run(freeze_report, request=request, language=other, statuses={}).id
        assert language.current() != other
        assert session.read(compare_kept, snapshot_id=key, statuses={}).equal, kind


def test_no_list_that_names_accounts_forgets_their_english_names() -> None:
    forgetful = {
        (query.name, column.name)
        for query in every_list()
        for column in query.columns
        if column.name.endswith("account_name") and not column.english
    }
    assert forgetful == set()


def test_every_list_that_speaks_english_can_be_read(office: Office, rent: str) -> None:
    del rent
    for query in every_list():
        if any(column.english for column in query.columns):
            office.session("accountant").read(fetch_page, query=query, request=PageRequest())


def every_list() -> list[ListQuery]:
    """The lists of all rooms, and what reports are built of."""
    modules = [import_module(f"models.{found}") for found in QUERY_MODULES]
    listed = [each for module in modules for each in vars(module).values() if isinstance(each, ListQuery)]
    return list({query.name: query for query in (*listed, *(source.query for source in SOURCES.values()))}.values())
