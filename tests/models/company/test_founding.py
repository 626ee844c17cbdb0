"""A company is founded with all that it needs to begin, by the builder and by an administrator."""

from __future__ import annotations

from datetime import date

import psycopg
import pytest

from models.company.charts import read_chart
from models.company.founding import Founding, found_company, found_first_company, open_fiscal_year, year_end
from models.database.errors import Denied, Invalid, Rejected
from models.finance.accounts import list_fiscal_years, list_periods, tax_rates
from tests.support.office import Office


def test_the_chart_names_only_what_it_holds() -> None:
    chart = read_chart("bas")
    numbers = {account["number"] for account in chart["accounts"]}
    codes = {code["code"] for code in chart["tax_codes"]}
    assert len(numbers) == len(chart["accounts"])
    assert {code["account"] for code in chart["tax_codes"]} - {None} <= numbers
    assert {account["tax_code"] for account in chart["accounts"]} - {""} <= codes
    assert {bank["account"] for bank in chart["bank_accounts"]} <= numbers
    roles = {account["role"] for account in chart["accounts"]}
    assert {"receivable", "payable", "bank", "stock", "rounding"} <= roles
    assert all(a["open_items"] == (a["role"] in {"receivable", "payable"}) for a in chart["accounts"])
    assert all(currency["decimals"] in {"0", "2"} for currency in chart["currencies"])


def test_the_first_company_has_book_year_series_bank_and_places(office: Office) -> None:
    facts = office.owner().execute(
        "SELECT (SELECT count(*) FROM ledger.book), (SELECT count(*) FROM ledger.period),"
        " (SELECT string_agg(code, '' ORDER BY code) FROM ledger.series_definition),"
        " (SELECT string_agg(account, '') FROM finance.bank_account),"
        " (SELECT string_agg(code, ' ' ORDER BY id) FROM warehouse.place),"
        " (SELECT vat_number FROM company.company)"
    )
    assert facts.fetchone() == (1, 12, "ABCDLS", "1930", "LAGER IN UT", "SE556016068001")


@pytest.mark.parametrize(
    ("on", "percent", "account"), [("2026-03-31", 12, "2621"), ("2026-04-01", 6, "2631"), ("2028-01-01", 12, "2621")]
)
def test_food_has_the_rate_account_and_box_of_the_day(office: Office, on: str, percent: int, account: str) -> None:
    rates = office.session("accountant").read(tax_rates, on=date.fromisoformat(on), direction="out")
    food = next(rate for rate in rates if rate.code == "SFOOD")
    assert food.percent == percent
    assert (food.account, food.tax_box) == (account, {12: "11", 6: "12"}[percent])


def test_an_administrator_founds_a_further_company_and_belongs_to_it(office: Office) -> None:
    session = office.session("administrator")
    founding = Founding(name="Dotter AB", fiscal_year_start=date(2026, 5, 1))
    founded = session.run(found_company, founding=founding)
    row = office.sql("administrator").execute(
        "SELECT count(*), min(starts_on), max(ends_on) FROM ledger.period WHERE company_id = %s", (founded.id,)
    )
    assert row.fetchone() == (12, date(2026, 5, 1), date(2027, 4, 30))
    assert office.sql("accountant").execute("SELECT count(*) FROM company.company").fetchone() == (1,)


def test_nobody_else_founds_a_company(office: Office) -> None:
    with pytest.raises(Denied):
        office.session("accountant").run(found_company, founding=Founding("X", date(2026, 1, 1)))
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        office.sql("accountant").execute("SELECT company.found_company('{}', '{}')")


@pytest.mark.parametrize(
    ("founding", "code"),
    [
        (Founding("", date(2026, 1, 1)), "company.no_name"),
        (Founding("X", date(2026, 1, 1), chart="none"), "company.unknown_chart"),
        (Founding("X", date(2026, 1, 1), currency="XYZ"), "company.unknown_currency"),
        (Founding("X", date(2026, 1, 1), fiscal_year_end=date(2027, 7, 31)), "fiscal_year.wrong_length"),
        (Founding("X", date(2026, 1, 1), fiscal_year_end=date(2026, 12, 30)), "fiscal_year.ends_mid_month"),
    ],
)
def test_what_cannot_be_a_company_is_refused(office: Office, founding: Founding, code: str) -> None:
    with pytest.raises(Invalid) as caught:
        office.session("administrator").run(found_company, founding=founding)
    assert caught.value.code == code


def test_a_first_year_may_begin_within_a_month_and_last_longer(office: Office) -> None:
    with office.database.connect() as connection:
        company = found_first_company(
            connection, Founding("Ny AB", date(2026, 9, 14), fiscal_year_end=date(2027, 12, 31))
        )
        row = connection.execute(
            "SELECT count(*), min(starts_on), min(ends_on) FROM ledger.period WHERE company_id = %s", (company,)
        ).fetchone()
    assert row == (16, date(2026, 9, 14), date(2026, 9, 30))


def test_years_follow_each_other_without_overlap(office: Office) -> None:
    session = office.session("accountant")
    opened = session.run(open_fiscal_year, starts_on=date(2027, 1, 1), ends_on=date(2027, 12, 31))
    assert [year.starts_on.year for year in session.read(list_fiscal_years)] == [2027, 2026]
    assert len(session.read(list_periods, fiscal_year_id=opened.id)) == 12
    with pytest.raises(Rejected, match=r"fiscal_year\.overlaps"):
        session.run(open_fiscal_year, starts_on=date(2027, 12, 1), ends_on=date(2028, 11, 30))
    with pytest.raises(Denied):
        office.session("seller").run(open_fiscal_year, starts_on=date(2028, 1, 1), ends_on=date(2028, 12, 31))


@pytest.mark.parametrize(
    ("start", "end"), [((2026, 1, 1), (2026, 12, 31)), ((2023, 3, 1), (2024, 2, 29)), ((2026, 9, 14), (2027, 8, 31))]
)
def test_a_year_ends_with_the_twelfth_month(start: tuple[int, int, int], end: tuple[int, int, int]) -> None:
    assert year_end(date(*start)) == date(*end)
