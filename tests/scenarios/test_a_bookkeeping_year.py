"""The year 2025 of Björkens Bygg AB, from opening balances to the tax return, with figures to check by hand.

Each quarter the company sells for 150 000 and buys material for 20 000, both with 25 % VAT. Every month it pays 5 000
in rent and 20 000 in salary (6 000 withheld tax, 31,42 % employer contributions = 6 284), and its equipment of 120 000
loses a sixtieth. In May it buys a service of 10 000 from an EU country, in August it sells goods for 30 000 to another.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from models.exchange.opening_import import import_opening
from models.exchange.sie_export import export_sie
from models.exchange.sie_import import import_sie
from models.exchange.sru_export import export_sru
from models.finance.accounts import FiscalYear, list_fiscal_years, list_periods, open_fiscal_year
from models.finance.assets.changing import depreciate
from models.finance.assets.register import AssetDraft, add_assets
from models.finance.closing.periods import close_periods
from models.finance.closing.reconciling import list_reconciliations, reconcile, review_reconciliation
from models.finance.closing.tasks import begin_close, close_board, sign_task
from models.finance.income_tax import post_income_tax
from models.finance.vat.returns import file_vat_return
from models.finance.verification import verify
from models.finance.year_end import close_year, dispose_of_result, open_adjustment_period
from tests.support.books import Books
from tests.support.office import Office
from tests.support.statements import by_account

D = Decimal
YEAR = date(2025, 1, 1), date(2025, 12, 31)
OPENING = """Konto;Kund/leverantör;Faktura;Förfallodatum;Saldo
1220;;;;120 000
1229;;;;-24 000
1510;Åkesson Måleri AB;1001;2025-01-15;25 000
1930;;;;200 000
2081;;;;-50 000
2091;;;;-258 500
2440;Trävaror AB;778;2025-01-31;-12 500
"""
CUSTOMER, SUPPLIER = "Åkesson Måleri AB", "Trävaror AB"


def test_the_books_of_a_year_from_opening_balances_to_the_tax_return(office: Office, second_office: Office) -> None:
    books = Books(office)
    for company in (office, second_office):
        company.session("accountant").run(open_fiscal_year, starts_on=YEAR[0], ends_on=YEAR[1])
    take_over(books)
    for month in range(1, 13):
        keep_a_month(books, month)
    assert_year_before_tax(books)
    end_the_year(books)
    assert_balance_sheet_is_closed(books)
    assert office.session("auditor").read(verify) == ()
    books_travel_as_sie(office, second_office)
    hand_in_the_tax_return(office)
    open_the_next_year(books)


def take_over(books: Books) -> None:
    """The balances of the old program, with the customer's and the supplier's open invoice."""
    for name in (CUSTOMER, SUPPLIER):
        books.party(name)
    report = books.office.session("accountant").run(
        import_opening,
        content=OPENING.encode(),
        file_name="ingående balanser.csv",
        options={"map": {"party": "Kund/leverantör"}},
    )
    assert report.done, report.findings
    items = books.office.owner().execute("SELECT account, remaining FROM ledger.open_item ORDER BY account")
    assert items.fetchall() == [("1510", D(25000)), ("2440", D(-12500))]
    register_equipment(books.office)


def register_equipment(office: Office) -> None:
    """Bought a year ago for 120 000, to be worn out in five: 24 000 have gone, 2 000 go each month."""
    group = office.value("SELECT id FROM finance.asset_group WHERE code = 'INV'")
    equipment = AssetDraft(
        "Byggställning",
        group,
        acquired_on=date(2024, 1, 1),
        cost=D(120000),
        life_months=60,
        depreciation=D(24000),
        taken_over_to=date(2024, 12, 31),
    )
    office.session("accountant").run(add_assets, assets=(equipment,))


def keep_a_month(books: Books, month: int) -> None:
    """What happens in a month, the VAT of the quarter where it ends, and the lock."""
    first = date(2025, month, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    books.post(first, "Hyra", ("5010", "5000"), ("1930", "-5000"))
    pay_salaries(books, first.replace(day=25), with_taxes=month > 1)
    trade(books, month)
    books.office.session("accountant").run(depreciate, month=first)
    if month % 3 == 0:
        file_vat(books, last)
    close_month(books.office, period_from(books.office, first))


def close_month(office: Office, period_id: int) -> None:
    """Every balance has its evidence, each task the signature of the role that owns it, in order; then it is closed."""
    accountant = office.session("accountant")
    for standing in accountant.read(list_reconciliations, period_id=period_id):
        reconciled = office.session("finance_clerk").run(
            reconcile, period_id=period_id, account=standing.account, evidence=standing.balance, sign=True
        )
        accountant.run(review_reconciliation, reconciliation_id=reconciled)
    accountant.run(begin_close, period_id=period_id)
    board = accountant.read(close_board, period_id=period_id)
    signed: set[str] = set()
    while ready := [task for task in board.tasks if task.code not in signed and signed.issuperset(task.after)]:
        for task in ready:
            assert task.id is not None
            office.session(task.owner_role).run(sign_task, task_id=task.id)
            signed.add(task.code)
    assert signed == {task.code for task in board.tasks}
    accountant.run(close_periods, last_period_id=period_id)


def pay_salaries(books: Books, on: date, *, with_taxes: bool) -> None:
    """20 000 gross, 14 000 paid out; the tax and the contributions of the month before go to the tax account."""
    books.post(on, "Lön", ("7210", "20000"), ("2710", "-6000"), ("1930", "-14000"))
    books.post(on, "Arbetsgivaravgift 31,42 %", ("7510", "6284"), ("2731", "-6284"))
    if with_taxes:
        books.post(on, "Skatt och avgift", ("2710", "6000"), ("2731", "6284"), ("1930", "-12284"))


def trade(books: Books, month: int) -> None:
    """Sales and purchases in the middle month of a quarter, paid in its last; EU trade in May and August."""
    middle = date(2025, month, 15)
    if month == 1:
        opening = books.office.owner().execute("SELECT line_id, remaining FROM ledger.open_item ORDER BY account")
        for line, remaining in opening.fetchall():
            books.pay_item(middle, line, remaining)
    if month % 3 == 2:
        books.sell(middle, CUSTOMER, "150000")
        books.buy(middle, SUPPLIER, "20000")
    if month == 5:
        books.buy(middle, "Software Ireland Ltd", "10000", account="4535", tax_code="IEUS25")
    if month == 8:
        books.sell(middle, "Möbler Danmark ApS", "30000", account="3108", tax_code="SEUG")
    if month % 3 == 0:
        books.pay_everything(middle)


def file_vat(books: Books, last: date) -> None:
    """150 000 x 25 % out, 20 000 x 25 % in: 32 500 to pay each quarter; that of the EU service cancels out."""
    accountant = books.office.session("accountant")
    filed = accountant.run(file_vat_return, starts_on=last.replace(month=last.month - 2, day=1), settle_on=last)
    assert filed.payable == D(32500)
    if last.month < 12:
        books.post(last, "Moms betald", ("2650", "32500"), ("1930", "-32500"))


def assert_year_before_tax(books: Books) -> None:
    """Sales 630 000, costs 489 408: material 80 000, service 10 000, rent 60 000, pay 315 408, wear 24 000."""
    amounts = by_account(books.office, "income", YEAR[1])
    assert amounts == {
        "3001": D(600000),
        "3108": D(30000),
        "4000": D(-80000),
        "4535": D(-10000),
        "5010": D(-60000),
        "7210": D(-240000),
        "7510": D(-75408),
        "7832": D(-24000),
    }
    assert sum(amounts.values()) == D(140592)


def end_the_year(books: Books) -> None:
    """20,6 % of 140 590 is 28 961,54: the tax is 28 961 and the result of the year 111 631."""
    accountant, year = books.office.session("accountant"), the_year(books.office)
    accountant.run(open_adjustment_period, fiscal_year_id=year.id)
    accountant.run(post_income_tax, fiscal_year_id=year.id, allocation=D(0), text="Skatt 2025")
    closed = accountant.run(
        close_year, fiscal_year_id=year.id, result_account="8999", equity_account="2099", text="Årets resultat"
    )
    assert closed.result == D(111631)


def assert_balance_sheet_is_closed(books: Books) -> None:
    """Bank: 200 000 + 25 000 - 12 500 + 750 000 + 30 000 - 110 000 - 60 000 - 168 000 - 135 124 - 97 500."""
    assert by_account(books.office, "balance", YEAR[1]) == {
        "1220": D(120000),
        "1229": D(-48000),
        "1930": D(421876),
        "2081": D(50000),
        "2091": D(258500),
        "2099": D(111631),
        "2512": D(28961),
        "2650": D(32500),
        "2710": D(6000),
        "2731": D(6284),
    }


def books_travel_as_sie(office: Office, other: Office) -> None:
    """Written as SIE 4 and taken in by another company, every balance is the same."""
    exported = office.session("auditor").read(export_sie, options={"year": "2025-06-30", "checksum": "yes"})
    report = other.session("accountant").run(import_sie, content=exported.content, file_name=exported.file_name)
    assert report.done, report.findings
    assert Books(other).balances(YEAR[1]) == Books(office).balances(YEAR[1])


def hand_in_the_tax_return(office: Office) -> None:
    """The return states what was computed: a taxable result of 140 592 before its tax."""
    office.owner().execute("UPDATE company.company SET postcode = '211 20', city = 'Malmö'")
    exported = office.session("auditor").read(export_sru, options={"year": "2025-12-31"})
    assert exported.file_name == "SRU Björkens Bygg AB 2025-12.zip"


def open_the_next_year(books: Books) -> None:
    """The balances go on by themselves; in May the meeting pays 50 000 out and carries 61 631 forward."""
    accountant = books.office.session("accountant")
    accountant.run(
        dispose_of_result,
        fiscal_year_id=the_year(books.office).id,
        date=date(2026, 5, 20),
        dividend=D(50000),
        retained_account="2091",
        dividend_account="2898",
        text="Årsstämma",
    )
    after = books.balances(date(2026, 5, 20))
    assert (after["2091"], after["2898"], after.get("2099")) == (D(-258500) - D(61631), D(-50000), None)


def the_year(office: Office) -> FiscalYear:
    """The fiscal year that is told of."""
    return next(year for year in office.session("auditor").read(list_fiscal_years) if year.ends_on == YEAR[1])


def period_from(office: Office, first: date) -> int:
    """The key of a month."""
    periods = office.session("auditor").read(list_periods, fiscal_year_id=the_year(office).id)
    return next(period.id for period in periods if period.starts_on == first)
