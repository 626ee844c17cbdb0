"""Number series, voucher series and rates on screen: read by finance, changed by who may, with a question first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from models.company.queries import CURRENCIES, EXCHANGE_RATES
from models.company.rates import ExchangeRate
from models.company.series import NumberSeries
from models.database.listing import Filter
from models.database.rights import Permission
from models.finance.series import AllSeries, SeriesYear, VoucherSeries
from tests.support.fake_host import FakeHost
from views.company.rate_pages import CURRENCY_LIST, RatePage, RatesPage
from views.company.series_pages import NumberSeriesPage, SeriesPage
from views.company.voucher_series_page import VoucherSeriesPage
from views.kit.form.view import FormView
from views.kit.host import Link
from views.kit.page import ListPage, Page

Show = Callable[[QWidget], None]
YEAR = SeriesYear(4, date(2026, 1, 1), date(2026, 12, 31), 43)
MANUAL = VoucherSeries("A", "Manual", "general", fixed=True, years=(YEAR,))
INVOICES = NumberSeries("customer_invoice", "F-", 12)
ALL = AllSeries((INVOICES, NumberSeries("quote")), (MANUAL, VoucherSeries("L", "Pay", "payroll")), date(2026, 1, 1))
EURO = ExchangeRate("EUR", date(2026, 11, 2), Decimal("11.234567"), "manual", "SEK", 5)
READER = (Permission.COMPANY_READ,)


def made(show: Show, page: Page) -> Page:
    show(page)
    return page


def trigger(page: Page, action_id: str) -> None:
    next(action for action in page.actions_bound if action.declared.id == action_id).trigger()


def offered(page: Page) -> set[str]:
    return {action.declared.id for action in page.actions_bound}


def write(form: FormView[Any], name: str, text: str) -> None:
    editor = form.boxes[name].editor
    assert isinstance(editor, QLineEdit)
    editor.setFocus()
    editor.selectAll()
    QTest.keyClicks(editor, text)


def test_series_are_shown_with_their_next_numbers_and_open(show: Show) -> None:
    host = FakeHost(answers={"list_all_series": ALL})
    page = SeriesPage(host, Link("company.series"))
    made(show, page)
    assert [row.values for row in page.documents.rows] == [("Customer invoices", "F-", 12), ("Quotes", "", 1)]
    assert [row.values for row in page.vouchers.rows] == [
        ("A", "Manual", "General", 43),
        ("L", "Pay", "Payroll", 1),
    ]
    assert page.documents.rows[0].opens == Link("company.number_series", "customer_invoice")
    assert page.vouchers.rows[0].links[3].arguments == {"series": "A", "fiscal_year_id": 4, "label": "Series A"}
    assert 3 not in page.vouchers.rows[1].links
    trigger(page, "company.voucher_series.new")
    assert host.opened == [Link("company.voucher_series")]


def test_without_the_books_a_number_opens_no_vouchers_and_without_the_right_nothing_is_added(show: Show) -> None:
    host = FakeHost(answers={"list_all_series": replace(ALL, year=None)}, permissions=READER)
    page = SeriesPage(host, Link("company.series"))
    made(show, page)
    assert [set(row.links) for row in page.vouchers.rows] == [{0}, {0}]
    assert page.vouchers.rows[1].values[3] is None
    assert offered(page) == set()


def number_series_page(show: Show, host: FakeHost) -> NumberSeriesPage:
    page = NumberSeriesPage(host, Link("company.number_series", "customer_invoice"))
    made(show, page)
    return page


def test_a_prefix_is_saved_without_the_number_that_may_have_moved_on(show: Show) -> None:
    host = FakeHost(answers={"read_number_series": INVOICES, "set_number_series": INVOICES})
    page = number_series_page(show, host)
    write(page.form, "prefix", "K")
    trigger(page, "form.save")
    assert host.ran[0][1] == {"kind": "customer_invoice", "prefix": "K", "next_number": None}
    assert host.opened == [Link("company.series")]


def test_numbers_are_passed_over_only_after_a_question(show: Show) -> None:
    host = FakeHost(answers={"read_number_series": INVOICES, "set_number_series": INVOICES})
    page = number_series_page(show, host)
    write(page.form, "next_number", "100")
    trigger(page, "form.save")
    question, _on_answer = host.asked[-1]
    assert "12" in question.text
    assert "99" in question.text
    host.reply("cancel")
    assert not host.ran
    trigger(page, "form.save")
    host.reply("go_on")
    assert host.ran[0][1] == {"kind": "customer_invoice", "prefix": "F-", "next_number": 100}


def test_a_number_that_runs_back_is_refused_in_its_field(show: Show) -> None:
    host = FakeHost(answers={"read_number_series": INVOICES})
    page = number_series_page(show, host)
    write(page.form, "next_number", "11")
    trigger(page, "form.save")
    assert page.form.boxes["next_number"].problem == "Numbers only run forwards. The next one is 12 or later."
    assert not host.ran


def test_who_may_not_change_a_series_looks_at_it(show: Show) -> None:
    host = FakeHost(answers={"read_number_series": INVOICES, "read_voucher_series": MANUAL}, permissions=READER)
    for page in (number_series_page(show, host), VoucherSeriesPage(host, Link("company.voucher_series", "A"))):
        assert offered(page) == set()
        assert not page.form.isEnabled()


def test_a_voucher_series_is_renamed_and_its_years_open_their_vouchers(show: Show) -> None:
    host = FakeHost(answers={"read_voucher_series": MANUAL, "edit_voucher_series": MANUAL})
    page = VoucherSeriesPage(host, Link("company.voucher_series", "A"))
    made(show, page)
    assert not page.form.boxes["area"].editor.isEnabled()
    (row,) = page.years.rows
    assert (row.values, row.opens) == (
        (date(2026, 1, 1), date(2026, 12, 31), 43),
        Link("finance.vouchers", arguments={"series": "A", "fiscal_year_id": 4, "label": "Series A"}),
    )
    write(page.form, "name", "By hand")
    trigger(page, "form.save")
    assert host.ran[0][1] == {"code": "A", "name": "By hand", "area": "general"}


def test_a_new_voucher_series_has_code_name_and_area(show: Show) -> None:
    host = FakeHost(answers={"add_voucher_series": VoucherSeries("K", "Cash", "general")})
    page = VoucherSeriesPage(host, Link("company.voucher_series"))
    made(show, page)
    write(page.form, "code", "K")
    write(page.form, "name", "Cash")
    trigger(page, "form.save")
    assert host.ran[0][1] == {"code": "K", "name": "Cash", "area": "general"}
    assert host.opened == [Link("company.series")]


def test_a_currency_opens_its_rates_and_ours_has_none(show: Show) -> None:
    rows = [
        ("EUR", "Euro", 2, Decimal("11.2"), "SEK", date(2026, 11, 2), "manual"),
        ("SEK", "Swedish krona", 2, Decimal(1), "SEK", None, "own"),
    ]
    host = FakeHost(rows={CURRENCIES.name: rows})
    page = ListPage(host, CURRENCY_LIST)
    made(show, page)
    opens = CURRENCY_LIST.opens
    assert opens is not None
    links = [opens({"code": code, "source": source}) for code, *_, source in rows]
    assert links == [Link("company.rates", "EUR"), None]


def test_a_rate_is_added_to_the_currency_whose_rates_are_shown(show: Show) -> None:
    host = FakeHost(rows={EXCHANGE_RATES.name: []}, answers={"save_rate": EURO})
    rates = RatesPage(host, Link("company.rates", "EUR"))
    made(show, rates)
    assert host.fetched[-1][1].filters == (Filter("currency", "=", "EUR"),)
    next(one for one in rates.list.actions_bound if one.declared.id == "company.rate.new").trigger()
    assert host.opened == [Link("company.rate", arguments={"currency": "EUR"})]
    page = RatePage(host, host.opened[0])
    made(show, page)
    write(page.form, "rate", "11.234567")
    trigger(page, "form.save")
    assert host.ran[0][1] == {"rate": ExchangeRate("EUR", host.today, Decimal("11.234567"))}
    assert host.opened[-1] == Link("company.rates", "EUR")


def test_a_rate_is_above_zero(show: Show) -> None:
    host = FakeHost()
    page = RatePage(host, Link("company.rate", arguments={"currency": "EUR"}))
    made(show, page)
    write(page.form, "rate", "0")
    trigger(page, "form.save")
    assert page.form.boxes["rate"].problem == "A rate is a figure above zero."
    assert not host.ran


def test_a_rate_of_today_is_put_right_or_deleted_after_a_question(show: Show) -> None:
    host = FakeHost(answers={"read_rate": EURO, "delete_rate": None})
    page = RatePage(host, Link("company.rate", 5))
    made(show, page)
    assert page.form.draft.source == ""
    assert not page.form.boxes["valid_on"].editor.isEnabled()
    trigger(page, "company.rate.delete")
    host.reply("delete")
    assert host.ran[0][1] == {"rate_id": 5}
    assert host.opened == [Link("company.rates", "EUR")]


def test_a_rate_that_documents_took_keeps_its_figure_and_says_why(show: Show) -> None:
    host = FakeHost(answers={"read_rate": replace(EURO, used=True)})
    page = RatePage(host, Link("company.rate", 5))
    made(show, page)
    assert not page.form.boxes["rate"].editor.isEnabled()
    assert page.form.boxes["source"].editor.isEnabled()
    (told,) = page.strip.messages
    assert "stays" in told.text
    delete = next(action for action in page.actions_bound if action.declared.id == "company.rate.delete")
    assert (delete.isEnabled(), delete.toolTip()) == (False, "Posted documents took this rate.")
